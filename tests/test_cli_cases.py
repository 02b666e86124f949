"""Work by its steps on the command line: begun, moved on, postponed, proved and ended."""

import pytest

from tests.test_cli import Clerk, clerk

pytestmark = pytest.mark.slow

__all__ = ["clerk"]
MEETING = ("meeting", "body=การประชุมผู้บริหาร", "no=๗/๒๕๗๐", "meeting_date=๙ ธ.ค. ๒๕๗๐")
WHOM = ("--group", "plan", "--group", "hr", "--invitee", "p02")


def states(told: object, step: str) -> list[str]:
    assert isinstance(told, dict)
    return [row["state"] for each in told["steps"] if each["id"] == step for row in each["rows"]]


def test_a_case_is_begun_moved_postponed_and_cancelled_by_hand(clerk: Clerk) -> None:
    begun = clerk.json("case", "begin", *MEETING, *WHOM)
    assert begun["case"]["title"] == "การประชุมผู้บริหาร ครั้งที่ ๗/๒๕๗๐"
    moved = clerk.json("case", "move", "1", "call", "done", "--target", "plan", "--by", "ผอ.แผน")
    assert states(moved, "call") == ["done", "todo"]
    assert clerk("case", "move", "1", "send", "done")[0] == 1 and "เห็นชอบและลงนาม" in clerk.said
    assert clerk("case", "move", "1", "call", "done", "--target", "plan")[0] == 1
    assert "ไม่พบรายการ" in clerk.said
    later = clerk.json("case", "change", "1", "meeting_date=๕ ม.ค. ๒๕๗๑", "--why", "ห้องไม่ว่าง")
    assert later["case"]["words"]["meeting_date"] == "2028-01-05"
    assert states(later, "call") == ["done", "todo"]
    assert clerk("case", "end", "1", "cancelled")[0] == 1 and "เหตุผล" in clerk.said
    assert clerk("case", "end", "1", "cancelled", "--why", "งด")[0] == 0
    listed = clerk("case", "list", "--state", "cancelled")[1]
    assert "๗/๒๕๗๐" in listed and "เพราะงด" in listed
    after = clerk.json("case", "begin", "meeting", "meeting_date=๑๖ ธ.ค. ๒๕๗๐", "--after", "1")
    assert after["case"]["words"]["no"] == "๗/๒๕๗๐"  # the seventh was not held


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_begun(clerk: Clerk) -> None:
    assert clerk("case", "begin", "meeting", "no=เจ็ด", "wher=1", "--group", "zz")[0] == 1
    for word in ("ครั้งที่/ปี", "wher", "“zz”", "ชื่อคณะ", "วันประชุม", "ผู้ได้รับเชิญ"):
        assert word in clerk.said
    assert clerk("case", "list")[1] == ""
    assert clerk("case", "show", "1")[0] == 1


def test_a_step_makes_its_paper_and_a_record_proves_it(clerk: Clerk) -> None:
    clerk("case", "begin", *MEETING, "--group", "all", "--invitee", "p02")
    assert clerk.json("case", "paper", "1", "agenda", "agenda") == {"draft": 1}
    assert "[agenda]" in clerk("case", "show", "1")[1]
    assert clerk("case", "prove", "1", "prepare", "2569/memo/0001")[0] == 1
