"""Who is invited: sent, received, replied by link or by the clerk, and the calendar's file."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from icalendar import Calendar, Event

from office.meeting.errors import LinkBusy, LinkDead, MeetingChanged, MeetingInvalid
from office.meeting.invitation_ics import invitation
from office.meeting.invited import quorum
from office.meeting.links import GROUP, INVITEE, MOST_SENT, MOST_WRONG
from office.meeting.told import Teller
from office.meeting.values import COMES, SENDS, STAYS, Reply
from office.office import Office
from office.people_errors import NotPermitted
from office.procedures.errors import CaseClosed, GateShut
from tests.meetings import HEAD, HELD, ME, ROADS, body, meeting, postponed, signed

pytestmark = pytest.mark.slow

COMING = Reply(COMES, means="phone", told_by="นายวางแผน")
SUBSTITUTE = Reply(SENDS, "นางสาวแทน ประชุมแทน", "นักทรัพยากรบุคคลชำนาญการ", "ไปราชการ", means="link")


def event(office: Office, case: int, person: str = "") -> Event:
    told = {one.person: one for one in office.meeting.invitations.of(case, ME)}
    kept = office.cases.get(case, ME)
    link = "http://192.168.1.20:8080/answer/ก"
    data = invitation(kept, office.profile, office.clock(), to=told.get(person), link=link)
    calendar = Calendar.from_ical(data)
    found = calendar.walk("VEVENT")[0]
    assert isinstance(found, Event)
    found.add("x-method", calendar["METHOD"])
    return found


def test_no_invitation_goes_out_before_it_is_signed(office: Office) -> None:
    case = meeting(office)
    with pytest.raises(GateShut):
        office.meeting.invitations.send(case, ["p06"], "chat", ME)
    with pytest.raises(GateShut):
        office.meeting.links.make(case, INVITEE, ["p06"], ME)
    signed(office, case)
    assert office.meeting.invitations.send(case, ["p06", "p05"], "chat", ME) == 2
    told = {one.person: one for one in office.meeting.invitations.of(case, ME)}
    assert (told["p06"].sent, told["p06"].sent_on) == ("ส่งทางแชต", date(2026, 11, 22))
    assert told["p01"].sent_on is None


def test_a_reply_ends_its_row_and_tells_the_substitute(office: Office) -> None:
    case = meeting(office)
    office.meeting.invitations.receive(case, "p06", ME)
    office.meeting.invitations.reply(case, "p06", 1, SUBSTITUTE, ME)
    told = office.meeting.of(case, ME).invited[2]
    assert told.reply and (told.reply.name, told.reply.kind) == ("นางสาวแทน ประชุมแทน", SENDS)
    assert told.received_on == date(2026, 11, 22)
    row = next(r for r in office.cases.standing(case, ME).of("confirm").rows if r.target == "p06")
    assert (row.state, row.note) == ("done", "ส่งผู้แทน (ทางลิงก์)")
    with pytest.raises(MeetingChanged):
        office.meeting.invitations.reply(case, "p06", 1, COMING, ME)


def test_every_fault_of_a_reply_is_told_at_once(office: Office) -> None:
    case = meeting(office)
    wrong = Reply(SENDS, "", "", "ก" * 400, means="pigeon")
    with pytest.raises(MeetingInvalid) as refused:
        office.meeting.invitations.reply(case, "p06", 0, wrong, ME)
    assert {one.path for one in refused.value.problems} == {"name", "post", "why", "means"}


def test_the_quorum_counts_who_comes_or_sends_somebody(office: Office) -> None:
    made, case = body(office), meeting(office)
    replies = {"p01": COMING, "p05": Reply(STAYS, why="ลาป่วย", means="phone"), "p06": SUBSTITUTE}
    for person, reply in replies.items():
        office.meeting.invitations.reply(case, person, 0, reply, ME)
    told = quorum(made, office.meeting.of(case, ME).invited)
    assert (told.coming, told.needed, told.waiting, told.reached) == (2, 2, 0, True)
    assert not quorum(replace(made, quorum=3), office.meeting.of(case, ME).invited).reached


def test_after_a_postponement_everybody_is_asked_again_and_links_move_along(office: Office) -> None:
    case = meeting(office)
    signed(office, case)
    key = office.meeting.links.make(case, INVITEE, ["p06"], ME)["p06"]
    office.meeting.invitations.reply(case, "p06", 0, COMING, ME)
    postponed(office, case, date(2026, 12, 16))
    told = office.meeting.of(case, ME).invited[2]
    assert told.reply is None and told.before and told.before.held == HELD
    link = office.meeting.links.opened(key, "10.0.0.9")
    assert (link.held, link.until) == (HELD, date(2026, 12, 16))
    office.meeting.invitations.reply(case, "p06", told.version, COMING, ME)
    assert office.meeting.of(case, ME).invited[2].reply


def test_a_link_opens_one_group_of_one_case_and_its_secret_is_not_kept(office: Office) -> None:
    case = meeting(office)
    keys = office.meeting.links.make(case, GROUP, ["plan", "hr"], ME)
    link = office.meeting.links.opened(keys["plan"], "10.0.0.9")
    assert (link.case.id, link.of, link.target) == (case, GROUP, "plan")
    office.meeting.items.propose(case, "plan", ROADS, Teller("นายวางแผน", "link"), link.actor)
    with pytest.raises(NotPermitted):
        office.meeting.items.put(office.meeting.of(case, ME).items[0], "out", link.actor)
    kept = b"".join(path.read_bytes() for path in office.folder.path.glob("saraban.db*"))
    assert keys["plan"].encode() not in kept
    with pytest.raises(NotPermitted):
        office.meeting.links.make(case, GROUP, ["plan"], HEAD)


def test_a_link_ends_with_its_days_by_hand_and_when_it_is_made_anew(office: Office) -> None:
    case = meeting(office)
    links = office.meeting.links
    first = links.make(case, GROUP, ["plan"], ME)["plan"]
    again = links.make(case, GROUP, ["plan"], ME)["plan"]
    with pytest.raises(LinkDead):
        links.opened(first, "10.0.0.9")
    assert links.opened(again, "10.0.0.9").until == date(2026, 12, 2)  # 27 November and three days
    links.revoke(case, GROUP, "plan", ME)
    with pytest.raises(LinkDead):
        links.opened(again, "10.0.0.9")
    old = links.make(case, GROUP, ["hr"], ME)["hr"]
    later = replace(office.cases, clock=lambda: datetime.fromisoformat("2026-12-03T02:00:00+00:00"))
    over = replace(links, items=replace(links.items, cases=later))
    with pytest.raises(LinkDead, match="พ้นกำหนด"):
        over.opened(old, "10.0.0.9")


def test_guessing_links_and_flooding_by_one_is_slowed(office: Office) -> None:
    case = meeting(office)
    links = office.meeting.links
    for _ in range(MOST_WRONG):
        with pytest.raises(LinkDead):
            links.opened("guessed", "10.0.0.9")
    with pytest.raises(LinkBusy):
        links.opened("guessed", "10.0.0.9")
    key = links.make(case, GROUP, ["plan"], ME)["plan"]
    for _ in range(MOST_SENT):
        links.writing(key, "10.0.0.9")
    with pytest.raises(LinkBusy, match="นาที"):
        links.writing(key, "10.0.0.9")
    assert links.opened(key, "10.0.0.9")


def test_a_cancelled_meetings_link_shows_it_and_takes_nothing(office: Office) -> None:
    case = meeting(office)
    key = office.meeting.links.make(case, GROUP, ["plan"], ME)["plan"]
    office.cases.end(case, 1, "cancelled", "ไม่มีเรื่อง", ME)
    assert office.meeting.links.opened(key, "10.0.0.9").case.state == "cancelled"
    with pytest.raises(CaseClosed):
        office.meeting.links.writing(key, "10.0.0.9")


def test_the_calendar_asks_then_changes_then_cancels_under_one_uid(office: Office) -> None:
    case = meeting(office)
    first = event(office, case, "p06")
    assert (first["X-METHOD"], first["SEQUENCE"], first["STATUS"]) == ("REQUEST", 0, "CONFIRMED")
    assert first["SUMMARY"] == "การประชุมผู้อำนวยการกลุ่ม ครั้งที่ ๑๑/๒๕๖๙"
    assert first.decoded("DTSTART") == datetime.fromisoformat("2026-12-09T02:00:00+00:00")
    assert first["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
    office.meeting.invitations.reply(case, "p06", 0, COMING, ME)
    postponed(office, case, date(2026, 12, 16))
    then = event(office, case, "p06")
    assert (then["UID"], then["SEQUENCE"]) == (first["UID"], 1)
    assert then.decoded("DTSTART").date() == date(2026, 12, 16)
    assert then["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION", "asked again"
    office.cases.end(case, 2, "cancelled", "น้ำท่วม", ME)
    last = event(office, case)
    assert (last["X-METHOD"], last["SEQUENCE"], last["STATUS"]) == ("CANCEL", 2, "CANCELLED")


def test_the_calendar_keeps_odd_names_and_a_meeting_without_a_time(office: Office) -> None:
    told = office.cases.get(meeting(office), ME)
    texts = {"body": 'ประชุม; "ก", ข\\ค', "no": "๑", "start": "เช้า"}
    odd = replace(told, title=texts["body"], situation=replace(told.situation, texts=texts))
    named = replace(office.profile, name_full='สพป. "ตัวอย่าง"\r\nATTENDEE:x', email_saraban="")
    found = Calendar.from_ical(invitation(odd, named, office.clock())).walk("VEVENT")[0]
    assert found["SUMMARY"] == 'ประชุม; "ก", ข\\ค'
    assert found.decoded("DTSTART") == HELD
    assert "ATTENDEE" not in found and found["ORGANIZER"] == "invalid:nomail"


def test_the_checklist_begins_with_the_bodys_lines_and_keeps_who_ticked(office: Office) -> None:
    body(office)
    case = meeting(office)
    lists = office.meeting.checklist
    assert [one.text for one in lists.of(case, ME)] == ["จองห้องประชุม", "เครื่องบันทึกเสียง"]
    lists.tick(case, ["จองห้องประชุม"], HEAD)
    lists.change(case, ["จองห้องประชุม", "น้ำดื่ม", " น้ำดื่ม "], ME)
    told = lists.of(case, ME)
    assert [(one.text, one.done_by) for one in told] == [("จองห้องประชุม", HEAD.label), ("น้ำดื่ม", "")]
    with pytest.raises(MeetingInvalid):
        lists.change(case, ["", " "], ME)
