"""Types of documents that the office writes no more: offered to nobody, while what is filed stays.

Drafts that were begun before go on, and everything filed keeps its type. A retired type can be
taken back at any time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, String, Table, Text, delete, insert, select

from archive.database import Database, Instant, metadata
from archive.journal import Journal
from office.clock import Clock
from office.errors import ReasonMissing
from office.own_template_errors import TypeRetired
from office.permissions import Actor, require
from templates.form import Form
from templates.shelf import Shelf
from thai.text import clean

LONGEST = 300
"""Letters of a reason."""

retired_types = Table(
    "retired_type",
    metadata,
    Column("code", String(60), primary_key=True),
    Column("why", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Instant, nullable=False),
)


@dataclass(frozen=True)
class Retired:
    """A type that is not begun any more: why, who said so and when (UTC)."""

    code: str
    why: str
    who: str
    at: datetime


@dataclass(frozen=True)
class RetiredTypes:
    """Which types are offered."""

    db: Database
    journal: Journal
    shelf: Shelf
    clock: Clock

    def every(self) -> dict[str, Retired]:
        """Return the retired types by code."""
        with self.db.reading() as conn:
            rows = conn.execute(select(retired_types))
            return {row.code: Retired(**row._asdict()) for row in rows}

    def offered(self) -> tuple[Form, ...]:
        """Return the types that may be begun."""
        retired = self.every()
        return tuple(form for form in self.shelf.forms() if form.code not in retired)

    def retire(self, code: str, why: str, actor: Actor) -> None:
        """Offer a type no more; raises ReasonMissing, UnknownForm, TypeRetired."""
        require(actor, "administer")
        form, told = self.shelf.form(code), " ".join(clean(why).split())[:LONGEST]
        if not told:
            raise ReasonMissing(act=f"เลิกใช้แบบ “{form.title}”")
        with self.db.writing() as conn:
            refuse_retired(conn, [form])
            row = {"code": form.code, "why": told, "who": actor.label, "at": self.clock()}
            conn.execute(insert(retired_types).values(row))
            self._journal(conn, actor, "type-retired", form.code, {"reason": told})

    def take_back(self, code: str, actor: Actor) -> None:
        """Offer a type again; nothing happens where it is offered."""
        require(actor, "administer")
        form = self.shelf.form(code)
        with self.db.writing() as conn:
            here = delete(retired_types).where(retired_types.c.code == form.code)
            if conn.execute(here).rowcount:
                self._journal(conn, actor, "type-back", form.code, {})

    def _journal(
        self, conn: Connection, actor: Actor, act: str, code: str, told: dict[str, str]
    ) -> None:
        self.journal.add(conn, actor.label, act, f"form/{code}", told, self.clock())


def refuse_retired(conn: Connection, forms: Iterable[Form]) -> None:
    """Raise TypeRetired for the first of the types that is not begun any more."""
    for form in forms:
        why = conn.scalar(select(retired_types.c.why).where(retired_types.c.code == form.code))
        if why is not None:
            raise TypeRetired(title=form.title, why=why)
