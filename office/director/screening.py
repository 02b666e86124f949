"""Screening: how long drafts lay before a group's director, and how many came back. Pure.

Nothing of it is typed: it is read off the line that drafts go up (``office/line.py``).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from office.due import Patience
from office.line import AGREED, RETURNED, SIGNED, Step
from thai.dates import BANGKOK
from thai.workdays import WorkingDays

ON_TIME = Patience().lying
"""Working days within which a screened draft counts as in time: after them the list of what is due
names it too."""


@dataclass(frozen=True)
class Screened:
    """One stay of a draft before a head: ``out`` is None while it lies there."""

    draft: int
    form: str
    came: date
    out: date | None
    days: int
    returned: bool
    opinion: str

    @property
    def on_time(self) -> bool:
        """Whether it went out, or may still, within ``ON_TIME`` working days."""
        return self.days <= ON_TIME


@dataclass(frozen=True)
class Work:
    """All screened drafts of a type: how many, how many returned, in time, and days in all."""

    form: str
    count: int
    returned: int
    on_time: int
    days: int
    opinions: tuple[str, ...]


@dataclass(frozen=True)
class Heads:
    """The heads of some groups, by their persons' ids, and the ids of the groups."""

    people: Collection[str]
    groups: Collection[str]

    def have(self, step: Step) -> bool:
        """Whether a step lay before one of them; the role counts where it is meant in a group."""
        if step.person or step.decider:
            return (step.decider or step.person) in self.people
        return step.role == "head" and step.group in self.groups


def screened(
    steps: Iterable[Step], forms: Mapping[int, str], heads: Heads, on: date, days: WorkingDays
) -> tuple[Screened, ...]:
    """Return the stays of drafts (id -> form) before heads, the first first."""
    return tuple(
        _one(step, forms[step.draft], on, days)
        for step in steps
        if step.draft in forms
        and step.decision in ("", AGREED, RETURNED, SIGNED)
        and heads.have(step)
    )


def by_work(rows: Iterable[Screened]) -> tuple[Work, ...]:
    """Gather what was screened by the type of the draft, the most first."""
    found: dict[str, list[Screened]] = {}
    for row in rows:
        found.setdefault(row.form, []).append(row)
    works = (_work(form, those) for form, those in found.items())
    return tuple(sorted(works, key=lambda work: (-work.count, work.form)))


def _work(form: str, rows: list[Screened]) -> Work:
    return Work(
        form,
        len(rows),
        sum(row.returned for row in rows),
        sum(row.on_time for row in rows),
        sum(row.days for row in rows),
        tuple(dict.fromkeys(row.opinion for row in rows if row.opinion)),
    )


def _one(step: Step, form: str, on: date, days: WorkingDays) -> Screened:
    came = step.sent.astimezone(BANGKOK).date()
    out = step.day if step.decision else None
    passed = days.between(came, max(out or on, came))
    return Screened(step.draft, form, came, out, passed, step.decision == RETURNED, step.remark)
