"""Beginning a case and changing what it is about: its words, its days, who has a row."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.clock import today
from office.meeting.bodies import day_of
from office.procedures.beginning import (
    CHOSEN,
    NUMBERED,
    begin,
    named,
    offered,
    read_words,
)
from office.procedures.errors import CaseIncomplete
from office.procedures.facts import year_number
from office.procedures.kept import Case
from office.procedures.parts import require_lead
from office.procedures.planning import Situation, Target, missing
from office.procedures.procedure import TARGETS, Procedure
from templates.errors import Problem
from thai.dates import buddhist_year, format_date, parse_date
from thai.digits import to_thai
from thai.errors import Refused
from web.begin_table import with_table
from web.current import actor, office
from web.errors import status_of
from web.numbers import number
from web.routing import route

YEAR = timedelta(days=366)


@route("/work/begin", needs="draft")
def work_kinds() -> ResponseReturnValue:
    """Choose a procedure."""
    return render_template("work_kinds.html", procedures=office().cases.shelf.all())


@route("/work/begin/<id>", needs="draft")
def work_begin(id: str) -> ResponseReturnValue:
    """Ask what a procedure needs; ``?after=7``: as case 7, one on; ``?body=2``: of body 2."""
    procedure = office().cases.shelf.procedure(id)
    if body := _asked("body"):
        like = office().meeting.bodies.next_meeting(body, procedure, actor())
        return _page(procedure, like=like)
    if not (after := _asked("after")):
        return _page(procedure)
    like, _ = office().standards.succession.like(after, procedure.id, actor())
    return _page(procedure, like=like)


@route("/work/begin/<id>", needs="draft", methods=("POST",))
def work_begun(id: str) -> ResponseReturnValue:
    """Begin a case."""
    procedure = office().cases.shelf.procedure(id)
    situation, problems = _read(procedure)
    situation, table, wrong = with_table(situation)
    problems += [*_long_ago(procedure, situation), *wrong]
    told = {problem.path for problem in problems}
    try:
        if not problems:
            after = _asked("after")
            if after:  # refused before anything is begun
                office().standards.succession.before(after, procedure.id, actor())
            begun = begin(office().cases, procedure, situation, actor(), **_parent())
            if after:
                begun = office().standards.succession.carry(after, begun, actor())
            if table:
                office().standards.sheets.take(begun.id, begun.version, table, actor())
            flash(f"เริ่มงานแล้ว: {begun.title}{_overdue(begun)}{_other_year(begun)}")
            return redirect(url_for("work", case=begun.id), 303)
    except Refused as refused:
        problems = _problems(refused)
    else:
        problems += [each for each in missing(procedure, situation) if each.path not in told]
    return _page(procedure, problems=problems), 422


@route("/work/<int:case>/change", needs="draft")
def work_change(case: int) -> ResponseReturnValue:
    """Ask what has changed."""
    told = office().cases.get(case, actor())
    require_lead(told, actor())
    return _page(told.procedure, told)


@route("/work/<int:case>/change", needs="draft", methods=("POST",))
def work_changed(case: int) -> ResponseReturnValue:
    """Write down what has changed: days move, rows come."""
    told = office().cases.get(case, actor())
    situation, problems = _read(told.procedure, told.situation)
    seen = request.form.get("seen", "")
    why = request.form.get("why", "").strip()
    status = 422
    try:
        if not problems:
            version = int(seen) if seen.isdecimal() else 0
            office().cases.change(case, version, situation, why, actor())
            flash("บันทึกแล้ว กำหนดวันปรับตามให้")
            return redirect(url_for("work", case=case), 303)
    except Refused as refused:
        problems, status = _problems(refused), status_of(refused)
    return _page(told.procedure, told, problems), status


def _after() -> Case | None:
    """Return the case after which this one is begun (``?after=7``)."""
    after = _asked("after")
    return office().cases.get(after, actor()) if after else None


def _asked(name: str) -> int:
    """Return the id that the address tells, 0 for none."""
    return number(request.args.get(name, ""))


def _parent() -> dict[str, Any]:
    """Return the case and step that this one is begun for (``?parent=3&step=hosts``)."""
    return {"parent": _asked("parent"), "step": request.args.get("step", "")}


def _page(
    procedure: Procedure,
    case: Case | None = None,
    problems: Iterable[Problem] = (),
    like: Situation | None = None,
) -> str:
    about = like or (case.situation if case else None)
    typed = request.method == "POST"
    return render_template(
        "work_begin.html",
        procedure=procedure,
        case=case,
        problems=list(problems),
        values=_typed(procedure) if typed else _told(procedure, about),
        lists={
            kind: _list(kind, case.situation if case else None)
            for kind in procedure.targets()
            if kind in CHOSEN
        },
        ticked=set(request.form.getlist("target")) if typed else _ticked(procedure, about),
        targets=TARGETS,
        numbered=NUMBERED,
        last=before.situation.dates if (before := _after()) else {},
        why_number=office().meeting.bodies.numbered(procedure, like, actor())[1] if like else "",
        why=request.form.get("why", ""),
    )


def _read(procedure: Procedure, about: Situation | None = None) -> tuple[Situation, list[Problem]]:
    now = today(office().clock)
    told, problems = read_words(procedure, request.form, lambda text: parse_date(text, now))
    ticked = set(request.form.getlist("target"))
    targets = [
        target
        for kind in procedure.targets()
        for target in (_list(kind, None) if kind in CHOSEN else _lines(kind, about))
        if kind not in CHOSEN or f"{kind}/{target.id}" in ticked
    ]
    return replace(told, targets=targets), problems


def _long_ago(procedure: Procedure, situation: Situation) -> list[Problem]:
    """Return the days of a new case that are more than a year past: mostly a slip in the year."""
    first = today(office().clock) - YEAR
    words = "ผ่านมาเกินหนึ่งปีแล้ว โปรดตรวจปี"
    return [
        Problem(variable.id, variable.label, words)
        for variable in procedure.variables
        if situation.dates.get(variable.id, first) < first
    ]


def _overdue(case: Case) -> str:
    """Say how much of a new case is late already ("" = nothing)."""
    late = len(office().cases.standing(case.id, actor()).late)
    return f" เลยกำหนดแล้ว {to_thai(str(late))} รายการ โปรดตรวจวันของงาน" if late else ""


def _other_year(case: Case) -> str:
    """Say that a new meeting's number is of another year than its day ("" = it is not)."""
    procedure, about = case.procedure, case.situation
    number = year_number(about.texts.get(procedure.count, "")) if procedure.series else None
    day = about.dates.get(day_of(procedure))
    if number is None or day is None or number.year == buddhist_year(day):
        return ""
    years = to_thai(f"ของปี {number.year} แต่วันประชุมอยู่ในปี {buddhist_year(day)}")
    return f" เลขครั้งเป็น{years} โปรดตรวจเลขครั้ง แก้ได้ที่ “เปลี่ยนวันหรือรายชื่อ”"


