"""A case as a meeting, all of it: its body, the items on its agenda, who is invited and comes."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sqlalchemy import Connection

from office.meeting.bodies import CHAIR, SECRETARY, Bodies
from office.meeting.checklist import Checklist
from office.meeting.invited import Invitations, invited_of
from office.meeting.items import Items, items_of
from office.meeting.kept_files import KeptFiles
from office.meeting.links import Links
from office.meeting.steps import held_on, require_meeting
from office.meeting.values import IN, Meeting
from office.permissions import Actor, require
from office.procedures.cases import Cases
from office.procedures.kept import Case
from office.settings import Settings


@dataclass(frozen=True)
class Meetings:
    """The meetings of an office; ``folder`` is where the files of items lie."""

    cases: Cases
    settings: Settings
    folder: Path

    @cached_property
    def bodies(self) -> Bodies:
        """Who meets, when and where."""
        return Bodies(self.cases, self.settings)

    @cached_property
    def items(self) -> Items:
        """What the groups bring."""
        return Items(self.cases, KeptFiles(self.folder))

    @cached_property
    def invitations(self) -> Invitations:
        """Who is invited and comes."""
        return Invitations(self.cases)

    @cached_property
    def links(self) -> Links:
        """Links with which people without an account answer."""
        return Links(self.items)

    @cached_property
    def checklist(self) -> Checklist:
        """What has to be ready."""
        return Checklist(self.bodies)

    def of(self, case: int, actor: Actor) -> Meeting:
        """Return a case as a meeting; raises UnknownCase, NoMeeting."""
        require(actor, "read")
        with self.cases.db.reading() as conn:
            told = self.cases.kept(conn, case, actor)
            require_meeting(told.procedure)
            return self._meeting(conn, told)

    def _meeting(self, conn: Connection, case: Case) -> Meeting:
        body, held = self.bodies.of_case(conn, case.procedure, case.situation), held_on(case)
        return Meeting(
            case,
            held,
            body,
            tuple(one for one in items_of(conn, case.id) if one.place == IN),
            invited_of(conn, case),
            chair=body.holder(CHAIR, held) if body and held else "",
            secretary=body.holder(SECRETARY, held) if body and held else "",
        )
