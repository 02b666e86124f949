"""Accounts and roles: who may log in, and which roles a person holds since when.

Passwords are kept only as argon2id hashes. A new account has none: its holder opens a one-time
link and chooses a password, so there is no default to guess.
"""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Column, Connection, Integer, String, Table, Text, insert, or_, select, update

from archive.database import metadata
from office.hashing import digest, hashed, matches
from office.people_errors import (
    AccountExists,
    LinkExpired,
    PasswordTooShort,
    UnknownAccount,
    UserNameInvalid,
)
from office.permissions import Actor, Grant, held_everywhere, role_named

LEAST_PASSWORD = 10
LINK_LIFE = timedelta(days=7)
USER_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")

accounts = Table(
    "account",
    metadata,
    Column("user", String(32), primary_key=True),
    Column("person", String(40), nullable=False),
    Column("password", Text, nullable=False),
    Column("link", String(64), nullable=False),
    Column("link_until", String(40), nullable=False),
    Column("since", String(40), nullable=False),
    Column("closed", String(40), nullable=False),
)
grants = Table(
    "role_grant",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", String(40), nullable=False),
    Column("role", String(20), nullable=False),
    Column("group", String(40), nullable=False),
    Column("since", String(10), nullable=False),
    Column("until", String(10), nullable=False),
)


@dataclass(frozen=True)
class Account:
    """A way to log in, tied to a person of the directory; ``closed`` is an ISO time or ""."""

    user: str
    person: str
    has_password: bool
    since: str
    closed: str = ""


class Accounts:
    """Accounts and dated roles of one office; every method works in the caller's transaction."""

    def all(self, conn: Connection) -> list[Account]:
        """Return every account, by user name."""
        return [
            Account(row.user, row.person, bool(row.password), row.since, row.closed)
            for row in conn.execute(select(accounts).order_by(accounts.c.user))
        ]

    def add(self, conn: Connection, user: str, person: str, at: datetime) -> str:
        """Make an account and return the one-time token with which its holder sets a password."""
        if not USER_NAME.fullmatch(user):
            raise UserNameInvalid(user=user)
        if conn.execute(select(accounts.c.user).where(accounts.c.user == user)).first():
            raise AccountExists(user=user)
        row = {"user": user, "person": person, "since": at.isoformat(), "closed": ""}
        empty = {"password": "", "link": "", "link_until": ""}
        conn.execute(insert(accounts).values(row | empty))
        return self.new_link(conn, user, at)

    def new_link(self, conn: Connection, user: str, at: datetime) -> str:
        """Return a fresh one-time token for an account; an older one stops working."""
        token = secrets.token_urlsafe(24)
        done = conn.execute(
            update(accounts)
            .where(accounts.c.user == user, accounts.c.closed == "")
            .values(link=digest(token), link_until=(at + LINK_LIFE).isoformat())
        )
        if done.rowcount != 1:
            raise UnknownAccount(user=user)
        return token

    def set_password(self, conn: Connection, token: str, password: str, at: datetime) -> str:
        """Use a one-time token to set a password; returns the user name, the token is spent."""
        row = conn.execute(select(accounts).where(accounts.c.link == digest(token))).first()
        if row is None or row.link_until < at.isoformat() or row.closed:
            raise LinkExpired()
        if len(password) < LEAST_PASSWORD:
            raise PasswordTooShort(least=LEAST_PASSWORD)
        conn.execute(
            update(accounts)
            .where(accounts.c.user == row.user)
            .values(password=hashed(password), link="", link_until="")
        )
        return str(row.user)

    def check(self, conn: Connection, user: str, password: str) -> bool:
        """Whether the password is right; takes as long for an unknown user as for a known one."""
        row = conn.execute(
            select(accounts.c.password).where(accounts.c.user == user, accounts.c.closed == "")
        ).first()
        return matches(row.password if row else "", password)

    def close(self, conn: Connection, user: str, at: datetime) -> None:
        """Close an account; it stays in the list, and its name is not given again."""
        done = conn.execute(
            update(accounts)
            .where(accounts.c.user == user, accounts.c.closed == "")
            .values(closed=at.isoformat(), password="", link="", link_until="")
        )
        if done.rowcount != 1:
            raise UnknownAccount(user=user)

    def grant(self, conn: Connection, person: str, role: str, group: str, since: date) -> None:
        """Give a person a role in a group ("" = the whole office) from a day on."""
        held = {"person": person, "role": role_named(role), "group": group}
        conn.execute(insert(grants).values(held | {"since": since.isoformat(), "until": ""}))

    def revoke(self, conn: Connection, person: str, role: str, group: str, until: date) -> bool:
        """End a role: from day ``until`` on it is not held; False if it was not."""
        done = conn.execute(
            update(grants)
            .where(
                grants.c.person == person,
                grants.c.role == role_named(role),
                grants.c["group"] == group,
                grants.c.until == "",
            )
            .values(until=until.isoformat())
        )
        return done.rowcount > 0

    def roles(self, conn: Connection, person: str, on: date) -> tuple[Grant, ...]:
        """Return the roles that a person holds on a day."""
        day = on.isoformat()
        rows = conn.execute(
            select(grants.c.role, grants.c["group"])
            .where(grants.c.person == person, grants.c.since <= day)
            .where(or_(grants.c.until == "", grants.c.until > day))
            .order_by(grants.c.id)
        )
        return tuple(Grant(*row) for row in rows)

    def actor(self, conn: Connection, user: str, names: dict[str, str], on: date) -> Actor:
        """Return the account as somebody acting on a day; ``names`` maps person id to full name."""
        row = conn.execute(
            select(accounts).where(accounts.c.user == user, accounts.c.closed == "")
        ).first()
        if row is None:
            raise UnknownAccount(user=user)
        label = f"{names.get(row.person, row.person)} ({user})"
        return Actor(user, label, self.roles(conn, row.person, on), person=row.person, on=on)

    def grant_directory(
        self, conn: Connection, people: Iterable[tuple[str, str, str]], since: date
    ) -> None:
        """Give everybody (person, role, group) the role that the office file names."""
        for person, role, group in people:
            self.grant(conn, person, role, "" if held_everywhere(role) else group, since)


def holders(conn: Connection, role: str, group: str, on: date) -> list[str]:
    """Return the persons who hold a role in a group, or for the whole office, on a day."""
    day = on.isoformat()
    rows = (
        select(grants.c.person)
        .where(grants.c.role == role, grants.c["group"].in_({"", group}), grants.c.since <= day)
        .where(or_(grants.c.until == "", grants.c.until > day))
    )
    return list(dict.fromkeys(conn.scalars(rows)))
