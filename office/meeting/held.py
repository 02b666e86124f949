"""Which meetings of a series were held, and what number the next one gets.

A meeting that was called off was not held and uses no number: the next one takes it. What was
issued for it keeps its record. One whose minutes are filed was held, whatever became of its case.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from archive import catalogue
from office import register_tables
from office.books import meeting_book
from office.meeting.series import code_of
from office.procedures import tables
from office.procedures.facts import year_number
from office.procedures.kept import Case
from office.procedures.procedure import Procedure
from thai.booknumber import YearNumber
from thai.digits import to_thai
from thai.text import normal

MINUTES = "minutes"
"""The form that tells that a meeting was held."""


@dataclass(frozen=True)
class Offered:
    """The number that a meeting is offered, and why; the clerk may write another."""

    number: str
    why: str


@dataclass(frozen=True)
class _Numbered:
    case: int
    number: YearNumber
    held: bool


def offered(conn: Connection, procedure: Procedure, name: str, year: int) -> Offered:
    """Return the number of the next meeting of a name in a Buddhist year."""
    here = [one for one in _numbered(conn, procedure, name) if one.number.year == year]
    used = {one.number.number for one in here if one.held}
    off = {one.number.number for one in here if not one.held} - used
    used |= {n for n, void in _registered(conn, name, year) if void or n not in off}
    last = max(used, default=0)
    again = min((n for n in off if n > last), default=0)  # those between are in older books
    number = YearNumber(again or last + 1, year)
    return Offered(number.thai, _why(number, last, again=bool(again)))


def unheld_papers(conn: Connection, case: Case) -> frozenset[str]:
    """Return the records of meetings of the same number that were called off before a case's."""
    name = case.situation.texts.get(case.procedure.series, "")
    number = year_number(case.situation.texts.get(case.procedure.count, ""))
    told = _numbered(conn, case.procedure, name) if number else ()
    off = [one.case for one in told if one.number == number and not one.held]
    p, r = tables.proofs.c, tables.rows.c
    asked = select(p.ref).join(tables.rows).where(r.case.in_(off), r.case != case.id)
    return frozenset(conn.scalars(asked))


def _why(number: YearNumber, last: int, *, again: bool) -> str:
    if again:
        return f"ครั้งที่ {number.thai} เดิมยกเลิก ไม่ได้ประชุม จึงยังใช้เลขครั้งนี้ได้ เอกสารเดิมยังอยู่ในคลัง"
    if last:
        return f"ต่อจากครั้งที่ {YearNumber(last, number.year).thai}"
    return f"ครั้งแรกของปี {to_thai(str(number.year))}"


def _numbered(conn: Connection, procedure: Procedure, name: str) -> Iterator[_Numbered]:
    """Yield the meetings of a name with their numbers."""
    c, wanted = tables.cases.c, normal(name)
    asked = select(c.id, c.situation, c.state).where(c.procedure == procedure.id)
    for row in conn.execute(asked) if procedure.series and procedure.count else ():
        texts = json.loads(row.situation)["texts"]
        number = year_number(texts.get(procedure.count, ""))
        if number and normal(texts.get(procedure.series, "")) == wanted:
            held = row.state != "cancelled" or _minuted(conn, row.id)
            yield _Numbered(row.id, number, held)


def _minuted(conn: Connection, case: int) -> bool:
    p, r, c = tables.proofs.c, tables.rows.c, catalogue.records.c
    joined = tables.proofs.join(tables.rows).join(catalogue.records, c.id == p.ref)
    asked = select(p.id).select_from(joined).where(r.case == case, c.type == MINUTES)
    return conn.execute(asked.where(c.state == "filed").limit(1)).first() is not None


def _registered(conn: Connection, name: str, year: int) -> Iterator[tuple[int, bool]]:
    """Yield the numbers that stand in the register of a name, and whether each is void."""
    e, code = register_tables.entries.c, code_of(conn, name)
    here = (e.register == meeting_book(code, "").code) & (e.year == year)
    for row in conn.execute(select(e.number, e.state).where(here)):
        yield row.number, row.state == "void"
