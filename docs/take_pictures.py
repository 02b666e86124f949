"""Take pictures of every page, at the width of a screen and of a telephone, from a sample office.

    ./run pictures            all of them into ./pictures, and the chosen ones into docs/pictures

The office is made anew in a temporary folder, so that the same program gives the same pictures.
"""

import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import waitress  # type: ignore[import-untyped]
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from office import answers
from office.demo import make_demo
from office.first_start import try_as
from office.office import Office, operator
from office.profile import SAMPLE
from office.submission import To
from web.routing import PAGE, ROUTES
from web.serving import Door

HERE = Path(__file__).parent / "pictures"
WIDTHS = (1280, 360)  # CSS pixels
HIGHEST = 1500  # pixels; what lies below is left out
COLOURS = 24  # of a picture's palette
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--force-color-profile=srgb")
THAI = {"LANGUAGE": "th", "LANG": "th_TH.UTF-8"}  # in which a browser's own words are
STICKY = ("draft", "draft-check")  # their buttons stay in sight: only what a window shows
PASSWORD = "ข้าวเหนียวมะม่วง"
CLERK, REGISTRAR, HEAD, ADMINISTRATOR = "p15", "p16", "p05", "p07"
LETTER, MEMO, MINUTES = "2569/letter/0001", "2569/memo/0001", "2569/minutes/0003"
MORE = (  # pages that need to be told what they show: a name, an address, who looks
    ("draft", "/drafts/1", CLERK),
    ("draft-check", "/drafts/2?check=1", CLERK),
    ("draft-line", "/drafts/1/line", CLERK),
    ("draft-decide", "/drafts/3/line", HEAD),
    ("draft-issue", "/drafts/1/issue", CLERK),
    ("draft-print", "/drafts/1/print", CLERK),
    ("draft-preview", "/drafts/1/preview", CLERK),
    ("record", f"/records/{MINUTES}", CLERK),
    ("record-letter", f"/records/{LETTER}", REGISTRAR),
    ("record-sent", f"/records/sent/{LETTER}", REGISTRAR),
    ("record-scan", f"/records/scan/{LETTER}", REGISTRAR),
    ("record-paper", f"/records/paper/{LETTER}", REGISTRAR),
    ("record-tie", f"/records/tie/{LETTER}", REGISTRAR),
    ("record-void", f"/records/void/{LETTER}", REGISTRAR),
    ("issued", f"/issued/{MEMO}", CLERK),
    ("search", "/find?q=อาหารกลางวัน", CLERK),
    ("search-nothing", "/find?q=ไดโนเสาร์", CLERK),
    ("browse-year", "/browse?year=2569", CLERK),
    ("register", "/registers/letters/2569?month=all", REGISTRAR),
    ("register-reserve", "/registers/letters/reserve", REGISTRAR),
    ("register-first", "/registers/orders/2569/first", REGISTRAR),
    ("register-void", "/registers/letters/2569/2948/void", REGISTRAR),
    ("guide-clerk", "/help/clerk", CLERK),
    ("guide-director", "/help/director", CLERK),
    ("not-found", "/records/2569/memo/9999", CLERK),
    ("not-permitted", "/people", CLERK),
)
CHOSEN = {  # what docs/pictures.md shows, and under which name
    "draft-1280": "draft",
    "draft-decide-360": "decide-phone",
    "draft-issue-1280": "issue",
    "search-1280": "search",
    "search-360": "search-phone",
    "register-1280": "register",
    "record-letter-1280": "record",
    "desk-1280": "desk",
    "desk-360": "desk-phone",
    "first-office-1280": "first-start",
    "health_page-1280": "status",
}


def filled(data: Path) -> None:
    """Make the sample office, with drafts at several stages and files that arrived."""
    for line in make_demo(data, 0, pdf=True):
        print(line, file=sys.stderr)
    office = Office.open(data)
    for person in (CLERK, REGISTRAR, HEAD, ADMINISTRATOR):
        try_as(office, person, browser="")
    clerk = office.actor(CLERK)
    given = answers.load(SAMPLE.parent / "memo-01.yaml")
    asked = {field.name for field in office.shelf.form("memo").fields} - {"book_no"}
    given = {name: told for name, told in given.items() if name in asked}
    for subject in (given["subject"], "", "ขออนุมัติจัดค่ายภาษาอังกฤษ"):
        draft = office.drafting.begin("memo", clerk)
        office.drafting.save(draft, 1, given | {"subject": subject}, clerk)
    office.submission.propose(3, To(person=HEAD, note="เพื่อโปรดพิจารณา"), clerk)
    office.people.set_password(office.people.add("banthuek", CLERK, operator()), PASSWORD)
    minutes = "บันทึกการหารือเรื่องอาหารกลางวันนักเรียน".encode()
    office.arrivals.upload("บันทึกการหารือ.txt", minutes, "3", office.actor(REGISTRAR))
    office.arrivals.upload("หนังสือสแกน.pdf", b"%PDF-1.7", "3", office.actor(REGISTRAR))
    office.close()


