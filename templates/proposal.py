"""A form proposed from a Word file with words in ``{{ }}``: fields with guessed names and types.

The words may be Thai as the office writes them (``{{ ชื่อผู้รับ }}``): each becomes the label of a
field, and gets a name that a template can use. Loops over a list of texts are understood; a file
that needs more is described by hand (docs/document-types.md).
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from templates.errors import Fault, TemplateBroken
from templates.package import pack, parse, rendered, serialized, unpack
from thai.text import clean

TYPES = {
    "text": "ข้อความสั้น",
    "lines": "ข้อความยาว",
    "date": "วันที่",
    "person": "บุคคล",
    "list": "รายการ",
    "money": "จำนวนเงิน",
    "int": "จำนวนนับ",
}
REGISTERS = {
    "none": "ไม่มีเลขทะเบียน",
    "letter": "ทะเบียนหนังสือส่ง",
    "order": "ทะเบียนคำสั่ง",
    "announcement": "ทะเบียนประกาศ",
    "certificate": "ทะเบียนหนังสือรับรอง",
}
MOST_FIELDS = 100
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TAG = re.compile(r"\{\{([^{}]*)\}\}")
_LOOP = re.compile(r"\{%-?\s*(?:p|tr)?\s*for\s+([a-z]\w*)\s+in\s+([a-z]\w*)\s*-?%\}")
_NAMED = re.compile(r"([a-z][a-z0-9_]*)((?:\.[a-z_]+)*)(?:\s*\|\s*[a-z]+)*", re.ASCII)
_LABEL = re.compile(r"[^{}%|\"'<>=+*\\()\[\]]{1,80}")
_OFFERED = {"number", "dated", "office", "final", "copy_mark", "loop"}
_MEANT = {
    "acting_for", "acting_order", "agenda", "circular", "contact", "enclosures",
    "enclosures_in_text", "group", "matters", "meeting", "minutes", "receivers", "references",
    "route", "salutation", "secrecy", "series", "sign_mode", "speed", "title",
}  # fmt: skip
"""Names by which the office's acts know answers of a certain make, which a word cannot promise."""
_KNOWN = {
    "เรื่อง": "subject", "วันที่": "date", "ลงวันที่": "date", "ผู้ลงนาม": "signer", "เรียน": "to", "ถึง": "to",
    "ที่": "number", "เลขที่": "number", "ชื่อสำนักงาน": "office.name", "ข้อความ": "body", "สถานที่": "place",
}  # fmt: skip
_LABELS = {name: label for label, name in reversed(_KNOWN.items()) if name not in _OFFERED}
_GUESSES = (
    ("person", r"ผู้ลงนาม|^signer$|_by$"),
    ("date", r"วันที่|^วัน|^date|_date$"),
    ("money", r"จำนวนเงิน|บาท|^amount|price"),
    ("list", r"รายการ|รายชื่อ|items$|list$"),
    ("lines", r"^ข้อความ|รายละเอียด|เหตุผล|เนื้อหา|^body$|detail|reason"),
)


@dataclass(frozen=True)
class Proposed:
    """One field as proposed, or as the office has changed it."""

    name: str
    label: str
    type: str = "text"
    required: bool = True


@dataclass(frozen=True)
class Proposal:
    """The fields in the order in which the file names them, and the file with names it can use."""

    fields: tuple[Proposed, ...]
    docx: bytes


def propose(docx: bytes) -> Proposal:
    """Read the words in a file; raises TemplateBroken with every one that is not understood."""
    parts, reader = unpack(docx), _Reader()
    for name in rendered(parts):
        root = parse(parts[name])
        for texts in _paragraphs(root):
            _rewrite(texts, reader.paragraph(_joined(texts)))
        parts[name] = serialized(root)
    if not reader.fields and not reader.faults:
        reader.faults.append(Fault("", "ไม่พบคำในวงเล็บปีกกาคู่ เช่น {{ เรื่อง }} เลย"))
    if len(reader.fields) > MOST_FIELDS:
        reader.faults.append(Fault("", "มีคำในวงเล็บปีกกามากเกิน ๑๐๐ คำ"))
    if reader.faults:
        raise TemplateBroken("แม่แบบใหม่", reader.faults)
    return Proposal(tuple(reader.fields.values()), pack(parts))


