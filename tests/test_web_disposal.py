"""The pages of the yearly destruction, and of a record's term."""

import pytest

from archive.records import RecordId
from office.office import Office
from tests.conftest import Browser
from tests.test_office_disposal import begun as begun  # noqa: PLC0414 - a fixture

pytestmark = pytest.mark.slow

MEMO = RecordId(2567, "memo", 1)


def told(browser: Browser, step: str, **fields: str) -> int:
    return browser.post(f"/disposal/1/{step}", seen=seen(browser), **fields).status_code


def seen(browser: Browser) -> str:
    page = browser.get("/disposal/1").text
    return page.split('name="seen" value="')[1].split('"')[0]


def test_a_list_goes_from_the_survey_to_the_certificate(browser: Browser, office: Office) -> None:
    browser.come_in("p16")
    assert "ครบอายุเมื่อสิ้นปี ๒๕๖๘" in browser.get("/disposal").text
    assert browser.post("/disposal").location == "/disposal/1"
    assert told(browser, "committee", chair="", member1="นางสมศรี ดีงาม") == 422
    names = {"chair": "นายธงชัย มั่นคง", "member1": "นางสมศรี ดีงาม", "member2": "นายวิชัย ใจดี"}
    assert told(browser, "committee", **names, on="๒ พ.ย. ๖๙") == 303
    wrong = browser.post("/disposal/1", {"seen": "2", "decision-2": "keep", "until-2": "นานๆ"})
    assert wrong.status_code == 422
    assert "นานๆ" in wrong.text
    decided = {"decision-2": "keep", "rest": "destroy"}
    assert (
        browser.post("/disposal/1", decided | {"seen": "2", "until-2": "๒๕๗๕"}).status_code == 303
    )
    assert told(browser, "head", by="นายสมชาย เก่งกาจ", on="๓ พ.ย. ๖๙") == 303
    gone = {"on": "๔ พ.ย. ๖๙", "way": "shred", "witnesses": "นายธงชัย มั่นคง, นางสมศรี ดีงาม"}
    assert told(browser, "destruction", **gone) == 303
    assert browser.post("/disposal/1/carry-out").status_code == 422
    assert browser.post("/disposal/1/carry-out", sure="yes").status_code == 303
    page = browser.get("/disposal/1").text
    assert "เสร็จแล้ว" in page
    assert page.count("ทำลายแล้ว") == 2
    assert "ถึง พ.ศ. ๒๕๗๕" in page
    for what in ("list", "certificate"):
        assert browser.get(f"/disposal/1/{what}.docx").data.startswith(b"PK")
    shown = browser.get(f"/records/{MEMO}").text
    assert "เหลือเพียงรายการและค่าตรวจของไฟล์" in shown
    for offered in ("บันทึกการส่ง", "สำเนาถูกต้อง", "รวมเล่มเอกสารประกอบ", "ทำฉบับปกปิด", "พิมพ์ชุด"):
        assert offered not in shown


def test_two_who_decide_at_once_do_not_overwrite_each_other(browser: Browser) -> None:
    browser.come_in("p16").post("/disposal")
    assert browser.post("/disposal/1", {"seen": "1", "decision-1": "destroy"}).status_code == 303
    late = browser.post("/disposal/1", {"seen": "1", "decision-1": "keep", "note-1": "ยังใช้อยู่"})
    assert late.status_code == 409
    assert "ยังใช้อยู่" in late.text


def test_a_record_is_held_and_its_term_changed_on_its_page(browser: Browser) -> None:
    browser.come_in("p16")
    assert browser.post(f"/records/hold/{MEMO}", seen="1", why="").status_code == 422
    assert browser.post(f"/records/hold/{MEMO}", seen="1", why="คดีปกครอง").status_code == 303
    assert "คดีปกครอง" in browser.get(f"/records/{MEMO}").text
    changed = {"seen": "2", "retention": "normal", "why": "สำคัญ"}
    assert browser.post(f"/records/retention/{MEMO}", changed).status_code == 303
    assert "ถึง ๓๑ ธ.ค. ๒๕๗๗" in browser.get(f"/records/{MEMO}").text


@pytest.mark.parametrize("path", ["/disposal", f"/records/hold/{MEMO}", "/cases/close?case=x"])
def test_a_clerk_does_not_decide_on_terms(browser: Browser, path: str) -> None:
    assert browser.come_in("p15").get(path).status_code == 403


def test_a_case_is_closed_on_its_page(browser: Browser, office: Office) -> None:
    browser.come_in("p16")
    browser.post(f"/records/case/{MEMO}", seen="1", case="โครงการค่ายภาษา")
    done = browser.post("/cases/close?case=โครงการค่ายภาษา", on="๑ พ.ค. ๖๙")
    assert done.status_code == 303
    assert office.archive.record(MEMO).description.retain_until.isoformat() == "2027-12-31"  # type: ignore[union-attr]
