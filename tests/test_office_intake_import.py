"""Importing old folders: where each file goes, told by folders or a table, and seen beforehand."""

from datetime import date
from pathlib import Path

import pytest

from office.import_errors import ImportTableInvalid
from office.import_plan import ByFolder, by_table
from office.intake import Place
from office.office import Office, operator
from tests.test_office_intake_kinds import LETTER, packed

HERE = Place(2569)
ON = date(2026, 11, 22)
TABLE = "ไฟล์,ปี,หมวด,เลขที่,วันที่,เรื่อง\nก.txt,๒๕๖๐,๔,ศธ 1/2,๒ มี.ค. ๒๕๖๐,ประกาศรับสมัครครู\n"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    folder = tmp_path / "เก่า"
    folder.mkdir()
    return folder


def files(office: Office, folder: Path, placed: object) -> dict[str, str]:
    done = office.intake.folder(folder, HERE, operator(), placed)  # type: ignore[arg-type]
    return {one.file: str(one.id) for one in done}


def test_folders_tell_year_and_category_by_their_names(office: Office, old: Path) -> None:
    plan = office.profile.file_plan
    placed = ByFolder(plan, HERE)
    title = plan.open[1].title
    told = [placed(f"{folder}/ก.pdf") for folder in ("ปี ๖๖/4 บุคคล", f"พ.ศ. 2561/{title}", "อื่นๆ")]
    assert [(one.year, one.category) for one in told] == [
        (2566, "4"),
        (2561, plan.open[1].code),
        (2569, ""),
    ]
    (old / "ปี ๖๖" / "4").mkdir(parents=True)
    (old / "ปี ๖๖" / "4" / "รวม.zip").write_bytes(packed(ก__txt=LETTER.encode()))
    assert files(office, old, placed) == {"ปี ๖๖/4/รวม.zip/ก.txt": "2566/import/0001"}
    assert files(office, old, placed) == {"ปี ๖๖/4/รวม.zip/ก.txt": "2566/import/0001"}


def test_a_table_tells_number_day_and_subject_of_each_file(office: Office, old: Path) -> None:
    (old / "ก.txt").write_text("สำเนาที่อ่านไม่ค่อยออก", encoding="utf-8")
    placed = by_table("ต.csv", TABLE.encode("cp874"), office.profile.file_plan, lambda _: HERE, ON)
    assert files(office, old, placed) == {"ก.txt": "2560/import/0001"}
    record = next(iter(office.intake.folder(old, HERE, operator()))).id
    assert record
    about = office.archive.record(record).description
    assert (about.title, about.number, about.category) == ("ประกาศรับสมัครครู", "ศธ 1/2", "4")
    assert about.dated == date(2017, 3, 2)


def test_a_wrong_table_is_refused_with_every_line_before_anything_is_filed(office: Office) -> None:
    lines = "ไฟล์,ปี,หมวด,วันที่\n,๒๕๖๐,,\nข.txt,ปีนี้,,\nค.txt,,ไม่มี,๓๑ ก.พ. ๒๕๖๐\nข.txt,,,\n"
    with pytest.raises(ImportTableInvalid) as refused:
        by_table("ต.csv", lines.encode(), office.profile.file_plan, lambda _: HERE, ON)
    said = str(refused.value)
    assert [f"แถวที่ {row}" in said for row in "๒๓๔๕"] == [True] * 4
    assert said.count("แถวที่ ๔") == 2


def test_what_would_happen_is_told_without_filing_anything(office: Office, old: Path) -> None:
    (old / "ก.txt").write_text(LETTER, encoding="utf-8")
    (old / "ข.pdf").write_bytes(b"")
    seen = list(office.intake.foresee(old, HERE, operator(), lambda _: HERE))
    assert [(one.known, bool(one.problem)) for one in seen] == [(None, False), (None, True)]
    assert office.archive.counts("type") == ()
    first = files(office, old, None)["ก.txt"]
    again = list(office.intake.foresee(old, HERE, operator(), lambda _: HERE))
    assert str(again[0].known) == first
