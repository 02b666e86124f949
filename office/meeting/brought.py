"""What a step brings to the meeting that is held for it: an item of its agenda, and its resolution.

The item is the meeting's own from then on; the step shows what the filed minutes resolve on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Column, ForeignKey, Integer, String, Table, insert, select

from archive import catalogue
from archive.database import metadata
from office.meeting import tables
from office.meeting.steps import is_meeting
from office.meeting.values import IN
from office.permissions import Actor
from office.procedures.cases import Cases
from office.procedures.kept import Case
from office.procedures.papers import CasePapers
from office.procedures.procedure import Step
from office.procedures.settling import answers_of
from office.profile import Profile
from office.resolutions import matters
from office.veiling import HIDDEN
from thai.text import normal

of_steps = Table(
    "meeting_item_step",
    metadata,
    Column("item", ForeignKey(tables.items.c.id), primary_key=True),
    Column("case", Integer, nullable=False, index=True),
    Column("step", String(40), nullable=False),
)
"""Of which case and step an item is the subject."""


@dataclass(frozen=True)
class Brought:
    """An item that a step brought; ``resolution`` and ``record`` are "" until minutes are filed."""

    step: str
    meeting: int
    meeting_title: str
    title: str
    resolution: str = ""
    record: str = ""


def bring(cases: Cases, meeting: Case, case: Case, step: Step, actor: Actor) -> None:
    """Put the subject of a case's step onto the agenda of a meeting that was begun for it."""
    if not is_meeting(meeting.procedure):
        return
    row = {
        "case": meeting.id,
        "group": _group(cases.settings.profile, step, actor),
        "title": case.procedure.subject(step, case.title, case.situation.texts),
        "kind": step.subject_kind,
        "place": IN,
        "late": False,
        "sort": 0,
        "told_by": actor.label,
        "recorded_by": actor.label,
        "means": "login",
        "at": cases.clock(),
        "version": 1,
    }
    empty = dict.fromkeys(("detail", "wanted", "presenter", "carried"), "")
    with cases.db.writing() as conn:
        key = conn.execute(insert(tables.items).values(row | empty)).inserted_primary_key
        assert key is not None
        conn.execute(insert(of_steps).values(item=key[0], case=case.id, step=step.id))
        cases.tell(conn, actor, "item-brought", meeting.id, {"item": key[0], "from": case.id})


def sources(cases: Cases, meeting: int, actor: Actor) -> dict[int, tuple[Case, Step]]:
    """Return by item of a meeting of which case and step it is, as far as the actor sees them."""
    asked = select(of_steps).join(tables.items).where(tables.items.c.case == meeting)
    with cases.db.reading() as conn:
        rows = conn.execute(asked).all()
    seen = cases.these((row.case for row in rows), actor)
    told = ((row.item, seen[row.case], row.step) for row in rows if row.case in seen)
    return {item: (case, case.procedure.step(step)) for item, case, step in told}


def brought(papers: CasePapers, case: Case, actor: Actor) -> tuple[Brought, ...]:
    """Return what the steps of a case brought to meetings that are seen and not called off."""
    i, o = tables.items.c, of_steps.c
    asked = select(o.step, i.title, i.case).select_from(of_steps.join(tables.items))
    with papers.cases.db.reading() as conn:
        rows = conn.execute(asked.where(o.case == case.id).order_by(o.item)).all()
    seen = papers.cases.these((row.case for row in rows), actor)
    found = ((row, seen[row.case]) for row in rows if row.case in seen)
    return tuple(
        _told(papers, meeting, Brought(row.step, meeting.id, meeting.title, row.title), actor)
        for row, meeting in found
        if meeting.state != "cancelled"
    )


def _told(papers: CasePapers, meeting: Case, one: Brought, actor: Actor) -> Brought:
    """Add what the newest filed minutes that the actor may read resolve on it."""
    groups = papers.cases.settings.profile.group_names
    for ref, minutes in _minutes(papers, meeting.id, actor).items():
        for matter in matters(minutes, groups):
            if normal(matter["title"]).startswith(normal(one.title)):  # "(เลื่อนมาจาก…)" may follow
                told = (one.step, meeting.id, meeting.title, one.title)
                return Brought(*told, matter["resolution"], ref)
    return one


def _minutes(papers: CasePapers, meeting: int, actor: Actor) -> dict[str, Mapping[str, object]]:
    c, filing = catalogue.records.c, papers.drafting.desk.filing
    refs = [one.ref for one in papers.cases.proofs(meeting, actor) if one.title != HIDDEN]
    asked = select(c.id).where(c.id.in_(refs), c.type == "minutes", c.state == "filed")
    with papers.cases.db.reading() as conn:
        filed = set(conn.scalars(asked))
    newest = dict.fromkeys(ref for ref in reversed(refs) if ref in filed)
    return {ref: answers_of(filing, ref) for ref in newest}


def _group(profile: Profile, step: Step, actor: Actor) -> str:
    """Return whose item it is: the group of who opens the meeting, else of who does the step."""
    person = profile.directory.get(actor.person)
    if person and person.group:
        return person.group
    return next((p.group for p in profile.people if p.role in step.responsible and p.group), "")
