"""A register to be looked at: a month or a year of it, a page at a time, as far as one may read.

A year may hold thousands of numbers: of what is not shown only number and day are read.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, select

from archive import catalogue
from archive.database import Database
from office.books import Register
from office.numbering import Span, unexplained
from office.permissions import Actor, readable, require
from office.register_entries import Closing, Entry
from office.register_tables import entries
from office.registers import Registers


@dataclass(frozen=True)
class Asked:
    """Which part of a year is asked for: a month (None: all), the order, which lines of it."""

    month: int | None = None
    newest: bool = False
    limit: int = 1_000_000
    offset: int = 0


@dataclass(frozen=True)
class RegisterPage:
    """Some rows of a register and year, by number, with what explains the numbers between them.

    ``total`` counts the rows of the month or year, ``lost`` all numbers that nothing explains;
    ``sendings`` tells of each record that may be read how it was sent (``catalogue.Entry``), and
    ``letters`` which number and day stand on it.
    """

    register: Register
    year: int
    months: tuple[int, ...]
    entries: tuple[Entry, ...]
    spans: tuple[Span, ...]
    unexplained: tuple[int, ...]
    total: int
    lost: int
    next_number: int
    closing: Closing | None
    sendings: Mapping[str, str]
    letters: Mapping[str, tuple[str, date | None]]


@dataclass(frozen=True)
class RegisterPages:
    """The registers of an office, for reading."""

    db: Database
    registers: Registers

    def months(self, code: str, year: int) -> tuple[int, ...]:
        """Return the months of a year in which the register has rows."""
        here = (entries.c.register == code, entries.c.year == year)
        month = func.substr(entries.c.dated, 6, 2)
        with self.db.reading() as conn:
            found = conn.scalars(select(month).where(*here).distinct()).all()
        return tuple(sorted(map(int, found)))

    def page(self, code: str, year: int, asked: Asked, actor: Actor) -> RegisterPage:
        """Return a part of a register; raises UnknownRegister, NotPermitted."""
        require(actor, "read")
        with self.db.reading() as conn:
            register = self.registers.register(conn, code)
            held = self._held(conn, code, year)
            spans = self.registers.spans(conn, code, year)
            numbers = [number for number, _ in held]
            lost = () if register.source else unexplained(numbers, spans)
            wanted = [number for number, month in held if asked.month in (None, month)]
            shown = _slice(wanted, asked)
            low, high = _around(shown, wanted, numbers, asked)
            told = _told(conn, code, year, shown, actor)
            parts = [part for span in spans for part in without(span, numbers)]
            return RegisterPage(
                register=register,
                year=year,
                months=tuple(sorted({month for _, month in held})),
                entries=self._entries(conn, code, year, shown),
                spans=tuple(span for span in parts if low < span.first <= high),
                unexplained=tuple(number for number in lost if low < number <= high),
                total=len(wanted),
                lost=len(lost),
                next_number=max((*numbers, *(span.last for span in spans)), default=0) + 1,
                closing=self.registers.closing(conn, code, year),
                sendings={row.id: row.sendings for row in told},
                letters={row.id: (row.number, row.dated) for row in told},
            )

    def _held(self, conn: Connection, code: str, year: int) -> list[tuple[int, int]]:
        """Return number and month of every row of a year, by number."""
        here = (entries.c.register == code, entries.c.year == year)
        rows = conn.execute(select(entries.c.number, entries.c.dated).where(*here))
        return sorted((number, date.fromisoformat(dated).month) for number, dated in rows)

    def _entries(
        self, conn: Connection, code: str, year: int, shown: Sequence[int]
    ) -> tuple[Entry, ...]:
        if not shown:
            return ()
        here = (entries.c.register == code, entries.c.year == year)
        between = entries.c.number.between(shown[0], shown[-1])
        rows = conn.execute(select(entries).where(*here, between).order_by(entries.c.number))
        wanted = set(shown)
        return tuple(Entry(**row._mapping) for row in rows if row.number in wanted)


def _slice(wanted: list[int], asked: Asked) -> list[int]:
    """Return the numbers of the page, always from the lowest."""
    ordered = wanted[::-1] if asked.newest else wanted
    return sorted(ordered[asked.offset : asked.offset + asked.limit])


def _around(
    shown: Sequence[int], wanted: Sequence[int], numbers: Sequence[int], asked: Asked
) -> tuple[int, int]:
    """Return between which numbers (beyond, up to) gaps belong to the page.

    They stand before the row that follows them; behind the year's last row with that row.
    """
    end = 10**9
    if not shown:
        return (0, end) if asked.month is None and not wanted else (end, end)
    low = max((number for number in numbers if number < shown[0]), default=0)
    last = asked.month is None and shown[-1] == wanted[-1]
    return low, end if last else shown[-1]


def without(span: Span, numbers: Sequence[int]) -> Iterator[Span]:
    """Yield what is left of a span between ``numbers`` (ascending) that were entered later."""
    first = span.first
    for number in numbers[bisect_left(numbers, span.first) : bisect_right(numbers, span.last)]:
        if first < number:
            yield replace(span, first=first, last=number - 1)
        first = number + 1
    if first <= span.last:
        yield replace(span, first=first)


def _told(
    conn: Connection, code: str, year: int, shown: Sequence[int], actor: Actor
) -> Sequence[Row[Any, Any, Any, Any]]:
    if not shown:
        return ()
    c, labels = catalogue.records.c, readable(actor)
    here: list[Any] = [c.register == code, c.register_year == year]
    if labels is not None:
        here.append(labels.passing(c.access))
    between = c.register_number.between(shown[0], shown[-1])
    return conn.execute(select(c.id, c.sendings, c.number, c.dated).where(*here, between)).all()
