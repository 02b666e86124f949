"""What the database keeps of received letters: receipts under way, and what is still to be done.

A receipt under way stands here with its file beside until its record is filed, so that a crash in
between is finished at the next start. What is to be done stands in the records themselves; the
table only answers what is open, and is filled anew from them.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, Index, Row, String, Table, Text, delete, insert, select

from archive import catalogue
from archive.archive import Archive
from archive.database import metadata
from archive.record_json import from_plain, to_plain
from archive.records import Description, Fact, Record, RecordId

TYPE = "received"
HANDED, ACKNOWLEDGED, ANSWERED, CLOSED = "handed", "acknowledged", "answered", "settled"
STATES = {
    "": "ยังไม่มอบหมาย",
    HANDED: "มอบหมายแล้ว",
    ACKNOWLEDGED: "รับทราบแล้ว",
    ANSWERED: "ตอบแล้ว",
    CLOSED: "เสร็จสิ้น",
}

receipts = Table(
    "receipt_under_way",
    metadata,
    Column("record", String(60), primary_key=True),
    Column("description", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("who", Text, nullable=False),
)

tasks = Table(
    "received_task",
    metadata,
    Column("record", String(60), primary_key=True),
    Column("state", String(14), nullable=False),
    Column("to", String(40), nullable=False),
    Column("what", Text, nullable=False),
    Column("due", String(10), nullable=False),
    Index("received_task_by_due", "state", "due"),
)


@dataclass(frozen=True)
class Receipt:
    """A number that was given to a letter whose record is not filed yet; ``file`` "": no file."""

    record: RecordId
    description: Description
    file: str
    name: str
    who: str


@dataclass(frozen=True)
class Task:
    """What is to be done with a letter: by whom (a group's or person's id), what, until when."""

    state: str = ""
    to: str = ""
    what: str = ""
    due: date | None = None


def task_of(facts: Iterable[Fact]) -> Task:
    """Read out of a record's facts what is to be done, and how far it has come."""
    task = Task()
    for fact in facts:
        if fact.what == HANDED:
            due = str(fact.other.get("due", ""))
            day = date.fromisoformat(due) if due else None
            task = Task(HANDED, str(fact.other.get("to", "")), fact.note, day)
        elif fact.what in (ACKNOWLEDGED, ANSWERED, CLOSED):
            task = Task(fact.what, task.to, task.what, task.due)
    return task


def begin(conn: Connection, receipt: Receipt) -> None:
    """Enter a receipt whose number has just been claimed."""
    told = json.dumps(to_plain(receipt.description), ensure_ascii=False)
    row = {"record": str(receipt.record), "description": told, "file": receipt.file}
    conn.execute(insert(receipts).values(**row, name=receipt.name, who=receipt.who))


def under_way(conn: Connection) -> list[Receipt]:
    """Return every receipt that is not finished."""
    return [_receipt(row) for row in conn.execute(select(receipts))]


def ended(conn: Connection, record: RecordId) -> bool:
    """Remove a receipt whose record is filed; say whether it was still there."""
    done = conn.execute(delete(receipts).where(receipts.c.record == str(record)))
    return bool(done.rowcount)


def put(conn: Connection, record: Record) -> None:
    """Remember what is to be done with a received letter."""
    task = task_of(record.description.facts)
    conn.execute(delete(tasks).where(tasks.c.record == str(record.id)))
    if record.state == "filed":
        due = task.due.isoformat() if task.due else ""
        row = {"state": task.state, "to": task.to, "what": task.what, "due": due}
        conn.execute(insert(tasks).values(record=str(record.id), **row))


def open_tasks(conn: Connection) -> list[tuple[RecordId, Task]]:
    """Return the letters with something still to be done, the most pressing first."""
    c = tasks.c
    query = select(tasks).where(c.state.not_in((CLOSED, ANSWERED)))
    return [
        (
            RecordId.parse(row.record),
            Task(row.state, row.to, row.what, date.fromisoformat(row.due) if row.due else None),
        )
        for row in conn.execute(query.order_by(c.due == "", c.due, c.record))
    ]


def rebuild(conn: Connection, archive: Archive) -> None:
    """Read what is to be done out of every received letter anew."""
    conn.execute(delete(tasks))
    c = catalogue.records.c
    for id in conn.scalars(select(c.id).where(c.type == TYPE)).all():
        put(conn, archive.record(RecordId.parse(id)))


def _receipt(row: Row[Any]) -> Receipt:
    told = from_plain(Description, json.loads(row.description))
    return Receipt(RecordId.parse(row.record), told, row.file, row.name, row.who)
