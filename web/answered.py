"""What came back from a form page, as the nested answers that a form is filled with.

Nothing is judged here: text stays as it was typed. Only names of people become their ids again, and
lines of cells become tables.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from templates.form import Form
from templates.people import Person
from templates.questions import Field
from web.questions import PREFIX, names_of

MOVES = ("add", "remove", "up", "down")


@dataclass
class Node:
    """One step of a path: the text posted there, and what lies below."""

    text: str | None = None
    below: dict[str, "Node"] = field(default_factory=dict)

    def rows(self) -> list["Node"]:
        """Return what lies below numbers, in their order."""
        numbers = sorted(int(name) for name in self.below if name.isdecimal())
        return [self.below[str(number)] for number in numbers]


def answered(
    form: Form, posted: Iterable[tuple[str, str]], people: Mapping[str, Person]
) -> dict[str, Any]:
    """Return the answers in posted (name, text) pairs; of a name posted twice the last counts."""
    return _Reading(form, people).mapping(form.fields, _tree(posted))


def _tree(posted: Iterable[tuple[str, str]]) -> Node:
    root = Node()
    for name, text in posted:
        if name.startswith(PREFIX):
            node = root
            for step in name.removeprefix(PREFIX).split("-"):
                node = node.below.setdefault(step, Node())
            node.text = text.replace("\r\n", "\n")
    return root


class _Reading:
    def __init__(self, form: Form, people: Mapping[str, Person]) -> None:
        self._form = form
        self._ids = {_spaced(name): id for id, name in names_of(people).items()}

    def mapping(self, fields: tuple[Field, ...], node: Node) -> dict[str, Any]:
        """Read the fields of the form, of a group, or of a row; blank ones are left out."""
        told = {
            field.name: self._value(field, node.below[field.name])
            for field in fields
            if field.name in node.below
        }
        return {name: value for name, value in told.items() if value not in ("", None, {})}

    def _value(self, field: Field, node: Node) -> Any:
        group = self._form.groups.get(field.of)
        if field.type == "group" and group:
            return self.mapping(group.fields, node)
        if field.type == "list":
            return [self._row(field, row) for row in node.rows()]
        return self._single(field.type, node)

    def _row(self, field: Field, node: Node) -> Any:
        group = self._form.groups.get(field.of)
        return self.mapping(group.fields, node) if group else self._single(field.of, node)

    def _single(self, kind: str, node: Node) -> Any:
        text = node.text or ""
        if kind == "person":
            return self._person(text, node.below.get("position", Node()).text or "")
        if kind == "table" and text.strip():
            columns, *rows = [_cells(line) for line in text.splitlines() if line.strip()]
            wide = len(columns)
            return {"columns": columns, "rows": [row + [""] * (wide - len(row)) for row in rows]}
        if kind == "files":
            lines = [_cells(line) for line in text.splitlines() if line.strip()]
            return [{"name": row[0], "pages": " ".join(row[1:])} for row in lines]
        return text

    def _person(self, text: str, position: str) -> Any:
        known = self._ids.get(_spaced(text))
        if known or not position.strip():
            return known or text
        return {"name": text, "position": position}


def moved(answers: dict[str, Any], move: str) -> dict[str, Any]:
    """Do what a button beside a row says: ``add:agenda``, ``remove:agenda-0-items-2``, ``up:…``.

    A button whose row is not there (any more) does nothing.
    """
    act, _, path = move.partition(":")
    *above, last = path.split("-")
    if act == "add":
        _add(at(answers, above), last)
    elif act in MOVES and last.isdecimal():
        rows = at(answers, above)
        if isinstance(rows, list) and int(last) < len(rows):
            _shift(rows, int(last), act)
    return answers


def _add(holder: Any, name: str) -> None:
    """Append a blank row; a list that was drawn empty had one already."""
    if isinstance(holder, dict):
        rows = holder.setdefault(name, [])
        if isinstance(rows, list):
            rows.append("")


def _shift(rows: list[Any], place: int, act: str) -> None:
    row = rows.pop(place)
    if act == "up":
        rows.insert(max(0, place - 1), row)
    elif act == "down":
        rows.insert(place + 1, row)


def at(value: Any, path: list[str]) -> Any:
    """Follow a path; a group that has no answer yet is made on the way."""
    for name in path:
        if isinstance(value, list) and name.isdecimal() and int(name) < len(value):
            if value[int(name)] == "":
                value[int(name)] = {}
            value = value[int(name)]
        elif isinstance(value, dict):
            value = value.setdefault(name, {})
        else:
            return None
    return value


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("\t" if "\t" in line else "|")]


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
