"""The archive: records are filed, described anew, found by id, counted, and rebuilt from disk.

The objects on disk are the truth, the catalogue follows. A record id is claimed in the
transaction of ``next_id`` (or of ``add_version``) and stays open until ``enter`` closes it in the
transaction that writes the catalogue row; so after a crash ``recover`` knows what to look at.
"""

import dataclasses
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    String,
    Table,
    func,
    insert,
    select,
    update,
)

from archive import catalogue, files, fixity, names, record_json
from archive.catalogue import By, Entry, Filters, Page
from archive.database import Database, metadata
from archive.errors import (
    ArchiveExists,
    ArchiveNotMounted,
    BadFileName,
    BadKeptName,
    BadRecordId,
    ObjectDamaged,
    OtherOfficesArchive,
    RecordExists,
    UnknownFile,
    UnknownRecord,
    VersionConflict,
)
from archive.faults import Fault
from archive.fixity import Report
from archive.inventory import Inventory, VersionBlock
from archive.journal import Journal
from archive.ocfl import DECLARATION, DECLARED, StorageRoot
from archive.passages import Text
from archive.records import Description, FileEntry, NewFile, Record, RecordId, Version

SENTINEL = "saraban-archive"
ROOT = "root"
TEXT = "text.json"
PATIENCE = 5.0  # seconds an audit waits for a filing that is under way
_KEPT = re.compile(r"(office|2[4-9]\d\d/register)/[a-z][a-z0-9-]{0,39}")
_README = Path(__file__).parent / "data" / "README-saraban.txt"

