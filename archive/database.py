"""The one door to the database: engine, table list, transactions, format number.

Tables are declared beside the code that uses them, on the ``metadata`` of this module. What a
newer program only adds (a table, a column that may be empty or has a server default, an index) is
added when a database is opened, and the format number stays. Anything else needs a new format
number and a migration; a database with a newer format number is refused.
"""

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Dialect,
    Engine,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
    create_engine,
    event,
    insert,
    select,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.schema import CreateColumn

from archive.errors import (
    ArchiveRefused,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseMissing,
    DatabaseReadOnly,
    DiskFull,
    FormatTooNew,
)

FORMAT = 1
WAIT = 60.0  # seconds a writer waits for another writer
PATIENCE: ContextVar[float] = ContextVar("patience", default=WAIT)
"""Seconds that whoever runs now can wait at most: a page holds up a person and a thread."""
LEAST_FREE = 256 * 1024  # bytes; with less, whatever goes wrong is the full disk

metadata = MetaData()
store = Table("store", metadata, Column("format", Integer, primary_key=True, autoincrement=False))


class Instant(TypeDecorator[datetime]):
    """A moment: aware ``datetime`` outside, UTC ISO text of fixed width (it sorts) inside."""

    impl = String
    cache_ok = True

    @staticmethod
    def text(value: datetime) -> str:
        """Spell a moment as it is stored: ``2026-11-22T02:15:00.000000+00:00``."""
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write as UTC; a naive time is a mistake of the caller."""
        return None if value is None else self.text(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Read back as an aware UTC time."""
        return None if value is None else datetime.fromisoformat(value)


class Database:
    """An SQLite database file with two doors: ``reading()`` and ``writing()``.

    ``Database.create(path)`` makes a new one, ``Database(path)`` opens one that exists (and never
    makes an empty one in place of a lost one). Errors: DatabaseMissing, FormatTooNew,
    DatabaseDamaged, DatabaseReadOnly, DatabaseBusy, DiskFull.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise DatabaseMissing(path=path)
        self.path = path
        self._readers = _engine(path, "BEGIN", read_only=True)
        # One connection: writers of this process queue here in turn, not in SQLite's busy loop.
        self._writers = _engine(path, "BEGIN IMMEDIATE", pool_size=1, max_overflow=0)
        self._writer = threading.local()
        self._turn = threading.Lock()
        self._open()

    @classmethod
    def create(cls, path: Path) -> "Database":
        """Make the file and every declared table; an existing database is simply opened."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        return cls(path)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the database, in which nothing can be written."""
        with _refusing(self.path), self._readers.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that holds the write lock from its first moment.

        BEGIN IMMEDIATE, because a plain BEGIN with "select max, insert" loses parallel numbers.
        Commits at the end, rolls back on any exception. Nothing slow belongs inside. A thread that
        asks for it twice would wait for itself: RuntimeError at once.
        """
        if getattr(self._writer, "inside", False):
            raise RuntimeError("writing() inside writing()")
        self._writer.inside = True
        try:
            with _refusing(self.path), self._my_turn(), self._writers.begin() as connection:
                yield connection
        finally:
            self._writer.inside = False

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        if not self._turn.acquire(timeout=_patience()):
            raise DatabaseBusy
        try:
            yield
        finally:
            self._turn.release()

    def close(self) -> None:
        """Give back every connection (Windows cannot move or delete an open file)."""
        self._readers.dispose()
        self._writers.dispose()

    def _open(self) -> None:
        with self.reading() as connection:
            if _is_whole(connection):
                return
        with self.writing() as connection:
            _check_format(connection)
            metadata.create_all(connection)
            _add_columns(connection)
            if connection.scalar(select(store.c.format)) is None:
                connection.execute(insert(store).values(format=FORMAT))


def _is_whole(connection: Connection) -> bool:
    """Whether nothing is lacking: all that is declared, and our format number."""
    return _declared() <= _held(connection) and _check_format(connection)


def _check_format(connection: Connection) -> bool:
    """Whether the format number is there; raises FormatTooNew."""
    if (store.name, store.c.format.name) not in _held(connection):
        return False
    found = connection.scalar(select(store.c.format))
    if found is not None and found > FORMAT:
        raise FormatTooNew(found=found, known=FORMAT)
    return found is not None


def _declared() -> set[tuple[str, str]]:
    """Return every declared (table, column) and (table, index)."""
    parts = ((table, part) for table in metadata.sorted_tables for part in _parts(table))
    return {(table.name, str(part.name)) for table, part in parts}


def _parts(table: Table) -> list[Column[Any] | Index]:
    return [*table.columns, *table.indexes]


def _held(connection: Connection) -> set[tuple[str, str]]:
    """Return every (table, column) and (table, index) that the file has; SQLite's own tables."""
    columns = "SELECT m.name, p.name FROM sqlite_master m, pragma_table_info(m.name) p"
    indexes = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'index'"
    rows = connection.exec_driver_sql(f"{columns} WHERE m.type = 'table' UNION ALL {indexes}")
    return {(table, name) for table, name in rows}


