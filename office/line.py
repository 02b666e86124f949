"""The line: whom a draft was laid before, what each decided, and how long it lay there.

A draft goes up from clerk to head, deputy and director one step at a time. A step is laid before a
person, or before whoever holds a role; it is agreed to, returned with a remark, or signed. What was
decided on paper or by phone is recorded by the clerk: the row names who decided and who recorded.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    Row,
    String,
    Table,
    Text,
    and_,
    delete,
    insert,
    or_,
    select,
    update,
)

from archive.database import Instant, metadata
from office.permissions import Grant

AGREED, RETURNED, SIGNED = "agreed", "returned", "signed"
WITHDRAWN, REOPENED = "withdrawn", "reopened"

steps = Table(
    "draft_step",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("draft", Integer, nullable=False, index=True),
    Column("person", String(40), nullable=False),
    Column("role", String(20), nullable=False),
    Column("sender", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("sent", Instant, nullable=False),
    Column("decision", String(12), nullable=False),
    Column("remark", Text, nullable=False),
    Column("decider", String(40), nullable=False),
    Column("day", String(10), nullable=False),
    Column("decided", Instant),
    Column("recorder", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("group", String(40), nullable=False, server_default=""),
)


@dataclass(frozen=True)
class Step:
    """One stay of a draft before a person (an id of the directory) or, if "", a ``role``.

    A role that is held in groups is meant as held in ``group``, the drafter's own.
    ``sender`` laid it there at ``sent``. ``decision`` is "" while it lies there; then ``decider``
    (a person's id) decided on ``day`` about ``revision``. ``recorder`` is "" where the decider
    pressed the button, else the label of who recorded it from the paper.
    """

    id: int
    draft: int
    person: str
    role: str
    sender: str
    note: str
    sent: datetime
    decision: str
    remark: str
    decider: str
    day: date | None
    decided: datetime | None
    recorder: str
    revision: int
    group: str = ""

    def is_before(self, person: str, grants: Iterable[Grant]) -> bool:
        """Whether it lies before a person who holds these roles."""
        if self.person:
            return self.person == person
        return any(self.role == held.role and held.group in ("", self.group) for held in grants)


@dataclass(frozen=True)
class Decision:
    """What was decided, by whom (a person's id), on which day, told to the program when."""

    kind: str
    remark: str
    decider: str
    day: date
    at: datetime
    recorder: str
    revision: int


class Line:
    """All steps of all drafts; every method works in the caller's transaction."""

    def lay(
        self,
        conn: Connection,
        draft: int,
        to: tuple[str, str, str],
        *,
        sender: str,
        note: str,
        at: datetime,
    ) -> None:
        """Lay a draft before a (person, role, group of the role); person or role is ""."""
        person, role, group = to
        laid = {"draft": draft, "person": person, "role": role, "group": group}
        laid |= {"sender": sender, "note": note}
        empty = {"decision": "", "remark": "", "decider": "", "day": "", "recorder": ""}
        conn.execute(insert(steps).values(laid | empty | {"sent": at, "revision": 0}))

    def steps(self, conn: Connection, draft: int) -> tuple[Step, ...]:
        """Return the whole way of a draft so far, the first step first."""
        rows = conn.execute(select(steps).where(steps.c.draft == draft).order_by(steps.c.id))
        return tuple(map(_step, rows))

    def every(self, conn: Connection, drafts: Iterable[int]) -> dict[int, tuple[Step, ...]]:
        """Return the ways of several drafts at once."""
        found: dict[int, tuple[Step, ...]] = {}
        asked = select(steps).where(steps.c.draft.in_(list(drafts))).order_by(steps.c.id)
        for row in conn.execute(asked):
            found[row.draft] = (*found.get(row.draft, ()), _step(row))
        return found

    def since(self, conn: Connection, at: datetime) -> tuple[Step, ...]:
        """Return every step of every draft that was laid somewhere since ``at``, in order."""
        rows = conn.execute(select(steps).where(steps.c.sent >= at).order_by(steps.c.id))
        return tuple(map(_step, rows))

    def open(self, conn: Connection, draft: int) -> Step | None:
        """Return where the draft lies now; None: with its owner."""
        lying = steps.c.draft == draft, steps.c.decision == ""
        row = conn.execute(select(steps).where(*lying)).first()
        return _step(row) if row else None

    def waiting(self, conn: Connection, person: str, grants: Iterable[Grant]) -> tuple[Step, ...]:
        """Return what lies before a person who holds these roles, the longest waiting first."""
        held = tuple(grants)
        own = and_(steps.c.person == person, steps.c.person != "")
        by_role = and_(steps.c.person == "", steps.c.role.in_([grant.role for grant in held]))
        lying = select(steps).where(steps.c.decision == "", or_(own, by_role))
        found = map(_step, conn.execute(lying.order_by(steps.c.sent)))
        return tuple(step for step in found if step.is_before(person, held))

    def decide(self, conn: Connection, step: Step, decision: Decision) -> bool:
        """Close an open step; False if somebody closed it before."""
        done = conn.execute(
            update(steps)
            .where(steps.c.id == step.id, steps.c.decision == "")
            .values(
                decision=decision.kind,
                remark=decision.remark,
                decider=decision.decider,
                day=decision.day.isoformat(),
                decided=decision.at,
                recorder=decision.recorder,
                revision=decision.revision,
            )
        )
        return done.rowcount == 1

    def drop(self, conn: Connection, draft: int) -> None:
        """Forget the way of a draft that is thrown away."""
        conn.execute(delete(steps).where(steps.c.draft == draft))


def _step(row: Row[tuple[object, ...]]) -> Step:
    told = row._asdict()
    return Step(**told | {"day": date.fromisoformat(told["day"]) if told["day"] else None})
