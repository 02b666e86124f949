"""The command of meetings: bodies, answers, replies, links and the calendar's file, by hand."""

import json
import shutil
from pathlib import Path

import pytest
from icalendar import Calendar

from office.office import Office
from tests.meetings import HELD, body, meeting, signed
from tests.test_cli import Clerk

pytestmark = pytest.mark.slow


@pytest.fixture
def clerk(new_office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Clerk:
    """A clerk in an office with a body, and a signed meeting of it (case 1)."""
    data = shutil.copytree(new_office, tmp_path / "data")
    office = Office.open(data)
    body(office)
    signed(office, meeting(office, HELD.replace(year=2099)))
    office.close()
    return Clerk(data, capsys)


def test_a_body_is_changed_by_its_name_and_a_member_leaves(clerk: Clerk) -> None:
    name = "การประชุมผู้อำนวยการกลุ่ม"
    assert clerk("meeting", "body", name, "--week", "๓", "--start", "13.30")[0] == 0
    assert clerk("meeting", "leave", name, "p06", "๓๐ ก.ย. ๒๕๗๐")[0] == 0
    told = clerk.json("meeting", "bodies")
    assert (told["regular"]["week"], told["regular"]["weekday"]) == (3, 2)
    assert (told["start"], told["place"]) == ("๑๓.๓๐ น.", "ห้องประชุมดอกคูน")
    assert told["members"][1]["until"] == "2027-09-30"
    assert clerk("meeting", "join", name, "nobody")[0] == 1 and "บุคคล" in clerk.said


def test_an_item_with_a_file_is_told_kept_and_shown(clerk: Clerk, tmp_path: Path) -> None:
    (tmp_path / "แผน.pdf").write_bytes(b"%PDF-1.4")
    words = ("--title", "ซ่อมถนน", "--kind", "consider", "--by", "นายวางแผน", "--means", "phone")
    code, _ = clerk("meeting", "answer", "1", "plan", *words, "--file", tmp_path / "แผน.pdf")
    assert code == 0, clerk.said
    assert clerk("meeting", "answer", "1", "plan", "--none")[0] == 1 and "ส่งเรื่องไว้แล้ว" in clerk.said
    assert clerk("meeting", "put", "1", "1", "later")[0] == 0
    told = clerk.json("meeting", "show", "1")
    item = told["items"][0]
    assert (item["place"], item["told_by"], item["files"][0]["name"]) == (
        "later",
        "นายวางแผน",
        "แผน.pdf",
    )
    assert "กลุ่มบริหารงานบุคคล" in clerk("meeting", "waiting", "1")[1]


def test_replies_and_the_calendars_file(clerk: Clerk, tmp_path: Path) -> None:
    assert clerk("meeting", "sent", "1", "p05", "p06", "--means", "chat")[0] == 0
    assert clerk("meeting", "reply", "1", "p06", "sends", "--name", "นางสาวแทน")[0] == 1
    assert "ตำแหน่งผู้แทน" in clerk.said
    words = ("--name", "นางสาวแทน", "--post", "นักวิชาการ", "--means", "phone")
    assert clerk("meeting", "reply", "1", "p06", "sends", *words)[0] == 0
    assert "ส่งผู้แทน นางสาวแทน" in clerk("meeting", "show", "1")[1]
    _, path = clerk("meeting", "ics", "1", "--to", "p06", "--out", tmp_path)
    event = Calendar.from_ical(Path(path.strip()).read_bytes()).walk("VEVENT")[0]
    assert event["ATTENDEE"].params["PARTSTAT"] == "DELEGATED"


def test_links_need_the_address_that_the_office_set(clerk: Clerk) -> None:
    assert clerk("meeting", "link", "1", "group", "plan")[0] == 1
    clerk("office", "set", "web_address=https://saraban.example.go.th")
    code, out = clerk("meeting", "link", "1", "group", "plan")
    assert code == 0 and out.startswith("plan  https://saraban.example.go.th/answer/")
    assert clerk("meeting", "link", "1", "group", "fin")[0] == 1


def test_lines_are_ticked_and_open_meetings_listed(clerk: Clerk) -> None:
    _, out = clerk("meeting", "ready", "1", "จองห้องประชุม")
    assert "☑ จองห้องประชุม" in out and "☐ เครื่องบันทึกเสียง" in out
    assert clerk("meeting", "ready", "1", "จองห้องปร")[0] == 1
    _, out = clerk("meeting", "list", "--json")
    assert json.loads(out)["held"] == "2099-12-09"


def test_a_room_is_added_and_listed(clerk: Clerk) -> None:
    _, out = clerk("meeting", "rooms", "ห้องประชุมดอกแก้ว", "--floor", "ชั้น ๓", "--capacity", "๒๕")
    assert out.splitlines()[-1] == "ห้องประชุมดอกแก้ว  ชั้น ๓  25"
    assert clerk.json("office", "show")["office"]["meeting_rooms"][-1]["id"] == "room-1"
