"""Each step of a file's way, and what was recognised in it, beside the rows of ``arrivals``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, Integer, String, Table, Text, delete, insert, select

from archive.database import Instant, metadata
from indexer.recognition.field import Recognised
from office.arrival_fields import asked, fields_of

SEEN, READING, RECOGNISED = "seen", "reading", "recognised"
STEPS = {
    SEEN: "พบไฟล์",
    READING: "เขียนครบแล้ว เริ่มอ่าน",
    RECOGNISED: "อ่านแล้ว รู้จักหนังสือ",
}
KINDS = {
    "external": "หนังสือภายนอก",
    "memo": "หนังสือภายใน",
    "stamped": "หนังสือประทับตรา",
    "order": "คำสั่ง",
    "announcement": "ประกาศ",
    "certificate": "หนังสือรับรอง",
    "minutes": "รายงานการประชุม",
}
"""What a letter is recognised as; other papers are none."""

_steps = Table(
    "arrival_step",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("arrival", Integer, nullable=False, index=True),
    Column("step", String(12), nullable=False),
    Column("at", Instant, nullable=False),
    Column("note", Text, nullable=False),
)
_letters = Table(
    "arrival_letter",
    metadata,
    Column("arrival", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(20), nullable=False),
    Column("fields", Text, nullable=False),
    Column("asked", Text, nullable=False),
)


@dataclass(frozen=True)
class Step:
    """A step of STEPS or a state, when it was, and what is to be said of it."""

    step: str
    at: datetime
    note: str


@dataclass(frozen=True)
class Letter:
    """What was recognised: the values by the names of ``Confirmed``, and which are not sure."""

    kind: str
    fields: Mapping[str, str]
    asked: tuple[str, ...]


def add(conn: Connection, arrival: int, step: str, at: datetime, note: str = "") -> None:
    """Write down a step."""
    conn.execute(insert(_steps).values(arrival=arrival, step=step, at=at, note=note))


def of(conn: Connection, arrival: int) -> tuple[Step, ...]:
    """Return the way of a file, from its beginning."""
    c = _steps.c
    rows = conn.execute(select(c.step, c.at, c.note).where(c.arrival == arrival).order_by(c.id))
    return tuple(Step(*row) for row in rows)


def put_letter(conn: Connection, arrival: int, letter: Recognised, at: datetime) -> None:
    """Keep what was recognised in a file, in place of what was before; nothing for no letter."""
    conn.execute(delete(_letters).where(_letters.c.arrival == arrival))
    if letter.kind in KINDS:
        row = {
            "arrival": arrival,
            "kind": letter.kind,
            "fields": json.dumps(fields_of(letter), ensure_ascii=False),
            "asked": " ".join(asked(letter)),
        }
        conn.execute(insert(_letters).values(row))
        add(conn, arrival, RECOGNISED, at, KINDS[letter.kind])


def letter_of(conn: Connection, arrival: int) -> Letter:
    """Return what was recognised in a file; an empty one for nothing."""
    found = conn.execute(select(_letters).where(_letters.c.arrival == arrival)).first()
    if found is None:
        return Letter("", {}, ())
    return Letter(found.kind, json.loads(found.fields), tuple(found.asked.split()))