def _problems(refused: Refused) -> list[Problem]:
    if isinstance(refused, CaseIncomplete):
        return list(refused.problems)
    return [Problem("why", "", str(refused))]


def _typed(procedure: Procedure) -> dict[str, str]:
    names = [variable.id for variable in procedure.variables] + list(TARGETS)
    return {name: request.form.get(name, "") for name in names}


def _told(procedure: Procedure, about: Situation | None) -> dict[str, str]:
    if about is None:
        return {}
    days = {key: format_date(day, "letter") for key, day in about.dates.items()}
    lines = {
        kind: "\n".join(target.title for target in about.of_kind(kind))
        for kind in procedure.targets()
    }
    return {**about.texts, **days, **lines}


def _list(kind: str, about: Situation | None) -> tuple[Target, ...]:
    return offered(kind, office().profile, about)


def _lines(kind: str, about: Situation | None) -> list[Target]:
    return named(kind, request.form.get(kind, "").splitlines(), about)


def _ticked(procedure: Procedure, about: Situation | None) -> set[str]:
    """Return what is ticked at first: every group, heads and above, people of one's own group."""
    if about is not None:
        return {f"{each.kind}/{each.id}" for each in about.targets}
    heads = {"director", "deputy", "head"}
    everybody, mine = office().profile.people, {grant.group for grant in actor().grants} - {""}
    people = {person.id for person in everybody if person.role in heads}
    own = {one.id for one in everybody if one.group in mine and one.role not in heads}
    return {
        f"{kind}/{target.id}"
        for kind in procedure.targets()
        if kind in CHOSEN
        for target in _list(kind, None)
        if kind == "group" or target.id in {"invitee": people, "person": own}[kind]
    }
