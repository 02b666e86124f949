"""The pages as people meet them: in Chromium, by keyboard, enlarged, without JavaScript."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from office import answers
from office.office import Office, operator
from office.profile import SAMPLE
from tests.seeing import AXE, come_in, faults, served_office
from web.help import GUIDES
from web.routing import PAGE, ROUTES

pytestmark = pytest.mark.slow

PUBLIC = ("/enter", "/switch", "/help", "/help/clerk")
PASSWORD = "ข้าวเหนียวมะม่วง"


@pytest.fixture
def url(office: Office) -> Iterator[str]:
    """The address of a served sample office with one memo; the clerk has a password."""
    memo = answers.load(SAMPLE.parent / "memo-01.yaml")
    office.issue("memo", memo, operator())
    office.people.set_password(office.people.add("clerk", "p15", operator()), PASSWORD)
    with served_office(office) as url:
        yield url


def plain_pages(page: Page, url: str) -> Iterator[str]:
    """Open, one after the other, every page that is reached by its address alone."""
    for route in ROUTES:
        if "GET" in route.methods and "<" not in route.path and route.door == PAGE:
            answer = page.request.get(url + route.path)
            assert answer.status in (200, 403, 404, 503), route.path
            if answer.status != 404 and answer.headers["content-type"].startswith("text/html"):
                page.goto(url + route.path)
                yield route.path


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(url: str, chromium: Chromium, scheme: str) -> None:
    context = chromium.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    found = []
    for path in PUBLIC:
        page.goto(url + path)
        found += faults(page)
    for person in "p07", "p16":
        come_in(page, url, person)
        for _ in plain_pages(page, url):
            found += faults(page)
    context.close()
    assert sorted(set(found)) == []


def test_no_page_is_wider_than_a_telephone_even_with_large_letters(url: str, page: Page) -> None:
    come_in(page, url, "p16")
    page.get_by_role("button", name="ตัวใหญ่").click()
    page.set_viewport_size({"width": 360, "height": 740})
    wide = {
        path: width
        for path in plain_pages(page, url)
        if (width := page.evaluate("document.documentElement.scrollWidth")) > 360
    }
    assert page.locator("html.big").count() == 1
    assert wide == {}


def test_the_browser_finds_nothing_that_the_policy_forbids(url: str, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url} {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url} {error}"))
    for person in "p07", "p16":
        come_in(page, url, person)
        assert list(plain_pages(page, url))
    assert [line for line in said if "403" not in line] == []


def test_log_in_and_search_need_no_mouse(url: str, page: Page) -> None:
    page.goto(f"{url}/find")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    while page.evaluate("document.activeElement.id") != "name":
        page.keyboard.press("Tab")
    page.keyboard.type("clerk")
    page.keyboard.press("Tab")
    page.keyboard.insert_text(PASSWORD)
    assert "กำลังพิมพ์อักษรไทย" not in page.locator("main").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_selector("#q")
    while page.evaluate("document.activeElement.id") != "q":
        page.keyboard.press("Tab")
    page.keyboard.insert_text("รายงานผลตัวชี้วัด")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark")


def test_a_key_by_its_place_reaches_the_search_and_faults_take_the_focus(
    url: str, page: Page
) -> None:
    come_in(page, url, "p16")
    page.goto(f"{url}/account")
    page.keyboard.press("Alt+KeyK")
    assert page.evaluate("document.activeElement.id") == "quick"
    page.fill("#pin", "1234")
    page.get_by_role("button", name="บันทึก PIN").click()
    expect(page.locator(".summary")).to_be_focused()
    page.get_by_role("link", name="PIN ต้องเป็นตัวเลข").click()
    assert page.evaluate("document.activeElement.id") == "pin"


def test_whoever_types_thai_into_the_password_is_told(url: str, page: Page) -> None:
    page.goto(f"{url}/enter")
    page.focus("#password")
    page.keyboard.insert_text("รหัส")
    page.keyboard.press("End")
    expect(page.locator("#keyboard")).to_contain_text("อักษรไทย")


def test_a_clerk_works_without_javascript(url: str, chromium: Chromium) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}/find")
    page.fill("#name", "clerk")
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.fill("#q", "รายงานผลตัวชี้วัด")
    page.click("main .search button")
    assert page.locator("mark").count() > 0
    page.goto(f"{url}/account")
    page.fill("#pin", "๒๕๘๐")
    page.get_by_role("button", name="บันทึก PIN").click()
    page.get_by_role("link", name="เปลี่ยนผู้ใช้").click()
    page.fill("#pin-figures", "2580")
    page.get_by_role("button", name="ใช้งานต่อ").click()
    assert "จดจำ" in page.locator(".person").inner_text()
    context.close()


def test_every_guide_prints_on_one_sheet(url: str, page: Page) -> None:
    for guide in GUIDES:
        page.goto(f"{url}/help/{guide}")
        paper = page.pdf(format="A4", margin={"top": "2cm", "bottom": "2cm", "left": "2cm"})
        printed = PdfReader(BytesIO(paper))
        assert len(printed.pages) == 1, guide
