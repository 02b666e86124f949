"""Each step of a file's way, and what was recognised in it, beside the rows of ``arrivals``."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from archive.database import Instant, metadata
from office.arrival_fields import asked, fields_of
from office.arrival_rule import KINDS as KINDS  # noqa: PLC0414 - known from here
from office.arrival_spots import Spot, from_plain
from office.intake import Taken

SEEN, READING, RECOGNISED = "seen", "reading", "recognised"
CATEGORY = "category"
STEPS = {
    SEEN: "พบไฟล์",
    READING: "เขียนครบแล้ว เริ่มอ่าน",
    RECOGNISED: "อ่านแล้ว รู้จักหนังสือ",
}

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
    Column("spots", Text, nullable=False, server_default="{}"),
)


@dataclass(frozen=True)
class Step:
    """A step of STEPS or a state, when it was, and what is to be said of it."""

    step: str
    at: datetime
    note: str


@dataclass(frozen=True)
class Letter:
    """What was recognised: the values by the names of ``Confirmed``, and what is asked for.

    ``asked`` names fields that are not sure, and CATEGORY where nobody said it; ``spots`` tells by
    the same names how sure each field is and where it stands.
    """

    kind: str
    fields: Mapping[str, str]
    asked: tuple[str, ...]
    spots: Mapping[str, Spot] = field(default_factory=dict)


def add(conn: Connection, arrival: int, step: str, at: datetime, note: str = "") -> None:
    """Write down a step."""
    conn.execute(insert(_steps).values(arrival=arrival, step=step, at=at, note=note))


def of(conn: Connection, arrival: int) -> tuple[Step, ...]:
    """Return the way of a file, from its beginning."""
    c = _steps.c
    rows = conn.execute(select(c.step, c.at, c.note).where(c.arrival == arrival).order_by(c.id))
    return tuple(Step(*row) for row in rows)


def put_letter(conn: Connection, arrival: int, taken: Taken, at: datetime) -> None:
    """Keep what was recognised in a file, in place of what was before; nothing for no letter."""
    conn.execute(delete(_letters).where(_letters.c.arrival == arrival))
    letter = taken.letter
    if letter.kind in KINDS:
        spots = {name: asdict(spot) for name, spot in taken.spots.items()}
        row = {
            "arrival": arrival,
            "kind": letter.kind,
            "fields": json.dumps(fields_of(letter), ensure_ascii=False),
            "asked": " ".join((*asked(letter), *(() if taken.told else (CATEGORY,)))),
            "spots": json.dumps(spots, ensure_ascii=False),
        }
        conn.execute(insert(_letters).values(row))
        why = (found.because for found in letter.fields.values() if found.because)
        add(conn, arrival, RECOGNISED, at, " · ".join((KINDS[letter.kind], *why)))


def ask_category(conn: Connection, arrival: int) -> None:
    """Ask for the category of a file, whether it was recognised as a letter or not."""
    letter = letter_of(conn, arrival)
    told = {"asked": " ".join(dict.fromkeys((*letter.asked, CATEGORY)))}
    if not conn.execute(
        update(_letters).where(_letters.c.arrival == arrival).values(told)
    ).rowcount:
        row = {"arrival": arrival, "kind": "", "fields": "{}"}
        conn.execute(insert(_letters).values(row | told))


def letter_of(conn: Connection, arrival: int) -> Letter:
    """Return what was recognised in a file; an empty one for nothing."""
    found = conn.execute(select(_letters).where(_letters.c.arrival == arrival)).first()
    if found is None:
        return Letter("", {}, ())
    spots = from_plain(json.loads(found.spots))
    return Letter(found.kind, json.loads(found.fields), tuple(found.asked.split()), spots)
