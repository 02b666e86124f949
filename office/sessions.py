"""Sessions: who gave the password on which browser, and when.

A browser on a shared PC may hold sessions of several people; one of them is the one acting, the
others can come back with their PIN. A session lasts a working day from its password. Tokens are
kept only as hashes.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Column, Connection, String, Table, delete, insert, select, update

from archive.database import Instant, metadata
from office.hashing import digest

LIFE = timedelta(hours=12)
REMEMBERED = timedelta(days=7)  # whose page it was is known longer: text typed overnight is theirs

sessions = Table(
    "session",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("user", String(32), nullable=False),
    Column("browser", String(64), nullable=False, index=True),
    Column("form", String(64), nullable=False),
    Column("since", Instant, nullable=False),
)


@dataclass(frozen=True)
class Session:
    """A person acting on a browser; ``form`` is the secret that this person's forms carry."""

    user: str
    form: str
    over: bool = False


@dataclass(frozen=True)
class Pass:
    """What the browser keeps after a log-in; both are new each time, so none can be planted."""

    token: str
    browser: str


class Sessions:
    """The open sessions of an office; every method works in the caller's transaction."""

    def begin(self, conn: Connection, user: str, browser: str, at: datetime) -> Pass:
        """Open a session after the right password; the browser gets a new name for all of it.

        The same person's pages that are still open on this browser stay good: their forms' secret
        is kept until log-out.
        """
        here = (sessions.c.user == user, sessions.c.browser == browser)
        form = conn.scalar(select(sessions.c.form).where(*here)) or secrets.token_urlsafe(24)
        conn.execute(delete(sessions).where(sessions.c.since < at - REMEMBERED))
        self.end(conn, user, browser)
        given = Pass(secrets.token_urlsafe(24), secrets.token_urlsafe(24))
        moved = update(sessions).where(sessions.c.browser == browser)
        conn.execute(moved.values(browser=given.browser))
        row = {"user": user, "browser": given.browser, "form": form}
        conn.execute(insert(sessions).values(row | {"key": digest(given.token), "since": at}))
        return given

    def resume(self, conn: Connection, user: str, browser: str, at: datetime) -> str | None:
        """Return a new token for a session open on this browser; None where there is none."""
        token = secrets.token_urlsafe(24)
        done = conn.execute(
            update(sessions)
            .where(sessions.c.user == user, sessions.c.browser == browser)
            .where(sessions.c.since >= at - LIFE)
            .values(key=digest(token))
        )
        return token if done.rowcount == 1 else None

    def find(self, conn: Connection, token: str, browser: str, at: datetime) -> Session | None:
        """Return the session of a token, if it is this browser's; ``over`` where its day has gone.

        One that is over lets nobody act; it only tells whose page a late form comes from.
        """
        here = (sessions.c.key == digest(token), sessions.c.browser == browser)
        row = conn.execute(select(sessions).where(*here)).first()
        return Session(row.user, row.form, over=row.since < at - LIFE) if row else None

    def users(self, conn: Connection, browser: str, at: datetime) -> tuple[str, ...]:
        """Return the accounts with a session on this browser, by user name."""
        rows = conn.execute(
            select(sessions.c.user)
            .where(sessions.c.browser == browser, sessions.c.since >= at - LIFE)
            .order_by(sessions.c.user)
        )
        return tuple(row.user for row in rows)

    def end(self, conn: Connection, user: str, browser: str) -> None:
        """End a person's session on one browser."""
        conn.execute(delete(sessions).where(sessions.c.user == user, sessions.c.browser == browser))

    def end_all(self, conn: Connection, user: str) -> None:
        """End a person's sessions everywhere: the password changed, or the account was closed."""
        conn.execute(delete(sessions).where(sessions.c.user == user))
