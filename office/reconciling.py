"""Making the database follow the archive: wholly anew, or where it is older than the archive.

It is older after a restore, or when somebody put an old copy of the database in place. What was
never filed (drafts, accounts since then) is in neither; numbers that may be missing are not given
again.
"""

from dataclasses import dataclass

from archive import catalogue
from archive.faults import Fault
from archive.journal import Journal
from archive.records import RecordId
from office import awaited_texts, received_store
from office.filing import SYSTEM
from office.intake import Intake
from office.kept_journal import KeptJournal
from office.kept_profile import KeptProfile
from office.kept_registers import KeptRegisters
from office.ties import Ties

_NEWER = ("catalogue-missing", "catalogue-differs")


@dataclass(frozen=True)
class Reconciled:
    """What differed between database and archive."""

    differences: tuple[Fault, ...] = ()

    @property
    def entered(self) -> tuple[RecordId, ...]:
        """The records that the database did not know, or not so; now it does."""
        return tuple(RecordId.parse(one.where) for one in self.differences if one.code in _NEWER)

    @property
    def lost(self) -> tuple[Fault, ...]:
        """What could not be entered."""
        return tuple(one for one in self.differences if one.code not in _NEWER)


@dataclass(frozen=True)
class Reconciling:
    """Reads what the archive holds back into the database."""

    journal: Journal
    kept_profile: KeptProfile
    kept: KeptRegisters
    intake: Intake
    ties: Ties

    def follow(self, who: str, act: str, count: int, kept: tuple[str, ...]) -> None:
        """Read profile, registers, what intake knows and ties out of the archive once more.

        ``kept`` names the kept objects; the journal gets ``act`` with ``count`` records.
        """
        self.kept_profile.restore()
        profile = self.kept_profile.settings.profile
        with self.kept.db.writing() as conn:
            self.kept.rebuild(conn, profile, kept)
            ids = [row.id for row in catalogue.every(conn)]
            self.intake.rebuild(conn, ids)
            self.ties.rebuild(conn, ids)
            received_store.rebuild(conn, self.ties.archive)
            awaited_texts.rebuild(conn, self.ties.archive)
            self.journal.add(conn, who, act, "office", {"records": count}, self.kept.clock())

    def if_behind(self) -> Reconciled:
        """Reconcile if records lie on disk that the database never heard of; else do nothing."""
        return self.reconcile() if self.kept.archive.strangers() else Reconciled()

    def reconcile(self) -> Reconciled:
        """Enter what lies on disk and the database does not know, or not so."""
        done = Reconciled(self.kept.archive.adopt())
        if done.entered:
            kept = tuple(name for name in self.kept.archive.root.names() if "/register/" in name)
            self.follow(SYSTEM, "reconciled", len(done.entered), kept)
        kept_journal = KeptJournal(self.kept.archive, self.journal, self.kept.clock)
        kept_journal.explain(SYSTEM, "ฐานข้อมูลเก่ากว่าคลังเอกสาร")
        return done
