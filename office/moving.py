"""Moving the archive to another disk: copied, checked, and only then used.

The old one stays untouched but for its sentinel, which is renamed, so that no program goes on
writing there.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from archive import disk, files, fixity, mirror
from archive.ocfl import StorageRoot
from office.backup_errors import BackupInside, CopyUnsound, MoveWhileServing
from office.folder import SETTINGS
from office.office import Office
from office.permissions import Actor, require
from office.worker import is_running
from thai.digits import to_thai

MOVED = f"{disk.SENTINEL}.moved"
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Moved:
    """Where the archive lies now and lay before, and how many objects and files were checked."""

    now: Path
    before: Path
    objects: int
    checked: int


def move_archive(office: Office, target: Path, actor: Actor, tell: Tell) -> Moved:
    """Move the archive into the folder ``target``; nothing may serve the office meanwhile.

    What was begun before goes on. Raises MoveWhileServing, BackupInside, ArchiveExists,
    OtherOfficesArchive, CopyUnsound and what writing raises; then the old archive is still used.
    """
    require(actor, "administer")
    target, before = target.absolute(), office.folder.archive
    if is_running(office.folder.place("work")):
        raise MoveWhileServing
    if target.resolve().is_relative_to(before.resolve()):
        raise BackupInside(folder=target)
    office.archive.check_mounted()
    if (target / disk.SENTINEL).exists():
        disk.check(target, office.profile.id)
    else:
        disk.make(target, office.profile.id)
    lock = office.folder.place("work") / "moving.lock"
    root = StorageRoot(target / disk.ROOT, disk.urn(office.profile.id), lock)
    with office.archive.root.writing():
        copied = mirror.copy(office.archive.root, root, _told(tell, "คัดลอกเอกสาร"))
        report = fixity.audit(root, lambda done: _told(tell, "ตรวจเอกสาร")(done, copied.objects))
        faults = (*copied.faults, *report.faults)
        if faults or report.objects < copied.objects:
            first = faults[0].sentence if faults else ""
            raise CopyUnsound(count=to_thai(str(len(faults))), first=first)
        with files.refusing():
            _point(office.folder.path / SETTINGS, target)
            files.replace(before / disk.SENTINEL, before / MOVED)
    with office.db.writing() as conn:
        told = {"to": str(target), "from": str(before), "objects": report.objects}
        office.journal.add(conn, actor.label, "archive-moved", "office", told, office.clock())
    return Moved(target, before, report.objects, report.checked)


def _point(settings: Path, target: Path) -> None:
    """Write into the settings where the archive lies now, in one step."""
    spelled = f'archive = "{target.as_posix()}"'
    text = settings.read_text(encoding="utf-8-sig")
    found = re.sub(r"(?m)^archive\s*=.*$", lambda _: spelled, text)
    files.write_whole(settings, (found if spelled in found else f"{spelled}\n{text}").encode())


def _told(tell: Tell, what: str) -> mirror.Progress:
    def far(done: int, of: int) -> None:
        if done % 500 == 0 or done == of:
            tell(f"{what} {to_thai(f'{done:,}')} จาก {to_thai(f'{of:,}')}")

    return far
