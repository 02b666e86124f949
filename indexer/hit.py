"""What is found."""

from dataclasses import dataclass
from typing import Literal

from archive.records import RecordId

Tier = Literal["strict", "related"]


@dataclass(frozen=True)
class Hit:
    """One found record with its best passage.

    ``spans`` are (start, end) letters of ``passage`` as it stands in the record. ``tier`` is
    "strict" when everything asked for is contained, else "related", and ``why`` says in Thai why a
    related one is shown. ``source`` is the name of the file it was imported from, "" if none;
    ``page`` the page of the passage, if known. Scores compare within a tier of one search only.
    """

    id: RecordId
    title: str
    heading: str
    passage: str
    spans: tuple[tuple[int, int], ...]
    score: float
    source: str
    tier: Tier
    why: str = ""
    page: int | None = None


@dataclass(frozen=True)
class Results:
    """The asked-for stretch of what was found, best first.

    ``total`` counts all strict records. ``caught_up`` is False when something filed lately may be
    missing because the index is still being written.
    """

    total: int
    hits: tuple[Hit, ...]
    caught_up: bool = True
