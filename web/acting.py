"""Acting signers: who may sign for another post, by which order, from when until when."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.acting import MODES
from office.clock import today
from office.permissions import holds
from thai.dates import format_date, parse_date
from thai.errors import Refused
from web.current import actor, office
from web.errors import status_of
from web.routing import route


@route("/acting", needs="read")
def acting() -> ResponseReturnValue:
    """List the rows; who keeps the registers also gets the form."""
    return _page()


@route("/acting", needs="register", methods=("POST",))
def acting_add() -> ResponseReturnValue:
    """Write a row down."""
    typed = request.form
    on = today(office().clock)
    try:
        office().acting.add(
            typed.get("person", ""),
            typed.get("mode", ""),
            typed.get("order", ""),
            actor(),
            since=_day(typed.get("since", "")) or on,
            until=_day(typed.get("until", "")),
        )
    except Refused as refused:
        return _page(str(refused)), status_of(refused)
    flash("บันทึกผู้ลงนามแทนแล้ว")
    return redirect(url_for("acting"), 303)


@route("/acting/<int:row>/end", needs="register", methods=("POST",))
def acting_end(row: int) -> ResponseReturnValue:
    """End an authority today."""
    office().acting.end(row, today(office().clock), actor())
    flash("สิ้นสุดการแทนวันนี้")
    return redirect(url_for("acting"), 303)


def _page(says: str = "") -> str:
    on = today(office().clock)
    return render_template(
        "acting.html",
        rows=office().acting.all(),
        names={id: person.name.full for id, person in office().profile.directory.items()},
        people=office().profile.people,
        modes=MODES,
        on=on,
        today=format_date(on, "letter"),
        may_change=holds(actor(), "register"),
        says=says,
        typed=request.form,
    )


def _day(typed: str) -> date | None:
    return parse_date(typed, today(office().clock)) if typed.strip() else None
