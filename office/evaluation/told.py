"""What the papers of an evaluation are told: sheets, people, results, scores and days. Pure but for
reading: nobody types on a paper what was told on the page of the indicators.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from office.evaluation.board import Board, Line, board
from office.evaluation.indicators import PEOPLE, SCALE, Indicator, figures_of
from office.evaluation.result import told_of
from office.evaluation.rounds import ENDS, as_of, round_id
from office.evaluation.sheets import KIND, kept
from office.procedures.kept import Case
from office.procedures.paper import Earlier
from office.procedures.standing import Row
from thai.digits import to_thai
from thai.text import normal
from thai.workdays import WorkingDays

PEOPLE_FORM = "indicator-people"
EVIDENCE_BEFORE, REVIEW_BEFORE = -5, -1
"""Working days before a report until evidence is in, and reviewed: the office's convention."""


def told(
    conn: Connection, case: Case, rows: Sequence[Row], earlier: Earlier, days: WorkingDays
) -> dict[str, Any]:
    """Return the facts of a case with indicators for a paper of some rows; {} for other cases."""
    if KIND not in case.procedure.targets():
        return {}
    sheets = [_with_people(sheet, earlier) for sheet in kept(conn, case)]
    whole = board(sheets, told_of(conn, case.id))
    targets = {row.target for row in rows}
    mine = [line for line in whole.lines if line.sheet.target in targets] or whole.lines
    round = round_id(rows[0].round) if rows else ""
    facts = {
        "rounds": list(_rounds(case, days)),
        "indicators": [_sheet(line.sheet) for line in whole.lines],
        "indicators.named": [_named(line.sheet) for line in mine],
        "indicators.order": [_ordered(line.sheet) for line in whole.lines],
        **_of_round(whole, mine, round),
        **_of_year(whole),
    }
    return {name: _pruned(fact) for name, fact in facts.items()}


def _pruned(fact: Any) -> Any:
    """Leave out of rows what nobody told, so that the form asks for it."""
    if isinstance(fact, list):
        return [_pruned(each) for each in fact]
    if isinstance(fact, dict):
        kept = {key: _pruned(value) for key, value in fact.items()}
        return {key: value for key, value in kept.items() if value not in ("", None, [], {})}
    return fact


def _with_people(sheet: Indicator, earlier: Earlier) -> Indicator:
    """Add the people whom a group's paper named, where the page does not say."""
    answers = (told for form, told in earlier if form == PEOPLE_FORM)
    for row in (row for told in answers for row in told.get("indicators") or ()):
        if normal(str(row.get("name", ""))) == normal(sheet.name):
            given = {key: row.get(key) for key in PEOPLE if not getattr(sheet, key)}
            named: dict[str, Any] = {k: who for k, who in given.items() if isinstance(who, str)}
            sheet = replace(sheet, **named)
    return sheet


def _rounds(case: Case, days: WorkingDays) -> Iterator[dict[str, Any]]:
    """Tell each round's days; the earlier of those of the ministry and the province counts."""
    taken = as_of(case.situation.texts.get("year", ""))
    for id, (title, _, _) in ENDS.items():
        report = round_due(case, id)
        told: dict[str, Any] = {"label": f"รอบ {title}", "data_as_of": taken.get(id)}
        if report:
            first = taken.get(id, date.min)
            told["report_due"] = report
            told["evidence_due"] = max(days.shifted(report, EVIDENCE_BEFORE), first)
            told["review_due"] = max(days.shifted(report, REVIEW_BEFORE), first)
        yield {key: value for key, value in told.items() if value is not None}


def round_due(case: Case, round: str) -> date | None:
    """Return until when a round is to be reported, None while nobody set it."""
    steps = (step for step in case.procedure.steps if step.per == KIND)
    dues = (one.due for step in steps for one in step.rounds if round_id(one.title) == round)
    anchors = [anchor for due in dues if due for anchor in due.anchors]
    days = [case.situation.dates[one] for one in anchors if one in case.situation.dates]
    return min(days, default=None)


def _sheet(one: Indicator) -> dict[str, Any]:
    plain = figures_of(one)
    told: dict[str, Any] = {key: plain[key] for key in ("code", "name", "weight", "unit")}
    told |= {key: plain[key] for key in ("definition", "formula", "source")}
    told |= {"target": plain["goal"], "scale": [plain[key] for key in SCALE if plain[key]]}
    told |= {"lead": one.lead, "co": list(one.co)}
    return told | {"supervisor": one.supervisor, "collector": one.collector}


def _named(one: Indicator) -> dict[str, Any]:
    host = {"host": "เจ้าภาพหลัก"} if one.lead else {}
    return {"code": one.code, "name": one.name, **host} | {key: getattr(one, key) for key in PEOPLE}


def _ordered(one: Indicator) -> dict[str, Any]:
    lead = {"group": one.lead, "person": one.responsible} if one.lead else {}
    return {
        "indicator": one.code,
        "name": one.name,
        "lead": lead,
        "co": [{"group": group} for group in one.co],
        "supervisor": one.supervisor,
        "collector": one.collector,
    }


def _of_round(whole: Board, mine: Sequence[Line], round: str) -> dict[str, Any]:
    if not round:
        return {}
    total = whole.totals.get(round) if len(mine) == len(whole.lines) else None
    results = [(line, line.results[round]) for line in mine]
    return {
        "indicators.results": [
            _head(line)
            | {
                "value": plain(result.value),
                "score": plain(line.scores.get(round)),
                "evidence": str(len(result.evidence) or ""),
            }
            for line, result in results
        ],
        "indicators.round_total": plain(total),
        "indicators.round_problems": [
            {"code": line.sheet.code or line.sheet.name, "text": r.problem, "remedy": r.remedy}
            for line, r in results
            if r.problem
        ],
    }


def _of_year(whole: Board) -> dict[str, Any]:
    results = [(line, id, line.results[id]) for line in whole.lines for id in ENDS]
    return {
        "indicators.year": [
            _head(line)
            | {id: plain(line.results[id].value) for id in ENDS}
            | {"score": plain(line.last), "lead": line.sheet.lead}
            for line in whole.lines
        ],
        "indicators.total": plain(whole.total),
        "indicators.problems": [
            f"{line.sheet.code or line.sheet.name} รอบ {ENDS[id][0]}: {' '.join(said)}"
            for line, id, result in results
            if (said := [text for text in (result.problem, result.remedy) if text])
        ],
        "indicators.evidence": [
            {
                "indicator": line.sheet.code or line.sheet.name,
                "round": f"รอบ {ENDS[id][0]}",
                "title": one.title,
                "place": one.record or one.place,
            }
            for line, id, result in results
            for one in result.evidence
        ],
        "indicators.summary": list(_summary(whole)),
    }


def _summary(whole: Board) -> Iterator[str]:
    """Say in a sentence for each round what was reached."""
    for id, total in whole.totals.items():
        many, all_ = to_thai(str(whole.counted[id])), to_thai(str(len(whole.lines)))
        yield (
            f"รอบ {ENDS[id][0]} ได้คะแนนรวมถ่วงน้ำหนัก {to_thai(plain(total))} จากคะแนนเต็ม ๕ "
            f"คิดจากตัวชี้วัด {many} จาก {all_} ตัวชี้วัด"
        )


def _head(line: Line) -> dict[str, Any]:
    plain_row = figures_of(line.sheet)
    told = {key: plain_row[key] for key in ("code", "name", "weight")}
    return told | {"target": plain_row["goal"]}


def plain(value: Decimal | None) -> str:
    """Write a figure as it was told or computed; "" for none."""
    return "" if value is None else f"{value:f}"
