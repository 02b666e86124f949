"""Tables to be typed into: every row's fields carry its number, ``name-0``, ``name-1`` …"""

from collections.abc import Mapping, Sequence
from itertools import count, takewhile

MORE = 5


def rows_of(form: Mapping[str, str], keys: Sequence[str]) -> list[dict[str, str]]:
    """Return the posted rows; ``keys[0]`` is in every row."""
    numbers = takewhile(lambda n: f"{keys[0]}-{n}" in form, count())
    return [{key: form.get(f"{key}-{n}", "") for key in keys} for n in numbers]


def with_room(rows: list[dict[str, str]], keys: Sequence[str], more: bool) -> list[dict[str, str]]:
    """Return the rows with empty ones after them: a few to begin with, or when asked for."""
    wanted = MORE if more or not rows else 1
    return rows + [dict.fromkeys(keys, "") for _ in range(wanted)]
