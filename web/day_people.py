"""Who came to a meeting, ticked on a telephone at the door or from the printed list."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.meeting.attendance import (
    ABSENT,
    ONLINE,
    PRESENT,
    STATES,
    SUBSTITUTE,
    WALK_IN,
    Mark,
)
from office.meeting.day_errors import DayChanged, DayInvalid
from office.meeting.values import REPLIES
from templates.errors import Problem
from thai.digits import to_thai
from web.current import actor, office
from web.day_notes import number
from web.errors import status_of
from web.routing import route

QUICK = (PRESENT, ONLINE, ABSENT)
"""What one touch tells; a substitute's name and a reason are typed below."""


@route("/work/<int:case>/day/people", needs="draft")
def day_people(case: int) -> ResponseReturnValue:
    """List every seat, with a button for each thing that may be told of it."""
    return _page(case)


@route("/work/<int:case>/day/people", needs="draft", methods=("POST",))
def day_marked(case: int) -> ResponseReturnValue:
    """Write down what one touch tells: of a seat, of all the rest, of somebody without a seat."""
    typed, here = request.form, office().meeting_day
    seat = typed.get("seat", "")
    try:
        if typed.get("do") in ("rest", "replied"):
            act = here.rest_came if typed["do"] == "rest" else here.as_replied
            flash(f"บันทึกแล้ว {to_thai(str(act(case, actor())))} คน")
            return redirect(url_for("day_people", case=case), 303)
        if typed.get("do") == "walk-in":
            here.walk_in(case, typed.get("walk-name", ""), typed.get("walk-post", ""), actor())
            return redirect(url_for("day_people", case=case, _anchor="walk-in"), 303)
        if typed.get("do") == "walk-out":
            here.walk_out(case, seat, actor())
            return redirect(url_for("day_people", case=case, _anchor="walk-in"), 303)
        here.mark(case, seat, number("seen"), _mark(), actor())
    except (DayInvalid, DayChanged) as refused:
        problems = getattr(refused, "problems", ()) or (Problem("state", "", str(refused)),)
        return _page(case, tuple(problems), seat), status_of(refused)
    return redirect(url_for("day_people", case=case, _anchor=f"seat-{seat}"), 303)


def _mark() -> Mark:
    """Read what is told; a name belongs to a substitute, a reason to who stays away."""
    typed = request.form
    state = typed.get("state", "")
    name, post = typed.get("name", ""), typed.get("post", "")
    if state == SUBSTITUTE:
        return Mark(state, name, post)
    return Mark(state, reason=typed.get("reason", "") if state == ABSENT else "")


def _page(case: int, problems: tuple[Problem, ...] = (), seat: str = "") -> str:
    day = office().meeting_day.of(case, actor())
    invited = office().meeting.invitations.of(case, actor())
    return render_template(
        "day_people.html",
        case=day.case,
        seats=[one for one in day.seats if not one.key.startswith(WALK_IN)],
        walk_ins=[one for one in day.seats if one.key.startswith(WALK_IN)],
        counted=day.quorum,
        replied=any(seat.reply.state and not seat.mark.state for seat in day.seats),
        said={one.person: one.reply for one in invited if one.reply},
        replies=REPLIES,
        states=STATES,
        quick=QUICK,
        problems=problems,
        wrong=seat,
        typed=request.form,
    )
