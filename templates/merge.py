"""Merging: docxtpl's repair of Word templates, our environment, our package."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import TracebackType
from typing import Any
from xml.sax.saxutils import escape

from docxtpl import DocxTemplate
from jinja2 import Template
from jinja2.exceptions import (
    SecurityError,
    TemplateError,
    TemplateRuntimeError,
    TemplateSyntaxError,
    UndefinedError,
)
from lxml import etree

from templates import emblem as emblems
from templates.columns import OPEN, fit
from templates.environment import environment, syntax_fault
from templates.errors import Fault, TemplateBroken
from templates.office import OFFICIAL_FONT, Emblem
from templates.package import pack, parse, rendered, serialized, typed, unpack
from templates.thai_runs import complete
from thai.digits import Digits
from thai.errors import Refused

_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_IDS = re.compile(r' w14:(?:paraId|textId)="[0-9A-Fa-f]+"')
_TAG = re.compile(r"<[^>]+>")
_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_TO_RESOLVE = ("\a", "\t", "\n", "\f")
_UNDATED = "2000-01-01"


@dataclass(frozen=True)
class Job:
    """All that one document is made of; plain enough to be sent to a child process."""

    name: str
    template: bytes
    context: Mapping[str, Any]
    emblem: Emblem
    font: str
    digits: Digits
    final: bool
    title: str
    subject: str
    author: str
    dated: date | None


@dataclass(frozen=True)
class Part:
    """A part of a template with tags: its Jinja source, a paragraph a line, compiled."""

    source: str
    template: Template
    tables: bool


@dataclass(frozen=True)
class Compiled:
    """A template opened once: its fixed parts, its parts with tags, and what is wrong in them."""

    parts: Mapping[str, bytes]
    tagged: Mapping[str, Part]
    faults: tuple[Fault, ...]


def make(job: Job) -> bytes:
    """Fill the template of a job in this process."""
    compiled = opened(job.template, job.final, job.digits, job.font)
    if compiled.faults:
        raise TemplateBroken(job.name, compiled.faults)
    parts = dict(compiled.parts)
    drawings = 0
    for name, part in compiled.tagged.items():
        root = _filled(job, part)
        parts |= emblems.place(parts, name, root, job.emblem, job.final)
        for properties in root.iter(_DOC_PR):
            drawings += 1
            properties.set("id", str(drawings))
        parts[name] = serialized(root)
    for name, kind in typed(parts):
        if kind == _CORE:
            parts[name] = _properties(job)
    return pack(parts)


@lru_cache(maxsize=32)
def opened(template: bytes, final: bool, digits: Digits, font: str) -> Compiled:
    """Open and compile a template; syntax errors become ``faults``, each with its paragraph."""
    parts = unpack(template)
    tagged: dict[str, Part] = {}
    faults: list[Fault] = []
    for name in parts:
        if name.startswith("word/") and name.endswith(".xml"):
            parts[name] = _in_font(parts[name], font)
    for name in rendered(parts):
        source = patched(parts[name])
        try:
            compiled = environment(final, digits).from_string(source)
        except TemplateSyntaxError as wrong:
            faults.append(Fault(paragraph(source, wrong.lineno), syntax_fault(wrong)))
            continue
        tagged[name] = Part(
            source, compiled, bool(re.search(r"colspan|{%\s*[hv]m|{%\s*tc", source))
        )
    styles = "word/styles.xml"
    if styles in parts:
        root = parse(parts[styles])
        complete(root)
        parts[styles] = serialized(root)
    return Compiled(parts, tagged, tuple(faults))


def patched(xml: bytes) -> str:
    """Turn a part into Jinja source in which every paragraph begins a line of its own.

    docxtpl joins the tags that Word has split over runs, and lifts ``{%p`` and ``{%tr`` out of
    their paragraph or row.
    """
    root = parse(xml)
    complete(root)
    text = _IDS.sub("", etree.tostring(root, encoding="unicode")).replace("\n", " ")
    patched: str = DocxTemplate("").patch_xml(text)
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", patched)


def paragraph(source: str, line: int | None) -> str:
    """Give the visible text of the paragraph at a line of ``patched`` source."""
    lines = source.split("\n")
    if not line or line > len(lines):
        return ""
    return _TAG.sub("", lines[line - 1]).strip()[:120]


def _in_font(xml: bytes, font: str) -> bytes:
    if font == OFFICIAL_FONT:
        return xml
    named = escape(font, {'"': "&quot;"})
    return xml.replace(f'"{OFFICIAL_FONT}"'.encode(), f'"{named}"'.encode())


def _filled(job: Job, part: Part) -> etree._Element:
    try:
        text = part.template.render(job.context)
    except (TemplateError, TypeError, ValueError, Refused) as wrong:
        place = paragraph(part.source, _line(wrong.__traceback__))
        raise TemplateBroken(job.name, [Fault(place, _runtime(wrong))]) from wrong
    text = text.replace("\n<w:p ", "<w:p ").replace("\n<w:p>", "<w:p>")
    word = DocxTemplate("")
    if any(letter in text for letter in _TO_RESOLVE):
        text = word.resolve_listing(text)
    try:
        root = etree.fromstring(text.encode())
    except etree.XMLSyntaxError as wrong:
        message = "แท็กคร่อมย่อหน้าหรือเซลล์ ทำให้เอกสารเสียหาย"
        raise TemplateBroken(job.name, [Fault("", message)]) from wrong
    if part.tables:
        root = word.fix_tables(text.encode())
    if OPEN in text:
        fit(root)
    return root


def _line(traceback: TracebackType | None) -> int | None:
    line = None
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == "<template>":
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def _runtime(wrong: Exception) -> str:
    if isinstance(wrong, UndefinedError):
        names = re.findall(r"'(\w+)'", str(wrong))
        return f"ไม่มีช่องกรอกชื่อ “{names[-1] if names else wrong}”"
    if isinstance(wrong, SecurityError):
        return "แม่แบบพยายามใช้สิ่งที่ไม่อนุญาต"
    if isinstance(wrong, Refused):
        return str(wrong)
    if isinstance(wrong, TemplateRuntimeError):
        return syntax_fault(wrong)
    return "ใช้ค่าผิดชนิดในแท็ก"


def _properties(job: Job) -> bytes:
    finish = environment(job.final, job.digits).finalize or str
    title, subject, author = (escape(str(finish(t))) for t in (job.title, job.subject, job.author))
    at = f"{job.dated.isoformat() if job.dated else _UNDATED}T00:00:00Z"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        "<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject>"
        f"<dc:creator>{author}</dc:creator><dc:language>th-TH</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{at}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{at}</dcterms:modified>'
        "</cp:coreProperties>"
    ).encode()
