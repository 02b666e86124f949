"""The minutes as a meeting's day tells them, in the official wording; nothing is typed again."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from office.meeting.agenda import AgendaItem
from office.meeting.attendance import lists
from office.meeting.day_rows import Day
from office.meeting.notes import Correction, Note, Task, paragraphs
from office.procedures.papers import RESOLVED
from office.profile import Profile
from office.resolutions import EVERYBODY
from thai.dates import format_date

FULL, REASONS, RESOLUTIONS = "full", "reasons", "resolutions"
LEVELS = {
    FULL: "ละเอียด",
    REASONS: "เหตุผลและมติ",
    RESOLUTIONS: "มติเท่านั้น",
}
"""How much of what was said the minutes tell (spec 1.7)."""
SENTENCES = {
    "ทราบ": RESOLVED["ทราบ"],
    "รับรอง": "ที่ประชุมรับรองรายงานการประชุมโดยไม่มีการแก้ไข",
    "เห็นชอบ": "ที่ประชุมเห็นชอบตามที่เสนอ",
    "อนุมัติ": "ที่ประชุมอนุมัติตามที่เสนอ",
    "ไม่เห็นชอบ": "ที่ประชุมไม่เห็นชอบตามที่เสนอ",
    "มอบหมาย": "ที่ประชุมมอบหมายให้ดำเนินการ ดังนี้",
    "ชะลอ": "ที่ประชุมให้ชะลอเรื่องนี้ไว้ก่อน",
}
CORRECTED = "ที่ประชุมรับรองรายงานการประชุมโดยมีการแก้ไขดังกล่าว"
CORRECTIONS = "ที่ประชุมขอแก้ไขรายงานการประชุม ดังนี้"
MEETING = "ที่ประชุม"
VERBS = ("รับทราบ", "ทราบ", "รับรอง", "เห็นชอบ", "เห็นควร", "อนุมัติ", "ไม่", "มอบ", "ชะลอ", "ให้")
"""With these begins a resolution that was noted in short; the minutes say who resolved."""


def answers(day: Day, profile: Profile, level: str) -> dict[str, Any]:
    """Return the answers of the minutes that a meeting's day tells."""
    told: dict[str, Any] = {"start_actual": day.times.started, "end_actual": day.times.ended}
    if any(seat.mark.state for seat in day.seats):
        told["attendance"] = lists(day.seats, profile)
    people = frozenset(profile.directory)
    names = {one.id: one.name.plain for one in profile.people} | {
        **EVERYBODY,
        **profile.group_names,
    }
    sections = [_section(item, day, names, people, level) for item in day.items]
    told["minutes"] = {"sections": [one for one in sections if one]}
    return {key: value for key, value in told.items() if value}


def _section(
    item: AgendaItem, day: Day, names: Mapping[str, str], people: frozenset[str], level: str
) -> dict[str, Any]:
    noted = day.notes.get(item.key)
    note = noted.note if noted else Note()
    changed = day.corrections if item.adopts else ()
    kind = note.kind or ("" if noted and note.resolution else _usual(item))
    told = {
        "agenda": item.number,
        "discussion": _discussion(item, note, level) + _corrected(changed),
        "resolution_type": kind,
        "resolution": _resolution(kind, note, changed, names),
        "actions": [_action(task, people) for task in note.tasks],
    }
    return {key: value for key, value in told.items() if value}


def _usual(item: AgendaItem) -> str:
    """Return what a meeting resolves on items under such a heading."""
    return next((word for word in RESOLVED if word in item.heading), "")


def _discussion(item: AgendaItem, note: Note, level: str) -> list[str]:
    """Return what the minutes tell of an item before its resolution, by their level."""
    reasons, discussion = paragraphs(note.reasons), paragraphs(note.discussion)
    if level == FULL:
        return reasons + discussion
    if level == REASONS:
        return reasons or _about(item)
    return _about(item)


def _about(item: AgendaItem) -> list[str]:
    """Say that an item was dealt with, and nothing of what was said."""
    about = "รับฟัง" if "ทราบ" in item.heading else "พิจารณา"
    return [f"{MEETING}{about}เรื่องนี้แล้ว"]


def _corrected(changed: Sequence[Correction]) -> list[str]:
    return [CORRECTIONS, *map(sentence, changed)] if changed else []


def sentence(one: Correction) -> str:
    """Write a correction as minutes do."""
    place = f"{one.place} " if one.place else ""
    return f"{place}จาก “{one.wrong}” แก้ไขเป็น “{one.right}”"


def _resolution(
    kind: str, note: Note, changed: Sequence[Correction], names: Mapping[str, str]
) -> str:
    lines = paragraphs(note.resolution)
    if lines and lines[0].startswith(VERBS):
        lines[0] = MEETING + lines[0]
    if not lines and kind in SENTENCES:
        lines = [CORRECTED if kind == "รับรอง" and changed else SENTENCES[kind]]
    said = " ".join(lines)
    return "\n".join([*lines, *_given(note.tasks, names, said)])


def _given(tasks: Iterable[Task], names: Mapping[str, str], said: str) -> list[str]:
    """Say who is to do what until when, unless the resolution names the owner already."""
    told = []
    for task in tasks:
        owner = names.get(task.owner, "")
        if owner and owner not in said:
            until = f" ภายใน{format_date(task.due, 'weekday')}" if task.due else ""
            told.append(f"มอบ{owner} {task.task}{until}")
    return told


def _action(task: Task, people: frozenset[str]) -> dict[str, Any]:
    told: dict[str, Any] = {"task": task.task}
    if task.owner:
        told["owner" if task.owner in people else "owner_group"] = task.owner
    return told | ({"due": task.due.isoformat()} if task.due else {})
