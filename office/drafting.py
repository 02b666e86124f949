"""Drafts as acts: begun, saved, shown to those they concern, thrown away, numbered."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from archive.catalogue import Filters
from office.accounts import accounts
from office.carried import carried
from office.desk import Desk, Foreseen
from office.draft_errors import DraftOfAnother, DraftSigned, NothingToUndo
from office.drafts import Draft
from office.filing import Issued
from office.known import known
from office.line import REOPENED, RETURNED, SIGNED, Step, steps
from office.permissions import Actor, may, readable, require
from office.plans import Wish, title_of
from office.procedures.tied import put_away
from office.retired_types import refuse_retired
from templates.form import Form
from thai.errors import Refused

ANSWERS = "answers.json"
WRITING, LAID, SENT_BACK, PASSED, SIGNED_NOW, FILED = (
    "writing", "laid", "returned", "passed", "signed", "filed",
)  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """A draft and where it stands: its title, its owner's name, its way up the line so far.

    ``away``: it is put away with its case, which was cancelled; nobody is to do anything with it.
    """

    draft: Draft
    form: Form
    title: str
    owner: str
    steps: tuple[Step, ...]
    away: bool = False

    @property
    def lies(self) -> Step | None:
        """The open step; None while the draft lies with its owner."""
        return next((step for step in self.steps if not step.decision), None)

    @property
    def state(self) -> str:
        """One of writing, laid, returned, passed (agreed, back with its owner), signed, filed."""
        if self.draft.record:
            return FILED
        if self.lies:
            return LAID
        if self.draft.has(SIGNED):
            return SIGNED_NOW
        last = self.steps[-1].decision if self.steps else ""
        return {"": WRITING, RETURNED: SENT_BACK, REOPENED: WRITING}.get(last, PASSED)


@dataclass(frozen=True)
class Drafting:
    """Everything that is done with a draft beside deciding about it (``submission.py``)."""

    desk: Desk

    def begin(self, form: str, actor: Actor, *, like_last: bool = False) -> int:
        """Begin a draft with what the office knows, or after the last document of the kind.

        Returns its number; raises TypeRetired.
        """
        require(actor, "draft")
        filing = self.desk.filing
        found = filing.press.shelf.form(form)
        given = carried(found, self._last(found, actor)) if like_last else {}
        with filing.db.writing() as conn:
            refuse_retired(conn, [found])
            profile = filing.press.settings.profile
            drafter = profile.directory.get(self.person(conn, actor))
            given = given or known(found, profile, drafter)
            return self.desk.drafts.add(conn, found.code, given, actor, filing.clock())

    def has_last(self, form: str, actor: Actor) -> bool:
        """Whether there is an earlier document of the kind to begin after."""
        return bool(self._last(self.desk.filing.press.shelf.form(form), actor))

    def open(self, draft: int, actor: Actor) -> Standing:
        """Return a draft that concerns the actor; raises UnknownDraft, DraftOfAnother."""
        with self.desk.filing.db.reading() as conn:
            standing = self._standings(conn, [self.desk.drafts.get(conn, draft)])[0]
            self._must_concern(conn, standing, actor)
        return standing

    def told(self, draft: Draft) -> Mapping[str, Any]:
        """Return a draft's answers with the opinions of the line."""
        with self.desk.filing.db.reading() as conn:
            return self.desk.told(conn, draft)

    def save(
        self,
        draft: int,
        seen: int,
        given: Mapping[str, Any],
        actor: Actor,
        *,
        by_itself: bool = False,
    ) -> int:
        """Replace the answers; returns the new revision. Nothing is checked: a draft is as typed.

        Raises DraftChanged if another save came after revision ``seen``, DraftSigned, DraftIssued.
        """
        require(actor, "draft")
        standing = self.open(draft, actor)
        if standing.draft.answers == given and standing.draft.revision == seen:
            return seen
        filing = self.desk.filing
        with filing.db.writing() as conn:
            if self.desk.drafts.unissued(conn, draft).has(SIGNED):
                raise DraftSigned(draft=draft)
            now = filing.clock()
            return self.desk.drafts.save(
                conn, draft, seen, given, actor=actor, at=now, by_itself=by_itself
            )

    def undo(self, draft: int, actor: Actor) -> int:
        """Take back one's own last change; what is undone stays among the earlier versions.

        Returns the new revision; raises NothingToUndo, DraftSigned, DraftIssued.
        """
        require(actor, "draft")
        self.open(draft, actor)
        drafts, filing = self.desk.drafts, self.desk.filing
        with filing.db.writing() as conn:
            now = drafts.unissued(conn, draft)
            if now.has(SIGNED):
                raise DraftSigned(draft=draft)
            step = drafts.undo.pop(conn, now.version) if now.saved_by == actor.label else None
            if step is None:
                raise NothingToUndo()
            at, told = filing.clock(), step.answers
            done = drafts.save(conn, draft, now.revision, told, actor=actor, at=at)
            drafts.undo.pop(conn, step)
            if step.revision == now.revision - 1:
                drafts.versions.keep(conn, now.version)
        return done

    def discard(self, draft: int, actor: Actor) -> None:
        """Throw one's own draft away, with its way up the line."""
        standing = self.open(draft, actor)
        if standing.draft.owner != actor.user and not actor.operator:
            raise DraftOfAnother(draft=draft, owner=standing.owner)
        filing = self.desk.filing
        with filing.db.writing() as conn:
            self.desk.drafts.drop(conn, draft)
            self.desk.line.drop(conn, draft)
            filing.copies.drop(conn, draft)
            detail = {"title": standing.title}
            ref = f"draft/{draft}"
            filing.journal.add(conn, actor.label, "draft-discarded", ref, detail, filing.clock())

    def foresee(self, draft: int, actor: Actor, wish: Wish) -> Foreseen:
        """Tell what issuing the draft would do now, all faults at once; writes nothing."""
        found = self.open(draft, actor).draft
        return self.desk.foresee(found.form, self.told(found), actor, wish, draft=draft)

    def issue(self, draft: int, seen: int, actor: Actor, wish: Wish) -> Issued:
        """Number and file a draft as it was at revision ``seen``."""
        self.open(draft, actor)
        return self.desk.issue_draft(draft, actor, wish, seen=seen)

    def mine(self, actor: Actor) -> list[Standing]:
        """Return the actor's own drafts that are not put away, the last saved first."""
        return [one for one in self.owned(actor) if not one.away]

    def owned(self, actor: Actor) -> list[Standing]:
        """Return the actor's own drafts, those that are put away too, the last saved first."""
        with self.desk.filing.db.reading() as conn:
            return self._standings(conn, self.desk.drafts.of(conn, actor.user))

    def everybodys(self) -> list[Standing]:
        """Return all drafts that have no number yet, whosever they are, put away or not."""
        with self.desk.filing.db.reading() as conn:
            return self._standings(conn, self.desk.drafts.open(conn))

    def laid(self) -> list[Standing]:
        """Return everybody's drafts that lie before somebody now."""
        with self.desk.filing.db.reading() as conn:
            lying = select(steps.c.draft).where(steps.c.decision == "").distinct()
            laid = [self.desk.drafts.get(conn, draft) for draft in conn.scalars(lying).all()]
            standings = self._standings(conn, [draft for draft in laid if not draft.record])
        return [one for one in standings if not one.away]

    def waiting(self, actor: Actor) -> list[Standing]:
        """Return the drafts that lie before the actor, the longest waiting first."""
        with self.desk.filing.db.reading() as conn:
            lying = self.desk.line.waiting(conn, self.person(conn, actor), actor.grants)
            laid = self._standings(conn, [self.desk.drafts.get(conn, s.draft) for s in lying])
        return [one for one in laid if not one.away]

    def ready(self, actor: Actor) -> list[Standing]:
        """Return everybody's signed drafts that wait for a number, to who keeps the registers."""
        if not may(actor, "register"):
            return []
        with self.desk.filing.db.reading() as conn:
            signed = [draft for draft in self.desk.drafts.open(conn) if draft.has(SIGNED)]
            return [one for one in self._standings(conn, signed) if not one.away]

    def person(self, conn: Connection, actor: Actor) -> str:
        """Return the id of the person who acts, "" where the account belongs to nobody."""
        named = select(accounts.c.person).where(accounts.c.user == actor.user)
        return str(conn.execute(named).scalar() or "")

    def group_of(self, conn: Connection, draft: int) -> str:
        """Return the group of a draft's owner, "" for one who is of none."""
        owner = self.desk.drafts.get(conn, draft).owner
        person = conn.execute(select(accounts.c.person).where(accounts.c.user == owner)).scalar()
        found = self.desk.filing.press.settings.profile.directory.get(str(person))
        return found.group if found else ""

    def _standings(self, conn: Connection, drafts: Iterable[Draft]) -> list[Standing]:
        drafts = list(drafts)
        ways = self.desk.line.every(conn, (draft.id for draft in drafts))
        profile = self.desk.filing.press.settings.profile
        people = profile.directory
        rows = conn.execute(select(accounts.c.user, accounts.c.person)).all()
        owners = {user: people[person].name.full for user, person in rows if person in people}
        shelf, forms = self.desk.filing.press.shelf, dict[str, Form]()
        away = put_away(conn)
        for draft in drafts:
            forms.setdefault(draft.form, shelf.form(draft.form))
        return [
            Standing(
                draft,
                forms[draft.form],
                title_of(forms[draft.form], draft.answers, profile),
                owners.get(draft.owner, draft.owner),
                ways.get(draft.id, ()),
                draft.id in away,
            )
            for draft in drafts
        ]

    def _must_concern(self, conn: Connection, standing: Standing, actor: Actor) -> None:
        """A draft concerns its owner, those in its line, and who keeps the registers."""
        if standing.draft.owner == actor.user or may(actor, "register"):
            return
        person = self.person(conn, actor)
        for step in standing.steps:
            if (person and person == step.decider) or step.is_before(person, actor.grants):
                return
        raise DraftOfAnother(draft=standing.draft.id, owner=standing.owner)

    def _last(self, form: Form, actor: Actor) -> Mapping[str, Any]:
        """The actor's own last answers to a form, else those of the office's last record."""
        with self.desk.filing.db.reading() as conn:
            own = self.desk.drafts.last(conn, form.code, actor.user)
        if own:
            return own.answers
        archive = self.desk.filing.archive
        newest = Filters(type=form.code, state="filed", access=readable(actor), limit=1)
        for record in archive.browse(newest).rows:
            try:
                return _answers(archive.file_path(record.id, ANSWERS).read_text(encoding="utf-8"))
            except (Refused, OSError):  # taken in from outside: it has no answers
                return {}
        return {}


def _answers(text: str) -> Mapping[str, Any]:
    told: Mapping[str, Any] = json.loads(text)
    return told
