"""What the tables tell of a meeting's day, read and spelled."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Table, select

from office.meeting import day_tables as tables
from office.meeting import notes
from office.meeting.agenda import AgendaItem
from office.meeting.attendance import WALK_IN, Mark, Quorum, Seat
from office.meeting.notes import Correction, Note, Noted
from office.procedures.kept import Case


@dataclass(frozen=True)
class Times:
    """When a meeting really began and ended: "09:05", "" while not told.

    ``added`` are items that came up on the day: heading, title, owner.
    """

    started: str = ""
    ended: str = ""
    version: int = 0
    added: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True)
class Day:
    """All that is known of a meeting's day; ``left`` are notes whose item is gone."""

    case: Case
    times: Times
    seats: tuple[Seat, ...]
    agenda: Sequence[Mapping[str, Any]]
    items: tuple[AgendaItem, ...]
    notes: Mapping[str, Noted]
    left: tuple[Noted, ...]
    corrections: tuple[Correction, ...]
    quorum: Quorum


@dataclass(frozen=True)
class Place:
    """Where something with a version is written: table, keys of its row, what people call it."""

    table: Table
    keys: Mapping[str, Any]
    title: str


def corrections(conn: Connection, where: Any) -> tuple[Correction, ...]:
    """Return corrections in the order in which they were told."""
    asked = select(tables.corrections).where(where).order_by(tables.corrections.c.id)
    return tuple(Correction(**row._asdict()) for row in conn.execute(asked))


def times_of(conn: Connection, case: int) -> Times:
    """Return when a meeting began and ended, and what came up."""
    row = conn.execute(select(tables.days).where(tables.days.c.case == case)).first()
    if row is None:
        return Times()
    return Times(row.started, row.ended, row.version, tuple(json.loads(row.added)))


def walk_ins(conn: Connection, case: int) -> tuple[Seat, ...]:
    """Return who came without a seat."""
    s = tables.seats.c
    asked = select(tables.seats).where(s.case == case, s.key.startswith(WALK_IN, autoescape=True))
    rows = conn.execute(asked.order_by(s.id))
    return tuple(
        with_mark(Seat(row.key, row.name, row.post, "", False, _row(row.name, row.post)), row)
        for row in rows
    )


def _row(name: str, post: str) -> dict[str, str]:
    return {"free_text": name, "position": post} if post else {"free_text": name}


def with_mark(seat: Seat, row: Any) -> Seat:
    """Return a seat with what its row tells."""
    mark = Mark(row.state, row.name, row.post, row.reason)
    return replace(seat, mark=mark, version=row.version, who=row.who, at=row.at)


def notes_of(conn: Connection, case: int) -> dict[str, Noted]:
    """Return the notes of a meeting by their items."""
    asked = select(tables.notes).where(tables.notes.c.case == case).order_by(tables.notes.c.id)
    return {row.item: _noted(row) for row in conn.execute(asked)}


def _noted(row: Any) -> Noted:
    tasks = notes.read_tasks(json.loads(row.tasks))
    told = Note(row.reasons, row.discussion, row.kind, row.resolution, tasks)
    return Noted(row.item, row.title, told, row.version, row.who, row.at)


def spelled(note: Note) -> dict[str, str]:
    """Spell a note for its row."""
    tasks = json.dumps(notes.told_tasks(note.tasks), ensure_ascii=False)
    texts = {name: getattr(note, name) for name in ("reasons", "discussion", "kind", "resolution")}
    return texts | {"tasks": tasks}


def seat_place(case: int, key: str, name: str) -> Place:
    """Return where a seat is written."""
    return Place(tables.seats, {"case": case, "key": key}, name)
