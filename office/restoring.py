"""Restore: a whole office out of a backup, into an empty place, checked before it is believed.

``saraban.toml`` comes last: until then the place is no office. A restore that was killed goes on
where it was when it is asked again with the same words.
"""

import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from archive import disk, files, mirror
from archive.catalogue import Entry, Filters
from archive.fixity import Report
from archive.mirror import Copied
from archive.ocfl import StorageRoot
from office.backup_errors import BackupDamaged, RestoreNotEmpty
from office.backup_place import BackupPlace, BackupSet
from office.clock import Clock, now
from office.folder import SETTINGS, Folder
from office.office import Office
from office.permissions import operator
from office.reconciling import Reconciled
from thai.digits import to_thai

SAMPLE = 20  # records that are sought
MARK = ".saraban-restore"  # in a place where a restore is not done
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Restored:
    """What a restore gave: the set, what was copied, what differed, and the check of it all.

    ``records`` were counted in the restored catalogue. ``found`` and ``sought`` say of how many
    records, asked for by their own subjects, the search found how many.
    """

    set: BackupSet
    copied: Copied
    reconciled: Reconciled
    report: Report
    records: int
    found: int
    sought: int

    @property
    def good(self) -> bool:
        """Whether everything of the set is there, sound, and found."""
        whole = self.records >= self.set.records and self.copied.objects >= self.set.objects
        faultless = not (self.report.faults or self.copied.faults or self.reconciled.lost)
        return whole and faultless and self.found == self.sought


def restore(source: Path, into: Path, tell: Tell, name: str = "", clock: Clock = now) -> Restored:
    """Restore a set (the newest unless named) into a place that is empty, and check it."""
    place = BackupPlace(source)
    office_id, chosen = place.office_id(), place.chosen(name)
    _begin(into, chosen)
    tell("กู้ฐานข้อมูล")
    _database(place, chosen, into)
    for relative, digest in chosen.files.items():
        if relative != SETTINGS:
            _write(_inside(into, relative), place.kept(digest))
    if not (into / "archive" / disk.SENTINEL).exists():
        disk.make(into / "archive", office_id)
    files.make_folders(into / "work")
    root = StorageRoot(
        into / "archive" / disk.ROOT, disk.urn(office_id), into / "work" / "archive.lock"
    )
    copied = mirror.copy(place.root(office_id), root, _told(tell, "กู้เอกสาร"))
    _settings(place, chosen, into)
    done = _checked(into, chosen, copied, tell, clock)
    with files.refusing():
        files.remove_file(into / MARK)
    return done


def try_restore(
    source: Path, tell: Tell, name: str = "", at: Path | None = None, clock: Clock = now
) -> Restored:
    """Prove that a backup can be restored: into a temporary place below ``at``, which goes."""
    with tempfile.TemporaryDirectory(prefix="saraban-restore-", dir=at) as place:
        return restore(source, Path(place) / "data", tell, name, clock)


def _checked(into: Path, chosen: BackupSet, copied: Copied, tell: Tell, clock: Clock) -> Restored:
    office = Office.open(into, clock)
    try:
        office.archive.recover()
        reconciled = office.reconciling.reconcile()
        office.recover()
        seen = _told(tell, "ตรวจเอกสาร")
        report = office.verify(operator(), lambda done: seen(done, copied.objects))
        office.index.catch_up()
        counts = dict(office.archive.counts("state"))
        found, sought = _search(office)
        records = sum(counts.values())
        return Restored(chosen, copied, reconciled, report, records, found, sought)
    finally:
        office.close()


def _search(office: Office) -> tuple[int, int]:
    """Ask for some records by their own subjects: how many were found, of how many."""
    rows = [row for row in office.archive.browse(Filters(limit=SAMPLE)).rows if row.title]
    return sum(_finds(office, row) for row in rows), len(rows)


def _finds(office: Office, row: Entry) -> bool:
    same = office.archive.browse(Filters(title=row.title, limit=1)).total  # called alike
    asked = row.title.replace('"', " ")[:80]
    hits = office.find(f'"{asked}"', operator(), limit=min(same + SAMPLE, 1000)).hits
    return row.id in {hit.id for hit in hits} or len(hits) >= 1000


def _begin(into: Path, chosen: BackupSet) -> None:
    """Raise RestoreNotEmpty unless the place is empty, or a restore of the same set began there."""
    try:
        inside = {path.name for path in into.iterdir()} if into.exists() else set()
    except OSError as error:
        raise RestoreNotEmpty(folder=into) from error
    mark = files.read_or_empty(into / MARK).decode()
    if inside - {f"{MARK}.part"} and mark != chosen.name:
        raise RestoreNotEmpty(folder=into)
    with files.refusing():
        files.make_folders(into)
    _write(into / MARK, chosen.name.encode())


def _database(place: BackupPlace, chosen: BackupSet, into: Path) -> None:
    copy = place.database(chosen.name)
    try:
        data = copy.read_bytes()
    except OSError as error:
        raise BackupDamaged(file=copy) from error
    if files.sha512(data) != chosen.sha512:
        raise BackupDamaged(file=copy)
    database = Folder(into, into / "archive").database
    for left in ("-wal", "-shm"):  # of a restore that was killed while it was checked
        files.remove_file(database.with_name(database.name + left))
    _write(database, data)


def _settings(place: BackupPlace, chosen: BackupSet, into: Path) -> None:
    """Write the settings file: the archive lies inside now, wherever it lay."""
    text = place.kept(chosen.files[SETTINGS]).decode("utf-8-sig")
    inside = re.sub(r"(?m)^archive\s*=.*$", 'archive = "archive"', text)
    _write(into / SETTINGS, inside.encode())


def _inside(into: Path, relative: str) -> Path:
    """Return where a file belongs; what would leave the place is no file of a backup."""
    parts = PurePosixPath(relative).parts
    if not parts or ".." in parts or PurePosixPath(relative).is_absolute():
        raise BackupDamaged(file=relative)
    return into.joinpath(*parts)


def _write(path: Path, data: bytes) -> None:
    with files.refusing():
        files.make_folders(path.parent)
        files.write_whole(path, data)


def _told(tell: Tell, what: str) -> mirror.Progress:
    def far(done: int, of: int) -> None:
        if done % 500 == 0 or done == of:
            tell(f"{what} {to_thai(f'{done:,}')} จาก {to_thai(f'{of:,}')}")

    return far
