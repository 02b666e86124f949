"""The catalogue of the filed: one row a record, filled only from the record itself.

It can be lost: ``Archive.rebuild`` makes the same rows again from the objects.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from typing import Any, Literal

from sqlalchemy import (
    Column,
    Connection,
    Date,
    Index,
    Integer,
    Row,
    Select,
    String,
    Table,
    bindparam,
    delete,
    insert,
    or_,
    select,
)

from archive.access import Access
from archive.canonical import compact
from archive.database import Instant, metadata
from archive.records import Description, Fact, Paper, Record, RecordId, State
from archive.sendings import AWAITED, awaited_in, sendings_in, written
from archive.whereabouts import PLACED, whereabouts
from thai.collate import text_key
from thai.dates import BANGKOK, buddhist_year, fiscal_year
from thai.text import normal

records = Table(
    "records",
    metadata,
    Column("id", String, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("series", String, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("type", String, nullable=False),
    Column("title", String, nullable=False),
    Column("number", String, nullable=False),
    Column("register", String, nullable=False),
    Column("register_year", Integer),
    Column("register_number", Integer),
    Column("day", Date, nullable=False),
    Column("dated", Date),
    Column("filed_at", Instant),
    Column("sender", String, nullable=False),
    Column("receiver", String, nullable=False),
    Column("category", String, nullable=False),
    Column("group", String, nullable=False),
    Column("access", String, nullable=False),
    Column("retention", String, nullable=False),
    Column("retain_until", Date),
    Column("title_normal", String, nullable=False),
    Column("title_key", String, nullable=False),
    Column("shape", Integer),  # SHAPE of the program that wrote the row
    Column("case", String),
    Column("case_key", String),
    Column("signer", String),
    Column("signed", Date),
    Column("sent", Date),
    Column("sent_first", Date),
    Column("receipt", String),
    Column("sendings", String),
    Column("fiscal", Integer),
    Column("folder", String),
    Column("cabinet", String),
    Column("shelf", String),
    Column("box", String),
    Column("lent", Date),
    Column("lent_to", String),
    Column("lent_due", Date),
    Index("records_in_order", "day", "series", "sequence", "id", "access", "state"),
    Index("records_by_key", "title_key", "title_normal", "id", "access"),
    Index("records_by_sender", "sender", "day", "access"),
    Index("records_by_receiver", "receiver", "day", "access"),
    *(  # each is counted by an index alone, as far as a reader may see
        Index(f"records_of_{name}", name, "day", "access")
        for name in ("year", "fiscal", "category", "type", "group")
    ),
    Index("records_by_series", "series", "sequence"),
    Index("records_by_number", "register", "register_year", "register_number"),
    Index("records_by_retention", "retain_until"),
    Index("records_by_matter", "case_key", "day", "access", "case", "title_normal"),
    Index("records_in_tree", "category", "year", "fiscal", "access"),
    Index("records_by_signing", "signed", "day"),
    Index("records_by_sending", "sent", "signed"),
    Index("records_by_receipt", "receipt", "sent"),
    Index(  # what is counted where a word of the title is told: no row is read
        "records_by_words",
        *("year", "fiscal", "category", "type", "group", "state", "access", "title_normal", "id"),
    ),
    Index("records_by_place", "folder", "cabinet", "shelf", "box", "day", "access"),
    Index("records_by_loan", "lent_due", "lent"),
)

_INSERT = insert(records)  # made once: to build a statement takes longer than to run it
_DELETE = delete(records).where(records.c.id == bindparam("of"))

By = Literal["year", "fiscal", "series", "category", "type", "group", "register", "state"]
Order = Literal["newest", "oldest", "number", "title", "sender", "receiver", "type", "due"]


SHAPE = 4
"""Counts up when a row is made otherwise; rows of another shape are made anew at the next start."""

Columns = dict[str, Any]  # a row of the table, by column
_KEYED = 40  # letters of a title that decide its place in the dictionary's order


@dataclass(frozen=True)
class Entry:
    """A row of the catalogue. ``year`` (Buddhist) is the year of ``day``.

    ``day`` is the document's date; where it has none, the day of filing in Bangkok, or the first
    day of the record id's year if it was filed under an older one. ``signed`` is the first day on
    which it was signed or its signed scan compared, ``sent`` the last on which it was sent,
    ``sent_first`` the first; ``receipt`` is AWAITED while a receiver's name is to come.
    ``sendings`` are all of them (``archive.sendings.read``). ``fiscal`` is the year of ``day``
    counted from October. ``folder`` to ``box`` say where the paper lies, in Arabic digits;
    ``lent`` is the day since which it is lent, ``lent_due`` the one on which it should be back.
    """

    id: RecordId
    year: int
    series: str
    version: int
    state: State
    type: str
    title: str
    number: str
    register: str
    register_year: int | None
    register_number: int | None
    day: date
    dated: date | None
    filed_at: datetime | None
    sender: str
    receiver: str
    category: str
    group: str
    access: str
    retention: str
    retain_until: date | None
    case: str = ""
    signer: str = ""
    signed: date | None = None
    sent: date | None = None
    sent_first: date | None = None
    receipt: str = ""
    sendings: str = ""
    fiscal: int | None = None
    folder: str = ""
    cabinet: str = ""
    shelf: str = ""
    box: str = ""
    lent: date | None = None
    lent_to: str = ""
    lent_due: date | None = None

    @property
    def paper(self) -> Paper:
        """Where the paper lies."""
        return Paper(*(getattr(self, name) for name in PLACED))


_FIELDS = tuple(known.name for known in dataclasses.fields(Entry))
_taken = itemgetter(*map(records.c.keys().index, _FIELDS))  # the fields out of a whole row
_FACTS = ("signed", "sent", "sent_first", "receipt", "sendings", "lent", "lent_to", "lent_due")
_OWN = ("id", "year", "fiscal", "series", "version", "state", "day", "case", "signer")
_DERIVED = {*_OWN, *_FACTS, *PLACED}
_TOLD = set(_FIELDS) - _DERIVED  # as described


@dataclass(frozen=True)
class Filters:
    """What to browse; None means any. ``title`` is text within the title, however it is typed.

    ``case`` is a case's title, however it is typed; "" picks what belongs to no case.
    ``paper`` is a place of paper as the catalogue spells it (``Entry.paper``); ``lent`` picks what
    is lent. ``access`` holds the
    labels which the reader may see.
    """

    year: int | None = None
    fiscal: int | None = None
    series: str | None = None
    category: str | None = None
    type: str | None = None
    group: str | None = None
    register: str | None = None
    state: State | None = None
    title: str | None = None
    case: str | None = None
    paper: Paper | None = None
    lent: bool = False
    date_from: date | None = None
    date_to: date | None = None
    retain_until: date | None = None
    access: Access | None = None
    order: Order = "newest"
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True)
class Page:
    """Some rows, and how many there are in all."""

    rows: tuple[Entry, ...]
    total: int


def entry_of(record: Record) -> Entry:
    """Return the row that a record has in the catalogue."""
    told = record.description
    day = told.dated or _undated(record)
    same = {name: _storable(getattr(told, name)) for name in _TOLD}
    return Entry(
        id=record.id,
        year=buddhist_year(day),
        fiscal=fiscal_year(day),
        series=record.id.series,
        version=record.version,
        state=record.state,
        day=day,
        case=_storable(case_of(told)),
        signer=_storable(told.signer.name if told.signer else ""),
        **_went(told.facts),
        **_whereabouts(told),
        **same,
    )


def _went(facts: Iterable[Fact]) -> dict[str, Any]:
    """Read out of a record's facts when it was signed and how it was sent."""
    sendings = sendings_in(facts)
    sent = [one.on for one in sendings if one.on]
    signed = [fact.on for fact in facts if fact.what in ("signed", "scanned") and fact.on]
    return {
        "signed": min(signed, default=None),
        "sent": max(sent, default=None),
        "sent_first": min(sent, default=None),
        "receipt": AWAITED if awaited_in(sendings) else "",
        "sendings": _storable(written(sendings)),
    }


