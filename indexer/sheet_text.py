"""Text out of an .xlsx or .pptx file, where nothing makes a PDF of it: rows, and lines of slides.

As bounded as ``indexer.docx_text``. A number stands as the file keeps it, so a date is a count of
days there; what a formula gave is read, not the formula.
"""

import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from indexer.docx_text import Block, part, unpacked

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SHARED = "xl/sharedStrings.xml"
_NUMBER = re.compile(r"(\d+)\.xml$")


def sheet_blocks(name: str, data: bytes) -> list[Block]:
    """Return each row of each sheet, cells divided by tabs; raises as ``docx_text.blocks``."""
    return unpacked(name, data, _sheets)


def slide_blocks(name: str, data: bytes) -> list[Block]:
    """Return each paragraph of each slide and its notes; raises as ``docx_text.blocks``."""
    return unpacked(name, data, _slides)


def _sheets(name: str, package: zipfile.ZipFile) -> list[Block]:
    shared = list[str]()
    if _SHARED in package.namelist():
        shared = ["".join(_said(each, f"{_S}t")) for each in part(name, package, _SHARED)]
    return [
        Block("\t".join(cells))
        for sheet in _numbered(package, "xl/worksheets/sheet")
        for row in part(name, package, sheet).iter(f"{_S}row")
        if any(cells := [_cell(cell, shared) for cell in row.iter(f"{_S}c")])
    ]


def _cell(cell: etree._Element, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(_said(cell, f"{_S}t"))
    value = cell.findtext(f"{_S}v") or ""
    return shared[int(value)] if cell.get("t") == "s" and value else value


def _slides(name: str, package: zipfile.ZipFile) -> list[Block]:
    pages = [
        *_numbered(package, "ppt/slides/slide"),
        *_numbered(package, "ppt/notesSlides/notesSlide"),
    ]
    said = (
        "".join(_said(paragraph, f"{_A}t"))
        for page in pages
        for paragraph in part(name, package, page).iter(f"{_A}p")
    )
    return [Block(text) for text in said if text.strip()]


def _said(element: etree._Element, tag: str) -> Iterator[str]:
    return (text.text or "" for text in element.iter(tag))


def _numbered(package: zipfile.ZipFile, begin: str) -> list[str]:
    """Return the parts whose names begin so, in the order of their numbers."""
    found = {
        name: int(number[1])
        for name in package.namelist()
        if name.startswith(begin) and (number := _NUMBER.search(name))
    }
    return sorted(found, key=lambda name: found[name])
