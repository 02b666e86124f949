"""Which rows a case has: one for each step, round and target, each with its day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from office.procedures.procedure import TARGETS, Procedure, Step
from templates.errors import Problem
from thai.workdays import WorkingDays


@dataclass(frozen=True)
class Target:
    """Somebody or something that has a row of its own: a group, an invitee, an indicator …"""

    kind: str
    id: str
    title: str


@dataclass(frozen=True)
class Planned:
    """A row as the procedure wants it: ``key`` tells it from every other row of the case."""

    step: str
    round: str
    target: str
    target_title: str
    due: date | None

    @property
    def key(self) -> tuple[str, str, str]:
        """Step, round ("" for the only one) and target id ("" for none)."""
        return (self.step, self.round, self.target)


@dataclass(frozen=True)
class Situation:
    """What a case is about: dates and texts by variable, and the targets of each kind."""

    texts: Mapping[str, str]
    dates: Mapping[str, date]
    targets: Sequence[Target] = ()

    def of_kind(self, kind: str) -> tuple[Target, ...]:
        """Return the targets of a kind in their order."""
        return tuple(target for target in self.targets if target.kind == kind)


def missing(procedure: Procedure, situation: Situation) -> list[Problem]:
    """Return what a case still needs before it can begin, each with the variable or target kind."""
    told = {*situation.dates, *(key for key, text in situation.texts.items() if text.strip())}
    lacking = [
        Problem(variable.id, variable.label, "โปรดเติม")
        for variable in procedure.variables
        if variable.id not in told and not variable.optional
    ]
    return lacking + [
        Problem(kind, TARGETS[kind], "โปรดระบุอย่างน้อยหนึ่งรายการ")
        for kind in procedure.targets()
        if not situation.of_kind(kind)
    ]


def plan(procedure: Procedure, situation: Situation, days: WorkingDays) -> tuple[Planned, ...]:
    """Return every row of a case in the order of the steps, rounds and targets."""
    return tuple(row for step in procedure.steps for row in _rows(step, situation, days))


def _rows(step: Step, situation: Situation, days: WorkingDays) -> list[Planned]:
    rounds = [(each.title, each.due) for each in step.rounds] or [("", step.due)]
    targets = situation.of_kind(step.per) if step.per else (Target("", "", ""),)
    return [
        Planned(
            step.id, title, target.id, target.title, due.on(situation.dates, days) if due else None
        )
        for title, due in rounds
        for target in targets
    ]
