"""The strict tier: the records that have everything that was asked for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from indexer.asked import Clause
from indexer.bits import bits_of, places_of, union
from indexer.letters import folded
from indexer.mirror import Snapshot, pattern_of
from indexer.phrases import Phrase
from indexer.query import Query
from indexer.resolutions import resolution_letters


@dataclass(frozen=True)
class Meeting:
    """The set of the slots that meet every clause; ``passages``: the item that does, by slot, where
    only resolutions were asked for."""

    slots: int
    passages: Mapping[int, int] = field(default_factory=dict)


def meeting(snapshot: Snapshot, query: Query, among: int) -> Meeting:
    """Find the records that meet every clause and have nothing unwanted."""
    slots = among
    whole = [clause for clause in query.clauses if not clause.place]
    for clause in whole if len(whole) > 1 else ():
        slots &= union(snapshot.maybe(phrase, slots) for phrase in clause.phrases)
    for clause in sorted(whole, key=_length, reverse=True):
        slots = holding_any(snapshot, clause, slots)
    slots = without(snapshot, query.unwanted, slots)
    resolved = _resolving(snapshot, query, slots)
    return Meeting(slots) if resolved is None else Meeting(bits_of(list(resolved)), resolved)


def without(snapshot: Snapshot, unwanted: Iterable[Clause], among: int) -> int:
    """Return the slots that contain nothing unwanted."""
    for clause in unwanted:
        if not clause.place:
            among &= ~holding_any(snapshot, clause, among)
    return among


def _length(clause: Clause) -> int:
    return len(clause.phrases[0].needles[0]) if len(clause.phrases) == 1 else 0


def holding_any(snapshot: Snapshot, clause: Clause, among: int) -> int:
    """Return the slots that contain any of a clause's phrases."""
    return union(snapshot.holding(phrase, among) for phrase in clause.phrases)


def _resolving(snapshot: Snapshot, query: Query, among: int) -> dict[int, int] | None:
    """Return the passage with a resolution on what is asked, by slot; None if none is asked."""
    inside = [clause for clause in query.clauses if clause.place == "resolution"]
    outside = [clause for clause in query.unwanted if clause.place == "resolution"]
    if not (query.only_resolutions or inside or outside):
        return None
    about = [clause for clause in query.clauses if not clause.place]
    found: dict[int, int] = {}
    for slot in places_of(among):
        for place, item in resolved_passages(snapshot, slot, about):
            if all_in(item, inside) and not any(contains(item, clause) for clause in outside):
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
        about = [clause for clause in about if not contains(title, clause)]
    for place in range(len(lines) // 2):
        heading, text = lines[2 * place : 2 * place + 2]
        item = b"\n".join((heading, text))
        if resolution_letters(text) is not None and all_in(item, about):
            yield place, item


def all_in(letters: bytes, clauses: Iterable[Clause]) -> bool:
    """Whether letters meet every clause."""
    return all(contains(letters, clause) for clause in clauses)


def contains(letters: bytes, clause: Clause) -> bool:
    """Whether letters contain any of a clause's phrases."""
    return any(_stands(letters, phrase) for phrase in clause.phrases)


def _stands(letters: bytes, phrase: Phrase) -> bool:
    if phrase.is_plain:
        return folded(phrase.text) in letters
    return pattern_of(phrase).search(letters) is not None
