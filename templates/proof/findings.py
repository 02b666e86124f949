"""What the check finds: the rule, where, what is there and what should be.

The rules' titles, severities and sources are data: ``templates/data/proof.yaml``. A source is named
as people know it; a clause number that nobody has confirmed is never printed.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from templates.proof.sheet import Line
from thai.digits import to_thai_in_prose

SHOWN = 40
"""Letters of the words that tell where a finding stands."""
_MARK = re.compile("[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]")
MOST_PLACES = 200
"""Places of one finding that are kept; the rest are counted."""


class Severity(StrEnum):
    """How grave a finding is: against a rule, against good practice, or only to be looked at."""

    WRONG = "ผิด"
    SHOULD = "ควรแก้"
    NOTE = "ข้อสังเกต"


@dataclass(frozen=True)
class Rule:
    """One rule: its code, its words, its severity, and where it comes from.

    ``layout`` marks what is known of some kinds of document only; elsewhere it is but a note.
    """

    code: str
    title: str
    severity: Severity
    source: str
    layout: bool = False


@dataclass(frozen=True)
class Place:
    """Where: the paragraph's number, the words there, the page where the file tells it.

    ``part`` names what is no paragraph of the text: the page, the header.
    """

    paragraph: int | None = None
    words: str = ""
    page: int | None = None
    part: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing found, at one place or several; ``fixable``: a copy can be corrected safely."""

    rule: Rule
    severity: Severity
    places: tuple[Place, ...]
    count: int
    found: str
    wanted: str
    fixable: bool

    @property
    def document(self) -> dict[str, Any]:
        """It for programs."""
        return {
            "rule": self.rule.code,
            "title": self.rule.title,
            "severity": self.severity.name.lower(),
            "source": self.rule.source,
            "found": self.found,
            "wanted": self.wanted,
            "fixable": self.fixable,
            "count": self.count,
            "places": [
                {key: told for key, told in vars(place).items() if told not in (None, "")}
                for place in self.places
            ],
        }


@dataclass(frozen=True)
class Edit:
    """Letters of a line to be replaced in a corrected copy."""

    line: Line
    start: int
    end: int
    new: str


@dataclass(frozen=True)
class Hit:
    """What a rule sees at one place; ``mend`` changes the opened document, ``edit`` its letters."""

    code: str
    found: str
    wanted: str
    line: Line | None = None
    span: tuple[int, int] | None = None
    part: str = ""
    edit: Edit | None = None
    mend: Callable[[], None] | None = None
    severity: Severity | None = None

    @property
    def fixable(self) -> bool:
        """Whether it can be put right without a person deciding."""
        return self.edit is not None or self.mend is not None

    @property
    def place(self) -> Place:
        """Where it is."""
        if self.line is None:
            return Place(part=self.part)
        return Place(self.line.number, _around(self.line.text, self.span), self.line.page)


def _around(text: str, span: tuple[int, int] | None) -> str:
    """Quote the words at a place, or how the line begins."""
    if span is None:
        begin, words = 0, text.strip()
        ended = len(words) > SHOWN
        return words[:SHOWN].strip() + ("…" if ended else "")
    begin = max(0, min(span[0] - 12, len(text) - SHOWN))
    end = max(begin + SHOWN, span[1]) if span[1] - begin < 2 * SHOWN else begin + 2 * SHOWN
    while begin < span[0] and _MARK.match(text[begin]):
        begin += 1
    words = " ".join(text[begin:end].split())
    return ("…" if begin else "") + words + ("…" if end < len(text) else "")


@cache
def rules() -> Mapping[str, Rule]:
    """Return every rule by its code."""
    told = yaml.safe_load((files("templates") / "data" / "proof.yaml").read_text("utf-8"))
    sources = told["sources"]
    return {
        code: Rule(
            code,
            row["title"],
            Severity[row["severity"].upper()],
            sources[row["source"]],
            bool(row.get("layout")),
        )
        for code, row in told["rules"].items()
    }


def gathered(hits: Iterable[Hit], *, known_kind: bool) -> tuple[Finding, ...]:
    """Put hits that say the same of several places together, the gravest first."""
    same: dict[tuple[str, str, str, Severity], list[Hit]] = {}
    for hit in hits:
        rule = rules()[hit.code]
        severity = hit.severity or rule.severity
        if rule.layout and not known_kind:
            severity = Severity.NOTE
        same.setdefault((hit.code, hit.found, hit.wanted, severity), []).append(hit)
    found = [
        Finding(
            rules()[code],
            severity,
            tuple(_distinct(hits)),
            len(hits),
            _measured(rules()[code], is_),
            _measured(rules()[code], wanted),
            all(hit.fixable for hit in hits),
        )
        for (code, is_, wanted, severity), hits in same.items()
    ]
    order = list(Severity)
    return tuple(sorted(found, key=lambda one: order.index(one.severity)))


def _measured(rule: Rule, said: str) -> str:
    """Write the digits of a measure as the office does; what is quoted stays as it was written."""
    measures = rule.layout or rule.code.startswith(("emblem.", "memo.", "mark."))
    return to_thai_in_prose(said) if measures else said


def _distinct(hits: list[Hit]) -> Iterator[Place]:
    yield from list(dict.fromkeys(hit.place for hit in hits))[:MOST_PLACES]
