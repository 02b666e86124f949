"""The copy of a document that LibreOffice converts: what Word does and LibreOffice does not.

The delivered .docx keeps Word's own marks; only this copy, which nobody sees, is changed (measured
with LibreOffice 7.4 and 25.2):

* ``thaiDistribute`` is ignored and leaves a ragged edge: it becomes ``both``.
* ``PAGE \\* ThaiArabic`` prints Thai letters (ข for 2): the switch goes, and the field is set in a
  font that draws 0-9 as ๐-๙.
* the language of the PDF comes from ``w:lang w:val``: it becomes th-TH.
"""

import re
from itertools import zip_longest
from typing import Any

from lxml import etree

from templates.package import pack, parse, serialized, unpack

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT_PART = re.compile(r"word/(document|header\d*|footer\d*|styles|footnotes|endnotes)\.xml")
_THAI_DIGITS = re.compile(r"\s*\\\*\s*ThaiArabic\b", re.IGNORECASE)
_FONT_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")


def conversion_copy(docx: bytes, digit_family: str) -> bytes:
    """Return the document as LibreOffice should see it; ``digit_family`` draws Thai page numbers.

    Raises PackageRefused where the bytes are no Word document, too big, or not harmless.
    """
    parts = unpack(docx)
    for name in filter(_TEXT_PART.fullmatch, parts):
        parts[name] = _adapted(parts[name], digit_family)
    return pack(parts)


def _adapted(part: bytes, digit_family: str) -> bytes:
    root = parse(part)
    for justified in root.iter(f"{_W}jc"):
        if justified.get(f"{_W}val") == "thaiDistribute":
            justified.set(f"{_W}val", "both")
    for language in root.iter(f"{_W}lang"):
        language.set(f"{_W}val", "th-TH")
    for field in root.iter(f"{_W}fldSimple"):
        plain = _without_switch(field.get(f"{_W}instr", ""))
        if plain is not None:
            field.set(f"{_W}instr", plain)
            _set_font(field.iter(f"{_W}r"), digit_family)
    for runs in _complex_fields(root):
        codes = [code for run in runs for code in run.iter(f"{_W}instrText")]
        plain = _without_switch("".join(code.text or "" for code in codes))
        if plain is not None:
            for code, text in zip_longest(codes, [plain]):
                code.text = text
            _set_font(runs, digit_family)
    return serialized(root)


def _without_switch(code: str) -> str | None:
    """Return a field's code without the ThaiArabic switch, or None where it has none."""
    plain, found = _THAI_DIGITS.subn("", code)
    return plain if found else None


def _complex_fields(root: Any) -> list[list[Any]]:
    """Return the runs of each complex field, from its begin to its end mark; nested ones as one."""
    fields: list[list[Any]] = []
    depth = 0
    for run in root.iter(f"{_W}r"):
        kinds = [mark.get(f"{_W}fldCharType") for mark in run.iter(f"{_W}fldChar")]
        if "begin" in kinds and not depth:
            fields.append([])
        depth += kinds.count("begin")
        if depth:
            fields[-1].append(run)
        depth = max(depth - kinds.count("end"), 0)
    return fields


def _set_font(runs: Any, family: str) -> None:
    for run in list(runs):
        properties = run.find(f"{_W}rPr")
        if properties is None:
            properties = etree.Element(f"{_W}rPr")
            run.insert(0, properties)
        fonts = properties.find(f"{_W}rFonts")
        if fonts is None:
            fonts = etree.Element(f"{_W}rFonts")
            style = properties.find(f"{_W}rStyle")
            properties.insert(0 if style is None else 1, fonts)
        fonts.attrib.clear()
        fonts.attrib.update({f"{_W}{slot}": family for slot in _FONT_SLOTS})
