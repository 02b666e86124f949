"""Drafts: answers that are not a document yet, kept with the revision their writer saw."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Integer, Row, String, Table, Text, insert, select, update

from archive.database import metadata
from archive.record_json import from_plain, to_plain
from archive.records import Fact
from office import answers
from office.errors import DraftChanged, DraftIssued, UnknownDraft

drafts = Table(
    "draft",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("form", String(40), nullable=False),
    Column("answers", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("facts", Text, nullable=False),
    Column("record", String(60), nullable=False),
    Column("who", Text, nullable=False),
    Column("at", String(40), nullable=False),
)


@dataclass(frozen=True)
class Draft:
    """A draft; ``facts`` hold what happened to it on paper before it had a number (printed,
    signed), ``record`` is the record it became or "".
    """

    id: int
    form: str
    answers: Mapping[str, Any]
    revision: int
    facts: tuple[Fact, ...]
    record: str
    who: str
    at: str


class Drafts:
    """All drafts of an office; every method works in the caller's transaction."""

    def add(
        self, conn: Connection, form: str, given: Mapping[str, Any], who: str, at: datetime
    ) -> int:
        """Keep new answers; returns the draft's number."""
        row = {"form": form, "answers": answers.to_json(given), "revision": 1, "facts": "[]"}
        done = conn.execute(
            insert(drafts).values(row | {"record": "", "who": who, "at": at.isoformat()})
        )
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

    def save(self, conn: Connection, draft: int, seen: int, given: Mapping[str, Any]) -> int:
        """Replace a draft's answers; refuses if another save came after revision ``seen``."""
        self.unissued(conn, draft)
        done = conn.execute(
            update(drafts)
            .where(drafts.c.id == draft, drafts.c.revision == seen)
            .values(answers=answers.to_json(given), revision=seen + 1)
        )
        if done.rowcount != 1:
            raise DraftChanged(draft=draft)
        return seen + 1

    def note(self, conn: Connection, draft: int, fact: Fact) -> None:
        """Add something that happened to the draft's paper."""
        facts = (*self.unissued(conn, draft).facts, fact)
        text = json.dumps([to_plain(each) for each in facts], ensure_ascii=False)
        conn.execute(update(drafts).where(drafts.c.id == draft).values(facts=text))

    def unissued(self, conn: Connection, draft: int) -> Draft:
        """Return a draft that has no number yet; raises DraftIssued."""
        found = self.get(conn, draft)
        if found.record:
            raise DraftIssued(draft=draft, record=found.record)
        return found

    def became(self, conn: Connection, draft: int, record: str) -> None:
        """Tie a draft to the record it became."""
        self.unissued(conn, draft)
        conn.execute(update(drafts).where(drafts.c.id == draft).values(record=record))


def _draft(row: Row[Any]) -> Draft:
    facts = tuple(from_plain(Fact, fact) for fact in json.loads(row.facts))
    told = json.loads(row.answers)
    return Draft(row.id, row.form, told, row.revision, facts, row.record, row.who, row.at)
