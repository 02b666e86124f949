"""Cases on their way through a procedure: the list, a case that reads like the manual, its book."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.catalogue import Filters
from archive.records import RecordId
from office.clock import today
from office.draft_errors import DraftOfAnother, UnknownDraft
from office.drafting import Standing
from office.meeting.brought import brought
from office.meeting.steps import is_meeting
from office.permissions import may, role_titles
from office.procedures.cases import Decision
from office.procedures.errors import UnknownCase
from office.procedures.followed import STATES as RESOLVED
from office.procedures.following import yearly
from office.procedures.kept import CASE, DRAFT, Case, Proof
from office.procedures.kept import STATES as CASE_STATES
from office.procedures.moves import STATES, needs_reason, possible
from office.procedures.parts import leads
from office.procedures.procedure import Procedure, Step
from office.procedures.standing import Row
from office.procedures.standing import Standing as CaseStanding
from office.procedures.waiting import unanswered
from templates.errors import Problem
from thai.dates import format_date, parse_date
from thai.digits import to_arabic, to_thai
from thai.errors import Refused
from web.current import actor, office
from web.draft_page import STATES as DRAFTED
from web.errors import status_of
from web.my_work import lead
from web.numbers import number
from web.routing import route

SHOWN, LATE = 25, 20
"""Cases on a page of the list, and resolutions above it."""
OFFERED = 100
"""Records of the same case that are offered as evidence."""


@route("/work", needs="read")
def works() -> ResponseReturnValue:
    """List what waits for me and every case; ``?state=closed`` shows the ended ones."""
    state = request.args.get("state", "open")
    state = state if state in CASE_STATES else "open"
    cases, followed = office().cases, office().papers.followed
    office().papers.settle()
    open_ones = cases.standings(actor(), "open")
    count = cases.count(actor(), state)
    page, pages = page_of(count)
    first = (page - 1) * SHOWN
    shown = open_ones[first : first + SHOWN]
    if state != "open":
        shown = cases.standings(actor(), state, limit=SHOWN, offset=first)
    return render_template(
        "works.html",
        mine=list(office().standards.my_work.steps(open_ones, actor())),
        lead=lead,
        cases=shown,
        state=state,
        states=CASE_STATES,
        endings=cases.endings([case for case, _ in shown], actor()),
        may_begin=may(actor(), "draft"),
        broken=cases.shelf.broken(),
        late=followed.late(actor(), LATE),
        late_count=followed.count(actor(), late=True),
        page=page,
        pages=pages,
    )


@route("/work/<int:case>", needs="read")
def work(case: int) -> ResponseReturnValue:
    """Show a case as the manual reads."""
    office().papers.settle()
    return _page(case)


@route("/work/<int:case>/step/<step>", needs="draft", methods=("POST",))
def work_done(case: int, step: str) -> ResponseReturnValue:
    """Say that a step's ticked rows are done."""
    try:
        seen = dict(_pair(each) for each in request.form.getlist("row"))
        if not seen:
            return _page(case, Problem(f"step-{step}", "", "โปรดเลือกรายการที่เสร็จแล้ว")), 422
        moved = office().cases.move_all(seen, "done", actor())
    except Refused as refused:
        return _page(case, Problem(f"step-{step}", "", str(refused))), status_of(refused)
    flash(f"บันทึกแล้ว: เสร็จ {to_thai(str(len(moved)))} รายการ")
    return redirect(url_for("work", case=case, _anchor=f"step-{step}"), 303)


@route("/work/<int:case>/row/<int:row>", needs="draft")
def work_row(case: int, row: int) -> ResponseReturnValue:
    """Show one row: every state it may go to, who decided, when, why, and what proves it."""
    office().papers.settle()
    return _row_page(case, row)


