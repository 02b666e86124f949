"""Calculated fields: sums, counts, products and amounts in words, told by a form as data.

``compute = "sum works.activities.budget"``: an operation and what it is done with, separated by
spaces. A path goes through groups and the rows of lists, from where the field stands.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from typing import Any

from templates.questions import COMPUTED, Field, Group, field_at
from thai.digits import Digits, in_digits
from thai.money import baht_text, format_amount

SUM, COUNT, PRODUCT, LESS, BAHT = "sum", "count", "product", "less", "baht"
FIGURES = {"int", "money"}
MOST = 10**18
"""What comes to so much, or more, is a slip of the hand, and has no words."""
Value = Decimal | int | str | None


def calculated(field: Field, values: Mapping[str, Any]) -> Value:
    """Return what a field comes to; None where nothing of it is answered.

    A sum counts what is there; a product and a difference want all their parts.
    """
    act, *paths = field.compute.split()
    value: Value = ACTS[act]([list(_found(values, path.split("."))) for path in paths])
    return None if _huge(value) else value


def faults(
    fields: Sequence[Field], groups: Mapping[str, Group], field: Field, where: str
) -> Iterator[str]:
    """Tell what is wrong with how a field is to be calculated."""
    act, *paths = field.compute.split() or [""]
    if act not in ACTS or not paths:
        known = " ".join(ACTS)
        yield f"{where}: “compute” ต้องเป็นคำสั่งกับชื่อช่อง เช่น “sum items.amount” คำสั่งมี {known}"
        return
    if (act in {BAHT, COUNT} and len(paths) != 1) or (act == LESS and len(paths) != 2):
        yield f"{where}: “compute” บอกช่องไม่ครบหรือเกินสำหรับ {act}"
    earlier = [one for one in fields[: list(fields).index(field)] if one.type == COMPUTED]
    asked = [one for one in fields if one.type != COMPUTED]
    for path in paths:
        found = field_at((*asked, *earlier), groups, path)
        if found is None:
            yield f"{where}: “compute” ไม่พบช่อง “{path}” หรือช่องนั้นคำนวณทีหลัง"
        elif act != COUNT and found.type not in FIGURES | {COMPUTED}:
            yield f"{where}: ช่อง “{path}” ไม่ใช่จำนวน"


def written(value: Value, digits: Digits) -> str:
    """Write what a field comes to as the form shows it: ๑๒,๒๕๐.๐๐, ๑๒, words; "" for nothing."""
    if isinstance(value, Decimal):
        return format_amount(value, digits)
    return in_digits(f"{value:,}", digits) if isinstance(value, int) else value or ""


def shown(
    fields: Iterable[Field], groups: Mapping[str, Group], given: Mapping[str, Any], digits: Digits,
    *, number: Callable[[Field, Any], Value],
) -> dict[str, str]:  # fmt: skip
    """Return what each calculated field shows for answers as typed, by its path (``items-0-sum``).

    ``number`` reads a figure; None for what cannot be read, which is left out of the calculation.
    """
    texts: dict[str, str] = {}

    def mapping(fields: Iterable[Field], told: Any, above: str) -> dict[str, Any]:
        told, values = told if isinstance(told, Mapping) else {}, dict[str, Any]()
        for field in sorted(fields, key=lambda one: one.type == COMPUTED):
            path, raw = f"{above}{field.name}", told.get(field.name)
            group = groups.get(field.of)
            if field.type == COMPUTED:
                values[field.name] = calculated(field, values)
                texts[path] = written(values[field.name], digits)
            elif field.type == "list":
                rows = raw if isinstance(raw, list | tuple) else []
                values[field.name] = [
                    mapping(group.fields, row, f"{path}-{n}-") if group else row
                    for n, row in enumerate(rows)
                    if row or group
                ]
            elif group:
                values[field.name] = mapping(group.fields, raw, f"{path}-")
            else:
                values[field.name] = number(field, raw) if field.type in FIGURES else raw
        return values

    mapping(fields, given, "")
    return texts


def _found(values: Any, path: list[str]) -> Iterator[Any]:
    """Yield what stands at a path, once for each row of the lists on the way."""
    if isinstance(values, list):
        for row in values:
            yield from _found(row, path)
    elif not path:
        yield values
    elif isinstance(values, Mapping):
        yield from _found(values.get(path[0]), path[1:])


def _huge(value: Value) -> bool:
    return not isinstance(value, str | None) and not -MOST < value < MOST


def _figures(found: list[list[Any]]) -> list[Decimal | int]:
    return [one for each in found for one in each if isinstance(one, Decimal | int)]


def _sum(found: list[list[Any]]) -> Value:
    figures = _figures(found)
    return sum(figures) if figures else None


def _count(found: list[list[Any]]) -> Value:
    return sum(one not in (None, "") for one in found[0])


def _product(found: list[list[Any]]) -> Value:
    figures = _figures(found)
    return reduce(lambda a, b: a * b, figures) if len(figures) == len(found) else None


def _less(found: list[list[Any]]) -> Value:
    figures = _figures(found)
    return figures[0] - figures[1] if len(figures) == len(found) else None


def _baht(found: list[list[Any]]) -> Value:
    figures = _figures(found)
    return baht_text(Decimal(figures[0])) if figures and not _huge(figures[0]) else None


ACTS: Mapping[str, Callable[[list[list[Any]]], Value]] = {
    SUM: _sum, COUNT: _count, PRODUCT: _product, LESS: _less, BAHT: _baht,
}  # fmt: skip
