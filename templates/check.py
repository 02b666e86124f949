"""A Word template checked against its form: every fault at once, with the words where it stands.

What is looked for stands in the notes on forms, 5.6; the traps of docxtpl in the notes on
rendering, 3.1.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError

from templates.docx import render
from templates.environment import environment, forbidden, syntax_fault, walk
from templates.errors import Fault, FormInvalid, PackageRefused, TemplateBroken, TemplateTooSlow
from templates.fill import fill
from templates.form import EXAMPLE, Form
from templates.merge import paragraph, patched
from templates.names import Names
from templates.office import Emblem, OfficeFacts
from templates.package import parse, rendered, unpack
from templates.questions import Field
from templates.shapes import Shape, of_form

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_BLOCK = re.compile(r"\{%-?(?:p|tr|tc)\s.*?%\}")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_LEFT_OVER = re.compile(r"\{\{|\}\}|\{%|%\}|\{#")
_STAND_IN = OfficeFacts(
    "สำนักงานตัวอย่าง", "สนง.ตัวอย่าง", "ศธ ๐๔๙๙๙", ("ถนนตัวอย่าง",), "๐ ๐๐๐๐ ๐๐๐๑", "", "", None
)


def faults(form: Form) -> tuple[Fault, ...]:
    """Check every template of a form; the form's own example is rendered as the last test."""
    root = of_form(form)
    used: set[str] = set()
    found: list[Fault] = []
    for name in dict.fromkeys(form.templates.values()):
        found += _template(form.files[name].read_bytes(), name, root, used)
    found += [fault for fault in _example(form) if fault.message not in {f.message for f in found}]
    found += _unused(form.fields, form, root, used) if not found else ()
    return tuple(dict.fromkeys(found))


def _template(data: bytes, name: str, root: Shape, used: set[str]) -> Iterator[Fault]:
    try:
        parts = unpack(data)
        for part in rendered(parts):
            yield from _written(parts[part])
            yield from _meant(parts[part], root, used)
    except PackageRefused as refused:
        yield Fault(name, str(refused))


def _written(xml: bytes) -> Iterator[Fault]:
    """Check how tags are typed, paragraph by paragraph."""
    for text in texts(xml):
        place = text.strip()[:120]
        if re.search("[｛｝％]", text):
            yield Fault(place, "ใช้วงเล็บปีกกาเต็มความกว้าง ให้พิมพ์ { } % ธรรมดา")
        if any(_INVISIBLE.search(tag) for tag in _TAG.findall(text)):
            yield Fault(place, "มีอักขระที่มองไม่เห็นในแท็ก ให้ลบแล้วพิมพ์แท็กใหม่")
        if text.count("{{") != text.count("}}") or text.count("{%") != text.count("%}"):
            yield Fault(place, "แท็กเปิดและปิดไม่ครบคู่ในย่อหน้าเดียวกัน")
        if re.search(r"\{\{(?:p|tr|tc|r)\s", text):
            yield Fault(place, "ใช้ {{p {{tr {{tc {{r ไม่ได้ ให้ใช้ {{ ชื่อช่อง }}")
        yield from _blocks(text, place)


def _blocks(text: str, place: str) -> Iterator[Fault]:
    blocks = _BLOCK.findall(text)
    paragraphs = [block for block in blocks if re.match(r"\{%-?p\s", block)]
    if len(paragraphs) > 1:
        yield Fault(place, "มีแท็ก {%p มากกว่าหนึ่งแท็กในย่อหน้าเดียวกัน")
    elif paragraphs and text.replace(paragraphs[0], "").strip():
        yield Fault(place, "แท็ก {%p ต้องอยู่ในย่อหน้าของตัวเอง ข้อความที่อยู่ด้วยจะหายไป")
    if any(re.search("[%}]", block[2:-2]) for block in blocks):
        yield Fault(place, "ใช้ % หรือ } ภายในแท็ก {%p {%tr {%tc ไม่ได้")


def texts(xml: bytes) -> Iterator[str]:
    """Give the text of each paragraph, without that of text boxes inside it."""
    for one in parse(xml).iter(f"{_W}p"):
        own = (t for t in one.iter(f"{_W}t") if next(t.iterancestors(f"{_W}p")) is one)
        yield "".join(t.text or "" for t in own)


def _meant(xml: bytes, root: Shape, used: set[str]) -> Iterator[Fault]:
    """Check what tags say: syntax, what is allowed, filters, names."""
    source = patched(xml)
    try:
        tree = Environment(autoescape=True).parse(source)
    except TemplateSyntaxError as wrong:
        yield Fault(paragraph(source, wrong.lineno), syntax_fault(wrong))
        return
    for line, message in forbidden(tree):
        yield Fault(paragraph(source, line), message)
    known = environment(True, "thai").filters
    for node in walk(tree):
        if isinstance(node, nodes.Filter) and node.name not in known:
            yield Fault(paragraph(source, node.lineno), f"ไม่รู้จักตัวกรอง “{node.name}”")
    names = Names(root)
    names.read(tree)
    used |= names.used
    for line, message in names.unknown:
        yield Fault(paragraph(source, line), message)


def _example(form: Form) -> Iterator[Fault]:
    """Fill and render the form's example strictly, with each of its templates."""
    if EXAMPLE not in form.files:
        yield Fault(EXAMPLE, "ไม่มีไฟล์ตัวอย่าง example.toml ให้ทดลองทำเอกสาร")
        return
    try:
        answers = fill(form, form.example(), people={}, groups={})
    except FormInvalid as invalid:
        yield from (Fault(EXAMPLE, str(problem)) for problem in invalid.problems)
        return
    for name in dict.fromkeys(form.templates.values()):
        try:
            made = render(
                replace(form, templates={"": name}),
                answers,
                office=_STAND_IN,
                emblem=Emblem(),
                number="๑/๒๕๖๙",
                dated=date(2026, 11, 22),
                final=True,
            )
        except TemplateBroken as broken:
            yield from broken.faults
        except (TemplateTooSlow, PackageRefused) as refused:
            yield Fault(name, str(refused))
        else:
            yield from left_over(made)


def left_over(made: bytes) -> Iterator[Fault]:
    """Find tags that are still there in a finished document."""
    parts: Mapping[str, bytes] = unpack(made)
    for part in rendered(parts):
        for text in texts(parts[part]):
            if _LEFT_OVER.search(text):
                yield Fault(text.strip()[:120], "มีแท็กค้างอยู่ในเอกสารที่ทำเสร็จแล้ว")


def _unused(fields: tuple[Field, ...], form: Form, shape: Shape, used: set[str]) -> Iterator[Fault]:
    """Warn of fields that no template prints (those that only steer the form are left out)."""
    steering = {one.show_if.partition("=")[0] for one in fields} | {form.template_by.split(".")[-1]}
    for one in fields:
        at = shape.names[one.name]
        group = form.groups.get(one.of)
        if one.type == "bool" or not one.printed or one.name in steering | _told_otherwise(form):
            continue
        if group is not None and at.path in used:
            inner = at.row if at.row is not None else at
            yield from _unused(group.fields, form, inner, used)
        elif at.path not in used:
            yield Fault(at.path, f"แม่แบบไม่ได้พิมพ์ช่อง “{one.label}”", warning=True)


def _told_otherwise(form: Form) -> set[str]:
    """Names that templates print as ``number``, ``dated`` and the lines below a signature."""
    named = {form.number_field.split(".")[-1], form.date_field.split(".")[-1]}
    return named | {"sign_mode", "acting_for"}
