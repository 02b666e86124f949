"""What was issued settles the cases it was drafted for: proofs become records, rows end.

It may be done at any time and again: it looks at what is, so that a crash between an issue and this
loses nothing.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from archive import catalogue
from archive.records import RecordId
from office.drafting import ANSWERS
from office.drafts import Draft, Drafts, drafts
from office.filing import SYSTEM, Filing
from office.permissions import Actor
from office.procedures import tables
from office.procedures.cases import Cases, Decision
from office.procedures.followed import supersede, take
from office.procedures.kept import CASE, DRAFT, case_of, rows_of
from office.procedures.procedure import Evidence, Procedure
from office.procedures.standing import Row
from office.procedures.tied import is_draft
from thai.dates import BANGKOK
from thai.errors import Refused

DONE_BY = {"": "ออกเลขและจัดเก็บแล้ว", "signed": "ลงนามแล้ว", "sent": "ส่งแล้ว"}
US = Actor("", SYSTEM, operator=True)
"""The program itself, which sees every case."""


@dataclass(frozen=True)
class Filed:
    """A record that proves a row of a case; ``days`` tells when each fact was."""

    row: int
    ref: str
    form: str
    title: str
    taken: bool
    days: Mapping[str, date | None]


def draft_of(conn: Connection, ref: str, made: datetime) -> Draft | None:
    """Return the draft that a proof names, or that became the record; None if there is none."""
    asked = select(drafts.c.id)
    if ref.startswith(DRAFT):
        number = int(ref.removeprefix(DRAFT))
        asked = asked.where(drafts.c.id == number, drafts.c.at == made)
    else:
        asked = asked.where(drafts.c.record == ref)
    id = conn.scalar(asked)
    return Drafts().get(conn, id) if id is not None else None


def made(conn: Connection, case: int) -> frozenset[tuple[str, str]]:
    """Return step and form of every paper that a case has, drafted or filed."""
    p, c, d = tables.proofs.c, catalogue.records.c, drafts.c
    joined = (
        tables.proofs.join(tables.rows)
        .outerjoin(catalogue.records, c.id == p.ref)
        .outerjoin(drafts, is_draft())
    )
    asked = select(tables.rows.c.step, c.type, d.form).select_from(joined)
    rows = conn.execute(asked.where(tables.rows.c.case == case))
    return frozenset((step, filed or drafted) for step, filed, drafted in rows if filed or drafted)


def settle(cases: Cases, filing: Filing) -> None:
    """Turn proofs into records, follow what these resolved, and end the rows that they prove."""
    with cases.db.reading() as conn:
        turning = _turning(conn)
    if turning:
        with cases.db.writing() as conn:
            for proof, draft in turning:
                _turn(conn, proof, draft)
    with cases.db.reading() as conn:
        filed = _filed(conn)
    _follow(cases, filing, filed)
    with cases.db.reading() as conn:
        inherited = list(_inherited(conn))
    for of, ref, title in inherited:  # after the case that filed it was told what it resolved
        cases.prove(of, ref, title, US)
    with cases.db.reading() as conn:
        filed = _filed(conn) if inherited else filed
        proved = [one for case, those in filed.items() for one in _proved(conn, case, those)]
    for row, one, fact in proved:
        _end(cases, row, one, fact)


def _turning(conn: Connection) -> list[tuple[Any, Draft | None]]:
    """Return the proofs whose draft was issued, or is no more."""
    p = tables.proofs.c
    proofs = conn.execute(select(tables.proofs).where(p.ref.startswith(DRAFT))).all()
    told = [(proof, draft_of(conn, proof.ref, proof.at)) for proof in proofs]
    c = catalogue.records.c
    wanted = {draft.record for _, draft in told if draft}
    known = set(conn.scalars(select(c.id).where(c.id.in_(wanted))))
    return [(proof, draft) for proof, draft in told if draft is None or draft.record in known]


def _turn(conn: Connection, proof: Any, draft: Draft | None) -> None:
    p, c = tables.proofs.c, catalogue.records.c
    if draft is None or conn.scalar(
        select(p.id).where(p.row == proof.row, p.ref == draft.record, p.id != proof.id)
    ):
        conn.execute(delete(tables.proofs).where(p.id == proof.id))
        return
    title = conn.scalar(select(c.title).where(c.id == draft.record))
    told = {"ref": draft.record, "title": title}
    conn.execute(update(tables.proofs).where(p.id == proof.id).values(told))


def _inherited(conn: Connection) -> Iterator[tuple[int, str, str]]:
    """Yield (row, record, title) of what a case that was begun for a row filed, if it proves it."""
    p, r, c = tables.proofs.c, tables.rows.c, catalogue.records.c
    joined = tables.proofs.join(tables.rows).join(tables.cases)
    asked = select(p.row, p.ref, r.step, tables.cases).select_from(joined)
    for row in conn.execute(asked.where(p.ref.startswith(CASE), tables.cases.c.state == "open")):
        step = case_of(row._asdict()).procedure.step(row.step)
        own = select(p.ref).where(p.row == row.row)
        filed = tables.proofs.join(tables.rows).join(catalogue.records, c.id == p.ref)
        found = (
            select(p.ref, p.title)
            .select_from(filed)
            .where(r.case == int(row.ref.removeprefix(CASE)), p.ref.not_in(own))
            .where(c.type.in_([one.form for one in step.evidence]))
        )
        yield from ((row.row, one.ref, one.title) for one in conn.execute(found.distinct()))


def _filed(conn: Connection) -> dict[int, list[Filed]]:
    """Return what is filed for open cases, by case."""
    p, c, r = tables.proofs.c, catalogue.records.c, tables.rows.c
    joined = (
        tables.proofs.join(tables.rows).join(tables.cases).join(catalogue.records, c.id == p.ref)
    )
    columns = (r.case, p.row, p.ref, p.taken, c.type, c.title, c.filed_at, c.signed, c.sent)
    asked = select(*columns).select_from(joined)
    told: dict[int, list[Filed]] = {}
    for row in conn.execute(asked.where(tables.cases.c.state == "open", c.state == "filed")):
        filed = row.filed_at.astimezone(BANGKOK).date() if row.filed_at else None
        days = {"": filed, "signed": row.signed, "sent": row.sent}
        one = Filed(row.row, row.ref, row.type, row.title, row.taken, days)
        told.setdefault(row.case, []).append(one)
    return told


def _proved(
    conn: Connection, case: int, filed: Iterable[Filed]
) -> list[tuple[Row, tuple[Filed, ...], Evidence]]:
    """Return the rows that are open and wholly proved, and were never done before.

    What somebody opened again stays open.
    """
    told = conn.execute(select(tables.cases).where(tables.cases.c.id == case)).one()
    procedure, filed = case_of(told._asdict()).procedure, list(filed)
    rows = rows_of(conn, case)
    m = tables.moves.c
    done = set(conn.scalars(select(m.row).where(m.to == "done", m.row.in_([r.id for r in rows]))))
    open_rows = [row for row in rows if not row.ended and row.id not in done]
    return [
        (row, proofs, procedure.step(row.step).evidence[-1])
        for row in open_rows
        if (proofs := _proofs(procedure, row, filed, rows))
    ]


def _proofs(
    procedure: Procedure, row: Row, filed: Iterable[Filed], rows: Iterable[Row]
) -> tuple[Filed, ...]:
    """Return what proves a row wholly, () where something lacks.

    A paper of one target or round proves rows of the same one. Another step's paper proves rows of
    steps that wait for something to happen to it: that it is made, it proves of its own step alone.
    """
    of = {one.id: one for one in rows}
    own = [
        one for one in filed if (of[one.row].target, of[one.row].round) == (row.target, row.round)
    ]
    found = [
        next((one for one in own if _proves(one, asked, of[one.row].step == row.step)), None)
        for asked in procedure.step(row.step).evidence
    ]
    return tuple(one for one in found if one) if all(found) else ()


def _proves(one: Filed, asked: Evidence, own: bool) -> bool:
    return one.form == asked.form and bool(one.days.get(asked.fact)) and (own or bool(asked.fact))


def _follow(cases: Cases, filing: Filing, filed: Mapping[int, Iterable[Filed]]) -> None:
    """Take over what each record resolved, once."""
    try:
        filing.archive.check_mounted()
    except Refused:  # another time
        return
    groups = filing.press.settings.profile.group_names
    for case, those in filed.items():
        for ref in dict.fromkeys(one.ref for one in those if not one.taken):
            minutes = answers_of(filing, ref)
            with cases.db.writing() as conn:
                if take(conn, case, ref, minutes, groups):
                    supersede(conn, case, ref, (SYSTEM, cases.clock()))
                taken = update(tables.proofs).where(tables.proofs.c.ref == ref)
                conn.execute(taken.values(taken=True))


def answers_of(filing: Filing, ref: str) -> Mapping[str, Any]:
    """Return the answers with which a record was made, {} where there are none."""
    try:
        path = filing.archive.file_path(RecordId.parse(ref), ANSWERS)
        told: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (Refused, OSError):  # taken in from outside: it has no answers
        return {}
    return told


def _end(cases: Cases, row: Row, proofs: Iterable[Filed], asked: Evidence) -> None:
    """Link what proves a row and move it; a shut gate or another writer leaves it to people."""
    proofs = list(proofs)
    for one in proofs:
        cases.prove(row.id, one.ref, one.title, US)
    day = max((day for one in proofs if (day := one.days.get(asked.fact))), default=None)
    try:
        cases.move(row.id, row.version, "done", US, Decision(DONE_BY[asked.fact], on=day))
    except Refused:
        return
