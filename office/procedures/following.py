"""The next one after this: the same words, lists and people, one number or one year on."""

from datetime import date

from office.procedures.facts import year_number
from office.procedures.kept import Case
from office.procedures.planning import Situation
from office.procedures.procedure import Procedure
from thai.booknumber import YearNumber
from thai.dates import buddhist_year
from thai.digits import to_arabic, to_thai

YEAR = "year"
"""What a case of a yearly procedure is told its fiscal year by."""


def yearly(procedure: Procedure) -> bool:
    """Whether a case of a procedure is of one fiscal year."""
    return not procedure.count and any(one.id == YEAR for one in procedure.variables)


def following(case: Case, today: date) -> Situation:
    """Return what the next case of a series begins with; a new year counts from 1 again.

    A meeting's days are to be told; those of yearly work are the same a year on.
    """
    texts, about = dict(case.situation.texts), case.situation
    count = case.procedure.count
    if number := year_number(texts.get(count, "")):
        year = max(number.year, buddhist_year(today))
        on = number.number + 1 if year == number.year else 1
        texts[count] = YearNumber(on, year).thai
    told = to_arabic(texts.get(YEAR, "")).strip()
    if not yearly(case.procedure) or not told.isdecimal():
        return Situation(texts, {}, about.targets)
    texts[YEAR] = to_thai(str(int(told) + 1))
    return Situation(texts, {k: _year_on(day) for k, day in about.dates.items()}, about.targets)


def _year_on(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == 2 else day.day)
