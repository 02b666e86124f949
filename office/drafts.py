"""Drafts: answers that are not a document yet, kept with the revision their writer saw."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    Row,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from archive.database import Instant, metadata
from archive.record_json import from_plain, to_plain
from archive.records import Fact
from office import answers
from office.draft_errors import DraftChanged, DraftIssued, UnknownDraft
from office.draft_undo import DraftUndo
from office.draft_versions import DraftVersions, Version
from office.permissions import Actor

drafts = Table(
    "draft",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("form", String(40), nullable=False),
    Column("answers", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("facts", Text, nullable=False),
    Column("record", String(60), nullable=False),
    Column("owner", String(32), nullable=False, index=True),
    Column("who", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("saved_by", Text, nullable=False),
    Column("saved_at", Instant, nullable=False),
)


@dataclass(frozen=True)
class Draft:
    """A draft of the account ``owner``, with the revision and the writer of its last save.

    ``facts`` hold what happened to it before it had a number (printed, signed); ``record`` is the
    record it became or "". ``answers`` are as typed: also what no form would take yet.
    """

    id: int
    form: str
    answers: Mapping[str, Any]
    revision: int
    facts: tuple[Fact, ...]
    record: str
    owner: str
    who: str
    at: datetime
    saved_by: str
    saved_at: datetime

    @property
    def version(self) -> Version:
        """The draft's text as it stands now."""
        return Version(self.id, self.revision, self.answers, self.saved_by, self.saved_at)

    def has(self, fact: str) -> bool:
        """Whether something happened to it, such as "signed"."""
        return any(each.what == fact for each in self.facts)


class Drafts:
    """All drafts of an office; every method works in the caller's transaction."""

    versions = DraftVersions()
    undo = DraftUndo()

    def add(
        self, conn: Connection, form: str, given: Mapping[str, Any], actor: Actor, at: datetime
    ) -> int:
        """Keep new answers; returns the draft's number."""
        row = {"form": form, "answers": answers.to_json(given), "revision": 1, "facts": "[]"}
        made = {"record": "", "owner": actor.user, "who": actor.label, "at": at}
        saved = {"saved_by": actor.label, "saved_at": at}
        done = conn.execute(insert(drafts).values(row | made | saved))
        key = done.inserted_primary_key
        assert key is not None
        return int(key[0])

    def get(self, conn: Connection, draft: int) -> Draft:
        """Return a draft; raises UnknownDraft."""
        row = conn.execute(select(drafts).where(drafts.c.id == draft)).first()
        if row is None:
            raise UnknownDraft(draft=draft)
        return _draft(row)

    def open(self, conn: Connection) -> list[Draft]:
        """Return the drafts that are no records yet, newest first."""
        rows = conn.execute(
            select(drafts).where(drafts.c.record == "").order_by(drafts.c.id.desc())
        )
        return [_draft(row) for row in rows]

    def of(self, conn: Connection, owner: str) -> list[Draft]:
        """Return an account's drafts that are no records yet, the last saved first."""
        mine = select(drafts).where(drafts.c.owner == owner, drafts.c.record == "")
        return [_draft(row) for row in conn.execute(mine.order_by(drafts.c.saved_at.desc()))]

    def last(self, conn: Connection, form: str, owner: str) -> Draft | None:
        """Return the last draft of a form by an account that became a record."""
        mine = select(drafts).where(drafts.c.form == form, drafts.c.owner == owner)
        row = conn.execute(
            mine.where(drafts.c.record != "").order_by(drafts.c.id.desc()).limit(1)
        ).first()
        return _draft(row) if row else None

    def save(
        self,
        conn: Connection,
        draft: int,
        seen: int,
        given: Mapping[str, Any],
        *,
        actor: Actor,
        at: datetime,
        by_itself: bool = False,
    ) -> int:
        """Replace a draft's answers; refuses if another save came after revision ``seen``.

        ``by_itself``: the page saved it, nobody pressed a button.
        """
        before = self.unissued(conn, draft)
        told = {"answers": answers.to_json(given), "revision": seen + 1}
        done = conn.execute(
            update(drafts)
            .where(drafts.c.id == draft, drafts.c.revision == seen)
            .values(told | {"saved_by": actor.label, "saved_at": at})
        )
        if done.rowcount != 1:
            raise DraftChanged(draft=draft)
        self.versions.going(conn, before.version, before.at, actor.label, at)
        self.undo.push(conn, before.version, actor.label, at, by_itself=by_itself)
        return seen + 1

    def note(self, conn: Connection, draft: int, fact: Fact) -> None:
        """Add something that happened to the draft's paper."""
        self._put(conn, draft, (*self.unissued(conn, draft).facts, fact))

    def forget(self, conn: Connection, draft: int, what: str) -> None:
        """Take back every fact of a kind: a signature under a text that is to be changed."""
        left = [fact for fact in self.unissued(conn, draft).facts if fact.what != what]
        self._put(conn, draft, left)

    def drop(self, conn: Connection, draft: int) -> None:
        """Throw a draft away."""
        self.unissued(conn, draft)
        self.versions.drop(conn, draft)
        self.undo.drop(conn, draft)
        conn.execute(delete(drafts).where(drafts.c.id == draft))

    def unissued(self, conn: Connection, draft: int) -> Draft:
        """Return a draft that has no number yet; raises DraftIssued."""
        found = self.get(conn, draft)
        if found.record:
            raise DraftIssued(draft=draft, record=found.record)
        return found

    def became(self, conn: Connection, draft: Draft, record: str) -> None:
        """Tie a draft to the record it became; refuses if it changed since it was read."""
        if self.unissued(conn, draft.id).revision != draft.revision:
            raise DraftChanged(draft=draft.id)
        conn.execute(update(drafts).where(drafts.c.id == draft.id).values(record=record))

    def _put(self, conn: Connection, draft: int, facts: Iterable[Fact]) -> None:
        text = json.dumps([to_plain(each) for each in facts], ensure_ascii=False)
        conn.execute(update(drafts).where(drafts.c.id == draft).values(facts=text))


def _draft(row: Row[Any]) -> Draft:
    told = row._asdict()
    facts = tuple(from_plain(Fact, fact) for fact in json.loads(row.facts))
    return Draft(**told | {"answers": json.loads(row.answers), "facts": facts})
