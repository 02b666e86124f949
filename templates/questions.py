"""The vocabulary of forms: fields, groups of fields, and rules between answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

TYPES = {
    "text", "lines", "date", "time", "int", "money", "choice", "bool", "person", "unit",
    "booknumber", "files", "table", "group", "list", "email", "url", "post", "computed",
}  # fmt: skip
"""Field types: what each accepts and yields is in ``templates/fields.py``."""

COMPUTED = "computed"
"""A field that is calculated, never asked."""

ROW_TYPES = TYPES - {"group", "list", COMPUTED}
"""Types a list may have its rows of directly (``of = "text"``), without a named group."""

FACTS = {"group", "office", "phone"}
"""What a field may begin with: the drafter's group, the office's full name, its telephone."""


@dataclass(frozen=True)
class Field:
    """One question. ``max`` counts letters (text), rows (list) or the number itself (int).

    ``of`` names the group, or the simple type, of a list's rows; ``choices`` maps what is kept to
    what is shown; ``also`` gives names to unit ids that are no group of the office. Not ``printed``
    is what is kept with the record only, and no template is asked to show. ``begins`` is what a new
    draft has here already: a pattern of the office's ``FACTS``, its parts two spaces apart.
    ``compute`` says how a calculated field comes about (``templates/computing.py``).
    """

    name: str
    type: str = "text"
    label: str = ""
    help: str = ""
    example: str = ""
    required: bool = False
    default: Any = None
    choices: Mapping[str, str] | None = None
    also: Mapping[str, str] | None = None
    min: int | None = None
    max: int | None = None
    of: str = ""
    show_if: str = ""
    sticky: bool = True
    readonly: bool = False
    printed: bool = True
    begins: str = ""
    compute: str = ""


@dataclass(frozen=True)
class Group:
    """A named set of fields, for a nested mapping or the rows of a list.

    ``plain`` names the field that a row given as bare text fills.
    """

    name: str
    fields: tuple[Field, ...]
    label: str = ""
    plain: str = ""


@dataclass(frozen=True)
class Rule:
    """A check of several answers against each other; ``check`` names one of ``templates/rules.py``.

    ``fields`` are dotted paths, from each row of the list ``each`` where that is given.
    ``level`` is ``problem`` (refused) or ``warning`` (said).
    """

    check: str
    fields: tuple[str, ...]
    each: str = ""
    words: str = ""
    message: str = ""
    level: str = "warning"


def field_at(fields: Iterable[Field], groups: Mapping[str, Group], path: str) -> Field | None:
    """Find the field at a dotted path, through groups and lists; None where there is none."""
    first, _, rest = path.partition(".")
    found = next((field for field in fields if field.name == first), None)
    if not rest or found is None:
        return found
    group = groups.get(found.of)
    return field_at(group.fields, groups, rest) if group else None
