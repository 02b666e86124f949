"""What is found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

from archive.records import RecordId
from indexer.asked import Note

Tier = Literal["strict", "related"]
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class FoundPassage:
    """A passage of a record: its number ``place`` in the record, heading and text as filed.

    ``spans`` are (start, end) letters of ``text`` to mark; ``page`` is known of files with pages;
    ``resolution`` is the stretch of ``text`` that says what was resolved, None if nothing was.
    """

    place: int
    heading: str
    text: str
    spans: Spans = ()
    page: int | None = None
    resolution: tuple[int, int] | None = None


@dataclass(frozen=True)
class Hit:
    """One found record with its passages, the best one first; there is always one.

    ``tier`` is "strict" when everything asked for is contained, else "related", and ``why`` says in
    Thai why a related one is shown. ``source`` is the name of the file it was imported from, "" if
    none. Scores compare within a tier of one search only.
    """

    id: RecordId
    title: str
    passages: tuple[FoundPassage, ...]
    score: float
    source: str
    tier: Tier
    why: str = ""

    @property
    def heading(self) -> str:
        """Heading of the best passage."""
        return self.passages[0].heading

    @property
    def passage(self) -> str:
        """Text of the best passage."""
        return self.passages[0].text

    @property
    def spans(self) -> Spans:
        """What to mark in the best passage."""
        return self.passages[0].spans

    @property
    def page(self) -> int | None:
        """Page of the best passage, if known."""
        return self.passages[0].page


@dataclass(frozen=True)
class Hint:
    """Another query that finds something, offered where this one finds nothing.

    ``why`` says in Thai what is different, ``total`` how many records it finds.
    """

    kind: Literal["spelling", "sound", "layout", "other_year", "fewer_words"]
    query_text: str
    why: str
    total: int


Facet = Literal["year", "category", "type", "group", "person"]
Counts = Mapping[Facet, Mapping[str, int]]


@dataclass(frozen=True)
class Results:
    """The asked-for stretch of what was found: strict records first, best first in each tier.

    ``total`` counts all strict records, ``related_total`` those that are near. ``counts`` tells how
    many strict records there are of each year, category …, the most first. ``caught_up`` is False
    when something filed lately may be missing because the index is still being written.
    """

    total: int
    hits: tuple[Hit, ...]
    caught_up: bool = True
    related_total: int = 0
    counts: Counts = field(default_factory=lambda: MappingProxyType({}))
    hints: tuple[Hint, ...] = ()
    notes: tuple[Note, ...] = ()
    canonical: str = ""

    @property
    def strict(self) -> tuple[Hit, ...]:
        """The hits with everything that was asked for."""
        return tuple(hit for hit in self.hits if hit.tier == "strict")

    @property
    def related(self) -> tuple[Hit, ...]:
        """The hits that come near, each saying why."""
        return tuple(hit for hit in self.hits if hit.tier == "related")


@dataclass(frozen=True)
class Suggestion:
    """What somebody may be typing: a title, a person, a group or a frequent phrase."""

    text: str
    kind: Literal["title", "person", "group", "phrase"]
    count: int


@dataclass(frozen=True)
class Resolved:
    """What one meeting said on a topic: the passage, and in it the resolution if there is one."""

    id: RecordId
    title: str
    day: date
    passage: FoundPassage

    @property
    def resolution(self) -> str:
        """What was resolved, as filed; "" if the passage says nothing of it."""
        start, end = self.passage.resolution or (0, 0)
        return self.passage.text[start:end]
