"""A whole meeting in Chromium by the people it names, from its beginning to the archived folder."""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import FilePayload, expect

from office.office import operator
from tests.meeting_walk import Clock, Person, Walk, walked

pytestmark = pytest.mark.slow

PEOPLE = ("p01", "p02", "p06", "p09", "p15")
CALLED = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
HELD = datetime(2026, 12, 9, 2, 30, tzinfo=UTC)
AFTER = datetime(2026, 12, 14, 3, 0, tzinfo=UTC)
NAME = "การประชุมผู้บริหาร"
ITEM, TASK = "แผนจัดค่ายลูกเสือภาคฤดูร้อน", "จัดทำโครงการเสนอผู้อำนวยการ"
WAVE = (
    b"RIFF\x24\x3e\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00"
    b"\x40\x1f\x00\x00\x01\x00\x08\x00data\x00\x3e\x00\x00" + b"\x80" * 15872
)
SOUND: FilePayload = {"name": "เสียงการประชุม.wav", "mimeType": "audio/wav", "buffer": WAVE}
FILE: FilePayload = {"name": "แผนค่าย.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n"}


@pytest.fixture
def walk(begun: Path, tmp_path: Path, chromium: Chromium) -> Iterator[Walk]:
    folder = shutil.copytree(begun, tmp_path / "data")
    with walked(folder, Clock(CALLED), chromium, PEOPLE) as walk:
        yield walk


def body(clerk: Person) -> None:
    """Tell once who meets when and where."""
    clerk.open("/meetings/new")
    clerk.page.fill("#name", NAME)
    clerk.page.select_option("#week", "2")
    clerk.page.select_option("#weekday", "2")
    clerk.page.fill("#start", "๐๙.๐๐")
    clerk.page.fill("#place", "ห้องประชุมดอกคูน ชั้น ๒")
    for group in ("plan", "hr"):
        clerk.page.check(f"#group-{group}")
    clerk.press("บันทึก")
    clerk.heading(NAME)
    members = clerk.page.locator("#members + form li strong")
    roles = (
        {"p01": "ประธาน"} | dict.fromkeys(("p02", "p06", "p09"), "กรรมการ") | {"p15": "เลขานุการ"}
    )
    for count, (person, role) in enumerate(roles.items(), 1):
        clerk.part("join")
        clerk.page.select_option("#person", person)
        clerk.page.select_option("#role", role)
        clerk.press("เพิ่มกรรมการ", "#join form")
        expect(members).to_have_count(count)


def begun_case(clerk: Person) -> str:
    """Begin the next meeting of the body; nothing is typed. Return its address."""
    clerk.open("/meetings")
    clerk.follow(f"เริ่มการประชุมครั้งต่อไป {NAME}")
    clerk.press("เริ่มงาน")
    clerk.heading(f"{NAME} ครั้งที่ ๑/๒๕๖๙")
    return clerk.page.url.removeprefix(clerk.url)


def paper(clerk: Person, work: str, step: str, name: str) -> None:
    """Begin a paper from its step, and come to its draft."""
    clerk.open(work)
    clerk.press(f"ทำ{name}", f"#{step_part(clerk, step)}")
    expect(clerk.page.locator("#draft")).to_be_visible()
    clerk.sees("ทำในงาน")


def step_part(clerk: Person, step: str) -> str:
    clerk.part(f"step-{step}")
    return f"step-{step}"


def laid(clerk: Person, before: str) -> str:
    """Lay the draft on the page before somebody; return its title."""
    title = clerk.page.get_by_role("heading", level=1).inner_text()
    clerk.press("เสนอ")
    clerk.page.select_option("#to", before)
    clerk.press("เสนอ", "section[aria-labelledby=propose]")
    clerk.sees("เสนอแล้ว")
    return title


def numbered(clerk: Person) -> None:
    """Give the draft on the page its number and go back to its case."""
    clerk.press("ออกเลข")
    given(clerk)


def given(clerk: Person) -> None:
    """Take the number that is offered, and go back to the case."""
    clerk.heading("ออกเลขและเก็บเข้าแฟ้ม")
    clerk.click(clerk.page.locator("main form[method=post] button").first)
    expect(clerk.page.locator(".big-number")).to_be_visible()
    clerk.click(clerk.page.get_by_role("link", name=re.compile("^กลับไปที่งาน")))
    clerk.heading(NAME)


def decided(walk: Walk, person: str, title: str, act: str, **told: str) -> None:
    """Let somebody find a draft on the own desk and decide about it."""
    with walk.person(person) as one:
        one.open("/desk")
        one.follow(title)
        one.page.fill("#remark", told.get("remark", ""))
        if "onward" in told:
            one.page.locator("section[aria-labelledby=decide] select").select_option(told["onward"])
        one.press(act)
        expect(one.page.locator("section[aria-labelledby=decide]")).to_have_count(0)


