"""What confirming a scanned letter by keyboard costs: ``python -m bench.confirming [LETTERS]``.

Letters of ``bench/reading_letters.py`` are printed with Typst, scanned and laid into the inbox;
then a clerk who knows what they say confirms one after the other in Chromium, by keyboard alone.
Prints for each letter the keys and the seconds in which the machine kept the clerk waiting, and the
median of both; what the eye needs is not in it.
"""

import io
import json
import random
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path

from playwright.sync_api import Locator, Page

from bench.digit_lines import scanned
from bench.reading import WEATHERS, bare, drawn
from bench.reading_letters import SUBJECTS, Letter, letter
from bench.reading_makers import makers
from office import inbox
from office.arrivals import CONFIRM
from office.office import Office, operator
from office.profile import SAMPLE, load
from templates import fonts
from templates.pdf import Converter
from tests.seeing import come_in, opened_chromium, served_office
from thai.dates import format_date

KINDS = ("external", "memo", "stamped")
ORDER = ("number", "dated", "sender", "receiver", "subject", "speed", "category")
FIELDS = {"number": "number", "dated": "date", "sender": "from", "subject": "subject"}


def now() -> datetime:
    """After every letter's day."""
    return datetime(2028, 1, 10, 5, 0, tzinfo=UTC)


def scans(count: int, work: Path) -> dict[str, tuple[Letter, bytes]]:
    """Return letters by the names of their files, each as a PDF of one picture."""
    chance, found = random.Random(2569), dict[str, tuple[Letter, bytes]]()
    with ExitStack() as stack:
        built = Path(fonts.build(fonts.home(work)).config).parent
        font = next(built.rglob("*Sarabun-Regular.ttf"))
        make = makers(stack, font, Converter(work, work))["Typst"]
        for n in range(count):
            made = letter(KINDS[n % len(KINDS)], chance)
            weather = WEATHERS[n % 3]
            page, held = drawn(make(made))[0], io.BytesIO()
            scanned(page, weather, chance).save(held, "PDF", resolution=weather.dpi)
            found[f"{n:03d}.pdf"] = (made, held.getvalue())
    return found


def wanted(made: Letter) -> dict[str, str]:
    """Return what the fields of the page must say."""
    told = {name: made.fields.get(field, "") for name, field in FIELDS.items()}
    told["dated"] = format_date(date.fromisoformat(told["dated"]), "letter")
    subject = made.fields.get("subject", "")
    told["category"] = str(1 + SUBJECTS.index(subject) % 5) if subject in SUBJECTS else "1"
    return told


def put_right(page: Page, told: dict[str, str]) -> int:
    """Type what is wrong, as a clerk does; return the keys, those to reach a field included."""
    keys, at = 0, ORDER.index(page.locator(":focus").get_attribute("name") or ORDER[0])
    for place, name in enumerate(ORDER):
        field, right = page.locator(f"#{name}"), told.get(name, "")
        if not right or bare(field.input_value()) == bare(right):
            continue
        keys, at = keys + abs(place - at), place
        keys += typed(page, field, bare(right)) if "_" in field.input_value() else 0
        if bare(field.input_value()) != bare(right):
            field.select_option(right) if name == "category" else field.fill(right)
            keys += len(right)
    return keys


def typed(page: Page, field: Locator, right: str) -> int:
    """Type the digits for which blanks stand, if that makes it right; return the keys."""
    value = bare(field.input_value())
    if len(value) != len(right):
        return 0
    digits = [letter for blank, letter in zip(value, right, strict=True) if blank == "_"]
    field.focus()
    page.keyboard.type("".join(digits))
    return len(digits)


def clerk(page: Page, url: str, office: Office, letters: dict[str, tuple[Letter, bytes]]) -> None:
    """Confirm all that waits."""
    every, waits = list[int](), list[float]()
    page.goto(f"{url}/inbox/confirm")
    while "/confirm" in page.url:
        arrival = int(page.url.split("/")[-2])
        name = office.arrivals.one(arrival, operator()).source
        asked = page.locator(".says").count()
        keys = put_right(page, wanted(letters[name][0])) + 1
        begin = time.perf_counter()
        page.locator("#number").press("Enter")
        page.wait_for_url(lambda where: f"/{arrival}/" not in where)  # noqa: B023
        if page.locator("img.sheet").count():
            page.locator("img.sheet").first.evaluate("each => each.decode()")
        waited = time.perf_counter() - begin
        every.append(keys)
        waits.append(waited)
        told = {"letter": name, "asked": asked, "keys": keys, "waited": round(waited, 2)}
        print(json.dumps(told, ensure_ascii=False))
    half = {"keys": statistics.median(every), "waited": round(statistics.median(waits), 2)}
    print(json.dumps({"letters": len(every), "median": half, "most keys": max(every)}))


def main() -> None:
    """Make the letters, take them in, and confirm them."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 24
    inbox.QUIET = 0.01
    with tempfile.TemporaryDirectory() as folder:
        letters = scans(count, Path(folder))
        office = Office.create(Path(folder) / "data", load(SAMPLE), now)
        for name, (_, data) in letters.items():
            (office.folder.place("inbox") / name).write_bytes(data)
        box = inbox.Inbox(office.intake, office.arrivals, office.clock)
        while box.scan():
            pass
        print(json.dumps({"to confirm": len(office.arrivals.all(operator(), CONFIRM, 999))}))
        with served_office(office) as url, opened_chromium() as chromium:
            page = chromium.new_page()
            come_in(page, url, "p15")
            clerk(page, url, office, letters)
        office.close()


if __name__ == "__main__":
    main()
