"""Text out of a .docx file: paragraphs, tables, text boxes, notes, headers once, no page numbers.

An own reader over lxml, because the archive reads files of strangers: no entities, no network, no
more than ``PART_LIMIT`` bytes of any part, and no part but those of text is unpacked at all.
Paragraph numbering is made by Word and is not in the file's text; it is left out.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from indexer.errors import FileDamaged, FileLocked, FileTooLarge

PART_LIMIT = 64 * 1024 * 1024  # bytes of one unpacked part; 64 MiB of XML is some 5,000 pages
ENTRY_LIMIT = 10_000
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # Python unpacks others without a bound

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OLE = b"\xd0\xcf\x11\xe0"  # how a password-protected .docx (and an old .doc) begins
_UNSEEN = {f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_MC}Fallback"}
_AS_TEXT = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_PAGE_FIELD = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_BODY_LEVEL = 9  # ST outlineLvl: 0 to 8 are headings, 9 is body text (ISO/IEC 29500-1, 17.3.1.20)


@dataclass(frozen=True)
class Block:
    """One paragraph or table row; ``level`` is its outline level, 0 highest, None for body text."""

    text: str
    level: int | None = None


def blocks(name: str, data: bytes) -> list[Block]:
    """Return the text of a .docx in reading order, notes and then distinct headers at the end.

    Raises ``FileDamaged``, ``FileLocked`` or ``FileTooLarge``.
    """
    return unpacked(name, data, _read)


def unpacked(
    name: str, data: bytes, read: Callable[[str, zipfile.ZipFile], list[Block]]
) -> list[Block]:
    """Read a package of XML parts; raises ``FileDamaged``, ``FileLocked`` or ``FileTooLarge``."""
    if data.startswith(_OLE):
        raise FileLocked(name=name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check(name, package)
            return read(name, package)
    except (
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        LookupError,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise FileDamaged(name=name) from error


def _check(name: str, package: zipfile.ZipFile) -> None:
    if len(package.namelist()) > ENTRY_LIMIT:
        raise FileTooLarge(name=name, limit=f"{ENTRY_LIMIT:,} ส่วน")
    if any(one.compress_type not in METHODS for one in package.infolist()):
        raise FileDamaged(name=name)


def _read(name: str, package: zipfile.ZipFile) -> list[Block]:
    names = package.namelist()
    levels = (
        _style_levels(part(name, package, "word/styles.xml")) if "word/styles.xml" in names else {}
    )
    found = list(_walk(part(name, package, "word/document.xml"), levels))
    for folder in ("word/footnotes", "word/endnotes"):
        if f"{folder}.xml" in names:
            found += _walk(part(name, package, f"{folder}.xml"), {})
    aside = [
        n
        for n in sorted(names)
        if n.startswith(("word/header", "word/footer")) and n.endswith(".xml")
    ]
    seen = dict.fromkeys(b.text for n in aside for b in _aside(part(name, package, n)))
    return [*found, *(Block(text) for text in seen)]


def _aside(part: etree._Element) -> Iterator[Block]:
    """Yield the blocks of a header or footer but those that only number the page."""
    for paragraph in list(part.iter(f"{_W}p")):
        if _numbers_the_page(paragraph) and (parent := paragraph.getparent()) is not None:
            parent.remove(paragraph)
    return _walk(part, {})


def _numbers_the_page(paragraph: etree._Element) -> bool:
    """Tell whether a paragraph is a page number's field with punctuation, as ``- ๒ -``."""
    simple = (field.get(f"{_W}instr", "") for field in paragraph.iter(f"{_W}fldSimple"))
    codes = [*simple, "".join(code.text or "" for code in paragraph.iter(f"{_W}instrText"))]
    if not any(map(_PAGE_FIELD.match, codes)):
        return False
    return not _LETTER.search("".join(text.text or "" for text in paragraph.iter(f"{_W}t")))


def part(name: str, package: zipfile.ZipFile, path: str) -> etree._Element:
    """Parse one part, reading no more than ``PART_LIMIT`` bytes whatever its header promises."""
    with package.open(path) as stream:
        xml = stream.read(PART_LIMIT + 1)
    if len(xml) > PART_LIMIT:
        raise FileTooLarge(name=name, limit=f"{PART_LIMIT // 2**20} MB ต่อส่วน")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    root = etree.fromstring(xml, parser)
    if root.getroottree().docinfo.doctype:
        raise FileDamaged(name=name)
    return root


def _style_levels(styles: etree._Element) -> dict[str, int]:
    """Return the outline level of each paragraph style, its own or inherited by ``basedOn``."""
    own: dict[str, int] = {}
    parent: dict[str, str] = {}
    for style in styles.iter(f"{_W}style"):
        key = style.get(f"{_W}styleId", "")
        level = _level_of(style)
        if level is not None:
            own[key] = level
        based = style.find(f"{_W}basedOn")
        if based is not None:
            parent[key] = based.get(f"{_W}val", "")
    return {
        key: level for key in {*own, *parent} if (level := _inherited(key, own, parent)) is not None
    }


def _inherited(key: str, own: dict[str, int], parent: dict[str, str]) -> int | None:
    seen = set[str]()
    while key not in own and key in parent and key not in seen:
        seen.add(key)
        key = parent[key]
    return own.get(key)


def _level_of(element: etree._Element) -> int | None:
    found = element.find(f"{_W}pPr/{_W}outlineLvl")
    value = "" if found is None else found.get(f"{_W}val", "")
    return int(value) if value.isascii() and value.isdigit() else None


def _walk(element: etree._Element, levels: dict[str, int]) -> Iterator[Block]:
    """Yield the blocks below an element: rows of tables whole, paragraphs with their text boxes."""
    for child in element:
        if child.tag in _UNSEEN:
            continue
        if child.tag == f"{_W}p":
            yield from _paragraph(child, levels)
        elif child.tag == f"{_W}tr":
            cells = (" ".join(b.text for b in _walk(cell, {})) for cell in child.iter(f"{_W}tc"))
            yield from _block("\t".join(cells), None)
        else:
            yield from _walk(child, levels)


def _paragraph(paragraph: etree._Element, levels: dict[str, int]) -> Iterator[Block]:
    boxes: list[etree._Element] = []
    text = "".join(_runs(paragraph, boxes))
    level = _level_of(paragraph)
    if level is None:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        level = None if style is None else levels.get(style.get(f"{_W}val", ""))
    yield from _block(text, None if level is None or level >= _BODY_LEVEL else level)
    for box in boxes:
        yield from _walk(box, levels)


def _runs(element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    """Yield the text of a paragraph; text boxes anchored in it are put aside into ``boxes``."""
    for child in element:
        if child.tag in _UNSEEN:
            continue
        if child.tag == f"{_W}txbxContent":
            boxes.append(child)
        elif child.tag == f"{_W}t":
            yield child.text or ""
        else:
            yield _AS_TEXT.get(child.tag, "")
            yield from _runs(child, boxes)


def _block(text: str, level: int | None) -> Iterator[Block]:
    if text.strip():
        yield Block(text.strip(), level)
