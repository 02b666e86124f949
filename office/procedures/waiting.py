"""What waits for whom, over all open cases: rows by day, each with its step."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from office.permissions import Actor, Grant
from office.procedures.kept import Case
from office.procedures.procedure import Step
from office.procedures.standing import Row, Standing, StepStanding

FOR_ALL = ("kpi_admin",)
"""Roles that sit in one group and do the work of the whole office."""


@dataclass(frozen=True)
class Waiting:
    """A step of a case of which somebody is to do some rows; ``due`` is the first one's day."""

    case: Case
    step: Step
    rows: tuple[Row, ...]
    due: date | None
    late: int


def waiting(
    open_cases: Iterable[tuple[Case, Standing]], actor: Actor, *, ahead: bool = False
) -> tuple[Waiting, ...]:
    """Return the open rows of steps for which ``actor`` holds a role, the first day first.

    A row of a group waits for whoever holds the role in that group, or in the whole office.
    ``ahead``: also what cannot be done yet because others come first, as a calendar shows it.
    """
    found = [
        _waiting(case, each.step, mine, told.on)
        for case, told in open_cases
        for each in told.steps
        if (mine := _mine(each, actor.grants, case.group, ahead))
    ]
    return tuple(sorted(found, key=lambda one: (one.due or date.max, one.case.id)))


def _waiting(case: Case, step: Step, rows: Sequence[Row], on: date) -> Waiting:
    first = min((row.due for row in rows if row.due), default=None)
    return Waiting(case, step, tuple(rows), first, sum(row.late(on) for row in rows))


def unanswered(told: Standing) -> Mapping[Step, tuple[Row, ...]]:
    """Return the rows of collecting steps that nobody has answered, by step."""
    return {
        each.step: each.open for each in told.steps if each.step.kind == "collect" and each.open
    }


def _now(each: StepStanding) -> Sequence[str]:
    """Return the roles that can do a step now.

    What is approved has to be made before. Of a chain the first does the work; the others get its
    paper up the line, as a draft that lies before them.
    """
    if each.step.kind == "approve":
        return () if each.warned_by else each.step.responsible
    return each.step.responsible[:1]


def _mine(each: StepStanding, grants: Iterable[Grant], group: str, ahead: bool) -> tuple[Row, ...]:
    """Return the rows of a step that wait for whoever holds ``grants``."""
    roles = () if each.shut_by else each.step.responsible if ahead else _now(each)
    held = [grant for grant in grants if grant.role in roles]
    return tuple(row for row in each.open if _for(held, each.step, row, group))


def _for(held: Iterable[Grant], step: Step, row: Row, group: str) -> bool:
    where = ("", row.target if step.per == "group" else group)
    return any(grant.group in where or (grant.role in FOR_ALL and not group) for grant in held)