def _whereabouts(told: Description) -> dict[str, Any]:
    found = whereabouts(told.facts, told.paper)
    return {name: _storable(value) for name, value in found.items()}


def case_of(told: Description) -> str:
    """Return the title of the case that a record belongs to, "" for none.

    It is the one that was told, else the meeting whose invitation, agenda or minutes it is.
    """
    meeting = told.meeting
    if told.case or meeting is None:
        return told.case
    number = meeting.number or (told.register_number if told.register else None)
    title = meeting.title or meeting.series
    return f"{title} ครั้งที่ {number}/{meeting.year}" if number and meeting.year else ""


def _undated(record: Record) -> date:
    """The day of filing, unless the record was filed under an older year: that year's first day."""
    filed = record.description.filed_at
    day = filed.astimezone(BANGKOK).date() if filed else None
    if day is None or buddhist_year(day) != record.id.year:
        return date(record.id.year - 543, 1, 1)
    return day


def columns_of(entry: Entry) -> Columns:
    """Return a row as the table has it; slow enough to be done outside a transaction."""
    return {name: getattr(entry, name) for name in _FIELDS} | {
        "id": str(entry.id),
        "sequence": entry.id.sequence,
        "title_normal": normal(entry.title),
        "title_key": text_key(entry.title[:_KEYED]),
        "case_key": normal(entry.case),
        "shape": SHAPE,
    }


