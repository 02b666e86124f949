"""Pages of privacy and of matters as people meet them: axe's rules, and a box drawn by mouse."""

import re

import pytest
from playwright.sync_api import Page, expect

from office.office import Office, operator
from office.restricting import Kept
from tests.seeing import come_in, faults
from tests.test_office_redacting import ID
from tests.test_office_redacting import begun as begun  # noqa: PLC0414 - a fixture

pytestmark = pytest.mark.slow
MIDDLE = re.compile(r"10[45]\.\d$")  # millimetres from the left of an A4 page


def test_pages_of_privacy_break_no_rule_of_axe(office: Office, url: str, page: Page) -> None:
    kept = Kept(("@adm", "p16"), None, "", "มีข้อมูลส่วนบุคคลของผู้ร้อง")
    office.restricting.restrict(ID, 1, kept, operator())
    office.people.grant("p16", "auditor", "", operator())
    come_in(page, url, "p16")
    for path in (
        f"records/{ID}",
        f"records/readers/{ID}",
        f"records/seen/{ID}",
        f"records/story/{ID}",
        f"records/redact/{ID}",
        "seen?proof=1",
        "replies",
    ):
        answer = page.goto(f"{url}/{path}")
        assert answer and answer.status == 200, path
        assert faults(page) == [], path


def test_a_box_drawn_on_the_page_fills_a_row_and_is_kept(
    office: Office, url: str, page: Page
) -> None:
    come_in(page, url, "p16")
    page.goto(f"{url}/records/redact/{ID}")
    expect(page.locator(".page.drawn")).to_have_count(2)
    sheet = page.locator(".page.covering").first
    sheet.hover(position={"x": 450, "y": 600})
    frame = sheet.bounding_box()
    assert frame
    page.mouse.down()
    page.mouse.move(frame["x"] + 540, frame["y"] + 640)
    page.mouse.up()
    expect(page.get_by_label("หน้า กรอบที่ ๑")).to_have_value("1")
    expect(page.get_by_label("จากซ้าย กรอบที่ ๑")).to_have_value(MIDDLE)
    page.get_by_label("เหตุผล").fill("ข้อมูลส่วนบุคคล")
    page.get_by_role("button", name="เก็บฉบับปกปิด").click()
    expect(page.get_by_text("เก็บฉบับปกปิดแล้ว ต้นฉบับยังอยู่ครบ")).to_be_visible()
    boxes = office.archive.record(ID).description.facts[-1].other["boxes"]
    assert MIDDLE.match(str([box["left"] for box in boxes if box["page"] == 1][-1]))
