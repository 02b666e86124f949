"""How well what arrives is read: fields by kind, letters by producer, on files and on scans.

    python -m bench.reading [--letters N] [--scans N]

Prints JSON lines: for each kind and field how many of N letters per producer were right and how
many were wrong without being asked for; the letter error rate of each producer by our reader, by
pypdf mended and by pdfium bare, and of scans beside Tesseract alone; pages a second.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import ExitStack
from pathlib import Path

from PIL import Image

from bench.digit_lines import Weather, scanned
from bench.reading_letters import Letter, letter
from bench.reading_makers import makers
from indexer import page_pictures, pdf_lines, pdf_text, pdfium, scanning
from indexer.pages import Page
from indexer.recognition.recognise import recognise
from templates import fonts
from templates.pdf import Converter
from thai.digits import to_arabic
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


def right(name: str, wanted: str, found: str) -> bool:
    """Whether a field says what it should; digits, spaces and item marks aside."""
    return bare(to_arabic(wanted)).replace("ว", "") == bare(to_arabic(found)).replace("ว", "") if name == "number" else bare(wanted) == bare(found)


def read(pdf: bytes) -> list[Page]:
    """Read a PDF by its text layer."""
    with pdfium.opened(pdf) as document:
        return [pdf_lines.page_of(document[at], at + 1) for at in range(len(document))]


def drawn(pdf: bytes) -> list[Image.Image]:
    """Draw a PDF's pages as they were printed."""
    with pdfium.opened(pdf) as document:
        return [page_pictures.of_page(document[at])[0] for at in range(len(document))]


def count(tally: Counter, made: Letter, pages: list[Page], key: tuple) -> list[str]:
    """Count a letter's fields: right, wrong but asked for, wrong in silence."""
    found = recognise(pages)
    missed = []
    tally[(*key, "kind", "right" if found.kind == made.kind else "wrong")] += 1
    for name, wanted in made.fields.items():
        if not wanted:
            continue
        field = found.fields.get(name)
        value = field.value if field else ""
        how = "right" if right(name, wanted, value) else "wrong"
        if how == "right" and field and field.asked:
            how = "right, asked"
        if how == "wrong" and (field is None or field.asked):
            how = "asked"
        tally[(*key, name, how)] += 1
        if not how.startswith("right"):
            missed.append(f"{name} ({how}): {wanted!r} read as {value!r}")
    return missed


def distance(a: str, b: str) -> int:
    """Return how many letters differ (Levenshtein)."""
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


def alone(picture: Image.Image) -> str:
    """Return what Tesseract reads of a page by itself."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.png")
        picture.save(path, dpi=(300, 300))
        command = ["tesseract", str(path), "-", "-l", "tha+eng", "--psm", "3"]
        ended = subprocess.run(command, capture_output=True, check=True, env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/bin"})
        return ended.stdout.decode()


def table(tally: Counter) -> dict[str, dict[str, str]]:
    """Return for each first key and field: right, of them asked, wrong but asked, wrong in silence."""
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


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--letters", type=int, default=10)
    options.add_argument("--scans", type=int, default=2)
    options.add_argument("--verbose", action="store_true")
    told = options.parse_args()
    chance = random.Random(2569)
    born, scans, by_maker = Counter(), Counter(), Counter()
    errors: dict = defaultdict(lambda: [0, 0])
    seconds: dict = defaultdict(lambda: [0.0, 0])
    with ExitStack() as stack, tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        converter = Converter(work, work / "cache")
        stack.enter_context(converter.warm())
        font = next(Path(fonts.build(fonts.home(work / "cache")).config).parent.rglob("*Sarabun-Regular.ttf"))
        for maker, make in makers(stack, font, converter).items():
            for kind in KINDS:
                for n in range(told.letters):
                    made = letter(kind, chance)
                    pdf = make(made)
                    begin = time.perf_counter()
                    pages = read(pdf)
                    seconds["text layer"][0] += time.perf_counter() - begin
                    seconds["text layer"][1] += len(pages)
                    missed = count(born, made, pages, (kind,))
                    count(by_maker, made, pages, (maker,))
                    want = wanted_text(made)
                    for reader, text in (("ours", "".join(p.text for p in pages)), ("pypdf mended", "".join(pdf_text.pages("", pdf))), ("pdfium", "".join(pdfium.texts(pdf)))):
                        errors[f"{maker}, {reader}"][0] += distance(sorted_letters(want), sorted_letters(bare(text)))
                        errors[f"{maker}, {reader}"][1] += len(want)
                    if told.verbose:
                        for line in missed:
                            print(f"{maker} {kind} {n}: {line}", file=sys.stderr)
                    if n < told.scans and maker != "ReportLab":
                        weather = WEATHERS[(n + KINDS.index(kind)) % len(WEATHERS)]
                        spoilt = [_scan(picture, weather, chance) for picture in drawn(pdf)]
                        begin = time.perf_counter()
                        seen = [scanning.page_of(picture, at) for at, picture in enumerate(spoilt, 1)]
                        seconds["scan"][0] += time.perf_counter() - begin
                        seconds["scan"][1] += len(seen)
                        missed = count(scans, made, seen, (kind,))
                        begin = time.perf_counter()
                        bare_ocr = "".join(map(alone, spoilt))
                        seconds["Tesseract alone"][0] += time.perf_counter() - begin
                        seconds["Tesseract alone"][1] += len(seen)
                        for reader, text in (("ours", "".join(p.text for p in seen)), ("Tesseract alone", bare_ocr)):
                            where = f"scan {weather.dpi:.0f} dpi, {reader}"
                            errors[where][0] += distance(want, bare(text))
                            errors[where][1] += len(want)
                        if told.verbose:
                            for line in missed:
                                print(f"scan {maker} {kind} {n} {weather.dpi}: {line}", file=sys.stderr)
    for title, tally in (("born", born), ("maker", by_maker), ("scan", scans)):
        for key, fields in table(tally).items():
            print(json.dumps({title: key, **fields}, ensure_ascii=False))
    for where, (wrong, whole) in errors.items():
        print(json.dumps({"letters": where, "wrong": f"{100 * wrong / max(1, whole):.2f} %"}, ensure_ascii=False))
    for what, (spent, pages) in seconds.items():
        print(json.dumps({"pages a second": what, "rate": round(pages / max(0.001, spent), 2), "pages": pages}))


def _scan(picture: Image.Image, weather: Weather, chance: random.Random) -> Image.Image:
    spoilt = scanned(picture, weather, chance)
    return spoilt.resize(picture.size, Image.Resampling.LANCZOS)


def sorted_letters(text: str) -> str:
    return text


if __name__ == "__main__":
    main()
