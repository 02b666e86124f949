"""Taking in another office's handover: looked at first, then each record filed exactly once.

The bag is a stranger's: nothing of it is believed before its bytes have the digest of its manifest,
and what is wrong with one record is told for it and keeps no other one back. Filing again what was
filed (by the digests of its documents) is doing nothing, so a broken-off import is begun again.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from filelock import FileLock
from sqlalchemy import insert, select

from archive import bagit, record_json
from archive.bagit import Payload
from archive.destruction import FILES as DESTROYED
from archive.errors import BadRecordId
from archive.inventory import UNREADABLE
from archive.passages import Text
from archive.records import Description, Fact, NewFile, RecordId
from archive.retention import retain_until, retention_class
from office.arrival_fields import MOST_TITLE
from office.clock import today
from office.handover import CSV, DUBLIN_CORE
from office.handover_errors import GroupUnknown
from office.handover_index import OWN
from office.intake import SERIES, TYPE, taken
from office.office import Office
from office.permissions import OFFICE, Actor, require
from thai.text import clean, cut_bytes

SOURCE = "handover.json"
"""The file of a record taken in that holds the other office's record.json, as it came."""
GIVER = "External-Identifier"
FROM = "handed_over_from"
MOST_BYTES = 400 * 2**20  # of one record: its files are held in memory while they are filed
MOST_TOLD = 16 * 2**20  # of record.json and text.json
_IN_RECORD = re.compile(r"(2\d{3}/[a-z][a-z0-9-]*/\d{4,9})/([^/]+)")
_FAULTS = (*UNREADABLE, BadRecordId, RecursionError, OSError)


@dataclass(frozen=True)
class Goal:
    """Where records go: a category ("" is the default), a group that may read restricted ones."""

    category: str = ""
    group: str = ""


@dataclass(frozen=True)
class Offered:
    """What becomes of one record or file of a bag; ``problem`` says why it is not filed.

    ``source`` is its id at the other office, or a file's name; ``id`` its own one, if it is filed;
    ``known`` that it was filed before.
    """

    source: str
    title: str = ""
    id: RecordId | None = None
    known: bool = False
    problem: str = ""


@dataclass(frozen=True)
class _Read:
    """A record of the bag that can be filed: what it says of itself, its documents, its text."""

    told: Description
    id: RecordId
    documents: tuple[NewFile, ...]
    text: Text
    raw: bytes

    @property
    def digests(self) -> list[str]:
        return [hashlib.sha512(file.data).hexdigest() for file in self.documents]


