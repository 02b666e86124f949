"""A letter entered into another system: its fields are copied, its files have short names."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from archive.records import RecordId
from office import answers
from office.office import Office, operator
from office.plans import Wish
from tests.conftest import SAMPLES, Browser
from tests.seeing import come_in
from web.record_elsewhere import LONGEST, short_name

pytestmark = pytest.mark.slow


def filed(office: Office) -> RecordId:
    letter = answers.load(SAMPLES / "letter-01.yaml")
    return office.issue("letter", letter, operator(), Wish(pdf=False)).id


def test_names_are_short_ascii_and_tell_register_number_and_year(office: Office) -> None:
    record = office.archive.record(filed(office))
    assert short_name(record, "หนังสือ ขอความร่วมมือ.docx") == "letters-2948-2569.docx"
    told = replace(record.description, register="meeting-" + "x" * 60, register_number=1)
    named = short_name(replace(record, description=told), "ก.PDF")
    assert named.isascii()
    assert len(named) <= LONGEST + 4
    bare = replace(record, description=replace(record.description, register=""))
    assert short_name(bare, "ก.pdf") == f"{str(record.id).replace('/', '-')}.pdf"


def test_a_file_is_kept_under_its_short_name_and_nothing_else_of_the_record(
    browser: Browser, office: Office
) -> None:
    id = filed(office)
    browser.come_in("p16")
    name = next(file.name for file in office.archive.record(id).files if file.name[-1] == "x")
    sent = browser.get(f"/records/short/{id}/{name}")
    assert sent.headers["Content-Disposition"].endswith("letters-2948-2569.docx")
    assert browser.get(f"/records/short/{id}/record.json").status_code == 404
    page = browser.get(f"/records/elsewhere/{id}").text
    assert "ขอความร่วมมือตรวจสอบข้อมูลที่อยู่ของนักเรียน" in page


def test_a_button_copies_a_field_and_says_so(office: Office, url: str, page: Page) -> None:
    id = filed(office)
    come_in(page, url, "p16")
    page.goto(f"{url}/records/elsewhere/{id}")
    page.get_by_role("button", name="คัดลอก เรื่อง", exact=True).click()
    expect(page.locator("#copied")).to_have_text("คัดลอกเรื่องแล้ว")
    page.set_viewport_size({"width": 360, "height": 800})
    expect(page.locator("#number")).to_have_value("ศธ ๐๔๙๙๙/๒๙๔๘")
