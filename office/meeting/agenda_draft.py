"""An agenda that is being drafted takes over the items that came after it was begun."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from office.drafts import Draft
from office.meeting.facts import as_row
from office.meeting.items import items_of
from office.meeting.values import IN, Item
from office.permissions import Actor
from office.procedures import settling, tables
from office.procedures.kept import DRAFT
from office.procedures.papers import CasePapers
from thai.errors import Refused
from thai.text import normal

AGENDA = "agenda"
HEADINGS = {
    "chair": "ประธาน",
    "follow": "สืบเนื่อง",
    "inform": "เพื่อทราบ",
    "consider": "พิจารณา",
    "other": "อื่น",
}
"""What the heading of a kind of items says; where none does, the last heading takes them."""


@dataclass(frozen=True)
class Lacking:
    """A draft of an agenda as it was read, and the items of the meeting that it does not have."""

    draft: int
    revision: int
    items: tuple[Item, ...]


@dataclass(frozen=True)
class AgendaDraft:
    """The agenda of each meeting that is not issued yet."""

    papers: CasePapers

    def lacking(self, case: int, actor: Actor) -> Lacking | None:
        """Return what a meeting's draft lacks; None without one that the actor may open."""
        draft = self._draft(case, actor)
        if draft is None:
            return None
        with self.papers.cases.db.reading() as conn:
            chosen = [one for one in items_of(conn, case) if one.place == IN]
        there = set(_titles(draft.answers.get(AGENDA) or []))
        left = tuple(one for one in chosen if normal(as_row(one)["title"]) not in there)
        return Lacking(draft.id, draft.revision, left)

    def fill(self, case: int, seen: int, actor: Actor) -> int:
        """Add what the draft of revision ``seen`` lacks; returns how many items were added.

        Raises DraftChanged, DraftSigned.
        """
        told, draft = self.lacking(case, actor), self._draft(case, actor)
        if told is None or draft is None or not told.items:
            return 0
        agenda = filled(draft.answers.get(AGENDA) or [], told.items)
        self.papers.drafting.save(draft.id, seen, dict(draft.answers) | {AGENDA: agenda}, actor)
        return len(told.items)

    def _draft(self, case: int, actor: Actor) -> Draft | None:
        p = tables.proofs.c
        asked = select(p.ref, p.at).join(tables.rows).where(tables.rows.c.case == case)
        with self.papers.cases.db.reading() as conn:
            refs = conn.execute(asked.where(p.ref.startswith(DRAFT)).order_by(p.id.desc())).all()
            found = [settling.draft_of(conn, row.ref, row.at) for row in refs]
        one = next((one for one in found if one and one.form == AGENDA), None)
        try:
            return self.papers.drafting.open(one.id, actor).draft if one else None
        except Refused:  # another's draft, or issued by now
            return None


def filled(agenda: Sequence[Mapping[str, Any]], items: Iterable[Item]) -> list[dict[str, Any]]:
    """Return an agenda with items added, each under the heading of its kind."""
    told = [dict(heading) for heading in agenda] or [{"title": "เรื่องเสนอ"}]
    for item in items:
        word = HEADINGS[item.told.kind]
        here = (heading for heading in told if word in str(heading.get("title", "")))
        heading = next(here, told[-1])
        heading["items"] = [*(heading.get("items") or []), as_row(item)]
    return told


def _titles(agenda: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for heading in agenda:
        for item in heading.get("items") or []:
            yield normal(item if isinstance(item, str) else str(item.get("title", "")))