def _add_columns(connection: Connection) -> None:
    """Add the columns, and their indexes, that tables of an older program lack."""
    held = _held(connection)
    for table in metadata.sorted_tables:
        for column in table.columns:
            if (table.name, column.name) not in held:
                spelled = CreateColumn(column).compile(connection)
                name = connection.dialect.identifier_preparer.format_table(table)
                connection.exec_driver_sql(f"ALTER TABLE {name} ADD COLUMN {spelled}")
        for index in table.indexes:
            if (table.name, str(index.name)) not in held:
                index.create(connection)


def _engine(path: Path, begin: str, read_only: bool = False, **pool: Any) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}", connect_args={"timeout": WAIT}, pool_timeout=WAIT, **pool
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # Python begins nothing by itself; we say BEGIN
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        if read_only:
            connection.execute("PRAGMA query_only = ON")

    @event.listens_for(engine, "begin")
    def say_begin(connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {_patience() * 1000:.0f}")
        connection.exec_driver_sql(begin)

    return engine


def _patience() -> float:
    return min(WAIT, PATIENCE.get())


_REFUSALS: dict[int, type[ArchiveRefused]] = {  # SQLite's primary result codes
    sqlite3.SQLITE_BUSY: DatabaseBusy,
    sqlite3.SQLITE_LOCKED: DatabaseBusy,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_READONLY: DatabaseReadOnly,
    sqlite3.SQLITE_CANTOPEN: DatabaseReadOnly,
    sqlite3.SQLITE_PERM: DatabaseReadOnly,
    sqlite3.SQLITE_CORRUPT: DatabaseDamaged,
    sqlite3.SQLITE_NOTADB: DatabaseDamaged,
    sqlite3.SQLITE_IOERR: DatabaseDamaged,
}


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Turn what SQLite reports about the file into a refusal; a wrong statement stays an error."""
    try:
        yield
    except PoolTimeout as error:
        raise DatabaseBusy from error
    except DBAPIError as error:
        refusal = _refusal(error.orig, path)
        if refusal is None:
            raise
        raise refusal from error
    except sqlite3.Error as error:  # raised while connecting, before SQLAlchemy wraps it
        refusal = _refusal(error, path)
        if refusal is None:
            raise
        raise refusal from error


def _refusal(error: BaseException | None, path: Path) -> ArchiveRefused | None:
    code = getattr(error, "sqlite_errorcode", None)
    kind = None if code is None else _REFUSALS.get(code & 0xFF)
    if kind is None:
        return None
    # On a full disk SQLite cannot even make its shared memory, and calls that an I/O error.
    full = shutil.disk_usage(path.parent).free < LEAST_FREE
    return DiskFull() if full else kind()
