"""Ways through what is filed: counts by year, category, type and group, and the cases.

A case (แฟ้มเรื่อง): what belongs to one matter lies together, whatever its kind. A meeting's papers
are a case by themselves; any other record joins one by the case's title.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from archive import catalogue
from archive.archive import Archive
from archive.catalogue import By, Entry, Filters, Page
from archive.divisions import FACETS, Case, CaseOrder, Folder
from archive.records import Record, RecordId
from office.amending import Amendments
from office.permissions import Actor, readable, require
from office.ties import overtaken

OFFERED = 200


@dataclass(frozen=True)
class Browsing:
    """How an office's records are divided."""

    archive: Archive
    amendments: Amendments

    def cases(
        self, filters: Filters, actor: Actor, order: CaseOrder = "newest"
    ) -> tuple[Case, ...]:
        """Return the cases of what passes the filters and the actor may see."""
        require(actor, "read")
        return self.archive.cases(replace(filters, access=readable(actor)), order)

    def facets(
        self, filters: Filters, actor: Actor, ways: tuple[By, ...] = FACETS
    ) -> dict[By, tuple[tuple[Any, int], ...]]:
        """Count by some of what a list is divided by (``divisions.FACETS``)."""
        require(actor, "read")
        return self.archive.facets(replace(filters, access=readable(actor)), ways)

    def page(self, filters: Filters, total: int, actor: Actor) -> Page:
        """Return a page of the list, of which so many were counted already."""
        require(actor, "read")
        return self.archive.browse(replace(filters, access=readable(actor)), total)

    def crossed(
        self, by: tuple[By, ...], filters: Filters, actor: Actor
    ) -> tuple[tuple[Any, ...], ...]:
        """Count by several columns together: (a value of each, number of records)."""
        require(actor, "read")
        return self.archive.crossed(by, replace(filters, access=readable(actor)))

    def months(self, filters: Filters, actor: Actor) -> tuple[tuple[int, int], ...]:
        """Count by the month of the documents' days: (1 to 12, number of records)."""
        require(actor, "read")
        return self.archive.months(replace(filters, access=readable(actor)))

    def folders(self, filters: Filters, actor: Actor) -> tuple[Folder, ...]:
        """Return where the paper lies, as far as the actor may see what lies there."""
        require(actor, "read")
        return self.archive.folders(replace(filters, access=readable(actor)))

    def shelved(
        self, by: By, filters: Filters, actor: Actor
    ) -> tuple[tuple[str, int, Folder], ...]:
        """Return what lies where, of each category and year (or fiscal year)."""
        require(actor, "read")
        return self.archive.shelved(by, replace(filters, access=readable(actor)))

    def overtaken(self, ids: Iterable[RecordId]) -> dict[RecordId, str]:
        """Return those of the records that a later one overtook, with the strongest way."""
        with self.amendments.db.reading() as conn:
            found = overtaken(conn, map(str, ids))
        return {RecordId.parse(id): kinds[0] for id, kinds in found.items()}

    def picked(self, ids: Iterable[RecordId], actor: Actor) -> tuple[Entry, ...]:
        """Return the rows of records in their order, as far as the actor may see them."""
        require(actor, "read")
        labels = readable(actor)
        with self.amendments.db.reading() as conn:
            rows = [catalogue.get(conn, str(id)) for id in ids]
        return tuple(row for row in rows if row and (labels is None or row.access in labels))

    def titles(self, actor: Actor) -> tuple[str, ...]:
        """Return the titles of the cases that grew last, to choose from."""
        return tuple(case.title for case in self.cases(Filters(limit=OFFERED), actor))

    def join(self, id: RecordId, seen: int, title: str, actor: Actor) -> Record:
        """Put a record into a case; "" takes it out of the one it was put into."""
        return self.amendments.join_case(id, seen, title, actor)
