"""What stands in a register: its rows, who wrote them, a claim for one, a year of them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from office.books import Register
from office.numbering import Span


@dataclass(frozen=True)
class Entry:
    """One row of a register. ``year`` is Buddhist; ``dated`` and ``expires`` are ISO dates, ``at``
    an ISO time in UTC; ``reason`` explains a void number or names the purpose of a reserved one.
    ``letter`` and ``letter_dated`` are what stands on a received letter that has no record here.
    """

    register: str
    year: int
    number: int
    printed: str
    state: str
    dated: str
    title: str = ""
    sender: str = ""
    receiver: str = ""
    record: str = ""
    who: str = ""
    at: str = ""
    reason: str = ""
    expires: str = ""
    backfilled: bool = False
    letter: str = ""
    letter_dated: str = ""


@dataclass(frozen=True)
class Stamp:
    """Who did something, as the register writes it down, and when (UTC)."""

    who: str
    at: datetime


@dataclass(frozen=True)
class Claim:
    """What somebody asks a number for; ``number`` is given when it was given elsewhere before.

    ``reason`` says why a number is entered into a year that is closed, ``year`` that a number of
    that (Buddhist) year is to be reserved, and not one of the present year.
    """

    dated: date
    title: str = ""
    sender: str = ""
    receiver: str = ""
    record: str = ""
    number: int | None = None
    reason: str = ""
    year: int | None = None


@dataclass(frozen=True)
class Closing:
    """How a register and year was closed: who, when (ISO, UTC), the lowest and highest number.

    ``counts`` tells how many numbers were of each kind (``register_proof.KINDS``); ``head_seq`` and
    ``head_hash`` where the journal stood. ``registrar`` is the name on the registrar's line.
    """

    who: str
    at: str
    registrar: str
    first: int
    last: int
    counts: Mapping[str, int]
    head_seq: int
    head_hash: str


@dataclass(frozen=True)
class RegisterYear:
    """A register in one year: its rows, what its spans explain, and what nothing explains."""

    register: Register
    year: int
    entries: tuple[Entry, ...]
    spans: tuple[Span, ...]
    unexplained: tuple[int, ...]
    closing: Closing | None = None

    @property
    def next_number(self) -> int:
        """The number that the next document gets."""
        used = (*(row.number for row in self.entries), *(span.last for span in self.spans))
        return max(used, default=0) + 1

    @property
    def document(self) -> dict[str, Any]:
        """The register as the archive's object keeps it."""
        return {
            "register": asdict(self.register),
            "year": self.year,
            "entries": [asdict(entry) for entry in self.entries],
            "spans": [asdict(span) for span in self.spans],
            **({"closing": asdict(self.closing)} if self.closing else {}),
        }
