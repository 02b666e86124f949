"""The memos of a meeting's resolutions take their rows from the minutes."""

from datetime import date
from typing import Any

import pytest

from office import answers
from office.office import Office, operator
from office.plans import Wish
from office.profile import SAMPLE
from office.resolutions import matters
from templates.errors import FormInvalid

MEETING: dict[str, Any] = {
    "agenda": [
        {"title": "แจ้งเพื่อทราบ", "items": [{"title": "นโยบาย", "owner": "dir"}]},
        {"title": "พิจารณา", "items": ["งบประมาณ", {"title": "แผน", "owner": "plan"}]},
    ],
    "minutes": {
        "sections": [
            {"agenda": "1.1", "resolution": "รับทราบ"},
            {"agenda": "2.1", "resolution": "เห็นชอบ", "actions": [
                {"task": "โอนเงิน", "owner_group": "fin", "due": date(2026, 12, 1)},
                {"task": "ส่งข้อมูล", "owner_group": "all"}]},
            {"agenda": "2.2", "resolution": "ชะลอ"},
            {"agenda": "2.3", "discussion": ["ไม่มีวาระนี้"], "resolution": "เห็นชอบ"},
        ]
    },
}  # fmt: skip
GROUPS = {"dir": "ผู้บริหาร", "plan": "กลุ่มแผน", "fin": "กลุ่มการเงิน"}


def told(group: str = "") -> list[tuple[str, list[str]]]:
    found = matters(MEETING, GROUPS, group)
    return [(row["agenda"], [task["task"] for task in row["tasks"]]) for row in found]


def test_every_resolution_of_an_item_is_told_with_its_tasks() -> None:
    assert told() == [("1.1", []), ("2.1", ["โอนเงิน", "ส่งข้อมูล"]), ("2.2", [])]


def test_an_extract_tells_what_the_group_brought_and_what_it_is_to_do() -> None:
    assert told("plan") == [("2.1", ["ส่งข้อมูล"]), ("2.2", [])]
    assert told("กลุ่มการเงิน") == [("2.1", ["โอนเงิน", "ส่งข้อมูล"])]


def test_what_an_owner_does_bears_a_name_and_a_day() -> None:
    task = list(matters(MEETING, GROUPS))[1]["tasks"][0]
    assert task == {"task": "โอนเงิน", "owner": "กลุ่มการเงิน", "due": date(2026, 12, 1)}


def memo(kind: str, **more: Any) -> dict[str, Any]:
    """The answers of the sample meeting, with a memo that tells of it."""
    meeting = answers.load(SAMPLE.parent / "meeting-01.yaml")
    about = {"agency": "กลุ่มอำนวยการ", "date": date(2026, 11, 10), "to": "ผู้อำนวยการกลุ่ม",
             "subject": "แจ้งมติที่ประชุมผู้บริหาร", "signer": "p01", **more}  # fmt: skip
    return {**meeting, kind: about}


def test_one_file_of_answers_makes_minutes_and_the_memos_about_them(office: Office) -> None:
    issued = office.issue("resolutions", memo("circulation"), operator(), Wish(pdf=False))
    text = "\n".join(p.text for p in office.archive.text(issued.id).passages)
    assert "๓.๑" in text and "มติที่ประชุม" in text
    extracts = {}
    for group in ("plan", "fin", "edu"):
        given = memo("extract", group=group)
        rows = office.desk.filing.press.fill(office.shelf.form("extract"), given, final=True)
        extracts[group] = [row["agenda"] for row in rows.values["matters"]]
    whole = list(matters(memo("extract"), office.profile.group_names))
    assert all(0 < len(rows) < len(whole) for rows in extracts.values())
    assert len({tuple(rows) for rows in extracts.values()}) == 3


def test_without_minutes_the_rows_are_asked_for(office: Office) -> None:
    given = {name: value for name, value in memo("circulation").items() if name != "minutes"}
    with pytest.raises(FormInvalid, match="มติ"):
        office.desk.foresee("resolutions", given, operator())
