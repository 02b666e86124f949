"""The papers of a case: what each begins with, so that nobody types a fact twice.

A procedure's file says it for forms that share their answers: ``fill`` is written like the answers
themselves, with ``{facts}`` of the case; ``usual`` names what stays as in the last document of the
kind; ``carry`` names what an earlier paper of the same case has told already.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from templates.fields import absent
from templates.form import Form, at
from templates.questions import Field
from thai.dates import format_date

FACT = re.compile(r"\{([a-z_][a-z0-9_.]*)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")

OF_OFFICE = (
    "office", "today", "director", "clerk", "head", "unit", "attendants",
    "last_minutes", "followed", "sections", "was", "round", "target", "target.title",
    "target.group",
)  # fmt: skip
"""Facts that every case has, whatever its procedure asks; ``was``: its day before it was moved."""
OF_MEETING = ("code", "secretary", "items.chair", "items.inform", "items.consider", "items.other")
"""Facts that a meeting has beside: ``office/meeting/facts.py``."""
RECORDED = (
    "rounds", "indicators", "indicators.named", "indicators.order", "indicators.results",
    "indicators.round_total", "indicators.round_problems", "indicators.year",
    "indicators.total", "indicators.problems", "indicators.evidence", "indicators.summary",
    "director.assignments", "director.plans", "director.checks", "director.advice",
    "director.screened", "director.summary", "director.tasks",
)  # fmt: skip
"""Facts recorded with a case: ``office/evaluation/told.py``, ``office/director/told.py``."""
PARTS = ("seq", "year_be", "act")
"""What a variable's text may be cut into: ๗/๒๕๖๙ into 7 and 2569; การประชุม is the act ประชุม."""

Earlier = Sequence[tuple[str, Mapping[str, Any]]]
"""Form and answers of the papers that a case has, the newest first."""


@dataclass(frozen=True)
class Paper:
    """What ``forms`` begin with; ``carry`` has pairs: where to, and from which answer."""

    forms: tuple[str, ...]
    fill: Mapping[str, Any]
    usual: tuple[str, ...] = ()
    carry: tuple[tuple[str, str], ...] = ()

    def facts(self) -> set[str]:
        """Return every fact that its texts speak of."""
        return {name for text in _texts(self.fill) for name in FACT.findall(text)}


def names(variables: Iterable[str], steps: Iterable[str], targets: Iterable[str]) -> set[str]:
    """Return every fact that a procedure's papers may speak of."""
    told = {*OF_OFFICE, *OF_MEETING, *RECORDED, *targets, *(f"{step}.due" for step in steps)}
    for variable in variables:
        told |= {variable, *(f"{variable}.{part}" for part in PARTS)}
    return told


def begun(
    paper: Paper, facts: Mapping[str, Any], last: Mapping[str, Any], earlier: Earlier
) -> dict[str, Any]:
    """Return the answers of a new paper: the case's facts, the usual, what was told before."""
    told = _written(paper.fill, facts)
    answers: dict[str, Any] = told if isinstance(told, dict) else {}
    for path in paper.usual:
        _put(answers, path, at(last, path))
    for to, source in paper.carry:
        _put(answers, to, _told(earlier, paper.forms, source))
    return answers


def known_to(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers for which the form has a field, in its groups and rows as well."""
    return _known(form, form.fields, answers)


def _told(earlier: Earlier, forms: Sequence[str], path: str) -> Any:
    found = (at(answers, path) for form, answers in earlier if form in forms)
    return next((value for value in found if not absent(value)), None)


def _put(answers: dict[str, Any], path: str, value: Any) -> None:
    if absent(value):
        return
    *groups, name = path.split(".")
    for group in groups:
        answers = answers.setdefault(group, {})
    answers[name] = value


def _known(form: Form, fields: Iterable[Field], answers: Mapping[str, Any]) -> dict[str, Any]:
    kinds = {field.name: field for field in fields}
    return {
        name: _of_kind(form, kinds[name], value) for name, value in answers.items() if name in kinds
    }


def _of_kind(form: Form, field: Field, value: Any) -> Any:
    group = form.groups.get(field.of)
    if group and isinstance(value, list):
        return [_known(form, group.fields, v) if isinstance(v, Mapping) else v for v in value]
    if group and isinstance(value, Mapping):
        return _known(form, group.fields, value)
    return value


def _written(value: Any, facts: Mapping[str, Any]) -> Any:
    """Write the facts into texts; what nobody has told falls out, with its field or row."""
    if isinstance(value, Mapping):
        told = {key: _written(inner, facts) for key, inner in value.items()}
        return {key: inner for key, inner in told.items() if not absent(inner)}
    if isinstance(value, list):
        rows = (_written(inner, facts) for inner in value)
        return [row for row in rows if not absent(row)]
    return _text(value, facts) if isinstance(value, str) else value


def _text(text: str, facts: Mapping[str, Any]) -> Any:
    """One fact alone keeps its kind (a date, rows); a part in brackets may lack its facts."""
    if whole := FACT.fullmatch(text):
        return facts.get(whole[1])
    text = _OPTIONAL.sub(lambda part: part[1] if _has(part[1], facts) else "", text)
    return FACT.sub(lambda named: _shown(facts[named[1]]), text) if _has(text, facts) else ""


def _has(text: str, facts: Mapping[str, Any]) -> bool:
    return not any(absent(facts.get(name)) for name in FACT.findall(text))


def _shown(value: object) -> str:
    if isinstance(value, date):
        return format_date(value, "weekday")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, Mapping) else ():
        yield from _texts(inner)
    for inner in value if isinstance(value, list) else ():
        yield from _texts(inner)
