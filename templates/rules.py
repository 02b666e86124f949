"""Checks of several answers against each other, which a form names in its ``[[rule]]`` tables.

Each check takes the texts or values at its fields and the rule, and yields messages; most are
conventions of official writing (spec 1.1, 1.7, 1.12) and are said as warnings.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from templates.errors import Problem
from templates.people import Person
from templates.questions import Field, Group, Rule, field_at
from templates.salutations import salutations
from thai.digits import to_arabic, to_thai

Found = Sequence[Sequence[Any]]
Check = Callable[[Found, Rule], Iterator[str]]


def broken(
    rules: Iterable[Rule],
    fields: Sequence[Field],
    groups: Mapping[str, Group],
    values: Mapping[str, Any],
    wrong: Container[str] = (),
) -> Iterator[tuple[str, Problem]]:
    """Yield (level, problem) for each rule that the values break.

    A rule about a field that is ``wrong`` in itself (names of the form's own fields) waits.
    """
    for rule in rules:
        paths = [f"{rule.each}.{path}" if rule.each else path for path in rule.fields]
        if any(path.split(".")[0] in wrong for path in paths):
            continue
        field = field_at(fields, groups, paths[-1])
        label = field.label if field else ""
        listed = field_at(fields, groups, rule.each)
        rows = [*_at(values, rule.each.split("."))] if rule.each else [values]
        for number, row in enumerate(rows):
            above = f"{listed.label} ที่ {to_thai(str(number + 1))} › " if listed else ""
            found = [list(_at(row, path.split("."))) for path in rule.fields]
            path = f"{rule.each}.{number}.{rule.fields[-1]}" if rule.each else paths[-1]
            for message in CHECKS[rule.check](found, rule):
                yield (
                    rule.level,
                    Problem(path.replace(".", "-"), above + label, rule.message or message),
                )


def _at(value: Any, path: Sequence[str]) -> Iterator[Any]:
    if isinstance(value, list):
        for one in value:
            yield from _at(one, path)
    elif not path:
        if value not in (None, ""):
            yield value
    elif isinstance(value, Mapping):
        yield from _at(value.get(path[0]), path[1:])


def _first(found: Sequence[Any]) -> Any:
    return found[0] if found else None


def _later(found: Found, rule: Rule) -> Iterator[str]:
    """The second date or time is not before the first."""
    first, second = _first(found[0]), _first(found[1])
    if first is not None and second is not None and second < first:
        yield "ต้องไม่มาก่อนเวลาเริ่ม"


@cache
def closings() -> dict[str, set[str]]:
    """Return the closings that go with each salutation (annex 2; data/salutations.yaml)."""
    pairs: dict[str, set[str]] = {}
    for row in salutations():
        pairs.setdefault(row.opening, set()).add(row.closing)
    return pairs


def _pair(found: Found, rule: Rule) -> Iterator[str]:
    """Salutation and closing belong together (annex 2 of the regulation; data/salutations.yaml)."""
    opening, closing = _first(found[0]), _first(found[1])
    right = closings().get(opening or "")
    if right and closing and closing not in right:
        yield f"คำขึ้นต้น “{opening}” ใช้คู่กับคำลงท้าย “{'” หรือ “'.join(sorted(right))}”"


def _mentions(found: Found, rule: Rule) -> Iterator[str]:
    """What the text speaks of (``words``) stands in its own field."""
    text = " ".join(map(str, found[0]))
    if rule.words in text and not found[1]:
        yield f"ข้อความกล่าวถึง “{rule.words}” แต่ไม่ได้กรอกช่องนี้"


def _each_mentioned(found: Found, rule: Rule) -> Iterator[str]:
    """Each of several numbered enclosures is mentioned in the text (``words`` and its number)."""
    text = to_arabic(" ".join(map(str, found[0])))
    many = len(found[1])
    for number in range(1, many + 1) if many > 1 else ():
        if not re.search(rf"{rule.words}\s*(?:\d+\s*(?:,|และ|-|–|ถึง)\s*)*{number}(?!\d)", text):
            yield f"ข้อความไม่ได้กล่าวถึง{rule.words} {to_thai(str(number))}"


def _closed(found: Found, rule: Rule) -> Iterator[str]:
    """ตามที่… is closed by นั้น, ด้วย… is not (spec 1.1, convention)."""
    for paragraph in found[0][:1]:
        ends = str(paragraph).rstrip(" .").endswith("นั้น")
        if re.match(r"(ตามที่|ตามหนังสือ|ตามคำสั่ง)", paragraph) and "นั้น" not in paragraph:
            yield "ภาคเหตุที่ขึ้นต้นด้วย “ตาม…” ควรลงท้ายด้วย “นั้น”"
        if re.match(r"(ด้วย|เนื่องด้วย)", paragraph) and ends:
            yield "ภาคเหตุที่ขึ้นต้นด้วย “ด้วย” หรือ “เนื่องด้วย” ไม่ลงท้ายด้วย “นั้น”"


INSTEAD = {
    "บันทึกการประชุม": "รายงานการประชุม",
    "ผู้ที่ไม่เข้าประชุม": "ผู้ไม่มาประชุม",
    "เปิดประชุมเวลา": "เริ่มประชุมเวลา",
    "ปิดประชุมเวลา": "เลิกประชุมเวลา",
    "ผู้บันทึกรายงานการประชุม": "ผู้จดรายงานการประชุม",
}
"""Words that minutes do not use, and the right ones (spec 1.7)."""


def _words(found: Found, rule: Rule) -> Iterator[str]:
    """The prescribed words of minutes are used."""
    text = " ".join(str(one) for some in found for one in some)
    for wrong, right in INSTEAD.items():
        if wrong in text:
            yield f"ควรใช้ “{right}” แทน “{wrong}”"


def _distinct(found: Found, rule: Rule) -> Iterator[str]:
    """Nobody is named twice."""
    names = [one.name.plain if isinstance(one, Person) else str(one) for one in found[0]]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield f"มี “{name}” ซ้ำกัน"


def _one(found: Found, rule: Rule) -> Iterator[str]:
    """Exactly one answer is of a kind (``words``, a pattern), such as the chair of a committee."""
    many = sum(bool(re.match(rule.words, str(one))) for one in found[0])
    if found[0] and many != 1:
        yield f"ต้องมีเพียงหนึ่งเดียว แต่พบ {to_thai(str(many))}"


def _last(found: Found, rule: Rule) -> Iterator[str]:
    """Answers of a kind (``words``, a pattern) stand last, as secretaries do in a committee."""
    kinds = [bool(re.search(rule.words, str(one))) for one in found[0]]
    if kinds != sorted(kinds):
        yield "ควรเรียงไว้ลำดับสุดท้าย"


CHECKS: Mapping[str, Check] = {
    "later": _later,
    "pair": _pair,
    "mentions": _mentions,
    "each_mentioned": _each_mentioned,
    "closed": _closed,
    "words": _words,
    "distinct": _distinct,
    "one": _one,
    "last": _last,
}

OF_TWO = {"later", "pair", "mentions", "each_mentioned"}
"""Checks that set a second field against the first."""
