"""Where the paper of a record is: the place that was told, and to whom it is lent."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from archive.records import Fact, Paper
from thai.digits import to_arabic

PLACED = ("folder", "cabinet", "shelf", "box")
LENT, BACK = "paper-lent", "paper-back"
"""The facts that say that the paper was lent (its note is to whom), and that it came back."""


def loan_in(facts: Iterable[Fact]) -> Fact | None:
    """Return the loan that is open, None where the paper is in its place."""
    told = [fact for fact in facts if fact.what in (LENT, BACK)]
    return told[-1] if told and told[-1].what == LENT else None


def due_of(loan: Fact) -> date | None:
    """Return the day on which a loan should be back."""
    due = str(loan.other.get("due", ""))
    return date.fromisoformat(due) if due else None


def spelled(paper: Paper | None) -> Paper:
    """Spell a place in one way, so that ตู้ ๑ and ตู้ 1 are the same: Arabic digits, single spaces."""
    told = paper or Paper()
    return Paper(*(" ".join(to_arabic(getattr(told, name)).split()) for name in PLACED))


def whereabouts(facts: Iterable[Fact], paper: Paper | None) -> dict[str, Any]:
    """Return the columns of the catalogue that say where the paper is."""
    loan, place = loan_in(facts), spelled(paper)
    lent = {
        "lent": loan.on if loan else None,
        "lent_to": loan.note if loan else "",
        "lent_due": due_of(loan) if loan else None,
    }
    return lent | {name: getattr(place, name) for name in PLACED}
