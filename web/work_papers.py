"""A step's papers are begun from its case, and what a meeting resolved is followed."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.clock import today
from office.permissions import may
from office.procedures.errors import UnknownCase
from office.procedures.followed import CLOSED, OPEN, REPORTED, STATES, Told
from thai.dates import parse_date
from thai.errors import Refused
from web.current import actor, office
from web.errors import status_of
from web.routing import route
from web.work import SHOWN, link, page_of


@route("/work/<int:case>/step/<step>/paper", needs="draft", methods=("POST",))
def work_paper(case: int, step: str) -> ResponseReturnValue:
    """Begin a paper of a step, for all of it."""
    draft = office().papers.begin(case, step, request.form.get("form", ""), actor())
    return redirect(url_for("draft", draft=draft), 303)


@route("/work/<int:case>/row/<int:row>/paper", needs="draft", methods=("POST",))
def work_row_paper(case: int, row: int) -> ResponseReturnValue:
    """Begin a paper of a step, for one of its rows."""
    standing = office().cases.standing(case, actor())
    step = next((one.step for each in standing.steps for one in each.rows if one.id == row), None)
    if step is None:
        raise UnknownCase(case=case)
    draft = office().papers.begin(case, step, request.form.get("form", ""), actor(), row)
    return redirect(url_for("draft", draft=draft), 303)


@route("/work/resolutions", needs="read")
def resolutions() -> ResponseReturnValue:
    """List every resolution that is not closed, the first day first."""
    office().papers.settle()
    followed = office().papers.followed
    count = followed.count(actor())
    page, pages = page_of(count)
    return render_template(
        "resolutions.html",
        resolutions=followed.waiting(actor(), SHOWN, (page - 1) * SHOWN),
        count=count,
        page=page,
        pages=pages,
        states=STATES,
        on=today(office().clock),
    )


@route("/work/resolutions/<int:resolution>", needs="read")
def resolution(resolution: int) -> ResponseReturnValue:
    """Show a resolution: what, whose, until when, and what was reported."""
    return _page(resolution)


@route("/work/resolutions/<int:resolution>", needs="draft", methods=("POST",))
def resolution_reported(resolution: int) -> ResponseReturnValue:
    """Write down a report."""
    typed = request.form
    try:
        on = typed.get("on", "").strip()
        day = parse_date(on, today(office().clock)) if on else None
        told = Told(typed.get("text", ""), typed.get("state", ""), typed.get("by", "").strip(), day)
        seen = typed.get("seen", "")
        followed = office().papers.followed
        done = followed.report(resolution, int(seen) if seen.isdecimal() else 0, told, actor())
    except Refused as refused:
        return _page(resolution, str(refused)), status_of(refused)
    flash(f"บันทึกแล้ว: {STATES[done.state]}")
    return redirect(url_for("resolution", resolution=resolution), 303)


def _page(id: int, says: str = "") -> str:
    one = office().papers.followed.get(id, actor())
    case = office().cases.get(one.case, actor())
    return render_template(
        "resolution.html",
        one=one,
        case=case,
        link=link(one.record),
        says=says,
        typed=request.form,
        states=STATES,
        choices=(OPEN,) if one.state == CLOSED else (REPORTED, CLOSED),
        on=today(office().clock),
        may_report=may(actor(), "draft", case.group),
    )
