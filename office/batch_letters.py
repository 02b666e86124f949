"""From one letter and a table of receivers to the answers of each letter, or every fault. Pure.

A column whose head is a question of the form answers it; any other may stand in the texts of the
letter as ``{head}``. Thai heads are compared without spaces and marks of punctuation.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from office.batch_errors import FormWithoutReceiver, RowFault
from office.batch_sheet import LONGEST_CELL, Line, Sheet
from templates.form import Form
from templates.questions import Field

EACH, ONE = "each", "one"
MODES = {EACH: "คนละฉบับ คนละเลข", ONE: "หนังสือเวียนฉบับเดียว เลขเดียว มีรายชื่อแนบท้าย"}
LISTED = "ตามรายชื่อแนบท้าย"
TO, RECEIVERS, CIRCULAR = "to", "receivers", "circular"
MEANT = {TO: ("ผู้รับ", "ชื่อผู้รับ", "เรียน", "หน่วยงาน", "receiver", "to")}
_MENTION = re.compile(r"\{([^{}\n]{1,60})\}")
_SINGLE = {"text", "lines", "date", "time", "int", "money", "choice", "bool", "person", "unit",
           "email", "url", "post"}  # fmt: skip
_WRONG = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)")


@dataclass(frozen=True)
class Letter:
    """The answers of one letter, its receiver, and the row of the table that it is made of."""

    row: int
    receiver: str
    given: Mapping[str, Any]


@dataclass(frozen=True)
class Merged:
    """What a table makes of a letter; ``columns`` says which head answers which path."""

    letters: tuple[Letter, ...]
    columns: Mapping[str, str]
    faults: tuple[RowFault, ...]
    remarks: tuple[str, ...]


def refuse_without_receiver(form: Form, mode: str) -> None:
    """Raise FormWithoutReceiver for a form that asks nobody's name, or takes no list of them."""
    asked = {field.name for field in form.fields}
    for name, place in ((TO, "ถึง"), *(((RECEIVERS, "รายชื่อผู้รับแนบท้าย"),) if mode == ONE else ())):
        if name not in asked:
            raise FormWithoutReceiver(form=form.title, place=place)


def merged(form: Form, base: Mapping[str, Any], sheet: Sheet, mode: str) -> Merged:
    """Return the letters that are to be made; raises FormWithoutReceiver."""
    refuse_without_receiver(form, mode)
    columns = _columns(form, sheet.heads)
    faults = [*_whole(base, sheet, columns, mode), *_cells(sheet)]
    loose = [head for head in sheet.heads if head not in columns and head not in _mentions(base)]
    to = next((head for head, path in columns.items() if path == TO), "")
    told = [str(line.cells.get(to) or "") for line in sheet.lines]
    remarks = [*_unused(loose), *_twice(told)]
    if mode == ONE:
        letters: tuple[Letter, ...] = (Letter(0, f"{len(told)}", _circular(base, told)),)
        faults += [
            RowFault(line.number, to, "ไม่มีชื่อผู้รับ")
            for line, one in zip(sheet.lines, told, strict=True)
            if not one
        ]
    else:
        letters = tuple(
            Letter(line.number, one or str(base.get(TO) or ""), _answers(form, base, line, columns))
            for line, one in zip(sheet.lines, told, strict=True)
        )
    return Merged(letters, columns, tuple(faults), tuple(remarks))


def column_at(columns: Mapping[str, str], path: str, label: str) -> str:
    """Return the head under which a problem's answer stood, else the question's own label."""
    asked = path.replace("-", ".")
    return next((head for head, to in columns.items() if asked.split(".0")[0] == to), label)


def _columns(form: Form, heads: tuple[str, ...]) -> dict[str, str]:
    known: dict[str, str] = {}
    for path, field in reversed([*_questions(form)]):
        also = MEANT.get(path, ())
        known |= {_plain(name): path for name in (field.label, path, *also)}
    found: dict[str, str] = {}
    for head in heads:
        path = known.get(_plain(head), "")
        if path and path not in found.values():
            found[head] = path
    return found


