"""A clerk's walk through bad weather in Chromium, on a small disk that is really filled."""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from PIL import Image
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from archive import database
from archive.records import RecordId
from office import answers, worker
from office.office import Office, operator
from office.profile import SAMPLE, load
from templates import soffice
from tests import seeing
from tests.seeing import AXE, faults
from tests.test_office_disk import fill
from tests.test_templates_pdf import libreoffices
from tests.test_web_seen import PASSWORD
from tests.test_web_weather import away, full, locked
from web.current import OFFICE
from web.serving import Door

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(soffice.program() is None, reason="LibreOffice is not installed"),
]
SUBJECT = "ขออนุมัติจัดค่ายภาษาอังกฤษ"


@pytest.fixture
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A small disk of its own where that is permitted."""
    try:
        return Path(request.getfixturevalue("small_disk"))
    except pytest.skip.Exception:
        return tmp_path


@pytest.fixture
def begun(disk: Path) -> Path:
    """An office in which the clerk has a password and a draft."""
    office = Office.create(disk / "data", load(SAMPLE))
    office.people.set_password(office.people.add("clerk", "p15", operator()), PASSWORD)
    clerk = office.actor("clerk")
    draft = office.drafting.begin("memo", clerk)
    given = answers.load(SAMPLE.parent / "memo-01.yaml")
    del given["book_no"]
    office.drafting.save(draft, 1, given, clerk)
    office.close()
    return disk / "data"


@pytest.fixture
def served(begun: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Office]]:
    """The address of that office, as ``saraban serve`` opens it, with the worker beside."""
    monkeypatch.setattr(database, "WAIT", 0.5)
    monkeypatch.setattr(worker, "ROUND", 1.0)
    monkeypatch.setattr(worker, "AGAIN", 0.5)
    with ExitStack() as stack:
        door = Door(begun, (), stack)
        with seeing.served(door) as url:
            yield url, door.pages.extensions[OFFICE]


@contextmanager
def filled(office: Office, disk: Path) -> Iterator[None]:
    """No room is left on the disk; where it is not our own, as far as the archive sees."""
    if not os.path.ismount(disk):
        with full(office):
            yield
        return
    fill(disk / "heap", 0)
    yield
    (disk / "heap").unlink()


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name).last.click()


def stopped(page: Page, words: str) -> None:
    expect(page.locator("main")).to_contain_text(words)


def log_in(page: Page, url: str, office: Office) -> None:
    page.goto(f"{url}/enter")
    page.fill("#name", "clerk")
    with locked(office):
        page.fill("#password", PASSWORD)
        press(page, "เข้าระบบ")
        stopped(page, "ฐานข้อมูลกำลังถูกใช้")
    assert page.input_value("#name") == "clerk"
    page.fill("#password", PASSWORD)
    press(page, "เข้าระบบ")
    expect(page.locator(".person")).to_be_visible()


def write(page: Page, url: str, office: Office, script: bool) -> None:
    page.goto(f"{url}/drafts/1")
    with locked(office):
        page.fill("#a-subject", SUBJECT)
        if not script:
            press(page, "บันทึกร่าง")
        stopped(page, "ฐานข้อมูลกำลังถูกใช้")
        expect(page.locator("#a-subject")).to_have_value(SUBJECT)
    if script:
        expect(page.locator("#saved")).to_have_text("บันทึกแล้ว")
    else:
        press(page, "บันทึกร่าง")
        stopped(page, "บันทึกร่างแล้ว")
    page.reload()
    expect(page.locator("#a-subject")).to_have_value(SUBJECT)


def look(page: Page, url: str, office: Office) -> None:
    """Look at the real page right after the warm LibreOffice was killed."""
    for _ in range(240):
        if found := libreoffices(office.folder.place("work")):
            break
        page.wait_for_timeout(250)
    assert found
    for process in found:
        os.kill(process, signal.SIGKILL)
    page.goto(f"{url}/drafts/1/preview")
    expect(page.locator("img.sheet").first).to_be_visible()


def number(page: Page, office: Office, script: bool) -> None:
    """Ask for the number with the disk away, then without LibreOffice."""
    press(page, "ออกเลข")
    with away(office):
        press(page, "ออกเลข ศธ")
        stopped(page, "ต่อดิสก์")
        assert not (script and AXE.exists()) or faults(page) == []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SARABAN_SOFFICE", "/nowhere")
        press(page, "ส่งอีกครั้ง")
        expect(page.locator(".big-number")).to_contain_text("/๑")
        stopped(page, "LibreOffice")


def attach(page: Page, office: Office, disk: Path, scan: Path) -> None:
    page.get_by_role("link", name="แนบฉบับที่ลงนามแล้ว").click()
    page.set_input_files("#scan", scan)
    page.fill("#compared_by", "นายเทียบ ถูกต้อง")
    with filled(office, disk):
        press(page, "แนบฉบับลงนาม")
        stopped(page, "พื้นที่ดิสก์ไม่พอ")
        stopped(page, "นายเทียบ ถูกต้อง")
        stopped(page, "ต้องเลือกใหม่")
    press(page, "ส่งอีกครั้ง")
    expect(page.locator("#compared_by")).to_have_value("นายเทียบ ถูกต้อง")
    page.set_input_files("#scan", scan)
    press(page, "แนบฉบับลงนาม")
    stopped(page, "แนบฉบับลงนามแล้ว")


def send(page: Page, office: Office) -> None:
    page.get_by_role("link", name="บันทึกการส่ง").click()
    page.select_option("#way", index=1)
    page.fill("#to", "โรงเรียนบ้านสมมติ")
    with away(office):
        press(page, "บันทึกการส่ง")
        stopped(page, "ต่อดิสก์")
    press(page, "ส่งอีกครั้ง")
    stopped(page, "ถึง โรงเรียนบ้านสมมติ")


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_a_clerk_walks_through_bad_weather(
    served: tuple[str, Office], disk: Path, chromium: Chromium, tmp_path: Path, script: bool
) -> None:
    url, office = served
    scan = tmp_path / "ลงนาม.png"
    Image.new("RGB", (400, 560), "white").save(scan)
    page = chromium.new_context(java_script_enabled=script).new_page()
    log_in(page, url, office)
    write(page, url, office, script)
    look(page, url, office)
    page.goto(f"{url}/drafts/1")
    number(page, office, script)
    page.goto(f"{url}/find?q=" + quote("ค่ายภาษา"))
    for _ in range(120):  # index and PDF come by themselves
        if page.locator("mark").count():
            page.get_by_role("link", name="ขออนุมัติจัดค่าย").first.click()
            if page.get_by_role("link", name=".pdf").count():
                break
        page.wait_for_timeout(500)
        page.goto(f"{url}/find?q=" + quote("ค่ายภาษา"))
    attach(page, office, disk, scan)
    send(page, office)
    assert office.verify(operator()).faults == ()
    record = office.archive.record(RecordId(2569, "memo", 1))
    told = record.description
    assert told.register_year
    assert office.registers_of(told.register, told.register_year).unexplained == ()
    assert {Path(file.name).suffix for file in record.files} >= {".docx", ".pdf", ".png"}
