"""In Chromium: a draft edited by LibreOffice comes back, is printed, numbered and filed."""

import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from office import answers
from office.office import Office
from office.profile import SAMPLE
from tests.seeing import AXE, LONG, come_in, faults
from tests.test_office_word import OWN_WORDS, edited

pytestmark = pytest.mark.slow


def begun(office: Office, person: str) -> int:
    """A complete memo of somebody that has no number."""
    told = answers.load(SAMPLE.parent / "memo-02.yaml") | {"book_no": "", "date": "๒๐ พ.ย. ๖๙"}
    draft = office.drafting.begin("memo", office.actor(person))
    office.drafting.save(draft, 1, told, office.actor(person))
    return draft


def by_libreoffice(path: Path, into: Path) -> Path:
    """Let LibreOffice read a .docx and write it anew."""
    profile = f"-env:UserInstallation={(into / 'profile').as_uri()}"
    form = "docx:MS Word 2007 XML"
    order = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(into)]
    subprocess.run([*order, str(path)], check=True, capture_output=True)
    return into / path.name


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_libreoffice_wrote_is_filed_with_its_number(
    office: Office, url: str, page: Page, tmp_path: Path
) -> None:
    come_in(page, url, "p15")
    draft = begun(office, "p15")
    page.goto(f"{url}/drafts/{draft}")
    page.get_by_role("button", name="แก้ต่อใน Word").click()
    with page.expect_download() as kept:
        page.get_by_role("link", name="ดาวน์โหลดไฟล์ Word").click()
    path = tmp_path / "บันทึกของเรา.docx"
    path.write_bytes(edited(kept.value.path().read_bytes()))
    (tmp_path / "out").mkdir()
    page.set_input_files("#file", by_libreoffice(path, tmp_path / "out"))
    page.get_by_role("button", name="ส่งไฟล์กลับ").click()
    expect(page.locator(".compared")).to_contain_text(OWN_WORDS, timeout=LONG)
    page.goto(f"{url}/drafts/{draft}/issue")
    expect(page.locator("main")).to_contain_text("จะออกจากไฟล์ Word", timeout=LONG)
    number = page.locator("dd.number").inner_text()
    page.locator("form[method=post]").get_by_role("button", name="ออกเลข").click()
    page.wait_for_url("**/issued/**", timeout=LONG)
    with page.expect_download() as filed:
        page.locator("main a[href$='.docx']").first.click()
    text = "\n".join(line.text for line in docx.Document(filed.value.path()).paragraphs)
    assert OWN_WORDS in text and number in text and "๒๐ พฤศจิกายน ๒๕๖๙" in text


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed")
def test_the_page_can_be_read_by_everybody_and_on_a_telephone(
    office: Office, url: str, page: Page
) -> None:
    come_in(page, url, "p15")
    draft = begun(office, "p15")
    came = edited(office.word.download(draft, office.actor("p15")).data)
    office.word.put(draft, 2, "แก้แล้ว.docx", came, office.actor("p15"))
    page.goto(f"{url}/drafts/{draft}/word")
    expect(page.locator(".compared")).to_contain_text(OWN_WORDS)
    assert faults(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
