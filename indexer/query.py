"""What is asked: the conditions that a record must meet, the limits, and how to show it."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

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
    access: frozenset[str] | None = None
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
        year: int | None = None,
        category: str | None = None,
        type: str | None = None,
        group: str | None = None,
        person: str | None = None,
        date_from: date | None = None,
        date_to: date | None = None,
        only_resolutions: bool = False,
        order: Order = "best",
        access: frozenset[str] | None = None,
        limit: int = 10,
        offset: int = 0,
    ) -> "Query":
        """Read what a person typed (docs/search.md). Raises ``QueryEmpty`` or ``QueryTooLong``.

        ``today`` is the day that ปีที่แล้ว counts from, ``known`` what types, categories and groups
        are called. ``year`` is the Buddhist year of the record's day, ``person`` who signed.
        """
        if len(text) > LENGTH_LIMIT:
            raise QueryTooLong(length=to_thai(f"{len(text):,}"), limit=to_thai(f"{LENGTH_LIMIT:,}"))
        folded = normal(text)
        now = today or datetime.now(BANGKOK).date()
        asked = read(folded, now, known)
        if asked.is_empty and not asked.only_resolutions:
            raise QueryEmpty
        period = asked.period.within(Period(date_from, date_to))
        return cls(
            text=folded,
            clauses=tuple(asked.clauses),
            unwanted=tuple(asked.unwanted),
            year=year,
            category=category,
            type=type,
            group=group,
            person=person,
            types=asked.codes.get("type"),
            categories=asked.codes.get("category"),
            groups=asked.codes.get("group"),
            date_from=period.first,
            date_to=period.last,
            only_resolutions=only_resolutions or asked.only_resolutions,
            order=order,
            access=access,
            limit=limit,
            offset=offset,
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
