"""A topic through time: what each meeting said on it, and what it resolved."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from archive.records import RecordId
from indexer.bits import places_of
from indexer.engine import Engine
from indexer.hit import Resolved
from indexer.kept import Kept
from indexer.likeness import alike
from indexer.limits import within
from indexer.mirror import Snapshot
from indexer.near import ways
from indexer.phrases import Phrase
from indexer.query import Query
from indexer.resolutions import resolution_letters
from indexer.showing import found_passage, words_of
from indexer.strict import meeting, resolved_passages

NEAR = 0.5  # of the best passage's score, down to which a near one is told too

Said = tuple[int, int, tuple[Phrase, ...]]
"""Slot and passage, and what to mark in it."""


def topic(snapshot: Snapshot, kept: Kept, engine: Engine, query: Query) -> tuple[Resolved, ...]:
    """Return the passages with a resolution on a topic, the oldest meeting first.

    Abbreviations count as their full forms. If no passage has all that was asked for, the ones most
    like it are told.
    """
    among = within(query, snapshot.facets, snapshot.rows)
    told = {(slot, place): sought for slot, place, sought in _strict(snapshot, query, among)}
    if not told:
        told = {
            (slot, place): sought for slot, place, sought in _near(snapshot, engine, query, among)
        }
    rows = snapshot.rows
    order = sorted(told, key=lambda at: (rows[at[0]].day, rows[at[0]].no, at[1]))
    return tuple(_resolved(snapshot, kept, *at, told[at]) for at in order)[: query.limit]


def _strict(snapshot: Snapshot, query: Query, among: int) -> Iterator[Said]:
    for asked, _ in (
        (replace(query, order="oldest", only_resolutions=True), ""),
        *ways(replace(query, order="oldest", only_resolutions=True)),
    ):
        about = [clause for clause in asked.clauses if not clause.place]
        for slot in places_of(meeting(snapshot, asked, among).slots):
            for number, _ in resolved_passages(snapshot, slot, about, titled=False):
                yield slot, number, asked.phrases


def _near(snapshot: Snapshot, engine: Engine, query: Query, among: int) -> Iterator[Said]:
    places = alike(snapshot, engine, query, among)
    for place in places:
        lines = snapshot.folded[place.slot].split(b"\n")[2:]
        number = place.passage or 0
        if (
            place.score >= NEAR * places[0].score
            and resolution_letters(lines[2 * number + 1]) is not None
        ):
            yield place.slot, number, words_of(query)


def _resolved(
    snapshot: Snapshot, kept: Kept, slot: int, number: int, sought: tuple[Phrase, ...]
) -> Resolved:
    row = snapshot.rows[slot]
    passage = found_passage(kept.passages([row.no])[row.no], number, sought, row)
    return Resolved(RecordId.parse(row.id), row.title, date.fromisoformat(row.day), passage)
