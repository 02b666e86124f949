"""The order of the strict tier.

BM25 over whole phrases, counted in the kept letters; a title's phrases first, an official number
before all, an item about all that is asked, resolved on, before one that only names it; the newer
of equals first. Where a common word finds thousands, the engine says which of them are counted.
"""

import heapq
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from math import log

from indexer.asked import Clause
from indexer.bits import bits_of, flags_of, places_of, union
from indexer.engine import Engine
from indexer.letters import folded
from indexer.limits import as_normal
from indexer.mirror import Snapshot
from indexer.phrases import Phrase, close
from indexer.place import Place
from indexer.query import Query
from indexer.resolutions import resolution_letters
from indexer.strict import Meeting, all_in
from indexer.words import words

K1, B = 1.2, 0.75
TITLE_BONUS = 0.5  # of a phrase's weight, when the title has it
HEADING_BONUS, RESOLUTION_BONUS = 0.5, 1.0  # of a score, for an item about all that is asked
LOOKED_INTO = 60  # of the best records, whose items are looked into
MANY = 500  # found records from which only the promising ones are scored
PROPOSED = 100  # passages by the engine, and at most as many records by their titles
NUMBER_BONUS = 1_000.0  # for bearing the number asked for, or ending with it


def rarity(having: int, of: int) -> float:
    """BM25's inverse document frequency, never negative."""
    return log(1 + (of - having + 0.5) / (having + 0.5))


def dampings(texts: Sequence[bytes], average: float) -> list[float]:
    """BM25's share of each text by its length: what occurs n times gains n (K1 + 1) / (n + it)."""
    flat, slope = K1 * (1 - B), K1 * B / max(average, 1.0)
    return [flat + slope * len(text) for text in texts]


def ordered(
    snapshot: Snapshot, engine: Engine, query: Query, found: Meeting, upto: int
) -> list[Place]:
    """Return the first ``upto`` of the found records in the order asked for."""
    rows, slots = snapshot.rows, places_of(found.slots)
    match query.order:
        case "newest":
            slots = sorted(slots, key=lambda slot: (rows[slot].day, rows[slot].no), reverse=True)
        case "oldest":
            slots = sorted(slots, key=lambda slot: (rows[slot].day, rows[slot].no))
        case "number":
            slots = sorted(slots, key=lambda slot: (rows[slot].order, rows[slot].no))
        case "best":
            return _best(snapshot, engine, query, found, upto)
    return [Place(slot, 0.0, "strict", found.passages.get(slot)) for slot in slots[:upto]]


def _best(
    snapshot: Snapshot, engine: Engine, query: Query, found: Meeting, upto: int
) -> list[Place]:
    about = [clause for clause in query.clauses if not clause.place]
    slots, having = places_of(found.slots), found.slots.bit_count()
    if having > MANY and all(_is_common(phrase) for c in about for phrase in c.phrases):
        slots = _promising(snapshot, engine, about, found.slots)
    scores = _scores(snapshot, about, slots, having)
    # slots ascend with the records' numbers: of equals the newer one is the later
    best = heapq.nlargest(max(upto, LOOKED_INTO), zip(scores, slots, strict=True))
    places = [Place(slot, score, "strict", found.passages.get(slot)) for score, slot in best]
    looked = [_looked_into(snapshot, place, about) for place in places[:LOOKED_INTO]]
    looked.sort(key=lambda place: (-place.score, -place.slot))
    places[:LOOKED_INTO] = looked
    if len(places) < upto and len(slots) < having:
        scored = frozenset(slots)
        rest = (slot for slot in reversed(places_of(found.slots)) if slot not in scored)
        more = islice(rest, upto - len(places))
        places += [Place(slot, 0.0, "strict", found.passages.get(slot)) for slot in more]
    return places[:upto]


def _is_common(phrase: Phrase) -> bool:
    """Whether only how often a phrase occurs tells one record from another: no number, no day."""
    return phrase.is_plain and not phrase.number


