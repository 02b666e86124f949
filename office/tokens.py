"""Keys with which programs act for an account: shown once, kept as hashes, revocable any time."""

import secrets
from dataclasses import dataclass

from sqlalchemy import Column, Integer, String, Table, Text, insert, select, update

from archive.database import Database, metadata
from archive.journal import Journal
from office.clock import Clock, today
from office.hashing import digest
from office.people import People
from office.people_errors import TokenTitleMissing, TokenUnknown, UnknownAccount
from office.permissions import Actor

PREFIX = "saraban_"
MOST_TITLE = 80

tokens = Table(
    "api_token",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user", String(32), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("key", String(64), nullable=False, unique=True),
    Column("since", String(10), nullable=False),
    Column("used", String(10), nullable=False),
    Column("revoked", String(10), nullable=False),
)


@dataclass(frozen=True)
class Token:
    """A key as its owner sees it: for what, since when, last used when; ISO dates or ""."""

    id: int
    title: str
    since: str
    used: str


@dataclass(frozen=True)
class Tokens:
    """The keys of all accounts. A key may do what its account may, as long as that is open."""

    db: Database
    journal: Journal
    people: People
    clock: Clock

    def give(self, title: str, actor: Actor) -> str:
        """Make a key for the actor's own account and return it, for this once."""
        title = " ".join(title.split())[:MOST_TITLE]
        if not title:
            raise TokenTitleMissing()
        token = PREFIX + secrets.token_urlsafe(32)
        row = {"user": actor.user, "title": title, "key": digest(token), "used": "", "revoked": ""}
        with self.db.writing() as conn:
            conn.execute(insert(tokens).values(row | {"since": today(self.clock).isoformat()}))
            detail = {"title": title}
            self.journal.add(conn, actor.label, "token-given", actor.user, detail, self.clock())
        return token

    def mine(self, actor: Actor) -> list[Token]:
        """Return the actor's keys that work, the newest first."""
        c = tokens.c
        mine = select(c.id, c.title, c.since, c.used).where(c.user == actor.user, c.revoked == "")
        with self.db.reading() as conn:
            return [Token(*row) for row in conn.execute(mine.order_by(c.id.desc()))]

    def revoke(self, id: int, actor: Actor) -> None:
        """Take one's own key back; raises TokenUnknown."""
        own = (tokens.c.id == id, tokens.c.user == actor.user, tokens.c.revoked == "")
        on = today(self.clock).isoformat()
        with self.db.writing() as conn:
            if conn.execute(update(tokens).where(*own).values(revoked=on)).rowcount != 1:
                raise TokenUnknown()
            detail = {"token": id}
            self.journal.add(conn, actor.label, "token-revoked", actor.user, detail, self.clock())

    def actor(self, token: str) -> Actor:
        """Return who acts by a key; raises TokenUnknown."""
        on = today(self.clock).isoformat()
        with self.db.reading() as conn:
            row = conn.execute(
                select(tokens).where(tokens.c.key == digest(token), tokens.c.revoked == "")
            ).first()
        if row is None:
            raise TokenUnknown()
        if row.used != on:
            with self.db.writing() as conn:
                conn.execute(update(tokens).where(tokens.c.id == row.id).values(used=on))
        try:
            return self.people.actor(row.user)
        except UnknownAccount as error:
            raise TokenUnknown() from error
