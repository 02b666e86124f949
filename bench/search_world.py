"""An office's archive for search benches: real catalogue, journal and index, a file of texts."""

import json
from array import array
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
IN_ONE_TRANSACTION = 5_000  # records
PEOPLE = ("นายสมชาย  ใจดี", "นางสาวมาลี  สุขสวัสดิ์", "นายวิชัย  พัฒนา", "")


class OneFileArchive(Archive):
    """An archive whose records are made up by their number and whose texts lie in one file.

    So a bench measures the index alone, and what is filed takes none of the memory it measures.
    """

    def begin(self, path: Path) -> None:
        """Begin with no record."""
        self.texts = path.open("w+b")
        self.starts = array("Q", [0])

    def put(self, title: str, text: str) -> int:
        """Put a document; return its number."""
        self.texts.seek(self.starts[-1])
        self.texts.write(json.dumps([title, text], ensure_ascii=False).encode())
        self.starts.append(self.texts.tell())
        return len(self.starts) - 2

    def written(self, id: RecordId) -> tuple[str, str]:
        """Return the title and the text of a record."""
        number = (id.sequence - 1) * 3 + id.year - 2567
        self.texts.seek(self.starts[number])
        title, text = json.loads(self.texts.read(self.starts[number + 1] - self.starts[number]))
        return title, text

    def record(self, id: RecordId, version: int | None = None) -> Record:
        return made_up((id.sequence - 1) * 3 + id.year - 2567, self.written(id)[0])

    def text(self, id: RecordId) -> Text:
        return Text((Passage("", self.written(id)[1]),))


def made_up(number: int, title: str) -> Record:
    """Return a record that has only its number and title to itself."""
    year = 2567 + number % 3
    told = Description(
        type=("memo", "letter", "order")[number % 3],
        title=title,
        category=f"{number % 7 + 1:02}",
        group=f"g{number % 5}",
        sender=PEOPLE[number % 4],
        dated=date(year - 543, number % 12 + 1, number % 28 + 1),
        filed_at=NOW,
    )
    return Record(RecordId(year, "memo", number // 3 + 1), told, 1, 1, ())


class World:
    """A database with journal and an archive in one file, in one folder."""

    def __init__(self, folder: Path) -> None:
        database = Database.create(folder / "saraban.db")
        self.journal = Journal(database)
        self.archive = OneFileArchive(database, folder / "disk", "bench", lambda: NOW)
        self.archive.begin(folder / "texts")

    def file(self, documents: Iterable[tuple[str, str]]) -> list[RecordId]:
        """File documents (title, text); return their ids in order."""
        filed, ids = list[Record](), list[RecordId]()
        for title, text in documents:
            filed.append(made_up(self.archive.put(title, text), title))
            if len(filed) == IN_ONE_TRANSACTION:
                ids += self._enter(filed)
                filed.clear()
        return ids + self._enter(filed)

    def _enter(self, filed: list[Record]) -> list[RecordId]:
        self.archive.texts.flush()
        with self.archive.database.writing() as connection:
            catalogue.put(connection, map(catalogue.entry_of, filed))
            for record in filed:
                self.journal.add(connection, "bench", "filed", str(record.id), {}, NOW)
        return [record.id for record in filed]