@contextmanager
def served(data: Path) -> Iterator[str]:
    """Serve a data folder; gives the address that the first start prints."""
    with ExitStack() as stack:
        door = Door(data, (), stack)
        server = waitress.create_server(door, host="127.0.0.1", port=0)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.effective_port}/first/{door.key}"
        server.task_dispatcher.shutdown(timeout=60)
        server.close()
        thread.join(timeout=5)


class Camera:
    """A browser window of one width; its pictures go into a folder."""

    def __init__(self, chromium: Browser, width: int, into: Path) -> None:
        self._context = chromium.new_context(viewport={"width": width, "height": 900})
        self.page: Page = self._context.new_page()
        self._width = width
        self._into = into

    def take(self, name: str, url: str = "") -> None:
        """Take the picture of a page as a small PNG, cut off below HIGHEST."""
        if url:
            self.page.goto(url)
        self.page.wait_for_load_state("networkidle")
        place = self._into / f"{name}-{self._width}.png"
        self.page.screenshot(path=place, full_page=name not in STICKY)
        with Image.open(place) as taken:
            seen = taken.convert("RGB").crop((0, 0, taken.width, min(taken.height, HIGHEST)))
        few = seen.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(place, optimize=True)

    def come_in(self, first: str, person: str) -> None:
        """Act as somebody of the sample office."""
        self.page.goto(first)
        self.page.click(f"form:has(input[value={person}]) button")
        self.page.wait_for_url(lambda where: "/first/" not in where)


def of_the_first_start(camera: Camera, first: str) -> None:
    """Walk through the set-up, with a picture of each step."""
    page = camera.page
    camera.take("first-begin", first)
    camera.take("first-office", f"{first}/office")
    page.fill("#name_full", "โรงเรียนบ้านทดลอง")
    page.fill("#book_code", "ศธ ๐๔๑๒๓")
    page.locator("main button").last.click()
    camera.take("first-groups")
    page.fill("#name-0", "กลุ่มวิชาการ")
    page.locator("button[value=save]").last.click()
    camera.take("first-people")
    page.fill("#name-0", "นางสาวใจดี มีสุข")
    page.fill("#position-0", "ครูชำนาญการ")
    page.locator("button[value=save]").last.click()
    camera.take("first-registers")
    page.locator("main button").last.click()
    camera.take("first-account")


def of_the_office(camera: Camera, first: str) -> None:
    """Take every page that needs no telling, then the others."""
    url = first.partition("/first/")[0]
    camera.take("enter", f"{url}/enter")
    camera.take("try", first)
    seen = set[str]()
    for person in (REGISTRAR, ADMINISTRATOR):
        camera.come_in(first, person)
        for route in ROUTES:
            plain = "<" not in route.path and "GET" in route.methods and route.door == PAGE
            if plain and route.name not in seen and is_page(camera.page, url + route.path):
                camera.take(route.name, url + route.path)
                seen.add(route.name)
    for person in dict.fromkeys(who for *_, who in MORE):
        camera.come_in(first, person)
        for name, path, who in MORE:
            if who == person:
                camera.take(name, url + path)


def is_page(page: Page, address: str) -> bool:
    """Whether an address answers this person with a page of its own."""
    answer = page.request.get(address, max_redirects=0)
    return answer.ok and answer.headers["content-type"].startswith("text/html")


def main(into: Path) -> None:
    """Take them all, and keep the chosen ones for the documentation."""
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=FLAGS, env={**os.environ, **THAI}
        )
        filled(Path(folder) / "sample")
        for width in WIDTHS:
            with served(Path(folder) / f"new-{width}") as first:
                of_the_first_start(Camera(chromium, width, into), first)
            with served(Path(folder) / "sample") as first:
                of_the_office(Camera(chromium, width, into), first)
        chromium.close()
    for taken, name in CHOSEN.items():
        shutil.copy(into / f"{taken}.png", HERE / f"{name}.png")
    sizes = [place.stat().st_size // 1024 for place in into.iterdir()]
    print(f"{len(sizes)} pictures, {sum(sizes)} KB, the largest {max(sizes)} KB")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "pictures"))
