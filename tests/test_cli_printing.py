"""The command print: what a clerk gets on paper without number or record."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from office import answers
from office.office import Office, operator
from office.plans import Wish
from office.profile import SAMPLE
from saraban import main

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(office: Office) -> Path:
    """The data folder of an office with one letter."""
    given = answers.load(SAMPLE.parent / "letter-01.yaml")
    office.issue("letter", given, operator(), Wish(pdf=False))
    return office.folder.path


def run(folder: Path, *words: object) -> int:
    try:
        return main(["--data", str(folder), "print", *map(str, words)])
    except SystemExit as ended:
        return int(str(ended.code))


def made(place: Path) -> list[list[str]]:
    (path,) = place.iterdir()
    (table,) = Document(BytesIO(path.read_bytes())).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_forms_are_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder) == 0
    shown = capsys.readouterr().out
    for words in ("บัญชีหนังสือขอทำลาย (แบบที่ ๒๕)", "envelope-dl", "labels"):
        assert words in shown
    assert run(folder, "--json") == 0
    assert '"code": "loan"' in capsys.readouterr().out


def test_a_blank_form_and_a_filled_one_are_laid_where_wanted(folder: Path, tmp_path: Path) -> None:
    assert run(folder, "loan", "--out", tmp_path / "loan") == 0
    assert not any("".join(row) for row in made(tmp_path / "loan")[1:])
    assert run(folder, "kept", "--year", 2569, "--out", tmp_path / "kept") == 0
    assert len(made(tmp_path / "kept")) == 2
    note = ("note", "2569/letter/0001", "sent", "--on", "11/11/2569", "--text", "ทางไปรษณีย์")
    assert main(["--data", str(folder), *note]) == 0
    assert run(folder, "delivery", "--day", "11/11/2569", "--out", tmp_path / "day") == 0
    assert made(tmp_path / "day")[1][2] == "ปลัดจังหวัดตัวอย่าง"


def test_envelopes_labels_and_receipts_are_made_of_a_letter(folder: Path, tmp_path: Path) -> None:
    for form in ("envelope-c5", "labels", "receipt"):
        words = (form, "--record", "2569/letter/0001", "--out", tmp_path / form)
        assert run(folder, *words) == 0
        assert "ปลัดจังหวัดตัวอย่าง" in str(made(tmp_path / form))


def test_receivers_are_read_from_a_file(folder: Path, tmp_path: Path) -> None:
    to = tmp_path / "to.txt"
    to.write_text("เรียน  ก\n\nเรียน  ข", encoding="utf-8")
    assert run(folder, "labels", "--to", to, "--out", tmp_path / "out") == 0
    to.write_bytes(b"\xff\xfe")
    assert run(folder, "labels", "--to", to) == 1


@pytest.mark.parametrize(
    "words", [("nothing",), ("labels",), ("loan", "--year", "2569"), ("envelope-a0", "--to", "x")]
)
def test_what_cannot_be_printed_is_refused(folder: Path, words: tuple[str, ...]) -> None:
    assert run(folder, *words) == 1


def test_a_common_era_year_is_refused(folder: Path) -> None:
    assert run(folder, "kept", "--year", "2026") == 2
