"""Bad weather: the database locked, the disk full, the archive's disk away, no LibreOffice.

A page says so in Thai, what was typed or chosen is there to be sent again, nothing is half done,
and afterwards the same press does it.
"""

import io
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from html import unescape
from pathlib import Path
from shutil import copytree

import pytest
from PIL import Image
from werkzeug.test import TestResponse

from archive import database, files
from archive.records import RecordId
from office import answers, worker
from office.acting import MODES
from office.inbox import Inbox
from office.intake import Taken
from office.office import Office, operator
from office.plans import Wish
from office.worker import Worker
from tests.conftest import SAMPLES, Browser, prepared
from tests.test_web_entrance import PASSWORD, Clock
from web import held_files
from web.routing import PAGE, ROUTES

pytestmark = pytest.mark.slow

TYPED = "ข้อความยาวที่เจ้าหน้าที่พิมพ์ไว้ ห้ามหาย"
LETTER = RecordId(2569, "letter", 1)
HOLDER = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""
Weather = Callable[[Office], AbstractContextManager[None]]


@contextmanager
def locked(office: Office) -> Iterator[None]:
    """Another process writes for longer than anybody waits."""
    words = [sys.executable, "-c", HOLDER, str(office.folder.database)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        yield
        holder.communicate()


@contextmanager
def full(office: Office) -> Iterator[None]:
    """There is less room than what always stays free."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "RESERVE", 2**60)
        yield


@contextmanager
def away(office: Office) -> Iterator[None]:
    """The archive's disk is not mounted: its mount point is an empty folder."""
    disk, elsewhere = office.folder.archive, office.folder.path / "elsewhere"
    disk.rename(elsewhere)
    disk.mkdir()
    yield
    disk.rmdir()
    elsewhere.rename(disk)


STATUS: dict[Weather, int] = {locked: 503, full: 507, away: 503}
WORDS: dict[Weather, str] = {locked: "ฐานข้อมูลกำลังถูกใช้", full: "พื้นที่ดิสก์ไม่พอ", away: "ต่อดิสก์"}


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a letter, a draft, and a registrar who is administrator as well."""
    with prepared(new_office, tmp_path_factory) as office:
        given = answers.load(SAMPLES / "letter-01.yaml")
        office.issue("letter", given, operator(), Wish(pdf=False))
        office.people.grant("p16", "administrator", "", operator())
        office.people.set_password(office.people.add("p16", "p16", operator()), PASSWORD)
        memo = answers.load(SAMPLES / "memo-01.yaml")
        draft = office.drafting.begin("memo", office.actor("p16"))
        office.drafting.save(draft, 1, memo, office.actor("p16"))
        return office.folder.path


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(
    begun: Path, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    monkeypatch.setattr(database, "WAIT", 0.05)
    monkeypatch.setenv("SARABAN_SOFFICE", "/nowhere")
    opened = Office.open(copytree(begun, tmp_path / "data"), clock)
    yield opened
    opened.close()


@pytest.fixture
def registrar(browser: Browser) -> Browser:
    return browser.come_in("p16")


def picture() -> tuple[io.BytesIO, str]:
    data = io.BytesIO()
    Image.new("RGB", (80, 113), "white").save(data, "PNG")
    return io.BytesIO(data.getvalue()), "ลงนาม.png"


FILED = {  # what is written into the archive as well
    f"/records/sent/{LETTER}": {"seen": "1", "way": "post", "on": "22/11/69", "to": TYPED},
    f"/records/paper/{LETTER}": {"seen": "1", "room": TYPED, "shelf": TYPED, "box": TYPED},
    f"/records/void/{LETTER}": {"reason": TYPED},
    "/drafts/1/issue": {"revision": "2"},
    "/registers/letters/reserve": {"purpose": TYPED, "on": "22/11/69"},
    "/registers/orders/2569/first": {"number": "500"},
    "/registers/letters/2569/2948/void": {"reason": TYPED},
    "/office/people": {"id-0": "p01", "name-0": TYPED, "act": "save"},
}
WRITTEN = FILED | {
    "/drafts/1": {"revision": "2", "a-subject": TYPED, "do": "save"},
    "/drafts/1/line": {"do": "propose", "to": "p05", "note": TYPED},
    "/acting": {"person": "p02", "mode": MODES[0], "order": TYPED},
    "/people/add": {"user": "newclerk", "person": "p18", "role": "clerk"},
    "/account/tokens": {"title": TYPED, "name": TYPED},
}
CASES = [
    (weather, path)
    for weather, paths in ((locked, WRITTEN), (full, FILED), (away, FILED))
    for path in paths
]


@pytest.mark.parametrize(("weather", "path"), CASES)
def test_a_press_in_bad_weather_loses_nothing_and_works_afterwards(
    registrar: Browser, office: Office, weather: Weather, path: str
) -> None:
    fields = {"csrf": registrar.secret(), **WRITTEN[path]}
    before = office.journal.last()
    with weather(office):
        stopped = registrar.client.post(path, data=fields)
        assert stopped.status_code == STATUS[weather]
    told = unescape(stopped.text)
    assert WORDS[weather] in told
    assert TYPED in told or TYPED not in fields.values()
    assert office.journal.last() == before
    again = registrar.client.post(path, data=fields)
    assert again.status_code < 400, unescape(again.text)
    assert office.verify(operator()).faults == ()


def offered(page: TestResponse) -> dict[str, str]:
    """What the button sends that offers a post again."""
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text)
    return {name: unescape(value) for name, value in pairs}


def scan(browser: Browser) -> dict[str, object]:
    told = {"seen": "1", "compared_by": TYPED, "compared_on": "22 พ.ย. 69"}
    return {"csrf": browser.secret(), **told, "scan": picture()}


@pytest.mark.parametrize("weather", [locked, away])
def test_a_chosen_file_waits_for_better_weather(
    registrar: Browser, office: Office, weather: Weather
) -> None:
    path = f"/records/scan/{LETTER}"
    with weather(office):
        stopped = registrar.client.post(path, data=scan(registrar))
    assert stopped.status_code == 503
    assert "ลงนาม.png" in stopped.text
    assert registrar.client.post(path, data=offered(stopped)).status_code == 303
    held = office.archive.record(LETTER).files
    assert any(file.name.endswith(".png") for file in held)
    assert list((office.folder.place("work") / "held").iterdir()) == []


def late(registrar: Browser, clock: Clock) -> str:
    """Send a scan after an idle hour; return what travels through the log-in."""
    told = scan(registrar)
    clock.forward(hours=1)
    answer = registrar.client.post(f"/records/scan/{LETTER}", data=told)
    assert answer.status_code == 401
    return offered(answer)["held"]


def log_in(browser: Browser, user: str, held: str) -> TestResponse:
    return browser.post("/enter", name=user, password=PASSWORD, held=held)


def test_a_file_chosen_before_the_log_in_ran_out_needs_no_second_choosing(
    browser: Browser, office: Office, clock: Clock
) -> None:
    log_in(browser, "p16", "")
    page = log_in(browser, "p16", late(browser, clock))
    assert "ไม่ต้องเลือกใหม่: <bdi>ลงนาม.png" in page.text
    assert TYPED in page.text
    assert browser.client.post(f"/records/scan/{LETTER}", data=offered(page)).status_code == 303
    assert office.archive.record(LETTER).version == 2


def test_a_waiting_file_is_nobody_elses_and_not_a_strangers(
    browser: Browser, office: Office, clock: Clock
) -> None:
    log_in(browser, "p16", "")
    held = late(browser, clock)
    office.people.set_password(office.people.add("clerk", "p15", operator()), PASSWORD)
    page = log_in(browser, "clerk", held)
    assert "ส่งอีกครั้ง" not in page.text
    mine = offered(log_in(browser, "p16", held))
    thief = Browser(browser.app)
    log_in(thief, "clerk", "")
    stolen = thief.client.post(f"/records/scan/{LETTER}", data=mine | {"csrf": thief.secret()})
    assert "โปรดเลือกไฟล์" in unescape(stolen.text)
    stranger = Browser(browser.app)
    told = stranger.client.post(f"/records/scan/{LETTER}", data=scan(stranger))
    assert told.status_code == 401
    assert len(list((office.folder.place("work") / "held").iterdir())) == 1


def test_files_wait_for_a_day_and_a_bounded_size_and_it_is_said_when_they_cannot(
    browser: Browser, office: Office, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = office.folder.place("work") / "held"
    log_in(browser, "p16", "")
    late(browser, clock)
    clock.forward(hours=10)
    log_in(browser, "p16", "")
    late(browser, clock)
    assert len(list(waiting.iterdir())) == 2
    clock.forward(hours=30)
    log_in(browser, "p16", "")
    late(browser, clock)
    assert len(list(waiting.iterdir())) == 1
    monkeypatch.setattr(held_files, "MOST", 10)
    page = log_in(browser, "p16", late(browser, clock))
    assert "ต้องเลือกใหม่หลังกดส่ง: <bdi>ลงนาม.png" in page.text
    again = browser.client.post(f"/records/scan/{LETTER}", data=offered(page))
    assert again.status_code == 422
    assert TYPED in again.text


def test_the_pages_of_one_person_stay_good_through_a_new_log_in(
    browser: Browser, clock: Clock
) -> None:
    log_in(browser, "p16", "")
    old = browser.secret()
    clock.forward(hours=1)
    log_in(browser, "p16", "")
    told = {"csrf": old, "revision": "2", "a-subject": TYPED, "do": "save"}
    assert browser.client.post("/drafts/1", data=told).status_code == 303
    browser.post("/leave")
    log_in(browser, "p16", "")
    assert browser.client.post("/drafts/1", data=told).status_code == 400


@pytest.mark.parametrize("weather", [locked, full, away])
def test_every_page_answers_in_thai_whatever_the_weather(
    registrar: Browser, office: Office, weather: Weather
) -> None:
    paths = [route.path for route in ROUTES if "GET" in route.methods and route.door == PAGE]
    paths = [path for path in paths if "<" not in path]
    paths += ["/drafts/1", "/drafts/1/line", "/drafts/1/issue", f"/records/{LETTER}"]
    with weather(office):
        for path in paths:
            answer = registrar.get(path)
            assert answer.status_code != 500, path
            if answer.status_code in (503, 507) and path != "/health":
                assert WORDS[weather] in unescape(answer.text), path


def test_the_worker_goes_on_when_the_disk_is_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "AGAIN", 0.05)
    tried, done = threading.Event(), threading.Event()
    looked = Inbox.scan

    def scan(inbox: Inbox) -> list[Taken]:
        if not tried.is_set():
            tried.set()
            raise OSError("the disk went away in the middle of it")
        done.set()
        return looked(inbox)

    monkeypatch.setattr(Inbox, "scan", scan)
    with Worker(office).beside():
        assert tried.wait(60)
        assert done.wait(60)
