"""Letters that ask for an answer by a day, and those that came and have a day.

The day stands in the record as a fact; the table only answers which are open, and is filled anew
from the records. A letter is answered when a filed record replies to it, or when somebody says so.
"""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Column, Connection, String, Table, delete, insert

from archive.database import metadata
from archive.records import Fact, Record

ASKED, CAME = "answer-asked", "answer-came"

table = Table(
    "awaited_answer",
    metadata,
    Column("record", String(60), primary_key=True),
    Column("due", String(10), nullable=False, index=True),
)


def asked_by(facts: Iterable[Fact]) -> date | None:
    """Return the day by which a letter asks for an answer; None where none is awaited."""
    due: date | None = None
    for fact in facts:
        if fact.what == ASKED:
            due = date.fromisoformat(str(fact.other["due"]))
        elif fact.what == CAME:
            due = None
    return due


def put(conn: Connection, record: Record) -> None:
    """Remember whether a record awaits an answer."""
    conn.execute(delete(table).where(table.c.record == str(record.id)))
    due = asked_by(record.description.facts)
    if due is not None and record.state == "filed":
        conn.execute(insert(table).values(record=str(record.id), due=due.isoformat()))
