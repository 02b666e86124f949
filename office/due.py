"""What is due: numbers that were kept for a document which has not come yet."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from office.register_tables import entries


@dataclass(frozen=True)
class Kept:
    """A reserved number: for what, by whom, and until when (None: for good)."""

    register: str
    printed: str
    purpose: str
    who: str
    expires: date | None


def reserved(conn: Connection) -> tuple[Kept, ...]:
    """Return every reserved number, the one that expires first in front."""
    c = entries.c
    kept = select(c.register, c.printed, c.reason, c.who, c.expires).where(c.state == "reserved")
    return tuple(
        Kept(*row[:4], date.fromisoformat(row.expires) if row.expires else None)
        for row in conn.execute(kept.order_by(c.expires == "", c.expires, c.number))
    )
