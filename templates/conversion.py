"""The copy of a document that LibreOffice converts: what Word does and LibreOffice does not.

The delivered .docx keeps Word's own marks; only this copy, which nobody sees, is changed (measured
with LibreOffice 7.4 and 25.2):

* ``thaiDistribute`` is ignored and leaves a ragged edge: it becomes ``both``.
* ``PAGE \\* ThaiArabic`` prints Thai letters (ข for 2): the switch goes, and the field is set in a
  font that draws 0-9 as ๐-๙.
* the language of the PDF comes from ``w:lang w:val``: it becomes th-TH.
"""

import re
import zipfile
from io import BytesIO
from itertools import zip_longest
from typing import Any

from lxml import etree

from templates.errors import ConversionFailed

UNPACKED_LIMIT = 50_000_000  # bytes
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT_PART = re.compile(r"word/(document|header\d*|footer\d*|styles|footnotes|endnotes)\.xml")
_THAI_DIGITS = re.compile(r"\s*\\\*\s*ThaiArabic\b", re.IGNORECASE)
_FONT_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def conversion_copy(docx: bytes, digit_family: str) -> bytes:
    """Return the document as LibreOffice should see it; ``digit_family`` draws Thai page numbers.

    Raises ConversionFailed where the bytes are no Word document or unpack to more than 50 MB.
    """
    try:
        return _copied(docx, digit_family)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, NotImplementedError, OSError) as fault:
        raise ConversionFailed(why="ไฟล์ .docx เสียหายหรือไม่ใช่เอกสาร Word") from fault


def _copied(docx: bytes, digit_family: str) -> bytes:
    copy = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(docx)) as source,
        zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        if "word/document.xml" not in source.namelist():
            raise zipfile.BadZipFile
        if sum(entry.file_size for entry in source.infolist()) > UNPACKED_LIMIT:
            raise ConversionFailed(why="ไฟล์ .docx ใหญ่เกินไปเมื่อคลายออก")
        for entry in source.infolist():
            data = source.read(entry)
            if _TEXT_PART.fullmatch(entry.filename):
                data = _adapted(data, digit_family)
            target.writestr(entry.filename, data)
    return copy.getvalue()


def _adapted(part: bytes, digit_family: str) -> bytes:
    root = etree.fromstring(part, _PARSER)
    if root.getroottree().docinfo.doctype:  # no program writes one; entities could be behind it
        raise zipfile.BadZipFile
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
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


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
