"""A .docx as what it is, a zip of parts: opened under limits, written the same way every time."""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from templates.errors import PackageRefused

LARGEST = 50 * 2**20
"""Bytes that a package may unpack to (notes on rendering, 3.2)."""
MOST_PARTS = 2_000
MOST_MARKS = 3_000_000
"""Begins of elements and of attributes; as trees they take 700 MB. A page has some 1,500."""

CONTENT_TYPES = "[Content_Types].xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
RENDERED = tuple(
    f"{_WORD}{kind}+xml" for kind in ("document.main", "header", "footer", "footnotes", "endnotes")
)
"""Content types of the parts that may carry tags; the body comes first."""
_BODIES = (RENDERED[0], "application/vnd.ms-word.document.macroEnabled.main+xml")
_HARMLESS_LINKS = ("/hyperlink",)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # Python unpacks others without a bound
_EPOCH = (1980, 1, 1, 0, 0, 0)
_NS = "{http://schemas.openxmlformats.org/package/2006/content-types}"


@dataclass(frozen=True)
class Relation:
    """One relationship of a part to another part, or to something outside."""

    id: str
    type: str
    target: str
    external: bool


def unpack(data: bytes) -> dict[str, bytes]:
    """Open a .docx to make a document of it; raise ``PackageRefused``.

    Refused is what is no .docx, is too big, carries macros, or draws in parts from outside.
    """
    parts = unpack_to_read(data)
    _refuse_active(parts)
    return parts


def unpack_to_read(data: bytes) -> dict[str, bytes]:
    """Open a .docx of somebody else only to read it: macros and outside parts are never touched."""
    parts = _read(data)
    if CONTENT_TYPES not in parts or not any(kind in _BODIES for _, kind in typed(parts)):
        raise PackageRefused(reason="ไม่ใช่เอกสาร Word ชนิด .docx")
    return parts


_OTHERS = {
    b"%PDF": "เป็นไฟล์ PDF โปรดเลือกไฟล์ Word ชนิด .docx",
    b"\xd0\xcf\x11\xe0": "เป็นไฟล์ Word แบบเก่าหรือมีรหัสผ่าน โปรดบันทึกใหม่เป็น .docx ที่ไม่มีรหัสผ่าน",
}
"""What else is often handed in, by its first letters."""


def _read(data: bytes) -> dict[str, bytes]:
    if other := _OTHERS.get(data[:4]):
        raise PackageRefused(reason=other)
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            if len(entries) > MOST_PARTS or len({e.filename for e in entries}) < len(entries):
                raise PackageRefused(reason="มีไฟล์ย่อยมากเกินไปหรือซ้ำกัน")
            if sum(entry.file_size for entry in entries) > LARGEST:
                raise PackageRefused(reason="ขยายแล้วใหญ่เกิน 50 เมกะไบต์")
            if any(entry.compress_type not in _METHODS for entry in entries):
                raise PackageRefused(reason="บีบอัดด้วยวิธีที่ไม่รับ")
            parts = {entry.filename: _part(package, entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError) as fault:
        raise PackageRefused(reason="ไฟล์เสียหาย หรือไม่ใช่เอกสาร Word ชนิด .docx") from fault
    except ValueError as fault:
        raise PackageRefused(reason="ไฟล์เสียหาย") from fault
    if sum(part.count(b"<") + part.count(b"=") for part in parts.values()) > MOST_MARKS:
        raise PackageRefused(reason="ซับซ้อนเกินไป โปรดแบ่งเอกสาร")
    return parts


def _part(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Unpack a part no further than it says it is long, which may be a lie."""
    with package.open(entry) as part:
        return part.read(entry.file_size + 1)


def _refuse_active(parts: Mapping[str, bytes]) -> None:
    if any("vbaproject" in name.lower() for name in parts) or any(
        "macroenabled" in kind.lower() for _, kind in typed(parts)
    ):
        raise PackageRefused(reason="มีแมโคร โปรดบันทึกเป็น .docx ที่ไม่มีแมโคร")
    for name in parts:
        if not name.endswith(".rels"):
            continue
        for relation in _relations(parts[name]):
            if relation.external and not relation.type.endswith(_HARMLESS_LINKS):
                kind = relation.type.rsplit("/", 1)[-1]
                raise PackageRefused(
                    reason=f"อ้างไฟล์ภายนอก ({kind}: {relation.target[:80]}) โปรดฝังไว้ในเอกสารหรือตัดออก"
                )


def parse(xml: bytes) -> etree._Element:
    """Parse a part's XML with no entities and no network; raise ``PackageRefused`` when broken."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as fault:
        raise PackageRefused(reason="ส่วน XML ของเอกสารเสียหาย") from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise PackageRefused(reason="มีส่วน XML ที่ไม่ปลอดภัย")
    return root


def serialized(root: etree._Element) -> bytes:
    """Write a part's XML as Word does."""
    xml: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return xml


def typed(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield (part name, content type) of the parts that have a type of their own."""
    for override in parse(parts[CONTENT_TYPES]).iter(f"{_NS}Override"):
        yield override.get("PartName", "").lstrip("/"), override.get("ContentType", "")


def rendered(parts: Mapping[str, bytes]) -> list[str]:
    """Name the parts that may carry tags, the body first."""
    order = {kind: place for place, kind in enumerate((*RENDERED, _BODIES[1]))}
    named = [(order[kind], name) for name, kind in typed(parts) if kind in order and name in parts]
    return [name for _, name in sorted(named)]


def relations(parts: Mapping[str, bytes], name: str) -> dict[str, Relation]:
    """Give the relationships of a part by id; inside targets are full part names."""
    path = rels_name(name)
    folder = posixpath.dirname(name)
    found = {}
    for one in _relations(parts[path]) if path in parts else ():
        inside = posixpath.normpath(posixpath.join(folder, one.target)).lstrip("/")
        target = one.target if one.external else inside
        if not one.external and one.target.startswith("/"):
            target = one.target.lstrip("/")
        found[one.id] = Relation(one.id, one.type, target, one.external)
    return found


def rels_name(name: str) -> str:
    """Name the part that holds the relationships of ``name``."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _relations(xml: bytes) -> Iterator[Relation]:
    for one in parse(xml):
        if isinstance(one.tag, str):
            yield Relation(
                one.get("Id", ""),
                one.get("Type", ""),
                one.get("Target", ""),
                one.get("TargetMode") == "External",
            )


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Write the parts as a .docx; the same parts give the same bytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            package.writestr(entry, parts[name])
    return out.getvalue()


def with_default_type(content_types: bytes, ending: str, kind: str) -> bytes:
    """Add the content type of a file ending, where it is missing."""
    if re.search(rb'Extension="' + ending.encode() + rb'"', content_types, re.IGNORECASE):
        return content_types
    root = parse(content_types)
    root.insert(0, etree.Element(f"{_NS}Default", Extension=ending, ContentType=kind))
    return serialized(root)
