"""The earlier versions of a draft that are kept while it saves itself every moment.

A version is kept before it is written over when somebody else goes on writing, when something was
decided about it, and when ten minutes have passed since the one kept before: not each keystroke,
but each sitting.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Connection, Integer, String, Table, Text, delete, insert, select

from archive.database import Instant, metadata
from office import answers
from office.line import steps

SITTING = timedelta(minutes=10)
MOST = 50
"""Versions kept of one draft; the oldest go first."""

versions = Table(
    "draft_version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("draft", Integer, nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("answers", Text, nullable=False),
    Column("who", String(120), nullable=False),
    Column("at", Instant, nullable=False),
)


@dataclass(frozen=True)
class Version:
    """A draft's answers as ``who`` saved them last, at the revision that they had then."""

    draft: int
    revision: int
    answers: Mapping[str, Any]
    who: str
    at: datetime


class DraftVersions:
    """The kept versions of all drafts; every method works in the caller's transaction."""

    def of(self, conn: Connection, draft: int) -> tuple[Version, ...]:
        """Return the kept versions of a draft, the newest first."""
        asked = select(versions).where(versions.c.draft == draft)
        rows = conn.execute(asked.order_by(versions.c.revision.desc()))
        return tuple(
            Version(draft, row.revision, json.loads(row.answers), row.who, row.at) for row in rows
        )

    def going(
        self, conn: Connection, old: Version, begun: datetime, who: str, at: datetime
    ) -> None:
        """Keep a version that ``who`` is about to write over, if it is one to be kept."""
        mine = versions.c.draft == old.draft
        newest = select(versions.c.at).where(mine).order_by(versions.c.revision.desc()).limit(1)
        before = conn.scalar(newest)
        resumed = at - old.at >= SITTING
        long = old.at - (before or begun) >= SITTING
        if resumed or long or old.who != who or self._decided(conn, old):
            self.keep(conn, old)

    def keep(self, conn: Connection, version: Version) -> None:
        """Keep a version, and let the oldest go where there are too many; once is enough."""
        mine = versions.c.draft == version.draft
        there = select(versions.c.id).where(mine, versions.c.revision == version.revision)
        if conn.scalar(there) is not None:
            return
        told = {"draft": version.draft, "revision": version.revision}
        text = {"answers": answers.to_json(version.answers)}
        conn.execute(insert(versions).values(told | text | {"who": version.who, "at": version.at}))
        surplus = select(versions.c.id).where(mine).order_by(versions.c.revision.desc())
        old = conn.scalars(surplus.offset(MOST)).all()
        conn.execute(delete(versions).where(versions.c.id.in_(old)))

    def drop(self, conn: Connection, draft: int) -> None:
        """Forget the versions of a draft that is thrown away."""
        conn.execute(delete(versions).where(versions.c.draft == draft))

    def _decided(self, conn: Connection, old: Version) -> bool:
        decided = select(steps.c.id).where(steps.c.draft == old.draft, steps.c.decision != "")
        return conn.scalar(decided.where(steps.c.revision == old.revision).limit(1)) is not None
