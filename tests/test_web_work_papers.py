"""In the browser: a step makes its paper, resolutions are reported on, the next meeting begun."""

import pytest

from office.office import Office
from office.permissions import operator
from office.procedures.followed import take
from tests.conftest import Browser
from tests.test_web_work import ANSWERS, begin, row_of

pytestmark = pytest.mark.slow

MORE = ANSWERS | {"place": "ห้องประชุมดอกคูน", "start": "9.00"}


def resolved(office: Office, work: str) -> str:
    """Let minutes of a case have given a task that is overdue; returns its page."""
    minutes = {
        "agenda": [{"title": "เรื่องเพื่อพิจารณา", "items": ["แผน"]}],
        "minutes": {
            "sections": [
                {
                    "agenda": "1.1",
                    "resolution": "เห็นชอบ",
                    "actions": [{"task": "จัดทำแผน", "owner_group": "plan", "due": "2026-11-01"}],
                }
            ]
        },
    }
    case = int(work.rpartition("/")[2])
    with office.db.writing() as conn:
        take(conn, case, "2569/minutes/0001", minutes, office.profile.group_names)
    (one,) = office.papers.followed.of(case, operator())
    return f"/work/resolutions/{one.id}"


def test_a_step_makes_its_paper_and_the_row_leads_to_it(browser: Browser) -> None:
    work = browser.come_in("p15").post("/work/begin/meeting", MORE).location
    assert 'value="agenda">ทำระเบียบวาระการประชุม' in browser.get(work).text
    sent = browser.post(f"{work}/step/agenda/paper", form="agenda")
    assert sent.status_code == 303
    draft = browser.get(sent.location).text
    assert "การประชุมผู้อำนวยการกลุ่ม" in draft and "ห้องประชุมดอกคูน" in draft
    text = browser.get(work).text
    assert 'value="agenda">ทำ' not in text and "(ร่าง)" in text
    row, _ = row_of(browser, work, "agenda")
    assert sent.location in browser.get(f"{work}/row/{row}").text
    again = browser.post(f"{work}/row/{row}/paper", form="agenda")
    assert again.status_code == 303 and again.location != sent.location
    assert browser.post(f"{work}/step/agenda/paper", form="minutes").status_code == 422
    assert "ยังไม่มีหลักฐาน" not in browser.get(f"{work}/book").text


def test_a_meeting_time_that_is_none_is_told_at_its_field(browser: Browser) -> None:
    sent = browser.come_in("p15").post("/work/begin/meeting", MORE | {"start": "เช้า"})
    assert sent.status_code == 422 and 'href="#start"' in sent.text


def test_an_overdue_resolution_is_seen_reported_and_closed(
    browser: Browser, office: Office
) -> None:
    work = begin(browser)
    page = resolved(office, work)
    for path in (work, "/work", "/work/resolutions"):
        text = browser.get(path).text
        assert "จัดทำแผน" in text and "เลยกำหนด" in text
    assert browser.post(page, seen="1", state="reported", text="").status_code == 422
    told = {"seen": "1", "state": "reported", "text": "ร่างแล้ว", "by": "นายวางแผน"}
    assert browser.post(page, told).status_code == 303
    assert browser.post(page, told).status_code == 409
    assert "นายวางแผน (บันทึกโดย" in browser.get(page).text
    assert "ร่างแล้ว" in browser.get(work).text
    assert browser.post(page, seen="2", state="closed", text="").status_code == 303
    assert "จัดทำแผน" not in browser.get("/work/resolutions").text
    assert browser.post(page, seen="3", state="open", text="ยังไม่ครบ").status_code == 303
    assert "จัดทำแผน" in browser.get("/work/resolutions").text


def test_the_next_meeting_is_begun_from_this_one(browser: Browser) -> None:
    work = browser.come_in("p15").post("/work/begin/meeting", MORE).location
    link = f"/work/begin/meeting?after={work.rpartition('/')[2]}"
    assert link in browser.get(work).text
    form = browser.get(link).text
    assert 'value="๑๒/๒๕๖๙"' in form and 'value="๐๙.๐๐ น."' in form
    assert "๙ ธันวาคม" not in form
    assert form.count(" checked") == 3
    sent = browser.post(link, MORE | {"no": "๑๒/๒๕๖๙", "meeting_date": "๑๓ ม.ค. ๒๕๗๐"})
    assert sent.status_code == 303
    assert "ครั้งที่ ๑๒/๒๕๖๙" in browser.get(sent.location).text
