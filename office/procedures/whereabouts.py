"""Where the papers of cases are: of which case, what they wait for, whether their day holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, or_, select

from archive import catalogue
from office.drafts import drafts
from office.filing import Filing
from office.permissions import Actor
from office.procedures import tables
from office.procedures.cases import Cases
from office.procedures.kept import DRAFT, Case
from office.procedures.settling import answers_of, draft_of
from office.procedures.sight import in_sight
from office.procedures.tied import is_draft
from thai.dates import parse_date, parse_iso
from thai.errors import Refused


@dataclass(frozen=True)
class Awaited:
    """A paper for which a step waits, until ``fact`` (signed, sent) is told of it.

    ``ref`` is a record, or a draft (``draft/12``) that has no ``number`` yet.
    """

    ref: str
    title: str
    number: str
    fact: str


@dataclass(frozen=True)
class Outdated:
    """A paper that tells another day than the case has now; ``step`` is what makes it."""

    step: str
    form: str
    ref: str
    title: str
    printed: date


@dataclass(frozen=True)
class Whereabouts:
    """The papers of every case, as what proves its rows tells."""

    cases: Cases
    filing: Filing

    def case_of(self, ref: str, actor: Actor) -> tuple[int, str] | None:
        """Return number and title of a record's or ``draft/12``'s case, None where none is seen."""
        p, c, d = tables.proofs.c, tables.cases.c, drafts.c
        joined = tables.proofs.join(tables.rows).join(tables.cases).outerjoin(drafts, is_draft())
        asked = select(c.id, c.title).select_from(joined).where(in_sight(actor))
        asked = asked.order_by(p.id.desc()).limit(1)
        if ref.startswith(DRAFT):
            asked = asked.where(p.ref == ref, d.id.is_not(None))
        else:
            asked = asked.where(or_(p.ref == ref, d.record == ref))
        with self.cases.db.reading() as conn:
            found = conn.execute(asked).first()
        return (found.id, found.title) if found else None

    def awaited(self, case: Case) -> dict[str, list[Awaited]]:
        """Return by step the newest papers of the case to which something is still to happen."""
        with self.cases.db.reading() as conn:
            rows = _papers(conn, case)
        newest = {row.form: row for row in reversed(rows)}
        told: dict[str, list[Awaited]] = {}
        for step in case.procedure.steps:
            for one in step.evidence:
                row = newest.get(one.form)
                if one.fact and row is not None and getattr(row, one.fact) is None:
                    paper = Awaited(row.ref, row.title, row.number or "", one.fact)
                    told.setdefault(step.id, []).append(paper)
        return told

    def outdated(self, case: Case) -> tuple[Outdated, ...]:
        """Return the newest paper of each kind, where it tells a day which the case had once."""
        with self.cases.db.reading() as conn:
            newest = {row.form: row for row in reversed(_papers(conn, case))}
            drafted = {row.ref: draft_of(conn, row.ref, row.at) for row in newest.values()}
        found: list[Outdated] = []
        for row in newest.values():
            draft = drafted[row.ref]
            told = draft.answers if draft else answers_of(self.filing, row.ref)
            found += _outdated(case, row, told)
        return tuple(found)


def _outdated(case: Case, row: Any, told: Mapping[str, Any]) -> Iterator[Outdated]:
    """Compare the days that the procedure fills in of its case with those that a paper tells."""
    days = case.situation.dates
    for name, fill in case.procedure.paper(row.form).fill.items():
        known = days.get(fill.strip("{}")) if isinstance(fill, str) else None
        if known is None or not told.get(name):
            continue
        try:
            printed = _day(str(told[name]), known)
        except Refused:  # a draft says what was typed
            continue
        if printed != known:
            steps = case.procedure.steps
            makes = next(one.id for one in steps if row.form in case.procedure.forms(one))
            yield Outdated(makes, row.form, row.ref, row.title, printed)
            return


def _day(text: str, near: date) -> date:
    """Read a day as answers have it: as files spell it, or as somebody typed it."""
    try:
        return parse_iso(text)
    except Refused:
        return parse_date(text, near)


def _papers(conn: Connection, case: Case) -> Sequence[Any]:
    """Return the papers of a case, the newest first, with their forms and facts."""
    p, c, d, r = tables.proofs.c, catalogue.records.c, drafts.c, tables.rows.c
    joined = tables.proofs.join(tables.rows).outerjoin(catalogue.records, c.id == p.ref)
    columns = (r.step, p.ref, p.at, p.title, c.number, c.state, c.signed, c.sent)
    asked = (
        select(*columns, func.coalesce(c.type, d.form).label("form"))
        .select_from(joined.outerjoin(drafts, is_draft()))
        .where(r.case == case.id, or_(c.state == "filed", d.id.is_not(None)))
        .order_by(p.id.desc())
    )
    return conn.execute(asked).all()
