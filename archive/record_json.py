"""record.json: a record's description as a file that explains itself.

Dates are ISO (Gregorian) days, moments ISO in UTC, absent facts are left out, and keys which this
program does not know (a later one wrote them) come back out as they went in.
"""

import dataclasses
import functools
import json
import types
import typing
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Literal, TypeVar

from archive.canonical import readable
from archive.records import Description, Part, RecordId, State

NAME = "record.json"
FORMAT = 1
_OWN = {"format", "id", "state", "state_reason"}
P = TypeVar("P", bound=Part)


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
    kinds = _kinds(own)
    given = {key: _typed(kinds[key], value) for key, value in raw.items() if key in kinds}
    return cls(**given, other={key: value for key, value in raw.items() if key not in kinds})


@functools.cache
def _kinds(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _plain(value: Any) -> Any:
    if isinstance(value, Part):
        return to_plain(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return _aware(value).astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _typed(kind: Any, value: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        inner = next(choice for choice in typing.get_args(kind) if choice is not types.NoneType)
        return None if value is None else _typed(inner, value)
    if origin is tuple:
        return tuple(_typed(typing.get_args(kind)[0], item) for item in value)
    if isinstance(kind, type) and issubclass(kind, Part):
        return from_plain(kind, value)
    return _simple(kind, value)


def _simple(kind: Any, value: Any) -> Any:
    if kind is datetime:
        return _aware(datetime.fromisoformat(value))
    if kind is date:
        return date.fromisoformat(value)
    if typing.get_origin(kind) is Literal:
        if value not in typing.get_args(kind):
            raise ValueError(f"{value!r} is none of {typing.get_args(kind)}")
        return value
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment
