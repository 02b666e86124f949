"""From the printer back into the archive, in Chromium: printed, signed, scanned, attached."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from archive.records import RecordId
from office import answers
from office.first_start import try_as
from office.office import Office, operator
from office.profile import SAMPLE, YES
from office.signatures import SIGNED
from templates import soffice
from tests.scanning import as_pdf, scanned, sheet
from tests.seeing import AXE, come_in, faults, served_office
from tests.signing_keys import PASSPHRASE, key_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(soffice.program() is None, reason="LibreOffice is not installed"),
]


@pytest.fixture
def url(office: Office) -> Iterator[str]:
    """The address of an office that prints codes, and whose registrar wrote a memo."""
    office.change_profile(replace(office.profile, sheet_codes=YES), operator(), "QR")
    try_as(office, "p16", browser="")
    registrar = office.actor("p16")
    told = answers.load(SAMPLE.parent / "memo-02.yaml") | {"date": "22/11/2569", "book_no": ""}
    draft = office.drafting.begin("memo", registrar)
    office.drafting.save(draft, 1, told | {"route": []}, registrar)
    with served_office(office) as url, office.converter.warm():
        yield url


def scan(pdf: bytes, place: Path) -> Path:
    """Lay the first part of a print set, upside down, and an unknown sheet into the scanner."""
    sheets = [*scanned(pdf, turn=178.5), *scanned(sheet())]
    place.write_bytes(as_pdf(sheets))
    return place


def test_a_printed_sheet_finds_its_way_back_by_its_code(
    page: Page, url: str, office: Office, tmp_path: Path
) -> None:
    come_in(page, url, "p16")
    page.goto(f"{url}/drafts/1/print")
    with page.expect_download() as sent:
        page.locator("main form button").first.click()
    page.goto(f"{url}/signing?tick=all")
    page.get_by_role("button", name="บันทึกว่าลงนามแล้ว และออกเลข").click()
    page.get_by_role("link", name="แนบฉบับสแกนทั้งวันพร้อมกัน").click()
    page.set_input_files("#files", scan(sent.value.path().read_bytes(), tmp_path / "day.pdf"))
    page.get_by_role("button", name="อ่านไฟล์สแกน").click()
    ready = page.locator("section.scanned").first
    expect(ready.get_by_role("heading")).to_contain_text("ศธ ๐๔๙๙๙.๑/๑")
    expect(ready.locator("img").first).to_be_visible()
    assert ready.get_by_label("แนบชุดนี้").is_checked()
    if AXE.exists():
        assert faults(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_label("ผู้ตรวจเทียบกับต้นฉบับ").fill("นางสาวตรวจเทียบ ตัวอย่าง")
    page.get_by_role("button", name="แนบชุดที่เลือก").press("Enter")
    expect(page.get_by_text("แนบฉบับลงนามแล้ว ๑ ฉบับ")).to_be_visible()
    page.goto(f"{url}/records/2569/memo/0001")
    expect(page.locator("main")).to_contain_text("ตรวจเทียบโดย นางสาวตรวจเทียบ ตัวอย่าง")
    (tmp_path / "key.p12").write_bytes(key_of("นางประดิษฐ์ ร่างเรียบ").data)
    page.get_by_role("link", name="ลงลายมือชื่อดิจิทัล").click()
    page.set_input_files("#certificate", tmp_path / "key.p12")
    page.get_by_label("รหัสผ่านของใบรับรอง").fill(PASSPHRASE)
    page.get_by_role("button", name="ลงลายมือชื่อ").press("Enter")
    page.get_by_role("link", name="ตรวจลายมือชื่อ").click()
    expect(page.locator(".verdict")).to_contain_text("เนื้อหาตรงกับที่ลงนามไว้")
    expect(page.locator("main")).to_contain_text("นางประดิษฐ์ ร่างเรียบ")
    if AXE.exists():
        assert faults(page) == []
    record = RecordId(2569, "memo", 1)
    assert SIGNED in {file.name for file in office.archive.record(record).files}