def test_a_meeting_goes_from_its_beginning_to_the_archive(walk: Walk) -> None:
    """Of its five papers not one field is typed: all that they print was told before."""
    with walk.person("p15") as clerk:
        body(clerk)
        work = begun_case(clerk)
        paper(clerk, work, "call", "บันทึกขอวาระการประชุม")
        numbered(clerk)
    called(walk)
    invited(walk, work)
    walk.clock.now = HELD
    held(walk, work)
    walk.clock.now = AFTER
    minuted(walk, work)
    filed(walk, work)


def called(walk: Walk) -> None:
    """Two heads answer the call, one with an item, one that there is none."""
    with walk.person("p06") as head:
        head.open("/work")
        head.follow("ส่งวาระของกลุ่มนโยบายและแผน")
        head.page.fill("#title", ITEM)
        head.page.check("#kind-consider")
        head.page.select_option("#wanted", "อนุมัติ")
        head.page.set_input_files("#files", [FILE])
        head.press("ส่งเรื่องนี้")
        head.sees("ส่งแล้ว ๑ เรื่อง", ITEM)
    with walk.person("p09") as head:
        head.open("/my-work")
        head.follow("ส่งวาระของกลุ่มบริหารงานบุคคล")
        head.press("ไม่มีวาระครั้งนี้")
        head.sees("ไม่มีวาระ")


def invited(walk: Walk, work: str) -> None:
    """Agenda and invitation go up the line and out; who is invited answers."""
    with walk.person("p15") as clerk:
        paper(clerk, work, "agenda", "ระเบียบวาระการประชุม")
        agenda = laid(clerk, "p02")
    decided(walk, "p02", agenda, "เห็นชอบ", onward="p01", remark="เห็นควรอนุมัติ")
    decided(walk, "p01", agenda, "ลงนาม")
    with walk.person("p15") as clerk:
        issued(clerk, agenda)
        paper(clerk, work, "invitation", "บันทึกเชิญประชุม")
        invitation = laid(clerk, "p01")
    decided(walk, "p01", invitation, "ลงนาม")
    with walk.person("p15") as clerk:
        issued(clerk, invitation)
        clerk.open(f"{work}/invited")
        clerk.page.locator("#person-3").check()
        for other in (1, 2, 4, 5):
            clerk.page.locator(f"#person-{other}").uncheck()
        clerk.press("ทำลิงก์ตอบรับ")
        link = re.findall(r"http\S+", clerk.page.locator("#links").input_value())[0]
        clerk.page.select_option("#means", "paper")
        clerk.page.locator("#person-3").uncheck()
        clerk.press("ส่งแล้ว")
        for person in ("p01", "p02", "p09", "p15"):
            clerk.open(f"{work}/invited/{person}")
            clerk.page.check("#kind-stays" if person == "p02" else "#kind-comes")
            clerk.page.select_option("#means", "phone")
            clerk.press("บันทึกคำตอบ")
            clerk.heading("ผู้ได้รับเชิญและคำตอบ")
    with walk.stranger(link) as someone:
        someone.page.check("#kind-sends")
        someone.page.fill("#name", "นางสาวแทน ประชุมแทน")
        someone.page.fill("#post", "นักทรัพยากรบุคคล")
        someone.press("ส่งคำตอบ")
        someone.sees("ท่านตอบแล้ว: ส่งผู้แทน นางสาวแทน ประชุมแทน")


def issued(clerk: Person, title: str) -> None:
    """Give a signed draft its number from the desk."""
    clerk.open("/desk")
    clerk.follow(title)
    clerk.follow("ออกเลข")
    given(clerk)


def held(walk: Walk, work: str) -> None:
    """The day itself: who came, what was said, the recording."""
    with walk.person("p15") as clerk:
        clerk.open(f"{work}/ready")
        for box in clerk.page.locator("main input[type=checkbox]").all():
            box.check()
        clerk.press("บันทึกรายการที่เสร็จ")
        done(clerk, work, "prepare")
        clerk.follow("จดการประชุม")
        clerk.page.fill("#started", "๐๙.๐๕")
        clerk.press("บันทึกเวลา")
        clerk.follow("ลงชื่อผู้มาประชุม")
        clerk.press("ที่เหลือเป็นตามที่ตอบรับไว้")
        clerk.sees("มา ๔ จาก ๕ คน")
        clerk.open(f"{work}/day")
        noted(clerk, ITEM, TASK)
        sound(clerk)
        clerk.page.fill("#ended", "๑๑.๓๐")
        clerk.press("บันทึกเวลา")
        done(clerk, work, "hold")


