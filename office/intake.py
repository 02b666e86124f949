"""Intake: files that come from elsewhere are read, filed once, and answered for one by one.

Bytes that were filed before are not filed again; the same record is named. The same text, and the
same number and day, are filed and told. A crash leaves a file either unfiled and in its place, or
filed once.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath

from filelock import FileLock
from sqlalchemy import Column, Connection, String, Table, delete, insert, select

from archive import catalogue, names
from archive.archive import Archive
from archive.database import Database, metadata
from archive.journal import Journal
from archive.passages import Text
from archive.records import Description, Fact, NewFile, RecordId
from indexer import kept_places
from indexer.recognition.field import Name, Recognised
from office.arrival_errors import KindNotTaken, NoEnding
from office.arrival_fields import MOST_TITLE, Confirmed, asked, believed, described, doubted
from office.arrival_filing import Filed, filed_where, refiled, rule_fact, said_of
from office.arrival_reading import (
    KINDS,
    NOTHING,
    ArrivalReading,
    Said,
    check_content,
    loaded,
    true_suffix,
)
from office.arrival_rule import Paper
from office.arrival_spots import Spot
from office.clock import Clock, today
from office.errors import FolderMissing
from office.permissions import Actor, require
from office.settings import Settings
from office.unpacking import CONTAINERS, Member, members
from thai.booknumber import same_number
from thai.errors import Refused
from thai.text import clean, cut_bytes, normal

SERIES, TYPE = "import", "imported"
LEAST_TEXT = 40  # letters; shorter texts are alike by chance

taken = Table(
    "taken_in",
    metadata,
    Column("sha512", String(128), primary_key=True),
    Column("record", String(60), nullable=False),
    Column("source", String, nullable=False),
)
texts = Table(
    "taken_text",
    metadata,
    Column("record", String(60), primary_key=True),
    Column("sha256", String(64), nullable=False, index=True),
)


@dataclass(frozen=True)
class Place:
    """Where imported files go: Buddhist year, category code; "" is the plan's first category.

    ``told`` is what somebody says of the file; it is believed before what the file says.
    """

    year: int
    category: str = ""
    title_from: str = "text"
    told: Confirmed | None = None


@dataclass(frozen=True)
class Taken:
    """What became of one file: its record, whether it was known before, or why it was refused.

    ``note`` tells what a person should know; ``alike`` is a record of the same text, or number and
    day; ``letter`` is what was recognised, ``spots`` where. ``rule`` is the id of the office's rule
    that said the category, ``told`` is False where nobody did.
    """

    file: str
    id: RecordId | None
    known: bool = False
    problem: str = ""
    note: str = ""
    alike: RecordId | None = None
    letter: Recognised = field(default=NOTHING, repr=False, compare=False)
    spots: Mapping[Name, Spot] = field(default_factory=dict, repr=False, compare=False)
    rule: str = ""
    told: bool = field(default=True, compare=False)

    @property
    def unsure(self) -> bool:
        """Whether a person must confirm what was recognised, or say where the letter belongs."""
        if self.id is None or self.known:
            return False
        return bool(asked(self.letter)) or not (self.told or self.letter.kind == "other")


@dataclass(frozen=True)
class Foreseen:
    """What would become of a file: where it would go, the record that it is, or a reason."""

    file: str
    year: int
    category: str
    known: RecordId | None = None
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
    reading: ArrivalReading

    def folder(
        self,
        folder: Path,
        place: Place,
        actor: Actor,
        placed: Callable[[str], Place] | None = None,
    ) -> Iterator[Taken]:
        """File every file of KINDS below a folder, in order of their names.

        ``placed`` says by a file's path below the folder where it goes, if not to ``place``. Yields
        one answer per file, and one for each member of a .zip or e-mail; a file that cannot be
        filed does not stop the others, but a full or absent archive does (it is raised).
        """
        where = placed or (lambda name: place)
        for path, name in self._wanted(folder, place, actor):
            yield from self._whole(path, name, where, actor)

    def foresee(
        self, folder: Path, place: Place, actor: Actor, placed: Callable[[str], Place]
    ) -> Iterator[Foreseen]:
        """Say what ``folder`` would do, without filing, reading or unpacking anything."""
        for path, name in self._wanted(folder, place, actor):
            there = placed(name)
            foreseen = Foreseen(name, there.year, self._category(there))
            try:
                data = loaded(path, name)
                check_content(name, true_suffix(name, data), data)
            except Refused as refused:
                yield replace(foreseen, problem=str(refused))
            else:
                yield replace(foreseen, known=self._known(data))

    def _wanted(self, folder: Path, place: Place, actor: Actor) -> list[tuple[Path, str]]:
        require(actor, "file")
        self.settings.profile.file_plan.category(self._category(place))
        if not folder.is_dir():
            raise FolderMissing(folder=folder)
        found = sorted(p for p in folder.rglob("*") if p.suffix.lower() in KINDS and p.is_file())
        return [(path, path.relative_to(folder).as_posix()) for path in found]

    def _whole(
        self, path: Path, name: str, placed: Callable[[str], Place], actor: Actor
    ) -> Iterator[Taken]:
        """File a file and, one by one, what lies inside it."""
        if path.suffix.lower() not in CONTAINERS:
            yield self.file(path, placed(name), actor, name)
            return
        try:
            data = loaded(path, name)
        except Refused as refused:
            yield _refused(name, refused)
        else:
            yield from self._opened(Member(name, data), placed, actor, 0)

    def _opened(
        self, file: Member, placed: Callable[[str], Place], actor: Actor, depth: int
    ) -> Iterator[Taken]:
        suffix = PurePosixPath(file.name).suffix.lower()
        if suffix != ".zip":
            yield self.take(file.name, file.data, placed(file.name), actor)
        if suffix in CONTAINERS:
            try:
                for inner in members(file.name, file.data, depth):
                    lying = replace(inner, name=f"{file.name}/{inner.name}")
                    yield from self._opened(lying, placed, actor, depth + 1)
            except Refused as refused:
                yield _refused(file.name, refused)

    def file(self, path: Path, place: Place, actor: Actor, name: str = "") -> Taken:
        """File one file of a disk; what cannot be read is answered, never raised."""
        name = name or path.name
        try:
            data = loaded(path, name)
        except Refused as refused:
            return _refused(name, refused)
        return self.take(name, data, place, actor)

    def take(self, name: str, data: bytes, place: Place, actor: Actor) -> Taken:
        """File a file that was loaded; what cannot be read is answered, never raised."""
        self.archive.check_mounted()
        known = self._known(data)
        if known:
            return Taken(name, known, known=True)
        suffix = true_suffix(name, data)
        try:
            if not suffix:
                raise NoEnding(name=name)
            if suffix not in KINDS or suffix == ".zip":
                raise KindNotTaken(name=name, suffix=suffix)
            said = self.reading.said(PurePosixPath(name).name, data)
        except Refused as error:
            return _refused(name, error)
        return self._file(name, data, said, place, actor)

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
            if record.description.source == "imported" and record.state == "filed":
                _remember(conn, id, self.archive.text(id))

    def _file(self, name: str, data: bytes, said: Said, place: Place, actor: Actor) -> Taken:
        digest = hashlib.sha512(data).hexdigest()
        said = replace(said, letter=doubted(said.letter, today(self.clock)))
        with FileLock(self.work / f"intake-{digest[:16]}.lock") as lock:
            with self.db.writing() as conn:
                id = _claimed(conn, digest)
                if id is not None and self.archive.has(id):
                    return Taken(name, id, known=True)
                if id is None:
                    id = self.archive.next_id(conn, place.year, SERIES)
                    row = {"sha512": digest, "record": str(id), "source": name}
                    conn.execute(insert(taken).values(row))
            where = self._where(said, place)
            told = self._description(name, said, place, where, actor)
            new = _documents(name, data, said)
            record = self.archive.accession(id, told, new, who=actor.label, why="นำเข้า")
            with self.db.writing() as conn:
                alike, note = _alike(conn, id, told, said.text)
                self.archive.enter(conn, record)
                _remember(conn, id, said.text)
                detail = {"file": name, "sha512": digest}
                self.journal.add(conn, actor.label, "imported", str(id), detail, self.clock())
            Path(lock.lock_file).unlink(missing_ok=True)
        by_rule = f"เก็บตามกฎ “{said_of(where.rule, self.settings.profile)}”" if where.rule else ""
        told_too = " ".join(filter(None, (said.note, note, by_rule)))
        by = where.rule.id if where.rule else ""
        done = Taken(name, id, note=told_too, alike=alike, letter=said.letter, rule=by)
        return replace(done, spots=said.spots, told=where.told)

    def _where(self, said: Said, place: Place) -> Filed:
        """Decide the category of a file: a told one, else that of the office's rules."""
        letter, text = said.letter, "\n".join(each.text for each in said.text.passages)
        subject = letter.value("subject") or said.title
        paper = Paper.of(letter.kind, letter.value("from"), subject, text)
        return filed_where(self.settings.profile, place.category, paper, asked(letter))

    def _description(
        self, name: str, said: Said, place: Place, where: Filed, actor: Actor
    ) -> Description:
        stem = clean(PurePosixPath(name).stem)
        title = "" if place.title_from == "name" else clean(said.title)
        now = self.clock()
        about = Description(
            type=TYPE,
            series=SERIES,
            title=cut_bytes(title or stem, MOST_TITLE),
            filed_at=now,
            source="imported",
            source_file=name,
            facts=(Fact("received", on=today(self.clock), by=actor.label, at=now),),
        )
        about = refiled(about, self.settings.profile, where, date(place.year - 543, 12, 31))
        if where.rule:
            fact = rule_fact(where.rule, self.settings.profile, about.facts[0])
            about = replace(about, facts=(*about.facts, fact))
        told = believed(said.letter)
        read = described(about, replace(told, subject="") if title == "" else told)
        return described(read, place.told) if place.told else read

    def _category(self, place: Place) -> str:
        plan = self.settings.profile.file_plan
        return place.category or self.settings.profile.default_category or plan.open[0].code


