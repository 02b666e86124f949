"""The archive: records are filed, described anew, found by id, counted, and rebuilt from disk.

The objects on disk are the truth, the catalogue follows. A record id is claimed in the
transaction of ``next_id`` (or of ``add_version``) and stays open until ``enter`` closes it in the
transaction that writes the catalogue row; so after a crash ``recover`` knows what to look at.
"""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from archive import (
    agreement,
    catalogue,
    claims,
    divisions,
    files,
    fixity,
    listing,
    names,
    record_json,
)
from archive.agreement import Comparison, Rebuilt
from archive.catalogue import By, Filters, Page
from archive.database import Database
from archive.disk import ROOT, urn
from archive.disk import check as check_disk
from archive.disk import make as make_disk
from archive.divisions import FACETS, Case, CaseOrder, Folder
from archive.errors import (
    AlreadyDestroyed,
    BadFileName,
    BadKeptName,
    ObjectDamaged,
    RecordExists,
    UnknownRecord,
    VersionConflict,
)
from archive.faults import Fault
from archive.fixity import Report
from archive.holdings import Holdings, Kept, is_kept_name
from archive.inventory import Inventory, VersionBlock
from archive.journal import Journal
from archive.ocfl import StorageRoot
from archive.records import Description, NewFile, Record, RecordId

LITTLE = 2**20  # bytes, of one object without documents


