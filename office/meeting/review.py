"""Review of the draft minutes: members propose words for passages, the secretary decides.

A proposal keeps the words it was made for. Accepting puts its words into the draft, unless the
draft was changed there meanwhile; then a person has to look. Nothing proposed is ever lost.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from archive.database import Instant, metadata
from office.draft_errors import DraftSigned
from office.drafts import Draft
from office.line import SIGNED
from office.meeting.agenda import items_of
from office.meeting.minutes import Minutes
from office.meeting.review_errors import (
    AlreadyDecided,
    NothingToReview,
    PassageChanged,
    ProposalEmpty,
    ProposalUnknown,
    ReviewNotYours,
)
from office.permissions import Actor, may, require
from office.procedures.kept import Case
from office.procedures.tables import cases
from templates.form import at
from thai.text import clean

OPEN, ACCEPTED, REFUSED = "open", "accepted", "refused"
STATES = {OPEN: "รอพิจารณา", ACCEPTED: "รับ", REFUSED: "ไม่รับ"}
FIELDS = {"discussion": "ประเด็นและการอภิปราย", "resolution": "มติที่ประชุม"}
WHOLE = "whole"
"""The passage of a proposal that is about no single one: the list of who came, a date."""

reviews = Table(
    "meeting_review",
    metadata,
    Column("case", ForeignKey(cases.c.id), primary_key=True, autoincrement=False),
    Column("until", String(10), nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

proposals = Table(
    "meeting_proposal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case", ForeignKey(cases.c.id), nullable=False, index=True),
    Column("passage", String(40), nullable=False),
    Column("title", Text, nullable=False),
    Column("old", Text, nullable=False),
    Column("new", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("told_by", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("answer", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("at", Instant, nullable=False),
)


@dataclass(frozen=True)
class Passage:
    """A piece of the draft that words may be proposed for."""

    key: str
    title: str
    text: str


@dataclass(frozen=True)
class Proposal:
    """What somebody proposes: ``old`` words into ``new`` ones, and what became of it."""

    id: int
    case: int
    passage: str
    title: str
    old: str
    new: str
    why: str
    told_by: str
    recorded_by: str
    state: str
    answer: str
    decided_by: str
    at: datetime


@dataclass(frozen=True)
class Told:
    """A proposal as it is told; ``told_by`` is "" for who writes it down."""

    passage: str
    new: str
    why: str = ""
    told_by: str = ""


@dataclass(frozen=True)
class Review:
    """A draft under review: its passages, what is proposed; ``until`` None = it is not sent."""

    case: Case
    draft: Draft | None
    until: date | None
    passages: tuple[Passage, ...]
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True)
class Reviews:
    """The reviews of all minutes."""

    minutes: Minutes

    def of(self, case: int, actor: Actor) -> Review:
        """Return a review as far as it has come; raises ReviewNotYours, UnknownCase."""
        told = self._concerning(case, actor)
        draft = self.minutes.draft(case)
        with self.minutes.day.cases.db.reading() as conn:
            until = conn.scalar(select(reviews.c.until).where(reviews.c.case == case))
            rows = conn.execute(
                select(proposals).where(proposals.c.case == case).order_by(proposals.c.id)
            )
            made = tuple(Proposal(**row._asdict()) for row in rows)
        sent = date.fromisoformat(until) if until else None
        open_to = may(actor, "draft", told.group) or sent is not None
        found = tuple(passages(draft.answers)) if draft and open_to else ()
        return Review(told, draft, sent, found, made)

    def send(self, case: int, until: date, actor: Actor) -> None:
        """Open the draft to the invited until a day; raises NothingToReview, CaseClosed."""
        self.minutes.day.require_open(case, actor)
        if self.minutes.draft(case) is None:
            raise NothingToReview()
        cases = self.minutes.day.cases
        with cases.db.writing() as conn:
            conn.execute(delete(reviews).where(reviews.c.case == case))
            told = {"case": case, "until": until.isoformat(), "who": actor.label}
            conn.execute(insert(reviews).values(at=cases.clock(), **told))
            self._tell(conn, actor, "minutes-review", case, {"until": until.isoformat()})

    def propose(self, case: int, told: Told, actor: Actor) -> None:
        """Keep a proposal; raises NothingToReview, ProposalUnknown, ProposalEmpty."""
        review = self.of(case, actor)
        if review.until is None or review.draft is None:
            raise NothingToReview()
        passage = {one.key: one for one in review.passages}.get(told.passage)
        if passage is None and told.passage != WHOLE:
            raise ProposalUnknown()
        new, why = clean(told.new, lines=True), clean(told.why, lines=True)
        old = passage.text if passage else ""
        if not (why or (new and new != old)):
            raise ProposalEmpty()
        row = {
            "case": case,
            "passage": told.passage,
            "title": passage.title if passage else "ทั้งฉบับ",
            "old": old,
            "new": new,
            "why": why,
            "told_by": clean(told.told_by) or actor.label,
            "recorded_by": actor.label,
            "state": OPEN,
            "answer": "",
            "decided_by": "",
        }
        cases = self.minutes.day.cases
        with cases.db.writing() as conn:
            conn.execute(insert(proposals).values(at=cases.clock(), **row))
            self._tell(conn, actor, "minutes-proposed", case, {"passage": told.passage})

    def decide(self, case: int, id: int, state: str, answer: str, actor: Actor) -> None:
        """Accept or refuse a proposal; an accepted one's words are in the draft then.

        With an answer, a proposal whose passage was changed by hand may be accepted as it stands.
        Raises AlreadyDecided, PassageChanged, DraftSigned, NothingToReview, ProposalUnknown.
        """
        review = self.of(case, actor)
        require(actor, "issue", review.case.group)
        self.minutes.day.require_open(case, actor)
        one = next((one for one in review.proposals if one.id == id), None)
        if one is None or state not in (ACCEPTED, REFUSED):
            raise ProposalUnknown()
        with self.minutes.day.cases.db.writing() as conn:
            p = proposals.c
            now = conn.scalar(select(p.state).where(p.id == id))
            if now != OPEN:
                raise AlreadyDecided(state=STATES[str(now)])
            if state == ACCEPTED and one.passage != WHOLE and one.new:
                self._put(conn, review, one, answer, actor)
            told = {"state": state, "answer": clean(answer), "decided_by": actor.label}
            conn.execute(update(proposals).where(p.id == id).values(told))
            self._tell(conn, actor, "minutes-decided", case, {"proposal": id, "state": state})

    def _put(
        self, conn: Connection, review: Review, one: Proposal, answer: str, actor: Actor
    ) -> None:
        """Put a proposal's words into the draft."""
        if review.draft is None:
            raise NothingToReview()
        drafts = self.minutes.day.papers.drafting.desk.drafts
        draft = drafts.unissued(conn, review.draft.id)
        if draft.has(SIGNED):
            raise DraftSigned(draft=draft.id)
        words = {passage.key: passage.text for passage in passages(draft.answers)}
        if words.get(one.passage) != one.old:
            if clean(answer):
                return
            raise PassageChanged()
        answers, now = (
            with_words(draft.answers, one.passage, one.new),
            self.minutes.day.cases.clock(),
        )
        drafts.save(conn, draft.id, draft.revision, answers, actor=actor, at=now)

    def _concerning(self, case: int, actor: Actor) -> Case:
        """Return a case whose minutes concern the actor: who was invited, and who drafts."""
        day = self.minutes.day
        told = day.cases.get(case, actor)
        with day.cases.db.reading() as conn:
            person = day.papers.drafting.person(conn, actor)
        invited = {target.id for target in told.situation.of_kind("invitee")}
        if person not in invited and not may(actor, "draft", told.group):
            raise ReviewNotYours()
        return told

    def _tell(
        self, conn: Connection, actor: Actor, act: str, case: int, detail: Mapping[str, Any]
    ) -> None:
        cases = self.minutes.day.cases
        cases.journal.add(conn, actor.label, act, f"case/{case}", dict(detail), cases.clock())


def passages(answers: Mapping[str, Any]) -> Iterator[Passage]:
    """Yield what words may be proposed for: of each item what was said, and what was resolved."""
    sections = {str(row.get("agenda")): row for row in at(answers, "minutes.sections") or []}
    for item in items_of(answers.get("agenda")):
        section = sections.get(item.number, {})
        for field, title in FIELDS.items():
            if text := _text(section.get(field)):
                yield Passage(f"{item.key}/{field}", f"{item.number} {item.title} · {title}", text)


def with_words(answers: Mapping[str, Any], passage: str, new: str) -> dict[str, Any]:
    """Return the answers with other words in a passage."""
    key, _, field = passage.partition("/")
    number = next(one.number for one in items_of(answers.get("agenda")) if one.key == key)
    words: Any = new.splitlines() if field == "discussion" else new
    rows = [
        {**row, field: words} if str(row.get("agenda")) == number else row
        for row in at(answers, "minutes.sections") or []
    ]
    return {**answers, "minutes": {**answers["minutes"], "sections": rows}}


def _text(value: object) -> str:
    lines = value if isinstance(value, list) else [value or ""]
    return clean("\n".join(map(str, lines)), lines=True)
