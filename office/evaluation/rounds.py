"""The three rounds of a fiscal year: which day their figures are of (specification 5.2)."""

from datetime import date
from typing import Final

from thai.digits import to_arabic

ENDS: Final = {"m6": ("๖ เดือน", 3, 31), "m9": ("๙ เดือน", 6, 30), "m12": ("๑๒ เดือน", 9, 30)}
"""By id: the title of a procedure's round, month and day on which the figures are taken."""


def as_of(fiscal_year: str) -> dict[str, date]:
    """Return the day of the figures of each round; {} where the text is no Buddhist year."""
    typed = to_arabic(fiscal_year.strip())
    if not typed.isdecimal() or not 2400 <= int(typed) < 2700:
        return {}
    year = int(typed) - 543
    return {id: date(year, month, day) for id, (_, month, day) in ENDS.items()}


def round_id(title: str) -> str:
    """Return the id of the round that a procedure calls ``title``, "" for another one."""
    return next((id for id, (name, _, _) in ENDS.items() if name == title), "")
