"""The office's holidays, by which working days are counted."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.clock import today
from office.permissions import holds
from thai.errors import Refused
from thai.workdays import TO_ENTER
from web.current import actor, office
from web.errors import status_of
from web.routing import route

SPAN = 2  # years before and after this one that are offered


@route("/holidays", needs="read")
def holidays() -> ResponseReturnValue:
    """Show a year's list; who administers the office may change it."""
    return _page()


@route("/holidays", needs="administer", methods=("POST",))
def holidays_put() -> ResponseReturnValue:
    """Replace a year's list."""
    try:
        office().cases.holidays.put(_year(), request.form.get("days", ""), actor())
    except Refused as refused:
        return _page(str(refused)), status_of(refused)
    flash("บันทึกวันหยุดแล้ว งานที่เริ่มไปแล้วปรับวันเมื่อแก้ไขงานนั้น")
    return redirect(url_for("holidays", year=_year() + 543), 303)


def _year() -> int:
    """Return the year asked for, common era; this one if none or a strange one is."""
    this = today(office().clock).year
    asked = request.values.get("year", "")
    year = int(asked) - 543 if asked.isdecimal() and len(asked) == 4 else this
    return year if abs(year - this) <= 50 else this


def _page(says: str = "") -> str:
    year, this = _year(), today(office().clock).year
    told = office().cases.holidays.year(year)
    return render_template(
        "holidays.html",
        told=told,
        year=year + 543,
        years=[each + 543 for each in range(this - SPAN, this + SPAN + 1)],
        lines=request.form.get("days") if says else told.lines(),
        to_enter=TO_ENTER,
        may_change=holds(actor(), "administer"),
        says=says,
    )
