"""What confirming a scanned letter by keyboard costs: ``python -m bench.confirming [LETTERS]``.

Letters of ``bench/reading_letters.py`` are printed with Typst, scanned and laid into the inbox;
then a clerk who knows what they say confirms one after the other in Chromium, by keyboard alone.
Prints for each letter the keys, the seconds in which the machine kept the clerk waiting, which
fields were asked for or wrong, and an estimate of the whole time by the keystroke-level model.
"""

import io
import json
import random
import statistics
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from playwright.sync_api import Page

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
MARKS = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d"
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


@dataclass
class Cost:
    """What one letter took: keys (chords count two), characters typed among them, fields looked at.

    ``fields`` tells of each field whether it was asked for and whether it had to be put right.
    """

    keys: int = 0
    typed: int = 0
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def looks(self) -> int:
        """How many times the clerk decides something: the letter as a whole, and each field."""
        return 1 + len([name for name in self.fields if name != "category"])

    def press(self, keys: int, typed: int = 0) -> None:
        """Count keys; ``typed`` of them are characters."""
        self.keys, self.typed = self.keys + keys, self.typed + typed


def seconds(keys: float, looks: float, waited: float) -> float:
    """Estimate by the keystroke-level model (Card, Moran, Newell 1980): K = .28 s, M = 1.35 s."""
    return round(0.28 * keys + 1.35 * looks + waited, 1)


def put_right(page: Page, told: dict[str, str]) -> Cost:
    """Do what a clerk does who knows what the letter says, by keyboard, until it can be confirmed.

    Enter leads through the fields that are asked for; a wrong one that is not is reached by Alt and
    its number before. What must be corrected is typed anew or mended from its nearer end, whichever
    takes fewer keys.
    """
    cost = Cost()
    asked = [name for name in ORDER if page.locator(f"#{name}[data-ask]").count()]
    wrong = [name for name in ORDER if _is_wrong(page, name, told)]
    for name in ORDER:
        if name in asked or name in wrong:
            cost.fields[name] = f"{'asked' * (name in asked)} {'wrong' * (name in wrong)}".strip()
    for name in [name for name in wrong if name not in asked]:
        page.keyboard.press(f"Alt+{1 + ORDER.index(name)}")
        cost.press(2)
        mend(page, name, told[name], cost)
    for at, name in enumerate(asked):
        reached = page.locator(f"#{name}:focus").count()
        if not reached:
            way = "Enter" if at or wrong else f"Alt+{1 + ORDER.index(name)}"
            page.keyboard.press(way)
            cost.press(1 if way == "Enter" else 2)
        if name in wrong:
            mend(page, name, told[name], cost)
    return cost


def _is_wrong(page: Page, name: str, told: dict[str, str]) -> bool:
    right = bare(told.get(name, ""))
    return bool(right) and bare(page.locator(f"#{name}").input_value()) != right


def mend(page: Page, name: str, right: str, cost: Cost) -> None:
    """Put one field right in which the cursor stands."""
    where = page.locator(f"#{name}")
    if name == "category":
        page.keyboard.type(right)
        cost.press(len(right), len(right))
    elif offered := _offered(page, name, right):
        page.keyboard.press(str(offered))
        cost.press(1)
    if bare(where.input_value()) != bare(right):
        keys, typed = edit(where.input_value(), right)
        where.fill(right)
        cost.press(keys, typed)


def _offered(page: Page, name: str, right: str) -> int:
    """Return which of what is proposed is right, or becomes it by typing more behind; 0 for none.

    It can be chosen by its number where nothing but the whole is selected.
    """
    if "_" in page.locator(f"#{name}").input_value():
        return 0
    for number, one in enumerate(page.locator(f"[data-for={name}]").all(), 1):
        if bare(right).startswith(bare(one.get_attribute("value") or "?")):
            return number
    return 0


def edit(value: str, right: str) -> tuple[int, int]:
    """Return the keys that make one text another, and how many of them are characters typed.

    The page has selected the first blank, else the whole. Marks above and below go with their
    letter when the cursor moves.
    """
    one, other = bare(value), bare(right)
    whole = (len(other), len(other))
    same = _alike(one, other)
    behind = min(_alike(one[::-1], other[::-1]), len(one) - same, len(other) - same)
    gone, came = one[same : len(one) - behind], other[same : len(other) - behind]
    blanks = gone.count("_")
    if blanks and len(gone) == len(came):
        return blanks, blanks
    if "_" in gone and one.find("_") == same:
        keys = len(gone) - 1 + max(1, len(came))
        return min(whole, (keys, len(came)))
    moves = min(_clusters(one[:same]), _clusters(one[len(one) - behind :]))
    return min(whole, (1 + moves + len(gone) + len(came), len(came)))


def _alike(one: str, other: str) -> int:
    """Return how many letters two texts begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _clusters(text: str) -> int:
    return sum(not unicodedata.combining(letter) and letter not in MARKS for letter in text)


def clerk(page: Page, url: str, office: Office, letters: dict[str, tuple[Letter, bytes]]) -> None:
    """Confirm all that waits."""
    every, fields = list[tuple[int, int, int, float, float]](), Counter[str]()
    page.goto(f"{url}/inbox/confirm")
    while "/confirm" in page.url:
        arrival = int(page.url.split("/")[-2])
        name = office.arrivals.one(arrival, operator()).source
        cost = put_right(page, wanted(letters[name][0]))
        cost.press(1)
        begin = time.perf_counter()
        page.keyboard.press("Enter")
        page.wait_for_url(lambda where: f"/{arrival}/" not in where)  # noqa: B023
        if page.locator("img.sheet").count():
            page.locator("img.sheet").first.evaluate("each => each.decode()")
        waited = time.perf_counter() - begin
        whole = seconds(cost.keys, cost.looks, waited)
        every.append((cost.keys, cost.typed, cost.looks, waited, whole))
        fields.update(f"{where}: {what}" for where, what in cost.fields.items())
        told = {"letter": name, "keys": cost.keys, "waited": round(waited, 2), "seconds": whole}
        print(json.dumps(told | {"fields": cost.fields}, ensure_ascii=False))
    summed(every, fields)


def summed(every: list[tuple[int, int, int, float, float]], fields: Counter[str]) -> None:
    """Print what all letters took, and which fields."""
    names = ("keys", "typed", "looks", "waited", "seconds")
    columns = dict(zip(names, zip(*every, strict=True), strict=True))
    for name, one in columns.items():
        told = {"median": statistics.median(one), "mean": statistics.mean(one), "most": max(one)}
        print(json.dumps({name: {each: round(value, 2) for each, value in told.items()}}))
    within = sum(one <= 5 for one in columns["seconds"])
    print(json.dumps({"letters": len(every), "within 5 s": within}))
    print(json.dumps(dict(sorted(fields.items()))))


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
