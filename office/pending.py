"""Issues under way: a number was given and its document is not filed yet.

The row is written in the transaction that claims the number and removed in the one that marks it
issued, so a crash in between leaves exactly what is needed to go on.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import (  # fmt: skip
    Boolean,
    Column,
    Connection,
    Integer,
    Row,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
)

from archive.database import metadata
from archive.record_json import from_plain, to_plain
from archive.records import Description, RecordId

pending = Table(
    "pending",
    metadata,
    Column("record", String(60), primary_key=True),
    Column("form", String(40), nullable=False),
    Column("values", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("pdf", Boolean, nullable=False),
    Column("draft", Integer),
    Column("who", Text, nullable=False),
    Column("at", String(40), nullable=False),
)


@dataclass(frozen=True)
class Pending:
    """All that is needed to finish an issue, also by another process on another day.

    ``values`` are the answers as JSON knows them; number and date stand in the description.
    """

    record: RecordId
    form: str
    values: dict[str, Any]
    description: Description
    pdf: bool
    draft: int | None
    who: str
    at: datetime

    @property
    def dated(self) -> date:
        """The day printed on the document."""
        assert self.description.dated is not None
        return self.description.dated


def add(conn: Connection, issue: Pending) -> None:
    """Enter an issue whose number has just been claimed."""
    row = asdict(replace(issue, description=None)) | {  # type: ignore[arg-type]
        "record": str(issue.record),
        "values": json.dumps(issue.values, ensure_ascii=False),
        "description": json.dumps(to_plain(issue.description), ensure_ascii=False),
        "at": issue.at.isoformat(),
    }
    conn.execute(insert(pending).values(row))


def get(conn: Connection, record: RecordId) -> Pending | None:
    """Return an unfinished issue; None if it is finished."""
    row = conn.execute(select(pending).where(pending.c.record == str(record))).first()
    return _read(row) if row else None


def every(conn: Connection) -> list[Pending]:
    """Return all unfinished issues, oldest first."""
    return [_read(row) for row in conn.execute(select(pending).order_by(pending.c.at))]


def done(conn: Connection, record: RecordId) -> None:
    """Remove an issue that is finished, or whose number was voided."""
    conn.execute(delete(pending).where(pending.c.record == str(record)))


def _read(row: Row[Any]) -> Pending:
    return Pending(
        RecordId.parse(row.record),
        row.form,
        json.loads(row.values),
        from_plain(Description, json.loads(row.description)),
        row.pdf,
        row.draft,
        row.who,
        datetime.fromisoformat(row.at),
    )
