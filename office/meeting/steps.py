"""Which steps of a case are those of a meeting, and until when its answers count as in time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from office.meeting.errors import NoMeeting, NotOfMeeting
from office.procedures.kept import Case
from office.procedures.planning import Target
from office.procedures.procedure import Procedure, Step
from office.procedures.standing import Row
from thai.workdays import WorkingDays

GRACE = 3
"""Working days for which a group's link works on after the deadline."""


@dataclass(frozen=True)
class Steps:
    """The steps in which groups tell items, invitations go out, and replies come; None: none."""

    call: Step | None
    send: Step | None
    confirm: Step | None


def steps_of(procedure: Procedure) -> Steps:
    """Find the steps of a meeting by what they do, whatever an office calls them."""

    def first(kind: str, per: str) -> Step | None:
        return next((one for one in procedure.steps if (one.kind, one.per) == (kind, per)), None)

    return Steps(first("collect", "group"), first("send", "invitee"), first("collect", "invitee"))


def is_meeting(procedure: Procedure) -> bool:
    """Whether a procedure invites people to something for which groups tell items."""
    found = steps_of(procedure)
    return bool(found.call and found.send)


def require_meeting(procedure: Procedure) -> None:
    """Raise NoMeeting for a procedure that is none."""
    if not is_meeting(procedure):
        raise NoMeeting()


def target(case: Case, kind: str, id: str) -> Target:
    """Return a group or an invitee of a case; raises NotOfMeeting."""
    found = next((one for one in case.situation.of_kind(kind) if one.id == id), None)
    if found is None:
        raise NotOfMeeting(target=id)
    return found


def held_on(case: Case) -> date | None:
    """Return the day of the meeting: the first date that its procedure asks."""
    dates = case.situation.dates
    return next((dates[v.id] for v in case.procedure.variables if v.id in dates), None)


def row_for(rows: Iterable[Row], step: Step | None, target: str) -> Row | None:
    """Return the row that a step has for a target, None if there is none."""
    wanted = step.id if step else ""
    return next((row for row in rows if (row.step, row.target) == (wanted, target)), None)


def deadline(due: date | None, begun: date, held: date | None) -> date | None:
    """Return until when an answer is in time.

    A meeting that was called in a hurry, after the usual day had passed, takes them till its day.
    """
    if due is None or due < begun:
        return held or due
    return due


def open_until(last: date | None, held: date | None, days: WorkingDays) -> date | None:
    """Return the last day of a group's link: some days of grace, but not beyond the meeting."""
    if last is None:
        return held
    graced = days.shifted(last, GRACE)
    return min(graced, held) if held else graced
