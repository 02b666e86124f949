"""In Chromium: the office's own template is put in, looked at, used, and a document filed of it."""

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from office.office import Office
from templates import soffice
from tests.seeing import AXE, LONG, come_in, faults
from tests.test_office_templates import FILE, OURS, with_lines
from tests.test_office_types_own import LINES, word

pytestmark = pytest.mark.slow
HAS_OFFICE = soffice.program() is not None


@pytest.fixture
def administrator(page: Page, url: str) -> Iterator[Page]:
    come_in(page, url, "p07")
    yield page


@pytest.mark.skipif(not HAS_OFFICE, reason="LibreOffice is not installed")
def test_an_own_template_is_looked_at_used_and_a_document_of_it_filed(
    office: Office, url: str, administrator: Page, chromium: Chromium, tmp_path: Path
) -> None:
    page = administrator
    wrong, right = tmp_path / "ผิด.docx", tmp_path / "ถูก.docx"
    wrong.write_bytes(with_lines("{{ signre }}"))
    right.write_bytes(with_lines(OURS))
    page.goto(f"{url}/office")
    page.get_by_role("link", name="แม่แบบหนังสือของสำนักงาน").click()
    page.goto(f"{url}/office/templates/note")
    page.set_input_files(f"[id='file-{FILE}']", wrong)
    page.get_by_role("button", name="ตรวจและดูตัวอย่าง").click()
    expect(page.get_by_role("alert")).to_contain_text("หมายถึง “signer” หรือไม่", timeout=LONG)
    page.set_input_files(f"[id='file-{FILE}']", right)
    page.get_by_role("button", name="ตรวจและดูตัวอย่าง").click()
    drawn = page.locator("img.sheet").first
    expect(drawn).not_to_have_js_property("naturalWidth", 0, timeout=LONG)
    page.get_by_role("button", name="ใช้แม่แบบนี้").click()
    expect(page.locator("main")).to_contain_text("ของสำนักงาน รุ่นที่ ๑", timeout=LONG)
    clerk = chromium.new_context(accept_downloads=True).new_page()
    clerk.set_default_timeout(LONG)
    come_in(clerk, url, "p15")
    draft = office.drafting.begin("note", office.actor("p15"))
    office.drafting.save(draft, 1, office.shelf.form("note").example(), office.actor("p15"))
    clerk.goto(f"{url}/drafts/{draft}/issue")
    clerk.locator("main form[method=post]").get_by_role("button").click()
    clerk.wait_for_url("**/issued/**", timeout=LONG)
    with clerk.expect_download() as filed:
        clerk.locator("main a[href$='.docx']").first.click()
    text = "\n".join(line.text for line in docx.Document(filed.value.path()).paragraphs)
    assert OURS in text
    clerk.context.close()


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed")
def test_the_pages_can_be_read_by_everybody_and_on_a_telephone(
    url: str, administrator: Page
) -> None:
    page = administrator
    for place in ("/office/templates", "/office/templates/invitation"):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(url + place)
        assert faults(page) == []
        page.set_viewport_size({"width": 360, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.skipif(not HAS_OFFICE, reason="LibreOffice is not installed")
def test_a_type_proposed_from_a_word_file_is_looked_at_and_begun(
    office: Office, url: str, administrator: Page, tmp_path: Path
) -> None:
    page, path = administrator, tmp_path / "แบบขอใช้ห้อง.docx"
    path.write_bytes(word(*LINES))
    page.goto(f"{url}/office/templates")
    page.get_by_role("link", name="เพิ่มแบบหนังสือของสำนักงาน").click()
    page.fill("#title", "แบบขอใช้ห้องประชุม")
    page.set_input_files("#file", path)
    page.get_by_role("button", name="ดูช่องกรอกที่เสนอ").click()
    expect(page.locator("#label-2")).to_have_value("รายละเอียดการใช้", timeout=LONG)
    page.fill("#label-5", "ผู้ประสานงาน")
    page.get_by_role("button", name="ดูหน้าจริง").click()
    drawn = page.locator("img.sheet").first
    expect(drawn).not_to_have_js_property("naturalWidth", 0, timeout=LONG)
    if AXE.exists():
        assert faults(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="เริ่มใช้แบบนี้").click()
    page.wait_for_url("**/office/templates/own-1", timeout=LONG)
    assert office.shelf.form("own-1").title == "แบบขอใช้ห้องประชุม"