def noted(clerk: Person, title: str, task: str = "") -> None:
    """Write an item's note, which keeps itself, and give a task."""
    item = clerk.page.locator("form.note", has_text=title)
    item.get_by_label("ประเด็นและเหตุผล").fill("เสนอเรื่องนี้ ใช้งบประมาณ ๔๐,๐๐๐ บาท")
    item.get_by_label("มติ", exact=True).select_option(label="อนุมัติ")
    if task:
        item.get_by_label("งานที่มอบหมาย ลำดับที่ ๑").fill(task)
        item.get_by_label("ผู้รับผิดชอบ ลำดับที่ ๑").select_option("plan")
        item.get_by_label("กำหนดเสร็จ ลำดับที่ ๑").fill("๑๑ ธ.ค. ๒๕๖๙")
    clerk.click(item.get_by_role("button", name=re.compile("^บันทึก")))
    clerk.sees("บันทึกล่าสุด")


def sound(clerk: Person) -> None:
    """Lay the recording beside the notes."""
    clerk.page.get_by_text("เพิ่มไฟล์เสียง").click()
    clerk.page.set_input_files("#recording", [SOUND])
    clerk.press("เก็บไฟล์เสียง")
    clerk.sees(SOUND["name"])


def done(clerk: Person, work: str, step: str) -> None:
    """Say that a step is done."""
    clerk.open(work)
    part = clerk.part(f"step-{step}")
    clerk.click(part.get_by_role("button", name=re.compile("เสร็จแล้ว")).first)
    expect(clerk.page.locator(f"#step-{step}.ended")).to_be_visible()


def minuted(walk: Walk, work: str) -> None:
    """The minutes write themselves, are reviewed, signed and circulated."""
    with walk.person("p15") as clerk:
        clerk.open(f"{work}/day")
        clerk.press("จัดทำร่างรายงานการประชุม")
        expect(clerk.page.locator("#draft")).to_be_visible()
        clerk.open(f"{work}/review")
        clerk.page.fill("#until", "๑๖ ธ.ค. ๒๕๖๙")
        clerk.press("ส่งตรวจ")
        clerk.sees("ส่งให้ผู้ได้รับเชิญตรวจภายใน")
    with walk.person("p06") as head:
        head.open(f"{work}/review")
        part = head.page.locator("article", has_text="งบประมาณ ๔๐,๐๐๐").first
        part.get_by_text("เสนอแก้ไข").click()
        area = part.get_by_label("ข้อความที่ควรเป็น")
        area.fill(area.input_value().replace("๔๐,๐๐๐", "๔๕,๐๐๐"))
        head.click(part.get_by_role("button", name="ส่งข้อเสนอ"))
        head.sees("ข้อเสนอแก้ไข (๑)")
    with walk.person("p15") as clerk:
        clerk.open(f"{work}/review")
        clerk.click(clerk.page.locator("#proposals").get_by_role("button", name=re.compile("^รับ")))
        expect(clerk.page.locator("#proposals strong")).to_have_text("รับ")
        clerk.open(f"{work}/day")
        clerk.follow("เปิดร่างรายงานการประชุม")
        minutes = laid(clerk, "p02")
    decided(walk, "p02", minutes, "เห็นชอบ", onward="p01")
    decided(walk, "p01", minutes, "ลงนาม")
    with walk.person("p15") as clerk:
        issued(clerk, minutes)
        paper(clerk, work, "circulate", "บันทึกแจ้งมติที่ประชุม")
        circulated = laid(clerk, "p01")
    decided(walk, "p01", circulated, "ลงนาม")
    with walk.person("p15") as clerk:
        issued(clerk, circulated)
        clerk.part("step-circulate")
        for box in clerk.page.locator("#step-circulate input[type=checkbox]").all():
            box.check()
        part = clerk.page.locator("#step-circulate")
        clerk.click(part.get_by_role("button", name=re.compile("รายการที่เลือกเสร็จแล้ว")))
        expect(clerk.page.locator("#step-circulate.ended")).to_be_visible()


def filed(walk: Walk, work: str) -> None:
    """What was resolved is reported and closed; all lies in one folder, and the case is ended."""
    with walk.person("p06") as head:
        head.open("/my-work")
        head.follow(TASK)
        head.sees("ที่ประชุมอนุมัติตามที่เสนอ")
        head.page.fill("#text", "เสนอโครงการแล้ว")
        head.press("เสร็จสิ้น ปิดมตินี้")
        head.sees("เสนอโครงการแล้ว")
    with walk.person("p15") as clerk:
        clerk.open(f"{work}/folder")
        clerk.page.fill("#folder", "แฟ้มประชุมผู้บริหาร ๒๕๖๙")
        clerk.press("บันทึกที่เก็บของทุกฉบับ")
        clerk.heading("เก็บเข้าแฟ้ม")
        clerk.sees("เก็บเสียงการประชุมเข้าคลัง ๑ ไฟล์", "แฟ้มประชุมผู้บริหาร ๒๕๖๙")
        done(clerk, work, "file")
        clerk.press("ปิดงาน")
        clerk.sees("งานนี้เสร็จแล้ว")
        clerk.follow("เอกสารในแฟ้มเรื่องนี้")
        clerk.sees("๖ ฉบับ", "เสียงการประชุมผู้บริหาร ครั้งที่ ๑/๒๕๖๙")
    assert walk.office.verify(operator()).faults == ()