@route("/work/<int:case>/row/<int:row>", needs="draft", methods=("POST",))
def work_move(case: int, row: int) -> ResponseReturnValue:
    """Move a row to any state, with who decided, when and why."""
    typed = request.form
    try:
        on = typed.get("on", "").strip()
        day = parse_date(on, today(office().clock)) if on else None
        told = Decision(typed.get("note", "").strip(), typed.get("decided_by", "").strip(), day)
        moved = office().cases.move(
            row, number(typed.get("seen", "")), typed.get("to", "done"), actor(), told
        )
    except Refused as refused:
        return _row_page(case, row, str(refused)), status_of(refused)
    flash(f"บันทึกแล้ว: {STATES[moved.state]}")
    return redirect(url_for("work", case=case, _anchor=f"step-{moved.step}"), 303)


@route("/work/<int:case>/row/<int:row>/proof", needs="draft", methods=("POST",))
def work_prove(case: int, row: int) -> ResponseReturnValue:
    """Link a record that proves a row."""
    try:
        id = RecordId.parse(to_arabic(request.form.get("record", "").strip()))
        shown = office().show(id, actor())
        office().cases.prove(row, str(id), shown.record.description.title, actor())
    except Refused as refused:
        return _row_page(case, row, str(refused)), status_of(refused)
    flash("ใช้เอกสารนี้เป็นหลักฐานแล้ว")
    return redirect(url_for("work_row", case=case, row=row), 303)


@route("/work/<int:case>/end", needs="draft", methods=("POST",))
def work_end(case: int) -> ResponseReturnValue:
    """Close a case, cancel it, or open it again."""
    typed = request.form
    state = typed.get("state", "")
    try:
        told = office().recordings_filed.end(
            case,
            number(typed.get("seen", "")),
            state if state in CASE_STATES else "closed",
            typed.get("why", "").strip(),
            actor(),
        )
    except Refused as refused:
        return _page(case, Problem("why", "", str(refused))), status_of(refused)
    flash(f"งานนี้{CASE_STATES[told.state]}")
    return redirect(url_for("work", case=case), 303)


