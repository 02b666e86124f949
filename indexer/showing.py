"""Turns a found place into a hit: the passage to show and the spans to mark in it."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from archive.passages import Passage
from archive.records import RecordId
from indexer.hit import FoundPassage, Hit, Spans
from indexer.kept import Kept, Row
from indexer.letters import folded, unfolded
from indexer.marking import aligned
from indexer.near import ways
from indexer.phrases import Phrase
from indexer.place import Place
from indexer.query import Query
from indexer.resolutions import resolution_in
from indexer.words import words

PASSAGES = 3  # of one record that are shown
SPANS = 100  # marks in one passage
SHORTEST_MARKED = 2  # letters of what is marked, where longer things were asked for too


def sought(place: Place, query: Query) -> tuple[Phrase, ...]:
    """Return what to mark in a place."""
    if place.sought:
        return place.sought
    return marked_of(query) if place.tier == "strict" else words_of(query)


def marked(query: Query, texts: Sequence[str]) -> list[Spans]:
    """Return what to mark in each text for a query: what was asked for, also as an abbreviation or
    in full; if no text has any of that, the query's words."""
    others = (phrase for asked, _ in ways(query) for phrase in asked.phrases)
    phrases = tuple(dict.fromkeys((*marked_of(query), *others)))
    found = [spans(text, phrases) for text in texts]
    return found if any(found) else [spans(text, words_of(query)) for text in texts]


def marked_of(query: Query) -> tuple[Phrase, ...]:
    """Return what to mark in a record that has everything."""
    anywhere = [clause for clause in query.clauses if clause.place in {None, "resolution"}]
    return tuple(phrase for clause in anywhere for phrase in clause.phrases)


def shown(
    kept: Kept, rows: Sequence[Row], found: Sequence[tuple[Place, tuple[Phrase, ...]]]
) -> tuple[Hit, ...]:
    """Make the hits of some places, each with what is sought there."""
    told = kept.passages([rows[place.slot].no for place, _ in found])
    return tuple(_hit(told[rows[place.slot].no], rows[place.slot], place, s) for place, s in found)


def _hit(passages: Sequence[Passage], row: Row, place: Place, sought: tuple[Phrase, ...]) -> Hit:
    """Make the hit of a place; without its passages, if the record was replaced just now."""
    passages = passages or [Passage("", "")]
    numbers = best_passages(row, sought, place.passage)
    return Hit(
        id=RecordId.parse(row.id),
        title=row.title,
        passages=tuple(
            found_passage(passages, number, sought, row)
            for number in numbers
            if number < len(passages)
        )
        or (found_passage(passages, 0, sought, row),),
        score=round(place.score, 4),
        source=row.source,
        tier=place.tier,
        why=place.why,
    )


def found_passage(
    passages: Sequence[Passage], number: int, sought: Iterable[Phrase], row: Row
) -> FoundPassage:
    """Return one passage of a record with its marks."""
    passage, lines = passages[number], row.folded.split(b"\n", 2 * number + 4)
    told = unfolded(lines[2 * number + 3]) if len(lines) > 2 * number + 3 else None
    marks, resolved = spans(passage.text, sought, told), resolution_in(passage.text)
    return FoundPassage(number, passage.heading, passage.text, marks, passage.page, resolved)


def best_passages(row: Row, sought: Sequence[Phrase], first: int | None) -> list[int]:
    """Return which passages hold most of the phrases, then most often, then first; always one.

    With ``first`` that one leads.
    """
    lines = row.folded.split(b"\n")[2:]
    if len(lines) <= 2:
        return [0]
    needles = [[folded(form) for form in phrase.forms] for phrase in sought]

    def worth(number: int) -> tuple[int, int, int]:
        text = b"\n".join(lines[2 * number : 2 * number + 2])
        counts = [sum(map(text.count, forms)) for forms in needles]
        return sum(count > 0 for count in counts), sum(counts), -number

    worths = {number: worth(number) for number in range(len(lines) // 2)}
    best = sorted(worths, key=worths.__getitem__, reverse=True)
    if first is not None:
        best.sort(key=lambda number: number != first)
    most = worths[best[0]][0]
    return best[:1] + [n for n in best[1:PASSAGES] if 0 < worths[n][0] >= most]


def spans(
    text: str, sought: Iterable[Phrase], normal_form: str | None = None
) -> tuple[tuple[int, int], ...]:
    """Return where the phrases stand in a text as it is written, merged, in order."""
    pattern = _pattern(tuple(sought))
    if pattern is None:
        return ()
    whole = aligned(text, normal_form)
    merged = list[tuple[int, int]]()
    for found in pattern.finditer(whole.text):
        start, end = whole.original_span(*found.span())
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged[:SPANS])


@lru_cache(maxsize=32)
def _pattern(asked: tuple[Phrase, ...]) -> re.Pattern[str] | None:
    long = [phrase for phrase in asked if len(phrase.text) >= SHORTEST_MARKED]
    forms = [(form, phrase) for phrase in long or asked for form in phrase.forms]
    forms.sort(key=lambda form: -len(form[0]))
    parts = [phrase.bordered(re.escape(form)) for form, phrase in forms]
    return re.compile("|".join(parts)) if parts else None


def words_of(query: Query) -> tuple[Phrase, ...]:
    """Return the words of a question, for marking them."""
    return _words_of(query.words)


@lru_cache(maxsize=32)
def _words_of(text: str) -> tuple[Phrase, ...]:
    return tuple(
        Phrase.plain(word) for word in dict.fromkeys(words(text)) if len(word) >= SHORTEST_MARKED
    )
