"""What the pages of a meeting tell whoever comes: whose turn it is, and where to do it."""

import re
from datetime import date

import pytest

from archive.records import Fact, RecordId
from office.meeting.values import Reply
from office.office import Office
from office.plans import Wish
from office.restricting import Kept
from office.submission import To
from tests.conftest import Browser
from tests.meetings import ME, meeting, postponed, signed


def test_a_head_is_led_to_the_form_of_the_group(office: Office, browser: Browser) -> None:
    case = meeting(office)
    head = browser.come_in("p06")
    for page in ("/work", "/my-work"):
        told = head.get(page).text
        assert f'<a href="/work/{case}/items/of/plan">ส่งวาระของกลุ่มนโยบายและแผน</a>' in told
        assert "/items/of/hr" not in told
    postponed(office, case, date(2026, 11, 20))  # that day has passed: nothing can be brought to it
    assert "ส่งวาระของ" not in head.get("/my-work").text


@pytest.mark.slow
def test_nothing_waits_for_a_director_before_there_is_a_paper_to_sign(
    office: Office, browser: Browser
) -> None:
    case = meeting(office)
    for person in ("p01", "p02"):
        assert "ผู้อำนวยการเห็นชอบและลงนาม" not in browser.come_in(person).get("/my-work").text
    for step in ("call", "agenda", "invitation"):
        rows = office.cases.standing(case, ME).of(step).rows
        office.cases.move_all({row.id: row.version for row in rows}, "done", ME)
    assert "ผู้อำนวยการเห็นชอบและลงนาม" in browser.come_in("p01").get("/my-work").text


def test_whoever_answered_by_link_has_been_sent_the_invitation(
    office: Office, browser: Browser
) -> None:
    case = meeting(office)
    signed(office, case)
    office.meeting.invitations.reply(case, "p06", 0, Reply("comes", means="link"), ME)
    page = browser.come_in("p15").get(f"/work/{case}/invited").text
    of = page.split("นายวางแผน</label>")[1]
    assert "เข้าร่วม" in of and "ส่งทางลิงก์" in of and "ยังไม่ส่ง" not in of
    row = next(r for r in office.cases.standing(case, ME).of("send").rows if r.target == "p06")
    assert (row.state, row.done_on) == ("done", date(2026, 11, 22))


@pytest.mark.slow
def test_an_ended_meeting_is_called_done_and_nobody_is_called_by_an_account(
    office: Office, browser: Browser
) -> None:
    case, clerk = meeting(office), browser.come_in("p15")
    told = office.cases.get(case, ME)
    ended = clerk.post(f"/work/{case}/end", {"seen": told.version, "state": "closed"})
    assert "งานนี้เสร็จแล้ว" in clerk.get(ended.location).text
    assert 'aria-current="true">เสร็จแล้ว' in clerk.get("/work?state=closed").text
    assert not re.search(r"\(p\d\d\)", clerk.get(f"/work/{case}").text)


def laid(office: Office, case: int, clerk: Browser) -> int:
    """Begin an agenda from its case's page and lay it before the deputy."""
    sent = clerk.post(f"/work/{case}/step/agenda/paper", {"form": "agenda"})
    draft = int(sent.location.rpartition("/")[2])
    office.submission.propose(draft, To(person="p02"), office.actor("p15"))
    return draft


@pytest.mark.slow
def test_a_case_says_where_its_draft_lies_and_what_it_came_back_with(
    office: Office, browser: Browser
) -> None:
    case, clerk = meeting(office), browser.come_in("p15")
    draft = laid(office, case, clerk)
    assert "เสนอแล้ว อยู่ที่นางสาวจำลอง" in clerk.get(f"/work/{case}").text
    deputy = browser.come_in("p02")
    deputy.post(f"/drafts/{draft}/line", {"do": "return", "remark": "เพิ่มเรื่องงบประมาณ"})
    told = browser.come_in("p15").get(f"/work/{case}").text
    assert "ส่งกลับมาแก้ไข" in told and "“เพิ่มเรื่องงบประมาณ”" in told
    assert f'<a href="/drafts/{draft}">' in told
    stranger = browser.come_in("p06").get(f"/work/{case}").text
    assert "ร่างของผู้อื่น" in stranger and f'"/drafts/{draft}"' not in stranger


def test_a_draft_and_its_record_lead_back_to_their_case(office: Office, browser: Browser) -> None:
    case, clerk = meeting(office), browser.come_in("p15")
    draft, back = laid(office, case, clerk), f'<a href="/work/{case}">'
    assert back in clerk.get(f"/drafts/{draft}").text
    assert back in browser.come_in("p02").get(f"/drafts/{draft}/line").text
    loose = office.drafting.begin("memo", office.actor("p15"))
    assert "ทำในงาน" not in browser.come_in("p15").get(f"/drafts/{loose}").text


