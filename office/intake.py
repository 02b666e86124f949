"""Intake: files that come from elsewhere are read, filed once, and answered for one by one.

Bytes that were filed before are not filed again; the same record is named. A crash leaves a file
either unfiled and in its place, or filed once.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from filelock import FileLock
from sqlalchemy import Column, Connection, String, Table, insert, select

from archive import names
from archive.archive import Archive
from archive.database import Database, metadata
from archive.journal import Journal
from archive.records import Description, Fact, NewFile, RecordId
from archive.retention import retain_until, retention_class
from indexer.reading import Reading, read
from office.answers import absent
from office.clock import Clock, today
from office.errors import FileNotReadable, FolderMissing
from office.permissions import Actor, require
from office.settings import Settings
from office.subject import subject_of
from thai.errors import Refused
from thai.text import clean, cut_bytes

KINDS = (".docx", ".pdf", ".txt")
SERIES, TYPE = "import", "imported"
MOST_TITLE = 900  # bytes, some 300 Thai letters

taken = Table(
    "taken_in",
    metadata,
    Column("sha512", String(128), primary_key=True),
    Column("record", String(60), nullable=False),
    Column("source", String, nullable=False),
)


@dataclass(frozen=True)
class Place:
    """Where imported files go: Buddhist year, category code; "" is the plan's first category."""

    year: int
    category: str = ""
    title_from: str = "text"


@dataclass(frozen=True)
class Taken:
    """What became of one file: its record, whether it was known before, or why it was refused."""

    file: str
    id: RecordId | None
    known: bool = False
    problem: str = ""


@dataclass(frozen=True)
class Intake:
    """Files into the archive."""

    db: Database
    journal: Journal
    archive: Archive
    settings: Settings
    work: Path
    clock: Clock

    def folder(self, folder: Path, place: Place, actor: Actor) -> Iterator[Taken]:
        """File every .docx, .pdf and .txt below a folder, in order of their names.

        Yields one answer per file; a file that cannot be filed does not stop the others, but a
        full or absent archive does (it is raised).
        """
        require(actor, "file")
        self.settings.profile.file_plan.category(self._category(place))
        if not folder.is_dir():
            raise FolderMissing(folder=folder)
        for path in sorted(p for p in folder.rglob("*") if p.suffix.lower() in KINDS):
            if path.is_file():
                yield self.file(path, place, actor, name=path.relative_to(folder).as_posix())

    def file(self, path: Path, place: Place, actor: Actor, name: str = "") -> Taken:
        """File one file; what cannot be read is answered, never raised."""
        name = name or path.name
        self.archive.check_mounted()
        try:
            data = path.read_bytes()
            known = self._known(data)
            if known:
                return Taken(name, known, known=True)
            reading = read(path.name, data)
        except OSError as error:
            return Taken(name, None, problem=str(FileNotReadable(file=name, why=absent(error))))
        except Refused as error:
            return Taken(name, None, problem=str(error))
        return self._file(name, data, reading, place, actor)

    def _known(self, data: bytes) -> RecordId | None:
        with self.db.reading() as conn:
            id = _claimed(conn, hashlib.sha512(data).hexdigest())
        return id if id is not None and self.archive.has(id) else None

    def rebuild(self, conn: Connection, ids: Iterable[RecordId]) -> None:
        """Remember again which bytes were filed, from the imported records themselves."""
        for id in ids:
            record = self.archive.record(id)
            own = (file for file in record.files if not file.name.endswith(".json"))
            for file in own if record.description.source == "imported" else ():
                if _claimed(conn, file.sha512) is None:
                    source = record.description.source_file
                    row = {"sha512": file.sha512, "record": str(id), "source": source}
                    conn.execute(insert(taken).values(row))

    def _file(self, name: str, data: bytes, reading: Reading, place: Place, actor: Actor) -> Taken:
        digest = hashlib.sha512(data).hexdigest()
        with FileLock(self.work / f"intake-{digest[:16]}.lock") as lock:
            with self.db.writing() as conn:
                id = _claimed(conn, digest)
                if id is not None and self.archive.has(id):
                    return Taken(name, id, known=True)
                if id is None:
                    id = self.archive.next_id(conn, place.year, SERIES)
                    row = {"sha512": digest, "record": str(id), "source": name}
                    conn.execute(insert(taken).values(row))
            told = self._description(name, reading, place, actor)
            suffix = Path(name).suffix.lower()
            new = [
                NewFile(names.readable(Path(name).stem, suffix), data),
                NewFile("text.json", reading.text.to_json()),
            ]
            record = self.archive.accession(id, told, new, who=actor.label, why="นำเข้า")
            with self.db.writing() as conn:
                self.archive.enter(conn, record)
                detail = {"file": name, "sha512": digest}
                self.journal.add(conn, actor.label, "imported", str(id), detail, self.clock())
            Path(lock.lock_file).unlink(missing_ok=True)
        return Taken(name, id)

    def _description(self, name: str, reading: Reading, place: Place, actor: Actor) -> Description:
        category = self.settings.profile.file_plan.category(self._category(place))
        kept = retention_class(category.retention)
        stem = clean(Path(name).stem)
        said = "" if place.title_from == "name" else subject_of(reading.text) or reading.title
        title = clean(said) or stem
        now = self.clock()
        return Description(
            type=TYPE,
            series=SERIES,
            title=cut_bytes(title, MOST_TITLE),
            filed_at=now,
            category=category.code,
            retention=kept.id,
            retain_until=retain_until(kept, date(place.year - 543, 12, 31)),
            source="imported",
            source_file=name,
            facts=(Fact("received", on=today(self.clock), by=actor.label, at=now),),
        )

    def _category(self, place: Place) -> str:
        plan = self.settings.profile.file_plan
        return place.category or self.settings.profile.default_category or plan.open[0].code


def _claimed(conn: Connection, sha512: str) -> RecordId | None:
    found = conn.scalar(select(taken.c.record).where(taken.c.sha512 == sha512))
    return RecordId.parse(found) if found else None
