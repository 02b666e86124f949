"""Deadlines in one's own calendar: a secret link is made, shown once, ended; and read."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.current import actor, office
from web.routing import PUBLIC, route


@route("/work/calendar", needs="read")
def work_calendar() -> str:
    """Tell what the link is for, and whether there is one."""
    return _page()


@route("/work/calendar", needs="read", methods=("POST",))
def work_calendar_given() -> ResponseReturnValue:
    """Make the link anew, or end it."""
    if request.form.get("do") == "end":
        office().calendars.revoke(actor())
        flash("ยกเลิกลิงก์ปฏิทินแล้ว")
        return redirect(url_for("work_calendar"), 303)
    key = office().calendars.give(actor())
    return _page(url_for("calendar", key=key, _external=True))


@route("/calendar/<key>.ics", needs=PUBLIC)
def calendar(key: str) -> Response:
    """Send the calendar behind a secret link; whoever has the link may read it."""
    shown = office().calendars.shown(
        key,
        office().profile.id,
        lambda case, step: url_for("work", case=case, _anchor=f"step-{step}", _external=True),
    )
    return Response(shown, content_type="text/calendar; charset=utf-8")


def _page(link: str = "") -> str:
    return render_template("work_calendar.html", link=link, since=office().calendars.since(actor()))
