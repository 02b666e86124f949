"""What the index holds of a record, taken from the archive."""

from dataclasses import dataclass
from datetime import date

from archive import catalogue
from archive.archive import Archive
from archive.passages import Passage
from archive.records import RecordId


@dataclass(frozen=True)
class Entry:
    """One record as the index sees it.

    ``year`` and ``day`` are the catalogue's, so that searching and browsing agree; ``order`` puts
    records in the order of their registers and numbers.
    """

    id: RecordId
    title: str
    number: str
    order: str
    year: int
    category: str
    type: str
    day: date
    access: str
    group: str
    sender: str
    receiver: str
    signer: str
    source: str
    passages: tuple[Passage, ...]


def entry_of(archive: Archive, record_id: RecordId) -> Entry:
    """Read a record out of the archive; a void one too, for its number must be explained.

    Raises what ``Archive.record`` and ``Archive.text`` raise.
    """
    record = archive.record(record_id)
    told, row = record.description, catalogue.entry_of(record)
    passages = archive.text(record_id).passages or (Passage("", ""),)
    return Entry(
        id=record_id,
        title=_whole(told.title),
        number=_whole(told.number),
        order=f"{row.register} {row.register_year or 0:04} {row.register_number or 0:08}",
        year=row.year,
        category=row.category,
        type=row.type,
        day=row.day,
        access=row.access,
        group=row.group,
        sender=row.sender,
        receiver=row.receiver,
        signer=_whole(told.signer.name) if told.signer else "",
        source=_whole(told.source_file),
        passages=tuple(Passage(_whole(p.heading), _whole(p.text), p.page) for p in passages),
    )


def _whole(text: str) -> str:
    """Replace what no database takes, letter by letter: lone surrogates of broken file names."""
    return text.encode("utf-8", "replace").decode()
