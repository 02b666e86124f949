"""The evaluation in Chromium, by the people whom its nine steps name, from framework to archive."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from archive.catalogue import Filters
from tests.test_office_evaluation import KPI
from tests.walking import Walk, walking

pytestmark = pytest.mark.slow
ONES = KPI["indicators"][:2]
DAYS = {
    "briefing": "20/11/2569",
    "people_due": "11/12/2569",
    "m6": "9/4/2570",
    "p6": "7/4/2570",
    "m9": "9/7/2570",
    "m12": "8/10/2570",
}
HEADS = ("รหัส", "ตัวชี้วัด", "น้ำหนัก", "หน่วยวัด", "เป้าหมาย", *(f"คะแนน {n}" for n in "๑๒๓๔๕"))
VALUES = {"m6": "๗๔.๒", "m9": "๗๘.๙", "m12": "๘๑.๓๗"}


@pytest.fixture
def walk(
    new_office: Path, tmp_path: Path, chromium: Chromium, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Walk]:
    """An office without LibreOffice: what is filed has its Word file, no page waits for a PDF."""
    monkeypatch.setattr("templates.soffice.program", lambda: None)
    with walking(shutil.copytree(new_office, tmp_path / "data"), chromium) as walk:
        yield walk


def table(walk: Walk) -> str:
    """The sample's indicators as they are pasted from Excel, with their hosts, without people."""
    groups = walk.office.profile.group_names
    rows = [[*HEADS, "เจ้าภาพหลัก", "เจ้าภาพร่วม"]]
    for one in ONES:
        hosts = groups[one["lead"]], groups[one["co"][0]]
        told = (one["code"], one["name"], one["weight"], one["unit"], one["target"])
        rows.append([*map(str, (*told, *one["scale"])), *hosts])
    return "\n".join("\t".join(row) for row in rows)


def open_meeting(walk: Walk, work: str, step: str, body: str, day: str) -> str:
    """Let the clerk open the meeting of a step, and return its address."""
    walk.be("p15")
    walk.step(work, step)
    link = walk.page.locator(f"#step-{step}").get_by_role("link", name="เปิดงานประชุมของขั้นนี้")
    link.click()
    told = {"body": body, "no": "๑/๒๕๖๙", "meeting_date": day, "start": "9.30"}
    walk.fill(told | {"place": "ห้องประชุมดอกคูน"})
    walk.press("เริ่มงาน")
    walk.done("เริ่มงานแล้ว")
    return walk.page.url


def hold(walk: Walk, meeting: str) -> None:
    """Hold a meeting, and file its minutes."""
    page = walk.page
    page.goto(f"{meeting}/day")
    walk.fill({"started": "9.30", "ended": "11.00"})
    walk.press("บันทึกเวลา")
    expect(page.locator("#ended")).to_have_value("๑๑.๐๐")
    note = page.locator("form.note", has=page.locator("textarea[name=reasons]"))
    note.locator("textarea[name=reasons]").fill("สพฐ. แจ้งตัวชี้วัดสองตัว")  # the step's subject
    expect(page.locator("form.note [data-saved]")).to_have_text("บันทึกแล้ว")
    page.goto(f"{meeting}/day/people")
    walk.press("มาทั้งหมด")
    expect(page.get_by_role("button", name="มาทั้งหมด")).to_have_count(0)
    page.goto(f"{meeting}/day")
    walk.press("จัดทำร่างรายงานการประชุม")
    expect(page.locator("main")).to_contain_text("ร่างที่")
    walk.issue(page.url.split("?")[0])


def name_people(walk: Walk) -> None:
    """Let the head of each leading group find its indicator among what waits, and name people."""
    full = {person.id: person.name.full for person in walk.office.profile.people}
    for head, one in zip(("p11", "p12"), ONES, strict=True):
        walk.be(head)
        walk.mine(one["name"])
        walk.fill({key: full[one[key]] for key in ("supervisor", "collector")})
        walk.press("บันทึก")
        walk.done("บันทึกตัวชี้วัดแล้ว")


def report(walk: Walk, round: str) -> None:
    """A result: told by the collector, reviewed by the deputy, told to KRS by the office's own."""
    facts = walk.page.locator("dl.facts")
    walk.be("p20")
    walk.mine(ONES[0]["name"])
    walk.page.fill("#value", VALUES[round])
    walk.press("บันทึกผล")
    expect(facts).to_contain_text("รอหลักฐาน")
    walk.fill({"title": "ทะเบียนผลการอ่าน", "place": "แฟ้ม ๓"})
    walk.press("เพิ่มหลักฐาน")
    expect(facts).to_contain_text("รอตรวจ")
    walk.be("p02")
    walk.mine(ONES[0]["name"])
    walk.press("ตรวจแล้ว ถูกต้อง")
    expect(facts).to_contain_text("รอรายงาน KRS")
    here = walk.page.url
    walk.be("p17")
    walk.page.goto(here)
    walk.page.fill("#krs", f"KRS-{round}")
    walk.press("บันทึกว่ารายงานแล้ว")
    expect(facts).to_contain_text("รายงาน KRS แล้ว")


def written_down(walk: Walk, here: str) -> None:
    """Write down from paper what others told of a round."""
    facts = walk.page.locator("dl.facts")
    walk.be("p17")
    walk.page.goto(here)
    walk.fill({"value": VALUES["m9"], "by-tell": "นางสาวรวบรวม", "on-tell": "๗ ก.ค. ๒๕๗๐"})
    walk.press("บันทึกผล")
    expect(facts).to_contain_text("นางสาวรวบรวม ๗ ก.ค. ๒๕๗๐")
    walk.fill({"by-review": "รองจำลอง"})
    walk.press("ตรวจแล้ว ถูกต้อง")
    expect(facts).to_contain_text("รองจำลอง")
    walk.press("บันทึกว่ารายงานแล้ว")
    expect(facts).to_contain_text("รายงาน KRS แล้ว")