def _claimed(conn: Connection, sha512: str) -> RecordId | None:
    found = conn.scalar(select(taken.c.record).where(taken.c.sha512 == sha512))
    return RecordId.parse(found) if found else None


def _refused(name: str, refused: Refused) -> Taken:
    return Taken(name, None, problem=str(refused))


def _documents(name: str, data: bytes, said: Said) -> list[NewFile]:
    path = PurePosixPath(name)
    new = [NewFile(names.readable(path.stem, said.suffix or path.suffix.lower()), data)]
    if said.shown:
        new.append(NewFile(names.readable(path.stem, ".pdf"), said.shown))
    places = kept_places.to_json(hashlib.sha512(new[-1].data).hexdigest(), said.pages)
    if places:
        new.append(NewFile(kept_places.NAME, places))
    return [*new, NewFile("text.json", said.text.to_json())]


def _alike(
    conn: Connection, id: RecordId, told: Description, text: Text
) -> tuple[RecordId | None, str]:
    """Return a filed record of the same text, or of the same number and day, and which it is."""
    c = catalogue.records.c
    if digest := _digest(text):
        same = select(texts.c.record).where(texts.c.sha256 == digest, texts.c.record != str(id))
        if found := conn.scalar(same.order_by(texts.c.record).limit(1)):
            return RecordId.parse(found), f"ข้อความเหมือนกับ {found}"
    if told.number and told.dated:
        that_day = select(c.id, c.number).where(c.day == told.dated, c.dated == told.dated)
        for found, number in conn.execute(that_day.where(c.id != str(id)).order_by(c.id)):
            if number and same_number(number, told.number):
                return RecordId.parse(found), f"เลขที่และวันที่เดียวกับ {found}"
    return None, ""


def _remember(conn: Connection, id: RecordId, text: Text) -> None:
    if digest := _digest(text):
        conn.execute(delete(texts).where(texts.c.record == str(id)))
        conn.execute(insert(texts).values(record=str(id), sha256=digest))


def _digest(text: Text) -> str:
    """Return a hash of a text without its spaces, "" for a short one."""
    said = "".join(normal(f"{one.heading} {one.text}") for one in text.passages)
    bare = "".join(said.split())
    return hashlib.sha256(bare.encode()).hexdigest() if len(bare) >= LEAST_TEXT else ""
