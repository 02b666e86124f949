"""What the pages of a meeting tell whoever comes: whose turn it is, and where to do it."""

import re
from datetime import date

from office.meeting.values import Reply
from office.office import Office
from tests.conftest import Browser
from tests.meetings import ME, meeting, signed


def test_a_head_is_led_to_the_form_of_the_group(office: Office, browser: Browser) -> None:
    case = meeting(office)
    head = browser.come_in("p06")
    for page in ("/work", "/my-work"):
        told = head.get(page).text
        assert f'<a href="/work/{case}/items/of/plan">ส่งวาระของกลุ่มนโยบายและแผน</a>' in told
        assert "/items/of/hr" not in told


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


def test_an_ended_meeting_is_called_done_and_nobody_is_called_by_an_account(
    office: Office, browser: Browser
) -> None:
    case, clerk = meeting(office), browser.come_in("p15")
    told = office.cases.get(case, ME)
    ended = clerk.post(f"/work/{case}/end", {"seen": told.version, "state": "closed"})
    assert "งานนี้เสร็จแล้ว" in clerk.get(ended.location).text
    assert 'aria-current="true">เสร็จแล้ว' in clerk.get("/work?state=closed").text
    assert not re.search(r"\(p\d\d\)", clerk.get(f"/work/{case}").text)
