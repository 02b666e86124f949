"""What was recognised in a letter, each with its place and how sure it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from indexer.places import Box

Kind = Literal[
    "external", "memo", "stamped", "order", "announcement", "certificate", "minutes", "other"
]
"""The kinds of official papers (specification 1); other is what looks like none of them."""

Name = Literal[
    "number", "date", "from", "to", "subject", "references", "enclosures", "speed", "secrecy",
    "signer", "post",
]  # fmt: skip

SURE = 0.8
"""A field below this is asked for; one above is only shown."""


@dataclass(frozen=True)
class Field:
    """A field: its value as it is kept, the text as it stands, page (from 1) and place.

    Number, date and the like are written in one form in ``value`` (a date as YYYY-MM-DD, a book
    number with Arabic digits), items of lists in lines of their own. ``box`` is in points from the
    page's upper left corner, None in a file without places. ``sure`` is 0 to 1; what a person must
    look at, because a digit was not read for certain, has ``unsure`` letters (numbers in ``text``).
    ``because`` says in Thai why a value is another than was read, or is asked for; "" for nothing.
    """

    value: str
    text: str
    page: int
    box: Box | None
    sure: float
    unsure: tuple[int, ...] = ()
    because: str = ""

    @property
    def asked(self) -> bool:
        """Whether a person must look at it before it is believed."""
        return self.sure < SURE or bool(self.unsure)


@dataclass(frozen=True)
class Recognised:
    """A letter's kind, how sure that is (0 to 1), and its fields by name."""

    kind: Kind
    sure: float
    fields: Mapping[Name, Field] = field(default_factory=dict)

    def value(self, name: Name) -> str:
        """Return a field's value, "" where it was not found."""
        found = self.fields.get(name)
        return found.value if found else ""
