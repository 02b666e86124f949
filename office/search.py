"""Finding as an act of the office: whatever comes back, the actor may read."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from archive.database import Database
from indexer.hit import Results
from indexer.index import Index
from indexer.query import Query
from office.clock import Clock
from office.permissions import Actor, readable, require
from office.saved_searches import SavedSearches


@dataclass(frozen=True)
class Search:
    """Questions to the index, each under the labels that the one who asks may read."""

    db: Database
    index: Index
    clock: Clock

    @cached_property
    def saved(self) -> SavedSearches:
        """Searches that somebody keeps under a name."""
        return SavedSearches(self.db, self.clock)

    def find(self, text: str, actor: Actor, **limits: Any) -> Results:
        """Search what the actor may read; ``limits`` are those of ``Query.from_text``."""
        require(actor, "read")
        return self.index.search(Query.from_text(text, access=readable(actor), **limits))
