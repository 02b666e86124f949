"""The table of an old register, as offices kept it in Excel: its columns guessed, its rows read.

Pure. Heads may stand in two rows with merged cells, months in lines of their own, ditto marks for
what stands above, digits in either script. What cannot be read is told by its row, all at once.
"""

import io
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from office.batch_errors import SheetUnreadable
from office.batch_sheet import BROKEN, MOST_BYTES, check_parts, csv_rows, shown
from office.books import CIRCULAR, RECEIVED, Register
from office.register_import_errors import ColumnsUnclear, ColumnUnknown
from thai.booknumber import parse_book_number
from thai.dates import buddhist_year, format_date, parse_date
from thai.digits import to_arabic, to_thai
from thai.errors import Refused
from thai.text import clean

MOST_ROWS, MOST_COLUMNS, HIGHEST = 20_000, 60, 99_999
HEADS_WITHIN = 30  # rows from the top
FIELDS = {
    "number": "เลขที่",
    "dated": "ลงวันที่",
    "title": "เรื่อง",
    "sender": "จาก",
    "receiver": "ถึง",
    "note": "หมายเหตุ",
    "received": "วันที่รับ",
    "book_no": "ที่ของหนังสือรับ",
}
NEEDED = ("number", "dated", "title")
NEEDED_OF_RECEIVED = ("number", "title")
Heads = Mapping[str, tuple[str, ...]]
_HEADS: dict[str, tuple[str, ...]] = {
    "number": (
        "เลขทะเบียน(ส่ง)?|ทะเบียนส่ง(เลขที่)?",
        "เลขที่(หนังสือ|คำสั่ง|ประกาศ|ส่ง|ออก)?|เลข(ส่ง|หนังสือ|คำสั่ง)?|(หนังสือ|คำสั่ง|ประกาศ)?ที่",
    ),
    "dated": ("ลงวันที่|ลว", "วันที่(ออก|ส่ง|หนังสือ|สั่ง)?|วัน/?เดือน/?ปี(ที่ออก)?|ว/?ด/?ป"),
    "title": ("(ชื่อ)?เรื่อง", "รายการ|รายละเอียด"),
    "sender": ("จาก|ผู้ส่ง", "(หน่วยงาน)?เจ้าของเรื่อง|กลุ่ม(งาน)?|หน่วยงาน"),
    "receiver": ("ถึง|ส่งถึง|เรียน|ผู้รับ",),
    "note": ("หมายเหตุ",),
}
_RECEIVED_HEADS = _HEADS | {
    "number": ("เลข(ทะเบียน)?รับ(ที่)?|ทะเบียนรับ(เลขที่|ที่)?|รับ(เลข)?ที่|ที่รับ", "เลขทะเบียน"),
    "received": ("วันที่รับ(หนังสือ)?|รับวันที่|วันรับ|ว/?ด/?ปที่รับ|ลงรับวันที่",),
    "book_no": ("ที่|เลขที่(หนังสือ)?|หนังสือที่|ที่หนังสือ|เลขหนังสือ",),
    "dated": ("ลงวันที่|ลว|วันที่(หนังสือ|ออก)", "วันที่"),
}
_SERIAL = re.compile("[0-9]{5,6}")
_EPOCH = date(1899, 12, 30)  # day 0 of Excel
_DITTO = {'"', "''", "”", "“", "„", "〃", ",,", '" "'}
_VOID_TITLE = re.compile(r"\W*ยกเลิก(เลข(ที่)?(นี้)?)?\W*")
_VOID_NOTE = re.compile(r"\W*ยกเลิก(?!คำสั่ง|ประกาศ|หนังสือ|ระเบียบ)")

T = TypeVar("T", int, date)
Rows = Sequence[tuple[int, Sequence[str]]]


@dataclass(frozen=True)
class OldRow:
    """A row of the old register; ``void`` is the reason where the number was cancelled.

    ``letter`` and ``letter_dated`` are what stands on a letter that was received on ``dated``.
    """

    line: int
    number: int
    dated: date
    title: str
    sender: str = ""
    receiver: str = ""
    void: str = ""
    letter: str = ""
    letter_dated: date | None = None


