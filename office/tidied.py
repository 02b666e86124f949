"""Answers as they were typed, without the empty places of a form: blank fields, blank rows."""

from collections.abc import Mapping
from typing import Any

from templates.fields import absent
from templates.form import Form
from templates.questions import Field


def tidied(form: Form, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was really answered.

    A form's problems name rows by their place among the answered ones; after tidying, these are
    the places in the answers themselves.
    """
    return _mapping(form, form.fields, given)


def _mapping(form: Form, fields: tuple[Field, ...], given: Mapping[str, Any]) -> dict[str, Any]:
    kinds = {field.name: field for field in fields}
    told = {
        name: _value(form, kinds[name], value) if name in kinds else value
        for name, value in given.items()
    }
    return {name: value for name, value in told.items() if not absent(value)}


def _value(form: Form, field: Field, value: Any) -> Any:
    group = form.groups.get(field.of)
    if field.type == "list" and isinstance(value, list):
        rows = [
            _mapping(form, group.fields, row) if group and isinstance(row, Mapping) else row
            for row in value
        ]
        return [row for row in rows if not absent(row)]
    if group and isinstance(value, Mapping):
        return _mapping(form, group.fields, value)
    return value
