"""Reading scanned sheets in child processes that may not take long or grow big: codes, and cuts.

Files of scans come from anywhere. Pages are drawn small, in grey, a few at a time; what takes too
long or breaks is a page of which nothing is known, never a lost one.
"""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, UnidentifiedImageError
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from indexer import pdfium
from indexer.bounded import bounded
from indexer.errors import FileDamaged
from indexer.scan_errors import PageTooSlow
from office.scan_errors import ScanUnreadable

KINDS = {".pdf": "PDF", ".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
MOST_PAGES, AT_ONCE, PATIENCE = 400, 10, 2  # pages; pages in one child; children that fail
SECONDS = 60  # for so many pages
MOST_PIXELS = 120_000_000  # A3 at 600 dpi has 70 million
LONGEST = 2_400  # pixels of a sheet's longer side: A4 at 205 dpi
MOST_LETTERS, MOST_CODES = 300, 8
DAMAGED, LONG = "เปิดไม่ได้ โปรดสแกนใหม่", "มีเกิน ๔๐๐ หน้า โปรดแบ่งไฟล์"

Codes = tuple[str, ...]


@dataclass(frozen=True)
class _Part:
    """Pages of a file from ``first`` (0 is the first), and how many pages the whole file has."""

    pages: int
    codes: tuple[Codes, ...]


def codes_of(path: Path, name: str) -> tuple[Codes | None, ...]:
    """Return the texts of the QR codes on each page of a PDF or picture; None: could not be read.

    ``name`` is what the user calls the file; raises ScanUnreadable.
    """
    first = _part(path, 0)
    if first is None:
        raise ScanUnreadable(name=name, why=DAMAGED)
    if first.pages > MOST_PAGES:
        raise ScanUnreadable(name=name, why=LONG)
    codes: list[Codes | None] = list(first.codes)
    failed = 0
    while len(codes) < first.pages:
        part = _part(path, len(codes)) if failed < PATIENCE else None
        failed += part is None
        codes += part.codes if part else [None] * min(AT_ONCE, first.pages - len(codes))
    return tuple(codes)


def cut(path: Path, name: str, first: int, last: int) -> bytes:
    """Return the pages ``first`` to ``last`` (from 1) of a PDF as one; raises ScanUnreadable."""
    try:
        return bounded(name, _cut, (path, first, last), seconds=SECONDS)
    except (PageTooSlow, FileDamaged, ScanUnreadable) as fault:
        raise ScanUnreadable(name=name, why="แยกหน้าไม่ได้ โปรดสแกนเฉพาะแผ่นนี้ใหม่") from fault


def _part(path: Path, first: int) -> _Part | None:
    """Read the next pages in a child; None where it was refused, too slow or too big."""
    try:
        return bounded(path.name, _read, (path, first, AT_ONCE), seconds=SECONDS)
    except (PageTooSlow, FileDamaged, ScanUnreadable):
        return None


def _read(given: tuple[Path, int, int]) -> _Part:
    path, first, most = given
    if path.suffix != ".pdf":
        return _Part(1, (_codes(_picture(path)),))
    try:
        with pdfium.opened(path.read_bytes()) as document:
            pages = len(document)
            wanted = range(first, min(first + most, pages)) if pages <= MOST_PAGES else ()
            return _Part(pages, tuple(_codes(_drawn(document, page)) for page in wanted))
    except RuntimeError as fault:
        raise ScanUnreadable(name="", why=DAMAGED) from fault


def _drawn(document: Any, page: int) -> Any:
    sheet = document[page]
    try:
        scale = LONGEST / max(*sheet.get_size(), 1.0)
        return sheet.render(scale=scale, grayscale=True).to_pil()
    finally:
        sheet.close()


def _picture(path: Path) -> Any:
    try:
        with Image.open(path, formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ScanUnreadable(name="", why=DAMAGED)
            grey = picture.convert("L")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as fault:
        raise ScanUnreadable(name="", why=DAMAGED) from fault
    grey.thumbnail((LONGEST, LONGEST))
    return grey


def _codes(picture: Any) -> Codes:
    import zxingcpp  # here, so that only the child loads it

    only = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found = zxingcpp.read_barcodes(picture, formats=only)
    texts = (one.text for one in found[:MOST_CODES])
    return tuple(text for text in texts if len(text) <= MOST_LETTERS)


def _cut(given: tuple[Path, int, int]) -> bytes:
    path, first, last = given
    try:
        writer = PdfWriter()
        writer.append(PdfReader(path), pages=(first - 1, last))
        out = io.BytesIO()
        writer.write(out)
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError) as fault:
        raise ScanUnreadable(name="", why=DAMAGED) from fault
    return out.getvalue()
