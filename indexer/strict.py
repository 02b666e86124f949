"""The strict tier: the records that have everything that was asked for, best first.

BM25 over whole phrases, counted in the kept letters; a title's phrases first, an official number
before all, the newer of equals first.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import log

from indexer.language import Clause
from indexer.letters import folded
from indexer.limits import as_normal
from indexer.mirror import Snapshot, pattern_of
from indexer.phrases import Phrase, close
from indexer.place import Place
from indexer.query import Query
from indexer.resolutions import resolution_letters

K1, B = 1.2, 0.75
TITLE_BONUS = 0.5  # of a phrase's weight, when the title has it
HEADING_BONUS, RESOLUTION_BONUS = 0.5, 1.0  # of a score, for an item about all that is asked
LOOKED_INTO = 200  # of the best records, whose items are looked into
NUMBER_BONUS = 1_000.0  # for bearing the number asked for, or ending with it


def rarity(having: int, of: int) -> float:
    """BM25's inverse document frequency, never negative."""
    return log(1 + (of - having + 0.5) / (having + 0.5))


def saturated(occurs: int, length: int, average: float) -> float:
    """BM25's gain of a term that occurs so often in so long a text."""
    return occurs * (K1 + 1) / (occurs + K1 * (1 - B + B * length / max(average, 1.0)))


def strict(snapshot: Snapshot, query: Query, among: Sequence[int]) -> list[Place]:
    """Return the records that meet every clause, in the order asked for."""
    holding = among
    whole = [clause for clause in query.clauses if not clause.place]
    for clause in sorted(whole, key=_length, reverse=True):
        holding = holding_any(snapshot, clause, holding)
    holding = without(snapshot, query.unwanted, holding)
    resolved = _resolving(snapshot, query, holding)
    if resolved is not None:
        holding = list(resolved)
    scored = [
        Place(
            slot, _score(snapshot, whole, slot, len(holding)), "strict", (resolved or {}).get(slot)
        )
        for slot in holding
    ]
    return _ordered(snapshot, query, scored, whole)


def without(snapshot: Snapshot, unwanted: Iterable[Clause], among: Sequence[int]) -> Sequence[int]:
    """Return the slots that contain nothing unwanted."""
    for clause in unwanted:
        if not clause.place:
            gone = set(holding_any(snapshot, clause, among))
            among = [slot for slot in among if slot not in gone]
    return among


def _length(clause: Clause) -> int:
    return len(clause.phrases[0].needles[0]) if len(clause.phrases) == 1 else 0


def holding_any(snapshot: Snapshot, clause: Clause, among: Sequence[int]) -> list[int]:
    """Return the slots that contain any of a clause's phrases."""
    if len(clause.phrases) == 1:
        return snapshot.holding(clause.phrases[0], among)
    found: set[int] = set()
    for phrase in clause.phrases:
        found.update(snapshot.holding(phrase, among))
    return sorted(found)


def _resolving(snapshot: Snapshot, query: Query, among: Sequence[int]) -> dict[int, int] | None:
    """Return the passage with a resolution on what is asked, by slot; None if none is asked."""
    inside = [clause for clause in query.clauses if clause.place == "resolution"]
    outside = [clause for clause in query.unwanted if clause.place == "resolution"]
    if not (query.only_resolutions or inside or outside):
        return None
    about = [clause for clause in query.clauses if not clause.place]
    found: dict[int, int] = {}
    for slot in among:
        for place, item in resolved_passages(snapshot, slot, about):
            if _all(item, inside) and not any(_contains(item, clause) for clause in outside):
                found.setdefault(slot, place)
    return found


def resolved_passages(
    snapshot: Snapshot, slot: int, about: Sequence[Clause], *, titled: bool = True
) -> Iterator[tuple[int, bytes]]:
    """Yield the passages with a resolution that are about all this, and their letters.

    What the record's title says need not be said again, if ``titled``.
    """
    title, _, *lines = snapshot.folded[slot].split(b"\n")
    if titled:
        about = [clause for clause in about if not _contains(title, clause)]
    for place in range(len(lines) // 2):
        heading, text = lines[2 * place : 2 * place + 2]
        item = b"\n".join((heading, text))
        if resolution_letters(text) is not None and _all(item, about):
            yield place, item


def _all(letters: bytes, clauses: Iterable[Clause]) -> bool:
    return all(_contains(letters, clause) for clause in clauses)


def _contains(letters: bytes, clause: Clause) -> bool:
    return any(_stands(letters, phrase) for phrase in clause.phrases)


def _stands(letters: bytes, phrase: Phrase) -> bool:
    if phrase.is_plain:
        return folded(phrase.text) in letters
    return pattern_of(phrase).search(letters) is not None


def _score(snapshot: Snapshot, clauses: Sequence[Clause], slot: int, having: int) -> float:
    text, score = snapshot.folded[slot], 0.0
    weight = rarity(having, len(snapshot.folded))
    for clause in clauses:
        for phrase in clause.phrases:
            first, *_ = needles = [folded(form) for form in phrase.forms]
            occurs = sum(text.count(needle) for needle in needles)
            if not occurs and len(clause.phrases) > 1:
                continue
            in_title = text.find(first, 0, text.index(b"\n")) >= 0
            gain = saturated(max(1, occurs), len(text), snapshot.average) + TITLE_BONUS * in_title
            score += weight * gain + _number(snapshot, slot, phrase)
    return score


def _number(snapshot: Snapshot, slot: int, phrase: Phrase) -> float:
    """What a record gains by bearing the number asked for: whole, its end, its running number."""
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
    return NUMBER_BONUS if asked in parts else 0.0


def _ordered(
    snapshot: Snapshot, query: Query, places: list[Place], about: Sequence[Clause]
) -> list[Place]:
    rows = snapshot.rows
    match query.order:
        case "newest":
            places.sort(key=lambda place: (rows[place.slot].day, rows[place.slot].no), reverse=True)
        case "oldest":
            places.sort(key=lambda place: (rows[place.slot].day, rows[place.slot].no))
        case "number":
            places.sort(key=lambda place: (rows[place.slot].order, rows[place.slot].no))
        case "best":
            best = _best_first(snapshot, places)
            top = [_looked_into(snapshot, place, about) for place in best[:LOOKED_INTO]]
            return _best_first(snapshot, top) + best[LOOKED_INTO:]
    return places


def _best_first(snapshot: Snapshot, places: list[Place]) -> list[Place]:
    rows = snapshot.rows
    return sorted(places, key=lambda place: (-place.score, -rows[place.slot].no))


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
        if _all(b"\n".join((heading, text)), about):
            gains[number] = HEADING_BONUS * _all(heading, about) + RESOLUTION_BONUS * (
                resolution_letters(text) is not None
            )
    if not gains:
        return place
    best = max(gains, key=lambda number: (gains[number], -number))
    passage = best if place.passage is None and gains[best] else place.passage
    return replace(place, score=place.score * (1 + gains[best]), passage=passage)
