"""What was seen, to be read: by person, period and record, with the proof that no line is gone."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, select

from archive.database import Database
from archive.journal import events
from archive.records import Record
from office.permissions import Actor, may, require
from office.seen import Look, broken, seen
from office.veiling import veiled
from thai.dates import BANGKOK


@dataclass(frozen=True)
class Asked:
    """Which looks: text within who looked, the days, the start of a record's id; else any.

    ``of`` is a record's whole id.
    """

    who: str = ""
    record: str = ""
    since: date | None = None
    until: date | None = None
    limit: int = 100
    offset: int = 0
    of: str = ""


@dataclass(frozen=True)
class Looks:
    """Some looks, the newest first, and how many there are in all."""

    rows: tuple[Look, ...]
    total: int


@dataclass(frozen=True)
class Proof:
    """Whether what was seen is whole: how many lines, and the first that does not follow.

    ``broken`` 0: every line follows; ``lost`` tells that the journal knows of lines that are gone.
    """

    lines: int
    broken: int
    lost: bool


@dataclass(frozen=True)
class SeenList:
    """Reads who saw the watched records of an office."""

    db: Database

    def read(self, asked: Asked, actor: Actor) -> Looks:
        """Return what was asked for, to who reads the journal; raises NotPermitted."""
        require(actor, "journal")
        return self._read(asked, actor)

    def of(self, record: Record, actor: Actor) -> Looks:
        """Return who saw a record, to who may restrict it or reads the journal."""
        if not self.opens(record, actor):
            require(actor, "restrict", record.description.group)
        return self._read(Asked(of=str(record.id), limit=1_000), actor)

    def opens(self, record: Record, actor: Actor) -> bool:
        """Whether somebody may know who saw a record."""
        return may(actor, "journal") or may(actor, "restrict", record.description.group)

    def proof(self, actor: Actor) -> Proof:
        """Walk the whole chain, and compare it with what the journal knows of it."""
        require(actor, "journal")
        heads = select(events.c.detail).where(events.c.act == "seen-kept")
        with self.db.reading() as conn:
            first = next(broken(conn), 0)
            hashes = {row.seq: row.hash for row in conn.execute(select(seen.c.seq, seen.c.hash))}
            kept = [json.loads(detail) for detail in conn.scalars(heads)]
        lost = any(hashes.get(head["lines"]) != head["hash"] for head in kept)
        return Proof(len(hashes), first, lost)

    def _read(self, asked: Asked, actor: Actor) -> Looks:
        """Return looks, without the names of files whose record is kept from ``actor``."""
        where = _conditions(asked)
        wanted = select(seen).where(*where).order_by(seen.c.seq.desc())
        with self.db.reading() as conn:
            rows = conn.execute(wanted.limit(asked.limit).offset(asked.offset)).all()
            total = conn.scalar(select(func.count()).select_from(seen).where(*where))
            hidden = veiled(conn, {row.record for row in rows}, actor)
        names = Look.__dataclass_fields__
        looks = tuple(Look(**{name: row._mapping[name] for name in names}) for row in rows)
        looks = tuple(replace(look, file="") if look.record in hidden else look for look in looks)
        return Looks(looks, int(total or 0))


def _conditions(asked: Asked) -> tuple[ColumnElement[bool], ...]:
    found: list[ColumnElement[bool]] = []
    if asked.who:
        found.append(seen.c.who.contains(asked.who, autoescape=True))
    if asked.record:
        found.append(seen.c.record.startswith(asked.record, autoescape=True))
    if asked.of:
        found.append(seen.c.record == asked.of)
    if asked.since:
        found.append(seen.c.at >= _begins(asked.since))
    if asked.until:
        found.append(seen.c.at < _begins(asked.until + timedelta(days=1)))
    return tuple(found)


def _begins(day: date) -> datetime:
    """Return the moment (UTC) in which a day of Bangkok begins."""
    return datetime.combine(day, time(), BANGKOK).astimezone(UTC)
