"""What a filed record may be told later: a signed scan, where the paper lies, its ties.

Every act is a new version of the record, refused if another version came after the one that was
seen. Nothing that was filed is changed or lost.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Any

from PIL import Image, UnidentifiedImageError

from archive.archive import Archive
from archive.database import Database
from archive.journal import Journal
from archive.records import Description, Fact, NewFile, Paper, Record, RecordId, Relation
from indexer import pdfium
from indexer.bounded import bounded
from indexer.errors import FileDamaged
from indexer.scan_errors import PageTooSlow
from office.awaited_texts import as_seen
from office.clock import Clock, today
from office.errors import TellingInvalid
from office.permissions import Actor, may_see, require, require_seen
from office.ties import Tie, Ties
from templates.errors import Problem
from thai.text import clean

WAYS = {
    "post": "ทางไปรษณีย์",
    "registered": "ทางไปรษณีย์ลงทะเบียน",
    "hand": "โดยผู้นำส่ง",
    "email": "ทางไปรษณีย์อิเล็กทรอนิกส์",
    "system": "ทางระบบสารบรรณอิเล็กทรอนิกส์",
    "fax": "ทางโทรสาร",
}
KINDS = {
    "refers-to": "อ้างถึง",
    "replies-to": "ตอบ",
    "amends": "แก้ไขเพิ่มเติม",
    "cancels": "ยกเลิก",
    "replaces": "ใช้แทน",
    "encloses": "ส่งพร้อม",
}
SCAN = "ฉบับลงนาม"
MOST_SCAN = 50 * 2**20  # bytes
MOST_PIXELS = 120_000_000  # A3 at 600 dpi has 70 million
MOST_LETTERS = 300
_SUFFIXES = {".pdf": "PDF", ".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}


@dataclass(frozen=True)
class Scan:
    """A picture of the signed paper, and who held it against the paper, on which day."""

    name: str
    data: bytes
    compared_by: str
    compared_on: date | None


@dataclass(frozen=True)
class Amendments:
    """Later versions of records. Every act raises VersionConflict, TellingInvalid, NotPermitted."""

    db: Database
    journal: Journal
    archive: Archive
    ties: Ties
    clock: Clock

    def attach_scan(self, id: RecordId, seen: int, scan: Scan, actor: Actor) -> Record:
        """File a scan of the signed paper (PDF, PNG or JPEG that opens) beside the document."""
        _complain(_scan_faults(scan, today(self.clock)))
        suffix = PurePath(scan.name).suffix.lower().replace("jpeg", "jpg")
        new = NewFile(SCAN + suffix, scan.data)
        fact = self.fact("scanned", scan.compared_on, scan.compared_by.strip(), new.name)
        return self.amend(id, seen, lambda old: _scanned(old, fact), "scanned", actor, new)

    def place_paper(self, id: RecordId, seen: int, paper: Paper, actor: Actor) -> Record:
        """Say where the paper lies: folder, cabinet, shelf, box."""
        long = [name for name in PLACES if len(getattr(paper, name)) > MOST_LETTERS]
        _complain(Problem(name, PLACES[name], "ยาวเกินไป") for name in long)
        lies = paper if any(getattr(paper, name) for name in PLACES) else None

        def change(old: Description) -> Description:
            if lies is None and old.paper is None:
                _complain([Problem("folder", PLACES["folder"], "โปรดบอกที่เก็บอย่างน้อยหนึ่งช่อง")])
            was = {name: getattr(old.paper, name) for name in PLACES} if old.paper else {}
            fact = self.fact("paper-placed", today(self.clock), actor.label, place_line(lies), was)
            return replace(_with_fact(old, fact), paper=lies)

        return self.amend(id, seen, change, "paper-placed", actor)

    def relate(self, id: RecordId, seen: int, kind: str, target: str, actor: Actor) -> Record:
        """Tie a record to another one (by its id or official number), or to an outside letter."""
        target = " ".join(target.split())
        _complain(_tie_faults(kind, target))
        with self.db.reading() as conn:
            meant = self.ties.meant(conn, target)
        if meant == str(id):
            raise TellingInvalid(problems=(Problem("target", "เรื่องเดิม", "เป็นเอกสารฉบับนี้เอง"),))
        tie = Relation(kind, meant)
        return self.amend(id, seen, lambda old: _tied(old, tie), "related", actor)

    def join_case(self, id: RecordId, seen: int, title: str, actor: Actor) -> Record:
        """Say to which case (แฟ้มเรื่อง) a record belongs; "" = to none that was told."""
        told = " ".join(clean(title).split())
        _complain([Problem("case", "แฟ้มเรื่อง", "ยาวเกินไป")] if len(told) > MOST_LETTERS else [])
        return self.amend(id, seen, lambda old: replace(old, case=told), "case-told", actor)

    def record(self, id: RecordId, actor: Actor, verb: str = "note") -> Record:
        """Return a record to one who sees it and may ``verb`` it, else raise NotPermitted."""
        record = self.archive.record(id)
        require(actor, verb, record.description.group)
        require_seen(actor, record.description.access)
        return record

    def tied_to(self, record: Record, actor: Actor) -> tuple[Tie, ...]:
        """Return the ties from a record and to it; of one not to be read, its id alone."""
        with self.db.reading() as conn:
            found = self.ties.of(conn, record)
        return tuple(
            tie if may_see(actor, tie.access) else replace(tie, id=None, title="") for tie in found
        )

    def amend(
        self,
        id: RecordId,
        seen: int,
        change: Callable[[Description], Description],
        act: str,
        actor: Actor,
        *files: NewFile,
        verb: str = "note",
    ) -> Record:
        """File a record's description as changed by an act (of ACTS), by one who may ``verb``.

        Who saw it before its text was read needs not look again: nothing told was changed by that.
        """
        record = self.record(id, actor, verb)
        told = change(record.description)
        seen = as_seen(self.archive, record, seen)
        amended = self.archive.add_version(id, seen, told, files, who=actor.label, why=ACTS[act])
        with self.db.writing() as conn:
            self.archive.enter(conn, amended)
            self.ties.put(conn, amended)
            detail = {"version": amended.version}
            self.journal.add(conn, actor.label, act, str(id), detail, self.clock())
        return amended

    def fact(
        self,
        what: str,
        on: date | None,
        by: str,
        note: str,
        other: Mapping[str, Any] | None = None,
    ) -> Fact:
        """Return a fact that is told now."""
        return Fact(what, on=on, by=by, note=note, at=self.clock(), other=other or {})


PLACES = {"folder": "แฟ้ม", "cabinet": "ตู้", "shelf": "ชั้น", "box": "กล่อง"}
ACTS = {
    "sent": "บันทึกการส่ง",
    "sent-received": "บันทึกผู้รับ",
    "scanned": "แนบฉบับลงนาม",
    "signed-pki": "ลงลายมือชื่อดิจิทัล",
    "paper-placed": "บันทึกที่เก็บต้นฉบับ",
    "paper-lent": "ให้ยืมต้นฉบับ",
    "paper-back": "รับคืนต้นฉบับ",
    "related": "เชื่อมโยงเรื่อง",
    "case-told": "บันทึกแฟ้มเรื่อง",
    "reclassed": "เปลี่ยนอายุการเก็บ",
    "transferred": "ส่งมอบหอจดหมายเหตุแห่งชาติ",
    "deposited": "ฝากหอจดหมายเหตุแห่งชาติ",
    "held": "ระงับการทำลาย",
    "released": "เลิกระงับการทำลาย",
    "case-closed": "ปิดแฟ้มเรื่อง",
    "handed": "มอบหมาย",
    "acknowledged": "รับทราบ",
    "answered": "ตอบแล้ว",
    "settled": "ดำเนินการเสร็จสิ้น",
    "confirmed": "ยืนยันข้อมูลหนังสือ",
    "rule-undone": "เลิกทำการเก็บตามกฎ",
    "answer-asked": "ขอคำตอบภายในวันที่",
    "answer-came": "ได้คำตอบ",
    "redacted": "ทำฉบับปกปิด",
    "restricted": "จำกัดผู้อ่าน",
    "widened": "เลิกจำกัดผู้อ่าน",
}


def place_line(paper: Paper | None) -> str:
    """Say where the paper lies, "" where nobody said."""
    told = paper or Paper()
    parts = ((label, getattr(told, key)) for key, label in PLACES.items())
    return " ".join(f"{label} {text}" for label, text in parts if text)


def _with_fact(old: Description, fact: Fact) -> Description:
    return replace(old, facts=(*old.facts, fact))


def _scanned(old: Description, fact: Fact) -> Description:
    signer = old.signer
    if signer is not None and signer.mode in ("", "wet"):
        signer = replace(signer, mode="wet-scanned")
    return replace(_with_fact(old, fact), signer=signer)


def _tied(old: Description, tie: Relation) -> Description:
    if any((each.kind, each.target) == (tie.kind, tie.target) for each in old.relations):
        raise TellingInvalid(problems=(Problem("target", "เรื่องเดิม", "เชื่อมโยงไว้แล้ว"),))
    return replace(old, relations=(*old.relations, tie))


def _scan_faults(scan: Scan, on: date) -> list[Problem]:
    wrong = _file_fault(scan)
    faults = [Problem("scan", "ไฟล์สแกน", wrong)] if wrong else []
    faults += _text_faults("compared_by", "ผู้ตรวจเทียบ", scan.compared_by, "โปรดระบุผู้ตรวจเทียบกับต้นฉบับ")
    return faults + _day_faults("compared_on", "วันที่ตรวจเทียบ", scan.compared_on, on)


def _tie_faults(kind: str, target: str) -> list[Problem]:
    faults = [] if kind in KINDS else [Problem("kind", "ความเกี่ยวข้อง", "โปรดเลือกความเกี่ยวข้อง")]
    return faults + _text_faults("target", "เรื่องเดิม", target, "โปรดระบุเลขที่หรือรหัสของเรื่องเดิม")


def _text_faults(path: str, label: str, text: str, missing: str) -> list[Problem]:
    if not text.strip():
        return [Problem(path, label, missing)]
    return [Problem(path, label, "ยาวเกินไป")] if len(text) > MOST_LETTERS else []


def _day_faults(path: str, label: str, day: date | None, on: date) -> list[Problem]:
    if day is None:
        return [Problem(path, label, "โปรดระบุวันที่ เช่น ๒๒ พ.ย. ๒๕๖๙")]
    return [Problem(path, label, "เป็นวันที่ยังมาไม่ถึง")] if day > on else []


def _file_fault(scan: Scan) -> str:
    """Say why a file is not kept as a scan; "" if it is a good one."""
    kind = _SUFFIXES.get(PurePath(scan.name).suffix.lower())
    if not scan.data:
        return "โปรดเลือกไฟล์สแกน"
    if kind is None:
        return "รับเฉพาะไฟล์ PDF, PNG และ JPEG"
    if len(scan.data) > MOST_SCAN:
        return "ไฟล์ใหญ่เกิน ๕๐ เมกะไบต์ โปรดสแกนใหม่ด้วยความละเอียด ๓๐๐ จุดต่อนิ้ว"
    return "" if _opens(scan, kind) else f"เปิดไฟล์นี้เป็น {kind} ไม่ได้ โปรดสแกนใหม่"


def _opens(scan: Scan, kind: str) -> bool:
    try:
        if kind == "PDF":
            begins = scan.data.startswith(b"%PDF-")
            return begins and bounded(scan.name, pdfium.count, scan.data) > 0
        return bounded(scan.name, _is_picture, scan.data, kind)
    except (FileDamaged, PageTooSlow):
        return False


def _is_picture(data: bytes, kind: str) -> bool:
    try:
        with Image.open(io.BytesIO(data), formats=(kind,)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return False
            picture.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True


def _complain(problems: Any) -> None:
    found = tuple(problems)
    if found:
        raise TellingInvalid(problems=found)
