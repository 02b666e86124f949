"""The check in Chromium: a file dropped, findings read, the copy kept; also on a telephone."""

import base64

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.seeing import AXE, come_in, faults
from tests.test_check_file import letter

pytestmark = pytest.mark.slow

DROP = """(field, given) => {
  const bytes = Uint8Array.from(atob(given), (letter) => letter.charCodeAt(0));
  const held = new DataTransfer();
  held.items.add(new File([bytes], "เชิญประชุม.docx"));
  document.getElementById("drop").dispatchEvent(new DragEvent("drop", { dataTransfer: held }));
}"""


def test_a_dropped_file_is_checked_at_once_and_its_copy_kept(url: str, page: Page) -> None:
    come_in(page, url, "p15")
    page.goto(f"{url}/check")
    page.locator("#file").evaluate(DROP, base64.b64encode(letter()).decode())
    expect(page.get_by_role("heading", level=1)).to_have_text("เชิญประชุม.docx", timeout=30_000)
    expect(page.locator(".verdict")).to_contain_text("ผิด")
    expect(page.get_by_text("วันอาทิตย์ที่ ๒๒ พฤศจิกายน ๒๕๖๙")).to_be_visible()
    with page.expect_download() as kept:
        page.get_by_role("link", name="เก็บสำเนาที่แก้แล้ว").click()
    assert kept.value.suggested_filename == "เชิญประชุม (แก้รูปแบบแล้ว).docx"
    text = "\n".join(line.text for line in docx.Document(kept.value.path()).paragraphs)
    assert "สำนักงานกำหนดประชุม" in text


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed")
def test_the_findings_can_be_read_by_everybody_and_on_a_telephone(url: str, page: Page) -> None:
    come_in(page, url, "p15")
    page.goto(f"{url}/check")
    page.locator("#file").evaluate(DROP, base64.b64encode(letter()).decode())
    expect(page.locator(".verdict")).to_contain_text("ผิด", timeout=30_000)
    assert faults(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
