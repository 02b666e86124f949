"""Files as they arrive at an office: of many programs, scanned, packed, doubled, harmful.

    python -m bench.intake_files FOLDER [--files N] [--seed S]

Makes N files into FOLDER and writes ``FOLDER.jsonl``: a line for each with its name, its way
(``file``, ``double``, ``harm`` or ``pack``), the SHA-512 of its bytes and those of what is in it.
Goes on where it was stopped. Each letter says its own number, so that no two texts are the same.
"""

import argparse
import hashlib
import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

from PIL import Image

from bench.digit_lines import any_weather, scanned
from bench.intake_documents import documents, of_the_product
from bench.reading_letters import Letter, letter
from bench.reading_makers import Maker, makers, word
from indexer import page_pictures, pdfium
from templates import fonts
from templates.pdf import Converter
from tests.hostile import COLLECTION

KINDS = ("external", "memo", "stamped", "order", "announcement", "minutes")
SHARES = {
    "text": 3_100, "word": 1_800, "product": 200, "other": 160, "scan": 240, "zip": 150, "eml": 150,
    "ReportLab": 1_500, "Typst": 900, "Chromium": 500, "LibreOffice": 500, "double": 600,
    "harm": 200,
}  # fmt: skip
"""Of each kind in ten thousand."""
ENCODINGS = ("utf-8", "utf-8", "cp874", "utf-16")


def kinds(files: int, chance: random.Random) -> list[str]:
    """Return the kind of each file, mixed; the first is one that can be doubled."""
    whole = sum(SHARES.values())
    found = [kind for kind, share in SHARES.items() for _ in range(round(share * files / whole))]
    chance.shuffle(found)
    return ["text", *found][:files]


class Desk:
    """Makes files; what it needs stays open as long as ``stack``."""

    def __init__(self, stack: ExitStack, work: Path, files: int) -> None:
        converter = Converter(work, work / "cache")
        stack.enter_context(converter.warm())
        built = Path(fonts.build(fonts.home(work / "cache")).config).parent
        font = next(built.rglob("*Sarabun-Regular.ttf"))
        self._makers: dict[str, Maker] = makers(stack, font, converter)
        share = files / sum(SHARES.values())
        self._others = documents(work, round(SHARES["other"] * share) + 1)
        self._product = of_the_product(work, round(SHARES["product"] * share) + 1)

    def made(self, kind: str, number: int, nth: int = 0) -> tuple[str, bytes]:
        """Make a file of a kind, the ``nth`` of it; returns its ending and its bytes."""
        chance = random.Random(number)
        if kind in ("product", "other"):
            path = (self._product if kind == "product" else self._others)[nth]
            return path.suffix, path.read_bytes()
        if kind == "scan":
            return self._scan(self._letter(number, chance), chance)
        said = self._letter(number, chance)
        if kind == "text":
            text = "\n".join("  ".join(filter(None, part[1:])) for part in said.parts)
            return ".txt", text.encode(chance.choice(ENCODINGS), "replace")
        if kind == "word":
            return ".docx", word(said)
        return ".pdf", self._makers[kind](said)

    def _letter(self, number: int, chance: random.Random) -> Letter:
        said = letter(chance.choice(KINDS), chance)
        mark = ("text", f"เอกสารทดสอบการรับเข้าฉบับที่ {number}", "")
        return replace(said, parts=(*said.parts, mark))

    def _scan(self, said: Letter, chance: random.Random) -> tuple[str, bytes]:
        pdf = self._makers["Typst"](said)
        with pdfium.opened(pdf) as document:
            drawn = [page_pictures.of_page(document[at])[0] for at in range(len(document))]
        weather = any_weather(chance)
        pages = [scanned(page, weather, chance) for page in drawn]
        suffix = chance.choice((".png", ".jpg", ".tif", ".pdf"))
        return suffix, _saved(pages, suffix, weather.dpi)


