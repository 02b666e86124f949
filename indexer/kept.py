"""What the index keeps beside the engine: passages to show, text to scan, and the bookmark.

One SQLite file in the index folder. A transaction holds new records together with the bookmark of
the journal up to which they were read, and is made after the engine's commit, so a crash between
the two means reading twice, never skipping. Rows are replaced, never changed: a record read again
gets a new number, and whatever the engine still says of the old number is ignored. Texts are
packed, which also tells when they are damaged. *Parts* hold the sets of ``indexer.grams`` for the
records numbered from ``first`` to ``last``; the newest records are in no part yet.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from threading import Lock

from archive.passages import Passage
from indexer import grams
from indexer.entry import Entry
from indexer.words import long_words

FORMAT = "4"
LEFT_OVER = 1 << 20  # bytes that the write-ahead log may keep on disk
PART = 1_000  # records from which a part is made
PACKING = 1  # zlib's level: the quickest, half the size
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE record (
  no INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, stamp INTEGER NOT NULL,
  year INTEGER NOT NULL, category TEXT NOT NULL, type TEXT NOT NULL, day TEXT NOT NULL,
  access TEXT NOT NULL, "group" TEXT NOT NULL, sender TEXT NOT NULL, receiver TEXT NOT NULL,
  signer TEXT NOT NULL, number TEXT NOT NULL, "order" TEXT NOT NULL,
  title TEXT NOT NULL, source TEXT NOT NULL, folded BLOB NOT NULL);
CREATE INDEX record_stamp ON record (stamp);
CREATE TABLE passages (no INTEGER PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE part (first INTEGER PRIMARY KEY, last INTEGER NOT NULL);
CREATE TABLE gram (
  first INTEGER NOT NULL, run BLOB NOT NULL, places BLOB NOT NULL,
  PRIMARY KEY (first, run)) WITHOUT ROWID;
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
    """How far which journal was read, the hash of the last event read, by which analysis, and for
    which engine."""

    journal: str
    seq: int
    link: str
    analysis: str
    engine: str


@dataclass(frozen=True)
class Read:
    """A record as it was read, with its letters for scanning (see ``Row``)."""

    entry: Entry
    letters: bytes


@dataclass(frozen=True, order=True)
class Part:
    """Records in a row whose letters' runs have their sets."""

    first: int
    last: int


class PartGone(Exception):  # noqa: N818 - no error: it is now in a larger one
    """A part was joined to its neighbour by another process."""


