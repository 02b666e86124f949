"""The next one after this: the same words, lists and people, one number on, its days to be told."""

from datetime import date

from office.procedures.facts import year_number
from office.procedures.kept import Case
from office.procedures.planning import Situation
from thai.booknumber import YearNumber
from thai.dates import buddhist_year


def following(case: Case, today: date) -> Situation:
    """Return what the next case of a series begins with; a new year counts from 1 again."""
    texts = dict(case.situation.texts)
    count = case.procedure.count
    if number := year_number(texts.get(count, "")):
        year = max(number.year, buddhist_year(today))
        on = number.number + 1 if year == number.year else 1
        texts[count] = YearNumber(on, year).thai
    return Situation(texts, {}, case.situation.targets)
