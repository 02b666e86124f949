"""Stretches of days as people say them: ปีงบ ๖๙, ต.ค. ๖๘ - ก.ย. ๖๙, เดือนที่แล้ว, ตั้งแต่ ๑ ต.ค. ๖๘."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from thai.dates import MONTHS, SHORT_MONTHS, buddhist_year, fiscal_year, format_date, parse_date
from thai.digits import to_arabic
from thai.errors import CommonEraYear, Refused
from thai.text import clean

_ERA = 543
_FIRST_YEAR = 2484
_NAMED = {
    name: number
    for names in (MONTHS, SHORT_MONTHS, [name.replace(".", "") for name in SHORT_MONTHS])
    for number, name in enumerate(names, 1)
} | {name[:-1]: number for number, name in enumerate(SHORT_MONTHS, 1)}
_MONTH = "|".join(re.escape(name) for name in sorted(_NAMED, key=len, reverse=True))
_YEAR = r"(?:พ\.?\s*ศ\.?\s*)?(\d{4}|\d{2})"
_MONTH_OF_YEAR = re.compile(rf"(?:เดือน\s*)?({_MONTH})(?:\s*{_YEAR})?")
_CALENDAR_YEAR = re.compile(rf"(?:ปี|พ\.?\s*ศ\.?)\s*{_YEAR}|(\d{{4}})")
_FISCAL_YEAR = re.compile(rf"ปีงบ(?:ประมาณ)?\s*{_YEAR}")
_ACADEMIC_YEAR = re.compile(rf"ปีการศึกษา\s*{_YEAR}")
_RANGE = re.compile(r"(.+?)\s*(?:-|–|—|ถึง(?:วันที่)?)\s*(.+)")
_OPEN = re.compile(r"(ตั้งแต่|หลัง|ก่อน|ถึง)\s*(?:วันที่\s*)?(.+?)(?:\s*เป็นต้น(?:มา|ไป))?")
_PAST = re.compile(r"(\d{1,3})\s*(วัน|สัปดาห์|เดือน|ปี)(?:ที่ผ่านมา|ที่แล้ว|ย้อนหลัง)")


@dataclass(frozen=True)
class Period:
    """The days from ``first`` to ``last``, both included; None is an open end."""

    first: date | None
    last: date | None

    def within(self, other: "Period") -> "Period":
        """The days of both; empty if ``first`` then comes after ``last``."""
        firsts = [day for day in (self.first, other.first) if day]
        lasts = [day for day in (self.last, other.last) if day]
        return Period(max(firsts, default=None), min(lasts, default=None))

    def __str__(self) -> str:
        """In words, with Thai digits."""
        if self.first and self.first == self.last:
            return format_date(self.first, "short")
        begins = f"ตั้งแต่ {format_date(self.first, 'short')}" if self.first else ""
        ends = f"ถึง {format_date(self.last, 'short')}" if self.last else ""
        return f"{begins} {ends}".strip()


ALWAYS = Period(None, None)
"""Without any bound."""


def period_of(text: str, today: date) -> Period | None:
    """The days that a text names, None if it names none: a day, month or year of the Buddhist era,
    one to another, an open end, or a stretch counted from ``today``.
    """
    typed = to_arabic(clean(text)).strip()
    for read in (_relative, _one, _open_ended, _ranged):
        if found := read(typed, today):
            return found
    return None


def year_of(number: int) -> Period | None:
    """The calendar year ``number`` of the Buddhist era (two digits: of this century)."""
    return _years(_full(str(number)), 1)


def fiscal_year_of(number: int) -> Period | None:
    """The fiscal year ``number``: from 1 October of the year before."""
    return _years(_full(str(number)), 10)


def relative_period(text: str, today: date) -> Period | None:
    """The days that a text counts from ``today`` (ปีที่แล้ว, เดือนนี้, ๓๐ วันที่ผ่านมา), or None."""
    return _relative(to_arabic(clean(text)).strip(), today)


def _relative(typed: str, today: date) -> Period | None:
    if made := _RELATIVE.get(typed):
        return made(today)
    if (found := _PAST.fullmatch(typed)) and int(found[1]):
        return Period(_before(today, int(found[1]), found[2]), today)
    return None


def _before(today: date, count: int, unit: str) -> date:
    if unit in {"วัน", "สัปดาห์"}:
        return today - timedelta(days=count * (7 if unit == "สัปดาห์" else 1))
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "ปี" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def _one(typed: str, today: date) -> Period | None:
    """A day, a month or a year."""
    if found := _MONTH_OF_YEAR.fullmatch(typed):
        year = _full(found[2]) if found[2] else buddhist_year(today)
        return _month(year, _NAMED[found[1]])
    for pattern, begins in ((_CALENDAR_YEAR, 1), (_FISCAL_YEAR, 10)):
        if found := pattern.fullmatch(typed):
            return _years(_full(next(filter(None, found.groups()))), begins)
    if found := _ACADEMIC_YEAR.fullmatch(typed):
        year = _full(found[1])
        return _days((year, 5, 16), (year + 1, 5, 15))
    return _day(typed)


def _day(typed: str) -> Period | None:
    try:
        on = parse_date(typed)
    except CommonEraYear as error:
        on = error.offered
    except Refused:
        return None
    return Period(on, on)


def _ranged(typed: str, today: date) -> Period | None:
    """One to another; the first may leave out what the second says (1 - 15 ต.ค. 69)."""
    found = _RANGE.fullmatch(typed)
    if not found or not (last := _one(found[2], today)) or not last.last:
        return None
    first = None
    for missing in ("", _tail(found[2], 1), _tail(found[2], 2)):
        if first := _one(f"{found[1]} {missing}".strip(), last.last):
            break
    if first is None or first.first is None or first.first > last.last:
        return None
    return Period(first.first, last.last)


def _tail(text: str, words: int) -> str:
    """The last words of a text, month and year standing together being two: 15 ต.ค.69."""
    parted = re.findall(r"\d+|[^\s\d]+", text)
    return " ".join(parted[-words:]) if len(parted) > words - 1 else ""


def _open_ended(typed: str, today: date) -> Period | None:
    found = _OPEN.fullmatch(typed)
    if not found or not (named := _one(found[2], today)) or not named.first or not named.last:
        return None
    match found[1]:
        case "ตั้งแต่":
            return Period(named.first, None)
        case "หลัง":
            return Period(named.last + timedelta(days=1), None)
        case "ก่อน":
            return Period(None, named.first - timedelta(days=1))
    return Period(None, named.last)


def _full(year: str) -> int:
    """The Buddhist year; two digits are of this century, 19xx and 20xx of the common era."""
    number = int(year) + 2500 * (len(year) <= 2)
    return number + _ERA if 1900 <= number < 2100 else number


def _month(year: int, month: int) -> Period | None:
    if not _FIRST_YEAR <= year <= 9999:
        return None
    return _days((year, month, 1), (year, month, calendar.monthrange(year - _ERA, month)[1]))


def _years(year: int, begins: int) -> Period | None:
    """The year that ends in ``year`` and begins with the month ``begins``."""
    first = (year - (begins > 1), begins, 1)
    return _days(first, (year, 12, 31) if begins == 1 else (year, 9, 30))


def _days(first: tuple[int, int, int], last: tuple[int, int, int]) -> Period | None:
    if not _FIRST_YEAR <= first[0] <= last[0] <= 9999:
        return None
    return Period(date(first[0] - _ERA, first[1], first[2]), date(last[0] - _ERA, last[1], last[2]))


def _week(back: int) -> Callable[[date], Period]:
    def made(today: date) -> Period:
        monday = today - timedelta(days=today.weekday() + 7 * back)
        return Period(monday, monday + timedelta(days=6))

    return made


def _whole_month(back: int) -> Callable[[date], Period | None]:
    def made(today: date) -> Period | None:
        year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
        return _month(year + _ERA, month + 1)

    return made


_RELATIVE: dict[str, Callable[[date], Period | None]] = {
    word: made
    for words, made in (
        (("วันนี้",), lambda today: Period(today, today)),
        (
            ("เมื่อวาน", "เมื่อวานนี้"),
            lambda today: Period(today - timedelta(days=1), today - timedelta(days=1)),
        ),
        (("สัปดาห์นี้", "อาทิตย์นี้"), _week(0)),
        (("สัปดาห์ที่แล้ว", "สัปดาห์ก่อน", "อาทิตย์ที่แล้ว", "อาทิตย์ก่อน"), _week(1)),
        (("เดือนนี้",), _whole_month(0)),
        (("เดือนที่แล้ว", "เดือนก่อน"), _whole_month(1)),
        (("ปีนี้",), lambda today: year_of(buddhist_year(today))),
        (("ปีที่แล้ว", "ปีก่อน"), lambda today: year_of(buddhist_year(today) - 1)),
        (("ปีงบนี้", "ปีงบประมาณนี้"), lambda today: fiscal_year_of(fiscal_year(today))),
        (
            ("ปีงบที่แล้ว", "ปีงบประมาณที่แล้ว", "ปีงบก่อน", "ปีงบประมาณก่อน"),
            lambda today: fiscal_year_of(fiscal_year(today) - 1),
        ),
    )
    for word in words
}
