"""record.json: a record's description as a file that explains itself.

Dates are ISO (Gregorian) days, moments ISO in UTC, absent facts are left out, and keys which this
program does not know (a later one wrote them) come back out as they went in.
"""

import dataclasses
import functools
import json
import types
import typing
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, Literal, TypeVar

from archive.canonical import readable
from archive.records import Description, Part, RecordId, State

NAME = "record.json"
FORMAT = 1
_OWN = {"format", "id", "state", "state_reason"}
P = TypeVar("P", bound=Part)
Reader = Callable[[Any], Any]


@dataclasses.dataclass(frozen=True)
class Content:
    """What record.json holds."""

    id: RecordId
    description: Description
    state: State
    state_reason: str


def write(content: Content) -> bytes:
    """Return the bytes of record.json."""
    own = {"format": FORMAT, "id": str(content.id), "state": content.state}
    if content.state_reason:
        own["state_reason"] = content.state_reason
    return readable(to_plain(content.description) | own)


def read(data: bytes) -> Content:
    """Read record.json; raises one of UNREADABLE (inventory.py) or BadRecordId when it is none."""
    raw: dict[str, Any] = json.loads(data)
    if raw["format"] > FORMAT:
        raise ValueError(f"format {raw['format']} is newer than {FORMAT}")
    told = {key: value for key, value in raw.items() if key not in _OWN}
    return Content(
        RecordId.parse(raw["id"]),
        from_plain(Description, told),
        raw["state"],
        raw.get("state_reason", ""),
    )


def to_plain(part: Part) -> dict[str, Any]:
    """Return the JSON object of a part, leaving out optional facts that are not given."""
    plain = dict(part.other)
    for known in dataclasses.fields(part):
        value = getattr(part, known.name)
        optional = known.default is not dataclasses.MISSING
        if known.name != "other" and not (optional and value in ("", None, ())):
            plain[known.name] = _plain(value)
    return plain


def from_plain(cls: type[P], raw: Mapping[str, Any]) -> P:
    """Build a part from its JSON object; unknown keys go to ``other``."""
    own: type = cls
    readers = _readers(own)
    given = {key: readers[key](value) for key, value in raw.items() if key in readers}
    return cls(**given, other={key: raw[key] for key in raw.keys() - readers.keys()})


@functools.cache
def _readers(cls: type) -> dict[str, Reader]:
    kinds = typing.get_type_hints(cls)
    return {key: _reader(kind) for key, kind in kinds.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Part):
        return to_plain(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return _aware(value).astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _reader(kind: Any) -> Reader:
    """Return what reads a value of this kind out of JSON."""
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        inner = _reader(next(choice for choice in inside if choice is not types.NoneType))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        each = _reader(inside[0])
        return lambda value: tuple(map(each, value))
    if isinstance(kind, type) and issubclass(kind, Part):
        return functools.partial(from_plain, kind)
    if kind in _MOMENTS:
        return _MOMENTS[kind]
    return functools.partial(_one_of, inside) if origin is Literal else functools.partial(_is, kind)


def _one_of(choices: tuple[Any, ...], value: Any) -> Any:
    if value not in choices:
        raise ValueError(f"{value!r} is none of {choices}")
    return value


def _is(kind: Any, value: Any) -> Any:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment


_MOMENTS: dict[Any, Reader] = {
    datetime: lambda value: _aware(datetime.fromisoformat(value)),
    date: date.fromisoformat,
}
