"""How well what arrives is read: fields by kind, letters by producer, on files and on scans.

    python -m bench.reading [--letters N] [--scans N]

Prints JSON lines: for each kind and field how many of N letters per producer were right and how
many were wrong without being asked for; letters and Thai digits wrong by our reader, by producer,
by pypdf bare and mended and by pdfium bare, and of scans beside Tesseract alone; pages a second.
"""

import argparse
import io
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pypdf
from PIL import Image

from bench.digit_lines import Weather, scanned
from bench.reading_letters import Letter, letter
from bench.reading_makers import makers
from indexer import page_pictures, pdf_lines, pdf_text, pdfium, scanning
from indexer.pages import Page
from indexer.recognition.field import Recognised
from indexer.recognition.recognise import recognise
from templates import fonts
from templates.pdf import Converter
from thai.text import normal

KINDS = ("external", "memo", "stamped", "order", "announcement", "minutes")
WEATHERS = (
    Weather(dpi=300, blur=0.5, turn=0.4, noise=6),
    Weather(dpi=200, blur=0.5, turn=-0.8, noise=10, quality=70),
    Weather(dpi=300, blur=0.8, turn=1.2, noise=14, quality=80),
    Weather(dpi=150, blur=0.4, turn=0.3, noise=6),
    Weather(dpi=300, two_tone=True, blur=0.6, turn=-0.3, noise=20),
    Weather(dpi=200, blur=0.7, turn=0.5, noise=8, stamp=True),
)


def bare(text: str) -> str:
    """Return a text for comparing: normal form, no white space."""
    return "".join(normal(text).split())


def read(pdf: bytes) -> list[Page]:
    """Read a PDF by its text layer."""
    with pdfium.opened(pdf) as document:
        return [pdf_lines.page_of(document[at], at + 1) for at in range(len(document))]


def drawn(pdf: bytes) -> list[Image.Image]:
    """Draw a PDF's pages as they were printed."""
    with pdfium.opened(pdf) as document:
        return [page_pictures.of_page(document[at])[0] for at in range(len(document))]


def count(tally: Counter, made: Letter, found: Recognised, key: tuple = ()) -> list[str]:
    """Count a letter's fields: right, wrong but asked for, wrong in silence."""
    missed = []
    tally[(*key, "kind", "right" if found.kind == made.kind else "wrong")] += 1
    for name, wanted in made.fields.items():
        if not wanted:
            continue
        field = found.fields.get(name)
        value = field.value if field else ""
        how = "right" if bare(wanted) == bare(value) else "wrong"
        if how == "right" and field and field.asked:
            how = "right, asked"
        if how == "wrong" and (field is None or field.asked):
            how = "asked"
        tally[(*key, name, how)] += 1
        if not how.startswith("right"):
            missed.append(f"{name} ({how}): {wanted!r} read as {value!r}")
    return missed


def begun_alike(a: str, b: str) -> int:
    """Return how many letters two texts have in common before they first differ."""
    pairs = enumerate(zip(a, b, strict=False))
    return next((at for at, (x, y) in pairs if x != y), min(len(a), len(b)))


def distance(a: str, b: str) -> int:
    """Return how many letters differ (Levenshtein)."""
    same = begun_alike(a, b)
    a, b = a[same:][::-1], b[same:][::-1]
    same = begun_alike(a, b)
    a, b = a[same:], b[same:]
    before = list(range(len(b) + 1))
    for n, x in enumerate(a, 1):
        now = [n]
        for m, y in enumerate(b, 1):
            now.append(min(before[m] + 1, now[-1] + 1, before[m - 1] + (x != y)))
        before = now
    return before[-1]


def wanted_text(made: Letter) -> str:
    """Return all that a letter says in the order of its parts."""
    return bare("".join(a + b for _, a, b in made.parts))


def figures(text: str) -> str:
    """Return the digits of a text in normal form."""
    return "".join(letter for letter in text if letter.isdigit())


