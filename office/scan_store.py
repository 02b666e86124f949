"""Scans that were given in: their files, and the runs of sheets that each file was split into."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from archive.database import Instant, metadata
from office.permissions import Actor

WAITING, ATTACHED, ASIDE = "waiting", "attached", "aside"

scan_files = Table(
    "scan_file",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha512", String(128), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("suffix", String(8), nullable=False),
    Column("pages", Integer, nullable=False),
    Column("user", String(32), nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
scan_runs = Table(
    "scan_run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file", ForeignKey(scan_files.c.id), nullable=False, index=True),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("code", Text, nullable=False),
    Column("state", String(10), nullable=False, index=True),
    Column("record", String(60), nullable=False),
    Column("told_by", Text, nullable=False),
    Column("told_at", Instant),
)


@dataclass(frozen=True)
class Sheets:
    """A run of sheets: pages ``first`` to ``last`` (from 1) of a file that has ``pages``.

    ``code`` is the text of the QR code on the first, "" where it has none of this office.
    """

    id: int
    file: int
    name: str
    sha512: str
    suffix: str
    pages: int
    user: str
    at: datetime
    first: int
    last: int
    code: str
    state: str
    record: str

    @property
    def are_all(self) -> bool:
        """Whether they are the whole file."""
        return (self.first, self.last) == (1, self.pages)

    @property
    def stored_as(self) -> str:
        """The name of their file in the data folder."""
        return f"{self.sha512[:40]}{self.suffix}"


_ASKED = select(
    scan_runs.c.id,
    scan_runs.c.file,
    scan_files.c.name,
    scan_files.c.sha512,
    scan_files.c.suffix,
    scan_files.c.pages,
    scan_files.c.user,
    scan_files.c.at,
    scan_runs.c.first,
    scan_runs.c.last,
    scan_runs.c.code,
    scan_runs.c.state,
    scan_runs.c.record,
).join(scan_files)


class ScanStore:
    """Every method works in the caller's transaction."""

    def known(self, conn: Connection, sha512: str) -> datetime | None:
        """Return when the same file was given in before."""
        return conn.execute(select(scan_files.c.at).where(scan_files.c.sha512 == sha512)).scalar()

    def add(
        self,
        conn: Connection,
        *,
        name: str,
        suffix: str,
        sha512: str,
        runs: Sequence[tuple[int, int, str]],
        actor: Actor,
        at: datetime,
    ) -> int:
        """Enter a file with its runs: first page, last page, code; returns how many runs."""
        row = {"sha512": sha512, "name": name, "suffix": suffix, "pages": runs[-1][1]}
        by = {"user": actor.user, "who": actor.label, "at": at}
        done = conn.execute(insert(scan_files).values(row | by))
        key = done.inserted_primary_key
        assert key is not None
        same = {"file": int(key[0]), "state": WAITING, "record": "", "told_by": ""}
        rows = [same | {"first": one, "last": last, "code": code} for one, last, code in runs]
        conn.execute(insert(scan_runs), rows)
        return len(rows)

    def of(self, conn: Connection, state: str, user: str | None, limit: int) -> list[Sheets]:
        """Return the runs in a state, the oldest first; ``user`` None: everybody's."""
        asked = _ASKED.where(scan_runs.c.state == state)
        if user is not None:
            asked = asked.where(scan_files.c.user == user)
        asked = asked.order_by(scan_files.c.id, scan_runs.c.first).limit(limit)
        return [Sheets(**row) for row in conn.execute(asked).mappings()]

    def get(self, conn: Connection, run: int) -> Sheets | None:
        """Return a run."""
        row = conn.execute(_ASKED.where(scan_runs.c.id == run)).mappings().first()
        return Sheets(**row) if row else None

    def before(self, conn: Connection, sheets: Sheets) -> Sheets | None:
        """Return the run that ends right before another one in the same file."""
        place = (scan_runs.c.file == sheets.file, scan_runs.c.last == sheets.first - 1)
        row = conn.execute(_ASKED.where(*place)).mappings().first()
        return Sheets(**row) if row else None

    def join(self, conn: Connection, before: Sheets, sheets: Sheets) -> None:
        """Make a run part of the one before it."""
        longer = update(scan_runs).where(scan_runs.c.id == before.id)
        conn.execute(longer.values(last=sheets.last))
        conn.execute(delete(scan_runs).where(scan_runs.c.id == sheets.id))

    def tell(
        self, conn: Connection, run: int, state: str, *, by: Actor, at: datetime, record: str = ""
    ) -> None:
        """Say what became of a run."""
        told = {"state": state, "record": record, "told_by": by.label, "told_at": at}
        conn.execute(update(scan_runs).where(scan_runs.c.id == run).values(told))
