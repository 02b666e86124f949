"""Who is invited to a meeting: what was sent and received, and who comes or sends somebody."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select, update

from office.clock import today
from office.meeting import tables
from office.meeting.errors import MeetingChanged, MeetingInvalid
from office.meeting.steps import held_on, require_meeting, row_for, steps_of, target
from office.meeting.told import MOST_NAME, MOST_TITLE
from office.meeting.values import LINK, MEANS, REPLIES, SENDS, STAYS, Body, Invited, Reply
from office.permissions import Actor, require
from office.procedures.cases import Cases, Decision, require_open
from office.procedures.kept import Case, rows_of
from office.procedures.moves import possible
from office.procedures.procedure import Step
from office.procedures.standing import Row, shut
from templates.errors import Problem
from thai.text import clean

EMPTY: dict[str, Any] = {
    "received": "",
    "kind": "",
    "name": "",
    "post": "",
    "why": "",
    "told_by": "",
    "recorded_by": "",
    "means": "",
    "held": "",
}


@dataclass(frozen=True)
class Quorum:
    """How many of the invited said that they come or send somebody, and how many it needs."""

    coming: int
    needed: int
    waiting: int

    @property
    def reached(self) -> bool:
        """Whether enough said so."""
        return self.coming >= self.needed


@dataclass(frozen=True)
class Invitations:
    """The invitees of every meeting; whoever may draft writes down what they said."""

    cases: Cases

    def of(self, case: int, actor: Actor) -> tuple[Invited, ...]:
        """Return the invitees of a meeting in their order."""
        require(actor, "read")
        with self.cases.db.reading() as conn:
            return invited_of(conn, self.cases.kept(conn, case, actor))

    def send(self, case: int, people: Sequence[str], means: str, actor: Actor) -> int:
        """Write down that the invitation went out to people; returns to how many it is new.

        Raises GateShut before it is signed, NotOfMeeting, MeetingInvalid, CaseClosed.
        """
        if means not in MEANS or not people:
            field = "means" if people else "person"
            raise MeetingInvalid([Problem(field, "", "โปรดเลือกผู้รับและวิธีส่ง")])
        with self.cases.db.writing() as conn:
            told = self._writing(conn, case, people, actor)
            step, rows = steps_of(told.procedure).send, rows_of(conn, case)
            found = [row_for(rows, step, person) for person in people]
            seen = {one.id: one.version for one in found if _may_end(one) and one}
            decision = Decision(f"ส่ง{MEANS[means]}", "", today(self.cases.clock))
            return len(self.cases.moved(conn, seen, "done", actor, decision))

    def receive(self, case: int, person: str, actor: Actor) -> None:
        """Write down that an invitee has the invitation; the first day stays."""
        with self.cases.db.writing() as conn:
            told = self._writing(conn, case, [person], actor)
            old = _row(conn, case, person)
            if old and old["received"]:
                return
            self._put(conn, told, person, {"received": today(self.cases.clock).isoformat()})
            self.cases.tell(conn, actor, "invitation-received", case, {"person": person})

    def reply(self, case: int, person: str, seen: int, reply: Reply, actor: Actor) -> None:
        """Write down what an invitee said, whose version ``seen`` the writer saw.

        Whoever replies has the invitation. Raises MeetingInvalid with every fault, MeetingChanged,
        NotOfMeeting, CaseClosed.
        """
        reply = _cleaned(reply)
        if faults := _faults(reply):
            raise MeetingInvalid(faults)
        with self.cases.db.writing() as conn:
            told = self._writing(conn, case, [person], actor)
            old = _row(conn, case, person) or {"version": 0, "received": ""}
            if old["version"] != seen:
                raise MeetingChanged()
            held, on = held_on(told), today(self.cases.clock)
            row = {key: getattr(reply, key) for key in ("kind", "name", "post", "why", "means")}
            row |= {"told_by": reply.told_by or actor.label, "recorded_by": actor.label}
            row |= {"held": held.isoformat() if held else ""}
            row |= {"received": old["received"] or on.isoformat()}
            self._put(conn, told, person, row)
            self._settle(conn, told, person, reply, actor)
            self.cases.tell(conn, actor, "replied", case, {"person": person, "reply": reply.kind})

    # Inside a transaction

    def _settle(
        self, conn: Connection, case: Case, person: str, reply: Reply, actor: Actor
    ) -> None:
        """End the row that waited for the reply; who answered by link has been sent one."""
        steps, rows = steps_of(case.procedure), rows_of(conn, case.id)
        notes: dict[Step | None, str] = {
            steps.confirm: f"{REPLIES[reply.kind]} ({MEANS[reply.means]})"
        }
        if reply.means == LINK and steps.send and not shut(case.procedure, steps.send, rows):
            notes[steps.send] = f"ส่ง{MEANS[LINK]}"
        for step, note in notes.items():
            row = row_for(rows, step, person)
            if row and _may_end(row):
                decision = Decision(note, reply.told_by, today(self.cases.clock))
                self.cases.moved(conn, {row.id: row.version}, "done", actor, decision)

    def _writing(self, conn: Connection, case: int, people: Iterable[str], actor: Actor) -> Case:
        told = self.cases.kept(conn, case, actor)
        require_meeting(told.procedure)
        require(actor, "draft", told.group)
        for person in people:
            target(told, "invitee", person)
        require_open(told)
        return told

    def _put(self, conn: Connection, case: Case, person: str, told: Mapping[str, Any]) -> None:
        old = _row(conn, case.id, person)
        if old is None:
            whole = EMPTY | dict(told) | {"case": case.id, "person": person, "version": 1}
            conn.execute(insert(tables.replies).values(whole))
            return
        r = tables.replies.c
        change = update(tables.replies).where(r.case == case.id, r.person == person)
        conn.execute(change.values(dict(told) | {"version": old["version"] + 1}))


def invited_of(conn: Connection, case: Case) -> tuple[Invited, ...]:
    """Return the invitees of a case; a reply counts for the day for which it was given."""
    found = select(tables.replies).where(tables.replies.c.case == case.id)
    replies = {row.person: row._asdict() for row in conn.execute(found)}
    rows, step, held = rows_of(conn, case.id), steps_of(case.procedure).send, held_on(case)
    return tuple(
        _invited(one.id, one.title, row_for(rows, step, one.id), replies.get(one.id), held)
        for one in case.situation.of_kind("invitee")
    )


def quorum(body: Body | None, invited: Sequence[Invited]) -> Quorum:
    """Tell how far replies are from a quorum: the body's own number, else half of the invited."""
    coming = sum(one.reply is not None and one.reply.kind != STAYS for one in invited)
    needed = body.quorum if body and body.quorum else (len(invited) + 1) // 2
    return Quorum(coming, needed, sum(one.reply is None for one in invited))


