"""PDFs that follow their document: the table of records that still lack one."""

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

from archive.database import metadata
from archive.records import RecordId

MOST_TRIES = 3

awaited = Table(
    "awaited_pdf",
    metadata,
    Column("record", String(60), primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("reason", Text, nullable=False),
)


def wait_for(conn: Connection, record: RecordId, reason: str) -> None:
    """Note that a record was filed without its PDF, and why."""
    conn.execute(insert(awaited).values(record=str(record), tries=0, reason=reason))


def failed(conn: Connection, record: RecordId, reason: str) -> None:
    """Count a try that came to nothing; after ``MOST_TRIES`` it waits for a person."""
    conn.execute(
        update(awaited)
        .where(awaited.c.record == str(record))
        .values(tries=awaited.c.tries + 1, reason=reason)
    )


def arrived(conn: Connection, record: RecordId) -> None:
    """Note that the PDF is filed."""
    conn.execute(delete(awaited).where(awaited.c.record == str(record)))


def due(conn: Connection, *, again: bool = False) -> list[RecordId]:
    """Return the records to be tried now; with ``again`` also those given up."""
    query = select(awaited.c.record).order_by(awaited.c.record)
    if not again:
        query = query.where(awaited.c.tries < MOST_TRIES)
    return [RecordId.parse(record) for record in conn.scalars(query)]
