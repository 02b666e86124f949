"""A result of an indicator in a round, as a value: its facts, and the state they make."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select

from office.evaluation.indicators import number
from office.evaluation.tables import evidence, results, returns

STATES = {
    "": "ยังไม่มีผล",
    "told": "บันทึกผลแล้ว รอหลักฐาน",
    "evidence": "มีหลักฐานแล้ว รอตรวจ",
    "reviewed": "ตรวจแล้ว รอรายงาน KRS",
    "reported": "รายงาน KRS แล้ว",
    "returned": "ส่งกลับให้แก้ไข",
    "resubmitted": "ส่งใหม่แล้ว",
    "certified": "รับรองแล้ว",
}


@dataclass(frozen=True)
class Evidence:
    """What proves a result: a record's id, or "" and the ``place`` where it lies."""

    id: int
    title: str
    record: str
    place: str
    who: str
    at: datetime


@dataclass(frozen=True)
class Return:
    """An item that came back: what was wanted, and what was sent again."""

    id: int
    returned_on: date
    reason: str
    letter: str
    resubmitted_on: date | None
    answer: str


@dataclass(frozen=True)
class Result:
    """A result of an indicator in a round; ``reported_value`` is the one that KRS was told."""

    target: str
    round: str
    value: Decimal | None = None
    problem: str = ""
    remedy: str = ""
    told_by: str = ""
    told_on: date | None = None
    reviewed_by: str = ""
    reviewed_on: date | None = None
    krs: str = ""
    reported_by: str = ""
    reported_on: date | None = None
    reported_value: Decimal | None = None
    certified_by: str = ""
    certified_on: date | None = None
    version: int = 0
    evidence: tuple[Evidence, ...] = ()
    returns: tuple[Return, ...] = ()

    @property
    def state(self) -> str:
        """One of ``STATES``, read off the facts."""
        facts = {
            "returned": self.returns and not self.returns[-1].resubmitted_on,
            "certified": self.certified_on,
            "resubmitted": self.returns,
            "reported": self.reported_on,
            "reviewed": self.reviewed_on,
            "evidence": self.value is not None and self.evidence,
            "told": self.value is not None,
        }
        return next((state for state, holds in facts.items() if holds), "")


def told_of(conn: Connection, case: int) -> dict[tuple[str, str], Result]:
    """Return the results of a case by indicator and round."""
    rows = conn.execute(select(results).where(results.c.case == case)).all()
    ids = [row.id for row in rows]
    proofs: dict[int, list[Evidence]] = {id: [] for id in ids}
    asked = select(evidence).where(evidence.c.result.in_(ids)).order_by(evidence.c.id)
    for row in conn.execute(asked):
        told = (row.id, row.title, row.record, row.place, row.who, row.at)
        proofs[row.result].append(Evidence(*told))
    back: dict[int, list[Return]] = {id: [] for id in ids}
    asked = select(returns).where(returns.c.result.in_(ids)).order_by(returns.c.id)
    for row in conn.execute(asked):
        back[row.result].append(_return(row))
    return {(row.target, row.round): _result(row, proofs[row.id], back[row.id]) for row in rows}


def figures_of(conn: Connection, case: int) -> dict[tuple[str, str], Result]:
    """Return the values alone of a case's results, for totals of many years."""
    r = results.c
    asked = select(r.target, r.round, r.value).where(r.case == case, r.value != "")
    return {(t, rnd): Result(t, rnd, Decimal(value)) for t, rnd, value in conn.execute(asked)}


def _result(row: Any, proofs: Sequence[Evidence], back: Sequence[Return]) -> Result:
    told: dict[str, Any] = {k: v for k, v in row._asdict().items() if k not in ("id", "case")}
    told |= {key: _day(value) for key, value in told.items() if key.endswith("_on")}
    told |= {key: number(told[key]) for key in ("value", "reported_value")}
    return Result(**told, evidence=tuple(proofs), returns=tuple(back))


def _return(row: Any) -> Return:
    first, last = date.fromisoformat(row.returned_on), _day(row.resubmitted_on)
    return Return(row.id, first, row.reason, row.letter, last, row.answer)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
