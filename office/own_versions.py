"""Every own template an office has ever tried, and which one counts."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    and_,
    insert,
    select,
    update,
)

from archive.database import Instant, metadata

own_templates = Table(
    "own_template",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(80), nullable=False, index=True),
    Column("file", String(120), nullable=False),
    Column("number", Integer, nullable=False),
    Column("docx", LargeBinary, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("based_on", String(64), nullable=False),
    Column("counts", Boolean, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
_TOLD = ("number", "sha256", "based_on", "counts", "who", "at")
Place = tuple[str, str]
"""A type's code and the name of a template file of it."""


@dataclass(frozen=True)
class OwnVersion:
    """Version ``number`` (from 1); ``based_on`` is the SHA-256 of the shipped template then."""

    number: int
    sha256: str
    based_on: str
    counts: bool
    who: str
    at: datetime


class OwnVersions:
    """All versions; every method works in the caller's transaction."""

    def add(
        self, conn: Connection, place: Place, docx: bytes, *, based_on: str, who: str, at: datetime
    ) -> int:
        """Keep a version that does not count yet; the same file again keeps its number."""
        digest = sha256(docx).hexdigest()
        known = self.of(conn, place)
        for one in known:
            if (one.sha256, one.based_on) == (digest, based_on):
                return one.number
        number = len(known) + 1
        row = {"code": place[0], "file": place[1], "number": number, "docx": docx}
        told = {"sha256": digest, "based_on": based_on, "counts": False, "who": who, "at": at}
        conn.execute(insert(own_templates).values(row | told))
        return number

    def of(self, conn: Connection, place: Place) -> tuple[OwnVersion, ...]:
        """Return the versions of a template file, the newest first."""
        columns = [own_templates.c[name] for name in _TOLD]
        asked = select(*columns).where(_at(place)).order_by(own_templates.c.number.desc())
        return tuple(OwnVersion(**row._asdict()) for row in conn.execute(asked))

    def counting(self, conn: Connection) -> list[tuple[str, str, str]]:
        """Return (code, file, based_on) of every version that counts."""
        table = own_templates.c
        asked = select(table.code, table.file, table.based_on).where(table.counts)
        return [(row.code, row.file, row.based_on) for row in conn.execute(asked)]

    def docx(self, conn: Connection, place: Place, number: int) -> bytes | None:
        """Return a version's file; None where there is none."""
        asked = select(own_templates.c.docx).where(_at(place), own_templates.c.number == number)
        found: bytes | None = conn.scalar(asked)
        return found

    def use(self, conn: Connection, place: Place, number: int | None) -> None:
        """Let one version count and no other; None: none of them."""
        here = update(own_templates).where(_at(place))
        conn.execute(here.values(counts=False))
        if number is not None:
            conn.execute(here.where(own_templates.c.number == number).values(counts=True))

    def keep(self, conn: Connection, place: Place, based_on: str) -> None:
        """Note that the version that counts has been compared with this shipped template."""
        here = update(own_templates).where(_at(place), own_templates.c.counts)
        conn.execute(here.values(based_on=based_on))


def _at(place: Place) -> ColumnElement[bool]:
    return and_(own_templates.c.code == place[0], own_templates.c.file == place[1])