def alone(picture: Image.Image) -> str:
    """Return what Tesseract reads of a page by itself."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.png")
        picture.save(path, dpi=(300, 300))
        command = ["tesseract", str(path), "-", "-l", "tha+eng", "--psm", "3"]
        one = {"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/bin"}
        return subprocess.run(command, capture_output=True, check=True, env=one).stdout.decode()


def table(tally: Counter) -> dict[str, dict[str, str]]:
    """Return for each key and field: right, of them asked for, and wrong in silence."""
    rows: dict = defaultdict(lambda: defaultdict(Counter))
    for (*key, name, how), n in tally.items():
        rows[" ".join(map(str, key))][name][how] += n
    return {
        key: {
            name: f"{100 * (c['right'] + c['right, asked']) / c.total():.1f} % of {c.total()}"
            + (f", {c['right, asked']} asked" if c["right, asked"] else "")
            + (f"; wrong in silence {c['wrong']}" if c["wrong"] else "")
            for name, c in fields.items()
        }
        for key, fields in rows.items()
    }


class Tally:
    """Counts of a run."""

    def __init__(self, verbose: bool) -> None:
        self.fields: dict[str, Counter] = defaultdict(Counter)
        self.letters: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        self.digits: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        self.seconds: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        self.verbose = verbose

    @contextmanager
    def spent(self, what: str, pages: int) -> Iterator[None]:
        """Count the processor's seconds of this process and the programs it runs."""
        begin = sum(os.times()[:4])
        yield
        self.seconds[what][0] += sum(os.times()[:4]) - begin
        self.seconds[what][1] += pages

    def letter(self, how: str, maker: str, made: Letter, pages: list[Page]) -> None:
        found = recognise(pages)
        missed = count(self.fields[how], made, found, (made.kind,))
        if how == "born digital":
            count(self.fields["by maker"], made, found, (maker,))
        for line in missed if self.verbose else ():
            print(f"{how} {maker} {made.kind}: {line}", file=sys.stderr)

    def text(self, where: str, made: Letter, read: str) -> None:
        """Count letters, and the digits of a letter that was printed in Thai digits."""
        wanted, thai = wanted_text(made), re.search("[๐-๙]", str(made.parts))
        counts = [(self.letters, wanted, bare(read))]
        counts += [(self.digits, figures(wanted), figures(bare(read)))] * bool(thai)
        for counted, right, said in counts:
            counted[where][0] += distance(right, said)
            counted[where][1] += len(right)

    def show(self) -> None:
        for how, tally in self.fields.items():
            for key, fields in table(tally).items():
                print(json.dumps({how: key, **fields}, ensure_ascii=False))
        for where, (wrong, whole) in self.letters.items():
            off, digits = self.digits[where]
            share = {"wrong": f"{100 * wrong / max(1, whole):.2f} %"}
            share["Thai digits wrong"] = f"{100 * off / max(1, digits):.2f} % of {digits}"
            print(json.dumps({"letters": where, **share}, ensure_ascii=False))
        for what, (spent, pages) in self.seconds.items():
            print(json.dumps({"pages a second of one core": what, "rate": round(pages / spent, 1)}))


def born_digital(tally: Tally, maker: str, made: Letter, pdf: bytes) -> None:
    """Read a letter by its text layer, beside pypdf and pdfium."""
    with tally.spent("text layer, with fields", pdfium.count(pdf)):
        pages = read(pdf)
        recognise(pages)
    tally.letter("born digital", maker, made, pages)
    tally.text(f"{maker}, ours", made, "".join(page.text for page in pages))
    bare_pypdf = (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    tally.text(f"{maker}, pypdf", made, "".join(bare_pypdf))
    tally.text(f"{maker}, pypdf mended", made, "".join(pdf_text.pages("", pdf)))
    tally.text(f"{maker}, pdfium", made, "".join(pdfium.texts(pdf)))


def scan(tally: Tally, maker: str, made: Letter, pdf: bytes, weather: Weather) -> None:
    """Read a letter as a scan, beside Tesseract alone."""
    chance = random.Random(made.fields["date"])
    spoilt = [
        scanned(picture, weather, chance).resize(picture.size, Image.Resampling.LANCZOS)
        for picture in drawn(pdf)
    ]
    with tally.spent("scan", len(spoilt)):
        pages = [scanning.page_of(picture, at) for at, picture in enumerate(spoilt, 1)]
    with tally.spent("Tesseract alone", len(spoilt)):
        bare_ocr = "".join(map(alone, spoilt))
    tally.letter("scan", f"{maker} {weather.dpi}", made, pages)
    tally.text(f"scan {weather.dpi} dpi, ours", made, "".join(page.text for page in pages))
    tally.text(f"scan {weather.dpi} dpi, Tesseract alone", made, bare_ocr)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--letters", type=int, default=10)
    options.add_argument("--scans", type=int, default=2)
    options.add_argument("--verbose", action="store_true")
    told = options.parse_args()
    chance, tally = random.Random(2569), Tally(told.verbose)
    with ExitStack() as stack, tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        converter = Converter(work, work / "cache")
        stack.enter_context(converter.warm())
        built = Path(fonts.build(fonts.home(work / "cache")).config).parent
        font = next(built.rglob("*Sarabun-Regular.ttf"))
        for maker, make in makers(stack, font, converter).items():
            for n in range(told.letters * len(KINDS)):
                made = letter(KINDS[n % len(KINDS)], chance)
                pdf = make(made)
                born_digital(tally, maker, made, pdf)
                if n < told.scans * len(KINDS) and maker != "ReportLab":
                    scan(tally, maker, made, pdf, WEATHERS[(n + n // 6) % len(WEATHERS)])
    tally.show()


if __name__ == "__main__":
    main()
