"""Searches that somebody keeps under a name, each person their own."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    delete,
    func,
    insert,
    select,
)

from archive.database import Database, Instant, metadata
from office.clock import Clock
from office.errors import SearchNotKept, SearchUnknown
from office.permissions import Actor

MOST, MOST_NAME, MOST_ASKED = 100, 80, 4_000

searches = Table(
    "saved_search",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("asked", Text, nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("user", "name"),
)


@dataclass(frozen=True)
class SavedSearch:
    """A search with its name; ``asked`` is what stands behind the question mark of its link."""

    id: int
    name: str
    asked: str
    at: datetime


@dataclass(frozen=True)
class SavedSearches:
    """The kept searches of everybody. They hold questions, never answers."""

    db: Database
    clock: Clock

    def mine(self, actor: Actor) -> list[SavedSearch]:
        """Return the actor's searches, the newest first."""
        c = searches.c
        mine = select(c.id, c.name, c.asked, c.at).where(c.user == actor.user)
        with self.db.reading() as conn:
            return [SavedSearch(*row) for row in conn.execute(mine.order_by(c.id.desc()))]

    def keep(self, name: str, asked: str, actor: Actor) -> None:
        """Keep a search; another one of that name is replaced. Raises SearchNotKept."""
        name = " ".join(name.split())[:MOST_NAME]
        if not name or not asked or len(asked) > MOST_ASKED:
            raise SearchNotKept(why="โปรดตั้งชื่อ และค้นก่อนเก็บ")
        own = searches.c.user == actor.user
        row = {"user": actor.user, "name": name, "asked": asked, "at": self.clock()}
        with self.db.writing() as conn:
            conn.execute(delete(searches).where(own, searches.c.name == name))
            kept = conn.execute(select(func.count()).where(own)).scalar_one()
            if kept >= MOST:
                raise SearchNotKept(why="เก็บไว้เต็มแล้ว โปรดลบคำค้นเก่าก่อน")
            conn.execute(insert(searches).values(row))

    def forget(self, id: int, actor: Actor) -> None:
        """Delete one's own search; raises SearchUnknown."""
        own = (searches.c.id == id, searches.c.user == actor.user)
        with self.db.writing() as conn:
            if conn.execute(delete(searches).where(*own)).rowcount != 1:
                raise SearchUnknown()
