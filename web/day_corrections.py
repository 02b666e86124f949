"""What a meeting corrects in the minutes that it adopts."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from office.clock import today
from office.meeting.adopted import Told
from office.meeting.day_errors import DayInvalid
from templates.errors import Problem
from thai.dates import parse_date
from thai.errors import Refused
from web.current import actor, office
from web.day_notes import number
from web.day_page import Refusal, page
from web.errors import status_of
from web.routing import route


@route("/work/<int:case>/day/correct", needs="draft", methods=("POST",))
def day_correct(case: int) -> ResponseReturnValue:
    """Write down a correction of the last minutes, or strike one out."""
    typed = request.form
    try:
        if typed.get("do") == "strike":
            office().adoption.take_back(case, number("correction"), actor())
        else:
            office().adoption.correct(case, _told(), actor())
    except DayInvalid as refused:
        told = Refusal(problems=refused.problems, typed=typed.to_dict())
        return page(case, told, status_of(refused))
    flash("บันทึกแล้ว")
    return redirect(url_for("meeting_day", case=case, _anchor="corrections"), 303)


def _told() -> Told:
    """Read a correction; raises DayInvalid where its day cannot be read."""
    typed = {name: request.form.get(f"correct-{name}", "").strip() for name in
             ("place", "wrong", "right", "task", "due")}  # fmt: skip
    try:
        due = parse_date(typed["due"], today(office().clock)) if typed["due"] else None
    except Refused as refused:
        problem = Problem("correct-due", "กำหนดเสร็จใหม่", str(refused))
        raise DayInvalid([problem]) from refused
    resolution = number("correct-resolution")
    return Told(typed["place"], typed["wrong"], typed["right"], resolution, typed["task"], due=due)
