"""A .docx of somebody else that is to become a document of the office: nothing in it may act.

LibreOffice opens it to make the PDF, and it is filed as it is. So beyond what ``package.unpack``
refuses (macros, parts from outside, too big) it may hold no embedded objects, no other documents
drawn in, and no fields that fetch something.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from templates.errors import PackageRefused
from templates.package import parse, relations, rendered, unpack
from templates.proof.sheet import Sheet, opened

LARGEST = 20 * 2**20
"""Bytes of a file; the longest minutes with pictures take some three million."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ACTING = re.compile(
    r"\s*(INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|DDEAUTO|DDE|LINK|DATABASE|MACROBUTTON|RD)\b",
    re.IGNORECASE,
)
"""How a field begins that fetches or runs something."""
_OBJECTS = {
    "oleobject": "มีวัตถุฝัง (OLE)",
    "package": "มีไฟล์อื่นฝังอยู่",
    "control": "มีตัวควบคุม ActiveX",
    "afchunk": "ดึงเอกสารอื่นเข้ามา (altChunk)",
    "subdocument": "ดึงเอกสารย่อยเข้ามา",
    "frame": "ดึงเอกสารอื่นเข้ามา",
}
"""Last words of the types of relationships that are refused, and what they mean."""


def refuse_harm(docx: bytes) -> None:
    """Do what ``harmless`` does and keep nothing, so that a child can do it first."""
    harmless(docx)


def harmless(docx: bytes) -> Sheet:
    """Open a .docx under every limit; raise ``PackageRefused`` where it could act."""
    if len(docx) > LARGEST:
        raise PackageRefused(reason="ไฟล์ใหญ่เกิน ๒๐ เมกะไบต์ โปรดย่อรูปภาพ")
    parts = unpack(docx)
    _refuse_objects(parts)
    _refuse_fields(parts)
    return opened(docx)


def _refuse_objects(parts: Mapping[str, bytes]) -> None:
    for name in parts:
        for relation in relations(parts, name).values():
            kind = relation.type.rsplit("/", 1)[-1].lower()
            if kind in _OBJECTS:
                raise PackageRefused(reason=f"{_OBJECTS[kind]} โปรดวางเป็นข้อความหรือรูปภาพแทน")


def _refuse_fields(parts: Mapping[str, bytes]) -> None:
    for name in rendered(parts):
        for written in _fields(parse(parts[name])):
            if found := _ACTING.match(written):
                raise PackageRefused(
                    reason=f"มีเขตข้อมูล {found[1].upper()} ซึ่งดึงข้อมูลจากที่อื่น โปรดแปลงเป็นข้อความ"
                )


def _fields(root: Any) -> Iterator[str]:
    """Give the instructions of every field, also of those inside others."""
    open_: list[str] = []
    for one in root.iter(f"{_W}fldSimple", f"{_W}fldChar", f"{_W}instrText"):
        if one.tag == f"{_W}fldSimple":
            yield one.get(f"{_W}instr", "")
        elif one.tag == f"{_W}instrText":
            open_ = [*open_[:-1], (open_[-1] if open_ else "") + (one.text or "")]
        elif one.get(f"{_W}fldCharType") == "begin":
            open_.append("")
        elif open_:
            yield open_.pop() if one.get(f"{_W}fldCharType") == "end" else open_[-1]
    yield from open_
