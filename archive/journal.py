"""Who did what: an append-only journal, numbered and hash-chained.

Every event carries the hash of the one before it, and one head row carries number and hash of the
last, so a changed, removed or cut-off event shows. The same journal is the work list which the
search index follows from a bookmark. The head row is locked while an event is added, so numbers
have no gap and no number appears before a smaller one (a follower would miss it for ever).
"""

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    DDL,
    Column,
    Connection,
    Integer,
    Row,
    String,
    Table,
    Text,
    bindparam,
    event,
    insert,
    select,
    update,
)

from archive.canonical import compact
from archive.database import Database, Instant, metadata
from archive.faults import Fault

events = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("who", String, nullable=False),
    Column("act", String, nullable=False),
    Column("ref", String, nullable=False, index=True),
    Column("detail", Text, nullable=False),  # canonical JSON
    Column("hash", String, nullable=False),
)
head = Table(
    "journal_head",
    metadata,
    Column("identity", String, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("hash", String, nullable=False),
)
for _act in ("UPDATE", "DELETE"):  # SQLite's own trigger language
    event.listen(
        events,
        "after_create",
        DDL(  # type: ignore[no-untyped-call]
            f"CREATE TRIGGER journal_no_{_act.lower()} BEFORE {_act} ON journal "
            "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
        ).execute_if(dialect="sqlite"),
    )
_LAST = select(head).with_for_update()  # made once: to build one takes longer than to run it
_INSERT = insert(events)
_MOVE = update(head).values(seq=bindparam("to"), hash=bindparam("to_hash"))


@dataclass(frozen=True)
class Event:
    """One act: its number, when (UTC), by whom, what, on what, with what, and the chain's hash."""

    seq: int
    at: datetime
    who: str
    act: str
    ref: str
    detail: Mapping[str, Any]
    hash: str


@dataclass(frozen=True)
class Head:
    """Where a journal stands: its random identity, number and hash of the last event."""

    identity: str
    seq: int
    hash: str


class Journal:
    """The journal of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        with database.writing() as connection:
            if connection.execute(select(head)).first() is None:
                identity = secrets.token_hex(16)
                connection.execute(insert(head).values(identity=identity, seq=0, hash=identity))

    def add(  # noqa: PLR0917 - an event's own facts, in the order of its columns
        self,
        connection: Connection,
        who: str,
        act: str,
        ref: str,
        detail: Mapping[str, Any],
        at: datetime,
    ) -> Event:
        """Append one event inside the caller's ``writing()`` transaction."""
        last = connection.execute(_LAST).one()
        text = compact(dict(detail)).decode()
        link = _link(last.hash, last.seq + 1, at, who, act, ref, text)
        added = Event(last.seq + 1, at, who, act, ref, json.loads(text), link)
        row = {"seq": added.seq, "at": at, "who": who, "act": act, "ref": ref}
        connection.execute(_INSERT, row | {"detail": text, "hash": link})
        connection.execute(_MOVE, {"to": added.seq, "to_hash": link})
        return added

    def since(self, seq: int, limit: int = 1000) -> list[Event]:
        """Return up to ``limit`` events after number ``seq``, oldest first."""
        wanted = select(events).where(events.c.seq > seq).order_by(events.c.seq).limit(limit)
        with self._database.reading() as connection:
            return [_event(row) for row in connection.execute(wanted)]

    def about(self, ref: str) -> list[Event]:
        """Return every event on one thing (a record id, a register …), oldest first."""
        wanted = select(events).where(events.c.ref == ref).order_by(events.c.seq)
        with self._database.reading() as connection:
            return [_event(row) for row in connection.execute(wanted)]

    def these(self, numbers: Sequence[int]) -> list[Event]:
        """Return the events with these numbers, oldest first."""
        found = list[Event]()
        with self._database.reading() as connection:
            for start in range(0, len(numbers), 500):
                some = events.c.seq.in_(numbers[start : start + 500])
                found += map(_event, connection.execute(select(events).where(some)))
        return sorted(found, key=lambda event: event.seq)

    def last(self) -> int:
        """Return the number of the newest event, 0 when there is none."""
        with self._database.reading() as connection:
            return int(connection.execute(select(head.c.seq)).scalar_one())

    def identity(self) -> str:
        """Return this journal's random id: a bookmark made in another journal is worthless."""
        with self._database.reading() as connection:
            return str(connection.execute(select(head.c.identity)).scalar_one())

    def head(self) -> Head:
        """Return where the journal stands."""
        with self._database.reading() as connection:
            row = connection.execute(select(head)).one()
        return Head(row.identity, row.seq, row.hash)

    def bears_out(self, kept: Head) -> bool:
        """Whether the journal was at a kept head once (number 0 is its beginning)."""
        if kept.seq == 0:
            return kept.hash == kept.identity
        found = self.these([kept.seq])
        return bool(found) and found[0].hash == kept.hash

    def verify(self) -> tuple[Fault, ...]:
        """Walk the whole chain; every event that does not follow from the one before is a fault."""
        with self._database.reading() as connection:
            return tuple(_breaks(connection))


def _breaks(connection: Connection) -> Iterator[Fault]:
    top = connection.execute(select(head)).one()
    expected, previous = 1, top.identity
    for row in connection.execute(select(events).order_by(events.c.seq)):
        if row.seq != expected:
            yield Fault("journal-broken", str(expected), f"next number found: {row.seq}")
        elif row.hash != _link(previous, row.seq, row.at, row.who, row.act, row.ref, row.detail):
            yield Fault("journal-broken", str(row.seq), "hash does not follow")
        expected, previous = row.seq + 1, row.hash
    if (top.seq, top.hash) != (expected - 1, previous):
        yield Fault("journal-broken", str(top.seq), "head does not match the last event")


def _link(previous: str, seq: int, at: datetime, *told: str) -> str:
    link = [previous, seq, Instant.text(at), *told]
    return hashlib.sha256(compact(link)).hexdigest()


def _event(row: Row[Any]) -> Event:
    return Event(row.seq, row.at, row.who, row.act, row.ref, json.loads(row.detail), row.hash)
