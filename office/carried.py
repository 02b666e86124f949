"""What a new document takes over from the last one of its kind: all but the one-off fields."""

from collections.abc import Mapping
from typing import Any

from templates.form import Form
from templates.questions import Field


def carried(form: Form, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers whose fields are ``sticky``, in groups and rows as well."""
    return _mapping(form, form.fields, given)


def _mapping(form: Form, fields: tuple[Field, ...], given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        field.name: _value(form, field, given[field.name])
        for field in fields
        if field.sticky and field.name in given
    }


def _value(form: Form, field: Field, value: Any) -> Any:
    group = form.groups.get(field.of)
    if group is None:
        return value
    if isinstance(value, list):
        return [_value(form, field, row) for row in value]
    return _mapping(form, group.fields, value) if isinstance(value, Mapping) else value
