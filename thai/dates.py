"""Dates as Thai offices write and read them: Buddhist era, fiscal and academic years.

Dates are kept as `datetime.date` in the common era; only text is Buddhist.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta, timezone
from typing import Literal, get_args

from thai.digits import Digits, in_digits, to_arabic, to_thai
from thai.errors import (
    CommonEraYear,
    DateNotUnderstood,
    DateTooEarly,
    ImpossibleDate,
    NotIsoDate,
    WeekdayMismatch,
)
from thai.text import clean

DateStyle = Literal["letter", "order", "weekday", "short", "shortest", "month"]

BANGKOK = timezone(timedelta(hours=7), "Asia/Bangkok")
"""Thailand has had no other offset since 1920 and no summer time."""

MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
SHORT_MONTHS = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")

_ERA = 543
_FIRST_YEAR = 2484
_NAMED_MONTHS = {name: n for names in (MONTHS, SHORT_MONTHS) for n, name in enumerate(names, 1)} | {
    name.replace(".", ""): n for n, name in enumerate(SHORT_MONTHS, 1)
}
_NAMED_WEEKDAYS = {name: n for n, name in enumerate(WEEKDAYS)} | {
    "จ.": 0, "อ.": 1, "พ.": 2, "พฤ.": 3, "พฤหัสฯ": 3, "พฤหัส": 3, "ศ.": 4, "ส.": 5, "อา.": 6
}  # fmt: skip


def _any_of(words: dict[str, int]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_MONTH = _any_of(_NAMED_MONTHS) + "|" + "|".join(n[:-1].replace(".", r"\.") for n in SHORT_MONTHS)
_WEEKDAY = _any_of(_NAMED_WEEKDAYS)
_YEAR = r"(?:ปี\s*)?(?P<era>พ\.?\s*ศ\.?|ค\.?\s*ศ\.?|พุทธศักราช|คริสต์ศักราช)?\s*(?P<year>\d{4}|\d{2})"
_TYPED = re.compile(
    rf"(?:เมื่อ)?(?:(?:วัน)?(?P<weekday>{_WEEKDAY}))?\s*(?:วันที่|ที่)?\s*(?P<day>\d{{1,2}})"
    rf"(?:[\s/-]*(?:เดือน)?\s*(?P<month>{_MONTH})(?:[\s/-]*{_YEAR})?"
    rf"|\s*(?P<stroke>[/.-])\s*(?P<figure>\d{{1,2}})\s*(?P=stroke)\s*(?P<numeric_year>\d{{4}}|\d{{2}}))"
)
_DAYS_FROM_TODAY = {"เมื่อวาน": -1, "เมื่อวานนี้": -1, "วันนี้": 0, "พรุ่งนี้": 1, "วันพรุ่งนี้": 1, "มะรืนนี้": 2}


def buddhist_year(on: date) -> int:
    """Calendar year of the Buddhist era: registers, orders and meetings are counted by it."""
    return on.year + _ERA


def fiscal_year(on: date) -> int:
    """ปีงบประมาณ: begins on 1 October, named by the year in which it ends."""
    return buddhist_year(on) + (on.month >= 10)


def academic_year(on: date) -> int:
    """ปีการศึกษา: begins on 16 May, named by the year in which it begins."""
    return buddhist_year(on) - ((on.month, on.day) < (5, 16))


def format_date(on: date, style: DateStyle, digits: Digits = "thai") -> str:
    """The date in one of the official ways, by the digits wanted."""
    month, year = MONTHS[on.month - 1], buddhist_year(on)
    match style:
        case "letter":
            text = f"{on.day} {month} {year}"
        case "order":
            text = f"{on.day} {month} พ.ศ. {year}"
        case "weekday":
            text = f"วัน{WEEKDAYS[on.weekday()]}ที่ {on.day} {month} {year}"
        case "short":
            text = f"{on.day} {SHORT_MONTHS[on.month - 1]} {year}"
        case "shortest":
            text = f"{on.day} {SHORT_MONTHS[on.month - 1]} {year % 100:02}"
        case "month":
            text = f"{month} {year}"
        case _:
            raise ValueError(f"style {style!r} is none of {get_args(DateStyle)}")
    return in_digits(text, digits)


def parse_iso(text: str) -> date:
    """A date of a file or the API, YYYY-MM-DD in the common era. Raises NotIsoDate."""
    try:
        on = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) else None
    except ValueError:
        on = None
    if on is None or on.year >= _FIRST_YEAR - 84:
        raise NotIsoDate(text=text)
    return on


def parse_date(text: str, today: date | None = None) -> date:
    """A date as clerks type it: day, month, year, in any digits, with or without a weekday.

    A two-digit year is of this Buddhist century. With `today`, also วันนี้, พรุ่งนี้ and a date without
    its year (that of `today`). An explicit ค.ศ. is believed; a bare year of the common era is not.

    Raises DateNotUnderstood, CommonEraYear, ImpossibleDate, DateTooEarly, WeekdayMismatch.
    """
    typed = to_arabic(clean(text))
    if today is not None and typed in _DAYS_FROM_TODAY:
        return today + timedelta(days=_DAYS_FROM_TODAY[typed])
    _refuse_iso(typed)
    found = _TYPED.fullmatch(typed)
    if found is None:
        raise DateNotUnderstood(text=text)
    month = int(found["figure"] or 0) or _month_of(found["month"])
    year = found["year"] or found["numeric_year"] or (today and str(buddhist_year(today)))
    if not year:
        raise DateNotUnderstood(text=text)
    on = _day_of(int(found["day"]), month, _full_year(year), (found["era"] or "").startswith("ค"))
    _check_weekday(on, found["weekday"])
    return on


def _refuse_iso(typed: str) -> None:
    try:
        offered = parse_iso(typed)
    except NotIsoDate:
        return
    raise _common_era(offered)


def _month_of(name: str | None) -> int:
    if name is None:
        return 0
    return _NAMED_MONTHS.get(name) or _NAMED_MONTHS[name.replace(".", "")]


def _full_year(year: str) -> int:
    return int(year) + 2500 * (len(year) == 2)


def _day_of(day: int, month: int, year: int, common_era: bool) -> date:
    """The day of a Buddhist year, or of a year said to be of the common era."""
    bare_common_era = not common_era and 1800 <= year < _FIRST_YEAR - 84
    buddhist = year + _ERA if common_era or bare_common_era else year
    if buddhist < _FIRST_YEAR:
        raise DateTooEarly(year=to_thai(str(buddhist)))
    written = to_thai(f"{day}/{month}/{year}")
    if not 1 <= month <= 12:
        raise ImpossibleDate(written=written, why="เดือนมีตั้งแต่ ๑ ถึง ๑๒ และต้องเขียนวันก่อนเดือน")
    length = calendar.monthrange(buddhist - _ERA, month)[1]
    if not 1 <= day <= length:
        written = to_thai(f"{day} {MONTHS[month - 1]} {year}")
        why = to_thai(f"เดือน{MONTHS[month - 1]}ของปีนั้นมี {length} วัน")
        raise ImpossibleDate(written=written, why=why)
    on = date(buddhist - _ERA, month, day)
    if bare_common_era:
        raise _common_era(on)
    return on


def _common_era(offered: date) -> CommonEraYear:
    return CommonEraYear(
        offered=offered, year=to_thai(str(offered.year)), meant=format_date(offered, "letter")
    )


def _check_weekday(on: date, said: str | None) -> None:
    if said is not None and _NAMED_WEEKDAYS[said] != on.weekday():
        raise WeekdayMismatch(
            written=format_date(on, "letter"),
            actual=WEEKDAYS[on.weekday()],
            said=WEEKDAYS[_NAMED_WEEKDAYS[said]],
        )


@dataclass(frozen=True)
class WeekdayMention:
    """A date in running text that names its weekday; `start` and `end` are offsets in the text."""

    start: int
    end: int
    said: str
    actual: str
    date: date


_MENTION = re.compile(
    rf"(?:วัน(?P<weekday>{'|'.join(WEEKDAYS)})ที่|วันที่)?\s*(?P<day>\d{{1,2}})(?!\d)"
    rf"(?:\s*(?:เดือน\s*)?(?P<month>{_any_of(dict.fromkeys(MONTHS + SHORT_MONTHS, 0))})"
    r"(?:\s*(?:พ\.ศ\.)?\s*(?P<year>\d{4})(?!\d))?)?"
)
_RANGE = re.compile(r"\s*(?:-|–|—|ถึง|และ|,)\s*")


def weekday_mismatches(text: str) -> tuple[WeekdayMention, ...]:
    """The dates in the text whose weekday is wrong.

    A date without month or year takes them from the one that follows in a range
    ("วันจันทร์ที่ ๒ – วันศุกร์ที่ ๖ พฤศจิกายน ๒๕๖๙"); one that names no year at all is not judged.
    """
    arabic = to_arabic(text)
    wrong: list[WeekdayMention] = []
    month, year, begins = 0, 0, len(text)
    for found in reversed(list(_MENTION.finditer(arabic))):
        if _RANGE.fullmatch(arabic, found.end(), begins) is None:
            month = year = 0
        own = _month_of(found["month"])
        year = int(found["year"] or (year - 1 if own > month else year) or 0)
        month = own or month
        begins = found.start()
        if found["weekday"] and month and year > 0:
            wrong += _wrong_weekday(found, month, year)
    return tuple(reversed(wrong))


def _wrong_weekday(found: re.Match[str], month: int, year: int) -> list[WeekdayMention]:
    try:
        on = _day_of(int(found["day"]), month, year, common_era=False)
        _check_weekday(on, found["weekday"])
    except WeekdayMismatch:
        actual = WEEKDAYS[on.weekday()]
        return [WeekdayMention(found.start(), found.end(), found["weekday"], actual, on)]
    except (ImpossibleDate, CommonEraYear, DateTooEarly):
        pass
    return []
