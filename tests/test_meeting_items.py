"""Before a meeting: bodies and their days, items of the groups, and what the agenda takes over."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from office.meeting import told
from office.meeting.errors import (
    ItemsThere,
    MeetingChanged,
    MeetingInvalid,
    NoMeeting,
    NotOfMeeting,
    UnknownItem,
)
from office.meeting.regular import Regular, next_day
from office.meeting.told import MOST_BYTES, Sent, Teller
from office.meeting.values import IN, LATER, OUT, WAITING, Member, Proposed
from office.office import Office
from office.people_errors import NotPermitted
from office.permissions import Actor, Grant
from office.procedures.cases import Decision
from office.procedures.errors import CaseClosed
from office.procedures.planning import Situation, Target
from tests.meetings import HEAD, HELD, ME, NAME, ROADS, body, meeting, postponed
from thai.workdays import WorkingDays

pytestmark = pytest.mark.slow

NEWS = Proposed("ผลการนิเทศ", "inform")


def agenda(office: Office, case: int) -> dict[str, list[str]]:
    """Return what the agenda paper begins with: titles under their headings."""
    draft = office.papers.begin(case, "agenda", "agenda", ME)
    told = office.drafting.open(draft, ME).draft.answers["agenda"]
    return {one["title"]: [item["title"] for item in one.get("items", [])] for one in told}


@pytest.mark.parametrize(
    ("regular", "after", "day"),
    [
        (Regular(week=2, weekday=2), date(2026, 11, 22), date(2026, 12, 9)),
        (Regular(week=5, weekday=4), date(2026, 11, 22), date(2026, 11, 27)),
        (Regular(day=31), date(2026, 11, 22), date(2026, 11, 30)),
        (Regular(day=5), date(2026, 11, 22), date(2026, 12, 7)),  # a Saturday and a day in lieu
        (Regular(week=2, weekday=2), date(2026, 12, 9), date(2027, 1, 13)),
    ],
)
def test_a_regular_day_is_moved_on_to_a_working_day(
    regular: Regular, after: date, day: date
) -> None:
    days = WorkingDays({date(2026, 12, 5): "วันชาติ"})
    assert next_day(regular, after, days) == day
    assert next_day(Regular(), after, days) is None


def test_a_body_begins_its_next_meeting_with_number_day_place_and_whom_it_calls(
    office: Office,
) -> None:
    made = body(office)
    procedure = office.cases.shelf.procedure("meeting")
    first = office.meeting.bodies.next_meeting(made.id, procedure, ME)
    assert (first.texts["no"], first.dates["meeting_date"]) == ("๑/๒๕๖๙", HELD)
    assert [one.id for one in first.of_kind("invitee")] == ["p01", "p06", "p05"]
    meeting(office)
    then = office.meeting.bodies.next_meeting(made.id, procedure, ME)
    assert (then.texts["no"], then.dates["meeting_date"]) == ("๑/๒๕๗๐", date(2027, 1, 13))
    assert then.texts["place"] == "ห้องประชุมดอกคูน"


def test_who_left_a_body_is_not_invited_after_the_last_day(office: Office) -> None:
    made = body(office)
    of = next(one for one in made.members if one.person == "p06")
    left = office.meeting.bodies.leave(made.id, of.id, date(2026, 12, 8), ME)
    assert [one.person for one in left.serving(date(2026, 12, 8))] == ["p01", "p06", "p05"]
    assert [one.person for one in left.serving(HELD)] == ["p01", "p05"]
    with pytest.raises(MeetingInvalid, match="ช่วงวันนี้แล้ว"):
        office.meeting.bodies.join(made.id, Member(0, "p05", "กรรมการ", HELD, None), ME)


def test_every_fault_of_a_body_is_told_at_once_and_a_stale_change_is_refused(
    office: Office,
) -> None:
    made = body(office)
    wrong = replace(made, id=0, regular=Regular(week=9), groups=("nobody",), quorum=-1)
    with pytest.raises(MeetingInvalid) as refused:
        office.meeting.bodies.put(wrong, ME)
    paths = {one.path for one in refused.value.problems}
    assert paths == {"name", "series", "week", "groups", "quorum"}
    office.meeting.bodies.put(replace(made, place="ห้องเล็ก"), ME)
    with pytest.raises(MeetingChanged):
        office.meeting.bodies.put(replace(made, place="ห้องใหญ่"), ME)
    with pytest.raises(NotPermitted):
        office.meeting.bodies.put(made, HEAD)


def test_a_groups_item_ends_its_row_and_comes_to_its_heading(office: Office) -> None:
    case = meeting(office)
    office.meeting.items.propose(case, "plan", ROADS, Teller(), HEAD)
    office.meeting.items.propose(case, "hr", NEWS, Teller("น.ส.บรรจุ", "phone"), ME)
    rows = office.cases.standing(case, ME).of("call").rows
    assert [row.state for row in rows] == ["done", "done"]
    told = agenda(office, case)
    assert told["เรื่องเสนอเพื่อพิจารณา"] == ["ซ่อมถนนหน้าสำนักงาน"]
    assert told["เรื่องเสนอเพื่อทราบ"] == ["ผลการนิเทศ"]
    answers = {one.group: one for one in office.meeting.items.answers(case, ME)}
    assert (answers["hr"].told_by, answers["hr"].means) == ("น.ส.บรรจุ", "phone")
    assert answers["hr"].recorded_by == ME.label


def test_no_item_is_one_word_unless_items_are_there(office: Office) -> None:
    case = meeting(office)
    office.meeting.items.nothing(case, "hr", Teller("หัวหน้า", "chat"), ME)
    answer = office.meeting.items.answers(case, ME)[1]
    assert (answer.answered, answer.nothing, answer.late) == (True, True, False)
    item = office.meeting.items.propose(case, "plan", ROADS, Teller(), HEAD)
    with pytest.raises(ItemsThere, match="๑ เรื่อง"):
        office.meeting.items.nothing(case, "plan", Teller(), HEAD)
    office.meeting.items.withdraw(item, HEAD)
    office.meeting.items.nothing(case, "plan", Teller(), HEAD)
    assert agenda(office, case)["เรื่องเสนอเพื่อพิจารณา"] == []


def test_a_head_answers_for_the_own_group_only_and_orders_nothing(office: Office) -> None:
    case = meeting(office)
    with pytest.raises(NotPermitted):
        office.meeting.items.propose(case, "hr", ROADS, Teller(), HEAD)
    item = office.meeting.items.propose(case, "plan", ROADS, Teller(), HEAD)
    with pytest.raises(NotPermitted):
        office.meeting.items.put(item, LATER, HEAD)
    with pytest.raises(UnknownItem):
        office.meeting.items.get(case, item.id, HEAD, "hr")
    with pytest.raises(NotOfMeeting):
        office.meeting.items.propose(case, "fin", ROADS, Teller(), ME)


def test_what_comes_late_is_marked_and_waits_for_the_clerk(office: Office) -> None:
    case = meeting(office, date(2026, 12, 9))
    postponed(office, case, date(2026, 11, 25))
    item = office.meeting.items.propose(case, "plan", ROADS, Teller(), HEAD)
    assert (item.place, item.late) == (IN, False), "called in a hurry: in time until its day"
    other = office.cases.begin("meeting", _dated(date(2026, 11, 20)), ME).id
    late = office.meeting.items.propose(other, "plan", ROADS, Teller(), HEAD)
    assert (late.place, late.late) == (WAITING, True)
    assert agenda(office, other)["เรื่องเสนอเพื่อพิจารณา"] == []
    office.meeting.items.put(late, IN, ME)
    assert office.meeting.of(other, ME).items[0].told.title == "ซ่อมถนนหน้าสำนักงาน"


def _dated(held: date) -> Situation:
    people = (Target("group", "plan", "กลุ่มนโยบายและแผน"), Target("invitee", "p01", "นายสมมติ"))
    return Situation({"body": NAME, "no": "๙/๒๕๖๙"}, {"meeting_date": held}, people)


def test_items_are_ordered_by_hand_within_their_kind(office: Office) -> None:
    case = meeting(office)
    for title in ("ก", "ข", "ค"):
        office.meeting.items.propose(case, "plan", replace(NEWS, title=title), Teller(), HEAD)
    last = office.meeting.of(case, ME).items[2]
    office.meeting.items.shift(last, -1, ME)
    office.meeting.items.shift(last, -1, ME)
    office.meeting.items.shift(last, -1, ME)  # it is at the top already
    assert agenda(office, case)["เรื่องเสนอเพื่อทราบ"] == ["ค", "ก", "ข"]


def test_what_was_kept_for_later_is_carried_into_the_next_meeting(office: Office) -> None:
    case = meeting(office)
    item = office.meeting.items.propose(case, "plan", ROADS, Teller(), HEAD)
    kept = office.meeting.items.put(item, LATER, ME)
    with pytest.raises(MeetingChanged):
        office.meeting.items.put(item, OUT, ME)
    later = meeting(office, date(2027, 1, 13), "๑๒/๒๕๖๙")
    with office.db.reading() as conn:
        before = office.papers.before(conn, office.cases.kept(conn, later, ME), ME)
    assert office.meeting.items.left(before, ME) == (kept,)
    office.meeting.items.carry(kept, later, ME)
    title = "ซ่อมถนนหน้าสำนักงาน (เลื่อนมาจากครั้งที่ ๑๑/๒๕๖๙)"
    assert agenda(office, later)["เรื่องเสนอเพื่อพิจารณา"] == [title]
    assert office.meeting.items.of(case, ME) == ()


def test_files_are_kept_once_and_every_bad_one_is_named(office: Office) -> None:
    case = meeting(office)
    plan = Sent("แผน.pdf", b"%PDF-1.4 plan")
    first = office.meeting.items.propose(case, "plan", ROADS, Teller(), HEAD, files=[plan])
    office.meeting.items.propose(case, "plan", NEWS, Teller(), HEAD, files=[plan])
    name, path = office.meeting.items.file(first, first.files[0].id)
    assert (name, path.read_bytes()) == ("แผน.pdf", plan.data)
    assert len([one for one in path.parent.iterdir() if one.is_file()]) == 1
    bad = [Sent("โปรแกรม.exe", b"MZ"), Sent("ว่าง.pdf", b""), Sent("ใหญ่.pdf", bytes(MOST_BYTES + 1))]
    with pytest.raises(MeetingInvalid) as refused:
        office.meeting.items.edit(first, replace(ROADS, title=" "), HEAD, files=bad)
    told = str(refused.value)
    assert all(word in told for word in ("ชื่อเรื่อง", "โปรแกรม.exe", "ว่างเปล่า", "ใหญ่เกิน ๒๐ MB"))


def test_a_group_cannot_fill_the_disk(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    case = meeting(office)
    monkeypatch.setattr(told, "MOST_TOGETHER", 25)
    file = Sent("แผน.pdf", b"%PDF-1.4 one")
    item = office.meeting.items.propose(case, "plan", ROADS, Teller(), HEAD, files=[file, file])
    with pytest.raises(MeetingInvalid, match="รวมกันเกิน"):
        office.meeting.items.propose(case, "plan", NEWS, Teller(), HEAD, files=[file])
    with pytest.raises(MeetingInvalid, match="รวมกันเกิน"):
        office.meeting.items.edit(item, ROADS, HEAD, files=[file])


def test_a_row_that_was_ended_on_the_cases_own_page_is_told_as_such(office: Office) -> None:
    case = meeting(office)
    row = office.cases.standing(case, ME).of("call").rows[0]
    office.cases.move(row.id, row.version, "skipped", ME, Decision("กลุ่มนี้ไปราชการ"))
    answers = office.meeting.items.answers(case, ME)
    assert [(one.answered, one.noted) for one in answers] == [(False, "กลุ่มนี้ไปราชการ"), (False, "")]


def test_a_files_name_leads_nowhere(office: Office) -> None:
    case = meeting(office)
    sent = Sent("..\\..\\ก/../../etc/แผน.PDF", b"%PDF-")
    item = office.meeting.items.propose(case, "plan", ROADS, Teller(), HEAD, files=[sent])
    name, path = office.meeting.items.file(item, item.files[0].id)
    assert name == "แผน.pdf"
    assert Path(office.folder.place("meetings")) in path.parents


def test_nothing_is_taken_in_a_cancelled_meeting_or_in_what_is_none(office: Office) -> None:
    case = meeting(office)
    office.cases.end(case, 1, "cancelled", "ไม่มีเรื่อง", ME)
    with pytest.raises(CaseClosed):
        office.meeting.items.propose(case, "plan", ROADS, Teller(), HEAD)
    year = Situation({"year": "๒๕๗๐"}, {}, (Target("person", "p05", "นางประดิษฐ์"),))
    director = office.cases.shelf.procedure("director")
    dates = {one.id: HELD for one in director.variables if one.type == "date"}
    other = office.cases.begin("director", replace(year, dates=dates), ME).id
    with pytest.raises(NoMeeting):
        office.meeting.of(other, ME)


def test_the_chair_and_secretary_of_the_body_come_into_the_papers(office: Office) -> None:
    body(office)
    case = meeting(office)
    told = office.meeting.of(case, Actor("p15", "ผู้อ่าน", (Grant("reader"),)))
    assert (told.chair, told.secretary) == ("p01", "p05")
    draft = office.papers.begin(case, "minutes", "minutes", ME)
    answers = office.drafting.open(draft, ME).draft.answers
    present = answers["attendance"]["present"]
    assert [(one["person"], one["meeting_role"]) for one in present] == [
        ("p01", "ประธาน"),
        ("p06", "กรรมการ"),
        ("p05", "เลขานุการ"),
    ]
    assert answers["recorder"] == "p05"
