"""Paper on the command line: where it lies, what is lent, what is printed of folders."""

import json
from datetime import date
from pathlib import Path

import pytest
from docx import Document

import saraban
from office.office import Office
from tests.conftest import prepared
from tests.test_web_browse import file

pytestmark = pytest.mark.slow

ID = "2569/memo/0001"


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with one memo."""
    with prepared(new_office, tmp_path_factory) as office:
        file(office, date(2026, 2, 5), "3", "หนังสือเวียนเรื่องการประชุม")
        return office.folder.path


def run(office: Office, *words: str) -> int:
    return saraban.main(["--data", str(office.folder.path), *words])


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_paper_is_placed_listed_and_its_folder_printed(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(office, "paper", "place", ID, "--folder", "หนังสือเวียน", "--cabinet", "๒") == 0
    assert "แฟ้ม หนังสือเวียน ตู้ ๒" in capsys.readouterr().out
    run(office, "paper", "folders", "--json")
    (folder,) = lines(capsys)
    assert (folder["cabinet"], folder["records"]) == ("2", 1)
    for act in ("contents", "--cabinet", "2"), ("spines", "--size", "1"), ("finding-aid",):
        where = () if act[0] != "contents" else ("--folder", "หนังสือเวียน")
        assert run(office, "paper", *act, *where, "--out", str(tmp_path)) == 0
        made = Path(capsys.readouterr().out.strip())
        said = {cell.text for row in Document(str(made)).tables[0].rows for cell in row.cells}
        assert any("เวียน" in text for text in said), act


def test_paper_is_lent_and_back(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    lent = ("paper", "lend", ID, "--to", "นายวิชัย", "--on", "1 พ.ย. 2560", "--due", "๕ พ.ย. ๒๕๖๐")
    assert run(office, *lent) == 0
    assert run(office, *lent) == 1
    assert "นายวิชัยยืมอยู่" in capsys.readouterr().err
    run(office, "paper", "out", "--late", "--json")
    (loan,) = lines(capsys)
    assert (loan["borrower"], loan["due"], loan["late"]) == ("นายวิชัย", "2017-11-05", True)
    assert run(office, "paper", "back", ID) == 0
    capsys.readouterr()
    run(office, "paper", "out", "--json")
    assert lines(capsys) == []


def test_records_are_browsed_and_counted_by_fiscal_year(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    run(office, "browse", "--count", "fiscal", "--json")
    assert lines(capsys) == [{"fiscal": 2569, "count": 1}]
    run(office, "browse", "--fiscal", "2568", "--json")
    assert lines(capsys) == []
