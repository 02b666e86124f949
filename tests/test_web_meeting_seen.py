"""The pages before a meeting in Chromium: read by everybody, on a telephone, without scripts."""

import re

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from office.meeting.told import Sent, Teller
from office.office import Office
from tests.meetings import HEAD, ME, ROADS, body, meeting, signed
from tests.seeing import AXE, LONG, come_in, faults

pytestmark = pytest.mark.slow


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed")
def test_axe_finds_nothing_and_nothing_is_wider_than_a_telephone(
    office: Office, url: str, page: Page
) -> None:
    kept, case = body(office), meeting(office)
    file = Sent("แผนงบประมาณถนนหน้าสำนักงานปีงบประมาณ๒๕๗๐ฉบับแก้ไข.pdf", b"%PDF-")
    office.meeting.items.propose(case, "plan", ROADS, Teller(), HEAD, files=[file])
    signed(office, case)
    group = office.meeting.links.make(case, "group", ["hr"], ME)["hr"]
    person = office.meeting.links.make(case, "invitee", ["p06"], ME)["p06"]
    of_case = ("items", "items/of/plan", "items/1", "invited", "invited/p06", "ready")
    come_in(page, url, "p15")
    found, wide = [], []
    for path in (
        *(f"/work/{case}/{name}" for name in of_case),
        *(f"/answer/{group}", f"/answer/{person}"),
        *("/meetings", f"/meetings/{kept.id}", "/meetings/new", "/meetings/address"),
    ):
        page.set_viewport_size({"width": 360, "height": 740})
        page.goto(url + path)
        wide += [path] if page.evaluate("document.documentElement.scrollWidth") > 360 else []
        found += faults(page)
    assert (sorted(set(found)), wide) == ([], [])


def test_a_group_and_an_invitee_answer_on_a_telephone_without_scripts(
    office: Office, url: str, chromium: Chromium
) -> None:
    case = meeting(office)
    signed(office, case)
    group = office.meeting.links.make(case, "group", ["plan"], ME)["plan"]
    person = office.meeting.links.make(case, "invitee", ["p06"], ME)["p06"]
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False
    )
    context.set_default_timeout(LONG)
    page = context.new_page()
    page.goto(f"{url}/answer/{group}")
    page.get_by_label("ชื่อผู้ส่ง").fill("นายวางแผน ตั้งเป้า")
    page.get_by_label("ชื่อเรื่อง").fill("แผนปฏิบัติการ")
    page.get_by_label("เพื่อพิจารณา").check()
    page.get_by_role("button", name="ส่งเรื่องนี้").click()
    expect(page.get_by_role("heading", name=re.compile("ส่งแล้ว ๑ เรื่อง"))).to_be_visible()
    page.goto(f"{url}/answer/{person}")
    page.get_by_label("ส่งผู้แทน", exact=True).check()
    page.get_by_role("button", name="ส่งคำตอบ").click()
    expect(page.get_by_role("alert")).to_contain_text("ชื่อผู้แทน")
    page.get_by_label("ชื่อผู้แทน").fill("นางสาวแทน ประชุมแทน")
    page.get_by_label("ตำแหน่งผู้แทน").fill("นักทรัพยากรบุคคล")
    page.get_by_role("button", name="ส่งคำตอบ").click()
    expect(page.get_by_text("ท่านตอบแล้ว: ส่งผู้แทน นางสาวแทน ประชุมแทน")).to_be_visible()
    context.close()
    told = office.meeting.of(case, ME)
    assert [one.told.title for one in told.items] == ["แผนปฏิบัติการ"]
