"""What is asked: the conditions that a record must meet, the limits, and how to show it."""

import re
from collections.abc import Container
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal, TypedDict, Unpack

from indexer.asked import KNOWN_BY_CODE, Clause, Known, Note
from indexer.errors import QueryEmpty, QueryTooLong
from indexer.language import pieces_of, read
from indexer.phrases import Phrase
from thai.dates import BANGKOK
from thai.digits import to_thai
from thai.periods import Period
from thai.text import normal

LENGTH_LIMIT = 1_000  # letters

Order = Literal["best", "newest", "oldest", "number"]

_ASKING = re.compile(
    "ใคร|อะไร|ที่ไหน|ที่ใด|แห่งใด|เมื่อใด|เมื่อไร|เมื่อไหร่|เท่าไร|เท่าไหร่|เท่าใด|อย่างไร|ยังไง|ทำไม|(?<!เ)กี่|ไหม|หรือไม่|"
    "คนใด|ปีใด|ใด$|ไหน$|\\?"
)
_SEVERAL = 3  # phrases from which a query is a description, not a keyword


class Limits(TypedDict, total=False):
    """What may be said of a query beside its text; see ``Query``. ``year`` is the Buddhist year of
    the record's day, ``person`` who signed."""

    year: int | None
    category: str | None
    type: str | None
    group: str | None
    person: str | None
    date_from: date | None
    date_to: date | None
    only_resolutions: bool
    order: Order
    access: Container[str] | None
    limit: int
    offset: int


@dataclass(frozen=True)
class Query:
    """A question to the index; ``access`` None means that every label may be seen.

    A record must meet every one of ``clauses`` and none of ``unwanted``, and lie within the limits.
    ``phrases`` are all that is looked for in the whole record, in the order typed. ``text`` is what
    was typed in the normal form, ``words`` what of it describes the thing sought (no limits).
    """

    text: str
    clauses: tuple[Clause, ...]
    unwanted: tuple[Clause, ...] = ()
    year: int | None = None
    category: str | None = None
    type: str | None = None
    group: str | None = None
    person: str | None = None
    types: frozenset[str] | None = None
    categories: frozenset[str] | None = None
    groups: frozenset[str] | None = None
    date_from: date | None = None
    date_to: date | None = None
    only_resolutions: bool = False
    order: Order = "best"
    access: Container[str] | None = None
    limit: int = 10
    offset: int = 0
    pieces: tuple[str, ...] = field(default=(), compare=False)
    timed: tuple[str, ...] = field(default=(), compare=False)
    notes: tuple[Note, ...] = field(default=(), compare=False)
    original: str = field(default="", compare=False)

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        today: date | None = None,
        known: Known = KNOWN_BY_CODE,
        **limits: Unpack[Limits],
    ) -> "Query":
        """Read what a person typed (docs/search.md). Raises ``QueryEmpty`` or ``QueryTooLong``.

        ``today`` is the day that ปีที่แล้ว counts from, ``known`` what types, categories and groups
        are called.
        """
        if len(text) > LENGTH_LIMIT:
            raise QueryTooLong(length=to_thai(f"{len(text):,}"), limit=to_thai(f"{LENGTH_LIMIT:,}"))
        folded, now = normal(text), today or datetime.now(BANGKOK).date()
        asked, given = read(folded, now, known), cls("", (), **limits)
        if asked.is_empty and not asked.only_resolutions:
            raise QueryEmpty
        period = asked.period.within(Period(given.date_from, given.date_to))
        return replace(
            given,
            text=folded,
            clauses=tuple(asked.clauses),
            unwanted=tuple(asked.unwanted),
            types=asked.codes.get("type"),
            categories=asked.codes.get("category"),
            groups=asked.codes.get("group"),
            date_from=period.first,
            date_to=period.last,
            only_resolutions=given.only_resolutions or asked.only_resolutions,
            pieces=pieces_of(asked, now, known),
            timed=tuple(asked.timed),
            notes=tuple(asked.notes),
            original=text,
        )

    @property
    def canonical(self) -> str:
        """The query as the product writes it; read again it asks for the same."""
        return " ".join(self.pieces)

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """All that is looked for anywhere in a record, in the order typed."""
        return tuple(
            phrase for clause in self.clauses if not clause.place for phrase in clause.phrases
        )

    @property
    def words(self) -> str:
        """What describes the thing sought, without limits and operators."""
        return " ".join(phrase.text for clause in self.clauses for phrase in clause.phrases)

    @property
    def is_description(self) -> bool:
        """Whether near misses help although something was found: a question or several words."""
        asking = len(self.phrases) > 1 and _ASKING.search(self.text) is not None
        return asking or len(self.phrases) >= _SEVERAL
