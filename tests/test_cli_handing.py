"""Handing over on the command line, as who runs the machine types it."""

from pathlib import Path

import bagit  # type: ignore[import-untyped]
import pytest

from tests.test_cli import Clerk, memo
from tests.test_cli import clerk as clerk  # noqa: PLC0414 - a fixture

pytestmark = pytest.mark.slow

PERSON = ["นายสมชาย เลขประจำตัว ๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑ ขอลาพัก", "จึงเรียนมาเพื่อทราบ"]


@pytest.fixture
def filed(clerk: Clerk, tmp_path: Path) -> None:
    for body in (["ค่าไฟฟ้าสูงขึ้นมาก", "จึงเรียนมาเพื่อทราบ"], PERSON):
        given = memo(tmp_path, body=body)
        assert clerk("issue", "memo", "--answers", given, "--no-pdf")[0] == 0


@pytest.mark.usefixtures("filed")
def test_a_year_a_search_and_single_records_are_handed_over(clerk: Clerk, tmp_path: Path) -> None:
    for name, chosen in (
        ("year", ("--year", "๒๕๖๙")),
        ("search", ("--search", "ประหยัดพลังงาน")),
        ("ids", ("--ids", "2569/memo/0001", "2569/memo/0002")),
    ):
        if name == "search":
            clerk("work", "--once")
        told = clerk.json("handover", tmp_path / name, *chosen)
        assert told["records"] == 2, name
        bagit.Bag(str(tmp_path / name)).validate()
    assert clerk("handover", tmp_path / "year", "--year", "2569")[0] == 1
    assert "มี" in clerk.said
    assert clerk("handover", tmp_path / "none", "--year", "2500")[0] == 1
    assert "ไม่มีเอกสารที่จะส่งมอบ" in clerk.said
    assert not (tmp_path / "none").exists()


@pytest.mark.usefixtures("filed")
def test_what_personal_numbers_would_leave_is_told_first(clerk: Clerk, tmp_path: Path) -> None:
    code, out = clerk("handover", tmp_path / "bag", "--year", "2569", "--look")
    assert code == 1
    assert "2569/memo/0002" in out
    assert "0121" in out
    assert "123456" not in out
    assert not (tmp_path / "bag").exists()
    assert clerk("handover", tmp_path / "bag", "--ids", "2569/memo/0001", "--look")[0] == 0


@pytest.mark.usefixtures("filed")
def test_a_handover_comes_into_another_office(clerk: Clerk, tmp_path: Path) -> None:
    clerk("handover", tmp_path / "bag", "--year", "2569")
    code, out = clerk("take-handover", tmp_path / "bag", "--try")
    assert (code, out.count("มีอยู่แล้ว")) == (0, 2)
    (tmp_path / "bag" / "data" / "แถม.txt").write_text("x", encoding="utf-8")
    assert clerk("take-handover", tmp_path / "bag")[0] == 1
    assert "แถม.txt: ไม่อยู่ในรายการ" in clerk.said


def test_an_old_register_is_looked_at_corrected_and_taken(clerk: Clerk, tmp_path: Path) -> None:
    table = tmp_path / "คำสั่ง ๖๖.csv"
    table.write_text("x,ลงวันที่,เรื่อง\n๑/๒๕๖๖,๕ ม.ค. ๖๖,แต่งตั้งเวร\n๒,,ไม่มีวัน\n", encoding="utf-8")
    asked = ("import-register", "orders", table, "--year", "๒๕๖๖")
    assert clerk(*asked)[0] == 1
    assert "--column number=A" in clerk.said
    code, out = clerk(*asked, "--column", "number=A", "--try")
    assert (code, "รับได้ ๑ แถว" in out) == (1, True)
    assert "แถวที่ ๓: ไม่มีวันที่" in clerk.said
    assert clerk(*asked, "--column", "number=A", "--skip")[0] == 1
    assert "แต่งตั้งเวร" in clerk("register", "show", "orders", "--year", "2566")[1]
