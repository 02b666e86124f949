"""An indicator's sheet, and how a row of a table, a form or a file becomes one. Pure."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from office.evaluation.scores import LEVELS, fitting
from office.profile import Profile
from templates.errors import Problem
from thai.digits import to_arabic
from thai.text import clean, normal

HEADS = {
    "code": "รหัส",
    "name": "ตัวชี้วัด",
    "weight": "น้ำหนัก",
    "unit": "หน่วยวัด",
    "goal": "เป้าหมาย",
    "s1": "คะแนน ๑",
    "s2": "คะแนน ๒",
    "s3": "คะแนน ๓",
    "s4": "คะแนน ๔",
    "s5": "คะแนน ๕",
    "lead": "เจ้าภาพหลัก",
    "co": "เจ้าภาพร่วม",
    "responsible": "ผู้รับผิดชอบ",
    "supervisor": "ผู้กำกับดูแลตัวชี้วัด",
    "collector": "ผู้จัดเก็บข้อมูล",
    "definition": "คำอธิบาย",
    "formula": "วิธีคำนวณ",
    "source": "แหล่งข้อมูล",
}
"""Columns of a table of indicators: key and head, in their order."""
SCALE = ("s1", "s2", "s3", "s4", "s5")
_OTHER = {"ชื่อตัวชี้วัด": "name", "หน่วย": "unit", "ผู้กำกับดูแล": "supervisor", "ผู้กำกับ": "supervisor"}
PEOPLE = ("responsible", "supervisor", "collector")
"""Keys of the people of an indicator."""
_TEXTS = ("code", "unit", "definition", "formula", "source")


@dataclass(frozen=True)
class Indicator:
    """One indicator; ``target`` is its id among the case's targets, groups and people are ids.

    ``scale`` holds the values that score 1 to 5, () while nobody told them; ``weight`` and
    ``goal`` are None as long.
    """

    target: str
    name: str
    code: str = ""
    weight: Decimal | None = None
    unit: str = ""
    goal: Decimal | None = None
    scale: tuple[Decimal, ...] = ()
    lead: str = ""
    co: tuple[str, ...] = ()
    responsible: str = ""
    supervisor: str = ""
    collector: str = ""
    definition: str = ""
    formula: str = ""
    source: str = ""

    @property
    def measurable(self) -> bool:
        """Whether a value of it can be scored and weighed."""
        return self.weight is not None and fitting(self.scale)


def figures_of(indicator: Indicator) -> dict[str, str]:
    """Write an indicator as a row of the table, without its groups and people."""
    levels = {key: _plain(level) for key, level in zip(SCALE, indicator.scale, strict=False)}
    told = {key: str(getattr(indicator, key)) for key in ("name", *_TEXTS)}
    figures = {"weight": _plain(indicator.weight), "goal": _plain(indicator.goal)}
    return {**dict.fromkeys(HEADS, ""), **told, **levels, **figures}


def row_of(indicator: Indicator, profile: Profile) -> dict[str, str]:
    """Write an indicator as a row of the table, groups and people by their names."""
    people = {person.id: person.name.full for person in profile.people}
    groups = profile.group_names
    named = {key: people.get(getattr(indicator, key), "") for key in PEOPLE}
    co = ", ".join(groups.get(group, group) for group in indicator.co)
    return {**figures_of(indicator), **named, "lead": groups.get(indicator.lead, ""), "co": co}


def read_rows(
    rows: Iterable[Mapping[str, str]], profile: Profile
) -> tuple[list[Indicator], list[Problem]]:
    """Read rows by the keys of ``HEADS``; returns what could be read, and every fault."""
    reader = _Reader(profile)
    read = [reader.indicator(row, number) for number, row in enumerate(rows, 1)]
    for key, many in (("code", _twice(read, "code")), ("name", _twice(read, "name"))):
        reader.faults += [Problem(key, HEADS[key], f"“{one}” ซ้ำกัน") for one in many]
    if not read:
        reader.faults.append(Problem("name", "ตัวชี้วัด", "ไม่มีตัวชี้วัดเลย"))
    return read, reader.faults


def keys_of(heads: Iterable[str]) -> dict[str, str]:
    """Return the key of each head of a table that is known: Thai heads or the keys themselves."""
    known = {normal(head): key for key, head in HEADS.items()} | {key: key for key in HEADS}
    known |= {normal(head): key for head, key in _OTHER.items()}
    found = {head: known.get(normal(head).strip(), "") for head in heads}
    return {head: key for head, key in found.items() if key}


def rows_of_file(told: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the rows of a file such as ``office/samples/kpi-2570.yaml``."""
    rows = told.get("indicators")
    return [_as_row(row) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def merged(old: Sequence[Indicator], new: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """Return the new list in which what was known before keeps its id and what is not retold."""
    return tuple(_onto(_same(one, old), one) for one in new)


def to_json(one: Indicator) -> str:
    """Spell a sheet."""
    plain = {k: v for k, v in asdict(one).items() if k != "target" and v not in ("", None, ())}
    return json.dumps(plain, ensure_ascii=False, default=str)


def from_json(target: str, name: str, text: str) -> Indicator:
    """Read a sheet; "" is the bare name that the case tells."""
    told: dict[str, Any] = json.loads(text) if text else {}
    told |= {key: Decimal(told[key]) for key in ("weight", "goal") if key in told}
    told |= {"scale": tuple(map(Decimal, told.get("scale", ()))), "co": tuple(told.get("co", ()))}
    return Indicator(**{**told, "target": target, "name": name})


class _Reader:
    def __init__(self, profile: Profile) -> None:
        self.faults: list[Problem] = []
        self.groups = {
            normal(word): one.id
            for one in profile.groups
            for word in (one.id, one.name, one.short)
            if word
        }
        self.people = {
            normal(word): one.id
            for one in profile.people
            for word in (one.id, one.name.full, one.name.plain)
        }

    def indicator(self, row: Mapping[str, str], number: int) -> Indicator:
        told = {key: clean(row.get(key, "")) for key in HEADS}
        place = f"แถวที่ {number} {told['name'][:40]}".strip()
        if not told["name"]:
            self._fault("name", place, "โปรดเติมชื่อตัวชี้วัด")
        scale = [self._number(key, told, place) for key in SCALE if told[key]]
        levels = tuple(level for level in scale if level is not None)
        if scale and None not in scale and not fitting(levels):
            self._fault("s1", place, f"เกณฑ์ต้องมี {LEVELS} ค่า เรียงขึ้นหรือเรียงลงตลอด")
        weight = self._number("weight", told, place)
        if weight is not None and weight <= 0:
            self._fault("weight", place, "น้ำหนักต้องมากกว่า ๐")
        return Indicator(
            target=(told["code"] or told["name"])[:80],
            name=told["name"],
            weight=weight,
            goal=self._number("goal", told, place),
            scale=levels,
            lead=self._found("lead", told["lead"], self.groups, place),
            co=tuple(
                self._found("co", word.strip(), self.groups, place)
                for word in told["co"].replace("\n", ",").split(",")
                if word.strip()
            ),
            **{key: self._found(key, told[key], self.people, place) for key in PEOPLE},
            **{key: told[key] for key in _TEXTS},
        )

    def _number(self, key: str, told: Mapping[str, str], place: str) -> Decimal | None:
        if not told[key]:
            return None
        value = number(told[key])
        if value is None:
            self._fault(key, place, f"{HEADS[key]} “{told[key]}” ไม่ใช่ตัวเลข")
        return value

    def _found(self, key: str, word: str, known: Mapping[str, str], place: str) -> str:
        if word and normal(word) not in known:
            self._fault(key, place, f"ไม่รู้จัก {HEADS[key]} “{word}” โปรดใช้ชื่อเต็มตามหน้าตั้งค่า")
        return known.get(normal(word), "")

    def _fault(self, key: str, place: str, message: str) -> None:
        self.faults.append(Problem(key, place, message))


def number(text: str) -> Decimal | None:
    """Read a number in Thai or Arabic digits, with or without % and commas; None for no number."""
    typed = to_arabic(text).replace(",", "").replace("%", "").replace("ร้อยละ", "").strip()
    try:
        value = Decimal(typed)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < Decimal(10) ** 12 else None


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _as_row(told: Mapping[str, Any]) -> dict[str, str]:
    named = {"goal": told.get("target"), "co": ", ".join(map(str, told.get("co") or ()))}
    levels = dict(zip(SCALE, told.get("scale") or (), strict=False))
    row = {**told, **named, **levels}
    return {key: str(row[key]) for key in HEADS if row.get(key) not in (None, "")}


def _twice(read: Sequence[Indicator], key: str) -> list[str]:
    said = [str(getattr(one, key)) for one in read if getattr(one, key)]
    return [one for one in dict.fromkeys(said) if said.count(one) > 1]


def _same(one: Indicator, old: Sequence[Indicator]) -> Indicator | None:
    by_code = (each for each in old if each.code and each.code == one.code)
    by_name = (each for each in old if normal(each.name) == normal(one.name))
    return next(by_code, None) or next(by_name, None)


def _onto(old: Indicator | None, new: Indicator) -> Indicator:
    if old is None:
        return new
    return replace(old, **dict(_told(new)))


def _told(one: Indicator) -> Iterator[tuple[str, Any]]:
    for key in Indicator.__dataclass_fields__:
        value = getattr(one, key)
        if key != "target" and value not in ("", None, ()):
            yield key, value
