"""Searching in Chromium: suggestions by keyboard, no JavaScript, no barriers, from hit to page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from office import answers
from office.office import Office, operator
from office.plans import Wish
from tests.conftest import NOON, SAMPLES
from tests.seeing import AXE, come_in, faults, served_office
from tests.test_web_record_found import RECORD
from tests.test_web_record_found import begun as begun  # noqa: PLC0414 - a fixture

pytestmark = pytest.mark.slow
PLACES = (
    "/find?q=ออกกลางคัน",
    "/find?q=นักเรียน ที่ออกกลางคัน ไม่มีคำนี้เลย",
    "/find?q=โลหิด",
    "/topic?q=ออกกลางคัน",
    f"/records/{RECORD}?q=krs&p=2",
    f"/find/like/{RECORD}",
)


@pytest.fixture(scope="module")
def office(begun: Path) -> Iterator[Office]:
    """One office for all tests, with minutes, a letter, and a record of three pages."""
    opened = Office.open(begun, lambda: NOON)
    for form, name in ("minutes", "meeting-02"), ("letter", "letter-01"):
        opened.issue(form, answers.load(SAMPLES / f"{name}.yaml"), operator(), Wish(pdf=False))
    opened.index.catch_up()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def url(office: Office) -> Iterator[str]:
    with served_office(office) as url:
        yield url


@pytest.fixture
def page(chromium: Chromium, url: str) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=url)
    opened = context.new_page()
    come_in(opened, url, "p15")
    yield opened
    context.close()


def test_a_suggestion_is_chosen_by_keyboard(page: Page) -> None:
    page.goto("/find")
    box = page.get_by_role("combobox", name="คำ เลขที่หนังสือ หรือคำถาม")
    box.press_sequentially("รายงานการ")
    first = page.locator("#suggestions li").first
    expect(first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "suggestions-0")
    chosen = box.input_value()
    assert "รายงานการ" in chosen
    box.press("ArrowUp")
    expect(box).to_have_value("รายงานการ")
    box.press("ArrowDown")
    box.press("Enter")
    expect(page.get_by_role("status").filter(has_text="ฉบับ")).to_be_visible()
    expect(page.locator("#q")).to_have_value(chosen)


def test_the_box_in_the_head_of_every_page_suggests_too(page: Page) -> None:
    page.goto("/topic?q=ออกกลางคัน")
    box = page.get_by_role("combobox", name="ค้นหาเอกสาร")
    box.press_sequentially("รายงานการ")
    offered = page.get_by_role("option", name="รายงานการ").first
    expect(offered).to_be_in_viewport(ratio=0.99)
    offered.click()
    expect(page.get_by_role("status").filter(has_text="ฉบับ")).to_be_visible()


def test_escape_takes_suggestions_away_and_leaves_what_was_typed(page: Page) -> None:
    page.goto("/find")
    box = page.locator("#q")
    box.press_sequentially("รายงานการ")
    expect(page.get_by_role("listbox")).to_be_visible()
    box.press("ArrowDown")
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("รายงานการ")


def test_a_suggestion_is_chosen_by_mouse(page: Page) -> None:
    page.goto("/find")
    page.locator("#q").press_sequentially("รายงานการ")
    page.locator("#suggestions li").first.click()
    expect(page.locator("ol.hits > li").first).to_be_visible()


def test_everything_works_without_javascript(chromium: Chromium, url: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    come_in(page, url, "p15")
    page.goto(f"{url}/find")
    page.fill("#q", "ออกกลางคัน")
    page.get_by_role("button", name="ค้นหา").click()
    expect(page.locator("mark").first).to_be_visible()
    page.locator("aside a").first.click()
    expect(page.get_by_text("เอาออก")).to_be_visible()
    page.locator("ol.hits h3 a").first.click()
    expect(page.locator("mark").first).to_be_visible()
    context.close()


def test_a_record_opens_with_the_marked_word_in_view(page: Page) -> None:
    page.goto(f"/records/{RECORD}?q=krs&p=2#found")
    bar = page.locator("#page-1-2 svg rect:not(#found)").first
    expect(bar).to_be_in_viewport()
    sheet = page.locator("#page-1-2 img.sheet").bounding_box()
    over = page.locator("#page-1-2 svg").bounding_box()
    assert sheet
    assert over
    assert over["height"] == pytest.approx(sheet["height"], abs=2)
    assert over["y"] == pytest.approx(sheet["y"], abs=2)


@pytest.mark.parametrize("place", PLACES)
def test_no_page_is_wider_than_a_telephone(page: Page, place: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(place)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed")
@pytest.mark.parametrize("place", PLACES)
def test_axe_finds_nothing(page: Page, place: str) -> None:
    page.goto(place)
    assert faults(page) == []


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed")
def test_axe_finds_nothing_in_open_suggestions(page: Page) -> None:
    page.goto("/find")
    box = page.locator("#q")
    box.press_sequentially("รายงานการ")
    expect(page.get_by_role("listbox")).to_be_visible()
    box.press("ArrowDown")
    assert faults(page) == []
