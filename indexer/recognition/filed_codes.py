"""Codes of letters that were filed before, as a check of a code that was read from a scan.

A sender writes under the same few codes for years: what stands before the stroke, ศธ ๐๔๙๙๙.๑ of
ศธ ๐๔๙๙๙.๑/ว ๑๔๕. A code that is one confusable letter, a lost point or unsure digits away from
exactly one of them is taken as that; what is none of them is asked for. The running number behind
the stroke is never touched, nor a figure that was read for certain.
"""

import re
from collections.abc import Collection
from dataclasses import replace
from functools import cache

from indexer.recognition.field import SURE, Field
from indexer.recognition.figures import book_value
from thai.digits import to_arabic, to_thai

_UNSURE = "#"
_ALIKE = (
    "กภถฤ",
    "ขชซ",
    "คศ",
    "ดตค",
    "บป",
    "นม",
    "นบ",
    "ฐจธถรอ",
    "ฎฏ",
    "สศ",
    "พฬฟ",
    "ผฝ",
    "ลส",
    "ยบ",
)
"""Letters that are taken for each other on scans: of 352 numbers, and of fonts like them."""
_MORE = {"ธ": f"|ถจ|[จถธอ]?[5{_UNSURE}]|"}  # two letters, a figure, nothing at all
_MARKS = "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*"
_TAKEN, _ASKED = 0.9, 0.3


def as_filed(number: Field, codes: Collection[str]) -> Field:
    """Compare the number of a scan with the codes of its sender (ศธ 04999.1), and say why."""
    code, stroke, running = _read(number).partition("/")
    if not (stroke and codes and re.search("[ก-ฮA-Za-z]", code)):  # ๓๒/๒๕๖๙ has no code
        return number
    alike = [one for one in codes if _fits(_bare(one), code)]
    exact = [one for one in alike if re.fullmatch(_pattern(_bare(one)), code)]
    match exact or alike:
        case [one]:
            certain = exact and not any(at < number.text.index("/") for at in number.unsure)
            return number if certain else _as(number, one, running, _TAKEN, "อ่านเป็น")
        case []:
            known = [one for one in codes if _figures(_bare(one)) == _figures(code)]
            if len(known) == 1:
                return _as(number, known[0], running, _ASKED, "ตัวเลขตรง แต่อักษรอ่านได้")
    told = " ".join(to_thai(one) for one in sorted(codes)[:3])
    return replace(
        number,
        sure=min(number.sure, _ASKED),
        because=f"ผู้ส่งนี้เคยใช้รหัส {told}",
    )


def _as(number: Field, code: str, running: str, sure: float, why: str) -> Field:
    """Return a number with a filed code in the place of what was read."""
    read, _, rest = number.text.partition("/")
    printed = to_thai(code) if re.search("[๐-๙]", number.text) else code
    value = book_value(f"{code}/{rest}")
    shift = len(printed) - len(read)
    unsure = tuple(at + shift for at in number.unsure if at > len(read))
    return replace(
        number,
        value=value or number.value,
        text=f"{printed}/{rest}",
        sure=max(number.sure, sure) if value and sure >= SURE else _ASKED,
        unsure=unsure,
        because=f"รหัส {to_thai(code)} ที่ผู้ส่งนี้เคยใช้ ({why} {to_thai(read.strip())})",
    )


def _read(number: Field) -> str:
    """Return a number without spaces, Arabic, with _UNSURE for each unsure digit."""
    signs = (
        _UNSURE if at in number.unsure and sign.isdigit() else sign
        for at, sign in enumerate(to_arabic(number.text))
    )
    return "".join("".join(signs).split())


def _bare(code: str) -> str:
    return "".join(code.split())


def _figures(code: str) -> str:
    return "".join(sign for sign in code if sign.isdigit())


def _fits(code: str, read: str) -> bool:
    """Whether a reading is a code but for one letter or point that scans mistake."""
    patterns = (_pattern(code, at) for at in (-1, *range(len(code))))
    return any(re.fullmatch(pattern, read) for pattern in patterns)


@cache
def _pattern(code: str, mistaken: int = -1) -> str:
    """Return a pattern of a code's readings, the sign at a place mistaken."""
    return "".join(_sign(sign, at == mistaken) for at, sign in enumerate(code))


def _sign(sign: str, mistaken: bool) -> str:
    if sign.isdigit():
        return f"[{sign}{_UNSURE}]"
    if not mistaken:
        return re.escape(sign)
    if sign == ".":
        return ""
    alike = "".join(group for group in _ALIKE if sign in group) or re.escape(sign)
    return f"(?:[{alike}]{{1,2}}{_MARKS}{_MORE.get(sign, '')})"
