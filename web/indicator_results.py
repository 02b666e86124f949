"""The result of an indicator in a round: told, proved, reviewed, reported, returned, certified."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.catalogue import Filters
from office.clock import today
from office.evaluation.errors import ValueUnfit
from office.evaluation.result import STATES
from office.evaluation.results import Place, Said
from office.evaluation.rounds import ENDS
from office.evaluation.scores import score
from office.evaluation.told import round_due
from office.permissions import holds, may
from templates.errors import Problem
from thai.dates import parse_date
from thai.errors import Refused
from web.current import actor, office
from web.errors import status_of
from web.indicators import whose
from web.result_acts import ACTS
from web.routing import route

OFFERED = 100
"""Records of the case that are offered as evidence."""


@route("/work/<int:case>/result", needs="read")
def indicator_result(case: int) -> ResponseReturnValue:
    """Show a result (``?target=…&round=m6``) with all that may be done with it."""
    return _page(_place(case))


@route("/work/<int:case>/result", needs="draft", methods=("POST",))
def indicator_told(case: int) -> ResponseReturnValue:
    """Do one act with a result."""
    place = _place(case)
    act = ACTS.get(request.form.get("do", ""), ACTS["tell"])
    try:
        act(place, _seen(), request.form, _said())
    except ValueUnfit as unfit:
        return _page(place, unfit.problems), 422
    except Refused as refused:
        return _page(place, (Problem("value", "", str(refused)),)), status_of(refused)
    flash("บันทึกแล้ว")
    here = url_for("indicator_result", case=case, target=place.target, round=place.round)
    return redirect(here, 303)


def _place(case: int) -> Place:
    return Place(case, request.args.get("target", ""), request.args.get("round", ""))


def _seen() -> int:
    seen = request.form.get("seen", "")
    return int(seen) if seen.isdecimal() else 0


def _said() -> Said:
    on = request.form.get("on", "").strip()
    day: date | None = parse_date(on, today(office().clock)) if on else None
    return Said(request.form.get("by", ""), day)


def _page(place: Place, problems: tuple[Problem, ...] = ()) -> str:
    case = office().cases.get(place.case, actor())
    told = office().standards.results.one(place, actor())
    sheet = office().standards.sheets.one(place.case, place.target, actor())
    people = {person.id: person.name.full for person in office().profile.people}
    page = office().browse(Filters(case=case.title, limit=OFFERED), actor())
    scored = told.value is not None and sheet.measurable
    return render_template(
        "indicator_result.html",
        case=case,
        sheet=sheet,
        told=told,
        round=ENDS[place.round][0],
        due=round_due(case, place.round),
        score=score(told.value, sheet.scale) if scored and told.value is not None else None,
        states=STATES,
        people=people,
        offers=[(str(entry.id), entry.title) for entry in page.rows],
        problems=problems,
        typed=request.form if problems else {},
        whose=(others := whose(case, place.target)),
        may_tell=case.state == "open" and may(actor(), "draft", case.group) and not others,
        may_note=case.state == "open" and holds(actor(), "note") and not others,
    )
