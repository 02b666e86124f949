"""What a rule is given: the opened document, its kind and parts, and what the office knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from templates.proof.anatomy import Anatomy
from templates.proof.kinds import layout
from templates.proof.sheet import Sheet
from thai.names import PersonName


@dataclass(frozen=True)
class Numbered:
    """A row of the office's registers: the number as printed, its day, and its state."""

    printed: str
    number: int
    dated: date
    state: str


@dataclass(frozen=True)
class Known:
    """What the office holds that a document can be set against; nothing where it is not asked.

    ``own`` is the row of the document's number, ``before`` and ``after`` the nearest other rows of
    its register, ``heads`` those who lead the office's groups.
    """

    people: tuple[PersonName, ...] = ()
    heads: tuple[PersonName, ...] = ()
    register: str = ""
    own: Numbered | None = None
    before: Numbered | None = None
    after: Numbered | None = None


@dataclass(eq=False)
class Case:
    """One document under the rules."""

    sheet: Sheet
    kind: str
    parts: Anatomy
    known: Known

    @cached_property
    def measures(self) -> Mapping[str, Any]:
        """The table's row of this kind; empty for other documents."""
        row: Mapping[str, Any] = layout().get(self.kind, {})
        return row

    @property
    def common(self) -> Mapping[str, Any]:
        """The table's row for all kinds."""
        row: Mapping[str, Any] = layout()["common"]
        return row

    def is_near(self, twips: int, cm: float) -> bool:
        """Whether a measure is the wanted one, within the table's tolerance."""
        return abs(twips - to_twips(cm)) <= int(layout()["tolerances"]["twip"])


def to_twips(cm: float) -> int:
    """Return a length in twentieths of a point."""
    return round(cm * float(layout()["conversions"]["cm_to_twip"]))


def shown_cm(twips: float) -> str:
    """Write a length for a person."""
    return (
        f"{twips / float(layout()['conversions']['cm_to_twip']):.2f}".rstrip("0").rstrip(".")
        + " ซม."
    )


def shown_pt(points: float) -> str:
    """Write a size for a person."""
    return f"{points:g} พอยต์"
