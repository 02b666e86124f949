"""What each type of field accepts, and what it yields.

Every reader takes the field, what was given (typed text, or a value out of TOML, YAML or JSON)
and the office's directory. It returns the value, or raises ``WrongAnswer`` or a ``Refused``.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from templates.people import Person
from templates.questions import Field
from thai.booknumber import parse_book_number
from thai.dates import format_date, parse_date, parse_iso, weekday_mismatches
from thai.digits import to_arabic, to_thai
from thai.errors import Refused
from thai.money import parse_amount
from thai.names import parse_name
from thai.text import clean
from thai.times import parse_time

LONGEST = {"lines": 20_000, "email": 254, "url": 2_000}
"""Letters that a field takes when its form says nothing; other types take ``LONGEST_LINE``."""
LONGEST_LINE = 500
MOST_ROWS = 1_000

_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2015": "—"})
_UNPRINTABLE = re.compile(
    "[^\n -~\u00a0-\u017f\u0e01-\u0e3a\u0e3f-\u0e5b\u2013\u2014\u2018-\u201a\u201c-\u201e"
    "\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u2044\u20ac\u2113\u2122\u2126"
    "\u2153-\u215e\u2202\u2206\u2211\u2212\u221a\u221e\u2248\u2260\u2264\u2265]"
)
"""Not drawn by TH Sarabun New nor its metric-compatible stand-in (read from its character map)."""

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")


class WrongAnswer(Exception):  # noqa: N818 - a refusal, named like the others
    """An answer cannot be taken; ``messages`` say why, in Thai."""

    def __init__(self, *messages: str) -> None:
        self.messages = messages
        super().__init__(*messages)


class Verbatim(str):
    """Text whose digits and letters are printed exactly as they are (addresses of the Internet)."""


@dataclass(frozen=True)
class Directory:
    """The people and units that answers may name by id."""

    people: Mapping[str, Person]
    units: Mapping[str, str]


Reader = Callable[[Field, Any, Directory], Any]


def count(number: int) -> str:
    """Write a number for a sentence: ๑๐,๐๐๐."""
    return to_thai(f"{number:,}")


def longest(field: Field) -> int:
    """Give the most letters that a text field takes."""
    return field.max or LONGEST.get(field.type, LONGEST_LINE)


def absent(raw: object) -> bool:
    """Tell whether nothing was answered."""
    if isinstance(raw, str):
        return not clean(raw)
    return raw is None or (isinstance(raw, list | tuple | dict) and not raw)


def text(field: Field, raw: Any, lines: bool = False) -> str:
    """Clean a text; raise ``WrongAnswer`` with all that is wrong in it."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
        raise WrongAnswer("ต้องเป็นข้อความ")
    cleaned = clean(str(raw), lines=lines).translate(_HYPHENS)
    faults = text_faults(cleaned, longest(field))
    if faults:
        raise WrongAnswer(*faults)
    return cleaned


def text_faults(cleaned: str, limit: int) -> list[str]:
    """Say what keeps a text from being printed: its length, its letters, a wrong weekday."""
    faults = []
    if len(cleaned) > limit:
        faults.append(
            f"ยาว {count(len(cleaned))} ตัวอักษร เกินที่กำหนด {count(limit)} ตัวอักษร โปรดย่อให้สั้นลง"
        )
    strange = list(dict.fromkeys(_UNPRINTABLE.findall(cleaned)))
    if strange:
        faults.append(f"มีอักขระที่พิมพ์ในเอกสารไม่ได้ คือ {' '.join(strange[:10])} โปรดลบออก")
    return faults + [
        f"“{cleaned[found.start : found.end]}” ไม่ถูกต้อง "
        f"วันที่ {format_date(found.date, 'letter')} ตรงกับวัน{found.actual}"
        for found in weekday_mismatches(cleaned)
    ]


def _text(field: Field, raw: Any, _: Directory) -> str:
    return text(field, raw)


def _lines(field: Field, raw: Any, _: Directory) -> str:
    if isinstance(raw, list):
        raw = "\n".join(map(str, raw))
    return text(field, raw, lines=True)


def _date(field: Field, raw: Any, _: Directory) -> date:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if not isinstance(raw, str):
        raise WrongAnswer("อ่านวันที่ไม่ได้ โปรดเขียนเช่น ๒๕ มิ.ย. ๒๕๖๘")
    typed = clean(raw)
    return parse_iso(typed) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", typed) else parse_date(typed)


def _time(field: Field, raw: Any, _: Directory) -> time:
    return raw if isinstance(raw, time) else parse_time(str(raw))


def _int(field: Field, raw: Any, _: Directory) -> int:
    typed = to_arabic(clean(str(raw))).replace(",", "")
    if isinstance(raw, bool) or not re.fullmatch(r"-?\d{1,15}", typed):
        raise WrongAnswer("ต้องเป็นจำนวนเต็ม")
    number = int(typed)
    if field.min is not None and number < field.min:
        raise WrongAnswer(f"ต้องไม่น้อยกว่า {count(field.min)}")
    if field.max is not None and number > field.max:
        raise WrongAnswer(f"ต้องไม่มากกว่า {count(field.max)}")
    return number


def _money(field: Field, raw: Any, _: Directory) -> Decimal:
    return parse_amount(str(raw))


def _choice(field: Field, raw: Any, _: Directory) -> str:
    choices = field.choices or {}
    typed = clean(str(raw))
    for key, shown in choices.items():
        if typed in {key, shown}:
            return key
    raise WrongAnswer(f"“{typed[:60]}” ไม่มีให้เลือก โปรดเลือก {' หรือ '.join(choices.values())}")


