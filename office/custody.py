"""Custody: the audit of everything, in one go or a share each night, and what it found.

It goes from object to object in the order of their names and notes after which one it is, so that
it can be stopped, killed and gone on with. When all objects of a round are done, what lies between
them, the catalogue and the journal are checked too.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from math import ceil

from archive import agreement, fixity
from archive.faults import Fault
from archive.fixity import Checked, Report
from archive.holdings import is_kept_name
from archive.ocfl import is_object
from archive.records import RecordId
from office import custody_tables as tables
from office.clock import today
from office.custody_tables import AuditState, Finding
from office.filing import SYSTEM
from office.kept_journal import KeptJournal
from office.office import Office
from office.permissions import Actor, require
from thai.dates import BANGKOK

DAYS = 30  # within which everything is looked at once
HOUR = 2  # (Bangkok) from which the night's share is due
STEP = 64  # objects between two notes of how far it is

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Custody:
    """Audits an office's archive."""

    office: Office

    def state(self) -> AuditState:
        """Return how far the audit is."""
        with self.office.db.reading() as conn:
            return tables.get(conn)

    def findings(self, actor: Actor) -> list[Finding]:
        """Return all that is known to be wrong."""
        require(actor, "verify")
        with self.office.db.reading() as conn:
            return tables.found(conn)

    def wrong_with(self, id: RecordId) -> list[Finding]:
        """Return what is known to be wrong with a record, to be told to whoever reads it."""
        with self.office.db.reading() as conn:
            return tables.found(conn, str(id))

    def count(self) -> int:
        """Return how many things are known to be wrong."""
        with self.office.db.reading() as conn:
            return tables.count(conn)

    def ask(self, actor: Actor) -> None:
        """Want everything checked now, from the beginning; the worker does it."""
        require(actor, "verify")
        with self.office.db.writing() as conn:
            before = tables.get(conn)
            tables.put(conn, AuditState(day=before.day, ended=before.ended, asked=actor.label))

    def stop(self, actor: Actor) -> None:
        """Want it no more; the round goes on with its nightly shares."""
        require(actor, "verify")
        with self.office.db.writing() as conn:
            tables.put(conn, replace(tables.get(conn), asked=""))

    def due(self) -> bool:
        """Whether it was asked for, or the night's share is to be done."""
        now = self.state()
        here = self.office.clock().astimezone(BANGKOK)
        return bool(now.asked) or (now.day != here.date().isoformat() and here.hour >= HOUR)

    def go_on(self, stop: Callable[[], bool], progress: Progress | None = None) -> AuditState:
        """Do the night's share, or all that is left where it was asked for."""
        self.office.archive.check_mounted()
        names = sorted(self.office.archive.root.names())
        now = self._begun(len(names))
        left = [name for name in names if name > now.cursor]
        share = len(left) if now.asked else ceil(len(names) / DAYS)
        asked = now.asked
        for some in _in_steps(left[:share]):
            if stop() or (asked and not self.state().asked):
                return self.state()
            now = self._noted(some, self._examined(some))
            if progress:
                progress(now.objects, now.of)
        if share >= len(left):
            self._end(names)
        return self._day_done()

    def whole(self, actor: Actor, progress: Progress | None = None) -> Report:
        """Check everything at once, as ``Office.verify``, and keep what was found."""
        count = sum(1 for _ in self.office.archive.root.names()) if progress else 0
        report = self.office.verify(
            actor, (lambda done: progress(done, count)) if progress else None
        )
        report = replace(report, faults=(*report.faults, *self._kept_journal().faults()))
        at = self.office.clock()
        with self.office.db.writing() as conn:
            tables.forget_others(conn, [])
            named = [(_name(fault), fault) for fault in report.faults]
            inside = [each for each in named if self._is_inside(*each)]
            tables.replace_of(conn, [], inside, at)
            tables.replace_rest(conn, [each for each in named if each not in inside], at)
            day = today(self.office.clock).isoformat()
            tables.put(conn, AuditState(day=day, ended=at))
        return report

    def look_again(self, names: list[str]) -> list[Fault]:
        """Examine some objects and what concerns none anew; return all that is still wrong."""
        root = self.office.archive.root
        there = [name for name in names if (root.folder / name).exists()]
        self._noted(there, self._examined(there), moving=False)
        gone = [name for name in names if name not in there]
        with self.office.db.writing() as conn:
            tables.replace_of(conn, gone, [], self.office.clock())
        self._rest()
        with self.office.db.reading() as conn:
            return [finding.fault for finding in tables.found(conn)]

    def _is_inside(self, name: str, fault: Fault) -> bool:
        """Whether a fault lies within an object, where ``fixity.examine`` finds it."""
        between = ("journal", "root", "catalogue", "record", "file-stray")
        return not fault.code.startswith(between) and is_object(
            self.office.archive.root.folder / name
        )

    def _begun(self, of: int) -> AuditState:
        with self.office.db.writing() as conn:
            now = tables.get(conn)
            if not now.cursor:
                now = replace(now, began=self.office.clock(), objects=0, files=0, size=0)
            tables.put(conn, replace(now, of=of))
        return now

    def _examined(self, names: list[str]) -> list[Checked]:
        return list(fixity.examined(self.office.archive.root, names))

    def _noted(
        self, names: list[str], checked: list[Checked], *, moving: bool = True
    ) -> AuditState:
        faults = [(each.name, fault) for each in checked for fault in each.faults]
        with self.office.db.writing() as conn:
            tables.replace_of(conn, names, faults, self.office.clock())
            now = tables.get(conn)
            if moving:
                now = replace(
                    now,
                    cursor=names[-1],
                    objects=now.objects + len(names),
                    files=now.files + sum(each.files for each in checked),
                    size=now.size + sum(each.size for each in checked),
                )
                tables.put(conn, now)
        return now

    def _end(self, names: list[str]) -> None:
        self._rest()
        with self.office.db.writing() as conn:
            tables.forget_others(conn, names)
            now = tables.get(conn)
            tables.put(conn, replace(now, cursor="", ended=self.office.clock(), asked=""))

    def _rest(self) -> None:
        """Check what concerns no single object."""
        office, root = self.office, self.office.archive.root
        strays = list(fixity.strays(root, root.walk()))
        if strays:
            with root.writing():
                strays = list(fixity.strays(root, root.walk()))
        with office.db.reading() as conn:
            damaged = {one.name for one in tables.found(conn)}
        differing = list(agreement.differences(office.archive, office.db, damaged))
        faults = [*strays, *differing, *office.journal.verify(), *self._kept_journal().faults()]
        with office.db.writing() as conn:
            told = [(_name(fault), fault) for fault in faults]
            tables.replace_rest(conn, told, office.clock())

    def _kept_journal(self) -> KeptJournal:
        return KeptJournal(self.office.archive, self.office.journal, self.office.clock)

    def keep_journal(self) -> bool:
        """Keep the day's head of the journal in the archive; say whether it was to be kept."""
        return self._kept_journal().keep(SYSTEM)

    def _day_done(self) -> AuditState:
        with self.office.db.writing() as conn:
            now = replace(tables.get(conn), day=today(self.office.clock).isoformat())
            tables.put(conn, now)
        return now


def _in_steps(names: list[str]) -> Iterator[list[str]]:
    rest = iter(names)
    while some := list(islice(rest, STEP)):
        yield some


def _name(fault: Fault) -> str:
    """Return which object or record a fault is about, "" for none."""
    if fault.code.startswith(("journal", "root")):
        return ""
    name = "/".join(fault.where.split("/")[:3])
    kept = "/".join(fault.where.split("/")[:2])
    return kept if is_kept_name(kept) else name
