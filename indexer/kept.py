"""What the index keeps beside the engine: passages to show, text to scan, and the bookmark.

One SQLite file in the index folder. A transaction holds new records together with the bookmark of
the journal up to which they were read, and is made after the engine's commit, so a crash between
the two means reading twice, never skipping. Rows are replaced, never changed: a record read again
gets a new number, and whatever the engine still says of the old number is ignored.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock

from archive.passages import Passage
from indexer.entry import Entry
from indexer.letters import folded
from thai.text import normal

FORMAT = "2"
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE record (
  no INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, stamp INTEGER NOT NULL,
  year INTEGER NOT NULL, category TEXT NOT NULL, type TEXT NOT NULL, day TEXT NOT NULL,
  access TEXT NOT NULL, "group" TEXT NOT NULL, sender TEXT NOT NULL, receiver TEXT NOT NULL,
  signer TEXT NOT NULL, number TEXT NOT NULL, "order" TEXT NOT NULL,
  title TEXT NOT NULL, source TEXT NOT NULL, folded BLOB NOT NULL);
CREATE INDEX record_stamp ON record (stamp);
CREATE TABLE passage (
  no INTEGER NOT NULL, n INTEGER NOT NULL, heading TEXT NOT NULL, text TEXT NOT NULL, page INTEGER,
  PRIMARY KEY (no, n)) WITHOUT ROWID;
CREATE TABLE unread (id TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A record for filtering, scanning and showing. ``folded`` holds, a line each: the title, the
    number, then heading and text of each passage."""

    no: int
    stamp: int
    id: str
    year: int
    category: str
    type: str
    day: str
    access: str
    group: str
    sender: str
    receiver: str
    signer: str
    number: str
    order: str
    title: str
    source: str
    folded: bytes

    @property
    def title_end(self) -> int:
        """Where the title's line ends in ``folded``."""
        return self.folded.index(b"\n")


@dataclass(frozen=True)
class Bookmark:
    """How far which journal was read, the hash of the last event read, and by which analysis."""

    journal: str
    seq: int
    link: str
    analysis: str


class Kept:
    """The index's own small database: one connection, for one thread at a time."""

    def __init__(self, path: Path) -> None:
        address = f"{path.absolute().as_uri()}?mode=rw"  # never makes an empty one
        self._connection = sqlite3.connect(
            address, uri=True, timeout=30, check_same_thread=False, isolation_level=None
        )
        self._lock = Lock()

    @classmethod
    def create(cls, path: Path, bookmark: Bookmark) -> "Kept":
        """Make an empty one."""
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(_TABLES)
        kept = cls(path)
        with kept._writing() as connection:
            _set(connection, format=FORMAT, stamp="0", **_meta(bookmark))
        return kept

    def bookmark(self) -> Bookmark:
        """Return how far this index has come."""
        meta = self._meta()
        return Bookmark(meta["journal"], int(meta["seq"]), meta["link"], meta["analysis"])

    def stamp(self) -> int:
        """Return a number that grows with each write."""
        return int(self._meta()["stamp"])

    def rows(self, after: int) -> list[Row]:
        """Return the records written after a stamp."""
        wanted = (
            'SELECT no, stamp, id, year, category, type, day, access, "group", sender, receiver, '
            'signer, number, "order", title, source, folded '
            "FROM record WHERE stamp > ? ORDER BY no"
        )
        with self._reading() as connection:
            return [Row(*row) for row in connection.execute(wanted, (after,))]

    def passages(self, no: int) -> list[Passage]:
        """Return the passages of the record with this number; none if it was replaced."""
        wanted = "SELECT heading, text, page FROM passage WHERE no = ? ORDER BY n"
        with self._reading() as connection:
            return [Passage(*row) for row in connection.execute(wanted, (no,))]

    def unread(self) -> dict[str, str]:
        """Return the records whose text could not be had, each with the reason."""
        with self._reading() as connection:
            return dict(connection.execute("SELECT id, reason FROM unread ORDER BY id").fetchall())

    def numbers(self, count: int) -> range:
        """Return the numbers that the next ``count`` written records will get."""
        with self._reading() as connection:
            wanted = "SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = 'record'"
            first = connection.execute(wanted).fetchone()[0] + 1
        return range(first, first + count)

    def write(
        self, entries: Iterable[tuple[int, Entry]], unread: Mapping[str, str], to: Bookmark
    ) -> None:
        """Replace records by their newer reading and move the bookmark, all or nothing."""
        with self._writing() as connection:
            stamp = (
                int(connection.execute("SELECT value FROM meta WHERE key = 'stamp'").fetchone()[0])
                + 1
            )
            for no, entry in entries:
                _replace(connection, no, entry, stamp)
            for record_id, reason in unread.items():
                connection.execute(
                    "INSERT OR REPLACE INTO unread VALUES (?, ?)", (record_id, reason)
                )
            _set(connection, stamp=str(stamp), **_meta(to))

    def _meta(self) -> dict[str, str]:
        with self._reading() as connection:
            meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
        if meta.get("format") != FORMAT:
            raise sqlite3.DatabaseError("no index of this format")
        return meta

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            yield self._connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._reading() as connection:
            connection.execute(
                "PRAGMA synchronous = NORMAL"
            )  # what a power cut takes is read again
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                yield connection


def _meta(bookmark: Bookmark) -> dict[str, str]:
    return {key: str(value) for key, value in asdict(bookmark).items()}


def _set(connection: sqlite3.Connection, **values: str) -> None:
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", list(values.items()))


def _replace(connection: sqlite3.Connection, no: int, entry: Entry, stamp: int) -> None:
    key = str(entry.id)
    old = connection.execute("SELECT no FROM record WHERE id = ?", (key,)).fetchone()
    if old:
        connection.execute("DELETE FROM passage WHERE no = ?", old)
        connection.execute("DELETE FROM record WHERE no = ?", old)
    connection.execute("DELETE FROM unread WHERE id = ?", (key,))
    lines = [
        entry.title,
        entry.number,
        *(part for p in entry.passages for part in (p.heading, p.text)),
    ]
    scannable = b"\n".join(folded(normal(line)) for line in lines)
    connection.execute(
        f"INSERT INTO record VALUES ({', '.join('?' * 17)})",
        (no, key, stamp, entry.year, entry.category, entry.type, entry.day.isoformat(),
         entry.access, entry.group, entry.sender, entry.receiver, entry.signer, entry.number,
         entry.order, entry.title, entry.source, scannable),
    )  # fmt: skip
    connection.executemany(
        "INSERT INTO passage VALUES (?, ?, ?, ?, ?)",
        [(no, n, p.heading, p.text, p.page) for n, p in enumerate(entry.passages)],
    )
