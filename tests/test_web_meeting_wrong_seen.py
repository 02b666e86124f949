"""A meeting in Chromium in which everything goes wrong, by the people whom it troubles."""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from tests.meeting_walk import Clock, Person, Walk, walked
from tests.test_web_meeting_whole_seen import (
    TASK,
    body,
    decided,
    given,
    issued,
    laid,
    noted,
    numbered,
    paper,
)

pytestmark = pytest.mark.slow

BEGUN = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
LATE = datetime(2026, 12, 3, 3, 0, tzinfo=UTC)
HELD = datetime(2026, 12, 16, 5, 0, tzinfo=UTC)
ROOF, CAMP = "ซ่อมหลังคาอาคารสำนักงาน", "แผนจัดค่ายลูกเสือภาคฤดูร้อน"


@pytest.fixture
def walk(begun: Path, tmp_path: Path, chromium: Chromium) -> Iterator[Walk]:
    folder = shutil.copytree(begun, tmp_path / "data")
    with walked(folder, Clock(BEGUN), chromium, ("p01", "p02", "p06", "p15")) as walk:
        yield walk


def test_a_meeting_survives_all_that_goes_wrong_with_it(walk: Walk) -> None:
    with walk.person("p15") as clerk:
        body(clerk)
        held_before(clerk)
        work = begun_after(clerk)
        one_left(clerk, work)
    walk.clock.now = LATE
    late_item(walk, work)
    returned(walk, work)
    postponed(walk, work)
    walk.clock.now = HELD
    corrected(walk, work)


def held_before(clerk: Person) -> None:
    """Tell of a meeting that was called by word of mouth, and number its minutes."""
    clerk.open("/work/begin/meeting?body=1")
    clerk.page.fill("#meeting_date", "๒๐ พ.ย. ๒๕๖๙")
    clerk.press("เริ่มงาน")
    clerk.heading("ครั้งที่ ๑/๒๕๖๙")
    clerk.follow("จดการประชุม")
    clerk.part("add")
    clerk.page.select_option("#new-heading", label="เรื่องเสนอเพื่อพิจารณา")
    clerk.page.fill("#new-title", ROOF)
    clerk.press("เพิ่มเรื่อง")
    noted(clerk, ROOF, TASK)
    clerk.page.fill("#started", "๐๙.๐๐")
    clerk.page.fill("#ended", "๑๐.๐๐")
    clerk.press("บันทึกเวลา")
    clerk.follow("ลงชื่อผู้มาประชุม")
    clerk.press("ที่เหลือ ๕ คน มาทั้งหมด")
    clerk.sees("มา ๕ จาก ๕ คน")
    clerk.follow("วันประชุม การประชุมผู้บริหาร ครั้งที่ ๑/๒๕๖๙")
    clerk.press("จัดทำร่างรายงานการประชุม")
    expect(clerk.page.locator("#draft")).to_be_visible()
    numbered(clerk)


def begun_after(clerk: Person) -> str:
    """Begin the next one from this one; only its day is asked."""
    clerk.follow("เริ่มครั้งต่อไปจากครั้งนี้")
    clerk.page.fill("#meeting_date", "๙ ธ.ค. ๒๕๖๙")
    clerk.press("เริ่มงาน")
    clerk.heading("ครั้งที่ ๒/๒๕๖๙")
    return clerk.page.url.removeprefix(clerk.url)


def one_left(clerk: Person, work: str) -> None:
    """A member leaves the body; nobody waits for an answer from there any more."""
    clerk.open("/meetings/1")
    of = clerk.page.locator("li", has_text="แต่งตั้งธรรม").first
    of.get_by_text("พ้นจากคณะ").click()
    clerk.click(of.get_by_role("button", name="บันทึก"))
    clerk.sees("ถึง ๒๓ พ.ย. ๒๕๖๙")
    clerk.open(f"{work}/change")
    clerk.page.get_by_label(re.compile("แต่งตั้งธรรม")).uncheck()
    clerk.page.fill("#why", "ย้ายไปรับราชการที่อื่น")
    clerk.press("บันทึก")
    clerk.heading("ครั้งที่ ๒/๒๕๖๙")


def late_item(walk: Walk, work: str) -> None:
    """An item that comes too late is marked, and waits for the clerk."""
    with walk.person("p06") as head:
        head.open("/my-work")
        head.follow("ส่งวาระของกลุ่มนโยบายและแผน")
        head.page.fill("#title", CAMP)
        head.page.check("#kind-consider")
        head.press("ส่งเรื่องนี้")
        head.sees("ส่งแล้ว ๑ เรื่อง")
    with walk.person("p15") as clerk:
        clerk.open(f"{work}/items")
        clerk.sees("ส่งหลังกำหนด", "รอตัดสิน")
        clerk.press(f"บรรจุในวาระ {CAMP}")
        clerk.sees("เรื่องที่บรรจุในวาระ", "เก็บไว้ครั้งต่อไป")


