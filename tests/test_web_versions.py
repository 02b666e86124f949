"""Earlier versions of drafts and records on pages: listed, compared, gone back to."""

import re
from dataclasses import replace

import pytest

from archive.passages import Passage, Text
from archive.records import NewFile
from office.answers import load as answers
from office.office import Office, operator
from office.plans import Wish
from office.profile import SAMPLE
from tests.conftest import Browser
from tests.test_web_desk import MEMO, Controls


def begun(browser: Browser) -> tuple[str, str, str]:
    """A draft that the clerk wrote and the registrar changed: its page, both revisions."""
    browser.come_in("p15")
    page = str(browser.post("/new", form="memo").headers["Location"])
    first = browser.post(page, MEMO, revision="1", do="save")
    assert first.status_code == 303
    browser.come_in("p16")
    told = {**MEMO, "a-subject": "ขอความเห็นชอบแผนนิเทศโรงเรียนขนาดใหญ่"}
    assert (
        browser.post(page, told, revision="2", do="versions")
        .headers["Location"]
        .endswith("versions")
    )
    return page, "2", "3"


@pytest.mark.slow
def test_what_another_wrote_is_compared_word_by_word(browser: Browser) -> None:
    page, old, new = begun(browser)
    assert "นางสาวบันทึก" in browser.get(f"{page}/versions").text
    compared = browser.get(f"{page}/compare?old={new}&new={old}").text
    plain = re.sub(r'<span class="unseen">[^<]*</span>', "", compared)
    assert "นิเทศโรงเรียน<del>ขนาดเล็ก</del><ins>ขนาดใหญ่</ins>" in plain
    assert "ต่างกัน ๑ แห่ง" in compared
    assert browser.get(f"{page}/compare?old=77").status_code == 404


def test_one_button_goes_back_and_the_page_then_holds_the_earlier_text(browser: Browser) -> None:
    page, old, new = begun(browser)
    back = browser.post(f"{page}/versions", version=old, revision=new)
    assert back.headers["Location"] == page
    assert dict(Controls(browser.get(page).text).pairs)["a-subject"] == MEMO["a-subject"]
    assert "ขนาดใหญ่" in browser.get(f"{page}/compare?old={new}").text
    assert browser.post(f"{page}/versions", version=old, revision=new).status_code == 409


def test_a_stranger_sees_no_version(browser: Browser) -> None:
    page, old, _ = begun(browser)
    browser.come_in("p25")
    assert {
        browser.get(f"{page}/{way}?old={old}").status_code for way in ("versions", "compare")
    } == {403}


def test_versions_of_a_record_are_compared_in_description_and_text(
    browser: Browser, office: Office
) -> None:
    memo = answers(SAMPLE.parent / "memo-01.yaml")
    record = office.issue("memo", memo, operator(), Wish(pdf=False)).id
    about = office.archive.record(record).description
    text = Text((Passage("", "ขอความเห็นชอบกำหนดการประชุมใหม่"),))
    changed = replace(about, title="ขอเลื่อนการประชุม")
    files = [NewFile("text.json", text.to_json())]
    office.archive.add_version(record, 1, changed, files, "p16", "แก้คำอธิบาย")
    browser.come_in("p16")
    assert "เทียบกับฉบับล่าสุด" in browser.get(f"/records/{record}").text
    page = browser.get(f"/records/compare/{record}?old=1").text
    assert re.search("<ins>.*เลื่อน", page)
    assert '<p class="removed"><del>' in page
    assert "ข้อความสองฉบับเหมือนกัน" in browser.get(f"/records/compare/{record}?old=2").text
    assert browser.get(f"/records/compare/{record}?old=9").status_code == 404
    assert browser.get("/records/compare/2569/memo/9999?old=1").status_code == 404
