"""Turns a found place into a hit: the passage to show and the spans to mark in it."""

import re
from collections.abc import Iterable, Sequence

from archive.passages import Passage
from archive.records import RecordId
from indexer.hit import Hit
from indexer.kept import Kept, Row
from indexer.letters import folded
from indexer.query import Phrase, Query
from indexer.ranking import Place
from indexer.words import words
from thai.text import Normal

SPANS = 100  # marks in one passage
SHORTEST_MARKED = 2  # letters of what is marked, where longer things were asked for too


def shown(kept: Kept, row: Row, place: Place, query: Query) -> Hit:
    """Make the hit of a place; without its passage, if the record was replaced just now."""
    passages = kept.passages(row.no) or [Passage("", "")]
    sought = place.sought or (query.phrases if place.tier == "strict" else _words_of(query))
    number = best_passage(row, sought) if place.passage is None else place.passage
    passage = passages[min(number, len(passages) - 1)]
    return Hit(
        id=RecordId.parse(row.id),
        title=row.title,
        heading=passage.heading,
        passage=passage.text,
        spans=spans(passage.text, sought),
        score=round(place.score, 4),
        source=row.source,
        tier=place.tier,
        why=place.why,
        page=passage.page,
    )


def best_passage(row: Row, sought: Sequence[Phrase]) -> int:
    """Return which passage holds most of the phrases, then most often, then first."""
    lines = row.folded.split(b"\n")[2:]
    needles = [[folded(form) for form in phrase.forms] for phrase in sought]

    def worth(number: int) -> tuple[int, int, int]:
        text = b"\n".join(lines[2 * number : 2 * number + 2])
        counts = [sum(map(text.count, forms)) for forms in needles]
        return sum(count > 0 for count in counts), sum(counts), -number

    return max(range(len(lines) // 2), key=worth)


def spans(text: str, sought: Iterable[Phrase]) -> tuple[tuple[int, int], ...]:
    """Return where the phrases stand in a text as it is written, merged, in order."""
    pattern = _pattern(sought)
    if pattern is None:
        return ()
    whole = Normal.of(text)
    merged = list[tuple[int, int]]()
    for found in pattern.finditer(whole.text):
        start, end = whole.original_span(*found.span())
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged[:SPANS])


def _pattern(sought: Iterable[Phrase]) -> re.Pattern[str] | None:
    asked = tuple(sought)
    long = [phrase for phrase in asked if len(phrase.text) >= SHORTEST_MARKED]
    forms = [(form, phrase) for phrase in long or asked for form in phrase.forms]
    forms.sort(key=lambda form: -len(form[0]))
    parts = [phrase.bordered(re.escape(form)) for form, phrase in forms]
    return re.compile("|".join(parts)) if parts else None


def _words_of(query: Query) -> tuple[Phrase, ...]:
    asked = dict.fromkeys(words(query.text))
    return tuple(Phrase.plain(word) for word in asked if len(word) >= SHORTEST_MARKED)