def returned(walk: Walk, work: str) -> None:
    """The deputy returns the agenda with a remark; the clerk finds it on the case."""
    with walk.person("p15") as clerk:
        paper(clerk, work, "agenda", "ระเบียบวาระการประชุม")
        agenda = laid(clerk, "p02")
    decided(walk, "p02", agenda, "ส่งกลับให้แก้", remark="ขอให้ระบุสถานที่ใหม่")
    with walk.person("p15") as clerk:
        clerk.open(work)
        clerk.part("step-agenda")
        clerk.sees("ส่งกลับมาแก้ไข", "“ขอให้ระบุสถานที่ใหม่”")
        clerk.follow("ระเบียบวาระการประชุม", "#step-agenda")
        clerk.page.fill("#a-place", "ห้องประชุมดอกรัก ชั้น ๑")
        agenda = laid(clerk, "p01")
    decided(walk, "p01", agenda, "ลงนาม")
    with walk.person("p15") as clerk:
        issued(clerk, agenda)
        paper(clerk, work, "invitation", "บันทึกเชิญประชุม")
        on_paper(clerk)


def on_paper(clerk: Person) -> None:
    """The director has signed a printed draft; the clerk writes that down, and numbers it."""
    clerk.press("เสนอ")
    clerk.page.get_by_text("บันทึกผลที่ลงไว้ในกระดาษ").click()
    clerk.page.select_option("#decider", "p01")
    clerk.press("ลงนามแล้ว")
    clerk.follow("ออกเลข")
    given(clerk)


def postponed(walk: Walk, work: str) -> None:
    """The day moves after the invitation went out: a new one goes out, and all are asked again."""
    with walk.person("p15") as clerk:
        clerk.open(f"{work}/invited")
        clerk.page.select_option("#means", "paper")
        clerk.press("ส่งแล้ว")
        clerk.sees("ส่งเป็นหนังสือ")
        replied(clerk, work, "p06")
        clerk.open(f"{work}/change")
        clerk.page.fill("#meeting_date", "๑๖ ธ.ค. ๒๕๖๙")
        clerk.page.fill("#why", "ห้องประชุมไม่ว่าง")
        clerk.press("บันทึก")
        clerk.sees("วันเปลี่ยนแล้ว", "บอกวันที่ ๙ ธ.ค. ๒๕๖๙")
        clerk.press("ทำบันทึกเชิญประชุมใหม่ตามวันที่เปลี่ยน")
        subject = clerk.page.locator("#a-invitation-subject")
        expect(subject).to_have_value(re.compile("ซึ่งเลื่อนจากวันพุธที่ ๙ ธันวาคม ๒๕๖๙"))
        on_paper(clerk)
        clerk.open(f"{work}/invited")
        clerk.sees("วันประชุมเปลี่ยนแล้ว โปรดถามใหม่", "เคยตอบเข้าร่วมสำหรับวันที่ ๙ ธ.ค. ๒๕๖๙")
        replied(clerk, work, "p06")
        clerk.page.get_by_label(re.compile("ทดสอบงาม")).check()
        clerk.press("ทำลิงก์ตอบรับ")
        links = clerk.page.locator("#links").input_value()
    with walk.stranger(re.findall(r"http\S+", links)[0]) as deputy:
        deputy.sees("วันพุธที่ ๑๖ ธันวาคม ๒๕๖๙")
        deputy.page.check("#kind-sends")
        deputy.page.fill("#name", "นายสาธิต แบบอย่าง")
        deputy.page.fill("#post", "รองผู้อำนวยการ")
        deputy.press("ส่งคำตอบ")
        deputy.sees("ท่านตอบแล้ว: ส่งผู้แทน นายสาธิต แบบอย่าง")


def replied(clerk: Person, work: str, person: str) -> None:
    """Write down that somebody telephoned to come."""
    clerk.open(f"{work}/invited/{person}")
    clerk.page.check("#kind-comes")
    clerk.page.select_option("#means", "phone")
    clerk.press("บันทึกคำตอบ")
    clerk.heading("ผู้ได้รับเชิญและคำตอบ")


def corrected(walk: Walk, work: str) -> None:
    """The meeting corrects the last minutes; the followed resolution changes with its own."""
    with walk.person("p15") as clerk:
        clerk.open(f"{work}/day/people")
        clerk.press("ที่เหลือเป็นตามที่ตอบรับไว้")
        clerk.sees("ส่งผู้แทน: นายสาธิต แบบอย่าง")
        clerk.press("ที่เหลือ ๒ คน มาทั้งหมด")
        clerk.open(f"{work}/day")
        clerk.page.get_by_text("เพิ่มการแก้ไข").click()
        clerk.page.fill("#correct-wrong", "๔๐,๐๐๐ บาท")
        clerk.page.fill("#correct-right", "๖๐,๐๐๐ บาท")
        clerk.page.select_option("#correct-resolution", index=1)
        clerk.page.fill("#correct-due", "๒๕ ธ.ค. ๒๕๖๙")
        clerk.press("บันทึกการแก้ไข")
        clerk.sees("๖๐,๐๐๐ บาท")
        noted(clerk, TASK)
        noted(clerk, CAMP)
        clerk.page.fill("#started", "๐๙.๐๐")
        clerk.page.fill("#ended", "๑๑.๐๐")
        clerk.press("บันทึกเวลา")
        clerk.press("จัดทำร่างรายงานการประชุม")
        expect(clerk.page.locator("#draft")).to_be_visible()
        numbered(clerk)
        clerk.open("/work/resolutions")
        clerk.sees("๒๕ ธ.ค. ๒๕๖๙")
        clerk.follow(TASK)
        clerk.follow("รายงานการประชุม")
        clerk.sees("แก้ไขตอนรับรองรายงาน", "๖๐,๐๐๐ บาท")
