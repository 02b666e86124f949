"""Which backups were asked for, are under way and were made; and where they go."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    String,
    Table,
    func,
    insert,
    select,
    update,
)

from archive.database import Instant, metadata

settings = Table(
    "backup_settings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("folder", String, nullable=False),
)
runs = Table(
    "backup_runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("folder", String, nullable=False),
    Column("who", String, nullable=False),
    Column("asked", Instant, nullable=False),
    Column("began", Instant),
    Column("ended", Instant),
    Column("good", Boolean, nullable=False),
    Column("told", String, nullable=False),  # how far, or why not; Thai
    Column("renewed", Integer, nullable=False),
    Column("size", Integer, nullable=False),
)


@dataclass(frozen=True)
class Run:
    """One backup: where, by whom, when; ``good`` if it ended well, ``told`` how far or why not.

    ``renewed`` objects were new or had a new version, of ``size`` bytes.
    """

    id: int
    folder: str
    who: str
    asked: datetime
    began: datetime | None
    ended: datetime | None
    good: bool
    told: str
    renewed: int
    size: int


def folder(conn: Connection) -> str:
    """Return where backups go, "" where nobody said."""
    return conn.scalar(select(settings.c.folder)) or ""


def set_folder(conn: Connection, folder: str) -> None:
    """Say where backups go from now on."""
    if not conn.execute(update(settings).values(folder=folder)).rowcount:
        conn.execute(insert(settings).values(id=1, folder=folder))


def ask(conn: Connection, folder: str, who: str, at: datetime) -> int:
    """Ask for a backup, which the worker makes; one that waits already is enough."""
    waiting = conn.scalar(select(runs.c.id).where(runs.c.began.is_(None)))
    if waiting is not None:
        return int(waiting)
    values = {"good": False, "told": "", "renewed": 0, "size": 0}
    asked = insert(runs).values(folder=folder, who=who, asked=at, **values)
    return int(conn.execute(asked.returning(runs.c.id)).scalar_one())


def change(conn: Connection, id: int, **values: object) -> None:
    """Note how a backup goes."""
    conn.execute(update(runs).where(runs.c.id == id).values(**values))


def end_left(conn: Connection, at: datetime, told: str) -> None:
    """Note the end of backups whose process died."""
    left = runs.c.began.is_not(None) & runs.c.ended.is_(None)
    conn.execute(update(runs).where(left).values(ended=at, told=told))


def waiting(conn: Connection) -> Run | None:
    """Return the backup that was asked for and has not begun."""
    return _first(conn, runs.c.began.is_(None))


def last_good(conn: Connection) -> Run | None:
    """Return the newest backup that ended well."""
    return _first(conn, runs.c.good)


def good_ones(conn: Connection) -> list[Run]:
    """Return the newest backup that ended well of each folder, the newest folder first."""
    newest_of = select(func.max(runs.c.id)).where(runs.c.good).group_by(runs.c.folder)
    rows = conn.execute(select(runs).where(runs.c.id.in_(newest_of)).order_by(runs.c.id.desc()))
    return [Run(**row._mapping) for row in rows]


def last_tried(conn: Connection) -> Run | None:
    """Return the backup that began last."""
    return _first(conn, runs.c.began.is_not(None))


def used(conn: Connection, folder: str) -> bool:
    """Whether backups in this folder ended well before: then its mark must be there."""
    return _first(conn, runs.c.good & (runs.c.folder == folder)) is not None


def newest(conn: Connection, most: int) -> list[Run]:
    """Return the last backups, the newest first."""
    rows = conn.execute(select(runs).order_by(runs.c.id.desc()).limit(most))
    return [Run(**row._mapping) for row in rows]


def _first(conn: Connection, where: object) -> Run | None:
    rows = select(runs).where(where).order_by(runs.c.id.desc())  # type: ignore[arg-type]
    row = conn.execute(rows.limit(1)).first()
    return Run(**row._mapping) if row else None
