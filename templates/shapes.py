"""What a template may name, as a tree: so that a misspelt name is found before anyone prints it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from templates.context import person
from templates.form import Form
from templates.people import Person
from templates.questions import Field, field_at


@dataclass(frozen=True)
class Shape:
    """A value's shape: a mapping with ``names``, a list with ``row``, else a text or the like.

    ``path`` is how a person would write it (``agenda[].title``); ``open`` shapes hold anything.
    """

    path: str
    names: Mapping[str, "Shape"] = field(default_factory=dict)
    row: "Shape | None" = None
    open: bool = False


ANYTHING = Shape("", open=True)

_PERSON = person(Person("", "", "", "", ""))
_OFFICE = ("name", "short", "code", "address_lines", "phone", "fax", "email", "director",
           "director_post")  # fmt: skip


def of_form(form: Form) -> Shape:
    """Give the shape of all that a template of this form may name."""
    names = {
        **_fields(form.fields, form, ""),
        "office": _office(),
        "final": Shape("final"),
        "copy_mark": Shape("copy_mark"),
        "dated": Shape("dated"),
    }
    numbered = field_at(form.fields, form.groups, form.number_field)
    grouped = numbered is not None and numbered.type == "group"
    if form.number_field == "number" or "number" not in names:
        names["number"] = _of(numbered, form, "number") if numbered and grouped else Shape("number")
    return Shape("", names)


def _fields(fields: Iterable[Field], form: Form, above: str) -> dict[str, Shape]:
    return {one.name: _of(one, form, f"{above}{one.name}") for one in fields}


def _of(one: Field, form: Form, path: str) -> Shape:
    group = form.groups.get(one.of)
    if one.type == "list":
        row = f"{path}[]"
        if group is None:
            return Shape(path, row=_of(Field(one.name, one.of), form, row))
        inner = _fields(group.fields, form, f"{row}.")
        return Shape(path, row=Shape(row, {**inner, "no": Shape(f"{row}.no")}))
    if group is not None:
        return Shape(path, _fields(group.fields, form, f"{path}."))
    if one.type == "person":
        return _person(path, signs=one.name == "signer")
    return _SHAPED[one.type](path) if one.type in _SHAPED else Shape(path)


def _files(path: str) -> Shape:
    row = f"{path}[]"
    return Shape(path, row=Shape(row, {n: Shape(f"{row}.{n}") for n in ("no", "name", "pages")}))


def _table(path: str) -> Shape:
    cell = Shape(f"{path}.rows[][]")
    rows = Shape(f"{path}.rows", row=Shape(f"{path}.rows[]", row=cell))
    columns = Shape(f"{path}.columns", row=Shape(f"{path}.columns[]"))
    return Shape(path, {"columns": columns, "rows": rows})


_SHAPED: Mapping[str, Callable[[str], Shape]] = {"files": _files, "table": _table}


def _person(path: str, signs: bool = False) -> Shape:
    lines = {"post_lines"} | ({"block"} if signs else set())
    names = {name: Shape(f"{path}.{name}") for name in _PERSON}
    names |= {n: Shape(f"{path}.{n}", row=Shape(f"{path}.{n}[]")) for n in lines}
    return Shape(path, names)


def _office() -> Shape:
    names = {name: Shape(f"office.{name}") for name in _OFFICE}
    names["address_lines"] = Shape("office.address_lines", row=Shape("office.address_lines[]"))
    names["director"] = _person("office.director")
    return Shape("office", names)
