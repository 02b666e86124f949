"""Finding as an act of the office: whatever comes back, the actor may read."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from archive import catalogue
from archive.database import Database
from archive.errors import UnknownRecord
from archive.passages import Text
from archive.records import RecordId
from indexer.hit import Hit, Resolved, Results, Suggestion
from indexer.index import Index
from indexer.query import Query
from indexer.showing import marked
from office.bare_numbers import bare_numbers
from office.clock import Clock, today
from office.located import Located, Spans, located
from office.permissions import Actor, readable, require, require_seen
from office.registers import Entry
from office.saved_searches import SavedSearches
from office.settings import Settings
from office.vocabulary import vocabulary
from templates.shelf import Shelf

MOST_MEETINGS = 200  # of a topic


@dataclass(frozen=True)
class Search:
    """Questions to the index, each under the labels that the one who asks may read."""

    db: Database
    index: Index
    settings: Settings
    shelf: Shelf
    clock: Clock

    @cached_property
    def saved(self) -> SavedSearches:
        """Searches that somebody keeps under a name."""
        return SavedSearches(self.db, self.clock)

    def find(self, text: str, actor: Actor, **limits: Any) -> Results:
        """Search what the actor may read; ``limits`` are those of ``Query.from_text``."""
        require(actor, "read")
        return self.index.search(self._query(text, actor, **limits))

    def bare_numbers(self, typed: str, actor: Actor) -> tuple[Entry, ...]:
        """Return the void and reserved numbers without a document that ``typed`` writes."""
        require(actor, "read")
        with self.db.reading() as conn:
            return bare_numbers(conn, typed)

    def like(self, id: RecordId, actor: Actor, limit: int = 10) -> tuple[Hit, ...]:
        """Return what is most like a record; raises NotPermitted, UnknownRecord."""
        with self.db.reading() as conn:
            entry = catalogue.get(conn, str(id))
        if entry is None:
            raise UnknownRecord(id=id)
        require_seen(actor, entry.access)
        return self.index.like(id, limit, readable(actor))

    def suggest(self, typed: str, actor: Actor, limit: int = 8) -> tuple[Suggestion, ...]:
        """Return what somebody may be typing, out of what they may read."""
        require(actor, "read")
        known = vocabulary(self.settings.profile, self.shelf)
        return self.index.suggest(typed, limit, readable(actor), known)

    def topic(self, text: str, actor: Actor) -> tuple[Resolved, ...]:
        """Return the meetings that spoke of a topic and what each resolved, the oldest first."""
        require(actor, "read")
        return self.index.topic(self._query(text, actor, limit=MOST_MEETINGS))

    def locate(self, text: Text, asked: str, actor: Actor) -> Located:
        """Find what a query asks for in all that a record says."""
        return located(text, self._query(asked, actor))

    def mark(self, texts: Sequence[str], asked: str, actor: Actor) -> list[Spans]:
        """Return where in each text stands what a query asks for."""
        return marked(self._query(asked, actor), texts)

    def _query(self, text: str, actor: Actor, **limits: Any) -> Query:
        known = vocabulary(self.settings.profile, self.shelf)
        return Query.from_text(
            text, today=today(self.clock), known=known, access=readable(actor), **limits
        )
