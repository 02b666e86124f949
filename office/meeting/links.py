"""Links with which somebody without an account answers: one group's items, or one's own reply.

A link is a secret of 256 bits, of which only the hash is kept. It opens one case for one group or
one invitee, until the days of grace after the deadline, and can be ended any time. When the days of
the case move, the link's days move with them.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, insert, select, update

from office.attempts import counted
from office.clock import today
from office.hashing import digest
from office.meeting import tables
from office.meeting.errors import LinkBusy, LinkDead
from office.meeting.invited import day_of
from office.meeting.items import Items
from office.meeting.steps import held_on, open_until, require_meeting, steps_of, target
from office.permissions import Actor, Grant, require
from office.procedures.cases import Cases, require_open
from office.procedures.errors import GateShut
from office.procedures.kept import Case, rows_of
from office.procedures.standing import shut
from thai.digits import to_thai

GROUP, INVITEE = "group", "invitee"
LINK = "link"
"""Under which account's name those act who have none."""
MOST_WRONG, MOST_SENT = 60, 60
"""Wrong links from one address, and what one link may send, within a quarter of an hour."""


@dataclass(frozen=True)
class Link:
    """What a link opens: ``of`` is GROUP or INVITEE; ``held``: the meeting's day when it was made.

    ``until`` is its last day, None while the meeting has no day.
    """

    id: int
    case: Case
    of: str
    target: str
    title: str
    made: date
    held: date | None
    until: date | None

    @property
    def actor(self) -> Actor:
        """Who acts by it: nobody with an account, in this case and group only."""
        grants = Grant("submitter", self.case.group), Grant("submitter", self.target)
        return Actor(LINK, f"ลิงก์: {self.title}", grants, case=self.case.id)


@dataclass(frozen=True)
class Links:
    """The links of every meeting."""

    items: Items

    @property
    def cases(self) -> Cases:
        """The cases that they open."""
        return self.items.cases

    def make(self, case: int, of: str, targets: Sequence[str], actor: Actor) -> Mapping[str, str]:
        """Make links anew and return the secret of each target, for this once; old ones end.

        Invitees get theirs when the invitation may go out: raises GateShut before it is signed;
        also CaseClosed, NotOfMeeting.
        """
        keys = {target: secrets.token_urlsafe(32) for target in targets}
        with self.cases.db.writing() as conn:
            told = self.cases.kept(conn, case, actor)
            self._may_make(conn, told, of, actor)
            held = held_on(told)
            for id, key in keys.items():
                self._end(conn, case, of, id)
                row = {"key": digest(key), "case": case, "of": of, "target": id}
                row |= {"title": target(told, of, id).title, "who": actor.label, "revoked": False}
                row |= {"made": today(self.cases.clock).isoformat()}
                row |= {"held": held.isoformat() if held else ""}
                conn.execute(insert(tables.links).values(row))
            self.cases.tell(conn, actor, "links-made", case, {"of": of, "targets": list(keys)})
        return keys

    def live(self, case: int, of: str, actor: Actor) -> Mapping[str, date]:
        """Return for which targets a link works, and when it was made."""
        require(actor, "read")
        k = tables.links.c
        asked = select(tables.links).where(k.case == case, k.of == of, k.revoked.is_(False))
        with self.cases.db.reading() as conn:
            self.cases.kept(conn, case, actor)
            return {row.target: date.fromisoformat(row.made) for row in conn.execute(asked)}

    def revoke(self, case: int, of: str, id: str, actor: Actor) -> None:
        """End a target's link; without one nothing happens."""
        with self.cases.db.writing() as conn:
            told = self.cases.kept(conn, case, actor)
            require(actor, "issue", told.group)
            if self._end(conn, case, of, id):
                self.cases.tell(conn, actor, "link-revoked", case, {"of": of, "target": id})

    def opened(self, key: str, address: str) -> Link:
        """Return what a link opens; raises LinkDead, or LinkBusy after many wrong ones."""
        with self.cases.db.reading() as conn:
            found = self._found(conn, key)
        if found is not None:
            return found
        with self.cases.db.writing() as conn:
            minutes = counted(conn, f"answer {address[:60]}", MOST_WRONG, self.cases.clock())
        if minutes:
            raise LinkBusy(minutes=to_thai(str(minutes)))
        raise LinkDead()

    def writing(self, key: str, address: str) -> Link:
        """Return what a link opens, and count that something is sent by it; raises as ``opened``,
        also LinkBusy after too much, and CaseClosed when the case takes nothing more.
        """
        link = self.opened(key, address)
        require_open(link.case)
        with self.cases.db.writing() as conn:
            minutes = counted(conn, f"link {link.id}", MOST_SENT, self.cases.clock())
        if minutes:
            raise LinkBusy(minutes=to_thai(str(minutes)))
        return link

    # Inside a transaction

    def _may_make(self, conn: Connection, case: Case, of: str, actor: Actor) -> None:
        require_meeting(case.procedure)
        require(actor, "issue", case.group)
        require_open(case)
        send = steps_of(case.procedure).send
        gate = shut(case.procedure, send, rows_of(conn, case.id)) if send else None
        if of == INVITEE and send and gate:
            raise GateShut(step=send.short, gate=gate.short)

    def _found(self, conn: Connection, key: str) -> Link | None:
        asked = select(tables.links).where(tables.links.c.key == digest(key))
        row = conn.execute(asked).first()
        if row is None or row.revoked:
            return None
        case = self.cases.kept(conn, row.case, Actor(LINK, "", case=row.case))
        if row.target not in {one.id for one in case.situation.of_kind(row.of)}:
            return None
        made = date.fromisoformat(row.made)
        until = self._until(conn, case, row.of, row.target)
        if until and today(self.cases.clock) > max(until, made):
            return None
        return Link(row.id, case, row.of, row.target, row.title, made, day_of(row.held), until)

    def _until(self, conn: Connection, case: Case, of: str, id: str) -> date | None:
        held = held_on(case)
        if of == INVITEE:
            return held
        last = self.items.last_day(conn, case, id)
        return open_until(last, held, self.cases.holidays.working_days(conn))

    def _end(self, conn: Connection, case: int, of: str, id: str) -> int:
        k = tables.links.c
        here = (k.case == case, k.of == of, k.target == id, k.revoked.is_(False))
        return conn.execute(update(tables.links).where(*here).values(revoked=True)).rowcount
