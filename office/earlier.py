"""The earlier documents that a new one names: orders it amends or cancels, letters it refers to.

Its form tells under ``ties`` which answer names them. They are tied where exactly one filed record
bears the number and the day; anything else stays words.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from archive import catalogue
from archive.records import Relation
from office.plans import STANDING
from office.ties import CANCELS, overtaken
from templates.form import Form, at
from thai.booknumber import YearNumber, parse_book_number, parse_year_number
from thai.dates import format_date, parse_date
from thai.digits import to_arabic, to_thai
from thai.errors import BookNumberNotUnderstood, Refused
from thai.text import clean

CHANGES = ("amends", CANCELS)
_REFERENCE = re.compile(
    r"(.+?)\s*(?:ลง|สั่ง\s*ณ\s*)วันที่\s*([0-9๐-๙]{1,2}\s*[^0-9๐-๙]{3,20}[0-9๐-๙]{4})(?![0-9๐-๙])"
)


@dataclass(frozen=True)
class Named:
    """An earlier document as a new one names it. ``register`` is where its number may stand."""

    kind: str
    number: str
    dated: date
    register: str = ""


def named(form: Form, values: Mapping[str, object], office: str) -> tuple[Named, ...]:
    """Return what the answers name by number and day; other offices' orders are left out."""
    found: list[Named | None] = []
    for kind, path in form.ties.items():
        told = at(values, path)
        for row in told if isinstance(told, list) else [told]:
            if isinstance(row, Mapping):
                found.append(_order(kind, row, STANDING.get(form.register, ""), office))
            else:
                found.append(_letter(kind, str(row or ""), office))
    return tuple(dict.fromkeys(one for one in found if one))


def relations(conn: Connection, names: tuple[Named, ...]) -> tuple[Relation, ...]:
    """Return the ties to those of the named documents that are filed."""
    found = dict.fromkeys((name.kind, _filed(conn, name)) for name in names)
    return tuple(Relation(kind, id) for kind, id in found if id)


def warnings(conn: Connection, names: tuple[Named, ...]) -> Iterator[str]:
    """Say of an order to be amended or cancelled that it is not filed, or cancelled already."""
    for name in names:
        if name.kind in CHANGES:
            words = f"คำสั่งที่ {to_thai(name.number)} สั่ง ณ วันที่ {format_date(name.dated, 'letter')}"
            id = _filed(conn, name)
            if not id:
                yield f"ไม่พบ{words} ในแฟ้ม จึงไม่ได้เชื่อมโยงกัน โปรดตรวจเลขที่และวันที่"
            elif CANCELS in overtaken(conn, [id]).get(id, ()):
                yield f"{words} มีคำสั่งอื่นยกเลิกไว้แล้ว"


def _order(kind: str, row: Mapping[str, object], register: str, office: str) -> Named | None:
    """Read a row of the form: issuer (none is this office), number of a year, day."""
    seq, year, dated = at(row, "number.seq"), at(row, "number.year_be"), row.get("date")
    ours = (row.get("issuer") or office) == office
    if not (ours and seq and year and isinstance(dated, date)):
        return None
    return Named(kind, str(YearNumber(seq, year)), dated, register)


def _letter(kind: str, text: str, office: str) -> Named | None:
    """Read a line such as หนังสือ… ที่ ศธ ๐๔๙๙๙/๑๒ ลงวันที่ ๑๑ พฤศจิกายน ๒๕๖๙.

    A number of a year is this office's where the line names the office.
    """
    line = _REFERENCE.search(clean(text))
    if line is None:
        return None
    written = line[1].rpartition("ที่")[2].strip()
    try:
        dated = parse_date(line[2])
        return Named(kind, str(parse_book_number(written)), dated)
    except BookNumberNotUnderstood:
        pass
    except Refused:
        return None
    try:
        return Named(kind, str(parse_year_number(written)), dated) if office in text else None
    except Refused:
        return None


def _filed(conn: Connection, name: Named) -> str:
    """Return the id of the only record of that number and day that may be meant, else ""."""
    c = catalogue.records.c
    rows = conn.execute(select(c.id, c.number, c.register).where(c.day == name.dated))
    found = [
        str(row.id)
        for row in rows
        if _bare(row.number) == _bare(name.number)
        and (not name.register or row.register in ("", name.register))
    ]
    return found[0] if len(found) == 1 else ""


def _bare(number: str) -> str:
    return "".join(to_arabic(clean(number)).split())
