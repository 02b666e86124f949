"""What is recorded with a case beside its papers, told in sentences for its evidence book.

The kinds are those of ``office/procedures/procedure.py`` (RECORDED); nothing here is typed for the
book.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from office.director.recorded import KIND as PERSON
from office.director.recorded import Recorded
from office.director.screening import Screened
from office.director.told import sentences
from office.evaluation.board import Board, board
from office.evaluation.result import Result
from office.evaluation.results import Results
from office.evaluation.rounds import ENDS
from office.evaluation.sheets import KIND as INDICATOR
from office.evaluation.sheets import Sheets
from office.permissions import Actor
from office.procedures.kept import Case
from thai.digits import to_thai

Told = Mapping[str, tuple[str, ...]]
"""Sentences by kind."""


@dataclass(frozen=True)
class Period:
    """Days of which a book tells, the last included."""

    first: date = date.min
    last: date = date.max

    def has(self, day: date | None) -> bool:
        """Whether a day lies in it."""
        return day is not None and self.first <= day <= self.last


def of_director(
    director: Recorded, passed: Iterable[Screened], case: Case, actor: Actor, period: Period
) -> Told:
    """Tell assignments, checks, advice and screening; {} for a case without people."""
    if PERSON not in case.procedure.targets():
        return {}
    entries = [one for one in director.of(case.id, actor) if period.has(one.on)]
    inside = [one for one in passed if period.has(one.came)]
    return {kind: (said,) for kind, said in sentences(entries, inside).items()}


def of_evaluation(
    sheets: Sheets, results: Results, case: Case, actor: Actor, period: Period
) -> Told:
    """Tell results by round, and what came back; {} for a case without indicators."""
    if INDICATOR not in case.procedure.targets():
        return {}
    every = results.of(case.id, actor)
    inside = {key: one for key, one in every.items() if period.has(one.told_on)}
    whole = board(sheets.of(case.id, actor), inside)
    by_round = [(id, [line.results[id] for line in whole.lines]) for id in ENDS]
    told = [_of_round(whole, id, rows) for id, rows in by_round]
    back = [_of_returns(id, rows) for id, rows in by_round]
    return {"results": tuple(filter(None, told)), "returns": tuple(filter(None, back))}


def _of_round(whole: Board, id: str, rows: list[Result]) -> str:
    told = [one for one in rows if one.value is not None]
    if not told:
        return ""
    proofs, reported = sum(len(one.evidence) for one in told), [r for r in told if r.reported_on]
    total = f" คะแนนรวม {to_thai(str(whole.totals[id]))}" if id in whole.totals else ""
    return (
        f"รอบ {ENDS[id][0]} มีผล {_many(told)} จาก {_many(rows)} ตัวชี้วัด "
        f"หลักฐาน {to_thai(str(proofs))} รายการ รายงาน KRS แล้ว {_many(reported)}{total}"
    )


def _of_returns(id: str, rows: list[Result]) -> str:
    back = [one for row in rows for one in row.returns]
    again = [one for one in back if one.resubmitted_on]
    certified = [row for row in rows if row.certified_on]
    if not back and not certified:
        return ""
    told = f" ส่งกลับ {_many(back)} ส่งใหม่แล้ว {_many(again)}" if back else ""
    return f"รอบ {ENDS[id][0]} รับรองแล้ว {_many(certified)} จาก {_many(rows)} ตัวชี้วัด{told}"


def _many(those: Sequence[object]) -> str:
    return to_thai(str(len(those)))