def _invited(
    person: str, title: str, sent: Row | None, told: Mapping[str, Any] | None, held: date | None
) -> Invited:
    done = sent is not None and sent.state == "done"
    reply = _reply(told) if told and told["kind"] else None
    holds = reply is not None and reply.held == held
    return Invited(
        person,
        title,
        sent_on=sent.done_on if sent and done else None,
        sent=sent.note if sent and done else "",
        received_on=day_of(told["received"]) if told else None,
        reply=reply if holds else None,
        before=None if holds else reply,
        version=told["version"] if told else 0,
    )


def _reply(told: Mapping[str, Any]) -> Reply:
    words = {key: told[key] for key in ("kind", "name", "post", "why", "told_by", "means")}
    return Reply(**words, held=day_of(told["held"]))


def _row(conn: Connection, case: int, person: str) -> dict[str, Any] | None:
    r = tables.replies.c
    found = select(tables.replies).where(r.case == case, r.person == person)
    row = conn.execute(found).first()
    return row._asdict() if row else None


def day_of(text: str) -> date | None:
    """Read a day as tables keep it; "" is none."""
    return date.fromisoformat(text) if text else None


def _may_end(row: Row | None) -> bool:
    return row is not None and "done" in possible(row.state)


def _cleaned(reply: Reply) -> Reply:
    """Keep what belongs to the kind of reply: a name to a substitute, a reason to staying away."""
    sends, stays = reply.kind == SENDS, reply.kind == STAYS
    return Reply(
        reply.kind,
        clean(reply.name) if sends else "",
        clean(reply.post) if sends else "",
        clean(reply.why) if stays or sends else "",
        clean(reply.told_by),
        reply.means,
    )


def _faults(reply: Reply) -> list[Problem]:
    faults = []
    if reply.kind not in REPLIES:
        words = " หรือ ".join(REPLIES.values())
        faults.append(Problem("kind", "คำตอบ", f"โปรดเลือก {words}"))
    if reply.means not in MEANS:
        faults.append(Problem("means", "ตอบมาทาง", "โปรดเลือกจากรายการ"))
    if reply.kind == SENDS:
        told = (("name", "ชื่อผู้แทน", reply.name), ("post", "ตำแหน่งผู้แทน", reply.post))
        faults += [Problem(key, label, "โปรดเติม") for key, label, text in told if not text]
    limits = (
        ("name", MOST_NAME),
        ("post", MOST_TITLE),
        ("why", MOST_TITLE),
        ("told_by", MOST_NAME),
    )
    faults += [
        Problem(key, "", "ยาวเกินไป โปรดย่อ")
        for key, most in limits
        if len(getattr(reply, key)) > most
    ]
    return faults
