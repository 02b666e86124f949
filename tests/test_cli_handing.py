"""Handing over on the command line, as who runs the machine types it."""

from pathlib import Path

import bagit  # type: ignore[import-untyped]
import pytest

from tests.test_cli import Clerk, memo
from tests.test_cli import clerk as clerk  # noqa: PLC0414 - a fixture

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
