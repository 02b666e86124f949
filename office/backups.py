"""Backups: made by night or when asked, while people work; read back; told how they went.

The order makes them consistent: first the database as of one moment, then the objects. What the
database names was on disk before it, so the copy of the objects holds it; what is filed meanwhile
is in the objects only, and a restore enters it (``office/reconciling.py``).
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from archive import files, mirror, snapshot
from archive.errors import ArchiveNotMounted, ArchiveUnwritable
from archive.faults import Fault
from archive.mirror import Copied
from office import backup_runs
from office.backup_errors import (
    BackupFolderMissing,
    BackupInside,
    BackupNowhere,
    BackupRunning,
    BackupUnwritable,
)
from office.backup_place import BackupPlace, BackupSet, is_late
from office.backup_runs import Run
from office.filing import SYSTEM
from office.office import Office
from office.permissions import Actor, require
from thai.dates import BANGKOK
from thai.digits import to_thai
from thai.errors import Refused

NIGHT = 1  # the hour (Bangkok) from which the day's backup is due
AGAIN = 3600.0  # seconds until one that failed is tried again
SELDOM = 2.0  # seconds between two notes of how far it has come
LOCK = "backup.lock"
STOPPED = "หยุดไว้ก่อนเสร็จ ครั้งหน้าจะทำต่อ"
NOT_SAVED = ("index", "cache", "work", "unfinished")


@dataclass(frozen=True)
class Made:
    """A finished backup: its set, and what was copied for it."""

    set: BackupSet
    copied: Copied


@dataclass(frozen=True)
class BackupState:
    """What the pages show: where to, the last good one, is that too long ago, what runs now."""

    folder: str
    last: Run | None
    late: bool
    running: Run | None
    runs: tuple[Run, ...]
    same_disk: bool


@dataclass(frozen=True)
class Backups:
    """Makes the backups of an office."""

    office: Office

    def state(self) -> BackupState:
        """Return how backups stand."""
        with self.office.db.reading() as conn:
            folder, last = backup_runs.folder(conn), backup_runs.last_good(conn)
            runs = tuple(backup_runs.newest(conn, 20))
        late = is_late(last.ended if last else None, self.office.clock())
        running = next((run for run in runs if run.ended is None), None)
        return BackupState(folder, last, late, running, runs, self._on_same_disk(folder))

    def set_folder(self, folder: str, actor: Actor) -> None:
        """Say where backups go; raises BackupFolderMissing, BackupInside, BackupOfAnother."""
        require(actor, "administer")
        place = self._prepared(Path(folder), known=False)
        with self.office.db.writing() as conn:
            backup_runs.set_folder(conn, str(place.folder.parent))
            told = {"folder": str(place.folder.parent)}
            self.office.journal.add(
                conn, actor.label, "backup-folder", "office", told, self.office.clock()
            )

    def ask(self, actor: Actor) -> None:
        """Ask for a backup now; the worker makes it. Raises BackupNowhere, BackupNotMounted."""
        require(actor, "administer")
        with self.office.db.reading() as conn:
            folder = backup_runs.folder(conn)
        if not folder:
            raise BackupNowhere
        BackupPlace(Path(folder)).check(self.office.profile.id)
        with self.office.db.writing() as conn:
            backup_runs.ask(conn, folder, actor.label, self.office.clock())

    def due(self) -> bool:
        """Whether one was asked for, or the day's is to be made, or to be tried again."""
        now = self.office.clock()
        with self.office.db.reading() as conn:
            if backup_runs.waiting(conn):
                return True
            folder, good = backup_runs.folder(conn), backup_runs.last_good(conn)
            tried = backup_runs.last_tried(conn)
        recently = tried and tried.began and (now - tried.began).total_seconds() < AGAIN
        return bool(folder) and not recently and _is_days_due(good, now)

    def make(
        self,
        folder: Path | None,
        actor: Actor | None,
        progress: Callable[[str], None] | None = None,
        stop: Callable[[], bool] = lambda: False,
    ) -> Made | None:
        """Make a backup into a folder (None: the one that was set); None if it was stopped.

        ``actor`` None is the worker. What fails is noted and raised; what was copied stays, and
        the next one goes on from there.
        """
        if actor is not None:
            require(actor, "administer")
        with self._alone():
            run = self._begin(folder, SYSTEM if actor is None else actor.label)
            try:
                place = self._prepared(Path(run.folder), known=True)
                with self._refusing(place):
                    made = self._make(place, _noting(self.office, run.id, progress), stop)
            except Refused as refused:
                self._end(run.id, good=False, told=str(refused))
                raise
            if made is None:
                self._end(run.id, good=False, told=STOPPED)
            else:
                self._end(run.id, True, _told(made), made.copied.renewed, made.copied.size)
        return made

    def _make(
        self, place: BackupPlace, tell: Callable[[str], None], stop: Callable[[], bool]
    ) -> Made | None:
        office = self.office
        at, taken_already = office.clock().replace(microsecond=0), {one.at for one in place.sets()}
        while at in taken_already:
            at += timedelta(seconds=1)
        begun = BackupSet(at, office.profile.id, *_NOTHING)
        tell("คัดลอกฐานข้อมูล")
        copy = place.database(begun.name)
        with files.refusing():
            files.remove_file(copy)  # of one begun within the same second that did not end
        taken = snapshot.take(office.folder.database, copy)
        tell("คัดลอกไฟล์ตั้งค่าและไฟล์รับเข้า")
        kept, left_out = _kept(office, place)
        office.archive.check_mounted()

        def far(done: int, of: int) -> None:
            tell(f"คัดลอกเอกสาร {to_thai(f'{done:,}')} จาก {to_thai(f'{of:,}')}")

        copied = mirror.copy(office.archive.root, place.root(office.profile.id), far, stop)
        if not copied.whole:
            return None
        copied = replace(copied, faults=(*copied.faults, *left_out))
        place.check(office.profile.id)  # a disk that went meanwhile has no backup
        done = replace(
            begun, **vars(taken), objects=copied.objects, faults=len(copied.faults), files=kept
        )
        place.finish(done)
        place.thin()
        return Made(done, copied)

    @contextmanager
    def _refusing(self, place: BackupPlace) -> Iterator[None]:
        """Tell which of the two disks it was that failed."""
        try:
            with files.refusing():
                yield
        except (ArchiveNotMounted, ArchiveUnwritable) as refused:
            self.office.archive.check_mounted()
            place.check(self.office.profile.id)
            why = refused.facts.get("reason", "ดิสก์หลุดระหว่างสำรอง")
            raise BackupUnwritable(folder=place.folder, why=why) from refused

    def _prepared(self, folder: Path, *, known: bool) -> BackupPlace:
        """Return a folder's backup, made there if it was never there."""
        place = BackupPlace(folder)
        saved = (self.office.folder.path.resolve(), self.office.folder.archive.resolve())
        target = place.folder.resolve()
        if any(target.is_relative_to(each) or each.is_relative_to(target) for each in saved):
            raise BackupInside(folder=folder)
        with self.office.db.reading() as conn:
            seen = backup_runs.used(conn, str(place.folder.parent))
            ours = backup_runs.folder(conn) == str(place.folder.parent)
        if known and (seen or ours):
            place.check(self.office.profile.id)
        try:
            place.prepare(self.office.profile.id)
        except OSError as error:
            raise BackupFolderMissing(folder=folder, why=error.strerror or "") from error
        return place

    def _begin(self, folder: Path | None, who: str) -> Run:
        now = self.office.clock()
        with self.office.db.writing() as conn:
            asked = backup_runs.waiting(conn) if folder is None else None
            named = str(BackupPlace(folder).folder.parent) if folder else backup_runs.folder(conn)
            if not named:
                raise BackupNowhere
            backup_runs.end_left(conn, now, STOPPED)
            id = asked.id if asked else backup_runs.ask(conn, named, who, now)
            backup_runs.change(conn, id, began=now, folder=named)
            return next(run for run in backup_runs.newest(conn, 20) if run.id == id)

    def _end(self, id: int, good: bool, told: str, renewed: int = 0, size: int = 0) -> None:
        values = {"good": good, "told": told, "renewed": renewed, "size": size}
        with self.office.db.writing() as conn:
            backup_runs.change(conn, id, ended=self.office.clock(), **values)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        lock = FileLock(self.office.folder.place("work") / LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise BackupRunning from error
        try:
            yield
        finally:
            lock.release()

    def _on_same_disk(self, folder: str) -> bool:
        if folder:
            with suppress(OSError):
                return Path(folder).stat().st_dev == self.office.folder.archive.stat().st_dev
        return False


_NOTHING = ("", 0, 0, "", 0, 0, 0, dict[str, str]())


def _told(made: Made) -> str:
    said = f"สำรองครบ {to_thai(f'{made.set.objects:,}')} รายการ"
    if made.copied.faults:
        said += f" ยกเว้นที่เสียหาย {to_thai(str(len(made.copied.faults)))} รายการ"
    return said


def _is_days_due(good: Run | None, now: datetime) -> bool:
    """Whether the last good one was begun before the last night began."""
    here = now.astimezone(BANGKOK)
    night = here.replace(hour=NIGHT, minute=0, second=0, microsecond=0)
    if good is None or good.began is None:
        return True
    return here >= night > good.began


def _noting(
    office: Office, id: int, progress: Callable[[str], None] | None
) -> Callable[[str], None]:
    """Tell how far it is, and note it for the pages now and then."""
    noted = 0.0

    def tell(told: str) -> None:
        nonlocal noted
        if time.monotonic() - noted < SELDOM:
            return
        noted = time.monotonic()
        if progress:
            progress(told)
        with suppress(Refused), office.db.writing() as conn:
            backup_runs.change(conn, id, told=told)

    return tell


def _kept(office: Office, place: BackupPlace) -> tuple[dict[str, str], list[Fault]]:
    """Keep what lies beside archive and database; return SHA-512 by name, and what is unreadable.

    A file that was moved away meanwhile, as those of the inbox are, is none of this backup.
    """
    kept, left_out = dict[str, str](), list[Fault]()
    for name, path in _beside(office):
        try:
            data = files.read(path)
        except FileNotFoundError:
            continue
        except OSError as error:
            left_out.append(Fault("copy-refused", name, error.strerror or ""))
        else:
            kept[name] = place.keep(data)
    return kept, left_out


def _beside(office: Office) -> Iterator[tuple[str, Path]]:
    """Yield name and path of every file of the data folder that is neither object nor database."""
    top = office.folder.path
    apart = {*(top / name for name in NOT_SAVED), office.folder.archive}
    for entry in sorted(top.iterdir()):
        if entry in apart or entry.name.startswith(office.folder.database.name):
            continue
        for path in sorted(entry.rglob("*")) if entry.is_dir() else [entry]:
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(top).as_posix(), path
