"""Pages that ask a few things about one thing at hand, and read the answers back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time

from flask import render_template, request

from office.clock import today
from templates.errors import Problem
from thai.dates import parse_date
from thai.errors import Refused
from thai.times import parse_time
from web.current import office

DAY_HINT = "เช่น ๒๒ พ.ย. ๒๕๖๙ หรือ 22/11/2569"


@dataclass(frozen=True)
class Ask:
    """One field; ``choices`` make it a list to choose from, ``kind`` may be "file" or "lines"."""

    name: str
    label: str
    hint: str = ""
    choices: Mapping[str, str] | None = None
    kind: str = "text"
    optional: bool = False


@dataclass(frozen=True)
class Page:
    """A page that asks something; ``done`` is said afterwards."""

    title: str
    lead: str
    button: str
    done: str
    asks: tuple[Ask, ...]


@dataclass
class Typed:
    """What came back, in the posted form or (``told``) elsewhere.

    Days are read here; what cannot be read is kept as a problem of its field.
    """

    problems: list[Problem] = field(default_factory=list)
    told: Mapping[str, str] | None = None

    def text(self, name: str) -> str:
        """Return a field as it was typed, without the spaces around."""
        return (request.form if self.told is None else self.told).get(name, "").strip()

    def day(self, name: str, label: str) -> date | None:
        """Read a day in any of the ways in which clerks write one; None where there is none."""
        if not self.text(name):
            return None
        try:
            return parse_date(self.text(name), today(office().clock))
        except Refused as refused:
            self.problems.append(Problem(name, label, str(refused)))
            return None

    def time(self, name: str, label: str) -> time | None:
        """Read a time of day as clerks write one; None where there is none."""
        if not self.text(name):
            return None
        try:
            return parse_time(self.text(name))
        except Refused as refused:
            self.problems.append(Problem(name, label, str(refused)))
            return None

    def all(self, others: Iterable[Problem] = ()) -> list[Problem]:
        """Return the first problem of each field: what could not be read is not also missing."""
        each = {problem.path: problem for problem in reversed([*self.problems, *others])}
        return list(each.values())[::-1]

    def values(self, page: Page) -> dict[str, str]:
        """Return what was typed, to be shown again."""
        return {ask.name: self.text(ask.name) for ask in page.asks}


def drawn(
    page: Page,
    values: Mapping[str, str],
    around: Mapping[str, object],
    *,
    problems: Iterable[Problem] = (),
    says: str = "",
) -> str:
    """Draw the page; ``around`` holds ``back`` and ``back_title``, and ``seen``, a version."""
    given = {"values": values, "problems": list(problems), "says": says}
    return render_template("ask.html", page=page, **given, **around)
