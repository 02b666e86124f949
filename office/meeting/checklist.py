"""What has to be ready before a meeting: a list of lines that are ticked, begun from its body's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, insert, select

from office.clock import today
from office.meeting import tables
from office.meeting.bodies import DUTIES, Bodies
from office.meeting.errors import MeetingInvalid
from office.meeting.invited import day_of
from office.meeting.steps import require_meeting
from office.permissions import Actor, require
from office.procedures.cases import require_open
from office.procedures.kept import Case
from templates.errors import Problem
from thai.text import clean

MOST, LONGEST = 60, 200


@dataclass(frozen=True)
class Check:
    """A line: who ticked it and when, "" and None while it is open."""

    text: str
    done_by: str = ""
    done_on: date | None = None


@dataclass(frozen=True)
class Checklist:
    """The lists of every meeting."""

    bodies: Bodies

    def of(self, case: int, actor: Actor) -> tuple[Check, ...]:
        """Return a meeting's lines, those of its body while nobody wrote its own."""
        require(actor, "read")
        with self.bodies.cases.db.reading() as conn:
            return self._lines(conn, self.bodies.cases.kept(conn, case, actor))

    def tick(self, case: int, done: Sequence[str], actor: Actor) -> None:
        """Say which lines are done; what was ticked before keeps who did it.

        Raises MeetingInvalid for a line that is not there (any more).
        """
        with self.bodies.cases.db.writing() as conn:
            told = self._writing(conn, case, actor)
            lines = self._lines(conn, told)
            gone = [text for text in done if text not in {one.text for one in lines}]
            if gone:
                words = f"ไม่มีรายการ “{gone[0]}” แล้ว โปรดเปิดหน้าใหม่"
                raise MeetingInvalid([Problem("lines", "รายการ", words)])
            on = today(self.bodies.cases.clock)
            new = [
                (one if one.done_by else Check(one.text, actor.label, on))
                if one.text in done
                else Check(one.text)
                for one in lines
            ]
            self._write(conn, case, new)
            ticked = sum(bool(one.done_by) for one in new)
            self.bodies.cases.tell(conn, actor, "checklist-ticked", case, {"done": ticked})

    def change(self, case: int, lines: Sequence[str], actor: Actor) -> None:
        """Lay the lines down anew; those that stay keep their ticks. Raises MeetingInvalid."""
        texts = list(dict.fromkeys(filter(None, (" ".join(clean(one).split()) for one in lines))))
        if not texts or len(texts) > MOST or any(len(text) > LONGEST for text in texts):
            raise MeetingInvalid([Problem("lines", "รายการ", "เขียนบรรทัดละหนึ่งรายการ อย่างน้อยหนึ่ง")])
        with self.bodies.cases.db.writing() as conn:
            told = self._writing(conn, case, actor)
            known = {one.text: one for one in self._lines(conn, told)}
            self._write(conn, case, [known.get(text, Check(text)) for text in texts])
            self.bodies.cases.tell(conn, actor, "checklist-changed", case, {"lines": len(texts)})

    def _lines(self, conn: Connection, case: Case) -> tuple[Check, ...]:
        c = tables.checks.c
        rows = conn.execute(select(tables.checks).where(c.case == case.id).order_by(c.id))
        found = tuple(Check(row.text, row.done_by, day_of(row.done_on)) for row in rows)
        body = self.bodies.of_case(conn, case.procedure, case.situation)
        return found or tuple(Check(text) for text in (body.duties if body else DUTIES))

    def _writing(self, conn: Connection, case: int, actor: Actor) -> Case:
        told = self.bodies.cases.kept(conn, case, actor)
        require_meeting(told.procedure)
        require(actor, "draft", told.group)
        require_open(told)
        return told

    def _write(self, conn: Connection, case: int, lines: Sequence[Check]) -> None:
        conn.execute(delete(tables.checks).where(tables.checks.c.case == case))
        for one in lines:
            on = one.done_on.isoformat() if one.done_on else ""
            row = {"case": case, "text": one.text, "done_by": one.done_by, "done_on": on}
            conn.execute(insert(tables.checks).values(row))
