"""More like this: the records that share a record's telling words."""

from collections import Counter
from collections.abc import Container
from dataclasses import replace

from indexer.bits import union
from indexer.engine import Engine
from indexer.kept import Kept
from indexer.likeness import measures_of, most_alike
from indexer.mirror import Snapshot
from indexer.phrases import Phrase
from indexer.place import Place
from indexer.scoring import rarity
from indexer.words import words
from thai.text import normal

LETTERS = 4_000  # of a record's text that are looked at
TELLING = 16  # words by which likeness is judged
TITLE_WEIGHT = 3.0  # of a word in the title against one in the text


def similar(
    snapshot: Snapshot, kept: Kept, engine: Engine, id: str, access: Container[str] | None
) -> list[Place]:
    """Return the records most like one, best first; none if the reader may not see that one."""
    facets = snapshot.facets
    bits = facets.everything
    if access is not None:
        bits = union(having for label, having in facets.access.items() if label in access)
    slot = next((slot for slot, row in enumerate(snapshot.rows) if row.id == id), None)
    if slot is None or not bits >> slot & 1:
        return []
    telling = _telling(snapshot, kept, engine, slot)
    title = normal(snapshot.rows[slot].title)
    measures = measures_of(snapshot, engine, title, Counter(words(title)))
    places = most_alike(snapshot, engine, telling, measures, bits & ~(1 << slot))
    sought = tuple(map(Phrase.plain, telling))
    return [replace(place, why=_why(snapshot, place, telling), sought=sought) for place in places]


def _telling(snapshot: Snapshot, kept: Kept, engine: Engine, slot: int) -> dict[str, float]:
    """Return the words that tell most of a record, with their weights, the most telling first."""
    row = snapshot.rows[slot]
    said = " ".join(f"{p.heading} {p.text}" for p in kept.passages([row.no])[row.no])[:LETTERS]
    counted: Counter[str] = Counter(words(normal(said)))
    weights = {word: 1.0 + (count > 1) for word, count in counted.items() if len(word) > 1}
    for word in words(normal(row.title)):
        if len(word) > 1:
            weights[word] = TITLE_WEIGHT
    size, having = engine.size(), engine.frequencies(weights)
    worth = {word: weight * rarity(having[word], size) for word, weight in weights.items()}
    best = sorted(worth, key=lambda word: (-worth[word], word))[:TELLING]
    return {word: weights[word] for word in best}


def _why(snapshot: Snapshot, place: Place, telling: dict[str, float]) -> str:
    text = snapshot.folded[place.slot]
    shared = [word for word in telling if word.encode("cp874", "saraban-spelled") in text]
    return f"มี {' '.join(f'“{word}”' for word in shared[:3])} เหมือนกัน" if shared else place.why
