"""Orders what is found, in two tiers.

*Strict* (``indexer.strict``, in the order of ``indexer.scoring``): everything asked for is
contained in the record. *Related*: what an
abbreviation stands for, what is written almost so (``indexer.near``); then, for a question or a
description, what is most like it (``indexer.likeness``).
"""

from itertools import chain

from indexer.engine import Engine
from indexer.likeness import MOST, alike
from indexer.limits import within
from indexer.mirror import Snapshot
from indexer.near import near, respelled
from indexer.place import Found, Place
from indexer.query import Query
from indexer.scoring import ordered
from indexer.strict import meeting, without
from indexer.words import words


def ranked(snapshot: Snapshot, engine: Engine, query: Query) -> Found:
    """Return what a query finds. Related places only fill up the page: a word that was found wants
    none, several words what has most of them, a question whatever comes near."""
    among = within(query, snapshot.facets, snapshot.rows)
    found, upto = meeting(snapshot, query, among), query.offset + query.limit
    strict = ordered(snapshot, engine, query, found, upto)
    if found.slots.bit_count() >= upto or not query.phrases:
        return Found(found.slots, strict, [])
    rest = without(snapshot, query.unwanted, among)
    spelled = None if strict else respelled(snapshot, query, rest)
    others = near(snapshot, engine, query, rest, spelled)
    vague = not strict or query.is_description
    if vague or _several(query):
        others = chain(others, alike(snapshot, engine, query, rest, 0.0 if vague else MOST))
    related: dict[int, Place] = {}
    for place in others:
        if not found.slots >> place.slot & 1:
            related.setdefault(place.slot, place)
    return Found(found.slots, strict, list(related.values()), spelled)


def _several(query: Query) -> bool:
    """Whether several words are asked for, numbers and days not counted."""
    plain = (phrase.text for phrase in query.phrases if phrase.is_plain and not phrase.number)
    return len(words(" ".join(plain))) > 1
