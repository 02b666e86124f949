"""What is written down of each item while the meeting goes on."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from office.resolutions import EVERYBODY
from templates.errors import Problem
from thai.text import clean

KINDS = {
    "": "ยังไม่มีมติ",
    "ทราบ": "ทราบ",
    "รับรอง": "รับรอง",
    "เห็นชอบ": "เห็นชอบ",
    "อนุมัติ": "อนุมัติ",
    "ไม่เห็นชอบ": "ไม่เห็นชอบ",
    "มอบหมาย": "มอบหมาย",
    "ชะลอ": "ชะลอหรือถอนวาระ",
    "none": "ไม่มีมติ",
}
"""Kinds of resolutions, as the form of the minutes knows them."""
MOST_LETTERS = 100_000
MOST_TASKS = 20
TIME_MARK = re.compile(r"\[(\d{1,2}):([0-5]\d)(?::([0-5]\d))?\][ \t]*")
"""A place of the recording in a note: [12:05] or [1:02:05]; it is not for the minutes."""


@dataclass(frozen=True)
class Task:
    """What somebody is to do: ``owner`` is a group's or person's id, "all" or "schools"."""

    task: str
    owner: str = ""
    due: date | None = None


@dataclass(frozen=True)
class Note:
    """What was said and resolved on an item.

    ``reasons`` go into minutes of two levels, ``discussion`` only into the detailed ones.
    """

    reasons: str = ""
    discussion: str = ""
    kind: str = ""
    resolution: str = ""
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True)
class Noted:
    """A note as it is kept: of which item (its key, and its title then), who wrote it last."""

    item: str
    title: str
    note: Note
    version: int
    who: str
    at: datetime | None


@dataclass(frozen=True)
class Correction:
    """What a meeting corrected when it adopted minutes: where, which words, into which.

    ``case`` is the meeting that corrected, ``record`` the minutes that it adopted.
    """

    id: int
    case: int
    record: str
    place: str
    wrong: str
    right: str
    who: str
    at: datetime


def faults(note: Note, groups: Iterable[str], people: Iterable[str]) -> list[Problem]:
    """Return what is wrong with a note."""
    owners = {"", *EVERYBODY, *groups, *people}
    found = []
    if note.kind not in KINDS:
        found.append(Problem("kind", "มติ", "โปรดเลือกจากรายการ"))
    for name, text in (("reasons", note.reasons), ("discussion", note.discussion)):
        if len(text) > MOST_LETTERS:
            found.append(Problem(name, "บันทึก", "ยาวเกินไป โปรดแบ่งเป็นไฟล์แนบ"))
    if len(note.tasks) > MOST_TASKS:
        found.append(Problem("tasks", "งานที่มอบหมาย", "มากเกินไป"))
    for number, task in enumerate(note.tasks):
        if not task.task.strip():
            found.append(Problem(f"task-{number}", "งานที่มอบหมาย", "โปรดเขียนว่าให้ทำอะไร"))
        if task.owner not in owners:
            found.append(Problem(f"owner-{number}", "ผู้รับผิดชอบ", "โปรดเลือกจากรายการ"))
    return found


def paragraphs(text: str) -> list[str]:
    """Return the lines of a note as paragraphs, without marks of the recording's time."""
    lines = TIME_MARK.sub("", clean(text, lines=True)).splitlines()
    return [told for line in lines if (told := line.strip())]


def marks(text: str) -> list[tuple[str, int]]:
    """Return the marks of time in a note, as they are written and in seconds."""
    return [(found[0].strip(" \t[]"), _seconds(found)) for found in TIME_MARK.finditer(text)]


def told_tasks(tasks: Iterable[Task]) -> list[dict[str, Any]]:
    """Spell tasks for JSON."""
    return [
        {"task": one.task, "owner": one.owner, "due": one.due.isoformat() if one.due else ""}
        for one in tasks
    ]


def read_tasks(told: Iterable[Mapping[str, str]]) -> tuple[Task, ...]:
    """Read what ``told_tasks`` spelled."""
    return tuple(
        Task(one["task"], one["owner"], date.fromisoformat(one["due"]) if one["due"] else None)
        for one in told
    )


def _seconds(found: re.Match[str]) -> int:
    parts = [int(part) for part in found.groups() if part is not None]
    if len(parts) == 2:
        return parts[0] * 60 + parts[1]
    return parts[0] * 3600 + parts[1] * 60 + parts[2]
