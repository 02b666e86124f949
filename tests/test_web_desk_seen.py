"""The desk in Chromium: the real page beside the form, two people, the printer, no mouse."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from office import answers
from office.first_start import try_as
from office.office import Office
from templates import soffice
from tests.conftest import SAMPLES
from tests.seeing import AXE, come_in, faults, served_office

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(soffice.program() is None, reason="LibreOffice is not installed"),
]


@pytest.fixture
def url(office: Office) -> Iterator[str]:
    """The address of a served sample office whose LibreOffice is kept warm."""
    with served_office(office) as url, office.converter.warm():
        yield url


def person(chromium: Chromium, url: str, who: str, script: bool = True) -> Page:
    """Somebody's own browser, in which they have come in."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, java_script_enabled=script
    )
    page = context.new_page()
    come_in(page, url, who)
    return page


def sample(office: Office, form: str, name: str) -> str:
    """The path of the clerk's draft with a sample's answers."""
    try_as(office, "p15", browser="")
    clerk = office.actor("p15")
    draft = office.drafting.begin(form, clerk)
    given = answers.load(SAMPLES / f"{name}.yaml")
    given.pop("book_no", None)
    office.drafting.save(draft, 1, given, clerk)
    return f"/drafts/{draft}"


def test_what_is_typed_is_saved_by_itself_and_seen_on_the_real_page(
    url: str, office: Office, chromium: Chromium
) -> None:
    path = sample(office, "memo", "memo-01")
    page = person(chromium, url, "p15")
    page.goto(url + path)
    picture = page.locator("#sheets img")
    picture.first.wait_for()
    before = picture.first.get_attribute("src")
    page.fill("#a-subject", "แจ้งกำหนดการนิเทศโรงเรียนขนาดเล็ก")
    page.wait_for_selector(f"#sheets img:not([src='{before}'])")
    expect(page.locator("#saved")).to_have_text("บันทึกแล้ว")
    page.reload()
    assert page.input_value("#a-subject") == "แจ้งกำหนดการนิเทศโรงเรียนขนาดเล็ก"


def test_only_the_fields_that_apply_are_shown_and_all_without_javascript(
    url: str, office: Office, chromium: Chromium
) -> None:
    path = sample(office, "memo", "memo-01")
    page = person(chromium, url, "p15")
    page.goto(url + path)
    page.locator("#a-sections").wait_for(state="hidden")
    page.check("input[name=a-style][value=headed]")
    expect(page.locator("#a-sections")).to_be_visible()
    expect(page.locator("#a-body")).to_be_hidden()
    plain = person(chromium, url, "p15", script=False)
    plain.goto(url + path)
    assert plain.locator("#a-sections").is_visible() and plain.locator("#a-body").is_visible()


def test_a_press_while_saving_is_no_conflict_with_oneself(
    url: str, office: Office, chromium: Chromium
) -> None:
    page = person(chromium, url, "p15")
    page.goto(url + sample(office, "memo", "memo-01"))
    for number in range(5):
        page.fill("#a-to", f"ผู้อำนวยการกลุ่มที่ {number}")
        page.wait_for_timeout(140 + 10 * number)
        page.get_by_role("button", name="เพิ่มข้อความ").click()
        page.wait_for_url("**#a-body")
        page.goto(page.url.partition("#")[0])
    assert page.input_value("#a-to") == "ผู้อำนวยการกลุ่มที่ 4"
    assert page.locator("#a-body > ol > li").count() == 8


