"""Where the files of an import go: one place for all, by the names of folders, or by a table.

A folder's name tells a year (``2566``, ``พ.ศ. ๒๕๖๖``, ``ปี ๖๖``) and a category (its code alone or
before a space, or its title); the deepest folder that tells something is believed. The table is
CSV with heads in Thai or English, a line for a file; what a line leaves empty is as for all.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath

from archive.errors import UnknownCategory
from archive.fileplan import FilePlan
from office.arrival_fields import Confirmed
from office.batch_sheet import csv_rows
from office.import_errors import ImportTableInvalid
from office.intake import Place
from thai.dates import parse_date
from thai.digits import to_arabic, to_thai
from thai.errors import Refused
from thai.text import clean

HEADS = {
    "ไฟล์": "file",
    "ปี": "year",
    "หมวด": "category",
    "เลขที่": "number",
    "วันที่": "date",
    "เรื่อง": "title",
}
_YEAR = re.compile(r"(?<!\d)(2[4-6]\d\d)(?!\d)")
_SHORT = re.compile(r"ปี\s*(\d\d)(?!\d)")
Placed = Callable[[str], Place]


@dataclass(frozen=True)
class ByFolder:
    """Places by the folders in which files lie; ``otherwise`` for what they do not tell."""

    plan: FilePlan
    otherwise: Place

    def __call__(self, name: str) -> Place:
        """Return the place of a file by its path below the imported folder."""
        place = self.otherwise
        for part in PurePosixPath(name).parent.parts:
            place = replace(
                place,
                year=_year(part) or place.year,
                category=self._category(part) or place.category,
            )
        return place

    def _category(self, part: str) -> str:
        told = clean(part)
        head = to_arabic(told.split(" ")[0].rstrip("."))
        found = [one.code for one in self.plan.open if told == one.title or head == one.code]
        return found[0] if found else ""


@dataclass(frozen=True)
class ByTable:
    """Places by the lines of a table; what no line names is as ``otherwise`` says."""

    lines: Mapping[str, Place]
    otherwise: Placed

    def __call__(self, name: str) -> Place:
        """Return the place of a file; a member of a packed file goes where that goes."""
        path = PurePosixPath(name)
        for known in (path, *path.parents):
            if place := self.lines.get(clean(known.as_posix())):
                return place
        return self.otherwise(name)


def by_table(name: str, data: bytes, plan: FilePlan, otherwise: Placed, on: date) -> ByTable:
    """Read a table; raises ImportTableInvalid with every fault, SheetUnreadable for no text."""
    rows = csv_rows(name, data)
    heads = [HEADS.get(clean(head), clean(head)) for head in rows[0]] if rows else []
    if "file" not in heads:
        raise ImportTableInvalid(file=name, faults="ไม่มีคอลัมน์ “ไฟล์”")
    lines, faults = dict[str, Place](), list[str]()
    for at, row in [(at, row) for at, row in enumerate(rows[1:], start=2) if any(row)]:
        cells = dict(zip(heads, map(clean, row), strict=False))
        file = cells.get("file", "").replace("\\", "/")
        faults += (f"แถวที่ {to_thai(str(at))}: {fault}" for fault in _faults(cells, plan, on))
        if file in lines:
            faults.append(f"แถวที่ {to_thai(str(at))}: มีไฟล์ “{file}” แล้วในแถวก่อน")
        elif file:
            lines[file] = _place(cells, otherwise(file), on)
    if faults:
        raise ImportTableInvalid(file=name, faults="\n".join(faults))
    return ByTable(lines, otherwise)


def _faults(cells: Mapping[str, str], plan: FilePlan, on: date) -> Iterable[str]:
    if not cells.get("file"):
        yield "ไม่ได้บอกชื่อไฟล์"
    if cells.get("year") and not _year(cells["year"]):
        yield f"“{cells['year']}” ไม่ใช่ปี พ.ศ."
    if cells.get("category"):
        try:
            plan.category(to_arabic(cells["category"]))
        except UnknownCategory as unknown:
            yield str(unknown)
    if cells.get("date"):
        try:
            parse_date(cells["date"], on)
        except Refused as refused:
            yield str(refused)


def _place(cells: Mapping[str, str], place: Place, on: date) -> Place:
    """Return the place of a line; what is wrong in it was told already."""
    try:
        day = parse_date(cells["date"], on) if cells.get("date") else None
    except Refused:
        day = None
    told = Confirmed(cells.get("number", ""), day, subject=cells.get("title", ""))
    return replace(
        place,
        year=_year(cells.get("year", "")) or place.year,
        category=to_arabic(cells.get("category", "")) or place.category,
        told=told,
    )


def _year(text: str) -> int:
    """Return the Buddhist year that a name tells, 0 for none."""
    said = to_arabic(text)
    if found := _YEAR.search(said):
        return int(found[1])
    short = _SHORT.search(said)
    return 2500 + int(short[1]) if short else 0
