"""How far the audit has come, and what it found."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    String,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)

from archive.database import Instant, metadata
from archive.faults import Fault

state = Table(
    "custody_state",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("cursor", String, nullable=False),
    Column("began", Instant),
    Column("objects", Integer, nullable=False),
    Column("of", Integer, nullable=False),
    Column("files", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("day", String, nullable=False),
    Column("ended", Instant),
    Column("asked", String, nullable=False),
)
findings = Table(
    "custody_findings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, index=True),
    Column("part", String, nullable=False),
    Column("code", String, nullable=False),
    Column("where", String, nullable=False),
    Column("detail", String, nullable=False),
    Column("found", Instant, nullable=False),
)
OBJECT, REST = "object", "rest"


@dataclass(frozen=True)
class AuditState:
    """How far a round has come: after which object, ``objects`` of ``of``, files and bytes.

    ``day`` is the last day (ISO) of which a share was done, ``ended`` when the last round was
    whole, ``asked`` who wants everything checked now ("" nobody).
    """

    cursor: str = ""
    began: datetime | None = None
    objects: int = 0
    of: int = 0
    files: int = 0
    size: int = 0
    day: str = ""
    ended: datetime | None = None
    asked: str = ""


@dataclass(frozen=True)
class Finding:
    """A fault, the object or record it concerns ("" none), and when it was found."""

    name: str
    fault: Fault
    found: datetime


def get(conn: Connection) -> AuditState:
    """Return how far it is."""
    row = conn.execute(select(state)).first()
    told = dict(row._mapping) if row else {}
    told.pop("id", None)
    return AuditState(**told)


def put(conn: Connection, now: AuditState) -> None:
    """Note how far it is."""
    if not conn.execute(update(state).values(**vars(now))).rowcount:
        conn.execute(insert(state).values(id=1, **vars(now)))


def found(conn: Connection, name: str | None = None) -> list[Finding]:
    """Return what was found, of one object or of all."""
    wanted = select(findings).order_by(findings.c.name, findings.c.where, findings.c.code)
    if name is not None:
        wanted = wanted.where(findings.c.name == name)
    return [
        Finding(row.name, Fault(row.code, row.where, row.detail), row.found)
        for row in conn.execute(wanted)
    ]


def count(conn: Connection) -> int:
    """Return how many faults are known."""
    return conn.scalar(select(func.count()).select_from(findings)) or 0


def replace_of(
    conn: Connection, names: list[str], faults: list[tuple[str, Fault]], at: datetime
) -> None:
    """Put what was found now in the place of what was found before, of these objects."""
    mine = findings.c.name.in_(names) & (findings.c.part == OBJECT)
    conn.execute(delete(findings).where(mine))
    _add(conn, OBJECT, faults, at)


def replace_rest(conn: Connection, faults: list[tuple[str, Fault]], at: datetime) -> None:
    """Do so of what concerns no single object: strays, catalogue, journal."""
    conn.execute(delete(findings).where(findings.c.part == REST))
    _add(conn, REST, faults, at)


def forget_others(conn: Connection, names: list[str]) -> None:
    """Drop what was found of objects that are not there any more."""
    gone = {row.name for row in conn.execute(select(findings.c.name).distinct())} - set(names)
    for name in gone:
        mine = (findings.c.name == name) & (findings.c.part == OBJECT)
        conn.execute(delete(findings).where(mine))


def _add(conn: Connection, part: str, faults: list[tuple[str, Fault]], at: datetime) -> None:
    for name, fault in faults:
        told = {"code": fault.code, "where": fault.where, "detail": fault.detail}
        conn.execute(insert(findings).values(name=name, part=part, found=at, **told))
