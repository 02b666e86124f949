"""Cases on their way through a procedure: the list, a case that reads like the manual, its book."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.catalogue import Filters
from archive.records import RecordId
from office.clock import today
from office.permissions import may, role_titles
from office.procedures import evidence
from office.procedures.cases import Decision
from office.procedures.kept import STATES as CASE_STATES
from office.procedures.kept import Case
from office.procedures.moves import STATES, needs_reason, possible
from office.procedures.standing import Row, Standing, StepStanding
from office.procedures.waiting import unanswered, waiting
from templates.errors import Problem
from thai.dates import format_date, parse_date
from thai.errors import Refused
from web.current import actor, office
from web.errors import status_of
from web.routing import route

OFFERED = 100
"""Records of the same case that are offered as evidence."""


@route("/work", needs="read")
def works() -> ResponseReturnValue:
    """List what waits for me and every case; ``?state=closed`` shows the ended ones."""
    state = request.args.get("state", "open")
    state = state if state in CASE_STATES else "open"
    cases = office().cases
    open_ones = [(case, cases.standing(case.id, actor())) for case in cases.all(actor(), "open")]
    shown = (
        open_ones
        if state == "open"
        else [(case, cases.standing(case.id, actor())) for case in cases.all(actor(), state)]
    )
    return render_template(
        "works.html",
        mine=waiting(open_ones, actor()),
        cases=shown,
        state=state,
        states=CASE_STATES,
        may_begin=may(actor(), "draft"),
        broken=cases.shelf.broken(),
    )


@route("/work/<int:case>", needs="read")
def work(case: int) -> ResponseReturnValue:
    """Show a case as the manual reads."""
    return _page(case)


@route("/work/<int:case>/row/<int:row>", needs="draft", methods=("POST",))
def work_move(case: int, row: int) -> ResponseReturnValue:
    """Move a row: the one button of a step, or any other state with who decided, when and why."""
    typed = request.form
    try:
        on = typed.get("on", "").strip()
        day = parse_date(on, today(office().clock)) if on else None
        told = Decision(typed.get("note", "").strip(), typed.get("decided_by", "").strip(), day)
        seen = typed.get("seen", "")
        moved = office().cases.move(
            row, int(seen) if seen.isdecimal() else 0, typed.get("to", "done"), actor(), told
        )
    except Refused as refused:
        return _page(case, Problem(f"row-{row}", "", str(refused))), status_of(refused)
    flash(f"บันทึกแล้ว: {STATES[moved.state]}")
    return redirect(url_for("work", case=case, _anchor=f"step-{moved.step}"), 303)


@route("/work/<int:case>/row/<int:row>/proof", needs="draft", methods=("POST",))
def work_prove(case: int, row: int) -> ResponseReturnValue:
    """Link a record that proves a row."""
    try:
        id = RecordId.parse(request.form.get("record", "").strip())
        shown = office().show(id, actor())
        office().cases.prove(row, str(id), shown.record.description.title, actor())
    except Refused as refused:
        return _page(case, Problem(f"row-{row}", "", str(refused))), status_of(refused)
    flash("ใช้เอกสารนี้เป็นหลักฐานแล้ว")
    return redirect(url_for("work", case=case, _anchor=f"row-{row}"), 303)


@route("/work/<int:case>/end", needs="draft", methods=("POST",))
def work_end(case: int) -> ResponseReturnValue:
    """Close a case, cancel it, or open it again."""
    typed = request.form
    state = typed.get("state", "")
    seen = typed.get("seen", "")
    try:
        told = office().cases.end(
            case,
            int(seen) if seen.isdecimal() else 0,
            state if state in CASE_STATES else "closed",
            typed.get("why", "").strip(),
            actor(),
        )
    except Refused as refused:
        return _page(case, Problem("why", "", str(refused))), status_of(refused)
    flash(f"งานนี้{CASE_STATES[told.state]}แล้ว")
    return redirect(url_for("work", case=case), 303)


@route("/work/<int:case>/book", needs="read")
def work_book(case: int) -> ResponseReturnValue:
    """Show the evidence book of a case, to be printed."""
    told = office().cases.get(case, actor())
    standing = office().cases.standing(case, actor())
    return render_template(
        "work_book.html",
        case=told,
        standing=standing,
        pages=evidence.book(standing, office().cases.proofs(case, actor())),
        day=format_date(standing.on, "letter"),
    )


def _page(id: int, problem: Problem | None = None) -> str:
    cases = office().cases
    case, standing = cases.get(id, actor()), cases.standing(id, actor())
    proofs = cases.proofs(id, actor())
    labels = {variable.id: variable.label for variable in case.procedure.variables}
    return render_template(
        "work.html",
        case=case,
        standing=standing,
        problem=problem,
        typed=request.form if problem else {},
        states=STATES,
        case_states=CASE_STATES,
        possible=possible,
        needs_reason=needs_reason,
        roles=role_titles(),
        due_words={
            step.id: step.due.told(labels[step.due.anchor])
            for step in case.procedure.steps
            if step.due
        },
        proofs={row: [proof for proof in proofs if proof.row == row] for row in _row_ids(standing)},
        offers={step.step.id: _offers(case, step) for step in standing.steps if not step.ended},
        history=cases.history(id, actor()),
        rows={row.id: (each.step, row) for each in standing.steps for row in each.rows},
        unanswered=_as_text(case, standing),
        may_move=case.state == "open" and may(actor(), "draft", case.group),
        may_change=may(actor(), "draft", case.group),
    )


def _row_ids(standing: Standing) -> list[int]:
    return [row.id for each in standing.steps for row in each.rows]


def _offers(case: Case, each: StepStanding) -> list[tuple[str, str]]:
    """Return the records of the same case (แฟ้มเรื่อง) whose kind proves this step."""
    wanted = {evidence.form for evidence in each.step.evidence}
    if not wanted:
        return []
    page = office().browse(Filters(case=case.title, limit=OFFERED), actor())
    return [(str(entry.id), entry.title) for entry in page.rows if entry.type in wanted]


def _as_text(case: Case, standing: Standing) -> dict[str, str]:
    """Say in one text, to be pasted into a chat, who has not answered yet; by step."""
    told = {}
    for step, rows in unanswered(standing).items():
        names = "\n".join(f"- {_named(row)}" for row in rows)
        days = {row.due for row in rows if row.due}
        until = f" ภายใน{format_date(min(days), 'weekday')}" if days else ""
        told[step.id] = f"{case.title}: {step.short}{until}\nยังรอคำตอบจาก\n{names}"
    return told


def _named(row: Row) -> str:
    return " ".join(filter(None, (row.target_title, row.round)))
