"""A form's questions as a page draws them: what stands in each place, and what is wrong there.

Names of inputs are ``a-`` and the path of the answer (``a-agenda-0-title``); the same path names a
problem, so that the error summary leads to the input.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from templates.computing import shown
from templates.errors import Problem
from templates.fields import Directory, WrongAnswer, absent, read
from templates.form import Form
from templates.people import Person
from templates.questions import COMPUTED, Field, Group
from thai.dates import format_date, parse_iso
from thai.digits import Digits, to_arabic, to_thai
from thai.errors import Refused
from thai.times import format_time, parse_time

PREFIX = "a-"
FEW = 4  # choices up to this many are shown at once
CELL = " | "
TO, SALUTATION, CLOSING = "to", "salutation", "closing"
"""A receiver, and the words that change with it: fields that stand beside each other."""


@dataclass(frozen=True)
class Question:
    """One place to answer: ``kind`` names its drawing in ``pages/questions.html``.

    ``required`` is also true where a default stands in for no answer. ``rows`` are those of a
    list, ``parts`` the questions of a group. ``shown_by`` is the path of the answer that shows it,
    ``shown_for`` the value wanted there ("" = any).
    """

    path: str
    kind: str
    label: str
    hint: str = ""
    example: str = ""
    required: bool = False
    value: str = ""
    position: str = ""
    options: tuple[tuple[str, str], ...] = ()
    parts: tuple["Question", ...] = ()
    rows: tuple["Row", ...] = ()
    says: tuple[str, ...] = ()
    shown_by: str = ""
    shown_for: str = ""

    @property
    def id(self) -> str:
        """The input's name and id."""
        return PREFIX + self.path


@dataclass(frozen=True)
class Row:
    """One row of a list: a single question, or the parts of a group."""

    path: str
    label: str
    parts: tuple[Question, ...]
    single: bool
    says: tuple[str, ...]


class Drawing:
    """Draws the questions of one form with given answers and problems."""

    def __init__(
        self,
        form: Form,
        people: Mapping[str, Person],
        units: Mapping[str, str],
        digits: Digits,
        problems: Iterable[Problem] = (),
    ) -> None:
        self._form = form
        self._names = names_of(people)
        self._units = units
        self._digits = digits
        self._computed: Mapping[str, str] = {}
        self._says: dict[str, tuple[str, ...]] = {}
        for problem in problems:
            self._says[problem.path] = (*self._says.get(problem.path, ()), problem.message)

    def questions(self, given: Mapping[str, Any]) -> tuple[Question, ...]:
        """Draw the whole form."""
        self._computed = computed(self._form, given, self._digits)
        return self._parts(self._form.fields, given, "")

    def _parts(
        self, fields: Sequence[Field], given: Mapping[str, Any], above: str
    ) -> tuple[Question, ...]:
        drawn = []
        names = {field.name for field in fields}
        for field in fields:
            path = f"{above}{field.name}"
            if field.type == COMPUTED:
                drawn.append(
                    Question(
                        path, COMPUTED, field.label, field.help, value=self._computed.get(path, "")
                    )
                )
                continue
            raw = given.get(field.name)
            if absent(raw) and raw != []:
                raw = field.default
            question = self._question(field, raw, path)
            if field.name == TO and SALUTATION in names and question.kind == "line":
                question = replace(question, kind="receiver")
            if field.show_if:
                name, _, wanted = field.show_if.partition("=")
                question = replace(question, shown_by=f"{above}{name}", shown_for=wanted)
            drawn.append(question)
        return tuple(drawn)

    def _question(self, field: Field, raw: Any, path: str) -> Question:
        plain = Question(
            path,
            "line",
            field.label,
            hint=field.help,
            example=field.example,
            required=field.required or field.default is not None,
            says=self._says.get(path, ()),
        )
        if field.type == "list":
            return replace(plain, kind="list", rows=self._rows(field, raw, path))
        if field.type == "group":
            inner = self._form.groups[field.of].fields
            told = raw if isinstance(raw, Mapping) else {}
            return replace(plain, kind="group", parts=self._parts(inner, told, f"{path}-"))
        return self._single(field, raw, plain)

    def _single(self, field: Field, raw: Any, plain: Question) -> Question:
        if field.readonly:
            return replace(plain, kind="note", value=self._typed(field, raw))
        if field.type == "choice":
            options = tuple((field.choices or {}).items())
            kind = "radios" if len(options) <= FEW else "select"
            return replace(plain, kind=kind, options=options, value=_chosen(options, raw))
        if field.type == "bool":
            yes = str(raw).lower() in {"true", "1", "on", "yes", "ใช่"}
            return replace(plain, kind="bool", value="1" if yes else "")
        if field.type == "person":
            return self._person(raw, plain)
        if field.type == "unit":
            names = {**self._units, **(field.also or {})}
            shown = names.get(str(raw), str(raw or ""))
            options = tuple((name, name) for name in names.values())
            return replace(plain, kind="unit", value=shown, options=options)
        kind = field.type if field.type in ("lines", "table", "files", "post") else "line"
        return replace(plain, kind=kind, value=self._typed(field, raw))

    def _person(self, raw: Any, plain: Question) -> Question:
        if isinstance(raw, Mapping):
            known = self._names.get(str(raw.get("id") or ""))
            first = f"{raw.get('prefix') or ''}{raw.get('first') or ''}"
            name = raw.get("name") or f"{first} {raw.get('last') or ''}".strip()
            position = "" if known else str(raw.get("duty") or raw.get("position") or "")
            return replace(plain, kind="person", value=known or str(name), position=position)
        return replace(plain, kind="person", value=self._names.get(str(raw), str(raw or "")))

    def _rows(self, field: Field, raw: Any, path: str) -> tuple[Row, ...]:
        given = raw if isinstance(raw, list | tuple) else ([] if absent(raw) else [raw])
        group = self._form.groups.get(field.of)
        if not given and (field.required or group is None):
            given = [None]
        return tuple(
            self._row(field, group, row, f"{path}-{number}", number + 1)
            for number, row in enumerate(given)
        )

    def _row(self, field: Field, group: Group | None, row: Any, path: str, number: int) -> Row:
        label = f"{(group and group.label) or field.label} ที่ {to_thai(str(number))}"
        if group is None:
            one = replace(field, type=field.of, of="", label=label, help="", required=False)
            return Row(path, label, (self._question(one, row, path),), True, ())
        told = row if isinstance(row, Mapping) else {}
        if group.plain and not isinstance(row, Mapping) and not absent(row):
            told = {group.plain: row}
        parts = self._parts(group.fields, told, f"{path}-")
        return Row(path, label, parts, False, self._says.get(path, ()))

    def _typed(self, field: Field, raw: Any) -> str:
        """Write an answer as a person would type it; what cannot be read stays as it is."""
        if absent(raw):
            return ""
        try:
            writer = WRITTEN.get(field.type)
            return writer(raw, self._digits) if writer else str(raw)
        except (Refused, ValueError, TypeError, AttributeError):
            return str(raw)


