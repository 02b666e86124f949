"""Which files of the inbox somebody sees: not those whose record is kept from them.

A file's name often says what the letter is about, and a letter that cannot be opened must not stand
in the way of the others that wait.
"""

from typing import Any

from sqlalchemy import Select, Table, and_, or_, select

from archive import catalogue
from office.permissions import Actor, readable

KNOWN = "known"


def shown(arrivals: Table, actor: Actor | None) -> Select[Any]:
    """Return the question for the rows of ``arrivals`` that ``actor`` sees; None is the inbox.

    What they brought themselves and was filed before (KNOWN) stays, else it would seem lost.
    """
    rows, records = select(arrivals), catalogue.records.c
    labels = readable(actor) if actor else None
    if actor is None or labels is None:
        return rows
    kept = select(records.id).where(~labels.passing(records.access))
    own = and_(arrivals.c.state == KNOWN, arrivals.c.who == actor.label)
    return rows.where(or_(arrivals.c.record.not_in(kept), own))