@dataclass(frozen=True)
class OldTable:
    """What the table says: which column (from 0) is what, rows that can be taken, and faults.

    ``highest`` is the highest number that was read, also in a row at fault.
    """

    columns: Mapping[str, int]
    rows: tuple[OldRow, ...]
    faults: tuple[tuple[int, str], ...]
    headings: int
    highest: int


def old_table(
    name: str, data: bytes, book: Register, year: int, columns: Mapping[str, str]
) -> OldTable:
    """Read a table; ``columns`` say by letter or head what is not to be guessed.

    Raises SheetUnreadable, ColumnsUnclear, ColumnUnknown.
    """
    rows = _rows(name, data)
    received = book.kind == RECEIVED
    heads = _RECEIVED_HEADS if received else _HEADS
    start, found = _columns(rows, columns, heads, NEEDED_OF_RECEIVED if received else NEEDED)
    read = (_ReadingReceived if received else _Reading)(book, year, found, heads)
    for line, cells in rows[start:]:
        read.row(line, cells)
    return OldTable(found, *read.told())


class _Reading:
    """The rows below the head, one after the other; ditto marks need the one above."""

    def __init__(self, book: Register, year: int, columns: Mapping[str, int], heads: Heads) -> None:
        self.book, self.year, self.columns, self.heads = book, year, columns, heads
        self.above = dict[str, str]()
        self.taken = dict[int, OldRow]()
        self.faults = dict[int, list[str]]()
        self.headings = self.highest = 0

    def row(self, line: int, cells: Sequence[str]) -> None:
        if _is_heading(cells, self.heads):
            self.headings += any(cells)
            self._heading(cells)
            return
        told = {name: cells[at] if at < len(cells) else "" for name, at in self.columns.items()}
        for name in ("dated", "sender", "receiver", "received"):
            if told.get(name) in _DITTO:
                told[name] = self.above.get(name, "")
        self.above = told
        number = self._tried(line, self._number, told["number"])
        dated = self._dated(line, told)
        letter = self._letter(line, told)
        self.highest = max(self.highest, number or 0)
        void = _void(told["title"], told.get("note", ""))
        if not told["title"] and not void:
            self._fault(line, "ไม่มีชื่อเรื่อง")
        if number is None or dated is None or line in self.faults:
            return
        title = told["title"] or void
        about = title, told.get("sender", ""), told.get("receiver", ""), void
        self._take(OldRow(line, number, dated, *about, *letter))

    def told(self) -> tuple[tuple[OldRow, ...], tuple[tuple[int, str], ...], int, int]:
        good = sorted(
            (row for row in self.taken.values() if row.line not in self.faults),
            key=lambda row: row.number,
        )
        faults = tuple((line, " ".join(why)) for line, why in sorted(self.faults.items()))
        return tuple(good), faults, self.headings, self.highest

    def _heading(self, cells: Sequence[str]) -> None:
        """Learn from a line of one text; the day that stands in it is nothing here."""

    def _dated(self, line: int, told: Mapping[str, str]) -> date | None:
        return self._tried(line, self._day, told["dated"])

    def _letter(self, line: int, told: Mapping[str, str]) -> tuple[str, date | None]:
        """Return number and day of a received letter; there is none here."""
        return "", None

    def _take(self, row: OldRow) -> None:
        other = self.taken.setdefault(row.number, row)
        if other is not row:
            for one, two in ((row, other), (other, row)):
                number, at = to_thai(str(row.number)), to_thai(str(two.line))
                self._fault(one.line, f"เลข {number} ซ้ำกับแถวที่ {at}")

    def _tried(self, line: int, read: Callable[[str], T], cell: str) -> T | None:
        try:
            return read(cell)
        except Refused as refused:
            self._fault(line, str(refused))
            return None

    def _number(self, cell: str) -> int:
        if not cell:
            raise _Unread(why="ไม่มีเลข")
        bare = re.sub(r"^(เลข)?ที่\s*", "", to_arabic(cell)).strip()
        if self.book.kind == CIRCULAR:
            bare = re.sub(r"^ว\.?\s*(?=\d+$)", "", bare)
        number = int(bare) if re.fullmatch("[0-9]{1,9}", bare) else self._written(bare)
        if not 0 < number <= HIGHEST:
            raise _Unread(why=f"เลข “{cell}” ไม่น่าใช่เลขทะเบียน")
        return number

    def _written(self, text: str) -> int:
        number = self.book.read(text, self.year)
        if self.book.is_for_letters:
            said = parse_book_number(text)
            if said.circular != (self.book.kind == CIRCULAR):
                raise _Unread(why=f"“{to_thai(text)}” เป็นเลขของอีกทะเบียน (หนังสือเวียนมี ว)")
        return number

    def _day(self, cell: str) -> date:
        if not cell:
            raise _Unread(why="ไม่มีวันที่")
        on = self._read_day(cell)
        if buddhist_year(on) != self.year:
            told = format_date(on, "short")
            raise _Unread(why=f"ลงวันที่ {told} ไม่ใช่ปี {to_thai(str(self.year))}")
        return on

    def _read_day(self, cell: str) -> date:
        """Read a day of this year or another one."""
        bare = to_arabic(cell)
        if _SERIAL.fullmatch(bare):
            return _of_serial(cell, int(bare))
        on = parse_date(cell, date(self.year - 543, 12, 31))
        meant = 1957 + on.year % 100  # Excel took ๖๖ for 1966
        near = self.year - 543 - meant in (0, 1)
        return on.replace(year=meant) if near and (on.month, on.day) != (2, 29) else on

    def _fault(self, line: int, why: str) -> None:
        self.faults.setdefault(line, []).append(why)


