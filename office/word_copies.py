"""Word copies of drafts: every version that came back from Word, and which one counts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    LargeBinary,
    Row,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from archive.database import Instant, metadata

word_copies = Table(
    "word_copy",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("draft", Integer, nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("docx", LargeBinary, nullable=False),
    Column("counts", Boolean, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Instant, nullable=False),
)


@dataclass(frozen=True)
class WordCopy:
    """Version ``number`` (from 1) of a draft's Word file; ``counts`` is what will be issued."""

    number: int
    name: str
    counts: bool
    who: str
    at: datetime


class WordCopies:
    """All Word copies of all drafts; every method works in the caller's transaction."""

    def add(
        self, conn: Connection, draft: int, docx: bytes, *, name: str, who: str, at: datetime
    ) -> int:
        """Keep a version and make it the one that counts; returns its number."""
        number = len(self.versions(conn, draft)) + 1
        self.set_aside(conn, draft)
        row = {"draft": draft, "number": number, "name": name, "docx": docx, "counts": True}
        conn.execute(insert(word_copies).values(row | {"who": who, "at": at}))
        return number

    def versions(self, conn: Connection, draft: int) -> tuple[WordCopy, ...]:
        """Return what was kept, the newest first."""
        columns = [word_copies.c[name] for name in ("number", "name", "counts", "who", "at")]
        mine = select(*columns).where(word_copies.c.draft == draft)
        return tuple(map(_copy, conn.execute(mine.order_by(word_copies.c.number.desc()))))

    def docx(self, conn: Connection, draft: int, number: int | None = None) -> bytes | None:
        """Return a version's file, or the one that counts; None where there is none."""
        asked = word_copies.c.counts if number is None else word_copies.c.number == number
        mine = select(word_copies.c.docx).where(word_copies.c.draft == draft, asked)
        found: bytes | None = conn.scalar(mine)
        return found

    def set_aside(self, conn: Connection, draft: int) -> None:
        """Let no version count any more; they stay."""
        conn.execute(update(word_copies).where(word_copies.c.draft == draft).values(counts=False))

    def drop(self, conn: Connection, draft: int) -> None:
        """Throw every version away, with its draft."""
        conn.execute(delete(word_copies).where(word_copies.c.draft == draft))


def _copy(row: Row[Any]) -> WordCopy:
    return WordCopy(**row._asdict())
