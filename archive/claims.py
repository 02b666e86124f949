"""Record ids: which were given out, and which are still open.

An id is claimed in the transaction of ``Archive.next_id`` (or before a new version) and closed in
the transaction that writes the catalogue row. While it is open, object and catalogue may differ:
after a crash these are the ids to look at.
"""

import dataclasses
from collections.abc import Iterable, Iterator

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    String,
    Table,
    bindparam,
    func,
    insert,
    select,
    update,
)

from archive.database import metadata
from archive.records import RecordId

claims = Table(
    "record_ids",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("series", String, primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("open", Boolean, nullable=False),
)
_SERIES = (claims.c.year == bindparam("of_year")) & (claims.c.series == bindparam("of_series"))
_LAST = select(func.max(claims.c.sequence)).where(_SERIES)
_SAME = _SERIES & (claims.c.sequence == bindparam("of_sequence"))
_CHANGE = update(claims).where(_SAME).values(open=bindparam("now"))
_INSERT = insert(claims)  # all made once: to build a statement takes longer than to run it


def last(connection: Connection, year: int, series: str) -> int:
    """Return the highest sequence given out in a series, 0 if none was."""
    return connection.scalar(_LAST, {"of_year": year, "of_series": series}) or 0


def claim(connection: Connection, id: RecordId, open: bool) -> None:
    """Open or close an id, given out before or not."""
    of = {"of_year": id.year, "of_series": id.series, "of_sequence": id.sequence, "now": open}
    if not connection.execute(_CHANGE, of).rowcount:
        connection.execute(_INSERT, [dataclasses.asdict(id) | {"open": open}])


def every(connection: Connection) -> Iterator[RecordId]:
    """Yield every id ever given out."""
    for row in connection.execute(select(claims)):
        yield RecordId(row.year, row.series, row.sequence)


def open_ids(connection: Connection) -> list[RecordId]:
    """Return the ids whose filing has not ended."""
    rows = connection.execute(select(claims).where(claims.c.open))
    return [RecordId(row.year, row.series, row.sequence) for row in rows]


def remember(connection: Connection, ids: Iterable[RecordId]) -> None:
    """Note ids found on disk as given out; those known already stay as they are."""
    rows = connection.execute(select(claims.c.year, claims.c.series, claims.c.sequence))
    known = {tuple(row) for row in rows}
    new = [id for id in ids if (id.year, id.series, id.sequence) not in known]
    if new:
        connection.execute(_INSERT, [dataclasses.asdict(id) | {"open": False} for id in new])
