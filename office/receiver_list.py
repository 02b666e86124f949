"""The directory of outside receivers: whom the office writes to, with salutation and address."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sqlalchemy import Column, Connection, Integer, String, Table, Text, delete, insert, select
from sqlalchemy import update as change

from archive.database import Database, metadata
from archive.journal import Journal
from indexer.bounded import bounded
from office.batch_sheet import Line, read_sheet
from office.clock import Clock
from office.permissions import Actor, require
from office.receiver_errors import (
    ClosingUnknown,
    NothingToMerge,
    ReceiverChanged,
    ReceiverKnown,
    ReceiverUnnamed,
    TooManyKept,
    UnknownReceiver,
)
from templates.salutations import salutation_of, salutations
from thai.abbreviations import expansions
from thai.collate import sort_key
from thai.errors import Refused
from thai.text import clean, normal

MOST, MOST_NAME, MOST_LINES, LONGEST = 5_000, 200, 6, 200
NAME, CLOSING, ADDRESS = "ผู้รับ", "คำลงท้าย", "ที่อยู่"
HEADS = {NAME: (NAME, "ถึง", "ชื่อ", "ตำแหน่ง", "name"), CLOSING: (CLOSING, "closing")}
HEADS |= {ADDRESS: (ADDRESS, "address")}
_SHORT = re.compile(r"[ก-๎]+\.")

receivers = Table(
    "receiver",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("key", String(400), nullable=False, index=True),
    Column("closing", String(80), nullable=False),
    Column("address", Text, nullable=False),
    Column("version", Integer, nullable=False),
)


@dataclass(frozen=True)
class Known:
    """Whom the office writes to: post or name as a letter has it, closing, lines of the address.

    The closing tells the row of the regulation's annex; "" is for those whose words the writer
    types. ``id`` and ``version`` are 0 where it is not kept yet.
    """

    name: str
    closing: str = ""
    address: str = ""
    id: int = 0
    version: int = 0

    @property
    def salutation(self) -> str:
        """The opening that goes with the closing, "" where the writer types it."""
        return next((row.opening for row in salutations() if row.closing == self.closing), "")


@dataclass(frozen=True)
class Taken:
    """What a table brought: how many are new, how many were known, what could not be taken."""

    new: int
    known: int
    faults: tuple[str, ...]


@dataclass(frozen=True)
class ReceiverList:
    """The receivers of an office; whoever drafts letters may keep them."""

    db: Database
    journal: Journal
    clock: Clock

    def all(self, asked: str = "") -> list[Known]:
        """Return the receivers whose name or address holds ``asked``, in the Thai order."""
        with self.db.reading() as conn:
            kept = _all(conn)
        sought = normal(asked)
        found = [one for one in kept if sought in normal(f"{one.name} {one.address}")]
        return sorted(found, key=lambda one: sort_key(one.name))

    def one(self, id: int) -> Known:
        """Return a receiver; raises UnknownReceiver."""
        with self.db.reading() as conn:
            return _one(conn, id)

    def put(self, told: Known, actor: Actor) -> int:
        """Add a receiver (id 0) or change one as it was at its version; returns its id.

        Raises ReceiverUnnamed, ClosingUnknown, ReceiverKnown, ReceiverChanged, TooManyKept.
        """
        require(actor, "draft")
        right = _right(told)
        with self.db.writing() as conn:
            id = self._put(conn, right)
            self._told(conn, actor, "receiver-kept", id, right.name)
        return id

    def remove(self, id: int, actor: Actor) -> None:
        """Take a receiver out of the directory; letters that name it stay as they are."""
        require(actor, "draft")
        with self.db.writing() as conn:
            gone = _one(conn, id)
            conn.execute(delete(receivers).where(receivers.c.id == id))
            self._told(conn, actor, "receiver-removed", id, gone.name)

    def merge(self, ids: Iterable[int], stays: int, actor: Actor) -> Known:
        """Make one of several; it takes an address from the others where it has none."""
        require(actor, "draft")
        chosen = dict.fromkeys(ids)
        if stays not in chosen or len(chosen) < 2:
            raise NothingToMerge()
        with self.db.writing() as conn:
            each = {id: _one(conn, id) for id in chosen}
            left = each[stays]
            address = next(
                filter(None, [left.address, *(one.address for one in each.values())]), ""
            )
            conn.execute(delete(receivers).where(receivers.c.id.in_(set(each) - {stays})))
            self._put(conn, replace(left, address=address))
            names = " · ".join(one.name for one in each.values())
            self._told(conn, actor, "receiver-merged", stays, names)
        return self.one(stays)

    def take_in(self, file: str, data: bytes, actor: Actor) -> Taken:
        """Add those of a table (Excel or CSV) that are not known; raises SheetUnreadable.

        A row that cannot be taken is told by its number, and the others are taken.
        """
        require(actor, "draft")
        sheet = bounded(file, read_sheet, file, data)
        faults, new, known = list[str](), 0, 0
        with self.db.writing() as conn:
            for line in sheet.lines:
                try:
                    self._put(conn, _right(_read(line)))
                    new += 1
                except ReceiverKnown:
                    known += 1
                except Refused as refused:
                    faults.append(f"แถวที่ {line.number}: {refused}")
            self._told(conn, actor, "receivers-taken", 0, f"{file} {new}")
        return Taken(new, known, tuple(faults))

    def doubles(self) -> list[tuple[Known, ...]]:
        """Return those that are probably the same: alike but for abbreviations, dots and spaces."""
        alike = sorted(self.all(), key=lambda one: _bare(one.name))
        runs = [tuple(run) for _, run in groupby(alike, lambda one: _bare(one.name))]
        return [run for run in runs if len(run) > 1]

    def _put(self, conn: Connection, told: Known) -> int:
        row = {"name": told.name, "key": _key(told.name)}
        row |= {"closing": told.closing, "address": told.address}
        same = select(receivers.c.id).where(receivers.c.key == row["key"])
        if conn.scalar(same.where(receivers.c.id != told.id)) is not None:
            raise ReceiverKnown(name=told.name)
        if not told.id:
            if len(conn.execute(select(receivers.c.id)).all()) >= MOST:
                raise TooManyKept(most=MOST)
            key = conn.execute(insert(receivers).values(row | {"version": 1})).inserted_primary_key
            assert key is not None
            return int(key[0])
        _one(conn, told.id)
        seen = (receivers.c.id == told.id) & (receivers.c.version == told.version)
        done = conn.execute(
            change(receivers).where(seen).values(row | {"version": told.version + 1})
        )
        if done.rowcount != 1:
            raise ReceiverChanged(name=told.name)
        return told.id

    def _told(self, conn: Connection, actor: Actor, act: str, id: int, name: str) -> None:
        ref = f"receiver/{id}" if id else "receivers"
        self.journal.add(conn, actor.label, act, ref, {"name": name}, self.clock())


def _all(conn: Connection) -> list[Known]:
    c = receivers.c
    return [
        Known(*row) for row in conn.execute(select(c.name, c.closing, c.address, c.id, c.version))
    ]


def _one(conn: Connection, id: int) -> Known:
    c = receivers.c
    found = select(c.name, c.closing, c.address, c.id, c.version).where(c.id == id)
    row = conn.execute(found).first()
    if row is None:
        raise UnknownReceiver()
    return Known(*row)


def _right(told: Known) -> Known:
    """Clean what was typed, and refuse what cannot be kept."""
    name, address = clean(told.name), clean(told.address, lines=True)
    lines = address.split("\n")
    if (
        not name
        or len(name) > MOST_NAME
        or len(lines) > MOST_LINES
        or max(map(len, lines)) > LONGEST
    ):
        raise ReceiverUnnamed(most=MOST_NAME, lines=MOST_LINES)
    if told.closing and told.closing not in {row.closing for row in salutations()}:
        raise ClosingUnknown(name=name)
    return replace(told, name=name, address=address)


def _read(line: Line) -> Known:
    """Read a row of a table; without a closing, the one of the receiver's post is taken."""
    cells = {head: _cell(line, heads) for head, heads in HEADS.items()}
    closing = cells[CLOSING]
    if not closing and cells[NAME]:
        row = salutation_of(cells[NAME])
        if row is None:
            raise ClosingUnknown(name=cells[NAME])
        closing = row.closing
    return Known(cells[NAME], closing, cells[ADDRESS])


def _cell(line: Line, heads: Sequence[str]) -> str:
    return next((line.cells[head].strip() for head in heads if line.cells.get(head)), "")


def _key(name: str) -> str:
    return normal(name).replace(" ", "")[:400]


def _bare(name: str) -> str:
    """Write a name without abbreviations, dots, brackets and spaces, to find what is the same."""
    full = _SHORT.sub(lambda found: (expansions(found[0]) or found)[0], normal(name))
    return "".join(letter for letter in normal(full) if letter.isalnum() or letter > "฿")
