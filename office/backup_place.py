"""What lies in a backup: the layout of the folder ``saraban-backup`` (docs/custody.md).

``archive/`` is a storage root like the office's own, which only grows. ``database/`` holds copies
of the database, ``kept/`` the bytes of all other files under their SHA-512. ``sets/<moment>.json``
says which belong together; it is written last, so a backup that was not finished is none.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from archive import disk, files
from archive.canonical import readable
from archive.ocfl import StorageRoot
from office.backup_errors import (
    BackupDamaged,
    BackupFolderMissing,
    BackupNotMounted,
    BackupOfAnother,
    BackupTooNew,
    NoBackupHere,
    NoSuchSet,
)
from thai.dates import BANGKOK

NAME = "saraban-backup"
FORMAT = 1
DAYS, WEEKS, MONTHS = 14, 8, 24  # of each the newest set stays
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class BackupSet:
    """One finished backup: when, which database copy (SHA-512, bytes), the journal's head in it.

    And how many records and objects, how many objects were damaged, each other file's SHA-512.
    """

    at: datetime
    office: str
    sha512: str
    size: int
    seq: int
    hash: str
    records: int
    objects: int
    faults: int
    files: Mapping[str, str]

    @property
    def name(self) -> str:
        """Its moment as it is called on disk, UTC: ``20261122T170000Z``."""
        return self.at.astimezone(UTC).strftime(_STAMP)


class BackupPlace:
    """A backup in a folder that a person named; ``Path`` of a disk, or of ``saraban-backup``."""

    def __init__(self, folder: Path) -> None:
        folder = folder.absolute()
        self.folder = folder if folder.name == NAME else folder / NAME
        self._mark = self.folder / NAME

    def prepare(self, office_id: str) -> None:
        """Make the layout where it is not yet; raises BackupFolderMissing, BackupOfAnother."""
        if not self.folder.parent.is_dir():
            raise BackupFolderMissing(folder=self.folder.parent, why="ไม่มีโฟลเดอร์นี้")
        if self._mark.exists():
            return self.check(office_id)
        with files.refusing():
            for each in ("database", "kept", "sets"):
                files.make_folders(self.folder / each)
        if not (self.disk / disk.SENTINEL).exists():
            disk.make(self.disk, office_id)
        self._write(self._mark, f"{office_id}\n".encode())
        return None

    def check(self, office_id: str) -> None:
        """Raise BackupNotMounted or BackupOfAnother unless this office's backups are here."""
        found = self.office_id()
        if found != office_id:
            raise BackupOfAnother(folder=self.folder, found=found, expected=office_id)

    def office_id(self) -> str:
        """Return whose backups these are; raises BackupNotMounted."""
        try:
            return self._mark.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise BackupNotMounted(folder=self.folder) from error

    @property
    def disk(self) -> Path:
        """The second archive: sentinel and storage root."""
        return self.folder / "archive"

    def root(self, office_id: str) -> StorageRoot:
        """Return the second storage root."""
        folder = self.disk / disk.ROOT
        return StorageRoot(folder, disk.urn(office_id), self.folder / "archive.lock")

    def database(self, name: str) -> Path:
        """Return where the database copy of a set lies."""
        return self.folder / "database" / f"{name}.db"

    def keep(self, data: bytes) -> str:
        """Keep some bytes, once, and return their SHA-512; what lies there already is read back.

        Raises BackupNotMounted where the disk went away: no folder is made in its place.
        """
        digest = files.sha512(data)
        path = self._kept(digest)
        if files.read_or_empty(path) != data or not path.exists():
            self.office_id()
            with files.refusing():
                files.make_folders(path.parent)
            self._write(path, data)
        return digest

    def kept(self, digest: str) -> bytes:
        """Return the bytes with this SHA-512; raises BackupDamaged."""
        data = files.read_or_empty(self._kept(digest))
        if files.sha512(data) != digest:
            raise BackupDamaged(file=self._kept(digest))
        return data

    def finish(self, done: BackupSet) -> None:
        """Write a set: from now on it is a backup."""
        told: dict[str, Any] = {"format": FORMAT, **asdict(done), "at": done.at.isoformat()}
        self._write(self._set(done.name), readable(told))

    def sets(self) -> list[BackupSet]:
        """Return the finished backups, oldest first; what is no such file is passed over."""
        found = sorted((self.folder / "sets").glob("*.json"))
        return [one for one in map(_read, found) if one is not None]

    def chosen(self, name: str = "") -> BackupSet:
        """Return the newest set, or the named one; raises NoBackupHere, NoSuchSet."""
        known = {one.name: one for one in self.sets()}
        if not known:
            raise NoBackupHere(folder=self.folder)
        if name and name not in known:
            raise NoSuchSet(set=name, folder=self.folder, known=" ".join(known))
        return known[name or max(known)]

    def thin(self) -> None:
        """Remove the sets that are no longer wanted, and what belongs to no set."""
        sets = self.sets()
        stay = thinned([one.at for one in sets])
        left = [one for one in sets if one.at in stay]
        names = {one.name for one in left}
        used = {digest for one in left for digest in one.files.values()}
        with files.refusing():
            for one in sets:
                if one.name not in names:
                    files.remove_file(self._set(one.name))
            for path in (self.folder / "sets").glob("*.part"):  # of a backup that was killed
                files.remove_file(path)
            for path in (self.folder / "database").iterdir():
                if path.stem not in names:
                    files.remove_file(path)
            for path in (self.folder / "kept").glob("*/*"):
                if path.name not in used:
                    files.remove_file(path)

    def _kept(self, digest: str) -> Path:
        return self.folder / "kept" / digest[:2] / digest

    def _set(self, name: str) -> Path:
        return self.folder / "sets" / f"{name}.json"

    def _write(self, path: Path, data: bytes) -> None:
        with files.refusing():
            files.write_whole(path, data)


def thinned(moments: Iterable[datetime]) -> set[datetime]:
    """Return which backups stay: the newest of each recent day, week and month with one."""
    stay = set[datetime]()
    newest_first = sorted(moments, reverse=True)
    for spelled, most in (("%Y-%m-%d", DAYS), ("%G-%V", WEEKS), ("%Y-%m", MONTHS)):
        seen = dict[str, datetime]()
        for at in newest_first:
            seen.setdefault(at.astimezone(BANGKOK).strftime(spelled), at)
        stay |= set(list(seen.values())[:most])
    return stay


def _read(path: Path) -> BackupSet | None:
    try:
        told = json.loads(path.read_bytes())
        found = told.pop("format")
        if found > FORMAT:
            raise BackupTooNew(found=found, known=FORMAT)
        return BackupSet(**told | {"at": datetime.fromisoformat(told["at"])})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def is_late(last: datetime | None, now: datetime) -> bool:
    """Whether the last good backup (None: never) is older than three days."""
    return last is None or now - last > timedelta(days=3)
