"""What the catalogue tells about records that a search found."""

from collections.abc import Iterable

from archive import catalogue
from archive.catalogue import Entry
from archive.records import RecordId
from office.office import Office


def entries_of(office: Office, ids: Iterable[RecordId]) -> dict[RecordId, Entry]:
    """Return the catalogue rows of found records; one that left the catalogue is missing."""
    with office.db.reading() as conn:
        rows = (catalogue.get(conn, str(id)) for id in ids)
        return {row.id: row for row in rows if row}
