"""The director's five points in Chromium, whole, and with what goes wrong in a year."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from archive.catalogue import Filters
from tests.walking import Walk, walking

pytestmark = pytest.mark.slow


@pytest.fixture
def walk(
    new_office: Path, tmp_path: Path, chromium: Chromium, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Walk]:
    """An office without LibreOffice: what is filed has its Word file, no page waits for a PDF."""
    monkeypatch.setattr("templates.soffice.program", lambda: None)
    with walking(shutil.copytree(new_office, tmp_path / "data"), chromium) as walk:
        yield walk


def record(walk: Walk, work: str, kind: str, told: dict[str, str]) -> None:
    """Write an entry down on the page of the five points."""
    page = walk.page
    page.goto(f"{work}/director")
    form = page.locator(f"details:has(input[name=kind][value={kind}])")
    form.locator("summary").click()
    for key, value in told.items():
        field = form.locator(f"#{kind}-{key}")
        if key in ("area", "person", "stage"):
            field.select_option(value)
        else:
            field.fill(value)
    form.get_by_role("button", name="บันทึก").click()
    walk.done("บันทึกแล้ว")


def begun(walk: Walk) -> str:
    """The head begins the year with two of the group, in November: the plan is late already."""
    page = walk.page
    walk.be("p05")
    page.goto(f"{walk.url}/work/begin/director")
    walk.fill({"year": "๒๕๗๐", "begins": "1/10/2569"})
    for box in page.locator("input[name=target]").all():
        box.set_checked(box.get_attribute("value") in ("person/p15", "person/p16"))
    walk.press("เริ่มงาน")
    walk.done("เลยกำหนดแล้ว ๑ รายการ")
    return page.url


def planned(walk: Walk, work: str) -> None:
    """The group's plan, late; the order and a person's plan begin with who has which area."""
    page = walk.page
    plan = walk.paper(work, "plan", "แผนการดำเนินงานประจำปี")
    page.get_by_role("button", name="เพิ่มงาน").first.click()
    page.fill("#a-works-0-title", "งานการประชุม")
    walk.fill({"a-works-0-activities-0-title": "จัดประชุมผู้บริหาร"})
    walk.fill({"a-works-0-activities-0-period": "ต.ค. ๒๕๖๙ – ก.ย. ๒๕๗๐"})
    walk.press("บันทึกร่าง")
    walk.done("บันทึกร่างแล้ว")
    walk.issue(plan)
    for area, person in (("ก", "p16"), ("ข", "p15")):
        record(walk, work, "assigned", {"area": area, "person": person})
    walk.paper(work, "plan", "คำสั่งมอบหมายงาน")
    expect(page.locator("main")).to_contain_text("ปฏิบัติงานสารบรรณ")
    page.goto(f"{work}/director")
    walk.press("ทำแผน ของนางสาวบันทึก")
    expect(page.locator("#a-tasks-0-title")).to_have_value("ดำเนินการเกี่ยวกับงานช่วยอำนวยการ")


def screened(walk: Walk) -> None:
    """A memo goes up twice and comes back twice before the head agrees."""
    page = walk.page
    walk.be("p15")
    page.goto(f"{walk.url}/new")
    page.locator("li:has(#kind-memo)").get_by_role("button", name="เริ่มใหม่").click()
    expect(page.locator("main")).to_contain_text("ร่างที่")
    draft = page.url.split("?")[0]
    for remark in ("ขาดเรื่องเดิม", "ขาดวันที่", ""):
        walk.be("p15")
        walk.line(draft, "เสนอ", to="p05")
        walk.be("p05")
        page.goto(f"{draft}/line")
        page.fill("#remark", remark)
        walk.press("ส่งกลับให้แก้" if remark else "เห็นชอบ")
        walk.done("แล้ว")


def left(walk: Walk, work: str) -> None:
    """Somebody leaves in the middle of the year: what was told of him stays."""
    page = walk.page
    page.goto(f"{work}/change")
    page.locator("input[value='person/p16']").uncheck()
    page.fill("#why", "ย้ายไปเขตอื่น")
    walk.press("บันทึก")
    walk.done("บันทึกแล้ว")
    page.goto(f"{work}/director")
    expect(page.locator("#checked ~ .scroll").first).not_to_contain_text("นายสารบรรณ")
    expect(page.locator("main")).to_contain_text("ให้จองเลขก่อน")


def test_a_year_of_the_five_points_with_a_late_plan_two_returns_and_somebody_who_left(
    walk: Walk,
) -> None:
    page, days = walk.page, walk.days
    work = begun(walk)
    planned(walk, work)
    check = {"person": "p15", "title": "จัดประชุมผู้บริหาร", "text": "ห้องพร้อม"}
    for stage in ("before", "during", "after"):
        record(walk, work, "checked", check | {"stage": stage})
    record(walk, work, "advised", {"person": "p16", "title": "การออกเลข", "text": "ให้จองเลขก่อน"})
    screened(walk)
    left(walk, work)
    days.go_on(2027, 10, 1)
    walk.be("p05")
    for step in ("watch", "advise", "screen"):
        walk.step(work, step)
        for box in page.locator(f"#step-{step} input[type=checkbox]").all():
            box.check()
        page.locator(f"#step-{step}").get_by_role("button", name="เสร็จแล้ว").click()
        walk.done("บันทึกแล้ว")
    reported(walk, work)


def reported(walk: Walk, work: str) -> None:
    """The report begins with all of it; the book says what was late; the case ends."""
    page = walk.page
    walk.paper(work, "report", "รายงานผลการปฏิบัติงานของกลุ่ม")
    for words in ("กลั่นกรองงาน ๓ เรื่อง", "ส่งคืนแก้ไข ๒ เรื่อง", "ก่อนปฏิบัติงาน ๑ ครั้ง"):
        expect(page.locator("main")).to_contain_text(words)
    page.goto(f"{work}/book")
    book = page.locator("table.book")
    expect(book).to_contain_text("ช้ากว่ากำหนด")
    expect(book.get_by_role("link", name="กลั่นกรองงาน ๓ เรื่อง")).to_be_visible()
    page.goto(work)
    walk.press("ปิดงาน")
    expect(page.locator(".notice").first).to_contain_text("งานนี้")
    assert "group-plan" in {e.type for e in walk.office.archive.browse(Filters()).rows}
