"""Numbers and dates in what was read, in the forms that official letters give them."""

import re
from dataclasses import replace
from datetime import date

from indexer.pages import Line
from indexer.recognition.field import Field
from indexer.recognition.labels import LETTER, loosely
from indexer.recognition.sheet import Row, said
from thai.booknumber import parse_book_number, parse_year_number
from thai.dates import MONTHS, SHORT_MONTHS, parse_date
from thai.digits import to_arabic
from thai.errors import Refused

_BOOK = re.compile(
    rf"(?:(?:{LETTER}){{1,4}}(?:5(?=\s))?|[A-Za-z]{{1,3}})"
    r"\.?(?:\s?[ก-ฮ]\.)*\s*(?:\([^()/\d]{1,20}\))?\s*"
    r"\d{1,6}(?:\s?\.\s?\d{1,4})*\s*/[\s,.'’]*"
    r"(?:ว[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*\s*\.?)?\s*\d{1,7}"
)
_CIRCULAR = re.compile(r"/\s*ว[^\d\s.]*")
_LONG_CODE = re.compile(r"\D*\d{6}")  # a code has five figures: a scan lost the point within
_POINTLESS = re.compile(r"^(\D*\d{5})(\d)(?=/)")  # 049991 was 04999.1
_OTHER_LETTERS = re.compile(r"[ก-ฮ]{3}|[ก-ฮ](?![ก-ฮ])")  # a code has two letters
_POINT_GONE = re.compile(r"\D*0(?!4)\d{4}(?=/)")  # five figures are 04xxx, 5xxxx and above
_TAKEN_FOR = re.compile(r"^ศ(?!ธ[\s\d])[จถธ5]{0,2}(?=\s*\d)")  # nobody's codes: scans of ศธ
_MARK = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_MARKED_CODE = re.compile(rf"(?=[ก-ฮ]*{_MARK.pattern})(?:{LETTER})+")
_SPECK = re.compile(r"/[\s,.'’]+(?=[\dว])")
_YEAR = re.compile(r"\d{1,6}\s*/\s*(?:25\d\d|\d\d(?!\d))")
_NAMES = {loosely(name): month for name, month in zip(MONTHS, MONTHS, strict=True)} | {
    loosely(short): month for short, month in zip(SHORT_MONTHS, MONTHS, strict=True)
}
_MONTH = "|".join(f"(?:{pattern})" for pattern in _NAMES)
DAY = re.compile(
    rf"(?P<day>\d{{1,2}})\s*(?:{loosely('เดือน')}\s*)?(?P<month>{_MONTH})\s*"
    rf"(?:พ\s?\.?\s?ศ\s?\.?\s*)?(?P<year>\d{{4}}|\d{{2}}(?!\d))"
)


def number_in(row: Row, place: int, start: int, sure: float) -> Field | None:
    """Return the first book or year number of a cell from a letter on."""
    cell = row.cells[place]
    written = to_arabic(cell.text)
    book, year = _BOOK.search(written, start), _YEAR.search(written, start)
    found = book or year
    if found is None:
        return None
    piece = cell.part(found.start(), found.end())
    value = book_value(piece.text) if book else _year_value(piece.text)
    known = value and not _is_odd(piece, value)
    value = _POINTLESS.sub(r"\1.\2", value) if piece.sure < 1 else value
    number = said(row, piece).field(value or to_arabic(piece.text), sure if known else 0.3)
    if piece.sure < 1 and re.match(r"\s?\d", written[found.end() :]):  # it may go on
        return replace(number, unsure=(*number.unsure, len(number.text) - 1))
    return number


def _is_odd(read: Line, value: str) -> bool:
    """Whether a number has a code that nobody has, or one that scans make of another."""
    mistaken = (_TAKEN_FOR.match(_unmarked(read.text)), _MARKED_CODE.match(read.text))
    lost = (_OTHER_LETTERS.match(value), _POINT_GONE.match(value)) if read.sure < 1 else ()
    return any((*mistaken, *lost, _LONG_CODE.match(value)))


def _unmarked(text: str) -> str:
    """Return a number without the marks that a scan saw in its code."""
    code = _MARKED_CODE.match(text)
    return _MARK.sub("", code[0]) + text[code.end() :] if code else text


def book_value(text: str) -> str:
    """Return a letter's number as it is kept (ศธ 04999/ว 12), what scans do to it put right.

    "" for what is none.
    """
    try:
        code = _TAKEN_FOR.sub("ศธ", _unmarked(text))
        return str(parse_book_number(_CIRCULAR.sub("/ว", _SPECK.sub("/", code))))
    except Refused:
        return ""


def _year_value(text: str) -> str:
    try:
        return str(parse_year_number(text))
    except Refused:
        return ""


def date_in(row: Row, place: int, start: int, sure: float) -> Field | None:
    """Return the first date of a cell from a letter on.

    A day that the calendar does not have was misread: its value is "", and it is asked for.
    """
    cell = row.cells[place]
    found = DAY.search(to_arabic(cell.text), start)
    if found is None:
        return None
    day = day_of(found)
    piece = cell.part(found.start(), found.end())
    value = day.isoformat() if day else ""
    return said(row, piece).field(value, sure if day else 0.2)


def day_of(found: re.Match[str]) -> date | None:
    """Return the day of a match of ``DAY``, None for one that does not exist."""
    month = next(m for pattern, m in _NAMES.items() if re.fullmatch(pattern, found["month"]))
    try:
        return parse_date(f"{found['day']} {month} {found['year']}")
    except Refused:
        return None