def _questions(form: Form) -> Iterator[tuple[str, Field]]:
    """Yield what a cell can answer: simple questions first, then those inside a group."""
    inside: list[tuple[str, Field]] = []
    for field in form.fields:
        if field.type in _SINGLE or (field.type == "list" and field.of in ("text", "lines")):
            if field.name not in (RECEIVERS, form.number_field):
                yield field.name, field
        elif field.type == "group":
            own = form.groups[field.of].fields
            inside += [(f"{field.name}.{one.name}", one) for one in own if one.type in _SINGLE]
    yield from inside


def _plain(head: str) -> str:
    return re.sub(r"[\s:*.()_\-]+", "", head).lower()


def _mentions(told: object) -> set[str]:
    if isinstance(told, Mapping):
        return {name for value in told.values() for name in _mentions(value)}
    if isinstance(told, list):
        return {name for value in told for name in _mentions(value)}
    return set(_MENTION.findall(told)) if isinstance(told, str) else set()


def _whole(
    base: Mapping[str, Any], sheet: Sheet, columns: Mapping[str, str], mode: str
) -> Iterator[RowFault]:
    mentions = _mentions(base)
    for name in sorted(mentions - set(sheet.heads)):
        yield RowFault(0, name, "หนังสือกล่าวถึงช่องนี้ แต่ตารางไม่มีคอลัมน์ชื่อนี้")
    if TO not in columns.values() and (mode == ONE or not base.get(TO)):
        yield RowFault(0, "ถึง", "ตารางไม่มีคอลัมน์ผู้รับ โปรดตั้งหัวคอลัมน์ว่า ถึง หรือ ผู้รับ")
    if mode == ONE:
        same = "หนังสือเวียนเลขเดียวต้องมีข้อความเหมือนกันทุกฉบับ โปรดเอาออก หรือเลือกคนละฉบับ"
        for head in sheet.heads:
            if head in mentions or columns.get(head, TO) != TO:
                yield RowFault(0, head, same)


def _cells(sheet: Sheet) -> Iterator[RowFault]:
    for line in sheet.lines:
        for head, cell in line.cells.items():
            if _WRONG.fullmatch(cell):
                yield RowFault(line.number, head, f"สูตรใน Excel ให้ผลผิดพลาด {cell}")
            elif len(cell) > LONGEST_CELL:
                yield RowFault(line.number, head, "ยาวเกิน ๕,๐๐๐ ตัวอักษร")


def _unused(loose: list[str]) -> Iterator[str]:
    if loose:
        yield f"ไม่ได้ใช้คอลัมน์ {', '.join(loose)} หากต้องการใช้ ให้พิมพ์ในข้อความว่า {{{loose[0]}}}"


def _twice(receivers: list[str]) -> Iterator[str]:
    again = dict.fromkeys(one for one in receivers if one and receivers.count(one) > 1)
    if again:
        yield f"ผู้รับซ้ำกัน: {', '.join([*again][:8])}"


def _circular(base: Mapping[str, Any], told: list[str]) -> dict[str, Any]:
    return {**base, CIRCULAR: True, TO: base.get(TO) or LISTED, RECEIVERS: list(filter(None, told))}


def _answers(
    form: Form, base: Mapping[str, Any], line: Line, columns: Mapping[str, str]
) -> dict[str, Any]:
    given: dict[str, Any] = _filled(dict(base), line.cells)
    lists = {field.name for field in form.fields if field.type == "list"}
    for head, path in columns.items():
        cell = line.cells.get(head, "")
        outer, _, inner = path.partition(".")
        if not cell:
            continue
        if inner:
            given[outer] = {**(given.get(outer) or {}), inner: cell}
        else:
            given[outer] = cell.split("\n") if outer in lists else cell
    return given


def _filled(told: Any, cells: Mapping[str, str]) -> Any:
    if isinstance(told, Mapping):
        return {name: _filled(value, cells) for name, value in told.items()}
    if isinstance(told, list):
        return [_filled(value, cells) for value in told]
    if isinstance(told, str):
        return _MENTION.sub(lambda found: cells.get(found[1], found[0]), told)
    return told
