"""What lists from elsewhere than the catalogue name by title: hidden where it is restricted."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from archive import catalogue
from archive.access import restriction
from office.permissions import Actor, readable

HIDDEN = "(เอกสารที่ท่านไม่มีสิทธิ์อ่าน)"
STEP = 500  # ids that are asked for at once


def veiled(conn: Connection, ids: Iterable[str], actor: Actor) -> frozenset[str]:
    """Return those of the records (by id) that a restriction keeps from ``actor``."""
    labels, c, asked = readable(actor), catalogue.records.c, list(ids)
    if labels is None:
        return frozenset()
    found: set[str] = set()
    for start in range(0, len(asked), STEP):
        some = select(c.id, c.access).where(c.id.in_(asked[start : start + STEP]))
        found |= {row.id for row in conn.execute(some) if restriction(row.access)
                  and row.access not in labels}  # fmt: skip
    return frozenset(found)