def _promising(
    snapshot: Snapshot, engine: Engine, about: Sequence[Clause], found: int
) -> list[int]:
    """Return, in order, those of thousands of records that are scored: the engine's best by words,
    and the newest with a phrase in the title. The others follow, the newest first."""
    phrases = [phrase.text for clause in about for phrase in clause.phrases]
    within = flags_of(found, len(snapshot.rows))

    def allowed(no: int) -> bool:
        slot = snapshot.slots.get(no)
        return slot is not None and bool(within[slot])

    asked = dict.fromkeys((word for text in phrases for word in words(text)), 1.0)
    ranked = engine.rank(asked, PROPOSED, allowed) if asked else ()
    titled = union(bits_of(snapshot.titled(folded(text), found)) for text in phrases)
    return sorted({*(snapshot.slots[each.no] for each in ranked), *places_of(titled)[-PROPOSED:]})


def _is_titled(text: bytes, needle: bytes) -> bool:
    return text.find(needle, 0, text.index(b"\n")) >= 0


def _scores(
    snapshot: Snapshot, about: Sequence[Clause], slots: Sequence[int], having: int
) -> list[float]:
    """Return the score of each record, out of so many that were found, in tight loops."""
    texts = [snapshot.folded[slot] for slot in slots]
    weight = rarity(having, len(snapshot.folded))
    damping = dampings(texts, snapshot.average)
    scores = [0.0] * len(texts)
    for clause in about:
        least = 1 if len(clause.phrases) == 1 else 0  # a record of the day need not say it
        for phrase in clause.phrases:
            first, *others = (folded(form) for form in phrase.forms)
            occurs = [text.count(first) or least for text in texts]
            for other in others:
                more = (text.count(other) for text in texts)
                occurs = [count + extra for count, extra in zip(occurs, more, strict=True)]
            titled = [_is_titled(text, first) for text in texts]
            scores = [
                score + weight * (n * (K1 + 1) / (n + damped) + TITLE_BONUS * title)
                for score, n, damped, title in zip(scores, occurs, damping, titled, strict=True)
            ]
            if phrase.number:
                borne = (_number(snapshot, slot, phrase) for slot in slots)
                scores = [score + bonus for score, bonus in zip(scores, borne, strict=True)]
    return scores


def _number(snapshot: Snapshot, slot: int, phrase: Phrase) -> float:
    """What a record gains by bearing the number asked for: whole, its end, its running number, the
    beginning of that."""
    if not phrase.number or not (borne := snapshot.rows[slot].number):
        return 0.0
    number, asked = close(as_normal(borne)), phrase.number
    running = number.rpartition("/")[2] if "ว" in number or len(number) > 12 else number
    if number == asked:
        return 3 * NUMBER_BONUS
    before = number[-len(asked) - 1 : -len(asked)]
    if (
        number.endswith(asked)
        and not (before.isdigit() and asked[0].isdigit())
        and "/" in (asked + before)
    ):
        return 2 * NUMBER_BONUS
    parts = {number.partition("/")[0], running.lstrip("ว")}
    if asked in parts:
        return NUMBER_BONUS
    begun = number.startswith(asked) or running.startswith(asked)
    return NUMBER_BONUS / 2 if begun or running.lstrip("ว").startswith(asked) else 0.0


def _looked_into(snapshot: Snapshot, place: Place, about: Sequence[Clause]) -> Place:
    """Return a place that gains by an item with all that is asked, in its heading or resolved on.

    An agenda is shorter than its minutes, and still the minutes are what is sought.
    """
    lines = snapshot.folded[place.slot].split(b"\n")[2:]
    if len(lines) <= 2 or not about:
        return place
    gains: dict[int, float] = {}
    for number in range(len(lines) // 2):
        heading, text = lines[2 * number : 2 * number + 2]
        if all_in(b"\n".join((heading, text)), about):
            gains[number] = HEADING_BONUS * all_in(heading, about) + RESOLUTION_BONUS * (
                resolution_letters(text) is not None
            )
    if not gains:
        return place
    best = max(gains, key=lambda number: (gains[number], -number))
    passage = best if place.passage is None and gains[best] else place.passage
    return replace(place, score=place.score * (1 + gains[best]), passage=passage)
