"""Repairs: what the audit found is put right from a backup or any second copy, with a trace."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from archive import disk, repair
from archive.errors import ArchiveNotMounted
from archive.faults import Fault
from archive.ocfl import StorageRoot
from archive.repair import Repaired
from office.backup_errors import BackupNowhere
from office.backup_place import NAME, BackupPlace
from office.backups import Backups
from office.custody import Custody
from office.custody_tables import Finding
from office.office import Office
from office.permissions import Actor, require
from thai.errors import Refused

ASIDE = "set-aside"
STRAY = ("file-stray", "object-misplaced")
NOT_HERE = ("journal", "root", "record-unfinished", "catalogue-missing", "catalogue-differs")


@dataclass(frozen=True)
class Outcome:
    """What became of one object: what was done, or why nothing could be."""

    name: str
    done: Repaired | None
    why_not: str = ""


@dataclass(frozen=True)
class Repairs:
    """Puts objects right; the copy is a backup, the disk of an archive, or a data folder."""

    office: Office

    def repair(self, actor: Actor, source: Path | None = None) -> tuple[list[Outcome], list[Fault]]:
        """Repair whatever the last audits found; return each outcome, and what is still wrong.

        ``source`` None is the office's own backup. Raises BackupNowhere, ArchiveNotMounted and
        what tells that the source is another office's.
        """
        require(actor, "rebuild")
        custody = Custody(self.office)
        self.office.archive.check_mounted()
        donor, where = self._donor(source)
        wrong = dict[str, list[Finding]]()
        for finding in custody.findings(actor):
            if finding.name and not finding.fault.code.startswith(NOT_HERE):
                wrong.setdefault(finding.name, []).append(finding)
        names = sorted(wrong, key=lambda name: ("file-stray" not in _codes(wrong[name]), name))
        outcomes = [self._one(name, _codes(wrong[name]), donor, where, actor) for name in names]
        return outcomes, custody.look_again(names)

    def _one(
        self, name: str, codes: set[str], donor: StorageRoot, where: Path, actor: Actor
    ) -> Outcome:
        at = self.office.clock()
        aside = self.office.folder.archive / ASIDE / f"{at:%Y%m%dT%H%M%S%f}"
        root = self.office.archive.root
        try:
            if codes & set(STRAY):
                done = repair.set_aside(root, name, aside)
                if donor.has(name):
                    done = repair.repair(root, name, donor, aside)
            else:
                done = repair.repair(root, name, donor, aside)
        except Refused as refused:
            return Outcome(name, None, str(refused))
        self._trace(done, where, aside, actor)
        return Outcome(name, done)

    def _trace(self, done: Repaired, where: Path, aside: Path, actor: Actor) -> None:
        told: Mapping[str, object] = {
            "from": str(where),
            "files": dict(done.put_back),
            "set_aside": list(done.set_aside),
            "aside": str(aside) if aside.exists() else "",
        }
        with self.office.db.writing() as conn:
            self.office.journal.add(
                conn, actor.label, "repaired", done.name, told, self.office.clock()
            )

    def _donor(self, source: Path | None) -> tuple[StorageRoot, Path]:
        office_id = self.office.profile.id
        if source is None:
            folder = Backups(self.office).state().folder
            if not folder:
                raise BackupNowhere
            source = Path(folder)
        for place in (BackupPlace(source).disk, source, source / "archive", source / NAME):
            if (place / disk.SENTINEL).exists():
                disk.check(place, office_id)
                lock = self.office.folder.place("work") / "second-copy.lock"
                return StorageRoot(place / disk.ROOT, disk.urn(office_id), lock), place
        raise ArchiveNotMounted(folder=source)


def _codes(findings: list[Finding]) -> set[str]:
    return {finding.fault.code for finding in findings}
