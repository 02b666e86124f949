"""The way of every file that came to the inbox: waiting, filed, known before, or set aside.

A file's row is written before the file is taken, says what became of it before the file is moved,
and says that it was moved afterwards; so a crash in between never hides a file or files it twice.
"""

import os
import secrets
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Integer,
    String,
    Table,
    Text,
    func,
    insert,
    select,
    update,
)

from archive import names
from archive.database import Database, Instant, metadata
from archive.fileplan import FilePlan
from archive.files import refusing
from archive.journal import Journal
from office import arrival_way
from office.arrival_reading import KINDS
from office.arrival_sight import shown
from office.clock import Clock
from office.errors import FileNotTaken, NothingToRetry, ReasonMissing, UnknownArrival
from office.intake import Taken
from office.permissions import Actor, require
from office.settings import Settings
from thai.text import cut_bytes

WAITING, FILED, KNOWN, ASIDE, GONE = "waiting", "filed", "known", "aside", "gone"
DISMISSED, CONFIRM, UNPACKED = "dismissed", "confirm", "unpacked"
STATES = {
    WAITING: "รอรับเข้า",
    CONFIRM: "เก็บแล้ว รอยืนยัน",
    FILED: "เก็บแล้ว",
    UNPACKED: "แยกไฟล์ข้างในแล้ว",
    KNOWN: "มีอยู่แล้ว",
    ASIDE: "พักไว้ รับไม่ได้",
    DISMISSED: "ตัดสินว่าไม่รับ",
    GONE: "ไม่พบไฟล์แล้ว",
}
PROCESSED, SET_ASIDE, INSIDE, RECEIVING = "processed", "set-aside", "unpacked", "receiving"
MOST_NAME = 230  # bytes; a number and the ending of a note still go behind it

arrivals = Table(
    "arrival",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("state", String(10), nullable=False, index=True),
    Column("moved", Boolean, nullable=False),
    Column("category", String(40), nullable=False),
    Column("record", String(60), nullable=False),
    Column("reason", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("changed", Instant, nullable=False),
    Column("parent", Integer, nullable=False, server_default="0"),
    Column("alike", String(60), nullable=False, server_default=""),
    Column("goes", Text, nullable=False, server_default=""),
    Column("rule", String(20), nullable=False, server_default=""),
)


ORDERS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "newest": (arrivals.c.changed.desc(), arrivals.c.id.desc()),
    "oldest": (arrivals.c.changed, arrivals.c.id),
    "name": (arrivals.c.source, arrivals.c.id),
}


@dataclass(frozen=True)
class Arrival:
    """One file: its ``name`` where it lies now, its ``source`` name as it came, its state.

    ``category`` is the one it goes to ("" = the office's default), ``record`` what it became or
    is known as, ``who`` brought it ("" = it was laid into the folder), ``moved`` whether it has
    left the inbox. ``parent`` is the id of the file that it lay in, 0 for none, ``alike`` a record
    of the same text or number, ``goes`` where below the inbox it is moved to, ``rule`` the
    id of the rule that filed it.
    """

    id: int
    name: str
    source: str
    state: str
    moved: bool
    category: str
    record: str
    reason: str
    who: str
    at: datetime
    changed: datetime
    parent: int = 0
    alike: str = ""
    goes: str = ""
    rule: str = ""


@dataclass(frozen=True)
class Laid:
    """A file out of another one: its name below the inbox, and its own path there, for people."""

    name: str
    source: str


