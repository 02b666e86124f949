"""Drafts that are tied to cases, and those that are put away with a case that was cancelled."""

from typing import Any

from sqlalchemy import Connection, String, cast, literal, select

from office.drafts import drafts
from office.procedures import tables
from office.procedures.kept import DRAFT


def is_draft() -> Any:
    """Join a proof with its draft, which is the one of its moment: numbers are given again."""
    p, d = tables.proofs.c, drafts.c
    return (literal(DRAFT) + cast(d.id, String) == p.ref) & (d.at == p.at)


def put_away(conn: Connection) -> frozenset[int]:
    """Return the drafts of cancelled cases; they come back when their case is opened again."""
    c = tables.cases.c
    joined = tables.proofs.join(tables.rows).join(tables.cases).join(drafts, is_draft())
    asked = select(drafts.c.id).select_from(joined).where(c.state == "cancelled")
    return frozenset(conn.scalars(asked))