class _Reader:
    """Goes through a file's paragraphs and gathers fields and faults."""

    def __init__(self) -> None:
        self.fields: dict[str, Proposed] = {}
        self.faults: list[Fault] = []
        self._rows: set[str] = set()
        self._names: dict[str, str] = {}

    def paragraph(self, text: str) -> str:
        """Note a paragraph's words; returns it with names in place of labels."""
        for row, many in _LOOP.findall(text):
            self._rows.add(row)
            self._note(many, many, "list")
        return _TAG.sub(lambda found: self._tag(found, text), text)

    def _tag(self, found: re.Match[str], place: str) -> str:
        words = found[1].strip()
        named = _NAMED.fullmatch(words)
        if named is None:
            return self._labelled(found[0], words, place)
        name, inner = named[1], named[2]
        if name in self._rows:
            if inner:
                self._fault(place, f"“{words}” เป็นตารางหลายช่อง ต้องทำแบบด้วยไฟล์ form.toml ตามคู่มือ")
        elif name not in _OFFERED:
            self._note(name, _LABELS.get(name, name.replace("_", " ")), "person" if inner else "")
        return found[0]

    def _labelled(self, tag: str, words: str, place: str) -> str:
        label = clean(words)
        if not _LABEL.fullmatch(label):
            self._fault(
                place, f"อ่านคำในวงเล็บปีกกา “{words[:40]}” ไม่ได้ ใช้ข้อความธรรมดา เช่น {{{{ เรื่อง }}}}"
            )
            return tag
        if label not in self._names:
            self._names[label] = _KNOWN.get(label) or f"word_{len(self._names) + 1}"
        name = self._names[label]
        if name.partition(".")[0] not in _OFFERED:
            self._note(name, label, "")
        return f"{{{{ {name} }}}}"

    def _note(self, name: str, label: str, kind: str) -> None:
        if name in _MEANT:
            said = f"คำว่า “{name}” มีความหมายในโปรแกรมอยู่แล้ว โปรดใช้คำอื่น เช่น “{name}_1” หรือคำภาษาไทย"
            self._fault(f"{{{{ {name} }}}}", said)
            return
        guessed = (t for t, words in _GUESSES if any(re.search(words, w) for w in (name, label)))
        known = self.fields.get(name)
        if known is None:
            kind = kind or next(guessed, "text")
            self.fields[name] = Proposed(name, label, kind)
        elif kind:
            self.fields[name] = replace(known, type=kind)

    def _fault(self, place: str, message: str) -> None:
        self.faults.append(Fault(place.strip()[:120], message))


def files_of(
    code: str, title: str, register: str, proposal: Proposal, today: date
) -> Mapping[str, bytes]:
    """Write the three files of a document type: form.toml, example.toml, template.docx."""
    fields = proposal.fields
    return {
        "template.docx": _printed(proposal),
        "example.toml": "".join(
            f"{one.name} = {_example(one, today)}\n" for one in fields
        ).encode(),
        "form.toml": "\n".join(_form(code, title, register, fields)).encode(),
    }


def _form(code: str, title: str, register: str, fields: tuple[Proposed, ...]) -> Iterator[str]:
    kinds = {one.name: one.type for one in fields}
    told = next((one.name for one in fields if one.name == "subject"), fields[0].name)
    written = title.replace("{", "").replace("}", "")
    yield f"code = {_text(code)}"
    yield f"title = {_text(title)}"
    yield f"register = {_text(register)}"
    yield f"series = {_text(code)}"
    yield f"title_field = {_text('{subject}' if told == 'subject' else f'{written} {{{told}}}')}"
    yield f"filename = {_text(f'{written} {{{told}}}')}"
    if kinds.get("date") == "date":
        yield 'date_field = "date"'
    if kinds.get("signer") == "person":
        yield 'signer_field = "signer"'
    for one in fields:
        yield "\n[[field]]"
        yield f"name = {_text(one.name)}"
        yield f"label = {_text(one.label)}"
        yield f"type = {_text(one.type)}"
        if one.type == "list":
            yield 'of = "text"'
        if one.required:
            yield "required = true"
        if one.name == "date":
            yield "sticky = false"
    yield ""


def _example(one: Proposed, today: date) -> str:
    told: Mapping[str, Any] = {
        "date": today.isoformat(),
        "person": '{prefix = "นาย", first = "ตัวอย่าง", last = "ทดลองใช้", position = "ตำแหน่งตัวอย่าง"}',
        "list": _text([f"{one.label} ที่หนึ่ง", f"{one.label} ที่สอง"]),
        "money": "12500",
        "int": "3",
    }
    return str(told.get(one.type, _text(f"{one.label} (ตัวอย่าง)")))


def _printed(proposal: Proposal) -> bytes:
    """Give each line of a long text or list that stands alone a paragraph of its own."""
    many = {one.name for one in proposal.fields if one.type in ("lines", "list")}
    parts = unpack(proposal.docx)
    for name in rendered(parts):
        root = parse(parts[name])
        for texts in _paragraphs(root):
            alone = _TAG.fullmatch(_joined(texts).strip())
            if alone and alone[1].strip() in many:
                _rewrite(texts, f"{{{{ {alone[1].strip()}|paragraphs }}}}")
        parts[name] = serialized(root)
    return pack(parts)


def _paragraphs(root: Any) -> Iterator[list[Any]]:
    """Give the text elements of each paragraph, without those of boxes inside it."""
    for one in root.iter(f"{_W}p"):
        yield [t for t in one.iter(f"{_W}t") if next(t.iterancestors(f"{_W}p")) is one]


def _joined(texts: list[Any]) -> str:
    return "".join(text.text or "" for text in texts)


def _rewrite(texts: list[Any], new: str) -> None:
    """Put a text in place of a paragraph's, tag by tag, so that the looks around it stay."""
    old = _joined(texts)
    if new == old:
        return
    at, pairs = 0, []
    for before, after in zip(_TAG.finditer(old), _TAG.finditer(new), strict=True):
        if before[0] != after[0]:
            pairs.append((before.start(), before.end(), after[0]))
    for text in texts:
        length, own = len(text.text or ""), text.text or ""
        for start, end, tag in reversed(pairs):
            a, b = max(start - at, 0), min(end - at, length)
            if a < b:
                own = own[:a] + (tag if at <= start < at + length else "") + own[b:]
        text.text, at = own, at + length
        text.set(_SPACE, "preserve")


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