claims = Table(  # every record id ever given out; open: object and catalogue may still differ
    "record_ids",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("series", String, primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("open", Boolean, nullable=False),
)


@dataclass(frozen=True)
class Kept:
    """An object that is no record: its name, its last version's number, its files."""

    name: str
    version: int
    files: tuple[NewFile, ...]


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild found: how many records, which kept objects, and what it could not read."""

    records: int
    kept: tuple[str, ...]
    faults: tuple[Fault, ...]


class Archive:
    """The filed records of one office, below the folder ``disk`` that carries the sentinel.

    ``clock`` returns the present as an aware time. Writing raises, beside the errors of each act,
    ArchiveNotMounted, OtherOfficesArchive, DiskFull, ArchiveUnwritable, WriteNotVerified and
    ArchiveBusy; nothing is half filed then.
    """

    def __init__(
        self, database: Database, disk: Path, office_id: str, clock: Callable[[], datetime]
    ) -> None:
        self.database = database
        self.disk = disk
        self.office_id = office_id
        self.root = StorageRoot(
            disk / ROOT,
            f"urn:x-saraban:{office_id}:",
            database.path.parent / "work" / "archive.lock",
        )
        self._clock = clock
        self._journal = Journal(database)

    @classmethod
    def create(
        cls, database: Database, disk: Path, office_id: str, clock: Callable[[], datetime]
    ) -> "Archive":
        """Make an empty archive in the folder ``disk``; ArchiveExists if one lies there."""
        archive = cls(database, disk, office_id, clock)
        if (disk / SENTINEL).exists() or next(archive.root.names(), None):
            raise ArchiveExists(folder=disk)
        with files.refusing():
            files.make_folders(disk)
            for begun in (disk / ROOT, disk / "new"):
                if begun.exists():
                    files.remove_tree(begun)
            tree = {
                f"{ROOT}/{DECLARATION}": DECLARED,
                f"{ROOT}/{_README.name}": _README.read_bytes(),
                SENTINEL: f"{office_id}\n".encode(),
            }
            files.write_tree(disk / "new", tree)
            files.move_into_place(disk / "new" / ROOT, disk / ROOT)
            files.move_into_place(disk / "new" / SENTINEL, disk / SENTINEL)
            files.remove_tree(disk / "new")
        return archive

    def check_mounted(self) -> None:
        """Raise ArchiveNotMounted or OtherOfficesArchive unless our own archive is here."""
        try:
            found = (self.disk / SENTINEL).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ArchiveNotMounted(folder=self.disk) from error
        if not (self.root.folder / DECLARATION).exists():
            raise ArchiveNotMounted(folder=self.disk)
        if found != self.office_id:
            raise OtherOfficesArchive(folder=self.disk, found=found, expected=self.office_id)

    def next_id(self, connection: Connection, year: int, series: str) -> RecordId:
        """Claim the next record id of a series, inside the caller's ``writing()`` transaction.

        An id that lies on disk already (the database came from an old backup) is passed over.
        """
        self.check_mounted()
        mine = (claims.c.year == year) & (claims.c.series == series)
        last = connection.scalar(select(func.max(claims.c.sequence)).where(mine)) or 0
        claimed = RecordId(year, series, last + 1)
        while self.root.has(str(claimed)):
            claimed = dataclasses.replace(claimed, sequence=claimed.sequence + 1)
        _claim(connection, claimed, open=True)
        return claimed

    def accession(
        self,
        id: RecordId,
        description: Description,
        files: Sequence[NewFile],
        who: str,
        why: str,
    ) -> Record:
        """Put a record's object on disk, durable and read back; then ``enter`` it.

        Doing it twice with the same bytes is doing it once; other bytes raise RecordExists.
        """
        content = _content(record_json.Content(id, description, "filed", ""), files)
        self.check_mounted()
        with self.root.writing():
            if not self.root.has(str(id)):
                self.root.add(str(id), self._block(who, why), content)
            elif self.root.read(str(id)).state(1) != _digests(content):
                raise RecordExists(id=id)
        return self.record(id)

    def enter(self, connection: Connection, record: Record) -> None:
        """Write a record's catalogue row and close its claim, in the caller's transaction."""
        catalogue.put(connection, [catalogue.entry_of(record)])
        _claim(connection, record.id, open=False)

    def add_version(  # noqa: PLR0917 - like accession, with the version that was seen
        self,
        id: RecordId,
        seen_version: int,
        description: Description | None,
        files: Sequence[NewFile],
        who: str,
        why: str,
    ) -> Record:
        """Add a version: another description (None: the same), new or replaced files; ``enter`` it.

        Raises VersionConflict if ``seen_version`` is no longer the last one.
        """
        record = self.record(id)
        told = record_json.Content(
            id, description or record.description, record.state, record.state_reason
        )
        return self._add(told, seen_version, files, who, why)

    def void(self, id: RecordId, seen_version: int, who: str, why: str) -> Record:
        """Add a version that says the record is void and why; everything filed stays."""
        told = record_json.Content(id, self.record(id).description, "void", why)
        return self._add(told, seen_version, (), who, why)

    def record(self, id: RecordId, version: int | None = None) -> Record:
        """Read a record from disk, as of a version (the last unless told)."""
        held = self._held(id)
        number = version or held.head
        if not 1 <= number <= held.head:
            raise UnknownRecord(id=f"{id} v{number}")
        try:
            data = self._path(id, held, record_json.NAME, number).read_bytes()
            told = record_json.read(data)
        except (OSError, ValueError, KeyError, TypeError, BadFileName) as error:
            raise ObjectDamaged(id=id, what=record_json.NAME) from error
        return Record(
            id,
            told.description,
            number,
            held.head,
            self._entries(id, held, number),
            told.state,
            told.state_reason,
        )

    def has(self, id: RecordId) -> bool:
        """Say whether this record lies on disk."""
        return self.root.has(str(id))

    def file_path(self, id: RecordId, name: str, version: int | None = None) -> Path:
        """Return where a record's file lies, to be read only."""
        held = self._held(id)
        return self._path(id, held, name, version or held.head)

    def text(self, id: RecordId) -> Text:
        """Return what a record says; an empty Text if none was filed with it."""
        held = self._held(id)
        if TEXT not in held.state():
            return Text()
        try:
            return Text.from_json(self._path(id, held, TEXT, held.head).read_bytes())
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ObjectDamaged(id=id, what=TEXT) from error

    def history(self, id: RecordId) -> tuple[Version, ...]:
        """Return the record's versions, oldest first, from its object alone."""
        held = self._held(id)
        return tuple(
            Version(n, block.created, block.who, block.why, self._entries(id, held, n))
            for n, block in enumerate(held.versions, 1)
        )

    def browse(self, filters: Filters) -> Page:
        """Return one page of the catalogue."""
        with self.database.reading() as connection:
            return catalogue.browse(connection, filters)

    def counts(self, by: By, filters: Filters | None = None) -> tuple[tuple[Any, int], ...]:
        """Return (value, number of records) for each value of a catalogue column."""
        with self.database.reading() as connection:
            return catalogue.counts(connection, by, filters or Filters())

    def keep(self, name: str, files: Sequence[NewFile], who: str, why: str) -> Kept:
        """Keep files under a name that is no record's; unchanged files make no new version.

        Names are ``office/<word>`` and ``<Buddhist year>/register/<word>``; BadKeptName else.
        """
        if not _KEPT.fullmatch(name):
            raise BadKeptName(name=name)
        content = _named(files)
        self.check_mounted()
        with self.root.writing():
            if not self.root.has(name) or self.root.read(name).state() != _digests(content):
                self.root.add(name, self._block(who, why), content)
            head = self.root.read(name).head
        return Kept(name, head, tuple(NewFile(each, data) for each, data in content.items()))

    def kept(self, name: str) -> Kept | None:
        """Return what is kept under a name, None if nothing is."""
        if not _KEPT.fullmatch(name):
            raise BadKeptName(name=name)
        if not self.root.has(name):
            return None
        held = self.root.read(name)
        try:
            data = [
                NewFile(each, (self.root.folder / name / held.content_path(each)).read_bytes())
                for each in held.state()
            ]
        except OSError as error:
            raise ObjectDamaged(id=name, what=str(error.filename)) from error
        return Kept(name, held.head, tuple(data))

    def recover(self) -> tuple[RecordId, ...]:
        """Finish what a crash interrupted; return the records whose catalogue row was renewed.

        Each of them is told to the journal, so that the index looks at it again.
        """
        self.check_mounted()
        with self.root.writing():
            self.root.recover()
        with self.database.reading() as connection:
            rows = connection.execute(select(claims).where(claims.c.open)).all()
        interrupted = [RecordId(row.year, row.series, row.sequence) for row in rows]
        return tuple(id for id in interrupted if self.has(id) and self._recover(self.record(id)))

    def verify(self, progress: Callable[[int], None] | None = None) -> Report:
        """Audit everything: objects byte by byte, catalogue against records, journal chain.

        ``progress`` gets the number of objects so far. Faults are values of the report.
        """
        self.check_mounted()
        report = fixity.audit(self.root, progress)
        told = (*report.faults, *self._catalogue_faults(report), *self._journal.verify())
        return dataclasses.replace(report, faults=told)

    def rebuild(self, progress: Callable[[int], None] | None = None) -> Rebuilt:
        """Make the catalogue anew from the objects alone; ``progress`` gets the count so far."""
        self.check_mounted()
        entries, kept, faults = [], list[str](), list[Fault]()
        for done, name in enumerate(self.root.names(), 1):
            if _KEPT.fullmatch(name):
                kept.append(name)
            else:
                try:
                    entries.append(catalogue.entry_of(self.record(RecordId.parse(name))))
                except BadRecordId:
                    faults.append(Fault("object-misplaced", name))
                except ObjectDamaged as damage:
                    faults.append(Fault("record-unreadable", name, str(damage.facts["what"])))
            if progress:
                progress(done)
        with self.database.writing() as connection:
            known = {str(entry.id): entry.version for entry in catalogue.every(connection)}
            catalogue.remove(connection, [id for id in known if not self.root.has(id)])
            current = [e for e in entries if known.get(str(e.id), 0) <= e.version]
            catalogue.put(connection, current)
            for entry in current:
                _claim(connection, entry.id, open=False)
        return Rebuilt(len(entries), tuple(kept), tuple(faults))

    def _catalogue_faults(self, report: Report) -> Iterator[Fault]:
        """Compare catalogue and records; what differs is looked at again once it is settled."""
        damaged = {"/".join(fault.where.split("/")[:3]) for fault in report.faults}
        with self.database.reading() as connection:
            rows = {str(entry.id): entry for entry in catalogue.every(connection)}
        filed = {name for name in self.root.names() if not _KEPT.fullmatch(name)}
        for name in sorted((filed | set(rows)) - damaged):
            if _catalogue_fault(self, name, rows.get(name)):
                fault = self._settled_fault(name)
                if fault:
                    yield fault

    def _settled_fault(self, name: str) -> Fault | None:
        """Look again; a filing under way gets PATIENCE seconds to end."""
        until = time.monotonic() + PATIENCE
        while True:
            with self.database.reading() as connection:
                row = catalogue.get(connection, name)
                unfinished = _is_open(connection, name)
            fault = _catalogue_fault(self, name, row)
            if not fault or not unfinished:
                return fault
            if time.monotonic() > until:
                return Fault("record-unfinished", name)
            time.sleep(0.05)

    def _recover(self, record: Record) -> bool:
        """Close a record's claim; say whether its catalogue row had been left behind."""
        last = self.history(record.id)[-1]
        detail = {"version": record.version, "why": last.why}
        with self.database.writing() as connection:
            behind = catalogue.get(connection, str(record.id)) != catalogue.entry_of(record)
            self.enter(connection, record)
            if behind:
                told = (last.who, "recovered", str(record.id), detail, self._clock())
                self._journal.add(connection, *told)
        return behind

    def _add(
        self,
        told: record_json.Content,
        seen_version: int,
        files: Sequence[NewFile],
        who: str,
        why: str,
    ) -> Record:
        self.check_mounted()
        with self.database.writing() as connection:
            _claim(connection, told.id, open=True)
        with self.root.writing():
            held = self._held(told.id)
            if held.head != seen_version:
                raise VersionConflict(id=told.id, seen=seen_version, current=held.head)
            block = self._block(who, why, held.state())
            self.root.add(str(told.id), block, _content(told, files))
        return self.record(told.id)

    def _block(self, who: str, why: str, carried: Mapping[str, str] | None = None) -> VersionBlock:
        return VersionBlock(self._clock(), who, why, carried or {})

    def _held(self, id: RecordId) -> Inventory:
        if not self.root.has(str(id)):
            raise UnknownRecord(id=id)
        return self.root.read(str(id))

    def _path(self, id: RecordId, held: Inventory, name: str, version: int) -> Path:
        try:
            return self.root.folder / str(id) / held.content_path(name, version)
        except (KeyError, IndexError) as error:
            raise UnknownFile(id=id, name=name) from error

    def _entries(self, id: RecordId, held: Inventory, version: int) -> tuple[FileEntry, ...]:
        state = sorted(held.state(version).items())
        folder = self.root.folder / str(id)
        try:
            return tuple(
                FileEntry(name, (folder / held.manifest[digest]).stat().st_size, digest)
                for name, digest in state
            )
        except OSError as error:
            raise ObjectDamaged(id=id, what=str(error.filename)) from error


def _catalogue_fault(archive: Archive, name: str, row: Entry | None) -> Fault | None:
    try:
        id = RecordId.parse(name)
        entry = catalogue.entry_of(archive.record(id)) if archive.has(id) else None
    except BadRecordId:
        return Fault("object-misplaced", name)
    except ObjectDamaged as damage:
        return Fault("record-unreadable", name, str(damage.facts["what"]))
    if entry == row:
        return None
    code = "orphan" if entry is None else "missing" if row is None else "differs"
    return Fault(f"catalogue-{code}", name)


def _is_open(connection: Connection, name: str) -> bool:
    year, series, sequence = name.split("/")
    key = {"year": year, "series": series, "sequence": sequence}
    same = [claims.c[column] == value for column, value in key.items()]
    return bool(connection.scalar(select(claims.c.open).where(*same)))


def _claim(connection: Connection, id: RecordId, open: bool) -> None:
    key = {"year": id.year, "series": id.series, "sequence": id.sequence}
    same = [claims.c[name] == value for name, value in key.items()]
    if not connection.execute(update(claims).where(*same).values(open=open)).rowcount:
        connection.execute(insert(claims).values(**key, open=open))


def _content(told: record_json.Content, files: Sequence[NewFile]) -> dict[str, bytes]:
    named = _named(files)
    if record_json.NAME in named:
        raise BadFileName(name=record_json.NAME, reason="เป็นชื่อที่ระบบใช้เอง")
    return named | {record_json.NAME: record_json.write(told)}


def _named(files: Sequence[NewFile]) -> dict[str, bytes]:
    named = {names.check(file.name): file.data for file in files}
    if len({name.casefold() for name in named}) < len(files):
        twice = sorted(file.name for file in files)
        raise BadFileName(name=", ".join(twice), reason="มีชื่อซ้ำกัน")
    return named


def _digests(content: Mapping[str, bytes]) -> dict[str, str]:
    return {name: files.sha512(data) for name, data in content.items()}
