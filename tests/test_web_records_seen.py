"""Records, registers and inbox in Chromium: without barriers, on paper, with files dropped."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from PIL import Image
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from office import answers
from office.office import Office, operator
from office.plans import Wish
from office.worker import Worker
from tests.conftest import SAMPLES
from tests.seeing import AXE, come_in, faults, served_office, until

pytestmark = pytest.mark.slow
LETTER = "2569/letter/0001"
PAGES = (
    f"/records/{LETTER}",
    *(f"/records/{act}/{LETTER}" for act in ("sent", "scan", "paper", "tie", "case", "void")),
    "/registers/letters/2569?month=all",
    "/registers/letters/2569/2948/void",
    "/registers/letters/2569/first",
    "/registers/letters/reserve",
    "/browse?year=2569",
    "/browse?year=2569&type=letter&title=ขอ&order=title",
    "/cases",
    "/due?kind=unsigned",
    "/drafts",
    "/journal",
    "/people",
)


@pytest.fixture
def url(office: Office) -> Iterator[str]:
    """A served sample office with a letter of two versions, its worker beside it."""
    given = answers.load(SAMPLES / "letter-01.yaml")
    office.issue("letter", given, operator(), Wish(pdf=False))
    office.people.grant("p16", "administrator", "", operator())
    with served_office(office) as url, Worker(office).beside():
        yield url


@pytest.fixture
def page(chromium: Chromium, url: str) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    come_in(opened, url, "p16")
    yield opened
    context.close()


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    place = tmp_path / "สแกน.pdf"
    Image.new("RGB", (827, 1169), "white").save(place, "PDF")
    return place


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed")
def test_axe_finds_nothing_and_nothing_is_wider_than_a_telephone(url: str, page: Page) -> None:
    found, wide = [], []
    for path in PAGES:
        for width in 1280, 360:
            page.set_viewport_size({"width": width, "height": 740})
            page.goto(url + path)
            wide += [path] if page.evaluate("document.documentElement.scrollWidth") > width else []
        found += faults(page)
        if page.locator("main form[method=post] button").count():
            page.locator("main form[method=post] button").first.click()
            page.wait_for_load_state()
            found += faults(page)
    assert sorted(set(found)) == []
    assert wide == []


@pytest.mark.parametrize("path", ["/registers/letters/2569?month=all", "/browse?year=2569"])
def test_a_telephone_shows_what_a_document_is_about_before_its_number(
    url: str, page: Page, path: str
) -> None:
    page.goto(url + path)
    row = page.locator("tbody tr:has(td.wide a)").first
    wide = [row.locator(cell).first.bounding_box() for cell in ("td.wide", "td.number")]
    page.set_viewport_size({"width": 360, "height": 740})
    small = [row.locator(cell).first.bounding_box() for cell in ("td.wide", "td.number")]
    assert wide[0] and wide[1] and wide[0]["y"] == wide[1]["y"]
    assert small[0] and small[1] and small[0]["y"] + small[0]["height"] <= small[1]["y"]


def test_only_files_that_were_taken_are_counted(url: str, page: Page, tmp_path: Path) -> None:
    for name in "ก.txt", "ข้าม.xls":
        (tmp_path / name).write_text("เรื่องท่อประปา", encoding="utf-8")
    page.goto(f"{url}/inbox")
    page.set_input_files("#files", [tmp_path / "ข้าม.xls", tmp_path / "ก.txt"])
    page.get_by_role("button", name="ส่งไฟล์").click()
    page.get_by_text("ส่งแล้ว ๑ จาก ๒ ไฟล์").wait_for()
    expect(page.locator("#refused li")).to_have_count(1)


def test_a_scan_is_attached_shown_and_described(url: str, page: Page, scan: Path) -> None:
    page.goto(f"{url}/records/scan/{LETTER}")
    page.set_input_files("#scan", scan)
    page.get_by_role("button", name="แนบฉบับลงนาม").click()
    expect(page.locator("main")).to_contain_text("แนบฉบับลงนามแล้ว")
    picture = page.locator("img.sheet").first
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 900
    assert "หน้าที่ ๑ จาก ๑" in (picture.get_attribute("alt") or "")


def test_a_link_to_a_passage_opens_it(url: str, page: Page, scan: Path) -> None:
    test_a_scan_is_attached_shown_and_described(url, page, scan)
    page.goto(f"{url}/records/{LETTER}#p1")
    page.reload()
    assert page.locator("#p1").is_visible()


def test_the_register_prints_on_a4_landscape_without_the_frame(url: str, page: Page) -> None:
    page.goto(f"{url}/registers/letters/2569?month=all")
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    sheet = printed.pages[0]
    assert sheet.mediabox.width > sheet.mediabox.height
    assert abs(float(sheet.mediabox.width) - 842) < 2
    page.emulate_media(media="print")
    assert not page.locator("header.top").is_visible()
    assert not page.get_by_text("เรียงจากเลขล่าสุด").is_visible()
    assert page.get_by_text("เลขทะเบียนส่ง").is_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_files_are_given_in_and_found(
    url: str, chromium: Chromium, tmp_path: Path, script: bool
) -> None:
    page = chromium.new_context(java_script_enabled=script).new_page()
    come_in(page, url, "p16")
    page.goto(f"{url}/inbox")
    for number in range(3):
        (tmp_path / f"เก่า {number}.txt").write_text(f"เรื่องที่ {number} ท่อประปาแตก", encoding="utf-8")
    page.set_input_files("#files", sorted(tmp_path.glob("เก่า*.txt")))
    page.get_by_role("button", name="ส่งไฟล์").click()
    page.wait_for_load_state("networkidle")
    until(page, f"{url}/find?q={quote('ประปา')}", "พบ ๓ ฉบับ")
    page.goto(f"{url}/inbox")
    assert len(re.findall("เก็บแล้ว: 2569", page.inner_text("main"))) == 3


def test_a_dropped_file_is_chosen(url: str, page: Page) -> None:
    page.goto(f"{url}/inbox")
    page.evaluate(
        """() => {
            const bag = new DataTransfer();
            bag.items.add(new File(["ก"], "ลากมา.txt"));
            const drop = {dataTransfer: bag, bubbles: true, cancelable: true};
            document.getElementById("drop").dispatchEvent(new DragEvent("drop", drop));
        }"""
    )
    assert "เลือกไว้ ๑ ไฟล์" in page.inner_text("#chosen")
