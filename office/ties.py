"""Ties between records: refers to, replies to … told in the later record, shown at both ends.

The ties stand in the records themselves; the table only answers who points here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Column, Connection, Index, String, Table, Text, delete, insert, select

from archive.archive import Archive
from archive.catalogue import get
from archive.catalogue import records as catalogue
from archive.database import metadata
from archive.errors import BadRecordId
from archive.records import Record, RecordId
from office import awaited
from office.register_tables import entries
from thai.digits import to_arabic, to_thai

ties = Table(
    "tie",
    metadata,
    Column("source", String(60), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("target", Text, primary_key=True),
    Index("tie_by_target", "target"),
)

CANCELS = "cancels"
OVERTAKING = (CANCELS, "replaces", "amends")
"""Ties after which the older record no longer holds as it stands, the strongest first."""


@dataclass(frozen=True)
class Tie:
    """A tie as one of its ends shows it; ``id`` is None for a document that is not filed here.

    ``back`` is true where the other record points at the one shown, ``void`` where the other is.
    """

    kind: str
    back: bool
    target: str
    id: RecordId | None
    title: str
    access: str = "office"
    group: str = ""
    void: bool = False


@dataclass(frozen=True)
class Ties:
    """The ties of an office's records; every method works in the caller's transaction."""

    archive: Archive

    def meant(self, conn: Connection, text: str) -> str:
        """Return the id of the record that an id or an official number names, else the text."""
        if _id(text) is not None and self.archive.has(RecordId.parse(text)):
            return text
        written = {text, to_thai(text), to_thai(to_arabic(text))}
        found = conn.scalars(
            select(entries.c.record)
            .where(entries.c.printed.in_(written), entries.c.record != "")
            .distinct()
            .limit(2)
        ).all()
        return str(found[0]) if len(found) == 1 else text

    def put(self, conn: Connection, record: Record) -> None:
        """Remember the ties that a record tells, and the answer that it awaits, as it tells now."""
        conn.execute(delete(ties).where(ties.c.source == str(record.id)))
        rows = [(tie.kind, tie.target) for tie in record.description.relations]
        for kind, target in dict.fromkeys(rows):
            conn.execute(insert(ties).values(source=str(record.id), kind=kind, target=target))
        awaited.put(conn, record)

    def rebuild(self, conn: Connection, ids: Iterable[RecordId]) -> None:
        """Read the ties of every record anew."""
        conn.execute(delete(ties))
        conn.execute(delete(awaited.table))
        for id in ids:
            self.put(conn, self.archive.record(id))

    def of(self, conn: Connection, record: Record) -> tuple[Tie, ...]:
        """Return the ties from a record, then those to it."""
        own = [_tie(conn, tie.kind, tie.target, False) for tie in record.description.relations]
        back = select(ties.c.kind, ties.c.source).where(ties.c.target == str(record.id))
        others = conn.execute(back.order_by(ties.c.source)).all()
        return (*own, *(_tie(conn, row.kind, row.source, True) for row in others))


def overtaken(conn: Connection, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return how later records overtook these, of OVERTAKING; voided ones do not count."""
    asked = (
        select(ties.c.target, ties.c.kind)
        .join(catalogue, catalogue.c.id == ties.c.source)
        .where(ties.c.kind.in_(OVERTAKING), catalogue.c.state == "filed")
        .where(ties.c.target.in_(list(ids)))
    )
    found: dict[str, set[str]] = {}
    for row in conn.execute(asked):
        found.setdefault(row.target, set()).add(row.kind)
    return {id: tuple(kind for kind in OVERTAKING if kind in kinds) for id, kinds in found.items()}


def _tie(conn: Connection, kind: str, other: str, back: bool) -> Tie:
    row = get(conn, other) if _id(other) else None
    if row is None:
        return Tie(kind, back, other, None, "")
    void = row.state == "void"
    return Tie(kind, back, other, row.id, row.title, row.access, row.group, void)


def _id(text: str) -> RecordId | None:
    try:
        return RecordId.parse(text)
    except BadRecordId:
        return None
