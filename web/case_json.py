"""Cases and their parts as programs are told them: in the API and on the command line."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from office.evaluation.board import Board, Line
from office.evaluation.result import Result
from office.meeting.brought import Brought
from office.meeting.values import Answer, Invited, Item
from office.my_work import Waits
from office.procedures.endings import Ending
from office.procedures.kept import Case, Proof
from office.procedures.procedure import Procedure
from office.procedures.standing import Row, Standing, StepStanding


def procedure_told(procedure: Procedure) -> dict[str, Any]:
    """Return what beginning a case of a procedure asks."""
    asked = [asdict(variable) for variable in procedure.variables]
    told = {"id": procedure.id, "title": procedure.title, "words": asked}
    return told | {"targets": list(procedure.targets())}


def case_told(case: Case, standing: Standing, ending: Ending | None) -> dict[str, Any]:
    """Return a case in short, as it stands; its days are ISO, "" is none.

    ``ended`` tells when, by whom and why it was closed or cancelled, "" while it is open.
    """
    about, (done, every) = case.situation, standing.done
    days = {id: day.isoformat() for id, day in about.dates.items()}
    targets = {
        kind: [{"id": one.id, "title": one.title} for one in about.of_kind(kind)]
        for kind in case.procedure.targets()
    }
    told = {name: getattr(case, name) for name in ("id", "title", "state", "version", "group")}
    told |= {"procedure": case.procedure.id, "parent": case.parent}
    told |= {"words": dict(about.texts) | days, "targets": targets}
    told |= {"done": done, "rows": every, "late": len(standing.late)}
    by = (ending.at.isoformat(), ending.who, ending.why) if ending else ("", "", "")
    told |= {"ended": dict(zip(("at", "who", "why"), by, strict=True))}
    return told | {"next": standing.next.step.id if standing.next else ""}


def steps_told(
    case: Case, standing: Standing, proofs: Iterable[Proof], brought: Sequence[Brought]
) -> list[dict[str, Any]]:
    """Return the steps of a case with their rows, what proves each, what each brought to meetings.

    ``resolution`` and ``record`` of what was brought are "" until the minutes are filed.
    """
    refs: dict[int, list[str]] = {}
    for proof in proofs:
        refs.setdefault(proof.row, []).append(proof.ref)
    names = ("meeting", "title", "resolution", "record")
    subjects: dict[str, list[dict[str, Any]]] = {step.id: [] for step in case.procedure.steps}
    for one in brought:
        subjects[one.step].append({name: getattr(one, name) for name in names})
    return [
        _step(case, each, refs, standing.on) | {"brought": subjects[each.step.id]}
        for each in standing.steps
    ]


def _step(case: Case, each: StepStanding, refs: dict[int, list[str]], on: date) -> dict[str, Any]:
    told = {"id": each.step.id, "number": each.step.number, "title": each.step.short}
    told |= {"kind": each.step.kind, "responsible": list(each.step.responsible)}
    told |= {"shut_by": each.shut_by.id if each.shut_by else ""}
    told |= {"forms": list(case.procedure.forms(each.step))}
    return told | {"rows": [row_told(row, on, refs.get(row.id, ())) for row in each.rows]}


def row_told(row: Row, on: date, refs: Iterable[str] = ()) -> dict[str, Any]:
    """Return a row; ``proofs`` are records, drafts and cases that are named at it."""
    told = {name: getattr(row, name) for name in ("id", "step", "round", "target", "state")}
    told |= {"title": row.target_title, "note": row.note, "version": row.version}
    told |= {"due": _day(row.due), "done_on": _day(row.done_on), "late": row.late(on)}
    return told | {"proofs": list(refs)}


def item_told(item: Item) -> dict[str, Any]:
    """Return an item that a group brings to a meeting."""
    told = {name: getattr(item, name) for name in ("id", "group", "place", "late", "told_by")}
    told |= {name: getattr(item.told, name) for name in ("title", "kind", "detail", "wanted")}
    told |= {"presenter": item.told.presenter, "version": item.version}
    return told | {"files": [file.name for file in item.files]}


def answer_told(answer: Answer) -> dict[str, Any]:
    """Return how a group answered the call for items."""
    names = ("group", "title", "answered", "nothing", "late", "told_by")
    return {name: getattr(answer, name) for name in names} | {"on": _day(answer.on)}


def invited_told(one: Invited) -> dict[str, Any]:
    """Return an invitee; ``reply`` is "" while none holds for the day of the meeting."""
    told = {"person": one.person, "title": one.title, "version": one.version}
    told |= {"sent_on": _day(one.sent_on), "received_on": _day(one.received_on)}
    reply = one.reply
    told |= {"reply": reply.kind if reply else "", "name": reply.name if reply else ""}
    return told | {"why": reply.why if reply else ""}


def line_told(line: Line) -> dict[str, Any]:
    """Return an indicator with the results and scores of its rounds."""
    sheet, names = line.sheet, ("target", "code", "name", "unit", "lead", "supervisor", "collector")
    told: dict[str, Any] = {name: getattr(sheet, name) for name in names}
    told |= {"weight": _figure(sheet.weight), "goal": _figure(sheet.goal)}
    told |= {"scale": [str(level) for level in sheet.scale]}
    results = [result_told(one) for one in line.results.values() if one.version]
    scores = {round: str(score) for round, score in line.scores.items()}
    return told | {"results": results, "scores": scores}


def totals_told(board: Board) -> dict[str, Any]:
    """Return the weighted total of each round that has one, and of how many indicators it is."""
    return {
        round: {"total": str(total), "counted": board.counted[round]}
        for round, total in board.totals.items()
    }


def result_told(result: Result) -> dict[str, Any]:
    """Return a result; figures are texts, as they were told."""
    names = ("target", "round", "state", "problem", "remedy", "krs", "version")
    told: dict[str, Any] = {name: getattr(result, name) for name in names}
    told |= {"value": _figure(result.value), "reported_value": _figure(result.reported_value)}
    days = ("told_on", "reviewed_on", "reported_on", "certified_on")
    told |= {name: _day(getattr(result, name)) for name in days}
    told["evidence"] = [
        {"id": one.id, "title": one.title, "record": one.record, "place": one.place}
        for one in result.evidence
    ]
    told["returns"] = [
        {"on": one.returned_on.isoformat(), "reason": one.reason, "letter": one.letter}
        | {"resubmitted_on": _day(one.resubmitted_on), "answer": one.answer}
        for one in result.returns
    ]
    return told


def waits_told(one: Waits) -> dict[str, Any]:
    """Return one thing that waits; ``at`` leads there, as its kind is found."""
    told = {name: getattr(one, name) for name in ("kind", "title", "note", "late")}
    return told | {"due": _day(one.due), "at": list(one.at)}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _figure(value: object) -> str:
    return "" if value is None else str(value)
