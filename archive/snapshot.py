"""A copy of a database in use: one moment of it, whole, in a single file."""

import errno
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from archive import files
from archive.errors import DatabaseDamaged


@dataclass(frozen=True)
class Snapshot:
    """What a copy holds: its SHA-512 (hex) and bytes, the journal's head, how many records."""

    sha512: str
    size: int
    seq: int
    hash: str
    records: int


def take(source: Path, target: Path) -> Snapshot:
    """Copy a database into a file that does not exist yet, durable and checked by SQLite.

    Nobody waits for it. Raises DatabaseDamaged, DiskFull, ArchiveUnwritable; leaves nothing then.
    """
    part = target.with_name(f"{target.name}.part")
    with files.refusing():
        files.need_room(target.parent, source.stat().st_size)
        files.remove_file(part)
        try:
            seq, hash, records = _copied(source, part)
            files.sync(part)
            sha512 = files.sha512_of(part)
            files.move_into_place(part, target)
        except sqlite3.Error as error:
            files.remove_file(part)
            raise _refusal(error) from error
    return Snapshot(sha512, target.stat().st_size, seq, hash, records)


def _copied(source: Path, target: Path) -> tuple[int, str, int]:
    with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(target)) as copy:
        original.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("integrity_check")
        [records] = copy.execute("SELECT count(*) FROM records").fetchone()
        head = copy.execute("SELECT seq, hash FROM journal_head").fetchone()
        return (*head, records)


def _refusal(error: sqlite3.Error) -> OSError | DatabaseDamaged:
    """Tell a disk that fails, here or there, from a database that is damaged."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    fault = _DISK.get(code)
    return DatabaseDamaged() if fault is None else OSError(fault, os.strerror(fault))


_DISK = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.ENOENT,
}
