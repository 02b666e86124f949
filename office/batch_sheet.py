"""A table of receivers, as offices have them: Excel, or CSV in whichever encoding. Pure.

Excel saves CSV as UTF-8 with a mark, UTF-16 ("Unicode text") or the Thai code page 874, which
contains TIS-620; what is not UTF-8 is read as that. Nothing is guessed beyond.
"""

import csv
import io
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook

from indexer.docx_text import METHODS
from office.batch_errors import SheetUnreadable
from thai.dates import format_date
from thai.digits import to_thai
from thai.text import clean
from thai.times import format_time

MOST_LINES, MOST_COLUMNS, LONGEST_CELL = 1_000, 60, 5_000
MOST_BYTES, MOST_UNPACKED = 10_000_000, 100_000_000
BROKEN = (BadZipFile, zlib.error, SyntaxError, LookupError, ValueError, TypeError, OSError,
           AttributeError, RuntimeError, EOFError, AssertionError)  # fmt: skip
"""What openpyxl, the XML readers (their errors are SyntaxErrors) and zipfile raise on damage."""
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True)
class Line:
    """A row that holds anything: its number as the sheet counts it, its cells by head."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """A table with a head; empty rows are left out."""

    heads: tuple[str, ...]
    lines: tuple[Line, ...]


def read_sheet(name: str, data: bytes) -> Sheet:
    """Read a table by what it is, not by its name; raises SheetUnreadable with every reason."""
    if len(data) > MOST_BYTES:
        raise SheetUnreadable(file=name, why="ใหญ่เกิน ๑๐ ล้านไบต์")
    if data.startswith(_OLD_EXCEL) or PurePath(name).suffix.lower() == ".xls":
        raise SheetUnreadable(file=name, why="เป็น Excel รุ่นเก่า โปรดบันทึกเป็น .xlsx หรือ .csv")
    rows = _excel(name, data) if data.startswith(_ZIP) else csv_rows(name, data)
    return _sheet(name, [(at, cells) for at, cells in enumerate(rows, 1) if any(cells)])


def sheet_of(name: str, rows: Iterable[Mapping[str, object]]) -> Sheet:
    """Return rows that are told as mappings, their values as cells would have them."""
    told = [{clean(str(head)): shown(value) for head, value in row.items()} for row in rows]
    heads = tuple(dict.fromkeys(head for row in told for head in row))
    filled = [
        (at, [row.get(head, "") for head in heads])
        for at, row in enumerate(told, 1)
        if any(row.values())
    ]
    return _sheet(name, [(0, list(heads)), *filled])


def receivers_sheet(receivers: Iterable[str]) -> Sheet:
    """Return the table of receivers that were typed or chosen, one each."""
    return sheet_of("ที่พิมพ์", [{"ถึง": one} for one in receivers])


def _sheet(name: str, rows: list[tuple[int, list[str]]]) -> Sheet:
    """Take the first row that is at least half as full as the fullest for the head."""
    if len(rows) < 2:
        raise SheetUnreadable(file=name, why="ไม่มีหัวคอลัมน์ หรือไม่มีผู้รับใต้หัวคอลัมน์")
    if len(rows) > MOST_LINES + 1:
        most = to_thai(f"{MOST_LINES:,}")
        raise SheetUnreadable(file=name, why=f"มีเกิน {most} ราย โปรดแบ่งเป็นหลายชุด")
    widest = max(sum(map(bool, cells)) for _, cells in rows)
    start = next(n for n, (_, cells) in enumerate(rows) if 2 * sum(map(bool, cells)) >= widest)
    heads, below = rows[start][1], rows[start + 1 :]
    faults = [*_head_faults(heads, below)]
    if faults:
        raise SheetUnreadable(file=name, why="; ".join(faults))
    lines = tuple(
        Line(at, {head: cell for head, cell in zip(heads, cells, strict=False) if head})
        for at, cells in below
    )
    return Sheet(tuple(filter(None, heads)), lines)


def _head_faults(heads: Sequence[str], below: list[tuple[int, list[str]]]) -> Iterator[str]:
    if not below:
        yield "ไม่มีผู้รับใต้หัวคอลัมน์"
    if max(len(heads), *(len(cells) for _, cells in below), 0) > MOST_COLUMNS:
        yield f"มีเกิน {to_thai(str(MOST_COLUMNS))} คอลัมน์"
    for head in sorted({head for head in heads if head and heads.count(head) > 1}):
        yield f"หัวคอลัมน์ “{head}” ซ้ำกัน"
    for at, cells in below:
        bare = [n for n, cell in enumerate(cells) if cell and (n >= len(heads) or not heads[n])]
        if bare:
            yield (
                f"แถวที่ {to_thai(str(at))} มีข้อความในคอลัมน์ที่ {to_thai(str(bare[0] + 1))} ซึ่งไม่มีหัวคอลัมน์"
            )
            return


def check_parts(name: str, data: bytes) -> None:
    """Raise SheetUnreadable for an Excel file whose parts cannot be unpacked within bounds."""
    with ZipFile(io.BytesIO(data)) as package:
        parts = package.infolist()
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise SheetUnreadable(file=name, why="ไฟล์ใหญ่เกินไปเมื่อเปิดออก")
    if any(part.compress_type not in METHODS for part in parts):
        raise SheetUnreadable(file=name, why="ไฟล์บีบอัดด้วยวิธีที่ไม่รับ")


def _excel(name: str, data: bytes) -> list[list[str]]:
    try:
        check_parts(name, data)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            rows = sheet.iter_rows(
                max_row=MOST_LINES * 5, max_col=MOST_COLUMNS + 1, values_only=True
            )
            cells = [_trimmed([shown(value) for value in row]) for row in rows]
            if any(map(any, cells)):
                return cells
    except BROKEN as error:
        raise SheetUnreadable(file=name, why="ไฟล์ Excel เสียหายหรือมีรหัสผ่าน") from error
    return []


def _trimmed(cells: list[str]) -> list[str]:
    """Leave out the empty cells at the end, which Excel has wherever a neighbour is longer."""
    return cells[: max((n for n, cell in enumerate(cells, 1) if cell), default=0)]


def csv_rows(name: str, data: bytes) -> list[list[str]]:
    """Return the cells of a CSV file in whichever encoding; raises SheetUnreadable."""
    text = _decoded(name, data)
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        return [[shown(cell) for cell in row] for row in rows]
    except csv.Error as error:
        raise SheetUnreadable(file=name, why="เครื่องหมายคำพูดใน CSV เปิดแล้วไม่ปิด") from error


def _decoded(name: str, data: bytes) -> str:
    marked = next((code for mark, code in _MARKS if data.startswith(mark)), "")
    for encoding in (marked,) if marked else ("utf-8", "cp874"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise SheetUnreadable(
        file=name, why="ไม่ใช่ข้อความ UTF-8 หรือ TIS-620 โปรดบันทึกเป็น CSV UTF-8 หรือ .xlsx"
    )


def shown(value: object) -> str:
    """Write a cell as a clerk reads it: Thai dates and times, whole numbers without a fraction.

    A year from 2400 on that Excel took for one of the common era is the Buddhist one.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        day = value.replace(year=value.year - 543) if value.year > 2400 else value
        return format_date(day, "letter")
    if isinstance(value, time):
        return format_time(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return clean(str(value), lines=True)[: LONGEST_CELL + 1]
