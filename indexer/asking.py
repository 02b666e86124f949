"""What can be asked of an index at one moment: search, more like this, suggestions, a topic."""

from collections.abc import Container
from dataclasses import dataclass

from indexer.asked import Known
from indexer.engine import Engine
from indexer.hints import hints
from indexer.hit import Hit, Resolved, Results, Suggestion
from indexer.kept import Kept
from indexer.limits import within
from indexer.mirror import Snapshot
from indexer.query import Query
from indexer.ranking import ranked
from indexer.sentences import resolution_asked
from indexer.showing import shown, sought
from indexer.similar import similar
from indexer.strict import meeting
from indexer.suggesting import suggestions
from indexer.topics import topic
from indexer.words import words

Access = Container[str] | None
"""The labels that a reader may see; None means all."""


@dataclass(frozen=True)
class Asking:
    """All records of an index as they are now, and whether anything filed lately is missing."""

    kept: Kept
    engine: Engine
    snapshot: Snapshot
    caught_up: bool

    def search(self, query: Query) -> Results:
        """Answer a query: strict records first, then what is near."""
        query = self._meant(query)
        found = ranked(self.snapshot, self.engine, query)
        places = [*found.strict, *found.related][query.offset : query.offset + query.limit]
        offered = () if found.slots else hints(self.snapshot, self.engine, query, found.spelled)
        hits = shown(self.kept, self.snapshot.rows, [(p, sought(p, query)) for p in places])
        return Results(
            total=found.slots.bit_count(),
            hits=hits,
            caught_up=self.caught_up,
            related_total=len(found.related),
            counts=self.snapshot.facets.counts(found.slots),
            hints=offered,
            notes=query.notes,
            canonical=query.canonical,
        )

    def warm(self) -> None:
        """Work out what searches share, so that the first one need not wait for it."""
        known = self.snapshot
        self.engine.frequencies(words(known.rows[-1].title if known.rows else ""))
        _ = known.letters, known.slots, known.facets, known.sample, known.said.sounding("")

    def like(self, id: str, limit: int, access: Access) -> tuple[Hit, ...]:
        """Return the records most like one of them, best first."""
        places = similar(self.snapshot, self.kept, self.engine, id, access)[:limit]
        return shown(self.kept, self.snapshot.rows, [(p, p.sought) for p in places])

    def suggest(
        self, text: str, limit: int, access: Access, known: Known
    ) -> tuple[Suggestion, ...]:
        """Return what somebody may be typing, from what they may see."""
        return suggestions(self.snapshot.said, text, limit, access, known)

    def topic(self, query: Query) -> tuple[Resolved, ...]:
        """Return what meetings said on a topic, the oldest first."""
        return topic(self.snapshot, self.kept, self.engine, self._meant(query))

    def _meant(self, query: Query) -> Query:
        """Return the query, or what its sentence asks for where no record says that sentence."""
        if (meant := resolution_asked(query)) is None:
            return query
        among = within(query, self.snapshot.facets, self.snapshot.rows)
        return query if meeting(self.snapshot, query, among).slots else meant