_YES = {"true", "1", "on", "yes", "ใช่"}
_NO = {"false", "0", "off", "no", "ไม่ใช่", "ไม่"}


def _bool(field: Field, raw: Any, _: Directory) -> bool:
    typed = to_arabic(str(raw)).strip().lower()
    if typed not in _YES | _NO:
        raise WrongAnswer("โปรดตอบว่า ใช่ หรือ ไม่ใช่")
    return typed in _YES


def _person(field: Field, raw: Any, known: Directory) -> Person:
    if isinstance(raw, Person):
        return raw
    if isinstance(raw, Mapping):
        return _person_told(field, raw, known)
    typed = text(field, raw)
    if _ID.fullmatch(typed):
        if typed not in known.people:
            raise WrongAnswer(f"ไม่พบบุคคลรหัส “{typed}” ในทะเบียนบุคลากร โปรดเลือกใหม่หรือพิมพ์ชื่อเต็ม")
        return known.people[typed]
    name = parse_name(typed)
    return Person("", name.prefix, name.first, name.last, "")


def _person_told(field: Field, told: Mapping[str, Any], known: Directory) -> Person:
    if set(told) == {"id"}:
        return _person(field, told["id"], known)
    keys = {one.name for one in fields(Person)}
    strange = sorted(set(map(str, told)) - keys - {"name"})
    if strange:
        raise WrongAnswer(f"ไม่รู้จักข้อมูลบุคคล {', '.join(strange)}")
    parts = {key: text(field, value) for key, value in told.items() if value is not None}
    if "name" in parts:
        name = parse_name(parts.pop("name"))
        parts = {"prefix": name.prefix, "first": name.first, "last": name.last, **parts}
    if not parts.get("first"):
        raise WrongAnswer("ต้องมีชื่อบุคคล")
    return Person(**{"id": "", "prefix": "", "last": "", "position": "", **parts})


def _unit(field: Field, raw: Any, known: Directory) -> str:
    typed = text(field, raw)
    named = known.units.get(typed) or (field.also or {}).get(typed)
    if named is None and _ID.fullmatch(typed):
        raise WrongAnswer(f"ไม่พบกลุ่มงานรหัส “{typed}” โปรดเลือกใหม่หรือพิมพ์ชื่อเต็ม")
    return named or typed


def _booknumber(field: Field, raw: Any, _: Directory) -> str:
    return parse_book_number(text(field, raw)).thai


def _files(field: Field, raw: Any, _: Directory) -> list[dict[str, str]]:
    if not isinstance(raw, list):
        raise WrongAnswer("ต้องเป็นรายการไฟล์")
    rows = [row if isinstance(row, Mapping) else {"name": row} for row in raw]
    return [
        {
            key: text(field, row[key]) if row.get(key) is not None else ""
            for key in ("name", "pages")
        }
        | {"no": str(row.get("no", number))}
        for number, row in enumerate(rows, 1)
    ]


def _table(field: Field, raw: Any, _: Directory) -> dict[str, Any]:
    if not isinstance(raw, Mapping) or not isinstance(raw.get("columns"), list):
        raise WrongAnswer("ตารางต้องมีหัวตาราง (columns) และแถว (rows)")
    columns = [text(field, head) for head in raw["columns"]]
    rows = raw.get("rows") or []
    if not all(isinstance(row, list) and len(row) == len(columns) for row in rows):
        raise WrongAnswer(f"ทุกแถวของตารางต้องมี {count(len(columns))} ช่องเท่ากับหัวตาราง")
    if len(rows) > MOST_ROWS:
        raise WrongAnswer(f"ตารางมี {count(len(rows))} แถว เกินที่กำหนด {count(MOST_ROWS)} แถว")
    return {
        "columns": columns,
        "rows": [["" if absent(cell) else text(field, cell) for cell in row] for row in rows],
    }


def _address(pattern: str, message: str) -> Reader:
    def read(field: Field, raw: Any, _: Directory) -> Verbatim:
        typed = text(field, raw)
        if not re.fullmatch(pattern, typed):
            raise WrongAnswer(message)
        return Verbatim(typed)

    return read


READERS: Mapping[str, Reader] = {
    "text": _text,
    "computed": _text,
    "lines": _lines,
    "date": _date,
    "time": _time,
    "int": _int,
    "money": _money,
    "choice": _choice,
    "bool": _bool,
    "person": _person,
    "unit": _unit,
    "post": _text,
    "booknumber": _booknumber,
    "files": _files,
    "table": _table,
    "email": _address(
        r"[^\s@]+@[^\s@]+\.[^\s@]+", "ที่อยู่ไปรษณีย์อิเล็กทรอนิกส์ไม่ถูกต้อง เช่น saraban@example.go.th"
    ),
    "url": _address(r"https?://\S+", "ที่อยู่เว็บต้องขึ้นต้นด้วย http:// หรือ https://"),
}

_NOTHING = {"date": None, "time": None, "int": None, "money": None, "person": None, "group": None,
            "table": None, "computed": None}  # fmt: skip


def nothing(field: Field) -> Any:
    """What an unanswered optional field yields: empty text, an empty list, False or None."""
    if field.type in {"list", "files"}:
        return []
    return False if field.type == "bool" else _NOTHING.get(field.type, "")


def read(field: Field, raw: Any, known: Directory) -> Any:
    """Read one answer; raise ``WrongAnswer`` with every message."""
    try:
        return READERS[field.type](field, raw, known)
    except Refused as refused:
        raise WrongAnswer(str(refused)) from refused
