"""The day of a meeting: real times, who came, what was said and resolved, as it happens.

Two people may write at once: times, each seat and each item's note have a version of their own,
and whoever did not see the last one is told instead of writing over it.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from office.meeting import attendance, notes
from office.meeting import day_tables as tables
from office.meeting.agenda import items_of, with_added
from office.meeting.attendance import PRESENT, WALK_IN, Mark, Seat, of_reply
from office.meeting.bodies import Bodies
from office.meeting.day_errors import (
    DayChanged,
    DayInvalid,
    NotAMeeting,
    NotInvited,
    NotOnTheAgenda,
)
from office.meeting.day_rows import (
    Day,
    Place,
    Times,
    corrections,
    notes_of,
    seat_place,
    spelled,
    times_of,
    walk_ins,
    with_mark,
)
from office.meeting.invited import invited_of
from office.meeting.notes import Note
from office.permissions import Actor, require
from office.procedures.cases import Cases
from office.procedures.errors import CaseClosed
from office.procedures.kept import STATES as CASE_STATES
from office.procedures.kept import Case
from office.procedures.papers import CasePapers
from office.profile import Profile
from templates.errors import Problem
from templates.form import at
from thai.errors import Refused
from thai.text import clean
from thai.times import parse_time

MINUTES = "minutes"
MOST_LETTERS = 300


@dataclass(frozen=True)
class Known:
    """What papers tell of a meeting; ``usual`` are who attends, in their roles of that day."""

    agenda: Any
    usual: Sequence[Mapping[str, Any]]
    invited: Any
    guests: Any


@dataclass(frozen=True)
class MeetingDay:
    """The days of all meetings."""

    papers: CasePapers

    def of(self, case: int, actor: Actor) -> Day:
        """Return what is known of a meeting's day; raises NotAMeeting, UnknownCase."""
        told = self.cases.get(case, actor)
        require(actor, "draft", told.group)
        if MINUTES not in {
            form for step in told.procedure.steps for form in told.procedure.forms(step)
        }:
            raise NotAMeeting(title=told.title)
        with self.cases.db.reading() as conn:
            kept, times = notes_of(conn, case), times_of(conn, case)
            known = self._known(told, actor)
            agenda = with_added(known.agenda, times.added)
            items = items_of(agenda)
            keys = {item.key for item in items}
            seats = self._seats(conn, told, known)
            return Day(
                told,
                times,
                seats,
                agenda,
                items,
                {key: note for key, note in kept.items() if key in keys},
                tuple(note for key, note in kept.items() if key not in keys),
                corrections(conn, tables.corrections.c.case == case),
                attendance.quorum(seats, self._needed(conn, told)),
            )

    def time(self, case: int, seen: int, started: str, ended: str, actor: Actor) -> Times:
        """Write down when the meeting began and ended, "" for not yet."""
        problems, told = list[Problem](), {}
        for name, label, typed in (
            ("started", "เริ่มประชุมเวลา", started), ("ended", "เลิกประชุมเวลา", ended),
        ):  # fmt: skip
            try:
                told[name] = f"{parse_time(typed):%H:%M}" if typed.strip() else ""
            except Refused as refused:
                problems.append(Problem(name, label, str(refused)))
        if not problems and told["ended"] and not told["started"] < told["ended"]:
            problems.append(Problem("ended", "เลิกประชุมเวลา", "ต้องหลังเวลาเริ่มประชุม"))
        if problems:
            raise DayInvalid(problems)
        with self.cases.db.writing() as conn:
            self.require_open(case, actor)
            self._put(conn, Place(tables.days, {"case": case}, "เวลาประชุม"), seen, told)
            self._tell(conn, actor, "meeting-times", case, told)
        return Times(told["started"], told["ended"], seen + 1)

    def add(self, case: int, heading: str, title: str, owner: str, actor: Actor) -> None:
        """Put an item that came up on the day at the end of a heading."""
        told = {"heading": heading, "title": clean(title)[:MOST_LETTERS], "owner": owner}
        day = self.of(case, actor)
        if not told["title"]:
            raise DayInvalid([Problem("new-title", "ชื่อเรื่อง", "โปรดเติมชื่อเรื่อง")])
        if heading not in {row.get("title") for row in day.agenda}:
            raise DayInvalid([Problem("new-heading", "วาระ", "โปรดเลือกจากรายการ")])
        with self.cases.db.writing() as conn:
            self.require_open(case, actor)
            times = times_of(conn, case)
            added = json.dumps([*times.added, told], ensure_ascii=False)
            row = {"started": times.started, "ended": times.ended, "added": added}
            self._put(conn, Place(tables.days, {"case": case}, "วาระ"), times.version, row)
            self._tell(conn, actor, "meeting-item", case, told)

    # --- who came

    def mark(self, case: int, key: str, seen: int, mark: Mark, actor: Actor) -> None:
        """Write down whether somebody came; raises NotInvited, DayChanged, DayInvalid."""
        if problems := attendance.faults(mark):
            raise DayInvalid(problems)
        seat = next((one for one in self.of(case, actor).seats if one.key == key), None)
        if seat is None:
            raise NotInvited()
        with self.cases.db.writing() as conn:
            self.require_open(case, actor)
            self._mark(conn, case, replace(seat, version=seen), mark, actor)

    def rest_came(self, case: int, actor: Actor) -> int:
        """Mark every member of whom nothing was told as present; returns how many."""
        return self._mark_untold(case, lambda seat: Mark(PRESENT), actor)

    def as_replied(self, case: int, actor: Actor) -> int:
        """Mark members of whom nothing was told as they replied; returns how many did."""
        return self._mark_untold(case, lambda seat: seat.reply, actor)

    def _mark_untold(self, case: int, told: Callable[[Seat], Mark], actor: Actor) -> int:
        untold = [one for one in self.of(case, actor).seats if one.member and not one.mark.state]
        marked = [seat for seat in untold if told(seat).state]
        with self.cases.db.writing() as conn:
            self.require_open(case, actor)
            for seat in marked:
                self._mark(conn, case, seat, told(seat), actor)
        return len(marked)

    def walk_in(self, case: int, name: str, post: str, actor: Actor) -> None:
        """Write down somebody who came without a seat."""
        name, post = clean(name), clean(post)
        if not name:
            raise DayInvalid([Problem("walk-name", "ชื่อ", "โปรดเติมชื่อผู้เข้าร่วมประชุม")])
        with self.cases.db.writing() as conn:
            self.require_open(case, actor)
            key = f"{WALK_IN}{name}"[:80]
            told = self._marked(Mark(PRESENT, name[:MOST_LETTERS], post[:MOST_LETTERS]), actor)
            known = {seat.key: seat.version for seat in walk_ins(conn, case)}
            self._put(conn, seat_place(case, key, name), known.get(key, 0), told)
            self._tell(conn, actor, "meeting-attendance", case, {"seat": key, "state": PRESENT})

    def walk_out(self, case: int, key: str, actor: Actor) -> None:
        """Take back that somebody came without a seat."""
        with self.cases.db.writing() as conn:
            self.require_open(case, actor)
            if not key.startswith(WALK_IN):
                raise NotInvited()
            s = tables.seats.c
            conn.execute(delete(tables.seats).where(s.case == case, s.key == key))
            self._tell(conn, actor, "meeting-attendance", case, {"seat": key, "state": ""})

    # --- what was said

    def note(self, case: int, item: str, seen: int, note: Note, actor: Actor) -> int:
        """Keep an item's note; returns its new version.

        Raises DayChanged if somebody wrote after version ``seen``, DayInvalid, NotOnTheAgenda.
        """
        if problems := notes.faults(note, self._profile.group_names, self._profile.directory):
            raise DayInvalid(problems)
        title = self._title(self.cases.get(case, actor), item, actor)
        with self.cases.db.writing() as conn:
            self.require_open(case, actor)
            row = spelled(note) | {"title": title, "who": actor.label, "at": self.cases.clock()}
            place = Place(tables.notes, {"case": case, "item": item}, "เรื่องนี้")
            self._put(conn, place, seen, row)
        return seen + 1

    def move_note(self, case: int, item: str, to: str, actor: Actor) -> None:
        """Give a note whose item is gone to an item that has none."""
        day = self.of(case, actor)
        titles = {one.key: one.title for one in day.items}
        if to not in titles or item not in {one.item for one in day.left}:
            raise NotOnTheAgenda()
        if to in day.notes:
            raise DayChanged(where="เรื่องนี้")
        with self.cases.db.writing() as conn:
            self.require_open(case, actor)
            n = tables.notes.c
            change = update(tables.notes).where(n.case == case, n.item == item)
            conn.execute(change.values(item=to, title=titles[to]))

    # --- inside

    @property
    def cases(self) -> Cases:
        """The cases that the meetings are."""
        return self.papers.cases

    @property
    def _profile(self) -> Profile:
        return self.papers.drafting.desk.filing.press.settings.profile

    def _known(self, case: Case, actor: Actor) -> Known:
        """Return what the newest papers of a case tell, else what they would begin with."""
        fresh = self.papers.foreseen(case, MINUTES, actor, afresh=True)
        earlier = [told for _, told in self.papers.answers(case, actor)]
        agenda, invited, guests = (
            next((told[name] for told in earlier if told.get(name)), None)
            for name in ("agenda", "invited", "guests")
        )
        usual = at(fresh, "attendance.present") or []
        return Known(agenda or fresh.get("agenda"), usual, invited or usual, guests)

    def _needed(self, conn: Connection, case: Case) -> int:
        """Return the quorum that the body of a meeting has of its own, 0 for none."""
        bodies = Bodies(self.cases, self.papers.drafting.desk.filing.press.settings)
        body = bodies.of_case(conn, case.procedure, case.situation)
        return body.quorum if body else 0

    def _seats(self, conn: Connection, case: Case, known: Known) -> tuple[Seat, ...]:
        """Return the seats of those who were invited, of guests, and of who came without one."""
        replies = {one.person: of_reply(one.reply) for one in invited_of(conn, case)}
        roles = {row["person"]: row.get("meeting_role", "") for row in known.usual}
        members = attendance.seats_of(known.invited, self._profile, member=True)
        seats = (
            *(
                replace(seat.in_role(roles.get(seat.key, "")), reply=replies.get(seat.key, Mark()))
                for seat in members
            ),
            *attendance.seats_of(known.guests, self._profile, member=False),
        )
        asked = select(tables.seats).where(tables.seats.c.case == case.id)
        told = {row.key: row for row in conn.execute(asked)}
        here = {one.key: with_mark(one, told[one.key]) if one.key in told else one for one in seats}
        return (*here.values(), *walk_ins(conn, case.id))

    def _title(self, case: Case, item: str, actor: Actor) -> str:
        with self.cases.db.reading() as conn:
            times, kept = times_of(conn, case.id), notes_of(conn, case.id)
        if item in kept:
            return kept[item].title
        agenda = with_added(self._known(case, actor).agenda, times.added)
        found = (one.title for one in items_of(agenda) if one.key == item)
        if (title := next(found, None)) is None:
            raise NotOnTheAgenda()
        return title

    def require_open(self, case: int, actor: Actor) -> None:
        """Raise NotPermitted or CaseClosed unless the actor may write on a meeting's day."""
        told = self.cases.get(case, actor)
        require(actor, "draft", told.group)
        if told.state != "open":
            raise CaseClosed(state=CASE_STATES[told.state])

    def _mark(self, conn: Connection, case: int, seat: Seat, mark: Mark, actor: Actor) -> None:
        self._put(
            conn, seat_place(case, seat.key, seat.name), seat.version, self._marked(mark, actor)
        )
        told = {"seat": seat.key, "state": mark.state}
        self._tell(conn, actor, "meeting-attendance", case, told)

    def _marked(self, mark: Mark, actor: Actor) -> dict[str, Any]:
        told = {key: clean(str(value))[:MOST_LETTERS] for key, value in vars(mark).items()}
        return told | {"who": actor.label, "at": self.cases.clock()}

    def _put(self, conn: Connection, place: Place, seen: int, told: Mapping[str, Any]) -> None:
        """Write a row of version ``seen`` (0: there is none yet); raises DayChanged."""
        table, row = place.table, {**told, "version": seen + 1}
        mine = [table.c[name] == value for name, value in place.keys.items()]
        kept = conn.scalar(select(table.c.version).where(*mine))
        if (kept or 0) != seen:
            raise DayChanged(where=place.title)
        if kept is None:
            conn.execute(insert(table).values({**place.keys, **row}))
        else:
            conn.execute(update(table).where(*mine).values(row))

    def _tell(
        self, conn: Connection, actor: Actor, act: str, case: int, detail: Mapping[str, Any]
    ) -> None:
        at = self.cases.clock()
        self.cases.journal.add(conn, actor.label, act, f"case/{case}", dict(detail), at)
