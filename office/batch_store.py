"""What the database keeps of batches: the letter they are made of, and each receiver's row."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    Row,
    String,
    Table,
    Text,
    func,
    insert,
    select,
    update,
)

from archive.database import Instant, metadata
from office import answers
from office.batch_letters import Letter
from office.permissions import Actor

READY, RUNNING, STOPPED, DONE = "ready", "running", "stopped", "done"
DISCARDED = "discarded"

batches = Table(
    "batch",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("form", String(40), nullable=False),
    Column("title", Text, nullable=False),
    Column("mode", String(10), nullable=False),
    Column("pdf", Boolean, nullable=False),
    Column("state", String(10), nullable=False, index=True),
    Column("why", Text, nullable=False),
    Column("owner", String(32), nullable=False),
    Column("operator", Boolean, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

letters = Table(
    "batch_letter",
    metadata,
    Column("batch", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("row", Integer, nullable=False),
    Column("receiver", Text, nullable=False),
    Column("answers", Text, nullable=False),
    Column("draft", Integer),
    Column("record", String(60), nullable=False),
)


@dataclass(frozen=True)
class Batch:
    """A set of letters: how far it is, and why it stopped or ended ("" = a person stopped it)."""

    id: int
    form: str
    title: str
    mode: str
    pdf: bool
    state: str
    why: str
    owner: str
    operator: bool
    who: str
    at: datetime
    total: int
    made: int

    @property
    def left(self) -> int:
        """How many letters are still to be made."""
        return self.total - self.made


@dataclass(frozen=True)
class BatchLetter:
    """A letter of a batch; ``record`` is "" until it has its number, ``row`` that of the sheet."""

    number: int
    row: int
    receiver: str
    draft: int | None
    record: str


def add(
    conn: Connection,
    told: Mapping[str, Any],
    made_of: tuple[Letter, ...],
    actor: Actor,
    at: datetime,
) -> int:
    """Keep a batch that is ready, with all its letters; returns its number."""
    row = {"state": READY, "why": "", "owner": actor.user, "operator": actor.operator}
    done = conn.execute(insert(batches).values(**told, **row, who=actor.label, at=at))
    key = done.inserted_primary_key
    assert key is not None
    each = [
        {
            "batch": int(key[0]),
            "number": number,
            "row": letter.row,
            "receiver": letter.receiver,
            "answers": answers.to_json(letter.given),
            "record": "",
        }
        for number, letter in enumerate(made_of, 1)
    ]
    conn.execute(insert(letters), each)
    return int(key[0])


def listed(conn: Connection, *, owner: str | None = None) -> list[Batch]:
    """Return the batches of an account, or all (None), the newest first."""
    found = _with_counts().order_by(batches.c.id.desc())
    if owner is not None:
        found = found.where(batches.c.owner == owner)
    return [_batch(row) for row in conn.execute(found)]


def get(conn: Connection, batch: int) -> Batch | None:
    """Return a batch, None where there is none."""
    row = conn.execute(_with_counts().where(batches.c.id == batch)).first()
    return _batch(row) if row else None


def first_running(conn: Connection) -> int | None:
    """Return the oldest batch that is to be worked at."""
    running = select(batches.c.id).where(batches.c.state == RUNNING)
    return conn.scalar(running.order_by(batches.c.id).limit(1))


def put(conn: Connection, batch: int, state: str, why: str = "") -> None:
    """Say where a batch stands."""
    conn.execute(update(batches).where(batches.c.id == batch).values(state=state, why=why))


def rows(conn: Connection, batch: int, limit: int = 10_000) -> list[BatchLetter]:
    """Return a batch's letters without their answers, in order."""
    c = letters.c
    told = select(c.number, c.row, c.receiver, c.draft, c.record).where(c.batch == batch)
    return [BatchLetter(*row) for row in conn.execute(told.order_by(c.number).limit(limit))]


def next_row(conn: Connection, batch: int) -> BatchLetter | None:
    """Return the first letter that has no number yet."""
    c = letters.c
    told = select(c.number, c.row, c.receiver, c.draft, c.record)
    waiting = told.where(c.batch == batch, c.record == "").order_by(c.number).limit(1)
    row = conn.execute(waiting).first()
    return BatchLetter(*row) if row else None


def answers_of(conn: Connection, batch: int, number: int) -> dict[str, Any]:
    """Return the answers of one letter."""
    c = letters.c
    text = conn.scalar(select(c.answers).where(c.batch == batch, c.number == number))
    told: dict[str, Any] = json.loads(text or "{}")
    return told


def tell(conn: Connection, batch: int, number: int, **told: object) -> None:
    """Write down the draft or the record of a letter."""
    c = letters.c
    conn.execute(update(letters).where(c.batch == batch, c.number == number).values(**told))


def _with_counts() -> Any:
    made = (
        select(func.count())
        .where(letters.c.batch == batches.c.id, letters.c.record != "")
        .scalar_subquery()
    )
    total = select(func.count()).where(letters.c.batch == batches.c.id).scalar_subquery()
    return select(*batches.c, total.label("total"), made.label("made"))


def _batch(row: Row[Any]) -> Batch:
    return Batch(**row._asdict())
