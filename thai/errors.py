"""What a person is told when something is refused."""

from datetime import date
from typing import ClassVar


class Refused(Exception):  # noqa: N818 (it is told to a person, not an error of the program)
    """Something was asked for and refused; ``str()`` of it is one Thai sentence for a person.

    Every way of failing is a subclass in its room's ``errors.py``: its docstring says (in English)
    what happened and what to do, its ``sentence`` says it in Thai, with ``{names}`` filled from the
    keyword arguments, which stay readable as ``facts``. Exit codes and HTTP statuses are given in
    one place each, never here.
    """

    sentence: ClassVar[str] = ""

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.sentence.format(**facts))


class DateNotUnderstood(Refused):
    """The text is no date in day-month-year order; write it in one of the ways shown."""

    sentence = "อ่านวันที่ “{text}” ไม่เข้าใจ โปรดเขียนวัน เดือน ปี พ.ศ. เช่น ๒๒ พฤศจิกายน ๒๕๖๙ หรือ 22/11/2569"


class NotIsoDate(Refused):
    """A file or program gave a date that is not YYYY-MM-DD in the common era."""

    sentence = "วันที่ “{text}” ในไฟล์ข้อมูลต้องเขียนเป็น ปี ค.ศ.-เดือน-วัน เช่น 2026-11-22"


class CommonEraYear(Refused):
    """A year of the common era was typed; `offered` is the date that was probably meant."""

    sentence = "ปี {year} เป็นคริสต์ศักราช โปรดใช้ปีพุทธศักราช น่าจะหมายถึง {meant}"

    def __init__(self, *, offered: date, **facts: object) -> None:
        self.offered = offered
        super().__init__(offered=offered, **facts)


class WeekdayMismatch(Refused):
    """The weekday that was written is not that of the date; correct one of the two."""

    sentence = "วันที่ {written} ตรงกับวัน{actual} ไม่ใช่วัน{said} โปรดตรวจวันหรือวันที่"


class ImpossibleDate(Refused):
    """The calendar has no such day or month."""

    sentence = "ไม่มีวันที่ {written} เพราะ{why} โปรดแก้วันที่"


class DateTooEarly(Refused):
    """Before B.E. 2484 the year began in April, so that B.E. - 543 would be wrong."""

    sentence = "ปี พ.ศ. {year} อยู่ก่อน พ.ศ. ๒๔๘๔ ซึ่งเป็นปีที่เปลี่ยนวันขึ้นปีใหม่ ระบบไม่รับวันที่ก่อนนั้น โปรดตรวจปี"


class TimeNotUnderstood(Refused):
    """The text is no time of day between 00.00 and 23.59."""

    sentence = "อ่านเวลา “{text}” ไม่เข้าใจ โปรดเขียนชั่วโมงและนาที ๐๐.๐๐ ถึง ๒๓.๕๙ เช่น ๐๙.๓๐ น."


class NameNotUnderstood(Refused):
    """The text is no person's name: it is empty, or holds figures."""

    sentence = "อ่านชื่อ “{text}” ไม่เข้าใจ โปรดเขียนคำนำหน้า ชื่อ และชื่อสกุล เช่น นางสาวใจดี มีสุข"


class AmountNotUnderstood(Refused):
    """The text is no amount of money with at most two decimals and commas at the thousands."""

    sentence = "อ่านจำนวนเงิน “{text}” ไม่เข้าใจ โปรดเขียนเป็นบาท ทศนิยมไม่เกินสองตำแหน่ง เช่น 18,734,250.50"


class BookNumberNotUnderstood(Refused):
    """The text is no letter number: code, stroke, perhaps ว, running number."""

    sentence = (
        "อ่านเลขที่หนังสือ “{text}” ไม่เข้าใจ โปรดเขียนรหัส เครื่องหมายทับ และเลข "
        "เช่น ศธ ๐๔๙๙๙/๑๒ หรือ ศธ ๐๔๙๙๙/ว ๑๒"
    )


class YearNumberNotUnderstood(Refused):
    """The text is no number of a year: running number, stroke, Buddhist year."""

    sentence = "อ่านเลขที่ “{text}” ไม่เข้าใจ โปรดเขียนเลขทับปี พ.ศ. เช่น ๓๒/๒๕๖๙"