def _saved(pages: list[Image.Image], suffix: str, dpi: float) -> bytes:
    out, told = io.BytesIO(), {".pdf": "PDF", ".tif": "TIFF", ".png": "PNG", ".jpg": "JPEG"}
    if suffix in (".png", ".jpg"):
        pages[0].save(out, told[suffix], dpi=(dpi, dpi))
    else:
        pages[0].save(out, told[suffix], save_all=True, append_images=pages[1:], resolution=dpi)
    return out.getvalue()


def packed(kind: str, inside: list[tuple[str, bytes]], number: int) -> bytes:
    """Return a .zip or an e-mail of some files."""
    if kind == "zip":
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in inside:
                package.writestr(zipfile.ZipInfo(name), data)
        return out.getvalue()
    mail = EmailMessage()
    mail["Subject"], mail["From"] = f"ขอส่งเอกสารครั้งที่ {number}", "esa@example.go.th"
    mail.set_content(f"ส่งมาพร้อมนี้ ครั้งที่ {number} โปรดตรวจสอบรายละเอียดตามเอกสารแนบ")
    for name, data in inside:
        mail.add_attachment(data, "application", "octet-stream", filename=name)
    mail.set_boundary(f"part-{number}")
    for at, part in enumerate(mail.walk()):
        if part.is_multipart():
            part.set_boundary(f"part-{number}-{at}")
    return mail.as_bytes()


def lines(desk: Desk, wanted: list[str], folder: Path, done: int) -> Iterator[dict[str, object]]:
    """Make the files from ``done`` on; yields what is to be written down of each."""
    doubled = [n for n, kind in enumerate(wanted) if kind in ("text", "word", "ReportLab")]
    for number, kind in list(enumerate(wanted))[done:]:
        way, inside = "file", list[tuple[str, bytes]]()
        if kind == "double":
            earlier = random.Random(number).choice([n for n in doubled if n < number])
            (first,) = folder.glob(f"{earlier:05d} *")
            way, suffix, data = "double", first.suffix, first.read_bytes()
        elif kind == "harm":
            hostile = COLLECTION[number % len(COLLECTION)]
            hostile.lay(folder)
            name = f"{number:05d} {hostile.name}"
            (folder / hostile.name).replace(folder / name)
            yield _line(folder / name, "harm", [])
            continue
        elif kind in ("zip", "eml"):
            many = 3 if kind == "zip" else 1
            parts = [desk.made("text", 100_000 + 10 * number + n) for n in range(many)]
            inside = [(f"แนบ {number}-{n}{end}", each) for n, (end, each) in enumerate(parts)]
            way, suffix, data = "pack", f".{kind}", packed(kind, inside, number)
        else:
            suffix, data = desk.made(kind, number, wanted[:number].count(kind))
        path = folder / f"{number:05d} {kind}{suffix}"
        path.write_bytes(data)
        yield _line(path, way, inside)


def _line(path: Path, way: str, inside: list[tuple[str, bytes]]) -> dict[str, object]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha512").hexdigest()
    within = [hashlib.sha512(data).hexdigest() for _, data in inside]
    return {"name": path.name, "way": way, "sha512": digest, "inside": within}


def make(folder: Path, files: int, seed: int, told: Callable[[int], None]) -> None:
    """Make what is not made yet."""
    written = folder.with_suffix(".jsonl")
    folder.mkdir(parents=True, exist_ok=True)
    written.touch()
    done = len(written.read_text(encoding="utf-8").splitlines())
    if done >= files:
        return
    with ExitStack() as stack, written.open("a", encoding="utf-8") as out:
        work = folder.with_suffix(".work")
        work.mkdir(exist_ok=True)
        desk = Desk(stack, work, files)
        for line in lines(desk, kinds(files, random.Random(seed)), folder, done):
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            out.flush()
            done += 1
            if done % 500 == 0:
                told(done)


def main() -> None:
    """Make the files that were asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--files", type=int, default=10_000)
    asked.add_argument("--seed", type=int, default=2569)
    args = asked.parse_args()
    make(args.folder, args.files, args.seed, lambda done: print(f"made {done}", flush=True))


if __name__ == "__main__":
    main()
