"""A case kept to people and groups by name, with its papers: as a record is (``restricting``).

The label stands at the case; what is filed of it gets the same label, also later. To widen the case
opens its records not: each is opened by itself.
"""

from dataclasses import dataclass
from datetime import date

from archive.access import NO_END, OFFICE, only_for, restriction
from archive.records import Record
from office.case_folder import CaseFolders
from office.clock import today
from office.errors import TellingInvalid
from office.people_errors import NotPermitted
from office.permissions import Actor, require
from office.procedures.kept import Case
from office.restricting import Kept, Restricting, complain, why_faults
from templates.errors import Problem


@dataclass(frozen=True)
class CaseRestricting:
    """Acts on who sees a case. Each raises CaseChanged, TellingInvalid, NotPermitted."""

    folders: CaseFolders
    restricting: Restricting

    def in_force(self, case: Case) -> Kept | None:
        """Return the restriction that holds today, or None; why, the journal tells."""
        told = restriction(case.access)
        if told is None or told.until < self._today:
            return None
        return Kept(told.readers, None if told.until == NO_END else told.until, "", "")

    def restrict(self, id: int, seen: int, kept: Kept, actor: Actor) -> tuple[Record, ...]:
        """Keep a case to the readers of ``kept``, with its records.

        Returns those that stay as open as they were, for the actor may not restrict them. What is
        restricted already stays as it is. Broken off, it goes on when it is told again.
        """
        cases, readers = self.folders.cases, self.restricting.readers(kept, actor)
        with cases.db.writing() as conn:
            case = cases.seen(conn, id, seen, actor)
            require(actor, "restrict", case.group)
            label = only_for(readers, kept.until, case.access)
            names = ", ".join(self.restricting.names(sorted(readers)))
            told = {"readers": names, "why": kept.why.strip()}
            cases.relabel(conn, case, label, told, actor)
        left = list[Record]()
        for one in self.folders.of(id, actor).records:
            if restriction(one.description.access) is None:
                try:
                    self.restricting.restrict(one.id, one.version, kept, actor)
                except NotPermitted:
                    left.append(one)
        return tuple(left)

    def widen(self, id: int, seen: int, why: str, actor: Actor) -> None:
        """Let everybody who reads see a case again; its records stay as they are."""
        complain(why_faults(why))
        cases = self.folders.cases
        with cases.db.writing() as conn:
            case = cases.seen(conn, id, seen, actor)
            require(actor, "restrict", case.group)
            if restriction(case.access) is None:
                raise TellingInvalid(problems=(Problem("why", "เหตุผล", "งานนี้ไม่ได้จำกัดผู้อ่าน"),))
            cases.relabel(conn, case, OFFICE, {"why": why.strip()}, actor)

    @property
    def _today(self) -> date:
        return today(self.folders.cases.clock)
