"""Steps that can be undone in a draft: the text before each change, the last ones only."""

import json
from datetime import datetime, timedelta

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
)

from archive.database import Instant, metadata
from office import answers
from office.draft_versions import Version

BURST = timedelta(seconds=3)
"""What saves itself within this of the step before is one step with it: a word, not a letter."""
MOST = 30

undo = Table(
    "draft_undo",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("draft", Integer, nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("answers", Text, nullable=False),
    Column("who", String(120), nullable=False),
    Column("at", Instant, nullable=False),
    Column("by_itself", Boolean, nullable=False),
)


class DraftUndo:
    """The steps of all drafts; every method works in the caller's transaction."""

    def push(
        self, conn: Connection, old: Version, who: str, at: datetime, *, by_itself: bool
    ) -> None:
        """Remember the text that ``who`` wrote over; one cannot undo what another wrote."""
        mine = undo.c.draft == old.draft
        conn.execute(delete(undo).where(mine, undo.c.who != who))
        newest = conn.execute(select(undo).where(mine).order_by(undo.c.id.desc()).limit(1)).first()
        if by_itself and newest and newest.by_itself and at - newest.at < BURST:
            return
        told = {"draft": old.draft, "revision": old.revision, "who": who, "at": at}
        told |= {"by_itself": by_itself}
        conn.execute(insert(undo).values(told | {"answers": answers.to_json(old.answers)}))
        surplus = select(undo.c.id).where(mine).order_by(undo.c.id.desc()).offset(MOST)
        conn.execute(delete(undo).where(undo.c.id.in_(conn.scalars(surplus).all())))

    def pop(self, conn: Connection, now: Version) -> Version | None:
        """Take back the newest step that changes anything; None where there is none."""
        rows = conn.execute(
            select(undo).where(undo.c.draft == now.draft).order_by(undo.c.id.desc())
        ).all()
        for row in rows:
            conn.execute(delete(undo).where(undo.c.id == row.id))
            told = json.loads(row.answers)
            if told != now.answers:
                return Version(now.draft, row.revision, told, row.who, row.at)
        return None

    def drop(self, conn: Connection, draft: int) -> None:
        """Forget the steps of a draft."""
        conn.execute(delete(undo).where(undo.c.draft == draft))
