"""Work by its steps in the browser: begun, moved, proved, postponed, and told in the book."""

import re

import pytest

from office import answers
from office.office import Office
from office.permissions import operator
from office.profile import SAMPLE
from tests.conftest import Browser

pytestmark = pytest.mark.slow

ANSWERS = {
    "body": "การประชุมผู้อำนวยการกลุ่ม",
    "no": "๑๑/๒๕๖๙",
    "meeting_date": "๙ ธ.ค. ๒๕๖๙",
    "target": ["group/plan", "group/hr", "invitee/p02"],
}


def begin(browser: Browser) -> str:
    sent = browser.come_in("p15").post("/work/begin/meeting", ANSWERS)
    assert sent.status_code == 303
    return sent.location


def row_of(browser: Browser, work: str, step: str) -> tuple[str, str]:
    """Return a step's first row and the version of it that its page shows."""
    section = browser.get(work).text.split(f'id="step-{step}"')[1].split('class="step')[0]
    found = re.search(r"/row/(\d+)\"", section)
    assert found
    seen = re.search(r'name="seen" value="(\d+)"', browser.get(f"{work}/row/{found[1]}").text)
    assert seen
    return found[1], seen[1]


def move(browser: Browser, work: str, step: str, to: str, **told: str) -> int:
    row, seen = row_of(browser, work, step)
    return browser.post(f"{work}/row/{row}", {"seen": seen, "to": to, **told}).status_code


def test_a_meeting_is_begun_and_reads_like_the_manual(browser: Browser) -> None:
    text = browser.get(begin(browser)).text
    assert "การประชุมผู้อำนวยการกลุ่ม ครั้งที่ ๑๑/๒๕๖๙" in text
    assert "มีระเบียบวาระการประชุมที่ครบถ้วนและถูกต้อง" in text
    assert "ก่อนวันประชุม ๗ วันทำการ" in text
    assert "การประชุมผู้อำนวยการกลุ่ม" in browser.get("/work").text


def test_what_is_missing_is_told_at_its_field_and_the_rest_stays(browser: Browser) -> None:
    sent = browser.come_in("p15").post(
        "/work/begin/meeting", ANSWERS | {"meeting_date": "วันไหนก็ได้"}
    )
    assert sent.status_code == 422
    assert 'href="#meeting_date"' in sent.text
    assert 'value="การประชุมผู้อำนวยการกลุ่ม"' in sent.text
    sent = browser.post("/work/begin/meeting", {"body": "ประชุม", "no": "๑"})
    assert 'href="#group"' in sent.text and 'href="#invitee"' in sent.text


def test_a_number_or_a_year_that_cannot_be_is_told_before_the_case_begins(browser: Browser) -> None:
    wrong = ANSWERS | {"no": "abc", "meeting_date": "๙ ธ.ค. ๒๕๖๐", "target": []}
    sent = browser.come_in("p15").post("/work/begin/meeting", wrong)
    assert sent.status_code == 422
    for field in "no", "meeting_date", "group", "invitee":
        assert f'href="#{field}"' in sent.text
    assert "เกินหนึ่งปี" in sent.text and "เช่น ๗/๒๕๖๙" in sent.text


def test_a_case_begun_late_says_how_much_of_it_is_overdue(browser: Browser) -> None:
    past = ANSWERS | {"meeting_date": "๙ พ.ย. ๒๕๖๙"}
    sent = browser.come_in("p15").post("/work/begin/meeting", past)
    assert "โปรดตรวจวันของงาน" in browser.get(sent.location).text


def test_a_gate_holds_on_the_page_and_a_reason_is_asked_for(browser: Browser) -> None:
    work = begin(browser)
    assert move(browser, work, "send", "done") == 422
    assert move(browser, work, "approve", "skipped") == 422
    assert move(browser, work, "approve", "done", decided_by="นายประสิทธิ์", note="ลงนามแล้ว") == 303
    assert move(browser, work, "send", "done") == 303
    text = browser.get(work).text
    assert "นายประสิทธิ์ (บันทึกโดย" in text


def test_the_second_writer_is_told(browser: Browser) -> None:
    work = begin(browser)
    row, seen = row_of(browser, work, "agenda")
    assert browser.post(f"{work}/row/{row}", {"seen": seen, "to": "doing"}).status_code == 303
    late = browser.post(f"{work}/row/{row}", {"seen": seen, "to": "done"})
    assert late.status_code == 409
    assert "มีผู้อื่นบันทึกงานนี้ไปก่อนแล้ว" in late.text


def test_who_has_not_answered_is_one_text_to_copy(browser: Browser) -> None:
    work = begin(browser)
    copied = browser.get(work).text.split('id="copy-call"')[1].split("</textarea>")[0]
    assert "ยังรอคำตอบจาก" in copied and copied.count("- ") == 2
    move(browser, work, "call", "done", decided_by="โทรศัพท์", note="ไม่มีวาระ")
    copied = browser.get(work).text.split('id="copy-call"')[1].split("</textarea>")[0]
    assert copied.count("- ") == 1


def test_a_record_proves_a_step_and_stands_in_the_book(browser: Browser, office: Office) -> None:
    memo = office.issue("memo", answers.load(SAMPLE.parent / "memo-01.yaml"), operator())
    work = begin(browser)
    row, _ = row_of(browser, work, "agenda")
    assert browser.post(f"{work}/row/{row}/proof", record=str(memo.id)).status_code == 303
    assert browser.post(f"{work}/row/{row}/proof", record="2569/memo/9999").status_code == 404
    move(browser, work, "agenda", "done")
    book = browser.get(f"{work}/book").text
    assert "ทำครบและมีหลักฐาน" in book
    assert str(memo.id) in book


def test_postponing_moves_the_days_and_a_cancelled_case_rests(browser: Browser) -> None:
    work = begin(browser)
    form = browser.get(f"{work}/change").text
    assert "๙ ธันวาคม ๒๕๖๙" in form
    changed = ANSWERS | {"meeting_date": "๕ ม.ค. ๒๕๗๐", "seen": "1", "why": "ห้องไม่ว่าง"}
    assert browser.post(f"{work}/change", changed).status_code == 303
    assert browser.post(f"{work}/change", changed).status_code == 409
    assert "๒๓ ธ.ค. ๒๕๖๙" in browser.get(work).text
    assert browser.post(f"{work}/end", seen="2", state="cancelled").status_code == 422
    assert browser.post(f"{work}/end", seen="2", state="cancelled", why="งด").status_code == 303
    assert move_refused(browser, work)


def move_refused(browser: Browser, work: str) -> bool:
    return (
        "เสร็จแล้ว<span" not in browser.get(work).text
        and browser.post(f"{work}/row/1", seen="1", to="done").status_code == 409
    )


def test_holidays_are_proposed_until_somebody_checks_them(browser: Browser) -> None:
    assert "ยังไม่มีผู้ตรวจ" in browser.come_in("p07").get("/holidays?year=2570").text
    bad = browser.post("/holidays", year="2570", days="วันไหนก็ได้")
    assert bad.status_code == 422 and "วันไหนก็ได้" in bad.text
    assert browser.post("/holidays", year="2570", days="21/2/70 วันมาฆบูชา").status_code == 303
    assert "๒๑ กุมภาพันธ์ ๒๕๗๐ วันมาฆบูชา" in browser.get("/holidays?year=2570").text
