"""The director's five points: assignments, checks, advice, screening, what came of the plan."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.clock import today
from office.director.areas import AREAS, STAGES
from office.director.errors import EntryUnfit
from office.director.recorded import ADVISED, ASSIGNED, CHECKED, DONE, KIND
from office.director.screening import ON_TIME, by_work
from office.director.told import PERSONAL_FORM, activities, own_tasks, sentences
from office.permissions import may
from office.procedures.kept import Case
from templates.errors import Problem
from thai.dates import parse_date
from thai.errors import Refused
from web.current import actor, office
from web.errors import status_of
from web.routing import route


@route("/work/<int:case>/director", needs="read")
def director(case: int) -> ResponseReturnValue:
    """Show what was recorded, what the line of drafts tells, and a form for each kind of entry."""
    return _page(case)


@route("/work/<int:case>/director", needs="draft", methods=("POST",))
def director_recorded(case: int) -> ResponseReturnValue:
    """Write an entry down."""
    typed, kind = request.form, request.form.get("kind", "")
    try:
        on = typed.get("on", "").strip()
        day = parse_date(on, today(office().clock)) if on else None
        office().standards.director.add(case, kind, typed, day, actor())
    except EntryUnfit as unfit:
        told = [Problem(f"{kind}-{one.path}", one.label, one.message) for one in unfit.problems]
        return _page(case, told), 422
    except Refused as refused:
        return _page(case, [Problem(f"{kind}-on", "วันที่", str(refused))]), status_of(refused)
    flash("บันทึกแล้ว")
    return redirect(url_for("director", case=case, _anchor=kind), 303)


@route("/work/<int:case>/director/<int:entry>/remove", needs="draft", methods=("POST",))
def director_removed(case: int, entry: int) -> ResponseReturnValue:
    """Take out an entry that was written by mistake."""
    office().standards.director.remove(case, entry, actor())
    flash("นำรายการออกแล้ว")
    return redirect(url_for("director", case=case), 303)


def _rows_of_plans(case: Case) -> dict[str, int]:
    """Return the first row of each person in the step that makes personal plans."""
    steps = office().cases.standing(case.id, actor()).steps
    making = [each for each in steps if PERSONAL_FORM in case.procedure.forms(each.step)]
    return {row.target: row.id for each in making for row in reversed(each.rows)}


def _page(id: int, problems: list[Problem] | None = None) -> str:
    case = office().cases.get(id, actor())
    entries = office().standards.director.of(id, actor())
    passed = office().standards.screened(case, actor())
    earlier = office().papers.answers(case, actor())
    people = {person.id: person.name.full for person in office().profile.people}
    kinds = (ASSIGNED, CHECKED, ADVISED, DONE)
    return render_template(
        "director.html",
        case=case,
        entries={kind: [one for one in entries if one.kind == kind] for kind in kinds},
        of_case=[(one.id, people.get(one.id, one.title)) for one in case.situation.of_kind(KIND)],
        people=people,
        areas=AREAS,
        stages=STAGES,
        tasks=own_tasks(earlier),
        plan_rows=_rows_of_plans(case),
        plan_form=PERSONAL_FORM,
        activities=[str(one["title"]) for one in activities(earlier)],
        works=by_work(passed),
        on_time=ON_TIME,
        summary=list(sentences(entries, passed).values()),
        problems=problems or [],
        typed=request.form if problems else {},
        may_write=case.state == "open" and may(actor(), "draft", case.group),
    )
