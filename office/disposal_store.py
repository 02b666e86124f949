"""What the database keeps of the yearly lists: records to be destroyed, or twenty years old."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    Row,
    String,
    Table,
    Text,
    insert,
    select,
    update,
)

from archive.catalogue import Entry
from archive.database import Instant, metadata
from archive.records import RecordId
from office.disposal_errors import DisposalChanged, UnknownDisposal

DESTRUCTION, TRANSFER = "disposal", "transfer"
"""The kinds of lists."""
SURVEYED, APPROVED, DONE, WITHDRAWN = "surveyed", "approved", "done", "withdrawn"
OPEN = (SURVEYED, APPROVED)
DESTROY, KEEP, FOREVER = "destroy", "keep", "forever"
DECISIONS = {DESTROY: "ควรทำลาย", KEEP: "เก็บต่อ", FOREVER: "เก็บตลอดไป"}
STATES = {
    SURVEYED: "รอคณะกรรมการและการอนุมัติ",
    APPROVED: "อนุมัติแล้ว รอทำลาย",
    DONE: "เสร็จแล้ว",
    WITHDRAWN: "เลิกแล้ว",
}
ENDS = {"destroyed": "ทำลายแล้ว", "kept": "เก็บต่อ", "spared": "เว้นไว้", "": ""}

lists = Table(
    "disposal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("year", Integer, nullable=False, index=True),
    Column("state", String(12), nullable=False),
    Column("version", Integer, nullable=False),
    Column("told", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("kind", String(12), nullable=False, server_default=DESTRUCTION),
)

lines = Table(
    "disposal_line",
    metadata,
    Column("list", ForeignKey(lists.c.id), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("record", String(60), nullable=False, index=True),
    Column("about", Text, nullable=False),
    Column("decision", String(10), nullable=False),
    Column("until", Integer),
    Column("note", Text, nullable=False),
    Column("ended", String(12), nullable=False),
)


@dataclass(frozen=True)
class Line:
    """A record put forward, as the survey found it, and what is decided of it.

    ``retain_until`` is None for what is kept for ever. ``decision`` is "" (none yet), or of the
    list of what is destroyed DESTROY, KEEP (``until`` the end of that Buddhist year, None: the
    next list asks again) or FOREVER; ``ended`` is "" until it was carried out, then "destroyed",
    "kept", or "spared" (``note`` says why it was not destroyed).
    """

    place: int
    record: RecordId
    title: str
    number: str
    dated: date | None
    category: str
    retention: str
    retain_until: date | None
    decision: str = ""
    until: int | None = None
    note: str = ""
    ended: str = ""


@dataclass(frozen=True)
class Disposal:
    """A yearly list. ``year`` (Buddhist) is that of the survey; terms ended the year before.

    ``told`` holds, step by step, what was told: "committee" (chair, members, order, on), "head"
    (by, on, archives_on), "archives" (on, answer), "destruction" (on, way, witnesses), "withdrawn".
    """

    id: int
    year: int
    state: str
    version: int
    told: Mapping[str, Mapping[str, Any]]
    who: str
    at: datetime
    lines: tuple[Line, ...] = field(default=(), repr=False)


def add(
    conn: Connection, kind: str, year: int, entries: Iterable[Entry], begun: tuple[str, datetime]
) -> int:
    """Keep a new list with a line for each record, ``begun`` by whom, when; return its number."""
    row = {"kind": kind, "year": year, "state": SURVEYED, "version": 1, "told": "{}"}
    by = {"who": begun[0], "at": begun[1]}
    key = conn.execute(insert(lists).values(**row, **by)).inserted_primary_key
    assert key is not None
    each = [
        {
            "list": int(key[0]),
            "place": place,
            "record": str(entry.id),
            "about": _about(entry),
            "decision": "",
            "note": "",
            "ended": "",
        }
        for place, entry in enumerate(entries, 1)
    ]
    conn.execute(insert(lines), each)
    return int(key[0])


def every(conn: Connection, kind: str) -> tuple[Disposal, ...]:
    """Return all lists of a kind without their lines, the newest first."""
    rows = conn.execute(select(lists).where(lists.c.kind == kind).order_by(lists.c.id.desc()))
    return tuple(_list(row) for row in rows)


def get(conn: Connection, id: int, kind: str) -> Disposal:
    """Return a list with its lines; raises UnknownDisposal."""
    row = conn.execute(select(lists).where(lists.c.id == id, lists.c.kind == kind)).one_or_none()
    if row is None:
        raise UnknownDisposal(id=id)
    mine = select(lines).where(lines.c.list == id).order_by(lines.c.place)
    return _list(row, tuple(_line(each) for each in conn.execute(mine)))


def put(conn: Connection, old: Disposal, state: str, told: Mapping[str, Any]) -> None:
    """Write a list's state and what was told; DisposalChanged unless ``old`` is the last word."""
    done = conn.execute(
        update(lists)
        .where(lists.c.id == old.id, lists.c.version == old.version)
        .values(state=state, told=json.dumps(told, ensure_ascii=False), version=old.version + 1)
    )
    if not done.rowcount:
        raise DisposalChanged


def put_line(conn: Connection, id: int, line: Line) -> None:
    """Write what is decided of a record, and how it ended."""
    mine = (lines.c.list == id, lines.c.place == line.place)
    told = {name: getattr(line, name) for name in ("decision", "until", "note", "ended")}
    conn.execute(update(lines).where(*mine).values(**told))


def _about(entry: Entry) -> str:
    days = {"dated": entry.dated, "retain_until": entry.retain_until}
    told = {name: day.isoformat() if day else "" for name, day in days.items()}
    same = ("title", "number", "category", "retention")
    return json.dumps({name: getattr(entry, name) for name in same} | told, ensure_ascii=False)


def _list(row: Row[Any], its_lines: tuple[Line, ...] = ()) -> Disposal:
    same = (row.id, row.year, row.state, row.version)
    return Disposal(*same, json.loads(row.told), row.who, row.at, its_lines)


def _line(row: Row[Any]) -> Line:
    about = json.loads(row.about)
    return Line(
        row.place,
        RecordId.parse(row.record),
        about["title"],
        about["number"],
        date.fromisoformat(about["dated"]) if about["dated"] else None,
        about["category"],
        about["retention"],
        date.fromisoformat(about["retain_until"]) if about["retain_until"] else None,
        row.decision,
        row.until,
        row.note,
        row.ended,
    )
