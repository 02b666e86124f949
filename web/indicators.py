"""The indicators of an evaluation: the list with scores, a table taken in, one sheet changed."""

from collections.abc import Mapping
from decimal import Decimal

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.evaluation.board import board
from office.evaluation.errors import IndicatorsBroken
from office.evaluation.indicators import HEADS, PEOPLE, SCALE, row_of
from office.evaluation.result import STATES
from office.evaluation.rounds import ENDS
from office.evaluation.sheets import KIND
from office.evaluation.table_file import rows_in
from office.evaluation.told import round_due
from office.permissions import may
from office.procedures.kept import Case
from office.procedures.parts import leads
from templates.errors import Problem
from thai.errors import Refused
from web.charts import bars
from web.current import actor, office
from web.errors import status_of
from web.routing import route

FULL = Decimal(5)


@route("/work/<int:case>/indicators", needs="read")
def indicators(case: int) -> ResponseReturnValue:
    """Show every indicator with its results, scores and totals."""
    return _page(case)


@route("/work/<int:case>/indicators", needs="draft", methods=("POST",))
def indicators_taken(case: int) -> ResponseReturnValue:
    """Replace the list by a table: pasted, or a file of Excel, CSV or YAML."""
    seen = request.form.get("seen", "")
    try:
        rows = _rows()
        version = int(seen) if seen.isdecimal() else 0
        taken = office().standards.sheets.take(case, version, rows, actor())
    except IndicatorsBroken as broken:
        return _page(case, broken.problems), 422
    except Refused as refused:
        return _page(case, (Problem("table", "", str(refused)),)), status_of(refused)
    flash(f"รับตัวชี้วัดแล้ว {len(taken)} ตัวชี้วัด")
    return redirect(url_for("indicators", case=case), 303)


@route("/work/<int:case>/indicator", needs="read")
def indicator(case: int) -> ResponseReturnValue:
    """Show one sheet (``?target=``) to be changed."""
    return _sheet_page(case)


@route("/work/<int:case>/indicator", needs="draft", methods=("POST",))
def indicator_changed(case: int) -> ResponseReturnValue:
    """Change one sheet."""
    typed, seen = request.form, request.form.get("seen", "")
    row = {key: typed.get(key, "") for key in HEADS} | {"co": ", ".join(typed.getlist("co"))}
    target = request.args.get("target", "")
    try:
        version = int(seen) if seen.isdecimal() else 0
        office().standards.sheets.change(case, version, target, row, actor())
    except IndicatorsBroken as broken:
        return _sheet_page(case, row, broken.problems), 422
    except Refused as refused:
        says = (Problem("name", "", str(refused)),)
        return _sheet_page(case, row, says), status_of(refused)
    flash("บันทึกตัวชี้วัดแล้ว")
    return redirect(url_for("indicators", case=case), 303)


@route("/work/indicators", needs="read")
def indicator_years() -> ResponseReturnValue:
    """Show the totals of every evaluation, year beside year."""
    told = [
        (case, office().standards.results.totals(case, actor()))
        for case in reversed(office().cases.all(actor(), "open", "closed"))
        if KIND in case.procedure.targets()
    ]
    groups = [
        (case.situation.texts.get("year") or case.title, _bars(whole.totals))
        for case, whole in told
        if whole.totals
    ]
    chart = bars("คะแนนรวมถ่วงน้ำหนักรายปี", groups, FULL) if groups else ""
    return render_template("indicator_years.html", told=told, chart=chart, rounds=ENDS)


def _rows() -> list[Mapping[str, str]]:
    file = request.files.get("file")
    if file is not None and file.filename:
        return rows_in(file.filename, file.read())
    return rows_in("ตาราง", request.form.get("table", "").encode())


def _page(id: int, problems: tuple[Problem, ...] = ()) -> str:
    standards = office().standards
    case = office().cases.get(id, actor())
    whole = board(standards.sheets.of(id, actor()), standards.results.of(id, actor()))
    groups = [
        (line.sheet.code or line.sheet.name[:60], _bars(line.scores))
        for line in whole.lines
        if line.scores
    ]
    if whole.totals:
        groups.insert(0, ("คะแนนรวมถ่วงน้ำหนัก", _bars(whole.totals)))
    before, changed = standards.succession.changed(case, actor())
    return render_template(
        "indicators.html",
        case=case,
        before=before,
        changed=changed,
        board=whole,
        chart=bars(f"คะแนนของ{case.title}", groups, FULL) if groups else "",
        rounds=ENDS,
        dues={id: round_due(case, id) for id in ENDS},
        states=STATES,
        heads=HEADS,
        problems=problems,
        typed=request.form.get("table", ""),
        groups=office().profile.group_names,
        people={person.id: person.name.full for person in office().profile.people},
        may_change=case.state == "open" and leads(case, actor()),
    )


def _bars(figures: Mapping[str, Decimal]) -> list[tuple[str, Decimal]]:
    return [(f"รอบ {ENDS[id][0]}", figures[id]) for id in ENDS if id in figures]


def _sheet_page(
    id: int, row: Mapping[str, str] | None = None, problems: tuple[Problem, ...] = ()
) -> str:
    case = office().cases.get(id, actor())
    sheet = office().standards.sheets.one(id, request.args.get("target", ""), actor())
    told = row or row_of(sheet, office().profile)
    return render_template(
        "indicator.html",
        case=case,
        sheet=sheet,
        row=told,
        co={word.strip() for word in told["co"].split(",")},
        problems=problems,
        heads=HEADS,
        scale=SCALE,
        roles=PEOPLE,
        groups=office().profile.group_names,
        people=[(one.name.full, one.post) for one in office().profile.people],
        whose=whose(case, sheet.target),
        may_change=case.state == "open" and may(actor(), "draft", case.group),
    )


def whose(case: Case, target: str) -> str:
    """Return whose an indicator is, "" where the reader does it too."""
    cases = office().cases
    steps = cases.standing(case.id, actor()).steps
    rows = [row for each in steps for row in each.rows if row.target == target]
    return next(iter(cases.others(case, rows, actor()).values()), "")
