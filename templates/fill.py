"""From what was typed to the answers of a form, or to every problem at once."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, time
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from templates.computing import calculated
from templates.errors import FormInvalid, Problem
from templates.fields import (
    LONGEST,
    MOST_ROWS,
    Directory,
    WrongAnswer,
    absent,
    count,
    nothing,
    read,
)
from templates.form import Form
from templates.people import Person
from templates.questions import COMPUTED, Field
from templates.rules import broken
from thai.text import clean

OPEN = {"", "ไม่มี", "ปกติ", "-"}
"""Words for "no secrecy class"."""
MOST_LISTED = 8
"""Unused fields that a sentence names."""
ALIKE = 0.8
"""Likeness of two names (difflib's ratio) above which one is taken for the other misspelt."""


@dataclass(frozen=True)
class Answers:
    """A form's answers: ``values`` by field name, with every optional field present.

    Values are text, date, time, int, Decimal, bool, ``Person``, and mappings and lists of these.
    A draft's values leave out what is required and missing. ``unused`` are the paths given
    (``agenda[].page``) that the form does not ask for; misspelt ones are among the warnings.
    """

    values: Mapping[str, Any]
    warnings: tuple[Problem, ...] = ()
    unused: tuple[str, ...] = ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """All warnings as sentences, and one more that lists what was not used."""
        listed = ", ".join(self.unused[:MOST_LISTED])
        if (more := len(self.unused) - MOST_LISTED) > 0:
            listed += f" และอีก {count(more)} ช่อง"
        left = [f"ไม่ได้ใช้ช่องที่แบบนี้ไม่มี: {listed}"] if listed else []
        return (*map(str, self.warnings), *left)

    def plain(self) -> dict[str, Any]:
        """Give the values as JSON knows them; filling a form with that gives the same answers."""
        told = _plain(self.values)
        assert isinstance(told, dict)
        return told


def _plain(value: object) -> object:
    if isinstance(value, Person):
        return {key: text for key, text in asdict(value).items() if text}
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return str(value) if isinstance(value, Decimal) else value


def fill(
    form: Form,
    given: Mapping[str, Any],
    *,
    people: Mapping[str, Person],
    groups: Mapping[str, str],
    final: bool = True,
) -> Answers:
    """Read all answers in one pass; ``people`` and ``groups`` (unit names) are looked up by id.

    Raises ``FormInvalid`` with every problem. A draft (not ``final``) may miss anything, but what
    is answered must be right.
    """
    if not isinstance(given, Mapping):
        raise FormInvalid([Problem("", "", "คำตอบต้องเป็นชื่อช่องกรอกกับค่าของช่อง")], {})
    filling = _Filling(form, Directory(people, groups), final)
    values = filling.mapping(form.fields, given, _Place())
    problems = [*_secret(given), *filling.problems]
    wrong = {problem.path.split("-")[0] for problem in problems}
    said = [*broken(form.rules, form.fields, form.groups, values, wrong)]
    problems += [problem for level, problem in said if level == "problem" and final]
    if problems:
        raise FormInvalid([*problems, *filling.misspelt], given)
    unused = dict.fromkeys(re.sub(r"\.\d+(?=\.|$)", "[]", path) for path in filling.unused)
    warnings = (*filling.misspelt, *(problem for _, problem in said))
    return Answers(values, warnings, tuple(unused))


def _secret(given: object, path: tuple[str, ...] = ()) -> Iterator[Problem]:
    """Refuse classified documents, which must not enter this program (spec 1.10)."""
    if isinstance(given, Mapping):
        secrecy = given.get("secrecy")
        if secrecy is not None and clean(str(secrecy)) not in OPEN:
            message = (
                f"โปรแกรมนี้ไม่รับหนังสือชั้น “{clean(str(secrecy))}” โปรดจัดทำและเก็บตามระเบียบการรักษาความลับ"
            )
            yield Problem("-".join((*path, "secrecy")), "ชั้นความลับ", message)
        for key, value in given.items():
            yield from _secret(value, (*path, str(key)))
    elif isinstance(given, list):
        for number, value in enumerate(given):
            yield from _secret(value, (*path, str(number)))


@dataclass(frozen=True)
class _Place:
    """Where an answer stands: its path, the label a clerk reads, and the number of its row."""

    path: tuple[str, ...] = ()
    label: str = ""
    no: str = ""

    def field(self, field: Field) -> "_Place":
        label = f"{self.label} › {field.label}" if self.label else field.label
        return _Place((*self.path, field.name), label, self.no)

    def row(self, index: int, number: int) -> "_Place":
        no = f"{self.no}.{number}" if self.no else str(number)
        return _Place((*self.path, str(index)), f"{self.label} ที่ {count(index + 1)}", no)


class _Filling:
    """One pass over what was given, gathering problems and unused paths."""

    def __init__(self, form: Form, known: Directory, final: bool) -> None:
        self.form = form
        self.known = known
        self.final = final
        self.problems: list[Problem] = []
        self.unused: list[str] = []
        self.misspelt: list[Problem] = []

    def mapping(
        self, fields: tuple[Field, ...], given: Mapping[str, Any], place: _Place
    ) -> dict[str, Any]:
        """Read the fields of the form, of a group, or of a row."""
        values: dict[str, Any] = {}
        used = {"no", "secrecy"}
        for field in sorted(fields, key=lambda one: one.type == COMPUTED):
            if field.type == COMPUTED:
                used.add(field.name)
                values[field.name] = calculated(field, values)
            elif self._shown(field, fields, given):
                used.add(field.name)
                self._answer(values, field, given.get(field.name), place.field(field))
            else:
                values[field.name] = nothing(field)
        usual = {field.name: field.default for field in fields}  # as a page gives it unasked
        for key, value in given.items():
            if key not in used and not _blank(value) and value != usual.get(key):
                self._unused(str(key), fields, given, place)
        return values

    def _unused(
        self, key: str, fields: tuple[Field, ...], given: Mapping[str, Any], place: _Place
    ) -> None:
        """Note an answer to no question: misspelt where its name is like that of an open one."""
        labels = {field.name: field.label for field in fields}
        unanswered = [name for name in labels if absent(given.get(name))]
        meant = get_close_matches(key, unanswered, 1, ALIKE)
        if key in labels or not meant:
            self.unused.append(".".join((*place.path, key)))
            return
        words = f"ไม่รู้จักช่อง “{key}” จึงไม่ได้ใช้ น่าจะหมายถึง “{meant[0]}” ({labels[meant[0]]})"
        self.misspelt.append(Problem("-".join((*place.path, key)), place.label, words))

    def _answer(self, values: dict[str, Any], field: Field, raw: Any, place: _Place) -> None:
        raw = field.default if absent(raw) else raw
        if field.type == "group" and field.required and _blank(raw):
            values[field.name] = self._value(field, {}, place)
        elif not _blank(raw):
            try:
                value = self._value(field, raw, place)
                signs = ".".join(place.path) == self.form.signer_field
                values[field.name] = self._signer(value) if signs else value
            except WrongAnswer as wrong:
                self._wrong(place, wrong)
        elif not field.required:
            values[field.name] = nothing(field)
        elif self.final:
            self._wrong(place, WrongAnswer("ยังไม่ได้กรอก"))

    def _value(self, field: Field, raw: Any, place: _Place) -> object:
        if field.type == "list":
            return self._rows(field, raw, place)
        if field.type == "group":
            if not isinstance(raw, Mapping):
                raise WrongAnswer("ต้องเป็นกลุ่มของช่องกรอก")
            return self.mapping(self.form.groups[field.of].fields, raw, place)
        return read(field, raw, self.known)

    def _signer(self, value: Any) -> Any:
        """Find a signer told by name alone in the directory; a final names nobody unknown."""
        if not isinstance(value, Person) or value.id or value.post:
            return value
        for person in self.known.people.values():
            if person.name.plain == value.name.plain:
                return person
        if self.final:
            raise WrongAnswer(
                f"ไม่พบ “{value.name.plain}” ในทะเบียนบุคลากร โปรดเลือกจากรายชื่อ หรือระบุตำแหน่งด้วย"
            )
        return value

    def _rows(self, field: Field, raw: Any, place: _Place) -> list[Any]:
        """Read the rows that are not blank; paths count the blank ones, numbers do not."""
        given = raw if isinstance(raw, list | tuple) else [raw]
        rows = [(index, row) for index, row in enumerate(given) if not _blank(row)]
        most, least = field.max or MOST_ROWS, field.min or int(field.required)
        if len(rows) > most:
            raise WrongAnswer(f"มี {count(len(rows))} รายการ เกินที่กำหนด {count(most)} รายการ")
        if self.final and len(rows) < least:
            raise WrongAnswer(f"ต้องมีอย่างน้อย {count(least)} รายการ")
        values = []
        for number, (index, row) in enumerate(rows, 1):
            try:
                values.append(self._row(field, row, place.row(index, number)))
            except WrongAnswer as wrong:
                self._wrong(place.row(index, number), wrong)
        return values

    def _row(self, field: Field, row: Any, place: _Place) -> Any:
        group = self.form.groups.get(field.of)
        if group is None:
            limit = LONGEST["lines"] if field.of == "text" else None
            one = replace(field, type=field.of, of="", min=None, max=limit)
            return read(one, row, self.known)
        if group.plain and not isinstance(row, Mapping):
            row = {group.plain: row}
        if not isinstance(row, Mapping):
            raise WrongAnswer("ต้องเป็นกลุ่มของช่องกรอก")
        return self.mapping(group.fields, row, place) | {"no": place.no}

    def _shown(self, field: Field, fields: tuple[Field, ...], given: Mapping[str, Any]) -> bool:
        """Decide ``show_if``: ``name`` (answered and not false) or ``name=value``."""
        if not field.show_if:
            return True
        name, _, wanted = field.show_if.partition("=")
        asked = next(one for one in fields if one.name == name)
        raw = asked.default if absent(given.get(name)) else given.get(name)
        if absent(raw):
            return False
        try:
            value = raw if asked.type in {"list", "group"} else read(asked, raw, self.known)
        except WrongAnswer:
            return False
        return str(value) == wanted if wanted else bool(value)

    def _wrong(self, place: _Place, wrong: WrongAnswer) -> None:
        path = "-".join(place.path)
        self.problems += [Problem(path, place.label, message) for message in wrong.messages]


def _blank(raw: object) -> bool:
    """Tell whether nothing was answered, or only rows and fields with nothing in them."""
    if isinstance(raw, Mapping):
        return all(_blank(value) for value in raw.values())
    if isinstance(raw, list | tuple):
        return all(_blank(row) for row in raw)
    return absent(raw)
