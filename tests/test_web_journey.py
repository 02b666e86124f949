"""One paper's whole way in Chromium: from an empty folder to the printed register."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import pytest
from PIL import Image
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

from tests import seeing
from tests.seeing import until
from tests.test_web_seen import PASSWORD
from web.serving import Door

pytestmark = pytest.mark.slow
DIRECTOR, HEAD = "นายสมชาย เก่งกาจ", "นางสมศรี ดีงาม"


@pytest.fixture
def first(tmp_path: Path) -> Iterator[str]:
    """The address that ``saraban serve`` prints for an empty folder."""
    with ExitStack() as stack:
        door = Door(tmp_path / "data", (), stack)
        with seeing.served(door) as url:
            yield f"{url}/first/{door.key}"


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name).first.click()


def set_up(page: Page, first: str) -> None:
    page.goto(first)
    press(page, "เริ่มตั้งสำนักงาน")
    page.fill("#name_full", "โรงเรียนบ้านทดลอง")
    page.fill("#book_code", "ศธ ๐๔๑๒๓")
    page.fill("#address_lines", "๑ หมู่ ๒\nอำเภอเมือง จังหวัดทดลอง")
    press(page, "บันทึกและไปต่อ")
    page.fill("#name-0", "กลุ่มวิชาการ")
    press(page, "บันทึกและไปต่อ")
    for n, (name, role) in enumerate(
        (("นางสาวใจดี มีสุข", "clerk"), (HEAD, "head"), (DIRECTOR, "director"))
    ):
        page.fill(f"#name-{n}", name)
        page.fill(f"#position-{n}", "ครูชำนาญการ")
        page.select_option(f"#role-{n}", role)
    page.locator("button[value=save]").last.click()
    page.fill("#letters", "๑๒๓")
    page.check("#emblem-preprinted")
    press(page, "ตั้งสำนักงาน")
    page.fill("#user", "jaidee")
    page.fill("#password", PASSWORD)
    page.fill("#again", PASSWORD)
    press(page, "สร้างบัญชีและเข้าใช้งาน")


def invite(page: Page, url: str, chromium: Chromium, script: bool) -> Page:
    """Give the head an account; return the head's own browser."""
    page.goto(f"{url}/people")
    page.select_option("#person", label=f"{HEAD.replace(' ', '  ')} · ครูชำนาญการ")
    page.fill("#user", "somsri")
    page.select_option("#role-new", "head")
    press(page, "เพิ่มบัญชี")
    head = chromium.new_context(java_script_enabled=script).new_page()
    head.goto(page.locator("code").inner_text())
    head.fill("#password", PASSWORD)
    head.fill("#again", PASSWORD)
    press(head, "ตั้งรหัสผ่านและเข้าระบบ")
    return head


