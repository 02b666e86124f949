"""Whose part a row is. In a case of the whole office each group and person does its own rows; who
leads the case does all of them, and so does the head of the group that keeps it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from office.evaluation.indicators import PEOPLE, from_json
from office.evaluation.tables import sheets
from office.permissions import Actor, may, require, role_titles
from office.procedures.errors import CaseOfOthers, RowOfOthers
from office.procedures.kept import Case
from office.procedures.procedure import Step
from office.procedures.standing import Row
from office.profile import Profile

UNTOLD = "กลุ่มที่ยังไม่ได้กำหนด"


@dataclass(frozen=True)
class Part:
    """Whose a row is: of groups and people by id, or of who holds a role where it is of nobody."""

    groups: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()

    def is_of(self, actor: Actor) -> bool:
        """Whether an actor does such a row."""
        return (
            actor.person in self.people
            or any(may(actor, "draft", one) for one in (*self.groups, *self.people))
            or any(grant.role in self.roles for grant in actor.grants)
        )

    def told(self, profile: Profile) -> str:
        """Name whose it is: its groups, else its people or roles."""
        names = profile.names | role_titles()
        whose = self.groups or self.people or self.roles
        return " ".join(names.get(one, one) for one in whose) or UNTOLD


def leads(case: Case, actor: Actor) -> bool:
    """Whether an actor may end a case or move its days: who began it, and who may note facts of
    its group, or of the whole office where it belongs to no group. The others do their part.
    """
    began = case.who == actor.label and may(actor, "draft", case.group)
    return began or may(actor, "note", case.group)


def require_lead(case: Case, actor: Actor) -> None:
    """Raise CaseOfOthers unless the actor leads the case."""
    if not leads(case, actor):
        raise CaseOfOthers()


def others(
    conn: Connection, case: Case, rows: Iterable[Row], actor: Actor, profile: Profile
) -> dict[int, str]:
    """Return by id whose those rows of a case are that an actor may not move."""
    keeps = bool(case.keeper) and may(actor, "note", case.keeper)
    if case.group or keeps or leads(case, actor):
        return {}
    of = _parts(conn, case, profile)
    whose = {row.id: of(row.step, row.target) for row in rows}
    return {id: part.told(profile) for id, part in whose.items() if not part.is_of(actor)}


def require_part(
    conn: Connection, case: Case, rows: Sequence[Row], actor: Actor, profile: Profile
) -> None:
    """Raise NotPermitted, or RowOfOthers unless an actor may move all the rows of a case."""
    require(actor, "draft", case.group)
    refused = others(conn, case, rows, actor, profile)
    for row in rows:
        if row.id in refused:
            raise RowOfOthers(step=case.procedure.step(row.step).short, whose=refused[row.id])


def own(
    conn: Connection, case: Case, rows: Sequence[Row], actor: Actor, profile: Profile
) -> tuple[Row, ...]:
    """Return those of some rows that an actor may move; raises RowOfOthers where none is."""
    refused = others(conn, case, rows, actor, profile)
    if len(refused) == len(rows):
        require_part(conn, case, rows, actor, profile)
    return tuple(row for row in rows if row.id not in refused)


def _parts(conn: Connection, case: Case, profile: Profile) -> Callable[[str, str], Part]:
    """Return a function that tells whose the rows of a step (id) for a target (id) are."""
    s, indicators = sheets.c, dict[str, Part]()
    for row in conn.execute(select(s.target, s.told).where(s.case == case.id)):
        sheet = from_json(row.target, "", row.told)
        hosts = tuple(filter(None, (sheet.lead, *sheet.co)))
        people = tuple(filter(None, (getattr(sheet, key) for key in PEOPLE)))
        indicators[row.target] = Part(hosts, people)

    def part(step: str, target: str) -> Part:
        told: Step = case.procedure.step(step)
        if told.per == "group":
            return Part((target,))
        if told.per == "indicator":
            return indicators.get(target, Part())
        if told.per:
            person = profile.directory.get(target)
            return Part((person.group,) if person and person.group else (), (target,))
        return Part(roles=told.responsible)

    return part
