"""A meeting's day: who came, what was resolved; and the minutes that write themselves of it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from office.meeting.attendance import ABSENT, ONLINE, PRESENT, SUBSTITUTE, Mark
from office.meeting.day_errors import DayChanged, DayInvalid, MinutesIssued, NotAMeeting
from office.meeting.day_rows import Day
from office.meeting.notes import Note, Task, marks, paragraphs
from office.meeting.values import COMES, SENDS, STAYS, Reply
from office.meeting.written import FULL, REASONS, RESOLUTIONS
from office.office import Office
from office.permissions import operator
from office.procedures.planning import Situation, Target
from tests.conftest import as_given
from tests.test_office_papers import leaves

pytestmark = pytest.mark.slow

ME = operator()
INVITED = ("p02", "p05", "p06")
MEETING = Situation(
    {"body": "การประชุมผู้อำนวยการกลุ่ม", "no": "๑/๒๕๖๙", "place": "ห้องประชุมดอกคูน ชั้น ๒"},
    {"meeting_date": date(2026, 11, 20)},
    (Target("group", "plan", "กลุ่มนโยบายและแผน"), *(Target("invitee", p, p) for p in INVITED)),
)
AGENDA: list[dict[str, Any]] = [
    {"title": "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ", "items": [{"title": "ข้อราชการ"}]},
    {"title": "เรื่องรับรองรายงานการประชุม", "items": [{"title": "รับรองรายงานครั้งก่อน"}]},
    {"title": "เรื่องเสนอเพื่อพิจารณา", "items": [{"title": "แผนปฏิบัติการ", "owner": "plan"}]},
    {"title": "เรื่องอื่น ๆ"},
]
PLAN = Note(
    "กลุ่มแผนเสนอร่างแผน [0:12] ที่ปรับแล้ว",
    "ผู้เข้าประชุมซักถามเรื่องงบประมาณ\nกลุ่มแผนชี้แจงว่าพอ",
    "เห็นชอบ",
    "เห็นชอบตามร่าง",
    (Task("จัดพิมพ์แผน", "plan", date(2026, 12, 4)), Task("แจ้งโรงเรียน", "p06")),
)


@pytest.fixture
def case(office: Office) -> int:
    """A meeting with an agenda of three items."""
    id = office.cases.begin("meeting", MEETING, ME).id
    draft = office.papers.begin(id, "agenda", "agenda", ME)
    told = dict(office.drafting.open(draft, ME).draft.answers) | {"agenda": AGENDA}
    office.drafting.save(draft, 1, told, ME)
    return id


def day(office: Office, case: int) -> Day:
    return office.meeting_day.of(case, ME)


def key(office: Office, case: int, title: str) -> str:
    return next(one.key for one in day(office, case).items if one.title == title)


def held(office: Office, case: int) -> None:
    """Let the meeting have been held: one came online, one sent somebody, one stayed away."""
    here = office.meeting_day
    here.time(case, 0, "9.05", "๑๑.๓๐ น.", ME)
    here.mark(case, "p02", 0, Mark(ONLINE), ME)
    here.mark(case, "p05", 0, Mark(ABSENT, reason="ไปราชการ"), ME)
    here.mark(case, "p06", 0, Mark(SUBSTITUTE, "นางสาวมาแทน ตัวอย่างดี", "นักวิชาการ"), ME)
    here.rest_came(case, ME)
    here.walk_in(case, "นายเดินผ่าน มาพอดี", "ผู้อำนวยการโรงเรียน", ME)
    here.note(case, key(office, case, "แผนปฏิบัติการ"), 0, PLAN, ME)


def answers(office: Office, draft: int) -> dict[str, Any]:
    return dict(office.drafting.open(draft, ME).draft.answers)


def section(told: dict[str, Any], number: str) -> dict[str, Any]:
    found = [dict(one) for one in told["minutes"]["sections"] if one["agenda"] == number]
    return found[0] if found else {}


def saved(office: Office, draft: int, told: dict[str, Any]) -> None:
    seen = office.drafting.open(draft, ME).draft.revision
    office.drafting.save(draft, seen, told, ME)


def test_every_seat_is_told_once_and_the_members_are_counted(office: Office, case: int) -> None:
    before = day(office, case).quorum
    assert (before.members, before.untold, before.needed, before.enough) == (4, 4, 2, False)
    held(office, case)
    counted = day(office, case).quorum
    assert (counted.here, counted.members, counted.untold, counted.enough) == (3, 4, 0, True)
    extra = day(office, case).seats[-1]
    assert not extra.member and extra.here
    office.meeting_day.walk_out(case, extra.key, ME)
    assert len(day(office, case).seats) == 4


def test_what_was_replied_is_taken_over_without_being_typed_again(
    office: Office, case: int
) -> None:
    replies = {
        "p02": Reply(COMES, means="phone"),
        "p05": Reply(STAYS, why="ลากิจ", means="phone"),
        "p06": Reply(SENDS, "นางสาวมาแทน ตัวอย่างดี", "นักวิชาการ", means="chat"),
    }
    for person, reply in replies.items():
        office.meeting.invitations.reply(case, person, 0, reply, ME)
    assert office.meeting_day.as_replied(case, ME) == 3
    marks = {seat.key: seat.mark for seat in day(office, case).seats}
    assert marks["p06"] == Mark(SUBSTITUTE, "นางสาวมาแทน ตัวอย่างดี", "นักวิชาการ")
    assert (marks["p02"].state, marks["p05"].reason) == (PRESENT, "ลากิจ")
    assert not marks["p01"].state


def test_whoever_did_not_see_the_last_word_is_told_and_nothing_is_overwritten(
    office: Office, case: int
) -> None:
    item, here = key(office, case, "ข้อราชการ"), office.meeting_day
    assert here.note(case, item, 0, Note("คำของคนแรก"), ME) == 1
    with pytest.raises(DayChanged, match="ข้อความของท่านยังอยู่"):
        here.note(case, item, 0, Note("คำของคนที่สอง"), ME)
    assert day(office, case).notes[item].note.reasons == "คำของคนแรก"
    assert here.note(case, key(office, case, "แผนปฏิบัติการ"), 0, PLAN, ME) == 1
    here.mark(case, "p02", 0, Mark(ABSENT), ME)
    with pytest.raises(DayChanged):
        here.mark(case, "p02", 0, Mark(ONLINE), ME)


def test_every_fault_of_a_note_or_of_the_times_is_told_at_its_field(
    office: Office, case: int
) -> None:
    wrong = Note(kind="ชอบ", tasks=(Task("", "plan"), Task("ทำ", "ไม่มีผู้นี้")))
    with pytest.raises(DayInvalid) as told:
        office.meeting_day.note(case, key(office, case, "ข้อราชการ"), 0, wrong, ME)
    assert [one.path for one in told.value.problems] == ["kind", "task-0", "owner-1"]
    with pytest.raises(DayInvalid) as told:
        office.meeting_day.time(case, 0, "เช้า", "บ่าย", ME)
    assert [one.path for one in told.value.problems] == ["started", "ended"]
    with pytest.raises(DayInvalid, match="ต้องหลังเวลาเริ่ม"):
        office.meeting_day.time(case, 0, "10.00", "9.00", ME)
    with pytest.raises(DayInvalid, match="ชื่อผู้ที่มาแทน"):
        office.meeting_day.mark(case, "p02", 0, Mark(SUBSTITUTE), ME)


def test_the_minutes_tell_who_came_in_the_three_lists_of_the_form(
    office: Office, case: int
) -> None:
    held(office, case)
    told = answers(office, office.minutes.write(case, FULL, ME).draft)
    assert (told["start_actual"], told["end_actual"]) == ("09:05", "11:30")
    lists = told["attendance"]
    assert lists["present"][0] == {"person": "p01", "meeting_role": "ประธาน"}
    assert lists["present"][1] == {"person": "p02", "online": True}
    assert lists["present"][2]["for"] == "p06"
    assert lists["present"][2]["free_text"] == "นางสาวมาแทน ตัวอย่างดี"
    assert lists["absent"] == [{"person": "p05", "reason": "ไปราชการ"}]
    assert [each["free_text"] for each in lists["in_attendance"]] == ["นายเดินผ่าน มาพอดี"]


def test_the_three_levels_tell_more_or_less_of_what_was_said(office: Office, case: int) -> None:
    held(office, case)
    said = {
        level: section(answers(office, office.minutes.write(case, level, ME).draft), "3.1")
        for level in (FULL, REASONS, RESOLUTIONS)
    }
    assert said[FULL]["discussion"][0] == "กลุ่มแผนเสนอร่างแผน ที่ปรับแล้ว"
    assert len(said[FULL]["discussion"]) == 3
    assert said[REASONS]["discussion"] == ["กลุ่มแผนเสนอร่างแผน ที่ปรับแล้ว"]
    assert said[RESOLUTIONS]["discussion"] == ["ที่ประชุมพิจารณาเรื่องนี้แล้ว"]
    assert len({each["resolution"] for each in said.values()}) == 1


def test_what_was_resolved_is_worded_as_minutes_word_it_with_who_does_what(
    office: Office, case: int
) -> None:
    held(office, case)
    told = answers(office, office.minutes.write(case, FULL, ME).draft)
    first, plan, schools = section(told, "3.1")["resolution"].splitlines()
    assert first == "ที่ประชุมเห็นชอบตามร่าง"
    assert plan == "มอบกลุ่มนโยบายและแผน จัดพิมพ์แผน ภายในวันศุกร์ที่ ๔ ธันวาคม ๒๕๖๙"
    assert schools.endswith("แจ้งโรงเรียน")
    assert section(told, "3.1")["actions"][0]["owner_group"] == "plan"
    assert section(told, "1.1")["resolution"] == "ที่ประชุมรับทราบ"
    assert section(told, "2.1")["resolution"].endswith("โดยไม่มีการแก้ไข")


def test_the_issued_minutes_are_followed_and_nothing_was_typed_twice(
    office: Office, case: int
) -> None:
    held(office, case)
    for title in ("ข้อราชการ", "รับรองรายงานครั้งก่อน"):
        office.meeting_day.note(case, key(office, case, title), 0, Note("ประธานแจ้ง"), ME)
    draft = office.minutes.write(case, FULL, ME).draft
    saved(office, draft, answers(office, draft) | {"recorder": "p15"})
    record = office.issue_draft(draft, ME).id
    text = " ".join(passage.text for passage in office.show(record, ME).text.passages)
    assert "กลุ่มแผนชี้แจงว่าพอ" in text and "มาแทน" in text and "[0:12]" not in text
    assert office.papers.followed.of(case, ME)[0].owner == "กลุ่มนโยบายและแผน"
    with pytest.raises(MinutesIssued, match=str(record)):
        office.minutes.write(case, FULL, ME)


def test_minutes_made_again_keep_what_was_edited_and_say_where_both_changed(
    office: Office, case: int
) -> None:
    held(office, case)
    draft = office.minutes.write(case, FULL, ME).draft
    told = answers(office, draft)
    edited = [dict(one) for one in told["minutes"]["sections"]]
    edited[0]["discussion"] = ["ประธานแจ้งข้อราชการสำคัญ"]
    edited[2]["resolution"] = "ที่ประชุมเห็นชอบตามร่างที่แก้ไข"
    saved(office, draft, told | {"minutes": {**told["minutes"], "sections": edited}})
    item = key(office, case, "แผนปฏิบัติการ")
    office.meeting_day.note(
        case, item, 1, replace(PLAN, resolution="เห็นชอบในหลักการ", discussion="ซักถาม"), ME
    )
    made = office.minutes.write(case, FULL, ME)
    told = answers(office, draft)
    assert made.draft == draft
    assert section(told, "1.1")["discussion"] == ["ประธานแจ้งข้อราชการสำคัญ"]
    assert section(told, "3.1")["discussion"][-1] == "ซักถาม"
    assert section(told, "3.1")["resolution"] == "ที่ประชุมเห็นชอบตามร่างที่แก้ไข"
    (kept,) = made.kept
    assert kept.path == f"minutes/sections/{item}/resolution"
    assert "เห็นชอบในหลักการ" in kept.new
    assert not office.minutes.write(case, FULL, ME, take=(kept.path,)).kept
    assert section(answers(office, draft), "3.1")["resolution"] == kept.new


def test_what_came_up_on_the_day_and_what_was_moved_keep_their_notes(
    office: Office, case: int
) -> None:
    held(office, case)
    office.meeting_day.add(case, "เรื่องอื่น ๆ", "รับบริจาคโลหิต", "plan", ME)
    office.meeting_day.note(case, key(office, case, "รับบริจาคโลหิต"), 0, Note("แจ้งวัน"), ME)
    draft = office.minutes.write(case, FULL, ME).draft
    assert section(answers(office, draft), "4.1")["discussion"] == ["แจ้งวัน"]
    told = answers(office, draft)
    moved = [told["agenda"][2], *told["agenda"][:2], told["agenda"][3]]
    saved(office, draft, told | {"agenda": moved})
    assert not office.minutes.write(case, FULL, ME).kept
    told = answers(office, draft)
    assert [one["agenda"] for one in told["minutes"]["sections"]] == ["1.1", "2.1", "3.1", "4.1"]
    assert section(told, "1.1")["resolution"].startswith("ที่ประชุมเห็นชอบตามร่าง")
    assert [one.title for one in day(office, case).items].count("รับบริจาคโลหิต") == 1


def test_a_note_whose_item_left_the_agenda_is_shown_and_may_be_moved(
    office: Office, case: int
) -> None:
    held(office, case)
    draft = office.papers.begin(case, "invitation", "invitation", ME)
    renamed = [*AGENDA[:2], {"title": AGENDA[2]["title"], "items": ["แผนปฏิบัติการประจำปี"]}]
    saved(office, draft, answers(office, draft) | {"agenda": renamed})
    (left,) = day(office, case).left
    assert left.note.tasks == PLAN.tasks
    new = key(office, case, "แผนปฏิบัติการประจำปี")
    office.meeting_day.move_note(case, left.item, new, ME)
    assert not day(office, case).left
    assert day(office, case).notes[new].note.resolution == "เห็นชอบตามร่าง"


def test_marks_of_the_recordings_time_stay_out_of_the_minutes() -> None:
    assert paragraphs("[1:02:03] ประธานแจ้ง\n\n  [12:05]ต่อ [99:99] ") == ["ประธานแจ้ง", "ต่อ [99:99]"]
    assert marks("[1:02:03] ก [12:05] ข") == [("1:02:03", 3723), ("12:05", 725)]


def test_a_case_that_makes_no_minutes_has_no_day(office: Office) -> None:
    about = Situation(
        {"year": "๒๕๗๐"}, {"begins": date(2026, 10, 1)}, (Target("person", "p15", "นางสาวกันยา"),)
    )
    with pytest.raises(NotAMeeting, match="ไม่ใช่การประชุม"):
        office.meeting_day.of(office.cases.begin("director", about, ME).id, ME)


def test_the_minutes_of_a_real_meeting_are_typed_once(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of a sample's minutes, count what people touch or type on the day and what is printed."""
    told, here = as_given("minutes", "meeting-01"), office.meeting_day
    rows = told["attendance"]["present"] + told["attendance"]["absent"]
    called = [row.get("for") or row["person"] for row in rows if row["person"] != "p01"]
    about = Situation(
        {"body": told["title"], "no": "๑๐/๒๕๖๙", "place": told["place"]},
        {"meeting_date": told["date"]},
        (Target("group", "plan", "แผน"), *(Target("invitee", p, p) for p in called)),
    )
    case = office.cases.begin("meeting", about, ME).id
    draft = office.papers.begin(case, "agenda", "agenda", ME)
    saved(office, draft, answers(office, draft) | {"agenda": told["agenda"]})
    here.time(case, 0, told["start_actual"], told["end_actual"], ME)
    here.mark(case, "p04", 0, Mark(ABSENT, reason="ไปราชการ"), ME)
    here.mark(case, "p09", 0, Mark(SUBSTITUTE, office.profile.directory["p25"].name.plain), ME)
    here.rest_came(case, ME)
    typed, items = 7, {item.number: item.key for item in day(office, case).items}
    for part in told["minutes"]["sections"]:
        tasks = tuple(
            Task(a["task"], a.get("owner_group") or a.get("owner") or "", a.get("due"))
            for a in part.get("actions", [])
        )
        said = "\n".join(part["discussion"]), "", part.get("resolution_type", "")
        note = Note(*said, part.get("resolution", ""), tasks)
        here.note(case, items[part["agenda"]], 0, note, ME)
        typed += 3 + sum(bool(value) for one in tasks for value in vars(one).values())
    made = answers(office, office.minutes.write(case, FULL, ME).draft) | {"recorder": "p15"}
    plain = office.desk.filing.press.fill(office.shelf.form("minutes"), made, final=True).plain()
    printed = len(dict(leaves(plain)))
    print(f"minutes: {typed} typed of {printed}")
    assert typed * 2 < printed, capsys.readouterr().out
    substitute = next(row for row in made["attendance"]["present"] if row.get("for"))
    assert substitute == {"person": "p25", "for": "p09"}