def both_write(clerk: Page, head: Page, draft: str, script: bool) -> None:
    """Let clerk and head change the same draft at once; each keeps what the other wrote."""
    for page in clerk, head:
        page.goto(draft)
    head.fill("#a-to", "ผู้อำนวยการโรงเรียนบ้านทดลอง (ผ่านรองผู้อำนวยการ)")
    head.get_by_role("button", name="บันทึกร่าง").last.click()
    expect(head.locator(".done")).to_have_text("บันทึกร่างแล้ว")
    clerk.fill("#a-subject", "ขออนุมัติจัดค่าย")
    save = "เปรียบเทียบสองฉบับ" if script else "บันทึกร่าง"
    clerk.get_by_role("button", name=save).last.click()
    clerk.get_by_role("group", name="ถึง").get_by_label("ที่บันทึกอยู่แล้ว").check()
    clerk.get_by_role("button", name="บันทึกตามที่เลือก").click()
    expect(clerk.locator("#a-subject")).to_have_value("ขออนุมัติจัดค่าย")


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A picture of the signed paper."""
    Image.new("RGB", (400, 560), "white").save(tmp_path / "ลงนาม.png")
    return tmp_path / "ลงนาม.png"


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_a_letter_goes_its_whole_way(
    first: str, chromium: Chromium, scan: Path, script: bool
) -> None:
    url = first.partition("/first/")[0]
    clerk = chromium.new_context(java_script_enabled=script).new_page()
    set_up(clerk, first)
    head = invite(clerk, url, chromium, script)

    clerk.goto(f"{url}/new")
    clerk.locator("li", has_text="บันทึกข้อความ").get_by_role("button", name="เริ่มใหม่").click()
    clerk.fill("#a-agency", "กลุ่มวิชาการ โรงเรียนบ้านทดลอง")
    clerk.fill("#a-date", "๒๒ พ.ย. ๖๙")
    clerk.fill("#a-subject", "ขออนุมัติ")
    clerk.fill("#a-to", "ผู้อำนวยการโรงเรียนบ้านทดลอง")
    clerk.fill("#a-body-0", "ด้วยกลุ่มวิชาการจะจัดค่ายภาษาอังกฤษ จึงเรียนมาเพื่อโปรดพิจารณา")
    clerk.fill("#a-signer", DIRECTOR)
    clerk.get_by_role("button", name="เสนอ", exact=True).click()
    address = clerk.url
    clerk.select_option("#to", label=f"{HEAD} · ครูชำนาญการ")
    clerk.get_by_role("button", name="เสนอ", exact=True).click()

    both_write(clerk, head, address.removesuffix("/line"), script)
    head.goto(f"{url}/desk")
    head.get_by_role("link", name="ขออนุมัติ").click()
    head.fill("#remark", "โปรดเขียนชื่อเรื่องให้ครบ")
    press(head, "ส่งกลับให้แก้")
    clerk.goto(f"{url}/desk")
    assert "โปรดเขียนชื่อเรื่องให้ครบ" in clerk.locator("main").inner_text()

    clerk.goto(address.removesuffix("/line"))
    assert clerk.input_value("#a-to") == "ผู้อำนวยการโรงเรียนบ้านทดลอง (ผ่านรองผู้อำนวยการ)"
    clerk.fill("#a-subject", "ขออนุมัติจัดค่ายภาษาอังกฤษ")
    clerk.get_by_role("button", name="เสนอ", exact=True).click()
    clerk.get_by_text("บันทึกผลที่ลงไว้ในกระดาษ").click()
    clerk.select_option("#decider", label=f"{DIRECTOR} · ครูชำนาญการ")
    press(clerk, "ลงนามแล้ว")
    clerk.get_by_role("link", name="ออกเลข").click()
    press(clerk, "ออกเลข ศธ ๐๔๑๒๓/๑๒๓")
    assert "ศธ ๐๔๑๒๓/๑๒๓" in clerk.locator(".big-number").inner_text()

    until(clerk, f"{url}/find?q=" + quote("ค่ายภาษา"), "ขออนุมัติจัดค่าย")
    assert clerk.locator("mark").first.inner_text() == "ค่ายภาษา"
    clerk.get_by_role("link", name=re.compile("ขออนุมัติจัดค่าย")).first.click()
    clerk.get_by_role("link", name="แนบฉบับที่ลงนามแล้ว").click()
    clerk.set_input_files("#scan", scan)
    clerk.fill("#compared_by", "นางสาวใจดี มีสุข")
    press(clerk, "แนบฉบับลงนาม")
    clerk.get_by_role("link", name="บันทึกการส่ง").click()
    clerk.select_option("#way", index=1)
    clerk.fill("#to", "โรงเรียนบ้านสมมติ")
    press(clerk, "บันทึกการส่ง")
    assert "โรงเรียนบ้านสมมติ" in clerk.locator("main").inner_text()

    clerk.goto(f"{url}/browse")
    clerk.locator("main").get_by_role("link", name="๒๕๖๙").first.click()
    expect(clerk.get_by_role("link", name="ขออนุมัติจัดค่ายภาษาอังกฤษ")).to_be_visible()
    clerk.get_by_role("link", name="ทะเบียน", exact=True).click()
    clerk.locator("main").get_by_role("link", name="ทะเบียนหนังสือส่ง").first.click()
    row = clerk.locator("tr", has_text="ขออนุมัติจัดค่ายภาษาอังกฤษ").inner_text()
    assert "๑๒๓" in row
    assert "โรงเรียนบ้านสมมติ" in row
    assert "๑–๑๒๒" in clerk.locator("main").inner_text()  # these stand in the old book
    printed = PdfDocument(clerk.pdf(prefer_css_page_size=True))
    assert len(printed) == 1
    assert "๑๒๓" in printed[0].get_textpage().get_text_range()