def _date(raw: Any, digits: Digits) -> str:
    return format_date(parse_iso(raw) if isinstance(raw, str) else raw, "letter", digits)


def _time(raw: Any, digits: Digits) -> str:
    at = parse_time(raw) if isinstance(raw, str) else raw
    return format_time(at, digits).removesuffix(" น.")


def _int(raw: Any, digits: Digits) -> str:
    return to_thai(str(raw)) if digits == "thai" else to_arabic(str(raw))


def _lines(raw: Any, _: Digits) -> str:
    return "\n".join(map(str, raw)) if isinstance(raw, list) else str(raw)


def _files(raw: Any, _: Digits) -> str:
    rows = [row if isinstance(row, Mapping) else {"name": row} for row in raw]
    return "\n".join(_cells([row.get("name"), row.get("pages")]) for row in rows)


def _table(raw: Any, _: Digits) -> str:
    """A table as lines of cells; told as mapping, or as text that was typed before."""
    if isinstance(raw, str):
        return raw
    return "\n".join(_cells(row) for row in [raw["columns"], *(raw.get("rows") or [])])


WRITTEN: Mapping[str, Callable[[Any, Digits], str]] = {
    "date": _date,
    "time": _time,
    "int": _int,
    "lines": _lines,
    "files": _files,
    "table": _table,
}


def computed(form: Form, given: Mapping[str, Any], digits: Digits) -> dict[str, str]:
    """Return what each calculated field shows for answers as typed, by its path."""

    def number(field: Field, raw: Any) -> Any:
        try:
            return None if absent(raw) else read(field, raw, Directory({}, {}))
        except WrongAnswer:
            return None

    return shown(form.fields, form.groups, given, digits, number=number)


def names_of(people: Mapping[str, Person]) -> dict[str, str]:
    """Return what stands for each person in the form: the name, and the post where two share it."""
    plain = [person.name.plain for person in people.values()]
    return {
        id: person.name.plain
        if plain.count(person.name.plain) == 1
        else f"{person.name.plain} ({person.post})"
        for id, person in people.items()
    }


def _chosen(options: tuple[tuple[str, str], ...], raw: Any) -> str:
    typed = str(raw or "")
    return next((key for key, shown in options if typed in {key, shown}), typed)


def _cells(cells: Iterable[Any]) -> str:
    texts = ["" if cell is None else str(cell) for cell in cells]
    return ("\t" if any("|" in text for text in texts) else CELL).join(texts).rstrip(" |")
