"""Who sees a case: one that is kept to some shows nowhere else, with all that belongs to it.

A case is open to whoever reads, unless its label restricts it by name (``archive.access``), as a
record's does. Who opens it by a link without an account sees that one case.
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, func, or_, select, true

from archive.access import ONLY, restriction
from office.permissions import Actor, readable, require_seen
from office.procedures import tables
from office.procedures.kept import CASE, Case


def sees(case: Case, actor: Actor) -> bool:
    """Whether an actor sees a case."""
    labels = readable(actor)
    if labels is None or actor.case == case.id or restriction(case.access) is None:
        return True
    return case.access in labels


def require_sight(case: Case, actor: Actor) -> None:
    """Raise NotPermitted unless an actor sees a case."""
    if not sees(case, actor):
        require_seen(actor, case.access)


def in_sight(actor: Actor) -> ColumnElement[bool]:
    """Say the same in SQL, of the rows of ``tables.cases``."""
    labels, access = readable(actor), tables.cases.c.access
    if labels is None:
        return true()
    return or_(func.substr(access, 1, len(ONLY)) != ONLY, labels.passing(access))


def seen_cases(actor: Actor) -> ColumnElement[bool]:
    """Say it of what belongs to a case: of resolutions."""
    return tables.resolutions.c.case.in_(select(tables.cases.c.id).where(in_sight(actor)))


def hidden_cases(conn: Connection, refs: Iterable[str], actor: Actor) -> frozenset[str]:
    """Return those of some references (``case/12``) whose case is kept from ``actor``."""
    ids = {int(ref.removeprefix(CASE)) for ref in refs if _is_case(ref)}
    if not ids or readable(actor) is None:
        return frozenset()
    asked = select(tables.cases.c.id).where(tables.cases.c.id.in_(ids), ~in_sight(actor))
    return frozenset(f"{CASE}{id}" for id in conn.scalars(asked))


def _is_case(ref: str) -> bool:
    return ref.startswith(CASE) and ref.removeprefix(CASE).isdecimal()
