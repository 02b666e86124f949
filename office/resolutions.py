"""What a meeting resolved, as rows of the memos that tell it: all of it, or one group's part.

The memos take the same answers as the minutes do. Where the clerk has typed no row of ``matters``,
they come from the minutes: number, title, resolution, and who does what until when.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from templates.form import Form, at
from thai.digits import to_arabic
from thai.names import PersonName

FIELD = "matters"
EVERYBODY = {"all": "ทุกกลุ่ม/หน่วย", "schools": "สถานศึกษาทุกแห่ง"}
GROUP = "extract.group"
"""Where an extract says whose part it is."""


def with_matters(
    form: Form, given: Mapping[str, Any], groups: Mapping[str, str]
) -> Mapping[str, Any]:
    """Return the answers with the rows that the minutes in them tell; else as they are.

    ``groups`` are the names of the office's groups by id.
    """
    if not any(field.name == FIELD for field in form.fields) or given.get(FIELD):
        return given
    group = str(at(given, GROUP) or "")
    found = list(matters(given, groups, group))
    return {**given, FIELD: found} if found else given


def matters(
    meeting: Mapping[str, Any], groups: Mapping[str, str], group: str = ""
) -> Iterator[dict[str, Any]]:
    """Yield each resolution of a meeting's answers; only those of ``group`` (id or name) if told.

    A resolution concerns the group that brought the item, and those who are given a task by it;
    of the tasks, an extract tells the group's own and everybody's.
    """
    wanted = groups.get(group, group)
    items = dict(_items(meeting, groups))
    for section in _rows(at(meeting, "minutes.sections")):
        number = to_arabic(str(section.get("agenda") or ""))
        title, owner = items.get(number, ("", ""))
        tasks = [task for task in _tasks(section, groups) if _concerns(task["owner"], wanted)]
        if section.get("resolution") and title and (tasks or not wanted or owner == wanted):
            resolution = str(section["resolution"])
            yield {"agenda": number, "title": title, "resolution": resolution, "tasks": tasks}


def _items(
    meeting: Mapping[str, Any], groups: Mapping[str, str]
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield number, title and owner of every item: they are numbered as the agenda prints them."""
    for first, heading in enumerate(_rows(meeting.get("agenda")), 1):
        for second, item in enumerate(_rows(heading.get("items")), 1):
            owner = str(item.get("owner") or "")
            yield f"{first}.{second}", (str(item.get("title") or ""), groups.get(owner, owner))


def _tasks(section: Mapping[str, Any], groups: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    known = {**EVERYBODY, **groups}
    for action in _rows(section.get("actions")):
        owner = str(action.get("owner_group") or "") or _named(action.get("owner"))
        told = {"task": action.get("task"), "owner": known.get(owner, owner)}
        yield told | ({"due": action["due"]} if action.get("due") else {})


def _named(person: object) -> str:
    """Return the name of a person as filed answers tell one."""
    if not isinstance(person, Mapping):
        return ""
    first, last = str(person.get("first") or ""), str(person.get("last") or "")
    return PersonName(str(person.get("prefix") or ""), first, last).full


def _concerns(owner: str, wanted: str) -> bool:
    return not wanted or owner in (wanted, EVERYBODY["all"])


def _rows(value: object) -> Iterator[Mapping[str, Any]]:
    for row in value if isinstance(value, list) else ():
        if isinstance(row, Mapping):
            yield row
        elif isinstance(row, str):
            yield {"title": row, "task": row}