class Archive(Holdings):
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
        lock = database.path.parent / "work" / "archive.lock"
        super().__init__(StorageRoot(disk / ROOT, urn(office_id), lock))
        self._clock = clock
        self._journal = Journal(database)

    @classmethod
    def create(
        cls, database: Database, disk: Path, office_id: str, clock: Callable[[], datetime]
    ) -> "Archive":
        """Make an empty archive in the folder ``disk``; ArchiveExists if one lies there."""
        archive = cls(database, disk, office_id, clock)
        make_disk(disk, office_id)
        return archive

    def check_mounted(self) -> None:
        """Raise ArchiveNotMounted or OtherOfficesArchive unless our own archive is here."""
        check_disk(self.disk, self.office_id)

    def check_ready(self) -> None:
        """Raise what would keep a description from being written; asked before a database act.

        So that an act of two steps, database and archive, does not stop between them.
        """
        self.check_mounted()
        self.check_room(LITTLE)

    def check_room(self, size: int) -> None:
        """Raise DiskFull unless ``size`` bytes more fit beside archive and database."""
        with files.refusing():
            for folder in (self.disk, self.database.path.parent):
                files.need_room(folder, size)

    def next_id(self, connection: Connection, year: int, series: str) -> RecordId:
        """Claim the next record id of a series, inside the caller's ``writing()`` transaction.

        An id that lies on disk already (the database came from an old backup) is passed over.
        """
        self.check_mounted()
        claimed = RecordId(year, series, claims.last(connection, year, series) + 1)
        while self.root.has(str(claimed)):
            claimed = dataclasses.replace(claimed, sequence=claimed.sequence + 1)
        claims.claim(connection, claimed, open=True)
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
        claims.claim(connection, record.id, open=False)

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

    def browse(self, filters: Filters, total: int | None = None) -> Page:
        """Return one page of the catalogue (``listing.browse``)."""
        with self.database.reading() as connection:
            return listing.browse(connection, filters, total)

    def counts(self, by: By, filters: Filters | None = None) -> tuple[tuple[Any, int], ...]:
        """Return (value, number of records) for each value of a catalogue column."""
        with self.database.reading() as connection:
            return divisions.counts(connection, by, filters or Filters())

    def facets(
        self, filters: Filters, ways: tuple[By, ...] = FACETS
    ) -> dict[By, tuple[tuple[Any, int], ...]]:
        """Return the counts by some of ``divisions.FACETS`` at once."""
        with self.database.reading() as connection:
            return divisions.facets(connection, filters, ways)

    def cases(self, filters: Filters, order: CaseOrder = "newest") -> tuple[Case, ...]:
        """Return the cases (แฟ้มเรื่อง) of what passes the filters."""
        with self.database.reading() as connection:
            return divisions.cases(connection, filters, order)

    def crossed(self, by: tuple[By, ...], filters: Filters) -> tuple[tuple[Any, ...], ...]:
        """Return the counts by several columns together (``divisions.crossed``)."""
        with self.database.reading() as connection:
            return divisions.crossed(connection, by, filters)

    def months(self, filters: Filters) -> tuple[tuple[int, int], ...]:
        """Return (month, number of records) of what passes the filters."""
        with self.database.reading() as connection:
            return divisions.months(connection, filters)

    def folders(self, filters: Filters) -> tuple[Folder, ...]:
        """Return where the paper lies of what passes the filters."""
        with self.database.reading() as connection:
            return divisions.folders(connection, filters)

    def shelved(self, by: By, filters: Filters) -> tuple[tuple[str, int, Folder], ...]:
        """Return what lies where of each category and year (``divisions.shelved``)."""
        with self.database.reading() as connection:
            return divisions.shelved(connection, by, filters)

    def keep(self, name: str, files: Sequence[NewFile], who: str, why: str) -> Kept:
        """Keep files under a name that is no record's; unchanged files make no new version.

        Names are ``office/<word>`` and ``<Buddhist year>/register/<word>``; BadKeptName else.
        """
        if not is_kept_name(name):
            raise BadKeptName(name=name)
        content = _named(files)
        self.check_mounted()
        with self.root.writing():
            if not self.root.has(name) or self.root.read(name).state() != _digests(content):
                self.root.add(name, self._block(who, why), content)
            head = self.root.read(name).head
        return Kept(name, head, tuple(NewFile(each, data) for each, data in content.items()))

    def recover(self) -> tuple[RecordId, ...]:
        """Finish what a crash interrupted; return the records whose catalogue row was renewed.

        Each of them is told to the journal, so that the index looks at it again.
        """
        self.check_mounted()
        with self.root.writing():
            self.root.recover()
        with self.database.reading() as connection:
            interrupted = claims.open_ids(connection)
        self._renew()
        return tuple(id for id in interrupted if self.has(id) and self._recover(id))

    def verify(self, progress: Callable[[int], None] | None = None) -> Report:
        """Audit everything: objects byte by byte, catalogue against records, journal chain.

        ``progress`` gets the number of objects so far. Faults are values of the report.
        """
        self.check_mounted()
        compared = Comparison(self, self.database)
        report = fixity.audit(self.root, progress, compared.look)
        damaged = {"/".join(fault.where.split("/")[:3]) for fault in report.faults}
        faults = (*report.faults, *compared.faults(damaged), *self._journal.verify())
        return dataclasses.replace(report, faults=faults)

    def strangers(self) -> tuple[str, ...]:
        """Return what lies on disk under ids that this database never gave out."""
        return agreement.strangers(self, self.database)

    def adopt(self) -> tuple[Fault, ...]:
        """Enter every record that the catalogue lacks or knows otherwise; return what differed.

        For a database that is older than the archive. Each is told to the journal, for the index.
        """
        self.check_mounted()
        found = tuple(agreement.differences(self, self.database, set()))
        for fault in found:
            if fault.code in ("catalogue-missing", "catalogue-differs"):
                self._recover(RecordId.parse(fault.where))
        return found

    def rebuild(self, progress: Callable[[int], None] | None = None) -> Rebuilt:
        """Make the catalogue anew from the objects alone; the kept objects are named, not read."""
        self.check_mounted()
        return agreement.rebuild(self, self.database, progress)

    def _renew(self) -> None:
        """Write the catalogue rows of an older program again, from their records."""
        with self.database.reading() as connection:
            ids = [RecordId.parse(id) for id in catalogue.unrenewed(connection)]
        entries = []
        for id in ids:
            with suppress(ObjectDamaged, UnknownRecord):  # ``verify`` names it
                entries.append(catalogue.entry_of(self.record(id)))
        rows = [catalogue.columns_of(entry) for entry in entries]
        if rows:
            with self.database.writing() as connection:
                still = set(catalogue.unrenewed(connection))  # others may have come in meanwhile
                catalogue.put_columns(connection, [row for row in rows if row["id"] in still])

    def _recover(self, id: RecordId) -> bool:
        """Close a record's claim; say whether its catalogue row had been left behind."""
        try:
            record, last = self.record(id), self.history(id)[-1]
        except ObjectDamaged:  # stays open, and ``verify`` names it: no reason not to start
            return False
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
        content = _content(told, files)
        self.check_mounted()
        self._seen(told.id, seen_version)
        if self.record(told.id).state == "destroyed":
            raise AlreadyDestroyed(id=told.id)
        with self.database.writing() as connection:
            claims.claim(connection, told.id, open=True)
        with self.root.writing():
            held = self._seen(told.id, seen_version)
            self.root.add(str(told.id), self._block(who, why, held.state()), content)
        return self.record(told.id)

    def _held(self, id: RecordId) -> Inventory:
        """Read an object's inventory; that the disk is away is not told as an unknown record."""
        try:
            return super()._held(id)
        except UnknownRecord:
            self.check_mounted()
            raise

    def _seen(self, id: RecordId, version: int) -> Inventory:
        held = self._held(id)
        if held.head != version:
            raise VersionConflict(id=id, seen=version, current=held.head)
        return held

    def _block(self, who: str, why: str, carried: Mapping[str, str] | None = None) -> VersionBlock:
        return VersionBlock(self._clock(), who, why, carried or {})


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
