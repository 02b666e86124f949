"""Rules of days and numbers: the calendar's, and the order of the office's registers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from templates.proof.anatomy import DATE, labelled
from templates.proof.case import Case
from templates.proof.findings import Hit, Severity
from templates.proof.sheet import Line
from thai.booknumber import BookNumber, YearNumber, parse_book_number, parse_year_number
from thai.dates import buddhist_year, format_date, parse_date, weekday_mismatches
from thai.digits import to_arabic, to_thai
from thai.errors import (
    BookNumberNotUnderstood,
    CommonEraYear,
    DateTooEarly,
    ImpossibleDate,
    Refused,
    YearNumberNotUnderstood,
)


def weekdays(case: Case) -> Iterator[Hit]:
    """A weekday is that of its date."""
    for line in case.sheet.lines:
        for one in weekday_mismatches(line.text):
            wanted = f"วัน{one.actual}ที่ {format_date(one.date, 'letter')}"
            yield Hit("date.weekday", f"วัน{one.said}", wanted, line, (one.start, one.end))


def dates(case: Case) -> Iterator[Hit]:
    """The calendar has the day, and the year is Buddhist."""
    for line in case.sheet.lines:
        for found in DATE.finditer(line.text):
            try:
                parse_date(" ".join(found.groups()))
            except ImpossibleDate as impossible:
                wanted = f"วันที่ที่มีจริง ({impossible.facts['why']})"
                yield Hit("date.impossible", f"“{found[0]}”", wanted, line, found.span())
            except CommonEraYear as era:
                if re.search(r"ค\.\s?ศ\.", line.text[max(0, found.start() - 8) : found.end()]):
                    continue
                wanted = format_date(era.offered, "letter")
                yield Hit("date.era", f"“{found[0]}”", wanted, line, found.span())
            except (DateTooEarly, Refused):
                continue


def later(case: Case) -> Iterator[Hit]:
    """What is referred to is not of a later day than the document itself."""
    if case.parts.dated is None:
        return
    own_line, own = case.parts.dated
    for line in (case.parts.references, *case.parts.body):
        if line is None or line is own_line:
            continue
        for found in re.finditer(rf"(?:ลงวันที่|สั่ง\s+ณ\s+วันที่)\s*({DATE.pattern})", line.text):
            try:
                day = parse_date(" ".join(found.groups()[1:]))
            except Refused:
                continue
            if day > own:
                said = f"อ้างหนังสือลงวันที่ {format_date(day, 'letter')}"
                wanted = f"ไม่หลังวันที่ของฉบับนี้ ({format_date(own, 'letter')})"
                yield Hit("date.reference", said, wanted, line, found.span(1))


@dataclass(frozen=True)
class Number:
    """The number that a document bears, and the day it bears."""

    line: Line
    number: BookNumber | YearNumber
    dated: date | None

    @property
    def code(self) -> str:
        """The letter code; "" for a number of a year."""
        return self.number.code if isinstance(self.number, BookNumber) else ""

    @property
    def year(self) -> int | None:
        """The Buddhist year in whose register it stands; None where no day is told."""
        if isinstance(self.number, YearNumber):
            return self.number.year
        return buddhist_year(self.dated) if self.dated else None


def number_of(case: Case) -> Number | None:
    """Return the number that a document bears; None where it has none, or none that can be read."""
    line = case.parts.number
    if line is None or case.kind in ("minutes", "agenda"):
        return None
    said = re.split(r"\t|\n|\s{3,}|\s+วันที่", labelled(line.text, "(?:เลข)?ที่"))[0].strip()
    dated = case.parts.dated[1] if case.parts.dated else None
    try:
        return Number(line, parse_book_number(said), dated)
    except BookNumberNotUnderstood:
        pass
    try:
        return Number(line, parse_year_number(said), dated)
    except YearNumberNotUnderstood:
        return None


def number_year(case: Case) -> Iterator[Hit]:
    """A number of a year bears the calendar year of its day; so does the number of a meeting."""
    told = number_of(case)
    if told is not None and told.dated is not None and told.year != buddhist_year(told.dated):
        yield _of_year(told.line, told.number, told.dated)
    if case.kind == "minutes" and case.parts.dated is not None:
        for line in case.sheet.lines[:8]:
            found = re.search(r"ครั้งที่\s*([0-9๐-๙]{1,4})\s*/\s*([0-9๐-๙]{4})", line.text)
            if found and int(to_arabic(found[2])) != buddhist_year(case.parts.dated[1]):
                number = YearNumber(int(to_arabic(found[1])), int(to_arabic(found[2])))
                yield _of_year(line, number, case.parts.dated[1])
                return


def _of_year(line: Line, number: BookNumber | YearNumber, dated: date) -> Hit:
    wanted = f"ปี {to_thai(str(buddhist_year(dated)))} ตามวันที่ของฉบับนี้"
    return Hit("number.year", f"เลข {number.thai}", wanted, line)


def register(case: Case) -> Iterator[Hit]:
    """Number and day agree with the office's registers."""
    told = number_of(case)
    if told is None or not case.known.register:
        return
    own, said = case.known.own, told.number.thai
    if own is not None and own.state == "void":
        wanted = f"เลขนี้ยกเลิกแล้วใน{case.known.register}"
        yield Hit("number.register", f"เลข {said}", wanted, told.line)
    elif own is not None and told.dated is not None and own.dated != told.dated:
        found = f"เลข {said} ลงวันที่ {format_date(told.dated, 'letter')}"
        wanted = f"{case.known.register}ลงวันที่ {format_date(own.dated, 'letter')}"
        yield Hit("number.register", found, wanted, told.line)
    if own is not None or told.dated is None:
        return
    yield from _order(case, told.line, said, told.dated)


def _order(case: Case, line: Line, said: str, dated: date) -> Iterator[Hit]:
    """Look at the rows around a number that the register does not have."""
    before, after = case.known.before, case.known.after
    for row, wrong, word in (
        (before, before is not None and dated < before.dated, "ไม่ก่อน"),
        (after, after is not None and dated > after.dated, "ไม่หลัง"),
    ):
        if row is not None and wrong:
            found = f"เลข {said} ลงวันที่ {format_date(dated, 'letter')}"
            wanted = f"{word}เลข {row.printed} ซึ่งลงวันที่ {format_date(row.dated, 'letter')}"
            yield Hit("number.order", found, wanted, line)
            return
    wanted = f"เลขจาก{case.known.register} หรือบันทึกเลขย้อนหลัง"
    yield Hit("number.unknown", f"ไม่มีเลข {said} ในทะเบียน", wanted, line, severity=Severity.NOTE)
