"""The minutes of a meeting write themselves: a draft, made again when the day is told anew."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from archive import catalogue
from office import answers as spelled
from office.draft_errors import DraftSigned
from office.drafts import Draft
from office.line import SIGNED
from office.meeting import day_tables as tables
from office.meeting.day import MINUTES, MeetingDay
from office.meeting.day_errors import MinutesIssued
from office.meeting.day_rows import Day
from office.meeting.merging import Difference, Merged, merge
from office.meeting.written import FULL, LEVELS, answers
from office.permissions import Actor
from office.procedures import settling
from office.procedures import tables as case_tables
from office.procedures.kept import DRAFT


@dataclass(frozen=True)
class Made:
    """A draft of the minutes: at which level it was made, and where its writer's words stayed."""

    draft: int
    level: str
    kept: tuple[Difference, ...]


@dataclass(frozen=True)
class Minutes:
    """The minutes of all meetings."""

    day: MeetingDay

    def draft(self, case: int) -> Draft | None:
        """Return the draft of a meeting's minutes, None where none is begun or it is issued."""
        with self.day.cases.db.reading() as conn:
            return _draft(conn, case)

    def level(self, case: int) -> str:
        """Return the level at which the draft was made last, ละเอียด where none was."""
        with self.day.cases.db.reading() as conn:
            told = conn.scalar(select(tables.made.c.level).where(tables.made.c.case == case))
        return str(told or FULL)

    def write(self, case: int, level: str, actor: Actor, take: Iterable[str] = ()) -> Made:
        """Make the draft of the day as it is told now, or make it again over what was written.

        At the paths ``take`` (of ``Difference``) the draft's words give way to what is made.
        Raises MinutesIssued, DraftSigned, DraftChanged, CaseClosed.
        """
        day = self.day.of(case, actor)
        level = level if level in LEVELS else FULL
        if self.draft(case) is None:
            self._begin(day, actor)
        with self.day.cases.db.writing() as conn:
            draft = _draft(conn, case)
            assert draft is not None  # begun above, or there before
            if draft.has(SIGNED):
                raise DraftSigned(draft=draft.id)
            base, new = _base(conn, case, draft), self._told(day, draft, level)
            merged = merge(base, draft.answers, new, take)
            self._keep(conn, case, draft, level, new)
            self._save(conn, case, draft, merged, actor)
        return Made(draft.id, level, merged.kept)

    def _begin(self, day: Day, actor: Actor) -> None:
        with self.day.cases.db.reading() as conn:
            if record := minutes_of(conn, day.case.id):
                raise MinutesIssued(record=record)
        steps = day.case.procedure.steps
        step = next(one.id for one in steps if MINUTES in day.case.procedure.forms(one))
        self.day.papers.begin(day.case.id, step, MINUTES, actor)

    def _told(self, day: Day, draft: Draft, level: str) -> dict[str, Any]:
        """Return what is made now; of the rest, what the draft says."""
        profile = self.day.papers.drafting.desk.filing.press.settings.profile
        told = answers(day, profile, level)
        told["minutes"] = {**(draft.answers.get("minutes") or {}), **told["minutes"]}
        return {**draft.answers, **told, "agenda": list(day.agenda)}

    def _save(
        self, conn: Connection, case: int, draft: Draft, merged: Merged, actor: Actor
    ) -> None:
        if merged.answers == draft.answers:
            return
        cases, drafts = self.day.cases, self.day.papers.drafting.desk.drafts
        at = cases.clock()
        drafts.save(conn, draft.id, draft.revision, merged.answers, actor=actor, at=at)
        detail = {"draft": draft.id, "kept": len(merged.kept)}
        cases.journal.add(conn, actor.label, "minutes-made", f"case/{case}", detail, at)

    def _keep(
        self, conn: Connection, case: int, draft: Draft, level: str, new: Mapping[str, Any]
    ) -> None:
        conn.execute(delete(tables.made).where(tables.made.c.case == case))
        told = {"case": case, "draft": draft.id, "begun": draft.at, "level": level}
        made = {"answers": spelled.to_json(new), "at": self.day.cases.clock()}
        conn.execute(insert(tables.made).values(told | made))


def _draft(conn: Connection, case: int) -> Draft | None:
    """Return the newest draft of minutes that a case's rows have and that is no record."""
    p = case_tables.proofs.c
    asked = select(p.ref, p.at).join(case_tables.rows).where(case_tables.rows.c.case == case)
    for row in conn.execute(asked.where(p.ref.startswith(DRAFT)).order_by(p.id.desc())):
        one = settling.draft_of(conn, row.ref, row.at)
        if one and one.form == MINUTES and not one.record:
            return one
    return None


def minutes_of(conn: Connection, case: int) -> str:
    """Return the record of a meeting's minutes, the newest that counts; "" for none."""
    p, c = case_tables.proofs.c, catalogue.records.c
    joined = case_tables.proofs.join(case_tables.rows).join(catalogue.records, c.id == p.ref)
    asked = select(c.id).select_from(joined).where(case_tables.rows.c.case == case)
    found = conn.scalar(
        asked.where(c.type == MINUTES, c.state == "filed").order_by(p.id.desc()).limit(1)
    )
    return str(found or "")


def _base(conn: Connection, case: int, draft: Draft) -> Mapping[str, Any]:
    """Return what was made last; of a draft that nobody wrote in, what it began with."""
    m = tables.made.c
    asked = select(m.answers).where(m.case == case, m.draft == draft.id, m.begun == draft.at)
    if (told := conn.scalar(asked)) is not None:
        found: Mapping[str, Any] = json.loads(told)
        return found
    return draft.answers if draft.revision == 1 else {}
