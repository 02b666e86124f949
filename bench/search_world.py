"""An office's archive for search benches: real catalogue, journal and index, text from memory."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from archive import catalogue
from archive.archive import Archive
from archive.database import Database
from archive.journal import Journal
from archive.passages import Passage, Text
from archive.records import Description, Record, RecordId

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


class MemoryArchive(Archive):
    """An archive whose objects are in memory, so that a bench measures the index alone."""

    held: dict[RecordId, tuple[Record, Text]]

    def record(self, id: RecordId, version: int | None = None) -> Record:
        return self.held[id][0]

    def text(self, id: RecordId) -> Text:
        return self.held[id][1]


class World:
    """A database with journal and a MemoryArchive in one folder."""

    def __init__(self, folder: Path) -> None:
        database = Database.create(folder / "saraban.db")
        self.journal = Journal(database)
        self.archive = MemoryArchive(database, folder / "disk", "bench", lambda: NOW)
        self.archive.held = {}

    def file(self, documents: Iterable[tuple[str, str]]) -> list[RecordId]:
        """File documents (title, text); return their ids in order."""
        records = [self._record(title, text) for title, text in documents]
        with self.archive.database.writing() as connection:
            catalogue.put(connection, map(catalogue.entry_of, records))
            for record in records:
                self.journal.add(connection, "bench", "filed", str(record.id), {}, NOW)
        return [record.id for record in records]

    def _record(self, title: str, text: str) -> Record:
        number = len(self.archive.held)
        year = 2567 + number % 3
        record_id = RecordId(year, "memo", number // 3 + 1)
        told = Description(
            type=("memo", "letter", "order")[number % 3],
            title=title,
            category=f"{number % 7 + 1:02}",
            dated=date(year - 543, number % 12 + 1, number % 28 + 1),
            filed_at=NOW,
        )
        record = Record(record_id, told, 1, 1, ())
        self.archive.held[record_id] = (record, Text((Passage("", text),)))
        return record
