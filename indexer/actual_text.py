"""Mends pages that pypdf misreads, by obeying the ``/ActualText`` that it passes over.

LibreOffice and Typst give each glyph, in the font's ToUnicode map, the text of the first cluster
in which it occurred. Wherever the glyph later stands for something else they wrap it in marked
content with ``/ActualText`` (ISO 32000-1, 14.9.4). pypdf ignores that and returns wrong letters,
printable ones too, so no pattern could repair its output: the page is mended before it is read.
Each such group becomes one letter of a synthetic font whose ToUnicode map holds the group's text.
Limits: widths assume one-byte font codes; text inside form XObjects is not mended.
"""

from collections.abc import Mapping
from typing import Any

import pypdf
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    ContentStream,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
)

Operation = tuple[Any, bytes]

_SHOWING = {b"Tj", b"TJ", b"'", b'"'}
_UNKNOWN_WIDTH = 500.0  # thousandths of the font size
_BLOCK = 100  # a CMap allows 100 entries in a block
_FONT = "/SarabanActualText"


def needs_repair(document: pypdf.PdfReader) -> bool:
    """Tell whether the producer writes /ActualText groups; others (Chromium) read worse mended.

    Typst names itself as the creator only.
    """
    told: Mapping[str, Any] = document.metadata or {}
    maker = f"{told.get('/Producer', '')} {told.get('/Creator', '')}"
    return "LibreOffice" in maker or "Typst" in maker


def repaired_text(page: pypdf.PageObject) -> str:
    """Return the text of a page, mended in memory; the file itself is never changed."""
    if "/Contents" not in page:
        return ""
    contents = ContentStream(page["/Contents"].get_object(), page.pdf, "bytes")
    mending = _Mending(_dictionary(page, "/Resources"))
    for operands, operator in contents.operations:
        mending.take(operands, operator)
    if mending.texts:
        contents.operations = mending.operations
        page[NameObject("/Contents")] = contents
        page[NameObject("/Resources")] = mending.mended_resources()
    return page.extract_text()


class _Mending:
    """Walks a page's operations once and writes the mended ones."""

    def __init__(self, resources: DictionaryObject) -> None:
        self.operations: list[Operation] = []
        self.texts: list[str] = []
        self._widths: list[float] = []  # of each replaced group, thousandths of the font size
        self._resources = resources
        self._fonts = _dictionary(resources, "/Font")
        self._properties = _dictionary(resources, "/Properties")
        self._font: Any = []  # operands of the last Tf
        self._open: list[str | None] = []  # /ActualText of the open groups, None where it has none
        self._place: int | None = None  # where the current group's first shown text stood
        self._pen = self._reach = 0.0  # of the current group, thousandths of the font size

    def take(self, operands: Any, operator: bytes) -> None:
        """Read the next operation; nested groups inside a replaced one do not count."""
        if operator in (b"BDC", b"BMC"):
            inside = any(text is not None for text in self._open)
            self._open.append(None if inside else self._actual(operands))
        elif operator in _SHOWING and any(text is not None for text in self._open):
            self._place = len(self.operations) if self._place is None else self._place
            self._advance(operands)
            return
        elif operator == b"Tf":
            self._font = operands
        self.operations.append((operands, operator))
        if operator == b"EMC" and self._open and (text := self._open.pop()) is not None:
            self._replace(text)

    def mended_resources(self) -> DictionaryObject:
        """Return a copy of the page's resources that also names the synthetic font."""
        fonts = DictionaryObject(self._fonts)
        fonts[NameObject(_FONT)] = _synthetic_font(self.texts, self._widths)
        resources = DictionaryObject(self._resources)
        resources[NameObject("/Font")] = fonts
        return resources

    def _replace(self, text: str) -> None:
        """Put one letter of the synthetic font where the group's first text was shown."""
        if self._place is not None and self._font:
            self.texts.append(text)
            self._widths.append(self._reach)
            code = ByteStringObject(len(self.texts).to_bytes(2, "big"))
            self.operations[self._place : self._place] = [
                ([NameObject(_FONT), self._font[1]], b"Tf"),
                ([code], b"Tj"),
                (self._font, b"Tf"),
            ]
        self._place, self._pen, self._reach = None, 0.0, 0.0

    def _actual(self, operands: Any) -> str | None:
        found = operands[1] if len(operands) > 1 else None
        if isinstance(found, NameObject):
            found = self._properties.get(found)
        found = None if found is None else found.get_object()
        text = found.get("/ActualText") if isinstance(found, DictionaryObject) else None
        return None if text is None else _string(text.get_object())

    def _advance(self, operands: Any) -> None:
        """Follow the pen over shown codes; a mark pulled back over its letter leaves no gap."""
        font = _dictionary(self._fonts, self._font[0]) if self._font else DictionaryObject()
        widths, first = font.get("/Widths"), int(font.get("/FirstChar", 0))
        widths = [] if widths is None else widths.get_object()
        for part in operands[-1] if operands and isinstance(operands[-1], list) else operands[-1:]:
            if isinstance(part, (int, float)):
                self._pen -= float(part)
                continue
            for code in bytes(part):
                known = 0 <= code - first < len(widths)
                self._pen += float(widths[code - first]) if known else _UNKNOWN_WIDTH
                self._reach = max(self._reach, self._pen)


def _dictionary(holder: DictionaryObject, key: str) -> DictionaryObject:
    found = holder.get(key)
    found = None if found is None else found.get_object()
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _string(text: Any) -> str:
    """Decode a PDF text string that pypdf may have left as bytes (ISO 32000-1, 7.9.2.2)."""
    if isinstance(text, bytes):
        wide = text.startswith((b"\xfe\xff", b"\xff\xfe"))
        return text.decode("utf-16" if wide else "latin-1", errors="replace")
    return str(text)


def _synthetic_font(texts: list[str], widths: list[float]) -> DictionaryObject:
    """Make a Type0 font whose code n+1 reads as ``texts[n]`` and is ``widths[n]`` wide."""
    maps = DecodedStreamObject()
    maps.set_data(_to_unicode(texts).encode("ascii"))
    descendant = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/CIDFontType2"),
            NameObject("/BaseFont"): NameObject(_FONT),
            NameObject("/W"): ArrayObject(
                [NumberObject(1), ArrayObject(NumberObject(round(width)) for width in widths)]
            ),
        }
    )
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type0"),
            NameObject("/BaseFont"): NameObject(_FONT),
            NameObject("/Encoding"): NameObject("/Identity-H"),
            NameObject("/DescendantFonts"): ArrayObject([descendant]),
            NameObject("/ToUnicode"): maps,
        }
    )


def _to_unicode(texts: list[str]) -> str:
    """Write the CMap from code n+1 to ``texts[n]`` in UTF-16BE."""
    lines = ["1 begincodespacerange", "<0000> <FFFF>", "endcodespacerange"]
    for start in range(0, len(texts), _BLOCK):
        block = texts[start : start + _BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        for number, text in enumerate(block, start + 1):
            lines.append(f"<{number:04X}> <{text.encode('utf-16-be').hex().upper()}>")
        lines.append("endbfchar")
    return "\n".join(lines)
