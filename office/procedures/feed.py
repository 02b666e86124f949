"""Deadlines as a calendar that a telephone subscribes to: a secret link for each account.

The link shows the days and titles of what waits for its owner, and nothing else: it is no key for
programs. A new link ends the old one.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Column, String, Table, delete, insert, select

from archive.database import Database, metadata
from archive.journal import Journal
from office.clock import Clock, today
from office.hashing import digest
from office.people import People
from office.people_errors import UnknownAccount
from office.permissions import Actor
from office.procedures.cases import Cases
from office.procedures.errors import UnknownCalendar
from office.procedures.ics import Day, written
from office.procedures.waiting import waiting

NAME = "กำหนดงาน"

links = Table(
    "calendar_link",
    metadata,
    Column("user", String(32), primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("since", String(10), nullable=False),
)


@dataclass(frozen=True)
class Calendars:
    """The calendars of all accounts."""

    db: Database
    journal: Journal
    people: People
    cases: Cases
    clock: Clock

    def give(self, actor: Actor) -> str:
        """Make the actor's link anew and return its secret, for this once."""
        key = secrets.token_urlsafe(32)
        row = {"user": actor.user, "key": digest(key), "since": today(self.clock).isoformat()}
        with self.db.writing() as conn:
            conn.execute(delete(links).where(links.c.user == actor.user))
            conn.execute(insert(links).values(row))
            self.journal.add(conn, actor.label, "calendar-given", actor.user, {}, self.clock())
        return key

    def since(self, actor: Actor) -> str:
        """Return the ISO day on which the actor's link was made, "" if there is none."""
        with self.db.reading() as conn:
            made = conn.scalar(select(links.c.since).where(links.c.user == actor.user))
        return str(made or "")

    def revoke(self, actor: Actor) -> None:
        """End the actor's link; without one nothing happens."""
        with self.db.writing() as conn:
            if conn.execute(delete(links).where(links.c.user == actor.user)).rowcount:
                at = self.clock()
                self.journal.add(conn, actor.label, "calendar-revoked", actor.user, {}, at)

    def shown(self, key: str, office_id: str, address: Callable[[int, str], str]) -> bytes:
        """Return the calendar behind a link; ``address`` leads to a step of a case.

        Raises UnknownCalendar, also when the account is closed.
        """
        with self.db.reading() as conn:
            user = conn.scalar(select(links.c.user).where(links.c.key == digest(key)))
        try:
            actor = self.people.actor(str(user or ""))
        except UnknownAccount as error:
            raise UnknownCalendar() from error
        return written(NAME, self._days(actor, office_id, address), self.clock())

    def _days(self, actor: Actor, office_id: str, address: Callable[[int, str], str]) -> list[Day]:
        """Return a day for each step and round that waits for the actor.

        Rows are never removed, so the first row of a step and round names it for good.
        """
        open_ones = self.cases.standings(actor, "open")
        standings = {case.id: standing for case, standing in open_ones}
        told: dict[int, Day] = {}
        for one in waiting(open_ones, actor, ahead=True):
            rows = standings[one.case.id].of(one.step.id).rows
            for row in one.rows:
                first = min(each.id for each in rows if each.round == row.round)
                left = [each for each in one.rows if each.round == row.round]
                if row.due is None or first in told:
                    continue
                note = "\n".join(each.target_title for each in left if each.target_title)
                title = " ".join(filter(None, (one.step.short, row.round, one.case.title)))
                link = address(one.case.id, one.step.id)
                told[first] = Day(f"row-{first}@{office_id}", row.due, title, note, link)
        return list(told.values())