@dataclass(frozen=True)
class HandoverImport:
    """Takes handovers into an office."""

    office: Office

    def take(
        self, folder: Path, goal: Goal, actor: Actor, *, trying: bool = False, after: str = ""
    ) -> Iterator[Offered]:
        """Yield what becomes of each record of a bag; ``trying`` writes nothing.

        ``after`` is the record (its id there) that was the last one to be answered for before.

        Raises NotABag, GroupUnknown, UnknownCategory, NotPermitted, and what the archive's disk
        refuses: what was filed stays.
        """
        require(actor, "file")
        self.check(goal)
        told, (records, others) = bagit.description(folder), _sorted(folder)
        for one in others if not after else ():
            yield Offered(one.name, problem=one.problem or "ไม่ใช่ไฟล์ของเอกสารใด")
        for source in sorted(each for each in records if each > after):
            yield self._record(source, records[source], told, goal, actor, trying=trying)

    def count(self, folder: Path) -> int:
        """Return how many records and other files there are to be answered for; NotABag."""
        records, others = _sorted(folder)
        return len(records) + len(others)

    def check(self, goal: Goal) -> None:
        """Refuse a goal that this office has not: GroupUnknown, UnknownCategory."""
        if goal.group and goal.group not in self.office.profile.group_names:
            raise GroupUnknown(group=goal.group, known=", ".join(self.office.profile.group_names))
        self.office.profile.file_plan.category(self._category(goal))

    def _record(
        self,
        source: str,
        files: list[Payload],
        told: Mapping[str, str],
        goal: Goal,
        actor: Actor,
        *,
        trying: bool,
    ) -> Offered:
        try:
            read = _read(source, files)
        except _Unfit as unfit:
            return Offered(source, unfit.title, problem=str(unfit))
        title = _title(read.told)
        if known := self._known(read, told.get(GIVER, "")):
            return Offered(source, title, known, known=True)
        if read.told.access != OFFICE and not goal.group:
            return Offered(source, title, problem="จำกัดผู้อ่าน โปรดระบุกลุ่มที่อ่านได้ (--group)")
        if trying:
            return Offered(source, title)
        return Offered(source, title, self._file(read, told, goal, actor))

    def _known(self, read: _Read, giver: str) -> RecordId | None:
        """Return the record that holds all these documents, or did until its destruction."""
        with self.office.db.reading() as conn:
            rows = conn.execute(select(taken).where(taken.c.sha512.in_(read.digests)))
            claimed = {RecordId.parse(row.record) for row in rows}
        if giver == f"urn:x-saraban:{self.office.profile.id}":
            claimed.add(read.id)  # our own, come back
        held = (id for id in sorted(claimed) if self._held(id).issuperset(read.digests))
        return next(held, None)

    def _held(self, id: RecordId) -> set[str]:
        archive = self.office.archive
        if not archive.has(id):
            return set()
        gone = archive.record(id).description.other.get(DESTROYED, ())
        kept = {file.sha512 for version in archive.history(id) for file in version.files}
        return kept | {file["sha512"] for file in gone}

    def _file(self, read: _Read, told: Mapping[str, str], goal: Goal, actor: Actor) -> RecordId:
        """Claim an id with the digest, put the record on disk, enter it; may be done again."""
        here, key = self.office, hashlib.sha512("".join(sorted(read.digests)).encode()).hexdigest()
        with FileLock(here.folder.place("work") / f"intake-{key[:16]}.lock") as lock:
            with here.db.writing() as conn:
                claimed = conn.scalar(select(taken.c.record).where(taken.c.sha512 == key))
                id = RecordId.parse(claimed) if claimed else None
                if id is None:
                    id = here.archive.next_id(conn, read.id.year, SERIES)
                    row = {"sha512": key, "record": str(id), "source": str(read.id)}
                    conn.execute(insert(taken).values(row))
            if not here.archive.has(id):
                about = self._description(read, told, goal, actor)
                new = (
                    *read.documents,
                    NewFile("text.json", read.text.to_json()),
                    NewFile(SOURCE, read.raw),
                )
                here.archive.accession(id, about, new, who=actor.label, why="รับมอบ")
            record = here.archive.record(id)
            with here.db.writing() as conn:
                here.archive.enter(conn, record)
                here.intake.rebuild(conn, [id])
                detail = {"from": record.description.source_file, "sha512": key}
                here.journal.add(conn, actor.label, "taken-over", str(id), detail, here.clock())
            Path(lock.lock_file).unlink(missing_ok=True)
        return id

    def _description(
        self, read: _Read, told: Mapping[str, str], goal: Goal, actor: Actor
    ) -> Description:
        now, was = self.office.clock(), read.told
        plan = self.office.profile.file_plan
        category = plan.category(self._category(goal))
        kept = retention_class(category.retention)
        start = was.dated or date(read.id.year - 543, 12, 31)
        giver = clean(told.get("Source-Organization", ""))[:200] or "หน่วยงานอื่น"
        note = f"รับมอบจาก{giver} เลขแฟ้มเดิม {read.id}"
        restricted = was.access != OFFICE
        fact = Fact("received", on=today(self.office.clock), by=actor.label, note=note, at=now)
        return Description(
            type=TYPE,
            series=SERIES,
            title=_title(was),
            number=clean(was.number)[:200],
            dated=was.dated,
            filed_at=now,
            sender=clean(was.sender)[:500],
            receiver=clean(was.receiver)[:500],
            case=clean(was.case)[:200],
            category=category.code,
            retention=kept.id,
            retain_until=retain_until(kept, start),
            group=goal.group if restricted else "",
            access=goal.group if restricted else category.access or OFFICE,
            source="imported",
            source_file=f"{giver} {read.id}",
            facts=(fact,),
            other={FROM: {"urn": told.get(GIVER, "")[:200], "id": str(read.id)}},
        )

    def _category(self, goal: Goal) -> str:
        profile = self.office.profile
        return goal.category or profile.default_category or profile.file_plan.open[0].code