class _ReadingReceived(_Reading):
    """Rows of received letters: they have a day of their own beside that of the letter.

    It stands in a column, or in a line above the rows of a day; else it is the letter's.
    """

    day: date | None = None

    def _heading(self, cells: Sequence[str]) -> None:
        for cell in filter(None, cells):
            with suppress(Refused):
                self.day = self._day(re.sub("^(ประจำ)?วันที่", "", cell).strip())

    def _dated(self, line: int, told: Mapping[str, str]) -> date | None:
        if "received" in told:
            return self._tried(line, self._day, told["received"])
        if self.day:
            return self.day
        return self._tried(line, self._day, told.get("dated", ""))

    def _letter(self, line: int, told: Mapping[str, str]) -> tuple[str, date | None]:
        cell = told.get("dated", "")
        day = self._tried(line, self._read_day, cell) if cell.strip("-– ") else None
        return told.get("book_no", ""), day


def _of_serial(cell: str, days: int) -> date:
    """Read a day that lost its format: days since Excel's epoch, perhaps of a Buddhist year."""
    on = _EPOCH + timedelta(days=days)
    if on.year < 1950 or 2100 < on.year < 2450 or on.year > 2650 or (on.month, on.day) == (2, 29):
        raise _Unread(why=f"อ่านวันที่ “{cell}” ไม่ได้")
    return on.replace(year=on.year - 543) if on.year > 2400 else on


def _void(title: str, note: str) -> str:
    """Return what says that a number was cancelled; an order that cancels another says it too."""
    if _VOID_NOTE.match(note):
        return note
    return title if _VOID_TITLE.fullmatch(title) else ""


def _is_heading(cells: Sequence[str], heads: Heads) -> bool:
    """Whether a row is a month's line, or the head printed again on the next page."""
    filled = {cell for cell in cells if cell}
    return len(filled) < 2 or (
        not any(letter.isdigit() for cell in filled for letter in cell)
        and len(_recognised([cells], heads)) > 2
    )


class _Unread(Refused):
    """A cell is not what its column should hold."""

    sentence = "{why}"