def test_whoever_comes_second_chooses_place_by_place(
    url: str, office: Office, chromium: Chromium
) -> None:
    path = sample(office, "letter", "letter-01")
    clerk, registrar = person(chromium, url, "p15"), person(chromium, url, "p16")
    for page in clerk, registrar:
        page.goto(url + path)
    registrar.fill("#a-to", "นายอำเภอเมืองตัวอย่าง")
    registrar.get_by_text("บันทึกแล้ว", exact=True).wait_for()
    clerk.fill("#a-subject", "ขอความร่วมมือสำรวจข้อมูล")
    clerk.get_by_role("button", name="เปรียบเทียบสองฉบับ").click()
    clerk.get_by_role("group", name="ถึง").get_by_label("ที่บันทึกอยู่แล้ว").check()
    clerk.get_by_role("button", name="บันทึกตามที่เลือก").click()
    clerk.wait_for_url(url + path)
    assert clerk.input_value("#a-to") == "นายอำเภอเมืองตัวอย่าง"
    assert clerk.input_value("#a-subject") == "ขอความร่วมมือสำรวจข้อมูล"


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_a_memo_from_the_first_word_to_the_print_set(
    url: str, chromium: Chromium, script: bool
) -> None:
    clerk = person(chromium, url, "p15", script)
    clerk.goto(f"{url}/new")
    clerk.locator("li", has_text="บันทึกข้อความ").get_by_role("button", name="เริ่มใหม่").click()
    clerk.fill("#a-agency", "กลุ่มอำนวยการ  สพป.ตัวอย่าง เขต ๑")
    clerk.fill("#a-date", "22/11/2569")
    clerk.fill("#a-subject", "ขออนุมัติจัดประชุม")
    clerk.fill("#a-to", "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาตัวอย่าง เขต ๑")
    clerk.fill("#a-body-0", "ด้วยกลุ่มอำนวยการจะจัดประชุมผู้บริหาร จึงเรียนมาเพื่อโปรดพิจารณา")
    clerk.get_by_role("button", name="ออกเลข").click()
    clerk.wait_for_url("**?check=1")
    assert "ผู้ลงนาม" in clerk.locator(".summary").first.inner_text()
    clerk.fill("#a-signer", "นางประดิษฐ์ ร่างเรียบ")
    clerk.get_by_role("button", name="เสนอ", exact=True).click()
    clerk.wait_for_url("**/line")
    clerk.select_option("#to", "p05")
    clerk.get_by_role("button", name="เสนอ", exact=True).click()
    address = clerk.url
    head = person(chromium, url, "p05", script)
    head.goto(f"{url}/desk")
    head.get_by_role("link", name="ขออนุมัติจัดประชุม").click()
    head.fill("#remark", "ควรระบุวันประชุม")
    head.get_by_role("button", name="ส่งกลับให้แก้").click()
    clerk.goto(f"{url}/desk")
    assert "ควรระบุวันประชุม" in clerk.locator("main").inner_text()
    clerk.goto(address)
    clerk.get_by_text("บันทึกผลที่ลงไว้ในกระดาษ").click()
    clerk.select_option("#decider", "p05")
    clerk.get_by_role("button", name="ลงนามแล้ว").click()
    clerk.get_by_role("link", name="ออกเลข").click()
    clerk.get_by_role("button", name="ออกเลข ศธ ๐๔๙๙๙.๑/๑").click()
    assert "ศธ ๐๔๙๙๙.๑/๑" in clerk.locator(".big-number").inner_text()
    with clerk.expect_download() as sent:
        clerk.get_by_role("button", name="พิมพ์ชุด").click()
    assert sent.value.suggested_filename == "บันทึก ขออนุมัติจัดประชุม.pdf"
    assert sent.value.path().read_bytes().startswith(b"%PDF")


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_drafts(
    url: str, office: Office, chromium: Chromium, scheme: str
) -> None:
    context = chromium.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    come_in(page, url, "p15")
    found = []
    for form, name in ("memo", "memo-02"), ("minutes", "meeting-01"), ("order", "order-01"):
        path = sample(office, form, name)
        for part in ("", "?check=1", "/preview", "/print", "/issue", "/line"):
            page.goto(url + path + part)
            found += faults(page)
    assert sorted(set(found)) == []


def test_draft_pages_fit_a_telephone(url: str, office: Office, chromium: Chromium) -> None:
    page = person(chromium, url, "p15")
    page.get_by_role("button", name="ตัวใหญ่").click()
    page.set_viewport_size({"width": 360, "height": 740})
    for form, name in ("memo", "memo-02"), ("minutes", "meeting-01"), ("order", "order-01"):
        path = sample(office, form, name)
        for part in ("", "/preview", "/print", "/issue", "/line"):
            page.goto(url + path + part)
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= 360, (path + part, width)


def test_a_draft_is_written_without_a_mouse(url: str, office: Office, chromium: Chromium) -> None:
    page = person(chromium, url, "p15")
    page.goto(url + sample(office, "memo", "memo-01"))
    page.focus("#a-body-0")
    while page.evaluate("document.activeElement.value") != "add:body":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#a-body")
    while page.evaluate("document.activeElement.id") != "a-body-3":
        page.keyboard.press("Tab")
    page.keyboard.insert_text("ย่อหน้าใหม่จากแป้นพิมพ์")
    page.get_by_text("บันทึกแล้ว", exact=True).wait_for()


def test_the_buttons_never_hide_what_has_the_focus(
    url: str, office: Office, chromium: Chromium
) -> None:
    page = person(chromium, url, "p15")
    page.goto(url + sample(office, "memo", "memo-02"))
    page.focus("#a-subject")
    beside = """() => {
        const at = document.activeElement, bar = document.querySelector(".acts.always");
        if (bar.contains(at)) return null;
        const {top, height} = at.getBoundingClientRect();
        return bar.getBoundingClientRect().top - top - Math.min(height, 48);  // its first line
    }"""
    room = []
    while (left := page.evaluate(beside)) is not None:
        room.append(left)
        page.keyboard.press("Tab")
    assert len(room) > 20
    assert min(room) >= 0
