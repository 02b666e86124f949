"""What a query asks for: conditions, limits, notes; what language.py reads a text into."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from indexer.phrases import Phrase
from thai.periods import ALWAYS, Period

Place = Literal["title", "number", "sender", "receiver", "signer", "resolution"]


@dataclass(frozen=True)
class Known:
    """The office's own words: each code of a type, category or group with what people call it."""

    types: Mapping[str, Sequence[str]] = field(default_factory=dict)
    categories: Mapping[str, Sequence[str]] = field(default_factory=dict)
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)


KNOWN_BY_CODE = Known()
"""Nothing is called by anything but its code."""


@dataclass(frozen=True)
class Note:
    """What was made of a piece of the query: ``says`` tells it in Thai."""

    kind: Literal["understood", "ignored"]
    typed: str
    says: str


@dataclass(frozen=True)
class Clause:
    """One condition: any of ``phrases``, in the whole record or, with ``place``, only there."""

    phrases: tuple[Phrase, ...]
    place: Place | None = None


@dataclass
class Asked:
    """What a text asks for; it grows as the text is read from left to right.

    ``canonical`` holds each piece in two spellings: as usual, and guarded by quotation marks.
    """

    clauses: list[Clause] = field(default_factory=list)
    unwanted: list[Clause] = field(default_factory=list)
    period: Period = ALWAYS
    codes: dict[str, frozenset[str]] = field(default_factory=dict)
    timed: list[str] = field(default_factory=list)
    only_resolutions: bool = False
    notes: list[Note] = field(default_factory=list)
    canonical: list[tuple[str, str]] = field(default_factory=list)
    joining: bool = False  # the last word was หรือ

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for that a record could have."""
        return not (self.clauses or self.codes) and self.period == ALWAYS

    def want(self, clause: Clause) -> None:
        """Ask for one thing more, or for either of two where หรือ stands between."""
        before = self.clauses[-1] if self.clauses else None
        if self.joining and before and before.place == clause.place is None:
            self.clauses[-1] = Clause((*before.phrases, *clause.phrases))
        elif clause not in self.clauses:
            self.clauses.append(clause)
        self.joining = False

    def spell(self, piece: str, guarded: str = "") -> None:
        """Write a piece as the product does, and so that it means the same beside anything."""
        self.canonical.append((piece, guarded or piece))

    def note(self, kind: Literal["understood", "ignored"], typed: str, says: str) -> None:
        """Tell what was made of a piece."""
        self.notes.append(Note(kind, typed, says))
