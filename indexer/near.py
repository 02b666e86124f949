"""Near misses: what an abbreviation stands for and the other way round, and near spellings."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.asked import Clause
from indexer.engine import Engine
from indexer.mirror import Snapshot
from indexer.phrases import Phrase
from indexer.place import Place
from indexer.query import Query
from indexer.scoring import ordered
from indexer.spelling import correctable, spellings
from indexer.strict import holding_any, meeting
from thai.abbreviations import expansions, shorts
from thai.text import normal

FEW = 4  # conditions, above which a wrong letter matters little
SPELLINGS = 3  # of one phrase, the most frequent, that are looked for


Spelled = tuple[Query, str]
"""A query as it is written in the records, and in Thai what is written otherwise."""


def near(
    snapshot: Snapshot, engine: Engine, query: Query, among: int, spelled: Spelled | None
) -> Iterator[Place]:
    """Yield the records that say in full what a phrase abbreviates, or in short what it says, then
    those that spell it a little differently."""
    for asked, why in (*ways(query), *([spelled] if spelled else ())):
        found, wanted = meeting(snapshot, asked, among), asked.offset + asked.limit
        for place in ordered(snapshot, engine, asked, found, wanted):
            yield replace(place, tier="related", why=why, sought=asked.phrases)


def ways(query: Query) -> Iterator[tuple[Query, str]]:
    """Yield the query with an abbreviation written out, or a full form shortened, and how so."""
    for number, clause in enumerate(query.clauses):
        for phrase in clause.phrases if not clause.place else ():
            for full in expansions(phrase.text):
                told = f"พบคำเต็มของ “{phrase.text}” คือ “{full}”"
                yield _with(query, number, [full]), told
            for short in shorts(phrase.text):
                told = f"พบคำย่อของ “{phrase.text}” คือ “{short}”"
                yield _with(query, number, [short]), told


def respelled(snapshot: Snapshot, query: Query, among: int) -> Spelled | None:
    """Return the query with each phrase that nobody wrote as it is written nearly so, and how."""
    if len(query.clauses) > FEW:
        return None
    unheard = [
        number
        for number, clause in enumerate(query.clauses)
        if not clause.place
        and len(clause.phrases) == 1
        and not holding_any(snapshot, clause, among)
    ]
    typed = {number: query.clauses[number].phrases[0].text for number in unheard}
    if not all(map(correctable, typed.values())):
        return None
    asked, told = query, list[str]()
    for number in sorted(unheard, key=lambda number: -len(typed[number])):  # the rarest halves
        written = spellings(snapshot, typed[number], among)[:SPELLINGS]
        if not written:
            return None
        asked = _with(asked, number, written)
        told.append(f"“{typed[number]}” สะกดใกล้เคียง “{written[0]}”")
    return (asked, " ".join(told)) if told else None


def _with(query: Query, number: int, texts: Sequence[str]) -> Query:
    clauses = list(query.clauses)
    clauses[number] = Clause(tuple(Phrase.plain(normal(text)) for text in texts))
    return replace(query, clauses=tuple(clauses))
