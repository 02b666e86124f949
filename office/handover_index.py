"""The list of a handover: a page that searches without a program, and a table of all records.

The page works from file:// on a stick: its data are scripts, as a browser reads nothing else there.
"""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from xml.etree import ElementTree as Xml

from archive.access import NO_END, OFFICE, restriction
from archive.bagit import PAYLOAD, portable
from archive.passages import Text
from archive.records import Description, Record
from office.csv_cells import harmless
from thai.dates import format_date
from thai.digits import to_thai, to_thai_in_prose
from thai.text import clean, normal

STATES = {"filed": "", "void": "ยกเลิก", "destroyed": "ทำลายแล้ว"}
RIGHTS, NOBODY = "ผู้อ่าน", "เฉพาะผู้อำนวยการ"
HEADS = (
    "เลขแฟ้ม",
    "ที่",
    "ลงวันที่",
    "เรื่อง",
    "จาก",
    "ถึง",
    "ชนิด",
    "หมวด",
    "แฟ้มเรื่อง",
    "สถานะ",
    RIGHTS,
    "ไฟล์",
)
OWN = ("record.json", "text.json", "places.json", "answers.json")
"""Files of a record that programs read; people are shown the others."""
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_SHELL = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_ASSETS = Path(__file__).parent / "data" / "handover"


@dataclass(frozen=True)
class Words:
    """What the office calls its types and categories, and what it is called itself."""

    office: str
    kinds: Mapping[str, str]
    categories: Mapping[str, str]
    names: Mapping[str, str]  # of groups and people, by id

    def readers(self, access: str) -> str:
        """Return in words who reads a record of this label; "" where everybody does."""
        told = restriction(access)
        if told is None:
            return "" if access == OFFICE else self.names.get(access, access)
        who = [self.names.get(one.removeprefix("@"), one.removeprefix("@")) for one in told.readers]
        until = "" if told.until == NO_END else f" ถึง {format_date(told.until, 'short')}"
        return (", ".join(who) or NOBODY) + until


def shown_files(record: Record) -> list[str]:
    """Return where in the bag the files lie that people look at."""
    return [
        f"{PAYLOAD}/{record.id}/{portable(file.name)}"
        for file in record.files
        if file.name not in OWN
    ]


def line(record: Record, words: Words) -> tuple[str, ...]:
    """Return a record as a line of HEADS."""
    told = record.description
    return (
        str(record.id),
        to_thai(told.number),
        format_date(told.dated, "short") if told.dated else "",
        clean(told.title),
        told.sender,
        told.receiver,
        words.kinds.get(told.type, told.type),
        words.categories.get(told.category, told.category),
        told.case,
        STATES[record.state],
        words.readers(told.access),
        " ".join(shown_files(record)),
    )


def csv_lines(rows: Sequence[Sequence[str]]) -> bytes:
    """Return lines of CSV."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8", "replace")


def searched(record: Record, text: Text, words: Words) -> dict[str, object]:
    """Return what the page knows of a record: what it shows, and all it says in normal form."""
    id, number, dated, title, sender, receiver, kind, category, case, state, *_ = line(
        record, words
    )
    way = " → ".join(filter(None, (sender, receiver)))
    about = (state, number and f"ที่ {number}", dated, way, kind, category, case, id)
    said = (number, title, sender, receiver, kind, case, id)
    passages = (part for one in text.passages for part in (one.heading, one.text))
    return {
        "title": to_thai_in_prose(title),
        "about": " · ".join(filter(None, about)),
        "files": shown_files(record),
        "text": normal(" ".join((*said, *passages))),
    }


def script(some: Sequence[Mapping[str, object]]) -> bytes:
    """Return some records as a script of the page."""
    told = json.dumps(some, ensure_ascii=False, separators=(",", ":"))
    return f"saraban({told});\n".encode("utf-8", "replace")


def page(title: str, about: str, scripts: Sequence[str]) -> dict[str, bytes]:
    """Return the page's own files by name; ``scripts`` are the names of its data."""
    told = {name: escape(value) for name, value in (("title", title), ("about", about))}
    loaded = "\n".join(f'<script src="{name}"></script>' for name in scripts)
    html = Template((_ASSETS / "index.html").read_text("utf-8"))
    made = {name: (_ASSETS / name).read_bytes() for name in ("index.css", "index.js")}
    return made | {"index.html": html.substitute(told, scripts=loaded).encode()}


def dublin_core(record: Record, words: Words) -> bytes:
    """Return a record's description in the fifteen elements of Dublin Core (oai_dc)."""
    Xml.register_namespace("dc", DUBLIN_CORE)
    Xml.register_namespace("oai_dc", _SHELL)
    root = Xml.Element(f"{{{_SHELL}}}dc")
    for name, value in _elements(record, record.description, words):
        if value := clean(value):
            Xml.SubElement(root, f"{{{DUBLIN_CORE}}}{name}").text = value
    Xml.indent(root)
    made: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _elements(record: Record, told: Description, words: Words) -> list[tuple[str, str]]:
    return [
        ("title", told.title),
        ("creator", told.sender or (told.signer.name if told.signer else "")),
        ("subject", words.categories.get(told.category, told.category)),
        ("subject", told.case),
        ("description", STATES[record.state]),
        ("publisher", words.office),
        ("contributor", told.receiver),
        ("date", told.dated.isoformat() if told.dated else ""),
        ("type", words.kinds.get(told.type, told.type)),
        *(("format", name.rpartition("/")[2]) for name in shown_files(record)),
        ("identifier", str(record.id)),
        ("identifier", told.number),
        ("source", told.source_file),
        ("language", "th"),
        *(("relation", f"{tie.kind} {tie.target}") for tie in told.relations),
        ("rights", f"จำกัดผู้อ่าน: {who}" if (who := words.readers(told.access)) else ""),
    ]
