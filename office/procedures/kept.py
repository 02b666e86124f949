"""Cases as values: what the tables hold, read and spelled."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from office.procedures import tables
from office.procedures.planning import Planned, Situation, Target
from office.procedures.procedure import Procedure
from office.procedures.shelf import reread
from office.procedures.standing import Row

DRAFT = "draft/"
"""With what the ``ref`` of a proof begins that is no record yet."""
CASE = "case/"
"""With what the ``ref`` begins where a case of its own was begun for a row."""
STATES = {"open": "กำลังดำเนินการ", "closed": "เสร็จแล้ว", "cancelled": "ยกเลิกแล้ว"}


@dataclass(frozen=True)
class Case:
    """A run: ``situation`` is what it is about, ``parent`` the case that opened it (0: none).

    ``keeper`` is the group of who began it, which keeps it although it may be the whole office's.
    """

    id: int
    procedure: Procedure
    title: str
    situation: Situation
    access: str
    """A label of ``archive.access``: who sees the case (``sight``)."""
    parent: int
    group: str
    state: str
    version: int
    who: str
    at: datetime
    keeper: str = ""


@dataclass(frozen=True)
class Move:
    """How a row moved: who decided, who wrote it down, on which day it happened."""

    row: int
    before: str
    after: str
    decided_by: str
    recorded_by: str
    on: date
    at: datetime
    note: str


@dataclass(frozen=True)
class Proof:
    """What proves a row: ``ref`` is a record id or ``draft/12``."""

    row: int
    ref: str
    title: str
    who: str
    at: datetime


def rows_of(conn: Connection, case: int) -> list[Row]:
    """Return the rows of a case in the order of its steps."""
    told = select(tables.rows).where(tables.rows.c.case == case)
    found = conn.execute(told.order_by(tables.rows.c.sort, tables.rows.c.id))
    return [row_of(row._asdict()) for row in found]


def planned(row: Planned) -> dict[str, Any]:
    """Spell a planned row."""
    return {
        "step": row.step,
        "round": row.round,
        "target": row.target,
        "target_title": row.target_title,
        "due": row.due.isoformat() if row.due else "",
    }


def row_of(told: Mapping[str, Any]) -> Row:
    """Read a row."""
    return Row(
        told["id"],
        told["case"],
        told["step"],
        told["round"],
        told["target"],
        told["target_title"],
        _day(told["due"]),
        told["state"],
        _day(told["done_on"]),
        told["note"],
        told["version"],
    )


def case_of(told: Mapping[str, Any]) -> Case:
    """Read a case; its procedure is the one it began with."""
    return Case(
        told["id"],
        reread(told["definition"], told["procedure"]),
        told["title"],
        _situation(told["situation"]),
        told["access"],
        told["parent"],
        told["group"],
        told["state"],
        told["version"],
        told["who"],
        told["at"],
        told["keeper"],
    )


def move_of(told: Mapping[str, Any]) -> Move:
    """Read a move."""
    return Move(
        told["row"],
        told["from"],
        told["to"],
        told["decided_by"],
        told["recorded_by"],
        date.fromisoformat(told["on"]),
        told["at"],
        told["note"],
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def situation_text(situation: Situation) -> str:
    """Spell a situation as JSON."""
    told = {
        "texts": dict(situation.texts),
        "dates": {key: day.isoformat() for key, day in situation.dates.items()},
        "targets": [[each.kind, each.id, each.title] for each in situation.targets],
    }
    return json.dumps(told, ensure_ascii=False)


def _situation(text: str) -> Situation:
    told = json.loads(text)
    dates = {key: date.fromisoformat(day) for key, day in told["dates"].items()}
    targets: Sequence[Target] = tuple(Target(*each) for each in told["targets"])
    return Situation(told["texts"], dates, targets)
