"""The agenda of a meeting as its items, each with a key that stays when the items are moved."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from thai.text import normal

ADOPTION = "รับรอง"
"""A heading with this word adopts the minutes of the last meeting."""


@dataclass(frozen=True)
class AgendaItem:
    """An item: ``number`` is 5.1 as the agenda prints it, ``heading`` the title of its agenda.

    ``key`` comes of the title alone, so that what was noted goes with the item when it is moved.
    """

    key: str
    number: str
    title: str
    heading: str
    owner: str = ""

    @property
    def adopts(self) -> bool:
        """Whether the minutes of the last meeting are adopted by it."""
        return ADOPTION in self.heading


def items_of(agenda: object) -> tuple[AgendaItem, ...]:
    """Return the items of an agenda as papers answer it: headings with items in them."""
    return tuple(_items(agenda))


def with_added(agenda: object, added: Iterable[Mapping[str, str]]) -> list[dict[str, Any]]:
    """Return an agenda with items that came up on the day, each at the end of its heading.

    What the agenda's papers have taken over already is not added again.
    """
    told = [dict(heading) for heading in _rows(agenda)]
    for one in added:
        under = next((row for row in told if row.get("title") == one["heading"]), None)
        if under is None:
            under = {"title": one["heading"]}
            told.append(under)
        items = list(under.get("items") or [])
        if normal(one["title"]) not in {normal(str(row.get("title"))) for row in _rows(items)}:
            owner = {"owner": one["owner"]} if one["owner"] else {}
            under["items"] = [*items, {"title": one["title"], **owner}]
    return told


def _items(agenda: object) -> Iterator[AgendaItem]:
    seen = Counter[str]()
    for first, heading in enumerate(_rows(agenda), 1):
        for second, item in enumerate(_rows(heading.get("items")), 1):
            title = str(item.get("title") or "")
            same = normal(title)
            seen[same] += 1
            told = f"{first}.{second}", title, str(heading.get("title") or "")
            yield AgendaItem(_key(same, seen[same]), *told, str(item.get("owner") or ""))


def _key(title: str, time: int) -> str:
    """Tell items apart by their titles, and those of the same title by their order."""
    return hashlib.sha256(f"{title}#{time}".encode()).hexdigest()[:16]


def _rows(value: object) -> Iterable[Mapping[str, Any]]:
    for row in value if isinstance(value, list) else ():
        if isinstance(row, Mapping):
            yield row
        elif isinstance(row, str):  # the short way of writing an item
            yield {"title": row}
