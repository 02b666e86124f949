"""Numbers that documents bear: of letters (ศธ ๐๔๙๙๙.๑/ว ๑๔๕), and of a year (๓๒/๒๕๖๙)."""

import re
from dataclasses import dataclass

from thai.digits import to_arabic, to_thai
from thai.errors import BookNumberNotUnderstood, YearNumberNotUnderstood
from thai.text import clean, normal

_BOOK = re.compile(
    r"(?:ที่\s*)?(?P<letters>[ก-ฮ]{1,4}\.?(?:\s?[ก-ฮ]\.)*)\s*(?P<part>\([^()/\d]{1,20}\))?\s*"
    r"(?P<figures>\d{1,6}(?:\.\d{1,4})*)\s*/\s*(?P<circular>ว\s*\.?)?\s*(?P<number>\d{1,7})"
)
_OF_YEAR = re.compile(r"(?:(?:ครั้ง)?ที่\s*)?(?P<number>\d{1,6})\s*/\s*(?P<year>\d{4}|\d{2})")


@dataclass(frozen=True)
class BookNumber:
    """Number of a letter: the office's code, whether of the circulars, the running number."""

    code: str
    circular: bool
    number: int

    def __str__(self) -> str:
        return f"{self.code}/{'ว ' if self.circular else ''}{self.number}"

    @property
    def thai(self) -> str:
        """As it is printed: ศธ ๐๔๙๙๙.๑/ว ๑๔๕."""
        return to_thai(str(self))


@dataclass(frozen=True, order=True)
class YearNumber:
    """Number counted anew each calendar year: orders, announcements, meetings."""

    number: int
    year: int

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"

    @property
    def thai(self) -> str:
        """As it is printed: ๓๒/๒๕๖๙."""
        return to_thai(str(self))


def same_number(one: str, other: str) -> bool:
    """Whether two numbers as they were typed are the same: digits of either script, any spaces."""
    return "".join(normal(one).split()) == "".join(normal(other).split())


def parse_book_number(text: str) -> BookNumber:
    """A letter's number in any digits, with or without spaces and ที่.

    Raises BookNumberNotUnderstood.
    """
    found = _BOOK.fullmatch(to_arabic(clean(text)))
    if found is None or not int(found["number"]):
        raise BookNumberNotUnderstood(text=text)
    code = " ".join(part for part in (found["letters"], found["part"], found["figures"]) if part)
    return BookNumber(code, found["circular"] is not None, int(found["number"]))


def parse_year_number(text: str) -> YearNumber:
    """A number of a Buddhist year in any digits, with or without ที่ or ครั้งที่; 32/69 is of 2569.

    Raises YearNumberNotUnderstood, also for a year of the common era.
    """
    found = _OF_YEAR.fullmatch(to_arabic(clean(text)))
    if found is None or not int(found["number"]):
        raise YearNumberNotUnderstood(text=text)
    year = int(found["year"]) + 2500 * (len(found["year"]) == 2)
    if year < 2484:
        raise YearNumberNotUnderstood(text=text)
    return YearNumber(int(found["number"]), year)
