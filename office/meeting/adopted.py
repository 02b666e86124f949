"""Adopting the minutes of the last meeting: what is corrected in them, traced on both sides.

Minutes that were filed are not changed. The meeting that adopts them says which words it corrects;
its own minutes print that, the corrected ones show it, and what is followed changes with it.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, insert, select

from office.meeting import day_tables as tables
from office.meeting.day import MeetingDay
from office.meeting.day_errors import CorrectionUnknown, DayInvalid
from office.meeting.day_rows import corrections
from office.meeting.minutes import minutes_of
from office.meeting.notes import Correction
from office.permissions import Actor, require
from office.procedures import tables as case_tables
from office.procedures.followed import Change, Resolution
from office.procedures.kept import CASE, Case
from office.procedures.sight import hidden_cases
from office.veiling import HIDDEN
from templates.errors import Problem
from thai.text import clean

MOST_LETTERS = 2_000


@dataclass(frozen=True)
class Told:
    """A correction as it is told; ``resolution`` is a followed one that changes by it (0: none).

    ``task``, ``owner`` and ``due`` are what it says from now on, empty for as before.
    """

    place: str
    wrong: str
    right: str
    resolution: int = 0
    task: str = ""
    owner: str = ""
    due: date | None = None


@dataclass(frozen=True)
class Last:
    """The meeting before: its case, its minutes' record ("" = not filed here), what it resolved."""

    case: Case
    record: str
    resolutions: tuple[Resolution, ...]


@dataclass(frozen=True)
class Adoption:
    """The corrections that meetings make when they adopt minutes."""

    day: MeetingDay

    def last(self, case: int, actor: Actor) -> Last | None:
        """Return the meeting whose minutes are to be adopted, None for the first of a series."""
        told = self.day.cases.get(case, actor)
        with self.day.cases.db.reading() as conn:
            before = self.day.papers.last(conn, told, actor)
            record = minutes_of(conn, before.id) if before else ""
        if before is None:
            return None
        return Last(before, record, self.day.papers.followed.of(before.id, actor))

    def correct(self, case: int, told: Told, actor: Actor) -> None:
        """Write down a correction, and change what is followed with it.

        Raises DayInvalid with every fault, NotPermitted, CaseClosed, UnknownResolution.
        """
        last = self.last(case, actor)
        if problems := _faults(told, last):
            raise DayInvalid(problems)
        cases = self.day.cases
        title = cases.get(case, actor).title
        told_of = {
            "place": clean(told.place),
            "wrong": clean(told.wrong),
            "right": clean(told.right),
        }
        with cases.db.writing() as conn:
            self.day.require_open(case, actor)
            row = {"case": case, "record": last.record if last else "", **told_of}
            by = {"who": actor.label, "at": cases.clock()}
            conn.execute(insert(tables.corrections).values(row | by))
            if told.resolution:
                why = f"แก้ไขโดยมติ{title}"
                change = Change(why, told.task, told.owner, told.due)
                self.day.papers.followed.correct(conn, told.resolution, change, actor)
            cases.journal.add(
                conn, actor.label, "minutes-corrected", f"case/{case}", row, cases.clock()
            )

    def take_back(self, case: int, id: int, actor: Actor) -> None:
        """Strike a correction out again, as long as the meeting goes on; what is followed stays."""
        cases = self.day.cases
        with cases.db.writing() as conn:
            self.day.require_open(case, actor)
            c = tables.corrections.c
            if not conn.execute(
                delete(tables.corrections).where(c.id == id, c.case == case)
            ).rowcount:
                raise CorrectionUnknown()
            told = {"correction": id}
            cases.journal.add(
                conn, actor.label, "minutes-correction-struck", f"case/{case}", told, cases.clock()
            )

    def of_record(self, record: str, actor: Actor) -> tuple[tuple[Correction, str, str], ...]:
        """Return what was corrected in filed minutes, with title and minutes of who did it."""
        require(actor, "read")
        with self.day.cases.db.reading() as conn:
            found = corrections(conn, tables.corrections.c.record == record)
            c = case_tables.cases.c
            told = conn.execute(select(c.id, c.title).where(c.id.in_(one.case for one in found)))
            hidden = hidden_cases(conn, (f"{CASE}{one.case}" for one in found), actor)
            titles = {row.id: HIDDEN if f"{CASE}{row.id}" in hidden else row.title for row in told}
            return tuple((one, titles[one.case], minutes_of(conn, one.case)) for one in found)

    def by_record(self, record: str, actor: Actor) -> tuple[Correction, ...]:
        """Return what the meeting of filed minutes corrected in earlier ones."""
        require(actor, "read")
        p, r = case_tables.proofs.c, case_tables.rows.c
        asked = select(r.case).select_from(case_tables.proofs.join(case_tables.rows))
        with self.day.cases.db.reading() as conn:
            of = conn.scalar(asked.where(p.ref == record).limit(1))
            if of is None or minutes_of(conn, of) != record:
                return ()
            return corrections(conn, tables.corrections.c.case == of)


def _faults(told: Told, last: Last | None) -> list[Problem]:
    found = []
    for name, label in (("wrong", "ข้อความเดิม"), ("right", "แก้ไขเป็น")):
        text = getattr(told, name)
        if not text.strip():
            found.append(Problem(f"correct-{name}", label, "โปรดเติม"))
        elif len(text) > MOST_LETTERS:
            found.append(Problem(f"correct-{name}", label, "ยาวเกินไป"))
    known = {one.id for one in last.resolutions} if last else set()
    if told.resolution and told.resolution not in known:
        found.append(Problem("correct-resolution", "มติที่เปลี่ยนตาม", "โปรดเลือกจากรายการ"))
    return found
