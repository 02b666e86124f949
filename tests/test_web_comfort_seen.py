"""Comfort in a draft's form as Chromium gives it: receivers, texts, sums, rows, undo, posts."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from office.first_start import try_as
from office.office import Office
from office.receiver_list import Known
from office.snippets import Snippet
from tests.conftest import Browser
from tests.seeing import come_in

pytestmark = pytest.mark.slow

MONK, REVERENT = "พระครูตัวอย่าง วัดสมมติ", "ขอนมัสการด้วยความเคารพ"
CLOSE = "จึงเรียนมาเพื่อโปรดพิจารณา"
PLAN = {"works": [{"title": "งานสารบรรณ", "activities": [{"title": "จัดซื้อ", "budget": "1000"}]}]}


@pytest.fixture
def write(url: str, page: Page, office: Office) -> Callable[..., Page]:
    """Open a new draft of the clerk's with these answers; the real page beside it is left out."""

    def write(form: str, **given: Any) -> Page:
        try_as(office, "p15", browser="")
        clerk = office.actor("p15")
        draft = office.drafting.begin(form, clerk)
        office.drafting.save(draft, 1, given, clerk)
        page.route("**/preview*", lambda asked: asked.abort())
        come_in(page, url, "p15")
        page.goto(f"{url}/drafts/{draft}")
        return page

    return write


def test_a_receiver_of_the_directory_brings_its_salutation_along(
    write: Callable[..., Page], office: Office
) -> None:
    try_as(office, "p15", browser="")
    office.receivers.put(Known(MONK, REVERENT), office.actor("p15"))
    page = write("letter")
    page.fill("#a-to", MONK)
    expect(page.locator("#a-salutation")).to_have_value("นมัสการ")
    expect(page.locator("#a-closing")).to_have_value(REVERENT)
    expect(page.locator("#comfort-says")).to_contain_text("นมัสการ")
    page.get_by_role("button", name="เลือกจากรายชื่อผู้รับ").click()
    page.get_by_role("button", name="โรงเรียนบ้านสมมติ").click()
    expect(page.locator("#a-to")).to_have_value("ผู้อำนวยการโรงเรียนบ้านสมมติ")
    expect(page.locator("#a-salutation")).to_have_value("เรียน")


def test_a_kept_text_goes_where_the_caret_stood(write: Callable[..., Page], office: Office) -> None:
    try_as(office, "p15", browser="")
    office.snippets.put(Snippet("ปิดท้าย", CLOSE, "p15"), office.actor("p15"))
    page = write("memo", body=["กลางหลัง"])
    page.focus("#a-body-0")
    page.keyboard.press("Home")
    for _ in "กลาง":  # no marks: an arrow passes a letter with its marks
        page.keyboard.press("ArrowRight")
    page.locator("#a-body").get_by_role("button", name="แทรกข้อความสำเร็จรูป ข้อความ ที่ ๑").click()
    page.get_by_role("button", name="ปิดท้าย").click()
    text = page.locator("#a-body-0")
    expect(text).to_have_value(f"กลาง{CLOSE}หลัง")


def test_sums_follow_what_is_typed_without_a_press(write: Callable[..., Page]) -> None:
    page = write("group-plan", **PLAN)
    expect(page.locator("#a-budget_total")).to_contain_text("๑,๐๐๐")
    page.fill("#a-works-0-activities-0-budget", "๒๕๐๐")
    expect(page.locator("#a-budget_total")).to_contain_text("๒,๕๐๐")
    expect(page.locator("#a-budget_words")).to_have_text("สองพันห้าร้อยบาทถ้วน")


def test_rows_are_moved_removed_and_brought_back_in_their_order(
    write: Callable[..., Page],
) -> None:
    page = write("memo", body=["ย่อหน้าหนึ่ง", "ย่อหน้าสอง"])
    rows = page.locator("#a-body")  # other lists of the form show rows until the script hides them
    rows.get_by_role("button", name="เลื่อนลง ข้อความ ที่ ๑").press("Enter")
    expect(page.locator("#a-body-0")).to_have_value("ย่อหน้าสอง")
    rows.get_by_role("button", name="ลบ ข้อความ ที่ ๑").click()
    expect(page.locator("#a-body textarea")).to_have_count(1)
    page.get_by_role("button", name="เลิกทำ", exact=True).click()
    expect(page.locator("#a-body textarea")).to_have_count(2)
    page.get_by_role("button", name="เลิกทำ", exact=True).click()
    expect(page.locator("#a-body-0")).to_have_value("ย่อหน้าหนึ่ง")


def test_a_post_is_offered_where_one_stands_in_for_it(browser: Browser) -> None:
    browser.come_in("p15")
    page = browser.get(browser.post("/new", form="memo").headers["Location"]).text
    assert re.search(r'id="a-acting_for"[^>]+list="known-posts"', page)
    (offered,) = re.findall(r'<datalist id="known-posts">(.*?)</datalist>', page)
    posts = re.findall(r'value="([^"]+)"', offered)
    assert "ผู้อำนวยการกลุ่มอำนวยการ" in posts and len(posts) == len(set(posts))
