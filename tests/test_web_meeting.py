"""The pages before a meeting: bodies, items, invitees, the checklist, and answers by link."""

import re
from io import BytesIO
from typing import Any

import pytest
from icalendar import Calendar

from archive.records import RecordId
from office.office import Office
from office.packs import Packs
from office.plans import Wish
from office.profile import Room
from tests.conftest import Browser
from tests.meetings import HELD, ME, body, meeting, postponed, signed
from tests.pdfs import pdf
from web.meeting_ready import reach_of

pytestmark = pytest.mark.slow

ITEM = {"title": "ซ่อมถนน", "kind": "consider", "told_by": "นายวางแผน", "act": "item"}


@pytest.fixture
def clerk(browser: Browser) -> Browser:
    return browser.come_in("p15")


@pytest.fixture
def stranger(office: Office, clerk: Browser) -> Browser:
    return Browser(clerk.app)


def secret_of(stranger: Browser, path: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', stranger.get(path).text)
    assert found
    return found[1]


def send(stranger: Browser, path: str, told: dict[str, Any]) -> Any:
    """Post a form of a page that was opened by a link."""
    csrf = secret_of(stranger, path)
    return stranger.client.post(path, data={"csrf": csrf, **told})


def link(clerk: Browser, path: str, told: dict[str, Any]) -> str:
    """Make a link and return its path."""
    page = clerk.post(path, told).text
    found = re.search(r"http://localhost(/answer/[\w-]{43})", page)
    assert found, page
    return found[1]


def test_a_body_is_told_and_its_next_meeting_begins_filled_in(clerk: Browser) -> None:
    told: dict[str, Any] = {
        "name": "การประชุมผู้บริหาร",
        "week": "2",
        "weekday": "2",
        "start": "9.00",
        "seen": "0",
    }
    told |= {"place": "ห้องดอกคูน", "groups": ["plan", "hr"], "duties": "จองห้อง\nน้ำดื่ม"}
    sent = clerk.post("/meetings/new", told)
    assert sent.status_code == 303
    joined = clerk.post(f"{sent.location}/members", {"person": "p06", "role": "กรรมการ"})
    assert '<details id="join" open>' in clerk.get(joined.location).text  # for the next member
    assert "วันพุธที่ ๒ ของเดือน" in clerk.get("/meetings").text
    page = clerk.get(f"/work/begin/meeting?body={sent.location.rpartition('/')[2]}").text
    assert 'value="การประชุมผู้บริหาร"' in page and 'value="๙ ธันวาคม ๒๕๖๙"' in page
    assert 'value="๐๙.๐๐ น."' in page and 'value="ห้องดอกคูน"' in page
    ticked = re.findall(r'value="([a-z]+/\w+)" checked', page)
    assert ticked == ["group/plan", "group/hr", "invitee/p06"]


def test_who_has_a_link_already_is_not_ticked_for_another(clerk: Browser, office: Office) -> None:
    case = meeting(office)
    link(clerk, f"/work/{case}/items/links", {"group": "plan"})
    page = clerk.get(f"/work/{case}/items").text
    assert re.findall(r'name="group" value="(\w+)" checked', page) == ["hr"]


def test_every_fault_of_a_body_stands_at_its_field_and_what_was_typed_stays(clerk: Browser) -> None:
    sent = clerk.post(
        "/meetings/new",
        {"name": "", "start": "เช้า", "day": "45", "quorum": "ครึ่ง", "place": "ห้องเล็ก"},
    )
    assert sent.status_code == 422
    for field in ("name", "start", "day", "quorum"):
        assert f'href="#{field}"' in sent.text
    assert "องค์ประชุม (คน): โปรดใส่จำนวนคนเป็นตัวเลข" in sent.text
    assert 'value="ห้องเล็ก"' in sent.text and 'value="เช้า"' in sent.text


def test_the_clerk_writes_down_who_answered_by_telephone(office: Office, clerk: Browser) -> None:
    case = meeting(office)
    page = f"/work/{case}/items/of/plan"
    assert f"/work/{case}/items#groups" in clerk.get(f"/work/{case}").text
    sent = clerk.post(page, ITEM | {"title": "", "detail": "ถนนพัง", "means": "phone"})
    assert sent.status_code == 422 and "ถนนพัง" in sent.text
    file = (BytesIO(b"%PDF-1.4"), "แผน.pdf")
    assert clerk.post(page, ITEM | {"means": "phone", "files": file}).status_code == 303
    shown = clerk.get(f"/work/{case}/items").text
    assert "นายวางแผน ทางโทรศัพท์" in shown and "แผน.pdf" in shown
    assert clerk.post(f"/work/{case}/items/of/hr", {"act": "nothing"}).status_code == 303
    assert "ไม่มีวาระ" in clerk.get(f"/work/{case}/items").text
    got = clerk.get(f"/work/{case}/items/1/files/1")
    assert got.data == b"%PDF-1.4" and got.headers["Content-Disposition"].startswith("attachment")


def test_items_are_moved_kept_and_brought_back_without_scripts(
    office: Office, clerk: Browser
) -> None:
    case = meeting(office)
    for title in ("เรื่องแรก", "เรื่องหลัง"):
        clerk.post(f"/work/{case}/items/of/plan", ITEM | {"title": title})
    assert clerk.post(f"/work/{case}/items/2/act", {"act": "up", "seen": "1"}).status_code == 303
    assert [one.told.title for one in office.meeting.of(case, ME).items] == ["เรื่องหลัง", "เรื่องแรก"]
    clerk.post(f"/work/{case}/items/2/act", {"act": "later", "seen": "1"})
    stale = clerk.post(f"/work/{case}/items/2/act", {"act": "out", "seen": "1"})
    assert stale.status_code == 409 and "มีผู้อื่นบันทึกไปก่อน" in stale.text
    later = meeting(office, HELD, "๑๒/๒๕๖๙")
    assert "เก็บไว้จากครั้งก่อน" in clerk.get(f"/work/{later}/items").text
    carried = {"act": "carry", "seen": "2", "from": str(case)}
    assert clerk.post(f"/work/{later}/items/2/act", carried).status_code == 303
    assert "เลื่อนมาจากครั้งที่ ๑๑/๒๕๖๙" in clerk.get(f"/work/{later}/items").text


def test_what_comes_after_the_agenda_was_begun_is_added_to_its_draft(
    office: Office, clerk: Browser
) -> None:
    case = meeting(office)
    clerk.post(f"/work/{case}/step/agenda/paper", {"form": "agenda"})
    draft = office.drafting.open(1, ME).draft
    clerk.post(f"/work/{case}/items/of/plan", ITEM)
    page = clerk.get(f"/work/{case}/items").text
    assert "ยังไม่มี: ซ่อมถนน" in page
    office.drafting.save(1, draft.revision, dict(draft.answers) | {"place": "ห้องใหญ่"}, ME)
    assert clerk.post(f"/work/{case}/items/draft", {"seen": draft.revision}).status_code == 409
    clerk.post(f"/work/{case}/items/draft", {"seen": draft.revision + 1})
    told = office.drafting.open(1, ME).draft.answers
    row = next(one for one in told["agenda"] if one["title"] == "เรื่องเสนอเพื่อพิจารณา")
    assert row["items"] == [{"title": "ซ่อมถนน", "owner": "plan"}] and told["place"] == "ห้องใหญ่"
    assert "มีครบทุกเรื่องแล้ว" in clerk.get(f"/work/{case}/items").text


def test_a_head_sees_all_answers_and_gives_the_own_groups(office: Office, browser: Browser) -> None:
    case = meeting(office)
    head = browser.come_in("p06")
    page = head.get(f"/work/{case}/items").text
    assert f"/work/{case}/items/of/plan" in page and f"/work/{case}/items/of/hr" not in page
    assert head.post(f"/work/{case}/items/of/plan", ITEM).status_code == 303
    assert head.post(f"/work/{case}/items/of/hr", ITEM).status_code == 403
    assert head.post(f"/work/{case}/items/links", {"group": "plan"}).status_code == 403


def test_a_group_answers_by_link_without_an_account(
    office: Office, clerk: Browser, stranger: Browser
) -> None:
    case = meeting(office)
    path = link(clerk, f"/work/{case}/items/links", {"group": ["plan"]})
    page = stranger.get(path)
    assert page.headers["X-Robots-Tag"] == "noindex" and "๙ ธันวาคม ๒๕๖๙" in page.text
    sent = send(stranger, path, ITEM | {"told_by": "", "kind": "", "detail": "ถนนพัง"})
    assert sent.status_code == 422 and "ถนนพัง" in sent.text
    assert 'href="#told_by"' in sent.text and 'href="#kind"' in sent.text
    assert send(stranger, path, ITEM).status_code == 303
    item = office.meeting.of(case, ME).items[0]
    assert (item.group, item.told_by, item.means) == ("plan", "นายวางแผน", "link")
    assert (
        send(stranger, f"{path}/item/1", ITEM | {"title": "ซ่อมรั้ว", "seen": "1"}).status_code == 303
    )
    assert office.meeting.of(case, ME).items[0].told.title == "ซ่อมรั้ว"
    assert send(stranger, path, {"act": "nothing", "told_by": "ก"}).status_code == 409


def refused(browser: Browser, path: str) -> str:
    """Send a file with an item that lacks its title; return the ticket with which it waits."""
    file = (BytesIO(b"%PDF-1.4"), "แผน.pdf")
    wrong = send(browser, path, ITEM | {"title": "", "files": file})
    ticket = re.search(r'name="held_files" value="([^"]+)"', wrong.text)
    assert wrong.status_code == 422 and "เลือกไว้แล้ว: แผน.pdf" in wrong.text and ticket
    return ticket[1]


def test_a_file_need_not_be_chosen_again_when_something_else_is_missing(
    office: Office, clerk: Browser, stranger: Browser
) -> None:
    case = meeting(office)
    path = link(clerk, f"/work/{case}/items/links", {"group": ["hr"]})
    by_clerk = f"/work/{case}/items/of/plan"
    for browser, page in ((clerk, by_clerk), (stranger, path)):
        ticket = refused(browser, page)
        assert send(browser, page, ITEM | {"held_files": ticket}).status_code == 303
    items = office.meeting.of(case, ME).items
    assert [[file.name for file in one.files] for one in items] == [["แผน.pdf"], ["แผน.pdf"]]
    of_clerk = refused(clerk, by_clerk)
    assert send(stranger, path, ITEM | {"held_files": of_clerk}).status_code == 303
    assert office.meeting.of(case, ME).items[2].files == (), "another's file"


def test_a_link_shows_and_changes_nothing_of_other_groups(
    office: Office, clerk: Browser, stranger: Browser
) -> None:
    case = meeting(office)
    clerk.post(f"/work/{case}/items/of/hr", ITEM | {"title": "เรื่องของบุคคล"})
    path = link(clerk, f"/work/{case}/items/links", {"group": ["plan"]})
    assert "เรื่องของบุคคล" not in stranger.get(path).text
    assert stranger.get(f"{path}/item/1").status_code == 404
    csrf = secret_of(stranger, path)
    stolen = stranger.client.post(f"{path}/item/1", data=ITEM | {"csrf": csrf, "seen": "1"})
    assert stolen.status_code == 404
    assert stranger.get(f"{path}/invitation.ics").status_code == 404
    assert stranger.get(f"/work/{case}/items").status_code == 302
    assert stranger.client.post(path, data=ITEM).status_code == 400, "no secret of the form"


def test_a_dead_link_says_whom_to_ask(office: Office, clerk: Browser, stranger: Browser) -> None:
    case = meeting(office)
    path = link(clerk, f"/work/{case}/items/links", {"group": ["plan"]})
    clerk.post(f"/work/{case}/items/links", {"revoke": "plan"})
    gone = stranger.get(path)
    assert gone.status_code == 410 and "โปรดติดต่อเจ้าหน้าที่งานการประชุม" in gone.text


def test_an_invitee_replies_by_link_and_is_told_of_a_new_day(
    office: Office, clerk: Browser, stranger: Browser
) -> None:
    case = meeting(office)
    told = {"person": ["p06"], "act": "links"}
    assert "เห็นชอบและลงนาม" in clerk.post(f"/work/{case}/invited", told).text, "the gate is shut"
    signed(office, case)
    path = link(clerk, f"/work/{case}/invited", told)
    assert send(stranger, path, {"act": "received"}).status_code == 303
    wrong = send(stranger, path, {"kind": "sends", "name": "นางสาวแทน", "seen": "1"})
    assert wrong.status_code == 422 and 'href="#post"' in wrong.text and "นางสาวแทน" in wrong.text
    sends = {"kind": "sends", "name": "นางสาวแทน", "post": "นักทรัพยากรบุคคล", "seen": "1"}
    assert send(stranger, path, sends).status_code == 303
    assert "ส่งผู้แทน" in clerk.get(f"/work/{case}/invited").text
    postponed(office, case, HELD.replace(day=16))
    assert "วันประชุมเปลี่ยนจาก ๙ ธ.ค. ๒๕๖๙" in stranger.get(path).text
    assert "โปรดถามใหม่" in clerk.get(f"/work/{case}/invited").text
    office.cases.end(case, 2, "cancelled", "น้ำท่วม", ME)
    assert "ยกเลิกการประชุมครั้งนี้แล้ว" in stranger.get(path).text


def test_the_calendars_file_is_sent_as_an_invitation(
    office: Office, clerk: Browser, stranger: Browser
) -> None:
    case = meeting(office)
    signed(office, case)
    path = link(clerk, f"/work/{case}/invited", {"person": ["p06"], "act": "links"})
    got = stranger.get(f"{path}/invitation.ics")
    assert "method=REQUEST" in got.headers["Content-Type"]
    event = Calendar.from_ical(got.data).walk("VEVENT")[0]
    assert path in str(event["URL"]) and event["ATTENDEE"].params["CN"].startswith("นายวางแผน")
    office.cases.end(case, 1, "cancelled", "น้ำท่วม", ME)
    assert Calendar.from_ical(clerk.get(f"/work/{case}/invitation.ics").data)["METHOD"] == "CANCEL"


def test_sending_and_receiving_are_written_down_for_the_ticked(
    office: Office, clerk: Browser
) -> None:
    case = meeting(office)
    signed(office, case)
    page = f"/work/{case}/invited"
    refused = clerk.post(page, {"act": "sent", "person": ["p06"]})
    assert refused.status_code == 422  # and only who was ticked still is
    assert re.findall(r'name="person" value="(\w+)" checked', refused.text) == ["p06"]
    clerk.post(page, {"act": "sent", "means": "paper", "person": ["p01", "p06"]})
    clerk.post(page, {"act": "received", "person": ["p06"]})
    shown = clerk.get(page).text
    assert shown.count("ส่งเป็นหนังสือ") == 2 and shown.count("· ได้รับ ๒๒ พ.ย. ๒๕๖๙") == 1
    told = {"kind": "comes", "told_by": "นายวางแผน", "means": "phone", "seen": "1"}
    assert clerk.post(f"{page}/p06", told).status_code == 303
    assert clerk.post(f"{page}/p06", told).status_code == 409
    assert "นายวางแผน ตอบทางโทรศัพท์" in clerk.get(page).text


def test_the_checklist_is_ticked_and_written_anew(office: Office, clerk: Browser) -> None:
    body(office)
    case = meeting(office)
    page = f"/work/{case}/ready"
    clerk.post(page, {"done": ["เครื่องบันทึกเสียง"]})
    clerk.post(page, {"act": "change", "lines": "เครื่องบันทึกเสียง\nไมโครโฟน"})
    shown = clerk.get(page).text
    assert "ไมโครโฟน" in shown and "จองห้องประชุม" not in shown
    assert re.search(r'value="เครื่องบันทึกเสียง" checked', shown)
    assert clerk.post(page, {"act": "change", "lines": " "}).status_code == 422


@pytest.mark.parametrize(
    ("host", "reach"),
    [
        ("localhost", "here"),
        ("127.0.0.1", "here"),
        ("::1", "here"),
        ("192.168.1.20", "network"),
        ("saraban", "network"),
        ("saraban.local", "network"),
        ("saraban.example.go.th", "anywhere"),
        ("203.150.1.1", "anywhere"),
    ],
)
def test_a_page_tells_from_where_the_links_can_be_opened(host: str, reach: str) -> None:
    assert reach_of(host) == reach


def test_links_carry_the_address_that_the_office_set(office: Office, clerk: Browser) -> None:
    case = meeting(office)
    assert "เปิดไม่ได้" in clerk.get("/meetings/address").text
    office.change_profile(
        office.profile.with_setting("web_address", "https://saraban.example.go.th"), ME, "ทดสอบ"
    )
    page = clerk.post(f"/work/{case}/items/links", {"group": ["plan"]}).text
    assert "https://saraban.example.go.th/answer/" in page
    assert "<svg" in clerk.get("/meetings/address").text
    assert "เครื่องนี้ติดต่อ" in clerk.get("/reach").text


def test_a_room_is_added_to_the_office(office: Office, browser: Browser) -> None:
    admin = browser.come_in("p07")
    wrong = admin.post("/meetings/rooms", {"name": "", "capacity": "มาก"})
    assert wrong.status_code == 422 and 'href="#capacity"' in wrong.text
    admin.post("/meetings/rooms", {"name": "ห้องประชุมดอกแก้ว", "floor": "ชั้น ๓", "capacity": "๒๕"})
    assert office.profile.meeting_rooms[-1] == Room("room-1", "ห้องประชุมดอกแก้ว", "ชั้น ๓", 25)


def test_on_the_day_a_substitute_is_not_typed_again(office: Office, clerk: Browser) -> None:
    case = meeting(office)
    told = {"kind": "sends", "name": "นางสาวแทน", "post": "นักวิชาการ", "why": "ไปราชการ"}
    clerk.post(f"/work/{case}/invited/p06", told | {"seen": "0"})
    page = clerk.get(f"/work/{case}/day/people").text
    assert "ตอบไว้: ส่งผู้แทน นางสาวแทน นักวิชาการ (ไปราชการ)" in page
    assert 'value="นางสาวแทน"' in page and 'value="นักวิชาการ"' in page


def test_files_of_items_go_into_the_case_file_and_are_bound_with_the_agenda(
    office: Office, clerk: Browser
) -> None:
    case = meeting(office)
    good = (BytesIO(pdf([(72, 720, "survey")])), "ผลสำรวจ.pdf")
    clerk.post(f"/work/{case}/items/of/plan", ITEM | {"files": good})
    clerk.post(f"/work/{case}/items/of/hr", ITEM | {"files": (BytesIO(b"%PDF-broken"), "เสีย.pdf")})
    sent = clerk.post(f"/work/{case}/items/filed")
    assert sent.status_code == 422 and "เสีย.pdf" in sent.text, "what cannot be read is named"
    files = [item.files[0] for item in office.meeting.of(case, ME).items]
    record = office.show(RecordId.parse(files[0].record), ME).record
    assert record.description.case == "การประชุมผู้อำนวยการกลุ่ม ครั้งที่ ๑๑/๒๕๖๙"
    assert (record.description.title, files[1].record) == ("ผลสำรวจ", "")
    assert f"/records/{files[0].record}" in clerk.get(f"/work/{case}/items").text
    agenda = office.issue_draft(
        office.papers.begin(case, "agenda", "agenda", ME), ME, Wish(pdf=False)
    )
    pieces = [piece.record for piece in Packs(office).proposed(agenda.id, ME)]
    assert record.id in pieces
