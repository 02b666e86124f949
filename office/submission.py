"""A draft goes up the line: laid before somebody, agreed to, returned, signed, taken back."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from archive.records import Fact
from office.accounts import holders
from office.clock import today
from office.draft_errors import (
    DraftOfAnother,
    DraftSigned,
    NobodyHolds,
    NobodyNamed,
    NothingToDecide,
    RemarkMissing,
    StepOpen,
)
from office.drafting import Drafting, Standing
from office.drafts import Draft
from office.line import AGREED, REOPENED, RETURNED, SIGNED, WITHDRAWN, Decision, Step
from office.people_errors import UnknownPerson
from office.permissions import Actor, held_everywhere, may, require, role_named, role_titles
from office.signing_errors import DecidedLater
from thai.dates import format_date

UP_THE_LINE = ("head", "deputy", "director", "registrar")
RECORDED = "บันทึกจากเอกสารโดย {who}"


@dataclass(frozen=True)
class To:
    """Before whom a draft is laid: a person's id, or everybody who holds a role."""

    person: str = ""
    role: str = ""
    note: str = ""


@dataclass(frozen=True)
class OnPaper:
    """A decision that stands on paper or was told by phone: whose, of which day."""

    decider: str
    day: date


@dataclass(frozen=True)
class Submission:
    """What is done with a draft in the line."""

    drafting: Drafting

    def propose(self, draft: int, to: To, actor: Actor) -> None:
        """Lay a draft before somebody; raises StepOpen, NobodyNamed, DraftSigned."""
        require(actor, "draft")
        standing = self.drafting.open(draft, actor)
        self._known(to)
        with self._db.writing() as conn:
            self._free(conn, standing)
            self._lay(conn, draft, to, actor)

    def withdraw(self, draft: int, actor: Actor) -> None:
        """Take a draft back from where it lies; the step stays in its way."""
        standing = self.drafting.open(draft, actor)
        self._own(standing, actor)
        with self._db.writing() as conn:
            step = self._lying(conn, draft)
            self._close(conn, step, actor, self._decision(conn, step, actor, WITHDRAWN))

    def reopen(self, draft: int, actor: Actor) -> None:
        """Make a signed draft a text to be changed again: the signature counts no more."""
        standing = self.drafting.open(draft, actor)
        self._own(standing, actor)
        with self._db.writing() as conn:
            step = self._laid_now(conn, draft, "", actor)
            self._close(conn, step, actor, self._decision(conn, step, actor, REOPENED))
            self.drafting.desk.drafts.forget(conn, draft, SIGNED)

    def agree(
        self,
        draft: int,
        remark: str,
        actor: Actor,
        *,
        paper: OnPaper | None = None,
        onward: To | None = None,
    ) -> None:
        """Agree to a draft, and lay it before the next one if ``onward`` names somebody."""
        if onward is not None:
            self._known(onward)
        self._decide(AGREED, draft, remark, actor, paper=paper, onward=onward)

    def give_back(
        self, draft: int, remark: str, actor: Actor, *, paper: OnPaper | None = None
    ) -> None:
        """Return a draft to its owner, saying why; raises RemarkMissing."""
        if not remark.strip():
            raise RemarkMissing()
        self._decide(RETURNED, draft, remark, actor, paper=paper)

    def sign(self, draft: int, remark: str, actor: Actor, *, paper: OnPaper | None = None) -> None:
        """Sign a draft: from now on its text stands until it is reopened."""
        self._decide(SIGNED, draft, remark, actor, paper=paper)

    def may_decide(self, standing: Standing, actor: Actor) -> bool:
        """Whether the draft lies before this actor."""
        with self._db.reading() as conn:
            return standing.lies is not None and self._holds(conn, standing.lies, actor)

    def may_record(self, standing: Standing, actor: Actor) -> bool:
        """Whether this actor may write down what somebody else decided on paper."""
        return standing.draft.owner == actor.user or may(actor, "register")

    @property
    def _db(self) -> Any:
        return self.drafting.desk.filing.db

    def _decide(
        self,
        kind: str,
        draft: int,
        remark: str,
        actor: Actor,
        *,
        paper: OnPaper | None,
        onward: To | None = None,
    ) -> None:
        standing = self.drafting.open(draft, actor)
        if paper is not None:
            if not self.may_record(standing, actor):
                raise DraftOfAnother(draft=draft, owner=standing.owner)
            self._known(To(paper.decider))
            if paper.day > today(self.drafting.desk.filing.clock):
                raise DecidedLater(day=format_date(paper.day, "short", "thai"))
        with self._db.writing() as conn:
            found = self.drafting.desk.drafts.unissued(conn, draft)
            step = self.drafting.desk.line.open(conn, draft)
            if paper is None and (step is None or not self._holds(conn, step, actor)):
                raise NothingToDecide(draft=draft)
            if step is None:
                self._unsigned(found)
                assert paper is not None
                step = self._laid_now(conn, draft, paper.decider, actor)
            decision = self._decision(conn, step, actor, kind, remark=remark.strip(), paper=paper)
            self._close(conn, step, actor, decision)
            if kind in (AGREED, SIGNED):
                self.drafting.desk.drafts.note(conn, draft, self._fact(decision))
            if onward is not None:
                self._lay(conn, draft, onward, actor)

    def _decision(
        self,
        conn: Connection,
        step: Step,
        actor: Actor,
        kind: str,
        *,
        remark: str = "",
        paper: OnPaper | None = None,
    ) -> Decision:
        clock = self.drafting.desk.filing.clock
        return Decision(
            kind=kind,
            remark=remark,
            decider=paper.decider if paper else self.drafting.person(conn, actor) or step.person,
            day=paper.day if paper else today(clock),
            at=clock(),
            recorder=actor.label if paper else "",
            revision=self.drafting.desk.drafts.get(conn, step.draft).revision,
        )

    def _close(self, conn: Connection, step: Step, actor: Actor, decision: Decision) -> None:
        if not self.drafting.desk.line.decide(conn, step, decision):
            raise NothingToDecide(draft=step.draft)
        detail = {"who": decision.decider, "day": decision.day.isoformat()}
        self._journal(conn, actor, decision.kind, step.draft, detail)

    def _lay(self, conn: Connection, draft: int, to: To, actor: Actor) -> None:
        now = self.drafting.desk.filing.clock()
        line, note = self.drafting.desk.line, to.note.strip()
        before = (to.person, to.role, self._group(conn, draft, to))
        line.lay(conn, draft, before, sender=actor.label, note=note, at=now)
        self._journal(conn, actor, "proposed", draft, {"to": to.person or to.role})

    def _laid_now(self, conn: Connection, draft: int, person: str, actor: Actor) -> Step:
        now = self.drafting.desk.filing.clock()
        line = self.drafting.desk.line
        line.lay(conn, draft, (person, "", ""), sender=actor.label, note="", at=now)
        return self._lying(conn, draft)

    def _lying(self, conn: Connection, draft: int) -> Step:
        step = self.drafting.desk.line.open(conn, draft)
        if step is None:
            raise NothingToDecide(draft=draft)
        return step

    def _fact(self, decision: Decision) -> Fact:
        recorded = RECORDED.format(who=decision.recorder) if decision.recorder else ""
        note = " · ".join(part for part in (decision.remark, recorded) if part)
        by = self._name(decision.decider)
        return Fact(decision.kind, on=decision.day, by=by, note=note, at=decision.at)

    def _free(self, conn: Connection, standing: Standing) -> None:
        draft = standing.draft.id
        self._unsigned(self.drafting.desk.drafts.unissued(conn, draft))
        if step := self.drafting.desk.line.open(conn, draft):
            raise StepOpen(draft=draft, who=self.place(step))

    def _unsigned(self, draft: Draft) -> None:
        if draft.has(SIGNED):
            raise DraftSigned(draft=draft.id)

    def place(self, step: Step) -> str:
        """Name the person or the role (and its group) before whom a step is laid."""
        if step.person:
            return self._name(step.person)
        groups = self.drafting.desk.filing.press.settings.profile.group_names
        return f"{role_titles().get(step.role, '')} {groups.get(step.group, '')}".strip()

    def roles(self, standing: Standing) -> dict[str, str]:
        """Return the roles before which a draft can be laid, with the group that is meant."""
        offered, groups = {}, self.drafting.desk.filing.press.settings.profile.group_names
        with self._db.reading() as conn:
            for role in UP_THE_LINE:
                with suppress(NobodyHolds):
                    group = self._group(conn, standing.draft.id, To(role=role))
                    offered[role] = f"{role_titles()[role]} {groups.get(group, '')}".strip()
        return offered

    def _group(self, conn: Connection, draft: int, to: To) -> str:
        """Return in which group a role is meant; raises NobodyHolds where nobody has it."""
        if not to.role:
            return ""
        role = role_named(to.role)
        group = "" if held_everywhere(role) else self.drafting.group_of(conn, draft)
        on = today(self.drafting.desk.filing.clock)
        if not holders(conn, role, group, on):
            names = self.drafting.desk.filing.press.settings.profile.group_names
            raise NobodyHolds(role=role_titles()[role], group=names.get(group, "สำนักงาน"))
        return group

    def _name(self, person: str) -> str:
        people = self.drafting.desk.filing.press.settings.profile.directory
        return people[person].name.full if person in people else person

    def _known(self, to: To) -> None:
        if not (to.person or to.role):
            raise NobodyNamed()
        if to.role:
            role_named(to.role)
        elif to.person not in self.drafting.desk.filing.press.settings.profile.directory:
            raise UnknownPerson(person=to.person)

    def _own(self, standing: Standing, actor: Actor) -> None:
        if not self.may_record(standing, actor):
            raise DraftOfAnother(draft=standing.draft.id, owner=standing.owner)

    def _holds(self, conn: Connection, step: Step, actor: Actor) -> bool:
        if actor.operator:
            return True
        return step.is_before(self.drafting.person(conn, actor), actor.grants)

    def _journal(
        self, conn: Connection, actor: Actor, act: str, draft: int, detail: dict[str, str]
    ) -> None:
        filing = self.drafting.desk.filing
        filing.journal.add(conn, actor.label, act, f"draft/{draft}", detail, filing.clock())
