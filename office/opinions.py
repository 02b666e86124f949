"""Opinions below a memo: what was decided in the line, as rows of the form's own list ``route``.

Who proposed comes first, then each who agreed or signed, with comment and day (spec 1.2). A remark
with which a draft was returned is not printed: it was for its writer.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from office.line import AGREED, REOPENED, SIGNED, Step
from templates.form import Form, at
from templates.people import Person
from thai.dates import BANGKOK

ROUTE = "route"
PROPOSER, SIGNER = "ผู้เสนอ", "ผู้ลงนาม"
TASKS = {
    "head": "ผู้กลั่นกรอง",
    "deputy": "ผู้ให้ความเห็น",
    "director": "ผู้สั่งการ",
}


def with_opinions(
    form: Form,
    given: Mapping[str, Any],
    steps: Sequence[Step],
    *,
    proposer: str,
    people: Mapping[str, Person],
) -> Mapping[str, Any]:
    """Return the answers with the line's opinions after those that were typed.

    Somebody whose opinion was typed is left as typed. Forms without ``route`` stay as they are.
    """
    if not any(field.name == ROUTE for field in form.fields):
        return given
    typed = [row for row in given.get(ROUTE) or [] if row]
    named = {str(row.get("person")) for row in typed if isinstance(row, Mapping)}
    signer = str(at(given, form.signer_field) or "")
    rows = [row for row in _rows(steps, proposer, signer, people) if row["person"] not in named]
    return {**given, ROUTE: [*typed, *rows]} if rows else given


def _rows(
    steps: Sequence[Step], proposer: str, signer: str, people: Mapping[str, Person]
) -> list[dict[str, Any]]:
    again = max((step.id for step in steps if step.decision == REOPENED), default=0)
    said = [
        step
        for step in steps
        if (step.decision == AGREED or (step.decision == SIGNED and step.id > again))
        and step.decider in people
    ]
    if not said:
        return []
    rows = {
        step.decider: _row(step, signer, people) for step in said
    }  # the last word of each counts
    if proposer in people and proposer not in rows:
        sent = steps[0].sent.astimezone(BANGKOK).date()
        return [_told(proposer, PROPOSER, "", sent), *rows.values()]
    return [*rows.values()]


def _row(step: Step, signer: str, people: Mapping[str, Person]) -> dict[str, Any]:
    """Tell one opinion; whoever signs beside the document's own signer gives an order on it."""
    signs = step.decision == SIGNED and step.decider == signer
    task = SIGNER if signs else TASKS.get(people[step.decider].role, "")
    return _told(step.decider, task, step.remark, step.day)


def _told(person: str, task: str, comment: str, on: date | None) -> dict[str, Any]:
    when = on.isoformat() if on else ""
    return {"person": person, "role": task, "comment": comment, "when": when}
