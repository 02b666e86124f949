"""PINs: a person who gave the password on a browser today comes back there with a few figures."""

import re

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from archive.database import metadata
from office.hashing import hashed, matches
from office.people_errors import PinBlocked, PinTooSimple
from thai.digits import to_arabic

MOST_TRIES = 5
RISING, FALLING = "01234567890", "09876543210"

pins = Table(
    "pin",
    metadata,
    Column("user", String(32), primary_key=True),
    Column("hash", Text, nullable=False),
    Column("tries", Integer, nullable=False),
)


class Pins:
    """One PIN of 4 to 6 figures per account; every method works in the caller's transaction."""

    def set(self, conn: Connection, user: str, pin: str) -> None:
        """Keep a new PIN, in either script of digits; raises PinTooSimple."""
        figures = to_arabic(pin.strip())
        plain = len(set(figures)) == 1 or figures in RISING or figures in FALLING
        if not re.fullmatch(r"[0-9]{4,6}", figures) or plain:
            raise PinTooSimple()
        conn.execute(delete(pins).where(pins.c.user == user))
        conn.execute(insert(pins).values(user=user, hash=hashed(figures), tries=0))

    def drop(self, conn: Connection, user: str) -> None:
        """Forget an account's PIN."""
        conn.execute(delete(pins).where(pins.c.user == user))

    def has(self, conn: Connection, user: str) -> bool:
        """Whether the account has a PIN that may still be tried."""
        tries = conn.execute(select(pins.c.tries).where(pins.c.user == user)).scalar()
        return tries is not None and tries < MOST_TRIES

    def count(self, conn: Connection, user: str) -> str:
        """Count one try and return the hash to compare with; raises PinBlocked after five."""
        row = conn.execute(select(pins).where(pins.c.user == user)).first()
        if row is None or row.tries >= MOST_TRIES:
            raise PinBlocked()
        conn.execute(update(pins).where(pins.c.user == user).values(tries=row.tries + 1))
        return str(row.hash)

    def forget_tries(self, conn: Connection, user: str) -> None:
        """Begin counting anew, after the right PIN or password."""
        conn.execute(update(pins).where(pins.c.user == user).values(tries=0))


def is_pin(kept: str, pin: str) -> bool:
    """Whether ``pin``, in either script of digits, is the one whose hash is ``kept``."""
    return matches(kept, to_arabic(pin.strip()))
