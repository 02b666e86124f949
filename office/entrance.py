"""The entrance: log-in by password, coming back by PIN, one-time links, log-out.

Checking a hash takes a while by design, so it never happens inside a transaction.
"""

from dataclasses import dataclass, field

from sqlalchemy import select

from archive.database import Database
from archive.journal import Journal
from office.accounts import Accounts, accounts
from office.attempts import Attempts
from office.clock import Clock
from office.hashing import digest
from office.people import People
from office.people_errors import (
    LinkExpired,
    NotUnlockedHere,
    UnknownAccount,
    WrongPassword,
    WrongPin,
)
from office.permissions import Actor
from office.pins import Pins, is_pin
from office.sessions import Pass, Session, Sessions
from templates.people import Person


@dataclass(frozen=True)
class Known:
    """Somebody with an open session on a browser; ``pin`` tells whether a PIN will do."""

    user: str
    name: str
    pin: bool


@dataclass(frozen=True)
class Entrance:
    """Who comes in, and how. ``browser`` is the name by which a browser is known."""

    db: Database
    journal: Journal
    people: People
    accounts: Accounts
    clock: Clock
    attempts: Attempts = field(default_factory=Attempts)
    sessions: Sessions = field(default_factory=Sessions)
    pins: Pins = field(default_factory=Pins)

    def enter(self, user: str, password: str, *, address: str, browser: str) -> Pass:
        """Log in; raises WrongPassword or TooManyAttempts."""
        with self.db.writing() as conn:
            self.attempts.count(conn, user, address, self.clock())
        if not self.people.check(user, password):
            raise WrongPassword()
        with self.db.writing() as conn:
            self.attempts.forget(conn, user, address)
            self.pins.forget_tries(conn, user)
            self.journal.add(conn, user, "entered", user, {"address": address}, self.clock())
        return self.begin(user, browser=browser)

    def begin(self, user: str, *, browser: str) -> Pass:
        """Open a session for somebody whose right to it was checked."""
        with self.db.writing() as conn:
            return self.sessions.begin(conn, user, browser, self.clock())

    def session(self, token: str, browser: str) -> Session | None:
        """Return whose session a browser shows, even one that is ``over``; None if none."""
        with self.db.reading() as conn:
            return self.sessions.find(conn, token, browser, self.clock())

    def name(self, user: str) -> str:
        """Return the full name of an account's holder; raises UnknownAccount."""
        person = self.person(user)
        return person.name.full if person else user

    def person(self, user: str) -> Person | None:
        """Return the holder of an account, None when the directory has no such person now."""
        with self.db.reading() as conn:
            row = conn.execute(select(accounts.c.person).where(accounts.c.user == user)).first()
        if row is None:
            raise UnknownAccount(user=user)
        return self.people.settings.profile.directory.get(row.person)

    def leave(self, user: str, browser: str) -> None:
        """Log out of this browser."""
        with self.db.writing() as conn:
            self.sessions.end(conn, user, browser)

    def known(self, browser: str) -> tuple[Known, ...]:
        """Return everybody who gave the password on this browser today and has not left."""
        with self.db.reading() as conn:
            users = self.sessions.users(conn, browser, self.clock())
            pins = {user: self.pins.has(conn, user) for user in users}
        return tuple(Known(user, self.name(user), pins[user]) for user in users)

    def come_back(self, user: str, pin: str, *, browser: str) -> str:
        """Act as somebody known on this browser, by PIN; returns a new token.

        Raises WrongPin, PinBlocked (after five), NotUnlockedHere.
        """
        with self.db.writing() as conn:
            if user not in self.sessions.users(conn, browser, self.clock()):
                raise NotUnlockedHere()
            kept = self.pins.count(conn, user)
        if not is_pin(kept, pin):
            raise WrongPin()
        with self.db.writing() as conn:
            self.pins.forget_tries(conn, user)
            token = self.sessions.resume(conn, user, browser, self.clock())
        if token is None:
            raise NotUnlockedHere()
        return token

    def invited(self, link: str) -> str:
        """Return the user whom a one-time link lets in; raises LinkExpired. Spends nothing."""
        with self.db.reading() as conn:
            row = conn.execute(select(accounts).where(accounts.c.link == digest(link))).first()
        if row is None or row.closed or row.link_until < self.clock().isoformat():
            raise LinkExpired()
        return str(row.user)

    def accept(self, link: str, password: str, *, address: str, browser: str) -> Pass:
        """Set a password by one-time link and log in; older sessions end everywhere."""
        user = self.people.set_password(link, password)
        self.end_all(user)
        return self.enter(user, password, address=address, browser=browser)

    def change_password(
        self, actor: Actor, old: str, new: str, *, address: str, browser: str
    ) -> Pass:
        """Replace one's own password; raises WrongPassword, TooManyAttempts, PasswordTooShort."""
        self.enter(actor.user, old, address=address, browser=browser)
        with self.db.writing() as conn:
            link = self.accounts.new_link(conn, actor.user, self.clock())
        return self.accept(link, new, address=address, browser=browser)

    def set_pin(self, actor: Actor, pin: str) -> None:
        """Keep one's own PIN ("" takes it away); raises PinTooSimple."""
        with self.db.writing() as conn:
            if pin.strip():
                self.pins.set(conn, actor.user, pin)
            else:
                self.pins.drop(conn, actor.user)
            self.journal.add(
                conn, actor.label, "pin-set", actor.user, {"kept": bool(pin.strip())}, self.clock()
            )

    def has_pin(self, user: str) -> bool:
        """Whether an account may come back by PIN."""
        with self.db.reading() as conn:
            return self.pins.has(conn, user)

    def end_all(self, user: str) -> None:
        """End every session of an account: it was closed, or has a new password."""
        with self.db.writing() as conn:
            self.sessions.end_all(conn, user)
