"""How the catalogue's rows are divided: counts by a column, by several at once, and by case."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, func, select

from archive.catalogue import By, Filters, filtered, records

CaseOrder = Literal["newest", "oldest", "title", "most"]
FACETS: tuple[By, ...] = ("year", "category", "type", "group", "state")
"""What is counted together in one reading; an index holds just these columns."""


@dataclass(frozen=True)
class Case:
    """A matter (แฟ้มเรื่อง): its title, how many records it has, the days of the first and last."""

    title: str
    records: int
    first: date
    last: date


def counts(connection: Connection, by: By, filters: Filters) -> tuple[tuple[Any, int], ...]:
    """Return (value, number of records) for each value of a column, by value."""
    if by in FACETS:
        return facets(connection, filters)[by]
    column = records.c[by]
    wanted = filtered(select(column, func.count()), filters).group_by(column).order_by(column)
    return tuple((value, count) for value, count in connection.execute(wanted))


def facets(connection: Connection, filters: Filters) -> dict[By, tuple[tuple[Any, int], ...]]:
    """Return for each of FACETS what ``counts`` returns, reading the rows once."""
    columns = [records.c[by] for by in FACETS]
    wanted = filtered(select(*columns, func.count()), filters).group_by(*columns)
    counted: dict[By, dict[Any, int]] = {by: {} for by in FACETS}
    for *values, count in connection.execute(wanted):
        for by, value in zip(FACETS, values, strict=True):
            counted[by][value] = counted[by].get(value, 0) + count
    return {by: tuple(sorted(held.items())) for by, held in counted.items()}


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