class Kept:
    """The index's own small database: one connection, for one thread at a time."""

    def __init__(self, path: Path) -> None:
        address = f"{path.absolute().as_uri()}?mode=rw"  # never makes an empty one
        self._connection = sqlite3.connect(
            address, uri=True, timeout=30, check_same_thread=False, isolation_level=None
        )
        self._lock = Lock()
        self._told: tuple[int, dict[str, str]] | None = None  # by the file's version

    @classmethod
    def create(cls, path: Path, bookmark: Bookmark) -> "Kept":
        """Make an empty one."""
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(_TABLES)
        kept = cls(path)
        with kept._writing() as connection:
            _set(connection, format=FORMAT, stamp="0", complete="0", sums="{}", **_meta(bookmark))
        return kept

    def bookmark(self) -> Bookmark:
        """Return how far this index has come."""
        meta = self._meta()
        told = {key: meta[key] for key in ("journal", "link", "analysis", "engine")}
        return Bookmark(seq=int(meta["seq"]), **told)

    def is_complete(self) -> bool:
        """Tell whether every record that was to be read when it was begun has been read."""
        return self._meta()["complete"] == "1"

    def complete(self) -> None:
        """Write down that every record has been read: from now on it is in use."""
        with self._writing() as connection:
            _set(connection, complete="1")

    def sums(self) -> dict[str, list[int]]:
        """Return size and checksum of the engine's files as they were last written."""
        found: dict[str, list[int]] = json.loads(self._meta()["sums"])
        return found

    def count(self) -> int:
        """Return how many records it has."""
        with self._reading() as connection:
            return int(connection.execute("SELECT COUNT(*) FROM record").fetchone()[0])

    def ids(self) -> set[str]:
        """Return every record that was read, also in vain."""
        with self._reading() as connection:
            found = connection.execute("SELECT id FROM record UNION SELECT id FROM unread")
            return {record_id for (record_id,) in found}

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
            found = connection.execute(wanted, (after,)).fetchall()
        return [Row(*(*told, zlib.decompress(packed))) for *told, packed in found]

    def passages(self, numbers: Sequence[int]) -> dict[int, list[Passage]]:
        """Return the passages of the records with these numbers; a replaced one has none."""
        wanted = f"SELECT no, packed FROM passages WHERE no IN ({_marks(len(numbers))})"
        with self._reading() as connection:
            found = dict(connection.execute(wanted, numbers).fetchall())
        return {
            no: [Passage(*told) for told in json.loads(zlib.decompress(found[no]))]
            if no in found
            else []
            for no in numbers
        }

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
        self,
        records: Iterable[tuple[int, Read]],
        unread: Mapping[str, str],
        to: Bookmark,
        sums: Mapping[str, list[int]],
    ) -> None:
        """Replace records by their newer reading and move the bookmark, all or nothing."""
        with self._writing() as connection:
            wanted = "SELECT value FROM meta WHERE key = 'stamp'"
            stamp = int(connection.execute(wanted).fetchone()[0]) + 1
            for no, read in records:
                _replace(connection, no, read, stamp)
            connection.executemany("INSERT OR REPLACE INTO unread VALUES (?, ?)", unread.items())
            _set(connection, stamp=str(stamp), sums=json.dumps(sums), **_meta(to))

    # Which records may contain a phrase

    def parts(self) -> tuple[Part, ...]:
        """Return the parts in ascending order."""
        with self._reading() as connection:
            found = connection.execute("SELECT first, last FROM part ORDER BY first")
            return tuple(Part(*row) for row in found)

    def places(self, part: Part, runs: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return the packed sets of runs of letters in a part; a run that is nowhere has none."""
        return dict(self._sets(part, f"IN ({_marks(len(runs))})", runs))

    def beginning(self, part: Part, letters: bytes) -> list[bytes]:
        """Return the packed sets of every run that begins with these letters (fewer than a run)."""
        bounds = (letters, letters + b"\xff" * grams.SIZE)
        return [packed for _, packed in self._sets(part, "BETWEEN ? AND ?", bounds)]

    def _sets(self, part: Part, which: str, runs: Sequence[bytes]) -> list[tuple[bytes, bytes]]:
        wanted = (
            "SELECT gram.run, gram.places FROM part LEFT JOIN gram "
            f"ON gram.first = part.first AND gram.run {which} WHERE part.first = ? AND last = ?"
        )
        with self._reading() as connection:
            found = connection.execute(wanted, (*runs, part.first, part.last)).fetchall()
        if not found:
            raise PartGone
        return [(run, packed) for run, packed in found if run is not None]

    def part(self) -> None:
        """Make a part of the newest records once they are many, and join parts of like size."""
        parts = list(self.parts())
        first = parts[-1].last + 1 if parts else 1
        last = self.numbers(1)[0] - 1
        if last - first + 1 < PART:
            return
        with self._writing() as connection:
            parts.append(_gathered(connection, Part(first, last)))
            while len(parts) > 1 and _span(parts[-2]) < 2 * _span(parts[-1]):
                parts[-2:] = [_joined(connection, *parts[-2:])]

    def _meta(self) -> dict[str, str]:
        """Return what is written of the whole index, read again when anybody has written."""
        with self._reading() as connection:
            (version,) = connection.execute("PRAGMA data_version").fetchone()
            if self._told is None or self._told[0] != version:
                meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
                if meta.get("format") != FORMAT:
                    raise sqlite3.DatabaseError("no index of this format")
                self._told = version, meta
            return self._told[1]

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
            connection.execute("PRAGMA wal_autocheckpoint = 250")
            connection.execute(f"PRAGMA journal_size_limit = {LEFT_OVER}")
            connection.execute("BEGIN IMMEDIATE")
            self._told = None
            with connection:
                yield connection


def _meta(bookmark: Bookmark) -> dict[str, str]:
    return {key: str(value) for key, value in asdict(bookmark).items()}


def _set(connection: sqlite3.Connection, **values: str) -> None:
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", list(values.items()))


def _replace(connection: sqlite3.Connection, no: int, read: Read, stamp: int) -> None:
    entry = read.entry
    key = str(entry.id)
    old = connection.execute("SELECT no FROM record WHERE id = ?", (key,)).fetchone()
    if old:
        connection.execute("DELETE FROM passages WHERE no = ?", old)
        connection.execute("DELETE FROM record WHERE no = ?", old)
    connection.execute("DELETE FROM unread WHERE id = ?", (key,))
    connection.execute(
        f"INSERT INTO record VALUES ({_marks(17)})",
        (no, key, stamp, entry.year, entry.category, entry.type, entry.day.isoformat(),
         entry.access, entry.group, entry.sender, entry.receiver, entry.signer, entry.number,
         entry.order, entry.title, entry.source, zlib.compress(read.letters, PACKING)),
    )  # fmt: skip
    told = [(passage.heading, passage.text, passage.page) for passage in entry.passages]
    packed = zlib.compress(json.dumps(told, ensure_ascii=False).encode(), PACKING)
    connection.execute("INSERT INTO passages VALUES (?, ?)", (no, packed))


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _span(part: Part) -> int:
    return part.last - part.first + 1


def _gathered(connection: sqlite3.Connection, part: Part) -> Part:
    """Write the sets of the runs of some records' letters."""
    wanted = "SELECT no, folded FROM record WHERE no BETWEEN ? AND ?"
    texts = [b""] * _span(part)  # a replaced record has none
    for no, packed in connection.execute(wanted, (part.first, part.last)):
        texts[no - part.first] = zlib.decompress(packed)
    sets = grams.gathered(texts, long_words())
    connection.execute("INSERT INTO part VALUES (?, ?)", (part.first, part.last))
    rows = ((part.first, run, sets[run]) for run in sorted(sets))
    connection.executemany("INSERT INTO gram VALUES (?, ?, ?)", rows)
    return part


def _joined(connection: sqlite3.Connection, left: Part, right: Part) -> Part:
    """Put the sets of two neighbours together."""
    whole = Part(left.first, right.last)
    wanted = "SELECT run, first, places FROM gram WHERE first IN (?, ?) ORDER BY run, first"
    found = connection.execute(wanted, (left.first, right.first))
    size = _span(whole)
    both = [
        (run, grams.joined([(first - left.first, packed) for _, first, packed in sets], size))
        for run, sets in groupby(found, lambda row: row[0])
    ]
    for part in (left, right):
        connection.execute("DELETE FROM gram WHERE first = ?", (part.first,))
        connection.execute("DELETE FROM part WHERE first = ?", (part.first,))
    connection.execute("INSERT INTO part VALUES (?, ?)", (whole.first, whole.last))
    rows = ((whole.first, run, packed) for run, packed in both)
    connection.executemany("INSERT INTO gram VALUES (?, ?, ?)", rows)
    return whole
