"""Failed log-ins, counted per account and per address, so that passwords cannot be guessed.

An attempt is counted before the password is checked: guesses made at once count as well.
"""

from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import Column, Connection, Integer, String, Table, delete, func, insert, select

from archive.database import Instant, metadata
from office.people_errors import TooManyAttempts

WINDOW = timedelta(minutes=15)
MOST_PER_ACCOUNT, MOST_PER_ADDRESS = 8, 40

attempts = Table(
    "attempt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("of", String(80), nullable=False, index=True),
    Column("at", Instant, nullable=False),
)


class Attempts:
    """Counts tries within the last quarter of an hour; works in the caller's transaction."""

    def count(self, conn: Connection, user: str, address: str, at: datetime) -> None:
        """Count one try; raises TooManyAttempts, which tells the minutes to wait."""
        conn.execute(delete(attempts).where(attempts.c.at < at - WINDOW))
        for of, most in (_of(user, ""), MOST_PER_ACCOUNT), (_of("", address), MOST_PER_ADDRESS):
            found = conn.execute(
                select(func.count(), func.min(attempts.c.at)).where(attempts.c.of == of)
            ).one()
            if found[0] >= most:
                raise TooManyAttempts(minutes=ceil((found[1] + WINDOW - at).total_seconds() / 60))
        for of in _of(user, ""), _of("", address):
            conn.execute(insert(attempts).values(of=of, at=at))

    def forget(self, conn: Connection, user: str, address: str) -> None:
        """Forget the tries of an account, and one of its address, after the right password."""
        conn.execute(delete(attempts).where(attempts.c.of == _of(user, "")))
        last = select(func.max(attempts.c.id)).where(attempts.c.of == _of("", address))
        conn.execute(delete(attempts).where(attempts.c.id == last.scalar_subquery()))


def counted(conn: Connection, of: str, most: int, at: datetime) -> int:
    """Count one more of something; returns the minutes to wait if there were ``most``, else 0."""
    conn.execute(delete(attempts).where(attempts.c.at < at - WINDOW))
    asked = select(func.count(), func.min(attempts.c.at)).where(attempts.c.of == of)
    count, first = conn.execute(asked).one()
    if count >= most:
        wait: timedelta = first + WINDOW - at
        return ceil(wait.total_seconds() / 60)
    conn.execute(insert(attempts).values(of=of, at=at))
    return 0


def _of(user: str, address: str) -> str:
    return f"user {user[:60]}" if user else f"address {address[:60]}"
