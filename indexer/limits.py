"""Which records a query may find at all: the right to see first, then its limits."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial

from indexer.asked import Clause
from indexer.bits import bits_of, places_of, union
from indexer.facets import Facets
from indexer.kept import Row
from indexer.phrases import Phrase, close
from indexer.query import Query
from thai.text import normal


def within(query: Query, facets: Facets, rows: Sequence[Row]) -> int:
    """Return the set of the slots of the records that the query may find."""
    bits = facets.everything
    for some in _sets(query, facets):
        bits &= some
    for meets in _conditions(query):
        bits = bits_of([slot for slot in places_of(bits) if meets(rows[slot])])
    return bits


def _conditions(query: Query) -> Iterator[Callable[[Row], bool]]:
    """Yield each condition that is asked of the records one by one."""
    if query.date_from or query.date_to:
        first = query.date_from.isoformat() if query.date_from else ""
        last = query.date_to.isoformat() if query.date_to else "9999-99"
        yield lambda row: first <= row.day <= last
    for clause in query.clauses:
        if clause.place and clause.place != "resolution":
            yield partial(_meets, clause)
    for clause in query.unwanted:
        if clause.place and clause.place != "resolution":
            yield partial(_lacks, clause)


def _sets(query: Query, facets: Facets) -> Iterator[int]:
    """Yield a set for each limit that there is; access decides first."""
    if query.access is not None:
        yield union(bits for label, bits in facets.access.items() if label in query.access)
    if query.year is not None:
        yield facets.having("year", [query.year])
    if query.category is not None:
        yield facets.having("category", [query.category])
    if query.type is not None:
        yield facets.having("type", [query.type])
    if query.group is not None:
        yield facets.having("group", [query.group])
    if query.person is not None:
        yield facets.having("person", [query.person])
    if query.types is not None:
        yield facets.having("type", query.types)
    if query.categories is not None:
        yield facets.having("category", query.categories)
    if query.groups is not None:
        yield facets.having("group", query.groups)


def _lacks(clause: Clause, row: Row) -> bool:
    return not _meets(clause, row)


def _meets(clause: Clause, row: Row) -> bool:
    """Tell whether one part of a record has what is asked."""
    text = as_normal(getattr(row, str(clause.place)))
    return any(_has(text, phrase, clause.place == "number") for phrase in clause.phrases)


def _has(text: str, phrase: Phrase, number: bool) -> bool:
    if number and phrase.number:
        return phrase.number in close(text)
    return any(form in text for form in phrase.forms)


as_normal = lru_cache(maxsize=1 << 16)(normal)
"""The normal form of what is short and asked for again and again."""
