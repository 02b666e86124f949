"""Orders what is found, in two tiers.

*Strict*: every phrase asked for is contained in the record; BM25 over whole phrases, counted in the
kept letters. *Related*: what an abbreviation stands for; then, for a question or a description,
the engine's best passages by words, put in order by words, words within words and runs of three
letter clusters together. On questions that fusion ranks better than words alone by .007 to .015
MRR on three collections; weights were set on the tuning questions only.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from math import log

from indexer.engine import Engine
from indexer.hit import Tier
from indexer.letters import folded
from indexer.mirror import SAMPLE, Snapshot, admits
from indexer.query import Phrase, Query
from indexer.words import cluster_trigrams, words
from thai.abbreviations import expansions
from thai.text import normal

K1, B = 1.2, 0.75
TITLE_BONUS = 0.5  # of a phrase's weight, when the title has it
CANDIDATES = 100  # passages of the engine that are put in order anew
CONTAINED_WEIGHT, TRIGRAM_WEIGHT = 0.4, 0.4


@dataclass(frozen=True)
class Found:
    """Places in the order to show them, and how many of them are strict."""

    places: list["Place"]
    total: int


@dataclass(frozen=True)
class Place:
    """A found record: its slot and score; its best passage if that is known yet; why it is here,
    and what to mark in it, when that is not simply what was asked for."""

    slot: int
    score: float
    tier: Tier
    passage: int | None = None
    why: str = ""
    sought: tuple[Phrase, ...] = ()


def rarity(having: int, of: int) -> float:
    """BM25's inverse document frequency, never negative."""
    return log(1 + (of - having + 0.5) / (having + 0.5))


def saturated(occurs: int, length: int, average: float) -> float:
    """BM25's gain of a term that occurs so often in so long a text."""
    return occurs * (K1 + 1) / (occurs + K1 * (1 - B + B * length / max(average, 1.0)))


def ranked(snapshot: Snapshot, engine: Engine, query: Query) -> Found:
    """Return what a query finds. Related places only fill up: a keyword that was found is enough,
    a question or a description also wants what comes near."""
    among = snapshot.within(query)
    places = strict(snapshot, query.phrases, among)
    total, wanted = len(places), query.offset + query.limit
    if total < wanted:
        near = expanded(snapshot, query.phrases, among)
        if not places or query.is_description:
            near = chain(near, alike(snapshot, engine, query))
        known = {place.slot for place in places}
        for place in near:
            if place.slot not in known:
                known.add(place.slot)
                places.append(place)
    return Found(places, total)


def strict(snapshot: Snapshot, phrases: Sequence[Phrase], among: Sequence[int]) -> list[Place]:
    """Return the records that contain every phrase, best first, the newest first among equals."""
    holding = among
    for phrase in sorted(phrases, key=lambda phrase: -len(phrase.needles[0])):
        holding = snapshot.holding(phrase, holding)
    scores = [(_phrase_score(snapshot, phrases, slot, len(holding)), slot) for slot in holding]
    scores.sort(key=lambda scored: (-scored[0], -snapshot.rows[scored[1]].no))
    return [Place(slot, score, "strict") for score, slot in scores]


def _phrase_score(snapshot: Snapshot, phrases: Sequence[Phrase], slot: int, having: int) -> float:
    text, score = snapshot.folded[slot], 0.0
    weight = rarity(having, len(snapshot.folded))
    for phrase in phrases:
        first, *_ = needles = [folded(form) for form in phrase.forms]
        occurs = max(1, sum(text.count(needle) for needle in needles))
        in_title = text.find(first, 0, text.index(b"\n")) >= 0
        gain = saturated(occurs, len(text), snapshot.average) + TITLE_BONUS * in_title
        score += weight * gain
    return score


def expanded(
    snapshot: Snapshot, phrases: Sequence[Phrase], among: Sequence[int]
) -> Iterator[Place]:
    """Yield the records that say in full what one of the phrases abbreviates."""
    for number, phrase in enumerate(phrases):
        for full in expansions(phrase.text):
            other = (*phrases[:number], Phrase.plain(normal(full)), *phrases[number + 1 :])
            why = f"พบคำเต็มของ “{phrase.text}” คือ “{full}”"
            for place in strict(snapshot, other, among):
                yield replace(place, tier="related", why=why, sought=other)


def alike(snapshot: Snapshot, engine: Engine, query: Query) -> list[Place]:
    """Return the records whose passages are most like the query, best first."""

    def allowed(no: int) -> bool:
        slot = snapshot.slots.get(no)
        return slot is not None and admits(query, snapshot.rows[slot])

    asked = Counter(words(query.text))
    candidates = engine.rank(asked, CANDIDATES, allowed)
    measures = _measures(snapshot, engine, query, asked)
    best: dict[int, Place] = {}
    for found in candidates:
        slot = snapshot.slots[found.no]
        score = found.score + _likeness(snapshot, measures, slot, found.place)
        if slot not in best or best[slot].score < score:
            best[slot] = Place(slot, score, "related", found.place, "มีคำใกล้เคียงกับที่ถาม")
    return sorted(best.values(), key=lambda place: (-place.score, place.slot))


def _measures(
    snapshot: Snapshot, engine: Engine, query: Query, asked: Counter[str]
) -> list[tuple[bytes, float]]:
    """Return the letters to count in each candidate, each with its weight."""
    size, having = engine.size(), engine.frequencies(asked)
    measures = [
        (folded(word), CONTAINED_WEIGHT * times * rarity(having[word], size))
        for word, times in asked.items()
    ]
    sampled = min(SAMPLE, len(snapshot.folded))
    for part in query.text.split():
        for letters in map(folded, cluster_trigrams(part)):
            occurs = min(snapshot.sample.count(letters), sampled)
            measures.append((letters, TRIGRAM_WEIGHT * rarity(occurs, sampled)))
    return measures


def _likeness(
    snapshot: Snapshot, measures: list[tuple[bytes, float]], slot: int, passage: int
) -> float:
    """Return BM25 of a passage (the first one with the title) over letters counted anywhere."""
    lines = snapshot.folded[slot].split(b"\n")
    text = b"\n".join(
        (*(lines[:1] if passage == 0 else ()), *lines[2 + 2 * passage : 4 + 2 * passage])
    )
    return sum(
        weight * saturated(occurs, len(text), snapshot.average)
        for letters, weight in measures
        if (occurs := text.count(letters))
    )