def page_of(count: int) -> tuple[int, int]:
    """Return which page is asked for, from 1, and how many there are."""
    pages = max(1, -(-count // SHOWN))
    return min(max(1, number(request.args.get("page", ""))), pages), pages


def _due_words(procedure: Procedure) -> dict[str, str]:
    """Say of each step with a day, by its id, when it is due."""
    labels = {variable.id: variable.label for variable in procedure.variables}
    dated = ((step.id, step.due) for step in procedure.steps if step.due)
    return {id: due.told(labels[due.anchor]) for id, due in dated}


def _page(id: int, problem: Problem | None = None) -> str:
    cases = office().cases
    case, standing = cases.get(id, actor()), cases.standing(id, actor())
    proofs = cases.proofs(id, actor())
    return render_template(
        "work.html",
        case=case,
        standing=standing,
        problem=problem,
        typed=request.form if problem else {},
        states=STATES,
        case_states=CASE_STATES,
        roles=role_titles(),
        due_words=_due_words(case.procedure),
        proofs={
            row.id: [proof for proof in proofs if proof.row == row.id] for row in _rows_of(standing)
        },
        history=cases.history(id, actor()),
        rows={row.id: (each.step, row) for each in standing.steps for row in each.rows},
        unanswered=as_text(case, standing),
        meets=is_meeting(case.procedure),
        **_papers(case, proofs),
        brought=brought(office().papers, case, actor()),
        resolutions=office().papers.followed.of(id, actor()),
        resolved=RESOLVED,
        link=link,
        parent=_parent(case),
        meetings=[one for one in cases.shelf.all() if one.series][:1],
        yearly=yearly(case.procedure),
        has_day=any("minutes" in case.procedure.forms(step) for step in case.procedure.steps)
        and (is_meeting(case.procedure) or bool(case.procedure.series)),
        may_move=case.state == "open" and may(actor(), "draft", case.group),
        may_change=may(actor(), "draft", case.group),
        may_lead=leads(case, actor()),
        may_restrict=may(actor(), "restrict", case.group),
        kept_to=_kept_to(case),
        ending=cases.endings([case], actor()).get(case.id),
        others=cases.others(case, _rows_of(standing), actor()),
    )


def _kept_to(case: Case) -> tuple[list[str], date | None] | None:
    """Return the names of who sees a case, and until when; None where all do."""
    now = office().case_restricting.in_force(case)
    return (office().restricting.names(now.readers), now.until) if now else None


def _parent(case: Case) -> Case | None:
    """Return the case that opened this one, None where there is none or it is kept from me."""
    return office().cases.these([case.parent], actor()).get(case.parent)


def _papers(case: Case, proofs: Iterable[Proof]) -> dict[str, Any]:
    """Return what a case's page says of papers: made, waiting, telling another day, offered.

    ``titles`` are those that may be read, by what the proofs name.
    """
    titles, where = {proof.ref: proof.title for proof in proofs}, office().papers.whereabouts
    outdated = where.outdated(case) if case.state == "open" else ()
    return {
        "titles": titles,
        "drafts": _drafts(titles),
        "draft_states": DRAFTED,
        "place": office().submission.place,
        "awaited": where.awaited(case),
        "outdated": [(one, office().shelf.form(one.form).title) for one in outdated],
        "papers": office().papers.offered(case),
    }


def _drafts(refs: Iterable[str]) -> dict[str, Standing | None]:
    """Return the drafts among proofs as they stand; None for one that is not the actor's."""
    told: dict[str, Standing | None] = {}
    for ref in dict.fromkeys(ref for ref in refs if ref.startswith(DRAFT)):
        try:
            told[ref] = office().drafting.open(int(ref.removeprefix(DRAFT)), actor())
        except (DraftOfAnother, UnknownDraft):
            told[ref] = None
    return told


def link(ref: str) -> str:
    """Return where a proof is shown: a record, a draft that is none yet, or a case of its own."""
    if ref.startswith(CASE):
        return url_for("work", case=int(ref.removeprefix(CASE)))
    if ref.startswith(DRAFT):
        return url_for("draft", draft=int(ref.removeprefix(DRAFT)))
    return url_for("record", record_id=ref)


def _rows_of(standing: CaseStanding) -> list[Row]:
    return [row for each in standing.steps for row in each.rows]


def _row_page(id: int, row: int, says: str = "") -> str:
    cases = office().cases
    case, standing = cases.get(id, actor()), cases.standing(id, actor())
    step, told = next(
        ((each.step, one) for each in standing.steps for one in each.rows if one.id == row),
        (None, None),
    )
    if step is None or told is None:
        raise UnknownCase(case=id)
    return render_template(
        "work_row.html",
        case=case,
        step=step,
        row=told,
        says=says,
        whose=cases.others(case, [told], actor()).get(told.id, ""),
        typed=request.form,
        states=STATES,
        possible=possible,
        needs_reason=needs_reason,
        proofs=[proof for proof in cases.proofs(id, actor()) if proof.row == row],
        offers=_offers(case, step),
        papers=[(code, office().shelf.form(code).title) for code in case.procedure.forms(step)],
        link=link,
        history=[move for move in cases.history(id, actor()) if move.row == row],
    )


def _offers(case: Case, step: Step) -> list[tuple[str, str]]:
    """Return the records of the same case (แฟ้มเรื่อง), those that prove this step first."""
    wanted = {evidence.form for evidence in step.evidence}
    page = office().browse(Filters(case=case.title, limit=OFFERED), actor())
    rows = sorted(page.rows, key=lambda entry: entry.type not in wanted)
    return [(str(entry.id), entry.title) for entry in rows]


def _pair(typed: str) -> tuple[int, int]:
    row, _, version = typed.partition(":")
    return number(row), number(version)


def as_text(case: Case, standing: CaseStanding) -> dict[str, str]:
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
