"""Near misses: what an abbreviation stands for, and the other way round."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.language import Clause
from indexer.mirror import Snapshot
from indexer.phrases import Phrase
from indexer.place import Place
from indexer.query import Query
from indexer.strict import strict
from thai.abbreviations import expansions, shorts
from thai.text import normal


def expanded(snapshot: Snapshot, query: Query, among: Sequence[int]) -> Iterator[Place]:
    """Yield the records that say in full what a phrase abbreviates, or in short what it says."""
    for number, clause in enumerate(query.clauses):
        for phrase in clause.phrases if not clause.place else ():
            for other, why in _other_ways(phrase.text):
                clauses = list(query.clauses)
                clauses[number] = Clause((Phrase.plain(normal(other)),))
                asked = replace(query, clauses=tuple(clauses))
                for place in strict(snapshot, asked, among):
                    yield replace(place, tier="related", why=why, sought=asked.phrases)


def _other_ways(text: str) -> Iterator[tuple[str, str]]:
    for full in expansions(text):
        yield full, f"พบคำเต็มของ “{text}” คือ “{full}”"
    for short in shorts(text):
        yield short, f"พบคำย่อของ “{text}” คือ “{short}”"
