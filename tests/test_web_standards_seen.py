"""The evaluation and the five points in Chromium, by the people whom they name, to the archive."""

import pytest
from playwright.sync_api import Page, expect

from archive.catalogue import Filters
from office.office import Office
from office.permissions import operator
from office.submission import To
from tests.seeing import come_in
from tests.test_web_seen import PASSWORD

pytestmark = pytest.mark.slow
ME = operator()
DAYS = {"briefing": "2/11/2569", "people_due": "20/11/2569", "m6": "9/4/2570", "p6": "7/4/2570"}
TABLE = (
    "รหัส\tตัวชี้วัด\tน้ำหนัก\tเป้าหมาย\tคะแนน ๑\tคะแนน ๒\tคะแนน ๓\tคะแนน ๔\tคะแนน ๕\tเจ้าภาพหลัก\n"
    "ต๑\tร้อยละของการอ่านออก\t60\t85\t65\t70\t75\t80\t85\tกลุ่มนโยบายและแผน\n"
    "ต๒\tระดับการเปิดเผยข้อมูล\t40\t5\t1\t2\t3\t4\t5\tกลุ่ม ICT\n"
)


@pytest.fixture(autouse=True)
def without_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """No LibreOffice: what is filed has its Word file, and the pages wait for no preview."""
    monkeypatch.setattr("templates.soffice.program", lambda: None)


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name).first.click()


def step(page: Page, work: str, id: str) -> None:
    """Open a step on the page of its case."""
    page.goto(work)
    if page.locator(f"#step-{id}").get_attribute("open") is None:
        page.locator(f"#step-{id} > summary").click()


def issue(page: Page) -> None:
    """Number the draft that the page shows."""
    page.goto(f"{page.url.split('?')[0]}/issue")
    press(page, "ออกเลข")
    expect(page.locator("h1")).to_be_visible()


def begun(page: Page, url: str, procedure: str, told: dict[str, str]) -> str:
    page.goto(f"{url}/work/begin/{procedure}")
    for name, value in told.items():
        page.fill(f"#{name}", value)
    press(page, "เริ่มงาน")
    expect(page.locator(".done")).to_contain_text("เริ่มงานแล้ว")
    return page.url


def name_people(page: Page, url: str, person: str, indicator: str) -> None:
    """Let the head of a group find its indicator among what waits, and name its people."""
    come_in(page, url, person)
    page.goto(f"{url}/my-work")
    page.get_by_role("link", name=indicator).click()
    page.fill("#supervisor", "นางสาวจำลอง ทดสอบงาม")
    page.fill("#collector", "นางสาวรวบรวม ข้อมูลครบ")
    press(page, "บันทึก")
    expect(page.locator(".done")).to_contain_text("บันทึกตัวชี้วัดแล้ว")


def as_collector(page: Page, url: str, office: Office) -> None:
    office.people.set_password(office.people.add("collector", "p20", ME), PASSWORD)
    page.context.clear_cookies()
    page.goto(f"{url}/enter")
    page.fill("#name", "collector")
    page.fill("#password", PASSWORD)
    press(page, "เข้าระบบ")
    expect(page.get_by_role("link", name="งานของฉันทั้งหมด")).to_be_visible()


def tell(page: Page, url: str, indicator: str, value: str) -> None:
    page.goto(f"{url}/my-work")
    page.get_by_role("link", name=indicator).click()
    page.fill("#value", value)
    press(page, "บันทึกผล")
    page.fill("#title", f"ทะเบียนของ{indicator}")
    page.fill("#place", "ตู้ ๓")
    press(page, "เพิ่มหลักฐาน")
    expect(page.locator("dl.facts")).to_contain_text("มีหลักฐานแล้ว")