@pytest.mark.slow
def test_who_asks_for_a_signature_is_led_to_the_paper_and_a_moved_day_is_seen_on_it(
    office: Office, browser: Browser
) -> None:
    case, clerk = meeting(office), browser.come_in("p15")
    id = invitation(office, case)
    told = clerk.get(f"/work/{case}").text
    step = told.split('id="step-approve"')[1].split("</details>")[0]
    assert "รอลงนาม" in step and f'href="/records/{id}"' in step
    assert f'<a href="/work/{case}">' in clerk.get(f"/issued/{id}").text
    assert "วันเปลี่ยนแล้ว" not in told
    office.note(id, Fact("signed", on=date(2026, 11, 22)), ME)
    postponed(office, case, date(2026, 12, 16))
    told = clerk.get(f"/work/{case}").text
    assert "บอกวันที่ ๙ ธ.ค. ๒๕๖๙" in told and "ทำบันทึกเชิญประชุมใหม่ตามวันที่เปลี่ยน" in told
    form = told.split('id="moved"')[1].split("</form>")[0]
    at = re.search(r'action="([^"]+)"', form)
    assert at
    sent = clerk.post(at[1], {"form": "invitation"})
    made = int(sent.location.rpartition("/")[2])
    answers = office.drafting.open(made, ME).draft.answers
    assert "ซึ่งเลื่อนจากวันพุธที่ ๙ ธันวาคม ๒๕๖๙" in answers["invitation"]["subject"]
    assert "ทำบันทึกเชิญประชุมใหม่" not in clerk.get(f"/work/{case}").text


@pytest.mark.slow
def test_a_paper_that_is_kept_to_a_few_waits_on_its_case_without_its_title(
    office: Office, browser: Browser
) -> None:
    case, _ = meeting(office), browser.come_in("p15")
    id = invitation(office, case)
    title = office.archive.record(id).description.title
    assert title in browser.come_in("p06").get(f"/work/{case}").text
    office.restricting.restrict(id, 1, Kept(("p01",), None, "", "เรื่องบุคคล"), ME)
    told = browser.get(f"/work/{case}").text
    assert title not in told and "รอลงนาม" in told
    postponed(office, case, date(2026, 12, 16))
    told = browser.get(f"/work/{case}").text
    assert title not in told and "บอกวันที่ ๙ ธ.ค. ๒๕๖๙" in told


def invitation(office: Office, case: int) -> RecordId:
    """Issue the invitation of a meeting; who signs it is known, when is not."""
    draft = office.papers.begin(case, "invitation", "invitation", office.actor("p15"))
    answers = dict(office.drafting.open(draft, ME).draft.answers)
    answers |= {"date": "๙ ธ.ค. ๒๕๖๙"}  # as a page sends it
    answers |= {"agenda": [{"title": "เรื่องเพื่อทราบ", "items": [{"title": "รายงานผล"}]}]}
    office.drafting.save(draft, 1, answers, office.actor("p15"))
    done = office.issue_seen(draft, 2, ME, Wish())
    office.papers.settle()
    return done.id


def test_a_body_gets_a_code_of_its_own_and_calls_every_group_at_once(
    office: Office, browser: Browser
) -> None:
    clerk = browser.come_in("p16")
    for name in ("การประชุมบุคลากร", "การประชุมผู้บริหาร"):
        assert clerk.post("/meetings/new", {"name": name, "every": "1"}).status_code == 303
    one, other = office.meeting.bodies.all(ME)
    assert re.fullmatch(r"m[0-9a-f]{6}", one.series) and one.series != other.series
    assert one.groups == tuple(office.profile.group_names)
    told = {"name": other.name, "seen": other.version, "series": one.series}
    assert "เลขครั้งจะปนกัน" in clerk.post(f"/meetings/{other.id}", told).text
    told["series"] = "ประชุม"
    assert "ใช้อักษรอังกฤษ" in clerk.post(f"/meetings/{other.id}", told).text


@pytest.mark.slow
def test_minutes_of_a_meeting_to_come_are_asked_about(office: Office, browser: Browser) -> None:
    case, clerk = meeting(office), browser.come_in("p15")
    asked = clerk.post(f"/work/{case}/minutes", {"level": "full"})
    assert asked.status_code == 422 and "ยังไม่ถึงวันประชุม" in asked.text
    assert office.minutes.draft(case) is None
    assert clerk.post(f"/work/{case}/minutes", {"level": "full", "early": "1"}).status_code == 303
    held = meeting(office, held=date(2026, 11, 20), no="๑๒/๒๕๖๙")
    assert clerk.post(f"/work/{held}/minutes", {"level": "full"}).status_code == 303