@dataclass(frozen=True)
class Arrivals:
    """The files of one inbox folder."""

    db: Database
    journal: Journal
    settings: Settings
    folder: Path
    clock: Clock

    def upload(self, name: str, data: bytes, category: str, actor: Actor) -> Arrival:
        """Lay a file into the inbox for a category; raises FileNotTaken, UnknownCategory."""
        require(actor, "file")
        suffix = PurePath(name).suffix.lower()
        if suffix not in KINDS:
            raise FileNotTaken(file=name, why=f"รับเฉพาะ {' '.join(KINDS)}")
        if not data:
            raise FileNotTaken(file=name, why="เป็นไฟล์ว่าง")
        if category:
            self._plan.category(category)
        unfinished = self.folder / f".{secrets.token_hex(8)}"
        try:
            with refusing():
                unfinished.write_bytes(data)
            with self.db.writing() as conn:
                target = free(self.folder, names.readable(PurePath(name).stem, suffix))
                told = {"source": name, "category": category, "who": actor.label}
                arrival = self._add(conn, target.name, **told)
                detail = {"file": name}
                self.journal.add(conn, actor.label, "uploaded", "inbox", detail, self.clock())
                unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)  # it is there still only if something failed
        return arrival

    def all(
        self,
        actor: Actor,
        state: str = "",
        limit: int = 100,
        offset: int = 0,
        order: str = "newest",
    ) -> list[Arrival]:
        """Return the files in one of ORDERS; ``state`` picks those of one state."""
        require(actor, "file")
        query = shown(arrivals, actor).order_by(*ORDERS.get(order, ORDERS["newest"]))
        if state:
            query = query.where(arrivals.c.state == state)
        with self.db.reading() as conn:
            rows = conn.execute(query.limit(limit).offset(offset))
            return [Arrival(**row._mapping) for row in rows]

    def one(self, id: int, actor: Actor) -> Arrival:
        """Return one file's way; raises UnknownArrival."""
        require(actor, "file")
        return self._got(id, actor)

    def inside(self, id: int, actor: Actor) -> list[Arrival]:
        """Return the files that lay inside one, in their order there."""
        require(actor, "file")
        query = shown(arrivals, actor).where(arrivals.c.parent == id).order_by(arrivals.c.id)
        with self.db.reading() as conn:
            return [Arrival(**row._mapping) for row in conn.execute(query)]

    def way(self, id: int, actor: Actor) -> tuple[arrival_way.Step, ...]:
        """Return the steps of a file's way."""
        require(actor, "file")
        with self.db.reading() as conn:
            return arrival_way.of(conn, id)

    def counts(self, actor: Actor) -> dict[str, int]:
        """Count the files by state."""
        require(actor, "file")
        query = shown(arrivals, actor).with_only_columns(arrivals.c.state, func.count())
        with self.db.reading() as conn:
            rows = conn.execute(query.group_by(arrivals.c.state))
            return {state: count for state, count in rows}  # noqa: C416

    def retry(self, id: int, actor: Actor) -> Arrival:
        """Lay a file that was set aside, or dismissed, into the inbox again."""
        require(actor, "file")
        with self.db.writing() as conn:
            arrival = self._get(conn, id, actor)
            lies = self.folder / SET_ASIDE / arrival.name
            if arrival.state not in (ASIDE, DISMISSED) or not lies.exists():
                raise NothingToRetry(file=arrival.source)
            target = free(self.folder, PurePath(arrival.name).name)
            told = {"name": target.name, "state": WAITING, "moved": False, "reason": ""}
            self._change(conn, id, **told)
            lies.replace(target)
        note_of(lies).unlink(missing_ok=True)
        return self._got(id)

    def dismiss(self, id: int, reason: str, actor: Actor) -> Arrival:
        """Decide that a file that was set aside is not taken; it stays there, with the reason.

        Raises ReasonMissing, NothingToRetry (it does not lie there any more).
        """
        require(actor, "file")
        if not reason.strip():
            raise ReasonMissing(act="ไม่รับไฟล์")
        with self.db.writing() as conn:
            arrival = self._get(conn, id, actor)
            if arrival.state != ASIDE:
                raise NothingToRetry(file=arrival.source)
            told = " · ".join(filter(None, (reason.strip(), arrival.reason)))
            self._change(conn, id, state=DISMISSED, reason=told)
            detail = {"file": arrival.source, "reason": reason.strip()}
            self.journal.add(conn, actor.label, "dismissed", "inbox", detail, self.clock())
        return self._got(id)

    # For the inbox itself

    def written_since(self, least_quiet: float) -> list[Arrival]:
        """Return the files that were set aside while somebody was still writing them.

        They were changed after their note was written, and have not been for some seconds.
        """
        query = select(arrivals).where(arrivals.c.state == ASIDE, arrivals.c.moved)
        with self.db.reading() as conn:
            aside = [Arrival(**row._mapping) for row in conn.execute(query)]
        quiet_before = time.time() - least_quiet
        return [each for each in aside if self._late(each, quiet_before)]

    def _late(self, arrival: Arrival, quiet_before: float) -> bool:
        lies = self.folder / SET_ASIDE / arrival.name
        try:
            changed = lies.stat().st_mtime
            noted = note_of(lies).stat().st_mtime
        except OSError:
            return False
        return noted < changed < quiet_before

    def seen(self, lying: Iterable[str]) -> dict[str, Arrival]:
        """Give every file that lies in the inbox its row; rows whose file is gone say so."""
        with self.db.writing() as conn:
            there = {_storable(name): name for name in lying}
            open_rows = conn.execute(select(arrivals).where(arrivals.c.moved.is_(False))).all()
            found = {row.name: Arrival(**row._mapping) for row in open_rows}
            for name in sorted(there.keys() - found.keys()):
                found[name] = self._add(conn, name, source=name)
            for name, arrival in list(found.items()):
                if name not in there and not (self.folder / name).exists():
                    self._change(conn, arrival.id, **self._moved(arrival))
                    del found[name]
        return {lies: found[name] for name, lies in there.items()}

    def _moved(self, arrival: Arrival) -> dict[str, Any]:
        """Say what became of a file that is not in the inbox: moved before a crash, or gone."""
        if arrival.goes and (self.folder / arrival.goes).exists():
            return {"name": PurePath(arrival.goes).name, "moved": True}
        return {"moved": True} | ({"state": GONE} if arrival.state == WAITING else {})

    def reading(self, arrival: Arrival) -> None:
        """Write down that a file is complete and is being read."""
        with self.db.writing() as conn:
            arrival_way.add(conn, arrival.id, arrival_way.READING, self.clock())

    def became(self, arrival: Arrival, taken: Taken, inside: Sequence[Laid] = ()) -> Arrival:
        """Write down what became of a file that still lies in the inbox, and what lay inside it."""
        with self.db.writing() as conn:
            arrival_way.put_letter(conn, arrival.id, taken, self.clock())
            for file in inside:
                about = {"category": arrival.category, "who": arrival.who, "parent": arrival.id}
                self._add(conn, file.name, source=file.source, **about)
            self._change(
                conn,
                arrival.id,
                state=_state(taken, inside),
                record=str(taken.id) if taken.id else "",
                reason=taken.problem or taken.note,
                alike=str(taken.alike) if taken.alike else "",
                rule=taken.rule,
            )
        return self._got(arrival.id)

    def settled(self, id: int, record: str, reason: str) -> Arrival:
        """Write down that a person has looked at a file, and its record."""
        with self.db.writing() as conn:
            self._change(conn, id, state=FILED, record=record, reason=reason)
        return self._got(id)

    def reopened(self, id: int, reason: str) -> Arrival:
        """Let a file that a rule filed wait for a person's look, its category asked for."""
        with self.db.writing() as conn:
            self._change(conn, id, state=CONFIRM, rule="", reason=reason)
            arrival_way.ask_category(conn, id)
        return self._got(id)

    def depth(self, arrival: Arrival) -> int:
        """Count the files that one lay in, within each other."""
        return 1 + self.depth(self._got(arrival.parent)) if arrival.parent else 0

    def known_inside(self) -> list[str]:
        """Return the names of the files out of others that still lie in the inbox."""
        query = select(arrivals.c.name).where(arrivals.c.parent > 0, arrivals.c.moved.is_(False))
        with self.db.reading() as conn:
            return list(conn.scalars(query))

    def leaving(self, arrival: Arrival, place: str) -> Path:
        """Write down where below the inbox a file is moved to, and return that: nothing is there.

        Whoever moves files at once asks for each place when the one before is taken.
        """
        target = free(self.folder / place, PurePath(arrival.name).name, noted=place == SET_ASIDE)
        goes = _storable(target.relative_to(self.folder).as_posix())
        with self.db.writing() as conn:
            self._change(conn, arrival.id, goes=goes)
        return target

    def left(self, arrival: Arrival, name: str) -> None:
        """Write down that a file was moved out of the inbox, and its name there."""
        with self.db.writing() as conn:
            self._change(conn, arrival.id, name=_storable(name), moved=True)

    @property
    def _plan(self) -> FilePlan:
        return self.settings.profile.file_plan

    def _add(self, conn: Connection, name: str, **told: Any) -> Arrival:
        now = self.clock()
        empty = {"category": "", "record": "", "reason": "", "who": ""}
        row = {"name": name, "state": WAITING, "moved": False, "at": now, "changed": now}
        key = conn.execute(insert(arrivals).values(empty | row | told)).inserted_primary_key
        assert key is not None
        arrival_way.add(conn, key[0], arrival_way.SEEN, now)
        return self._get(conn, key[0])

    def _change(self, conn: Connection, id: int, **told: Any) -> None:
        row = told | {"changed": self.clock()}
        conn.execute(update(arrivals).where(arrivals.c.id == id).values(row))
        if "state" in told:
            arrival_way.add(conn, id, told["state"], self.clock(), told.get("reason", ""))

    def _got(self, id: int, actor: Actor | None = None) -> Arrival:
        with self.db.reading() as conn:
            return self._get(conn, id, actor)

    def _get(self, conn: Connection, id: int, actor: Actor | None = None) -> Arrival:
        row = conn.execute(shown(arrivals, actor).where(arrivals.c.id == id)).first()
        if row is None:
            raise UnknownArrival(id=id)
        return Arrival(**row._mapping)


def _state(taken: Taken, inside: Sequence[Laid]) -> str:
    if taken.id is None:
        return UNPACKED if inside and not taken.problem else ASIDE
    return KNOWN if taken.known else CONFIRM if taken.unsure else FILED


def free(folder: Path, name: str, *, noted: bool = False) -> Path:
    """Return a place in a folder that no file has: the name itself, or with a number.

    With ``noted`` there is room for a note beside it, too.
    """
    path = PurePath(name)
    if len(os.fsencode(name)) > MOST_NAME:
        path = PurePath(
            cut_bytes(path.stem, MOST_NAME - len(os.fsencode(path.suffix))) + path.suffix
        )
    target, count = folder / path, 1
    while target.exists() or (noted and note_of(target).exists()):
        count += 1
        target = folder / f"{path.stem} ({count}){path.suffix}"
    return target


def note_of(lies: Path) -> Path:
    """Return where the note about a file that was set aside stands."""
    return lies.with_name(f"{lies.name}.txt")


def _storable(name: str) -> str:
    """Spell a file name that is no UTF-8 so that the database takes it."""
    return name.encode("utf-8", "backslashreplace").decode()
