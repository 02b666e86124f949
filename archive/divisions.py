"""How the catalogue's rows are divided: counts by a column, by several at once, and by case."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    String,
    cast,
    extract,
    func,
    literal,
    or_,
    select,
    union_all,
)

from archive.catalogue import By, Filters, filtered, records
from archive.records import Paper
from archive.whereabouts import PLACED
from thai.collate import SortKey, sort_key

CaseOrder = Literal["newest", "oldest", "title", "most"]
FACETS: tuple[By, ...] = ("year", "fiscal", "category", "type", "group", "state")
"""What a list is divided by; an index holds each of them, and one holds all."""
YEARS: tuple[By, ...] = ("year", "fiscal")


@dataclass(frozen=True)
class Case:
    """A matter (แฟ้มเรื่อง): its title, how many records it has, the days of the first and last."""

    title: str
    records: int
    first: date
    last: date


@dataclass(frozen=True)
class Folder:
    """A place of paper: what lies there, how many records, the days of the first and last."""

    paper: Paper
    records: int
    first: date
    last: date


def counts(connection: Connection, by: By, filters: Filters) -> tuple[tuple[Any, int], ...]:
    """Return (value, number of records) for each value of a column, by value."""
    column = records.c[by]
    wanted = filtered(select(column, func.count()), filters).group_by(column).order_by(column)
    rows = connection.execute(wanted)
    # None: in a row that an older program wrote, until it is renewed
    return tuple((value, count) for value, count in rows if value is not None)


def facets(
    connection: Connection, filters: Filters, ways: tuple[By, ...] = FACETS
) -> dict[By, tuple[tuple[Any, int], ...]]:
    """Return for each of some FACETS what ``counts`` does; a word of a title is sought but once."""
    if filters.title:
        return _sought_once(connection, filters, ways)
    return {by: counts(connection, by, filters) for by in ways}


def _sought_once(
    connection: Connection, filters: Filters, ways: tuple[By, ...]
) -> dict[By, tuple[tuple[Any, int], ...]]:
    held = _held(filters)
    each = (
        select(literal(by), cast(held.c[by], String), func.sum(held.c.held)).group_by(held.c[by])
        for by in ways
    )
    counted: dict[By, dict[Any, int]] = {by: {} for by in ways}
    for by, value, count in connection.execute(union_all(*each)):
        if value is not None:
            counted[by][int(value) if by in YEARS else value] = count
    return {by: tuple(sorted(found.items())) for by, found in counted.items()}


def _held(filters: Filters) -> CTE:
    """Count by all FACETS together, in the order of ``records_by_words``: no row is read."""
    columns = [records.c[by] for by in FACETS]
    counted = select(*columns, func.count().label("held"))
    return filtered(counted, filters).group_by(*columns).cte("held")


def cases(
    connection: Connection, filters: Filters, order: CaseOrder = "newest"
) -> tuple[Case, ...]:
    """Return the cases of the rows that pass, at most ``filters.limit`` from ``filters.offset``."""
    c, many = records.c, func.count()
    first, last = func.min(c.day), func.max(c.day)
    columns: tuple[ColumnElement[Any], ...] = (func.max(c.case), many, first, last)
    sorts: dict[CaseOrder, tuple[ColumnElement[Any], ...]] = {
        "newest": (last.desc(), c.case_key),
        "oldest": (first, c.case_key),
        "title": (c.case_key,),
        "most": (many.desc(), c.case_key),
    }
    told = filtered(select(*columns).where(c.case_key != ""), filters)
    grouped = told.group_by(c.case_key).order_by(*sorts[order])
    rows = connection.execute(grouped.limit(filters.limit).offset(filters.offset))
    return tuple(Case(*row) for row in rows)


def crossed(
    connection: Connection, by: tuple[By, ...], filters: Filters
) -> tuple[tuple[Any, ...], ...]:
    """Return (a value of each column, number of records) for all that occur together."""
    columns = [records.c[each] for each in by]
    wanted = filtered(select(*columns, func.count()), filters).group_by(*columns)
    if filters.title and set(by) <= set(FACETS):
        held = _held(filters)
        those = [held.c[each] for each in by]
        wanted = select(*those, func.sum(held.c.held)).group_by(*those)
    return tuple(tuple(row) for row in connection.execute(wanted))


def months(connection: Connection, filters: Filters) -> tuple[tuple[int, int], ...]:
    """Return (month from 1, number of records) by the month of ``day``."""
    month: ColumnElement[Any] = extract("month", records.c.day)
    told = select(month, func.count())
    rows = connection.execute(filtered(told, filters).group_by(month))
    return tuple((found, count) for found, count in rows)


def folders(connection: Connection, filters: Filters) -> tuple[Folder, ...]:
    """Return the places of paper of the rows that pass, by cabinet, shelf, box and folder."""
    c = records.c
    places = [c[name] for name in PLACED]
    days = func.count(), func.min(c.day), func.max(c.day)
    told = select(*places, *days).where(or_(*(place != "" for place in places)))
    rows = connection.execute(filtered(told, filters).group_by(*places))
    found = (Folder(Paper(*row[:4]), *row[4:]) for row in rows)
    return tuple(sorted(found, key=lambda one: _standing(one.paper)))


def shelved(
    connection: Connection, by: By, filters: Filters
) -> tuple[tuple[str, int, Folder], ...]:
    """Return (category, year, what lies in one place of it), by category and year."""
    c = records.c
    columns = c.category, c[by], *(c[name] for name in PLACED)
    told = select(*columns, func.count(), func.min(c.day), func.max(c.day))
    rows = connection.execute(filtered(told, filters).group_by(*columns).order_by(*columns))
    return tuple((row[0], row[1] or 0, Folder(Paper(*row[2:6]), *row[6:])) for row in rows)


def _standing(paper: Paper) -> tuple[SortKey, ...]:
    """Order places as they stand: by cabinet, shelf, box, folder, and 2 before 10."""
    return tuple(map(sort_key, (paper.cabinet, paper.shelf, paper.box, paper.folder)))
