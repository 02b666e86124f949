"""Text snippets: sentences that an office, or one person, writes again and again."""

from dataclasses import dataclass, replace

from sqlalchemy import Column, Connection, Integer, String, Table, Text, delete, insert, or_, select
from sqlalchemy import update as change

from archive.database import Database, metadata
from archive.journal import Journal
from office.clock import Clock
from office.permissions import Actor, may, require
from office.snippet_errors import (
    SnippetChanged,
    SnippetEmpty,
    SnippetNotYours,
    TooManySnippets,
    UnknownSnippet,
)
from thai.collate import sort_key
from thai.text import clean

MOST, MOST_TITLE, MOST_TEXT = 500, 120, 10_000
OFFICE = ""

snippets = Table(
    "snippet",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("owner", String(32), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("version", Integer, nullable=False),
)


@dataclass(frozen=True)
class Snippet:
    """A text under a title, of the account ``owner``, or of the whole office (OFFICE).

    ``id`` and ``version`` are 0 where it is not kept yet.
    """

    title: str
    text: str
    owner: str = OFFICE
    id: int = 0
    version: int = 0


@dataclass(frozen=True)
class Snippets:
    """One's own snippets, and those of the office, which who keeps the registers keeps."""

    db: Database
    journal: Journal
    clock: Clock

    def all(self, actor: Actor) -> list[Snippet]:
        """Return one's own snippets and after them the office's, in the Thai order."""
        mine = or_(snippets.c.owner == actor.user, snippets.c.owner == OFFICE)
        with self.db.reading() as conn:
            rows = conn.execute(select(snippets).where(mine)).all()
        found = [Snippet(row.title, row.text, row.owner, row.id, row.version) for row in rows]
        return sorted(found, key=lambda one: (one.owner == OFFICE, sort_key(one.title)))

    def one(self, id: int, actor: Actor) -> Snippet:
        """Return a snippet; raises UnknownSnippet, also for another person's."""
        for each in self.all(actor):
            if each.id == id:
                return each
        raise UnknownSnippet()

    def keeps(self, one: Snippet, actor: Actor) -> bool:
        """Whether the actor may change a snippet."""
        return may(actor, "register") if one.owner == OFFICE else one.owner == actor.user

    def put(self, told: Snippet, actor: Actor) -> int:
        """Keep a snippet, or change one as it was at its version; returns its id.

        Raises SnippetEmpty, SnippetNotYours, SnippetChanged, TooManySnippets.
        """
        require(actor, "draft")
        title, text = clean(told.title), clean(told.text, lines=True)
        if not title or not text or len(title) > MOST_TITLE or len(text) > MOST_TEXT:
            raise SnippetEmpty(most=MOST_TITLE, long=MOST_TEXT)
        before = self.one(told.id, actor) if told.id else told
        if not (self.keeps(before, actor) and self.keeps(told, actor)):
            raise SnippetNotYours()
        with self.db.writing() as conn:
            id = self._put(conn, told, {"owner": told.owner, "title": title, "text": text})
            self._told(conn, actor, "snippet-kept", replace(told, id=id, title=title))
        return id

    def remove(self, id: int, actor: Actor) -> None:
        """Throw a snippet away; documents that hold its text stay as they are."""
        one = self.one(id, actor)
        if not self.keeps(one, actor):
            raise SnippetNotYours()
        with self.db.writing() as conn:
            conn.execute(delete(snippets).where(snippets.c.id == id))
            self._told(conn, actor, "snippet-removed", one)

    def _put(self, conn: Connection, told: Snippet, row: dict[str, str]) -> int:
        if not told.id:
            mine = select(snippets.c.id).where(snippets.c.owner == told.owner)
            if len(conn.execute(mine).all()) >= MOST:
                raise TooManySnippets(most=MOST)
            key = conn.execute(insert(snippets).values(row | {"version": 1})).inserted_primary_key
            assert key is not None
            return int(key[0])
        seen = (snippets.c.id == told.id) & (snippets.c.version == told.version)
        done = conn.execute(
            change(snippets).where(seen).values(row | {"version": told.version + 1})
        )
        if done.rowcount != 1:
            raise SnippetChanged()
        return told.id

    def _told(self, conn: Connection, actor: Actor, act: str, one: Snippet) -> None:
        """Write down what was done with the office's; one's own are nobody else's concern."""
        if one.owner == OFFICE:
            ref, told = f"snippet/{one.id}", {"title": one.title}
            self.journal.add(conn, actor.label, act, ref, told, self.clock())
