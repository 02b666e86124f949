"""Minutes made again over a draft that somebody went on writing: nobody's words are lost.

``base`` is what was made last time, ``mine`` the draft as it is, ``new`` what is made now. What
only one of the two changed is taken; where both did, the draft's words stay and are told of.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from office.meeting.agenda import items_of

ROWS = ("present", "absent", "in_attendance")
SECTIONS = "sections"


@dataclass(frozen=True)
class Difference:
    """A place where the draft's words stayed although others would be made now.

    ``path`` names the place: ``minutes/sections/<item's key>/resolution``.
    """

    path: str
    mine: Any
    new: Any


@dataclass(frozen=True)
class Merged:
    """The answers, and what of the draft stayed against what is made now."""

    answers: dict[str, Any]
    kept: tuple[Difference, ...]


def merge(
    base: Mapping[str, Any],
    mine: Mapping[str, Any],
    new: Mapping[str, Any],
    take: Iterable[str] = (),
) -> Merged:
    """Lay what is made now over the draft; at the paths ``take`` the draft's words give way."""
    kept = list[Difference]()
    before, now, here = _keyed(base), _keyed(new), _keyed(mine, base)
    merged = _Merging(frozenset(take), kept).of((), before, here, now)
    assert isinstance(merged, dict)
    return Merged(_listed(merged, merged.get("agenda")), tuple(kept))


@dataclass(frozen=True)
class _Merging:
    """One merge on its way: paths to take over, and what was kept so far."""

    take: frozenset[str]
    kept: list[Difference]

    def of(self, path: tuple[str, ...], base: Any, mine: Any, new: Any) -> Any:
        """Return what stands at a path afterwards, None for nothing."""
        if isinstance(mine, dict) and isinstance(new, dict):
            old = base if isinstance(base, dict) else {}
            told = {
                key: self.of((*path, key), old.get(key), mine.get(key), new.get(key))
                for key in dict.fromkeys([*new, *mine])
            }
            return {key: value for key, value in told.items() if value is not None}
        before, here, now = (_plain(value) for value in (base, mine, new))
        where = "/".join(path)
        if here in (now, before) or where in self.take:
            return new
        if now != before:
            self.kept.append(Difference(where, mine, new))
        return mine


def _plain(value: Any) -> Any:
    """Return a value as it is compared: what is empty is nothing, days and times are text."""
    if isinstance(value, Mapping):
        inner = {key: _plain(one) for key, one in value.items()}
        return {key: one for key, one in inner.items() if one is not None} or None
    if isinstance(value, list):
        return [one for one in map(_plain, value) if one is not None] or None
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return "\n".join(line.strip() for line in value.strip().splitlines()) or None
    return value if value not in (None, False) else None


def _keyed(answers: Mapping[str, Any], base: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return answers in which sections stand by their item, and people by who they are.

    A section that is still as in ``base`` belongs to the item that it had there, also where
    somebody moved the items of the draft's agenda and left its sections.
    """
    told, rows = dict(answers), _sections(answers)
    numbers, old = _numbers(answers), _numbers(base or {})
    same = {_number(row): old.get(_number(row)) for row in _sections(base or {}) if row in rows}
    if isinstance(minutes := told.get("minutes"), Mapping):
        keys = (
            same.get(_number(row)) or numbers.get(_number(row), f"#{_number(row)}") for row in rows
        )
        told["minutes"] = {**minutes, SECTIONS: dict(zip(keys, rows, strict=True))}
    if isinstance(attendance := told.get("attendance"), Mapping):
        lists = {name: {_who(row): row for row in _rows(attendance.get(name))} for name in ROWS}
        told["attendance"] = {**attendance, **lists}
    return told


def _numbers(answers: Mapping[str, Any]) -> dict[str, str]:
    """Return the keys of the agenda's items by their numbers."""
    return {item.number: item.key for item in items_of(answers.get("agenda"))}


def _sections(answers: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    minutes = answers.get("minutes")
    return _rows(minutes.get(SECTIONS)) if isinstance(minutes, Mapping) else []


def _listed(told: dict[str, Any], agenda: object) -> dict[str, Any]:
    """Undo ``_keyed``: sections in the order of the agenda, with its numbers."""
    answers = dict(told)
    if isinstance(minutes := answers.get("minutes"), dict):
        left = dict(minutes.get(SECTIONS) or {})
        rows = [
            {**left.pop(item.key), "agenda": item.number}
            for item in items_of(agenda)
            if item.key in left
        ]
        answers["minutes"] = {**minutes, SECTIONS: rows + list(left.values())}
    if isinstance(attendance := answers.get("attendance"), dict):
        lists = {name: list((attendance.get(name) or {}).values()) for name in ROWS}
        answers["attendance"] = {
            **attendance,
            **{name: rows for name, rows in lists.items() if rows},
        }
    return answers


def _number(row: Mapping[str, Any]) -> str:
    return str(row.get("agenda") or "")


def _who(row: Mapping[str, Any]) -> str:
    """Return what tells a person of a list from the others."""
    told = row.get("person") or row.get("school_head") or row.get("free_text") or ""
    return told if isinstance(told, str) else json.dumps(told, ensure_ascii=False, sort_keys=True)


def _rows(value: object) -> list[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
