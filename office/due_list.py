"""What is due to whom: drafts, numbers, records, arrived files, orders and roles, kind by kind."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, false, func, select

from archive import catalogue
from archive.records import RecordId
from archive.sendings import AWAITED
from office import received_store
from office.accounts import grants
from office.acting import ActingSigners
from office.arrivals import ASIDE, WAITING, Arrivals
from office.arrivals import STATES as ARRIVALS
from office.clock import today
from office.drafting import Standing
from office.due import (
    ACTING_ENDS,
    ARRIVED,
    FILES,
    KINDS,
    LYING,
    OVERDUE,
    RESERVED,
    RETURNED,
    ROLE_ENDS,
    UNANSWERED,
    UNRECEIVED,
    UNSENT,
    UNSIGNED,
    WITHOUT_PDF,
    Due,
    Patience,
    acting_ends,
    ends_soon,
    lies_long,
    since,
    sorted_as,
)
from office.intake import TYPE
from office.loans import Loans
from office.permissions import Actor, holds, may, readable, role_titles, verbs
from office.register_tables import entries
from office.renditions import awaited
from office.replies import OUT, Replies
from office.submission import Submission
from thai.dates import BANGKOK

OF_RECORDS = (UNSIGNED, UNSENT, UNRECEIVED, WITHOUT_PDF)
INTERNAL = ("memo",)
"""Paper that stays in the office: nobody writes down that it was sent."""


@dataclass(frozen=True)
class Asked:
    """Which of what is due: ``who`` has it ("" = anybody), its order, which page of it."""

    who: str = ""
    order: str = "longest"
    limit: int = 100
    offset: int = 0


@dataclass(frozen=True)
class Dues:
    """Some of what is due, how many in all, and who has how many of it."""

    rows: tuple[Due, ...]
    total: int
    people: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class DueList:
    """The one list of everything that waits, as far as it concerns who asks."""

    submission: Submission
    arrivals: Arrivals
    acting: ActingSigners
    replies: Replies
    patience: Patience = field(default_factory=Patience)

    def counts(self, actor: Actor) -> dict[str, int]:
        """Count what is due by kind; kinds of which nothing is due are left out."""
        some = Asked(limit=1)
        counted = {kind: self._found(kind, actor, some).total for kind in KINDS}
        return {kind: count for kind, count in counted.items() if count}

    def of(self, kind: str, actor: Actor, asked: Asked) -> Dues:
        """Return what is due of one of ``KINDS``."""
        return self._found(kind, actor, asked)

    def _found(self, kind: str, actor: Actor, asked: Asked) -> Dues:
        if kind in OF_RECORDS:
            return self._records(kind, actor, asked)
        every = list(self._few(kind, actor))
        people = {due.who: 0 for due in every}
        for due in every:
            people[due.who] += 1
        those = [due for due in every if asked.who in ("", due.who)]
        shown = sorted_as(those, asked.order)[asked.offset : asked.offset + asked.limit]
        return Dues(tuple(shown), len(those), tuple(sorted(people.items())))

    def _few(self, kind: str, actor: Actor) -> Iterator[Due]:
        kinds = {
            RETURNED: self._returned,
            LYING: self._lying,
            RESERVED: self._reserved,
            FILES: self._files,
            ARRIVED: self._arrived,
            UNANSWERED: self._unanswered,
            OVERDUE: self._overdue,
            ACTING_ENDS: self._acting,
            ROLE_ENDS: self._roles,
        }
        return kinds[kind](actor)

    # --- drafts

    def _returned(self, actor: Actor) -> Iterator[Due]:
        for one in self.submission.drafting.mine(actor):
            if one.state == RETURNED:
                step = one.steps[-1]
                yield Due(
                    RETURNED,
                    one.title,
                    self.submission.place(step),
                    step.day,
                    step.remark,
                    draft=one.draft.id,
                )

    def _lying(self, actor: Actor) -> Iterator[Due]:
        for one in self._drafts(actor):
            if one.lies and lies_long(one.lies.sent, self._today, self.patience):
                yield Due(
                    LYING,
                    one.title,
                    self.submission.place(one.lies),
                    _day(one.lies.sent),
                    one.owner,
                    draft=one.draft.id,
                )

    def _drafts(self, actor: Actor) -> list[Standing]:
        """Everybody's drafts that lie somewhere, to who keeps the registers; else one's own."""
        drafting = self.submission.drafting
        return drafting.laid() if may(actor, "register") else drafting.mine(actor)

    # --- numbers, files, orders, roles

    def _reserved(self, actor: Actor) -> Iterator[Due]:
        if not may(actor, "register"):
            return
        with self._db.reading() as conn:
            rows = conn.execute(select(entries).where(entries.c.state == "reserved")).all()
        for row in rows:
            until = date.fromisoformat(row.expires) if row.expires else None
            place = (row.register, row.year)
            yield Due(RESERVED, row.reason, row.who, until, row.printed, register=place)

    def _files(self, actor: Actor) -> Iterator[Due]:
        if not may(actor, "file"):
            return
        for state in (ASIDE, WAITING):
            for file in self.arrivals.all(actor, state, limit=1_000):
                note = file.reason or ARRIVALS[state]
                yield Due(FILES, file.source, file.who, _day(file.changed), note)

    def _arrived(self, actor: Actor) -> Iterator[Due]:
        """Received letters with something still to be done: all to who files, else one's own."""
        profile, labels = self.arrivals.settings.profile, readable(actor)
        names = profile.names
        mine = {self._person(actor), *(grant.group for grant in actor.grants if grant.group)}
        with self._db.reading() as conn:
            for id, task in received_store.open_tasks(conn):
                row = catalogue.get(conn, str(id))
                own = may(actor, "file") or task.to in mine
                if row and own and (labels is None or row.access in labels):
                    who = names.get(task.to, task.to or received_store.STATES[""])
                    day, note = task.due or row.day, task.what or row.number
                    yield Due(ARRIVED, row.title, who, day, note, record=id)

    def _unanswered(self, actor: Actor) -> Iterator[Due]:
        """Letters whose day of answer has come, to who may write something down about them."""
        for one in self.replies.open(actor) if holds(actor, "read") else ():
            if one.way == OUT and one.late(self._today) >= 0 and may(actor, "note", one.row.group):
                row = one.row
                yield Due(UNANSWERED, row.title, one.who, one.due, row.number, record=row.id)

    def _overdue(self, actor: Actor) -> Iterator[Due]:
        """Paper that should have been back, to who keeps the registers and with them the paper."""
        loans = Loans(self.replies.amendments)
        for row in loans.out(actor, late=True) if may(actor, "register") else ():
            yield Due(OVERDUE, row.title, row.lent_to, row.lent_due, row.number, record=row.id)

    def _acting(self, actor: Actor) -> Iterator[Due]:
        names, own = self._names(), self._person(actor)
        soon = acting_ends(self.acting.all(), names, self._today, self.patience)
        seen = may(actor, "register")
        yield from (due for due in soon if seen or due.who == names.get(own))

    def _roles(self, actor: Actor) -> Iterator[Due]:
        names, own = self._names(), self._person(actor)
        with self._db.reading() as conn:
            rows = conn.execute(select(grants).where(grants.c.until != "")).all()
        for row in rows:
            until = date.fromisoformat(row.until)
            soon = until > self._today and ends_soon(until, self._today, self.patience)
            if soon and (row.person == own or holds(actor, "administer")):
                title = role_titles()[row.role]
                yield Due(ROLE_ENDS, title, names.get(row.person, row.person), until)

    # --- records

    def _records(self, kind: str, actor: Actor, asked: Asked) -> Dues:
        c = catalogue.records.c
        day = {UNSENT: c.signed, UNRECEIVED: c.sent}.get(kind, c.day)
        orders: dict[str, tuple[ColumnElement[Any], ...]] = {
            "longest": (day, c.id),
            "newest": (day.desc(), c.id.desc()),
            "title": (c.title_key, c.id),
            "who": (c.sender, day, c.id),
        }
        where = (*self._conditions(kind), *self._concerning(actor))
        these = (*where, c.sender == asked.who) if asked.who else where
        shown = select(c.id, c.title, c.sender, c.number, day.label("since")).where(*these)
        shown = shown.order_by(*orders.get(asked.order, orders["longest"]))
        by = select(c.sender, func.count()).where(*where).group_by(c.sender).order_by(c.sender)
        with self._db.reading() as conn:
            people = tuple((row[0], row[1]) for row in conn.execute(by))
            rows = conn.execute(shown.limit(asked.limit).offset(asked.offset)).all()
        total = sum(count for who, count in people if asked.who in ("", who))
        found = (
            Due(kind, row.title, row.sender, row.since, row.number, record=RecordId.parse(row.id))
            for row in rows
        )
        return Dues(tuple(found), total, people)

    def _conditions(self, kind: str) -> tuple[ColumnElement[bool], ...]:
        c, on = catalogue.records.c, self._today
        filed = (c.state == "filed", c.type != TYPE)
        if kind == UNSIGNED:
            open_since = since(on, self.patience.unsigned, self.patience)
            wanted: tuple[ColumnElement[bool], ...] = (
                c.signed.is_(None),
                c.signer != "",
                c.register != "",
                c.day.between(open_since.first, open_since.last),
            )
        elif kind == UNSENT:
            signed = since(on, self.patience.unsent, self.patience)
            letter = (c.register.startswith("letters"), c.type.not_in(INTERNAL), c.receiver != "")
            wanted = (c.sent.is_(None), c.signed.between(signed.first, signed.last), *letter)
        elif kind == UNRECEIVED:
            sent = since(on, self.patience.unreceived, self.patience)
            wanted = (c.receipt == AWAITED, c.sent.between(sent.first, sent.last))
        else:
            wanted = (c.id.in_(select(awaited.c.record).where(awaited.c.tries > 0)),)
        return *filed, *wanted

    def _concerning(self, actor: Actor) -> Iterator[ColumnElement[bool]]:
        """Only what the actor may read, and may write something down about."""
        c, labels = catalogue.records.c, readable(actor)
        if labels is not None:
            yield labels.passing(c.access)
        if not actor.operator:
            noting = {grant.group for grant in actor.grants if "note" in verbs(grant.role)}
            if not noting:
                yield false()
            elif "" not in noting:
                yield c["group"].in_(sorted(noting))

    @property
    def _db(self) -> Any:
        return self.submission.drafting.desk.filing.db

    @property
    def _today(self) -> date:
        return today(self.submission.drafting.desk.filing.clock)

    def _person(self, actor: Actor) -> str:
        with self._db.reading() as conn:
            return self.submission.drafting.person(conn, actor)

    def _names(self) -> dict[str, str]:
        people = self.submission.drafting.desk.filing.press.settings.profile.people
        return {person.id: person.name.full for person in people}


def _day(at: datetime) -> date:
    return at.astimezone(BANGKOK).date()