def put(connection: Connection, entries: Iterable[Entry]) -> None:
    """Write rows, in place of older ones of the same records."""
    put_columns(connection, [columns_of(entry) for entry in entries])


def put_columns(connection: Connection, rows: Sequence[Columns]) -> None:
    """Do what ``put`` does, with rows made before."""
    if rows:
        remove(connection, [row["id"] for row in rows])
        connection.execute(_INSERT, rows)


def remove(connection: Connection, ids: Iterable[str]) -> None:
    """Take out the rows of these records, if they have one."""
    gone = [{"of": each} for each in ids]
    if gone:
        connection.execute(_DELETE, gone)


def every(connection: Connection) -> Iterator[Entry]:
    """Yield every row, by id."""
    for row in connection.execute(select(records).order_by(records.c.id)):
        yield entry_in(row)


def get(connection: Connection, id: str) -> Entry | None:
    """Return one record's row, None if it has none."""
    row = connection.execute(select(records).where(records.c.id == id)).first()
    return entry_in(row) if row else None


def unrenewed(connection: Connection) -> tuple[str, ...]:
    """Return the ids of the rows that an older program wrote, which knew fewer columns."""
    old = or_(records.c.shape.is_(None), records.c.shape != SHAPE)
    return tuple(connection.scalars(select(records.c.id).where(old)))


def export(connection: Connection) -> bytes:
    """Return the whole catalogue in one canonical spelling: a JSON object a line, by id."""
    return b"\n".join(
        compact({key: str(value) for key, value in row.items()})
        for row in map(columns_of, every(connection))
    )


def filtered(query: Select[Any], filters: Filters) -> Select[Any]:
    """Return a query on the rows with what the filters ask for."""
    c = records.c
    for name in ("year", "fiscal", "series", "category", "type", "group", "register", "state"):
        value = getattr(filters, name)
        if value is not None:
            query = query.where(c[name] == value)
    if filters.title:
        query = query.where(c.title_normal.contains(normal(filters.title), autoescape=True))
    if filters.case is not None:
        query = query.where(c.case_key == normal(filters.case))
    if filters.paper is not None:
        query = query.where(*(c[name] == getattr(filters.paper, name) for name in PLACED))
    if filters.lent:
        query = query.where(c.lent_due >= date.min)  # what IS NOT NULL says, by the index
    if filters.date_from:
        query = query.where(c.day >= filters.date_from)
    if filters.date_to:
        query = query.where(c.day <= filters.date_to)
    if filters.retain_until:
        query = query.where(c.retain_until <= filters.retain_until)
    if filters.access is not None:
        query = query.where(filters.access.passing(c.access))
    return query


def entry_in(row: Row[Any]) -> Entry:
    """Read a row of the table."""
    id, *told = _taken(row)
    return Entry(RecordId.parse(id), *told)


def _storable(value: Any) -> Any:
    """Replace what no database takes: the lone surrogates of a file name that was no UTF-8."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
