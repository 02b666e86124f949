"""What arrives is read with all that it tells: its text, its lines with their places, its fields.

``indexer.reading`` answers what a file says; here scans are read as well, page by page, and the
letter is recognised. It may take seconds a page and meets strangers' files, so the office calls it
through ``indexer.apart``.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from archive.passages import Passage, Text
from indexer import page_pictures, pdf_lines, reading, scanning
from indexer.docx_text import blocks
from indexer.errors import FileDamaged, FileLocked, FileTooLarge, NoTextInside
from indexer.pages import Line, Page
from indexer.pdf_text import PAGE_LIMIT, unwrapped
from indexer.pdfium import opened
from indexer.places import Box
from indexer.plain_text import decode
from indexer.recognition.field import Recognised
from indexer.recognition.recognise import recognise
from indexer.scan_errors import PageTooSlow
from thai.text import clean

FEWEST = 50  # letters of a page with a text layer; one with fewer is looked at as a picture
SCANNED_LIMIT = 600  # pages of one file that are read from pictures; at 3 s a page half an hour
_PASSWORD = 4  # FPDF_ERR_PASSWORD


@dataclass(frozen=True)
class Arrived:
    """A file's text and kind, its subject or else first line, its pages, the letter that it is."""

    text: Text
    title: str
    kind: str
    pages: tuple[Page, ...]
    letter: Recognised


Told = Callable[[int, int], None]
"""Called with the pages read and the pages in all, the latter 0 while it is not known."""


def arrived(name: str, data: bytes, told: Told = lambda done, whole: None) -> Arrived:
    """Read a file that arrived. Raises a subclass of ``Unreadable`` that tells what to do."""
    kind = PurePath(name).suffix.lower().removeprefix(".")
    if kind in page_pictures.SUFFIXES or kind == "pdf":
        pages = _read(kind, name, data, told)
        passages = tuple(
            Passage("", said, page.number)
            for page in pages
            if (said := clean(unwrapped(page.text), lines=True).strip())
        )
        if not passages:
            raise NoTextInside(name=name)
        text, first = Text(passages), reading.first_line(passages)
    else:
        read = reading.read(name, data)
        text, first, pages = read.text, read.title, (_bare(kind, name, data),)
    letter = _as_shown(recognise(pages), pages)
    return Arrived(text, letter.value("subject") or first, kind, pages, letter)


def _as_shown(letter: Recognised, pages: tuple[Page, ...]) -> Recognised:
    """Tell where fields stand on the pages as they were scanned."""
    scans = {page.number: page for page in pages if page.turned}
    fields = {
        name: replace(field, box=scans[field.page].shown(field.box))
        for name, field in letter.fields.items()
        if field.box and field.page in scans
    }
    return replace(letter, fields={**letter.fields, **fields})


def _read(kind: str, name: str, data: bytes, told: Told) -> tuple[Page, ...]:
    try:
        return tuple(_pages(kind, name, data, told))
    except (PageTooSlow, FileDamaged) as refused:  # told by what does not know the file's name
        raise type(refused)(**{**refused.facts, "name": name}) from refused


def _pages(kind: str, name: str, data: bytes, told: Told) -> Iterator[Page]:
    if len(data) > reading.BYTE_LIMIT:
        raise FileTooLarge(name=name, limit=f"{reading.BYTE_LIMIT // 2**20} MB")
    found = _of_pdf(name, data, told) if kind == "pdf" else _of_picture(name, data, told)
    letters = 0
    for page in found:
        letters += sum(len(line.text) for line in page.lines)
        if letters > reading.LETTER_LIMIT:
            raise FileTooLarge(name=name, limit=f"{reading.LETTER_LIMIT:,} ตัวอักษร")
        yield page


def _of_picture(name: str, data: bytes, told: Told) -> Iterator[Page]:
    for number, picture in enumerate(page_pictures.of_file(name, data), start=1):
        _scanned_so_far(name, number)
        yield scanning.page_of(picture, number)
        told(number, 0)


def _of_pdf(name: str, data: bytes, told: Told) -> Iterator[Page]:
    try:
        with opened(data) as document:
            whole = len(document)
            if whole > PAGE_LIMIT:
                raise FileTooLarge(name=name, limit=f"{PAGE_LIMIT:,} หน้า")
            scanned = 0
            for at in range(whole):
                page = _of_sheet(document[at], at + 1)
                scanned += page.scanned
                _scanned_so_far(name, scanned)
                yield page
                told(at + 1, whole)
    except RuntimeError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD
        raise (FileLocked if locked else FileDamaged)(name=name) from error


def _of_sheet(sheet: Any, number: int) -> Page:
    """Read a page by its text layer, or as a picture where that has too little."""
    try:
        page = pdf_lines.page_of(sheet, number)
        if sum(len(line.text) for line in page.lines) >= FEWEST:
            return page
        picture, point = page_pictures.of_page(sheet)
    finally:
        sheet.close()
    seen = scanning.page_of(picture, number, point)
    return seen if len(seen.text) > len(page.text) else page


def _scanned_so_far(name: str, pages: int) -> None:
    if pages > SCANNED_LIMIT:
        raise FileTooLarge(name=name, limit=f"{SCANNED_LIMIT:,} หน้าสแกน")


def _bare(kind: str, name: str, data: bytes) -> Page:
    """Return a Word or text file as a page without places: its boxes only tell the order."""
    if kind == "docx":
        told = [part for block in blocks(name, data) for part in block.text.split("\n")]
    else:
        told = decode(name, data).splitlines()
    return _unplaced(told)


def letter_in(text: Text) -> Recognised:
    """Recognise a letter by its text alone, as it is kept: its kind, and what is sure."""
    return recognise((_unplaced(line for p in text.passages for line in p.text.split("\n")),))


def _unplaced(told: Iterable[str]) -> Page:
    cells = (
        (row, column, clean(cell))
        for row, text in enumerate(told)
        for column, cell in enumerate(text.split("\t"))
    )
    lines = (
        Line(text, Box(column, 2 * row, column + 1, 2 * row + 1), (float(column),) * len(text))
        for row, column, text in cells
        if text
    )
    return Page(1, 0, 0, tuple(lines))
