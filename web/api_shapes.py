"""Shapes of what the API takes and gives: JSON Schema to be published, and its check in Thai.

The part of JSON Schema 2020-12 that is used here is checked by ``faults``; a shape with any other
word in it is a mistake of ours and raises KeyError.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from templates.errors import Problem

Shape = Mapping[str, Any]

TEXT: Shape = {"type": "string", "maxLength": 2_000}
BOOL: Shape = {"type": "boolean"}
COUNT: Shape = {"type": "integer", "minimum": 0}
REVISION: Shape = {"type": "integer", "minimum": 1, "maximum": 2**31 - 1}
ANY: Shape = {"type": "object"}
YEAR: Shape = {"type": "integer", "minimum": 2484, "maximum": 2799}
DAY: Shape = {
    "type": "string",
    "format": "date",
    "pattern": r"^(19[5-9][0-9]|2[01][0-9][0-9])-[0-9]{2}-[0-9]{2}$",
}
_TYPES: dict[str, tuple[tuple[type, ...], str]] = {
    "string": ((str,), "ข้อความ"),
    "integer": ((int,), "จำนวนเต็ม"),
    "number": ((int, float), "จำนวน"),
    "boolean": ((bool,), "true หรือ false"),
    "object": ((dict,), "วัตถุ {…}"),
    "array": ((list,), "รายการ […]"),
}
_LABELS = {"description", "title", "examples", "type", "default"}


def object_of(required: tuple[str, ...] = (), **properties: Shape) -> Shape:
    """Return the shape of an object that has these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def whole(**properties: Shape) -> Shape:
    """Return the shape of an object that always has all of its properties."""
    return object_of(tuple(properties), **properties)


def list_of(shape: Shape) -> Shape:
    """Return the shape of a list."""
    return {"type": "array", "items": shape}


def faults(shape: Shape, value: Any, path: str = "") -> list[Problem]:
    """Return everything in which a value has not its shape; paths are joined by hyphens."""
    types, name = _TYPES[shape["type"]]
    wrong_bool = isinstance(value, bool) and shape["type"] != "boolean"
    if not isinstance(value, types) or wrong_bool:
        return [Problem(path, path, f"ต้องเป็น{name}")]
    found = [
        Problem(path, path, says)
        for word, limit in shape.items()
        if word not in _LABELS and (says := _CHECKS[word](limit, value))
    ]
    return [*found, *_inner(shape, value, path)]


def _inner(shape: Shape, value: Any, path: str) -> Iterator[Problem]:
    if shape["type"] == "object":
        properties = shape.get("properties", {})
        for name in shape.get("required", ()):
            if name not in value:
                yield Problem(_at(path, name), _at(path, name), "ต้องมี")
        for name, inner in value.items():
            if name in properties:
                yield from faults(properties[name], inner, _at(path, name))
            elif shape.get("additionalProperties", True) is False:
                yield Problem(_at(path, name), _at(path, name), "ไม่รู้จัก โปรดเอาออก")
    if shape["type"] == "array" and "items" in shape:
        for number, inner in enumerate(value):
            yield from faults(shape["items"], inner, _at(path, str(number)))


def _at(path: str, name: str) -> str:
    return f"{path}-{name}" if path else name


def _says(bad: bool, sentence: str) -> str:
    return sentence if bad else ""


def _bad_format(kind: str, value: str) -> str:
    if kind == "date":
        try:
            date.fromisoformat(value)
        except ValueError:
            return "ต้องเป็นวันที่ ปี ค.ศ.-เดือน-วัน เช่น 2026-11-22"
    return ""


_CHECKS = {
    "properties": lambda limit, value: "",  # looked into by _inner, like the next three
    "required": lambda limit, value: "",
    "additionalProperties": lambda limit, value: "",
    "items": lambda limit, value: "",
    "enum": lambda limit, value: _says(value not in limit, f"ต้องเป็นหนึ่งใน {', '.join(limit)}"),
    "minimum": lambda limit, value: _says(value < limit, f"ต้องไม่น้อยกว่า {limit}"),
    "maximum": lambda limit, value: _says(value > limit, f"ต้องไม่เกิน {limit}"),
    "minLength": lambda limit, value: _says(len(value) < limit, "ต้องไม่ว่าง"),
    "maxLength": lambda limit, value: _says(len(value) > limit, f"ต้องไม่เกิน {limit} ตัวอักษร"),
    "pattern": lambda limit, value: _says(not re.search(limit, value), "รูปแบบไม่ถูกต้อง"),
    "format": _bad_format,
}
