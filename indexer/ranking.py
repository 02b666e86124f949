"""Orders what is found, in two tiers.

*Strict* (``indexer.strict``): everything asked for is contained in the record. *Related*: what an
abbreviation stands for, what is written almost so (``indexer.near``); then, for a question or a
description, what is most like it (``indexer.likeness``).
"""

from itertools import chain

from indexer.engine import Engine
from indexer.likeness import alike
from indexer.limits import within
from indexer.mirror import Snapshot
from indexer.near import expanded
from indexer.place import Found
from indexer.query import Query
from indexer.strict import strict


def ranked(snapshot: Snapshot, engine: Engine, query: Query) -> Found:
    """Return what a query finds. Related places only fill up: a keyword that was found is enough,
    a question or a description also wants what comes near."""
    among = within(query, snapshot.facets, snapshot.rows)
    places = strict(snapshot, query, among)
    total, wanted = len(places), query.offset + query.limit
    if total < wanted and query.phrases:
        near = expanded(snapshot, query, among)
        if not places or query.is_description:
            near = chain(near, alike(snapshot, engine, query, among))
        known = {place.slot for place in places}
        for place in near:
            if place.slot not in known:
                known.add(place.slot)
                places.append(place)
    return Found(places, total)