def is_record(source: str) -> bool:
    """Whether this is a record's id, and not the name of another file of a bag."""
    return bool(_IN_RECORD.fullmatch(f"{source}/x"))


def _sorted(folder: Path) -> tuple[dict[str, list[Payload]], list[Payload]]:
    """Return the files of a bag by record, and those of no record; raises NotABag."""
    records, others = dict[str, list[Payload]](), list[Payload]()
    for one in bagit.payload(folder):
        inside = _IN_RECORD.fullmatch(one.name)
        if inside:
            records.setdefault(inside[1], []).append(one)
        elif one.name != CSV or one.problem:
            others.append(one)
    return records, others


class _Unfit(Exception):  # noqa: N818 (told as a value, never raised out of this module)
    """A record of a bag is not filed; the text says why, ``title`` what it is if it is known."""

    def __init__(self, why: str, title: str = "") -> None:
        super().__init__(why)
        self.title = title


def _read(source: str, files: list[Payload]) -> _Read:
    """Read a record out of a bag; raises _Unfit with everything that is wrong."""
    wrong = [f"{one.name.rpartition('/')[2]}: {one.problem}" for one in files if one.problem]
    if wrong:
        raise _Unfit(" · ".join(wrong))
    try:
        if sum(one.path.stat().st_size for one in files) > MOST_BYTES:
            raise _Unfit("ไฟล์ใหญ่เกินกว่าที่รับได้")
        data = {one.name.rpartition("/")[2]: one.path.read_bytes() for one in files}
    except OSError as error:
        raise _Unfit("ดิสก์อ่านไฟล์ไม่ได้") from error
    for one in files:
        name = one.name.rpartition("/")[2]
        if hashlib.sha512(data[name]).hexdigest() != one.sha512:
            wrong.append(f"{name}: เนื้อหาไม่ตรงกับค่าตรวจ")
    if wrong:
        raise _Unfit(" · ".join(wrong))
    return _understood(source, data)


def _understood(source: str, data: Mapping[str, bytes]) -> _Read:
    told, text = data.get(record_json.NAME, b""), data.get("text.json", b"")
    if not told:
        raise _Unfit("ไม่มี record.json")
    if max(len(told), len(text)) > MOST_TOLD:
        raise _Unfit("record.json หรือ text.json ใหญ่เกินไป")
    try:
        content = record_json.read(told)
        said = Text.from_json(text) if text else Text()
    except _FAULTS as error:
        raise _Unfit("อ่าน record.json หรือ text.json ไม่ได้") from error
    title = _title(content.description)
    if str(content.id) != source:
        raise _Unfit(f"record.json เป็นของ {content.id}", title)
    if content.state != "filed":
        raise _Unfit("ยกเลิกหรือทำลายแล้วที่สำนักงานเดิม จึงไม่รับเข้า", title)
    apart = {*OWN, DUBLIN_CORE, SOURCE}
    documents = tuple(NewFile(name, data[name]) for name in sorted(set(data) - apart))
    if not documents:
        raise _Unfit("ไม่มีไฟล์เอกสาร", title)
    return _Read(content.description, content.id, documents, said, told)


def _title(told: Description) -> str:
    return cut_bytes(clean(told.title), MOST_TITLE) or "ไม่มีชื่อเรื่อง"