def sent_back(walk: Walk) -> None:
    """What came back is sent again, and certified (on the page of the result)."""
    facts = walk.page.locator("dl.facts")
    walk.fill({"reason": "ขาดลายมือชื่อผู้รับรอง", "letter": "ศธ ๐๔๐๐๖/ว ๑๒"})
    walk.press("บันทึกว่าส่งกลับ")
    expect(facts).to_contain_text("ส่งกลับให้แก้ไข")
    walk.page.fill("#answer", "ส่งฉบับที่ลงนามแล้ว")
    walk.press("บันทึกว่าส่งใหม่แล้ว")
    expect(facts).to_contain_text("ส่งใหม่แล้ว")
    walk.press("บันทึกว่ารับรองแล้ว")
    expect(facts).to_contain_text("รับรองแล้ว")


def ordered(walk: Walk, work: str) -> None:
    """The order begins with what the groups told; the director signs, the registrar numbers it."""
    walk.be("p17")
    order = walk.paper(work, "order", "คำสั่งแต่งตั้งคณะทำงาน")
    for told in (ONES[0]["name"], "นางสาวรวบรวม ข้อมูลครบ", "นายจัดเก็บ เรียบร้อย"):
        expect(walk.page.locator(f"main input[value='{told}']").first).to_be_attached()
    walk.line(order, "เสนอ", to="p01")
    walk.be("p01")
    walk.mine("แต่งตั้งคณะทำงาน")
    walk.press("ลงนาม")
    walk.done("บันทึกการลงนามแล้ว")
    walk.be("p16")
    walk.issue(order)


def test_an_evaluation_runs_from_its_framework_to_the_archive(walk: Walk) -> None:
    page, days = walk.page, walk.days
    walk.be("p17")
    work = walk.begin("evaluation", {"year": "๒๕๗๐", "indicator": table(walk), **DAYS})
    walk.step(work, "framework")
    walk.press("เสร็จแล้ว รับฟังกรอบ")
    walk.done("เสร็จ ๑ รายการ")
    days.go_on(2026, 11, 30)
    hold(walk, open_meeting(walk, work, "hosts", "การประชุมคณะผู้บริหาร", "30/11/2569"))
    days.go_on(2026, 12, 8)
    name_people(walk)
    ordered(walk, work)
    walk.be("p17")
    walk.issue(walk.paper(work, "manual", "คู่มือ"))
    expect(page.locator("main")).to_contain_text("คู่มือ")
    walk.issue(walk.paper(work, "brief", "ปฏิทิน"))
    days.go_on(2026, 12, 22)
    open_meeting(walk, work, "brief", "การประชุมบุคลากร", "22/12/2569")
    walk.step(work, "brief")  # its minutes were written by hand
    expect(page.locator("#step-brief")).to_contain_text("การประชุมบุคลากร ครั้งที่ ๑/๒๕๖๙")
    walk.press("เสร็จแล้ว ประชุมชี้แจงบุคลากร")
    walk.done("เสร็จ ๑ รายการ")
    page.goto(work)
    expect(page.locator(".notice", has_text="ทำต่อไป")).to_contain_text("ขั้นที่ ๗")
    page.goto(f"{work}/indicators")
    expect(page.locator("thead")).to_contain_text("ภายใน ๗ เม.ย. ๒๕๗๐")  # the province is earlier
    days.go_on(2027, 4, 5)
    report(walk, "m6")
    days.go_on(2027, 7, 12)
    written_down(walk, page.url.replace("round=m6", "round=m9"))
    days.go_on(2027, 10, 5)
    report(walk, "m12")
    sent_back(walk)
    archived(walk, work)


def archived(walk: Walk, work: str) -> None:
    """The year's report, the book, and the end of the case."""
    page = walk.page
    page.goto(f"{work}/indicators")
    expect(page.locator("tfoot")).to_contain_text("๔.๒๗๔๐")
    expect(page.locator("svg.bars text", has_text="๓.๗๘๐๐").first).to_be_visible()
    walk.paper(work, "report", "รายงานผลตามตัวชี้วัด")
    expect(page.locator("h1")).to_contain_text("รอบ ๖ เดือน")  # two others have not told theirs
    draft = walk.paper(work, "annual", "รายงานผลการประเมินประจำปี")
    expect(page.locator("main input[value='ทะเบียนผลการอ่าน']").first).to_be_attached()
    walk.issue(draft)
    page.goto(f"{work}/book")
    book = page.locator("table.book")
    expect(book).to_contain_text("รอบ ๙ เดือน มีผล ๑ จาก ๒ ตัวชี้วัด")
    expect(book).to_contain_text("ช้ากว่ากำหนด ๑ รายการ")  # told to KRS on 12 July, wanted by the 9th
    page.goto(work)
    walk.press("ปิดงาน")
    expect(page.locator(".notice").first).to_contain_text("งานนี้")
    filed = [entry.type for entry in walk.office.archive.browse(Filters()).rows]
    kinds = {"order", "indicator-manual", "round-calendar", "annual-report"}
    assert kinds < set(filed) and filed.count("minutes") == 1
    walk.be("p01")
    page.goto(f"{walk.url}/work/indicators")
    expect(page.locator("tbody")).to_contain_text("๓.๗๘๐๐")