def with_its_meeting(page: Page, url: str) -> str:
    """Begin an evaluation, its meeting, and its list of indicators; returns its page."""
    told = {"year": "๒๕๗๐", "indicator": "ร้อยละของการอ่านออก", **DAYS}
    work = begun(page, url, "evaluation", told)
    step(page, work, "framework")
    press(page, "เสร็จแล้ว รับฟังกรอบ")
    page.get_by_role("link", name="เปิดงานประชุมของขั้นนี้").click()
    page.fill("#body", "ประชุมผู้บริหาร")
    page.fill("#no", "๑/๒๕๖๙")
    page.fill("#meeting_date", "24/11/2569")
    press(page, "เริ่มงาน")
    page.get_by_role("link", name="การประเมินส่วนราชการ ปีงบประมาณ ๒๕๗๐").click()
    page.goto(f"{work}/indicators")
    page.fill("#table", TABLE)
    press(page, "รับรายการ")
    expect(page.locator(".done")).to_contain_text("รับตัวชี้วัดแล้ว")
    return work


def review(page: Page, url: str) -> None:
    """Let the deputy review what waits for the deputy."""
    page.context.clear_cookies()
    come_in(page, url, "p02")
    page.goto(f"{url}/my-work")
    page.get_by_role("link", name="ร้อยละของการอ่านออก").click()
    press(page, "ตรวจแล้ว ถูกต้อง")
    expect(page.locator("dl.facts")).to_contain_text("รอรายงาน KRS")


def test_an_evaluation_runs_from_its_framework_to_the_filed_report(
    url: str, page: Page, office: Office
) -> None:
    come_in(page, url, "p15")
    work = with_its_meeting(page, url)
    name_people(page, url, "p06", "ร้อยละของการอ่านออก")
    name_people(page, url, "p07", "ระดับการเปิดเผยข้อมูล")
    as_collector(page, url, office)
    tell(page, url, "ร้อยละของการอ่านออก", "๘๑.๓๗")
    review(page, url)
    come_in(page, url, "p15")
    step(page, work, "order")
    press(page, "ทำคำสั่งแต่งตั้งคณะทำงาน")
    expect(page.locator("main input[value='ร้อยละของการอ่านออก']")).to_be_attached()
    issue(page)
    step(page, work, "annual")
    press(page, "ทำรายงานผลการประเมินประจำปี")
    issue(page)
    page.goto(f"{work}/book")
    expect(page.locator("table.book")).to_contain_text("ทำครบและมีหลักฐาน")
    filed = {entry.type for entry in office.archive.browse(Filters()).rows}
    assert {"order", "annual-report"} <= filed
    come_in(page, url, "p01")
    page.goto(f"{work}/indicators")
    expect(page.locator("tfoot")).to_contain_text("๔.๒๗๔๐")


def test_the_five_points_are_recorded_and_their_report_begins_with_them(
    url: str, page: Page, office: Office
) -> None:
    come_in(page, url, "p05")
    work = begun(page, url, "director", {"year": "๒๕๗๐", "begins": "1/10/2569"})
    page.get_by_role("link", name="บันทึกตามห้าประเด็น").click()
    page.locator("summary", has_text="มอบหมายงาน").click()
    page.select_option("#assigned-area", "ก")
    page.select_option("#assigned-person", index=1)
    page.locator("details[open] button", has_text="บันทึก").click()
    page.locator("summary", has_text="บันทึกการตรวจ").click()
    page.select_option("#checked-person", index=1)
    page.fill("#checked-title", "จัดประชุมผู้บริหาร")
    page.select_option("#checked-stage", "before")
    page.fill("#checked-text", "ห้องและเอกสารพร้อม")
    page.locator("details[open] button", has_text="บันทึก").click()
    expect(page.locator("#checked ~ ul").first).to_contain_text("ห้องและเอกสารพร้อม")
    draft = office.drafting.begin("memo", office.actor("p05"))
    office.submission.propose(draft, To(person="p05"), office.actor("p05"))
    page.reload()
    expect(page.locator("#screened ~ div").first).to_contain_text("บันทึกข้อความ")
    step(page, work, "report")
    press(page, "ทำรายงานผลการปฏิบัติงานของกลุ่ม")
    expect(page.locator("main")).to_contain_text("กลั่นกรองงาน ๑ เรื่อง")
    expect(page.locator("main input[value='จัดประชุมผู้บริหาร']")).to_be_attached()
