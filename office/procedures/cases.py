"""Cases: runs of procedures, kept with the procedure's text as it was when they began."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from archive.access import OFFICE
from archive.database import Database
from archive.journal import Journal
from office.clock import Clock, today
from office.permissions import Actor, require
from office.procedures import moves, parts, tables
from office.procedures.endings import Ending, endings
from office.procedures.errors import (
    CaseChanged,
    CaseClosed,
    CaseIncomplete,
    CaseNeedsReason,
    GateShut,
    UnknownCase,
)
from office.procedures.holidays import Holidays
from office.procedures.kept import (
    STATES,
    Case,
    Move,
    Proof,
    case_of,
    move_of,
    planned,
    row_of,
    rows_of,
    situation_text,
)
from office.procedures.parts import require_lead
from office.procedures.planning import Situation, missing, plan
from office.procedures.procedure import Procedure
from office.procedures.shelf import ProcedureShelf
from office.procedures.sight import hidden_cases, in_sight, require_sight
from office.procedures.standing import Row, Standing, shut, standing
from office.settings import Settings
from office.veiling import HIDDEN, veiled
from thai.dates import format_date
from thai.digits import to_thai_in_prose
from thai.text import normal

LEFT_OUT = "ไม่มีในรายการแล้ว"
_ACTS = {"cancelled": "ยกเลิกงาน", "open": "เปิดงานอีกครั้ง"}


@dataclass(frozen=True)
class Decision:
    """What is told of a move: who decided ("" = who writes it down) and on which day (today)."""

    note: str = ""
    decided_by: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Cases:
    """Every case of an office; ``own`` is the folder of the office's own procedures."""

    db: Database
    journal: Journal
    own: Path
    clock: Clock
    settings: Settings

    @property
    def shelf(self) -> ProcedureShelf:
        """The procedures to begin cases by."""
        return ProcedureShelf(self.own)

    @property
    def holidays(self) -> Holidays:
        """The lists of holidays by which days are counted."""
        return Holidays(self.db, self.journal, self.clock)

    def begin(
        self,
        procedure: str,
        situation: Situation,
        actor: Actor,
        *,
        group: str = "",
        parent: int = 0,
    ) -> Case:
        """Begin a case; raises CaseIncomplete with everything that is missing."""
        require(actor, "draft", group)
        chosen = self.shelf.procedure(procedure)
        if faults := missing(chosen, situation):
            raise CaseIncomplete(faults)
        person = self.settings.profile.directory.get(actor.person)
        with self.db.writing() as conn:
            told = {
                "procedure": chosen.id,
                "definition": chosen.source,
                "title": self._title(chosen, situation),
                "situation": situation_text(situation),
                "parent": parent,
                "group": group,
                "state": "open",
                "version": 1,
                "who": actor.label,
                "at": self.clock(),
                "keeper": person.group if person else "",
            }
            key = conn.execute(insert(tables.cases).values(told)).inserted_primary_key
            assert key is not None
            self._lay_out(conn, int(key[0]), chosen, situation)
            self.tell(conn, actor, "case-begun", int(key[0]), {"title": told["title"]})
            return self.kept(conn, int(key[0]), actor)

    def get(self, id: int, actor: Actor) -> Case:
        """Return a case; raises UnknownCase."""
        require(actor, "read")
        with self.db.reading() as conn:
            return self.kept(conn, id, actor)

    def these(self, ids: Iterable[int], actor: Actor) -> dict[int, Case]:
        """Return by number those of some cases that an actor sees."""
        told = select(tables.cases).where(tables.cases.c.id.in_(set(ids)), in_sight(actor))
        with self.db.reading() as conn:
            return {row.id: case_of(row._asdict()) for row in conn.execute(told)}

    def count(self, actor: Actor, state: str) -> int:
        """Return how many cases are in a state."""
        require(actor, "read")
        told = select(func.count()).where(tables.cases.c.state == state, in_sight(actor))
        with self.db.reading() as conn:
            return int(conn.scalar(told) or 0)

    def all(
        self, actor: Actor, *states: str, limit: int | None = None, offset: int = 0
    ) -> tuple[Case, ...]:
        """Return the cases in some states (all if none is named), the newest first."""
        require(actor, "read")
        told = select(tables.cases).where(in_sight(actor)).order_by(tables.cases.c.id.desc())
        told = told.limit(limit).offset(offset)
        if states:
            told = told.where(tables.cases.c.state.in_(states))
        with self.db.reading() as conn:
            return tuple(case_of(row._asdict()) for row in conn.execute(told))

    def standing(self, id: int, actor: Actor) -> Standing:
        """Tell how a case stands today."""
        require(actor, "read")
        with self.db.reading() as conn:
            case = self.kept(conn, id, actor)
            return standing(case.procedure, rows_of(conn, id), today(self.clock))

    def standings(
        self, actor: Actor, *states: str, limit: int | None = None, offset: int = 0
    ) -> list[tuple[Case, Standing]]:
        """Tell how the cases in some states stand today, the newest first."""
        cases = self.all(actor, *states, limit=limit, offset=offset)
        rows: dict[int, list[Row]] = {case.id: [] for case in cases}
        r = tables.rows.c
        told = select(tables.rows).where(r.case.in_(rows)).order_by(r.case, r.sort, r.id)
        with self.db.reading() as conn:
            for row in conn.execute(told):
                rows[row.case].append(row_of(row._asdict()))
        on = today(self.clock)
        return [(case, standing(case.procedure, rows[case.id], on)) for case in cases]

    def endings(self, cases: Iterable[Case], actor: Actor) -> dict[int, Ending]:
        """Return when, by whom and why those of some cases ended that are not open, by number."""
        require(actor, "read")
        with self.db.reading() as conn:
            return endings(conn, cases)

    def history(self, id: int, actor: Actor) -> tuple[Move, ...]:
        """Return every move of a case, the oldest first."""
        require(actor, "read")
        told = select(tables.moves).join(tables.rows).where(tables.rows.c.case == id)
        with self.db.reading() as conn:
            self.kept(conn, id, actor)
            return tuple(
                move_of(row._asdict()) for row in conn.execute(told.order_by(tables.moves.c.id))
            )

    def proofs(self, id: int, actor: Actor) -> tuple[Proof, ...]:
        """Return what proves the rows of a case; of what is kept from the actor no title."""
        require(actor, "read")
        told = select(tables.proofs).join(tables.rows).where(tables.rows.c.case == id)
        with self.db.reading() as conn:
            self.kept(conn, id, actor)
            found = conn.execute(told.order_by(tables.proofs.c.id)).all()
            refs = [row.ref for row in found]
            hidden = veiled(conn, refs, actor) | hidden_cases(conn, refs, actor)
        titles = (HIDDEN if row.ref in hidden else row.title for row in found)
        return tuple(
            Proof(row.row, row.ref, title, row.who, row.at)
            for row, title in zip(found, titles, strict=True)
        )

    def move(
        self, row: int, seen: int, to: str, actor: Actor, decision: Decision | None = None
    ) -> Row:
        """Move a row whose version ``seen`` the writer saw (see ``move_all``)."""
        return self.move_all({row: seen}, to, actor, decision)[0]

    def move_all(
        self, seen: Mapping[int, int], to: str, actor: Actor, decision: Decision | None = None
    ) -> list[Row]:
        """Move rows (id -> the version that the writer saw) together, or none of them.

        Raises CaseChanged, CaseClosed, MoveImpossible, MoveNeedsReason, GateShut, RowOfOthers.
        """
        with self.db.writing() as conn:
            return self.moved(conn, seen, to, actor, decision or Decision())

    def moved(
        self, conn: Connection, seen: Mapping[int, int], to: str, actor: Actor, told: Decision
    ) -> list[Row]:
        """Move rows in the caller's transaction (see ``move_all``)."""
        for row, version in seen.items():
            old, case = self._row(conn, row, actor)
            parts.require_part(conn, case, [old], actor, self.settings.profile)
            require_open(case)
            if old.version != version:
                raise CaseChanged()
            self._check(conn, case, old, to, told.note)
            self._put(conn, old, to, told, actor)
            detail = {"row": row, "step": old.step, "to": to, "decided_by": told.decided_by}
            self.tell(conn, actor, "case-moved", case.id, detail)
        return [self._row(conn, row, actor)[0] for row in seen]

    def prove(self, row: int, ref: str, title: str, actor: Actor) -> None:
        """Link what proves a row; the same thing twice is once."""
        with self.db.writing() as conn:
            old, case = self._row(conn, row, actor)
            parts.require_part(conn, case, [old], actor, self.settings.profile)
            known = select(tables.proofs.c.id).where(
                tables.proofs.c.row == row, tables.proofs.c.ref == ref
            )
            if conn.execute(known).first():
                return
            told = {"row": row, "ref": ref, "title": title, "who": actor.label, "at": self.clock()}
            conn.execute(insert(tables.proofs).values(told))
            self.tell(conn, actor, "case-proved", case.id, {"step": old.step, "ref": ref})

    def change(self, id: int, seen: int, situation: Situation, why: str, actor: Actor) -> Case:
        """Change what a case is about: days move, rows of new targets come.

        Rows of targets that are left out and not begun are marked as not needed; none is removed.
        Raises CaseChanged, CaseClosed, CaseIncomplete, CaseOfOthers.
        """
        with self.db.writing() as conn:
            require_lead(self.kept(conn, id, actor), actor)
            return self.changed(conn, id, seen, situation, actor, why=why)

    def changed(
        self, conn: Connection, id: int, seen: int, situation: Situation, actor: Actor, *, why: str
    ) -> Case:
        """Change what a case is about in the caller's transaction (see ``change``)."""
        case = self.seen(conn, id, seen, actor)
        require_open(case)
        if faults := missing(case.procedure, situation):
            raise CaseIncomplete(faults)
        title = self._title(case.procedure, situation)
        title = case.title if normal(title) == normal(case.title) else title  # its case file stays
        told = {"title": title, "situation": situation_text(situation)}
        self._update(conn, case, told)
        self._lay_out(conn, id, case.procedure, situation)
        self._leave_out(conn, case, situation, actor)
        self.tell(conn, actor, "case-changed", id, {"why": why})
        return self.kept(conn, id, actor)

    def end(self, id: int, seen: int, state: str, why: str, actor: Actor) -> Case:
        """Close, cancel or (``open``) reopen a case; cancelling and reopening need a reason.

        Raises CaseChanged, CaseNeedsReason, CaseOfOthers.
        """
        with self.db.writing() as conn:
            case = self.seen(conn, id, seen, actor)
            require_lead(case, actor)
            if state != "closed" and not why.strip():
                raise CaseNeedsReason(act=_ACTS[state])
            self._update(conn, case, {"state": state})
            self.tell(conn, actor, f"case-{state}", id, {"why": why})
            return self.kept(conn, id, actor)

    def others(self, case: Case, rows: Iterable[Row], actor: Actor) -> dict[int, str]:
        """Return whose the rows of a case are that an actor may not move, by the rows' ids."""
        with self.db.reading() as conn:
            return parts.others(conn, case, rows, actor, self.settings.profile)

    # Inside a transaction

    def seen(self, conn: Connection, id: int, seen: int, actor: Actor) -> Case:
        """Return a case as its writer saw it; raises CaseChanged, NotPermitted."""
        case = self.kept(conn, id, actor)
        require(actor, "draft", case.group)
        if case.version != seen:
            raise CaseChanged()
        return case

    def relabel(
        self, conn: Connection, case: Case, access: str, told: Mapping[str, Any], actor: Actor
    ) -> None:
        """Give a case another label of ``archive.access``, and tell why in the journal."""
        self._update(conn, case, {"access": access})
        act = "case-widened" if access == OFFICE else "case-restricted"
        self.tell(conn, actor, act, case.id, told)

    def kept(self, conn: Connection, id: int, actor: Actor) -> Case:
        """Return a case; raises UnknownCase, NotPermitted where it is kept from the actor."""
        row = conn.execute(select(tables.cases).where(tables.cases.c.id == id)).first()
        if row is None:
            raise UnknownCase(case=id)
        case = case_of(row._asdict())
        require_sight(case, actor)
        return case

    def _row(self, conn: Connection, row: int, actor: Actor) -> tuple[Row, Case]:
        told = conn.execute(select(tables.rows).where(tables.rows.c.id == row)).first()
        if told is None:
            raise UnknownCase(case=row)
        return row_of(told._asdict()), self.kept(conn, told.case, actor)

    def _update(self, conn: Connection, case: Case, told: Mapping[str, Any]) -> None:
        change = update(tables.cases).where(tables.cases.c.id == case.id)
        conn.execute(change.values(dict(told) | {"version": case.version + 1}))

    def _check(self, conn: Connection, case: Case, row: Row, to: str, note: str) -> None:
        step = case.procedure.step(row.step)
        moves.check(step.short, row.state, to, note)
        gate = shut(case.procedure, step, rows_of(conn, case.id))
        if gate and to not in ("skipped", "todo"):
            raise GateShut(step=step.short, gate=gate.short)

    def _put(self, conn: Connection, old: Row, to: str, told: Decision, actor: Actor) -> None:
        day = told.on or today(self.clock)
        done_on = day.isoformat() if to in moves.ENDED else ""
        new = {"state": to, "done_on": done_on, "note": told.note, "version": old.version + 1}
        conn.execute(update(tables.rows).where(tables.rows.c.id == old.id).values(new))
        moved = {
            "row": old.id,
            "from": old.state,
            "to": to,
            "decided_by": told.decided_by or actor.label,
            "recorded_by": actor.label,
            "on": day.isoformat(),
            "at": self.clock(),
            "note": told.note,
        }
        conn.execute(insert(tables.moves).values(moved))

    def _lay_out(
        self, conn: Connection, id: int, procedure: Procedure, situation: Situation
    ) -> None:
        """Write the rows that a plan wants: new ones are added, known ones get their day."""
        known = {(row.step, row.round, row.target): row.id for row in rows_of(conn, id)}
        wanted = plan(procedure, situation, self.holidays.working_days(conn))
        for sort, row in enumerate(wanted):
            told = planned(row) | {"sort": sort}
            if row.key in known:
                change = update(tables.rows).where(tables.rows.c.id == known[row.key])
                conn.execute(change.values(told))
            else:
                fresh = {"case": id, "state": "todo", "done_on": "", "note": "", "version": 1}
                conn.execute(insert(tables.rows).values(told | fresh))

    def _leave_out(self, conn: Connection, case: Case, situation: Situation, actor: Actor) -> None:
        days = self.holidays.working_days(conn)
        wanted = {row.key for row in plan(case.procedure, situation, days)}
        for row in rows_of(conn, case.id):
            if (row.step, row.round, row.target) not in wanted and row.state == "todo":
                self._put(conn, row, "skipped", Decision(LEFT_OUT), actor)

    def _title(self, procedure: Procedure, situation: Situation) -> str:
        """Return the title of a case, in the digits that the office prints."""
        days = {key: format_date(day, "letter") for key, day in situation.dates.items()}
        words = {variable.id: "" for variable in procedure.variables} | days | dict(situation.texts)
        title = " ".join(procedure.case_title.format_map(words).split())
        return to_thai_in_prose(title) if self.settings.profile.digits == "thai" else title

    def tell(
        self, conn: Connection, actor: Actor, act: str, id: int, detail: Mapping[str, Any]
    ) -> None:
        """Write into the journal what somebody did in a case."""
        self.journal.add(conn, actor.label, act, f"case/{id}", dict(detail), self.clock())


def require_open(case: Case) -> None:
    """Raise CaseClosed unless a case goes on."""
    if case.state != "open":
        raise CaseClosed(state=STATES[case.state])