def _columns(
    rows: Rows, told: Mapping[str, str], known: Heads, needed: Sequence[str]
) -> tuple[int, dict[str, int]]:
    """Return where the rows begin below the head, and which column is what."""
    best: tuple[int, dict[str, int], list[str]] = (0, {}, [])
    for at in range(min(len(rows), HEADS_WITHIN)):
        for deep in (1, 2):
            heads = [cells for _, cells in rows[at : at + deep]]
            found = _recognised(heads, known)
            goes_on = deep == 2 and best[0] == at + 1 and len(_recognised(heads[1:], known)) > 1
            if len(found) > len(best[1]) or (goes_on and len(found) == len(best[1])):
                best = (at + deep, found, _joined(heads))
    start, found, heads_said = best
    found = found | {name: _column(column, heads_said) for name, column in told.items()}
    missing = [FIELDS[name] for name in needed if name not in found]
    if missing:
        said = ", ".join(filter(None, heads_said)) or "ไม่พบ"
        raise ColumnsUnclear(missing=" ".join(missing), heads=said)
    return start, found


def _recognised(heads: Sequence[Sequence[str]], known: Heads) -> dict[str, int]:
    """Return the columns whose head says what they are; the first pattern goes before others."""
    width = max(map(len, heads), default=0)
    said = [
        {_bare(cells[at]) for cells in heads if at < len(cells)} | {_bare(_joined(heads)[at])}
        for at in range(width)
    ]
    found = dict[str, int]()
    for name, patterns in known.items():
        for pattern in patterns:
            at = next((n for n, texts in enumerate(said) if _any(pattern, texts)), None)
            if at is not None and at not in found.values():
                found.setdefault(name, at)
    return found


def _any(pattern: str, texts: set[str]) -> bool:
    return any(re.fullmatch(pattern, text) for text in texts)


def _joined(heads: Sequence[Sequence[str]]) -> list[str]:
    width = max(map(len, heads), default=0)
    parts = [[cells[at] for cells in heads if at < len(cells)] for at in range(width)]
    return [" ".join(dict.fromkeys(filter(None, each))) for each in parts]


def _bare(head: str) -> str:
    return re.sub(r"[\s.()]", "", head)


def _column(told: str, heads: Sequence[str]) -> int:
    if re.fullmatch("[A-Za-z]{1,2}", told):
        return column_index_from_string(told.upper()) - 1
    for at, head in enumerate(heads):
        if _bare(told) == _bare(head):
            return at
    raise ColumnUnknown(column=told, heads=", ".join(filter(None, heads)))


def _rows(name: str, data: bytes) -> Rows:
    """Return every row with its number in the sheet; a merged cell counts for all it covers."""
    if len(data) > MOST_BYTES:
        raise SheetUnreadable(file=name, why="ใหญ่เกิน ๑๐ ล้านไบต์")
    if not data.startswith(b"PK"):
        return list(enumerate(csv_rows(name, data), 1))
    try:
        check_parts(name, data)
        sheets = load_workbook(io.BytesIO(data), data_only=True).worksheets
        if any(any(map(any, each.iter_rows(MOST_ROWS + 1, values_only=True))) for each in sheets):
            raise SheetUnreadable(file=name, why=f"มีเกิน {to_thai(f'{MOST_ROWS:,}')} แถว")
        return next((rows for sheet in sheets if (rows := _cells(sheet))), [])
    except BROKEN as error:
        raise SheetUnreadable(file=name, why="ไฟล์ Excel เสียหายหรือมีรหัสผ่าน") from error


def _cells(sheet: Worksheet) -> list[tuple[int, list[str]]]:
    last = min(sheet.max_row, MOST_ROWS)
    read = sheet.iter_rows(max_row=last, max_col=MOST_COLUMNS, values_only=True)
    rows = [[_line(shown(value)) for value in row] for row in read]
    for area in sheet.merged_cells.ranges:
        first = _at(rows, area.min_row, area.min_col)
        for row in rows[area.min_row - 1 : area.max_row]:
            for at in range(area.min_col - 1, min(area.max_col, len(row))):
                row[at] = first
    return [(at, row) for at, row in enumerate(rows, 1) if any(row)]


def _at(rows: list[list[str]], row: int, column: int) -> str:
    return rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[0]) else ""


def _line(text: str) -> str:
    return clean(text.replace("\n", " "))
