"""My work: what waits for me, by when; and whether I get it by e-mail."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.clock import today
from office.mail_errors import MailUnset
from office.my_work import DRAFT, DUE, READY, RESOLUTION, RESULT, TITLES, Waits
from templates.errors import Problem
from web.current import actor, office
from web.routing import PERSON, route


@route("/my-work", needs=PERSON)
def my_work() -> ResponseReturnValue:
    """Show everything that waits for me."""
    return _page()


@route("/my-work", needs=PERSON, methods=("POST",))
def my_work_mailed() -> ResponseReturnValue:
    """Say where I want it by e-mail; empty ends it."""
    address = request.form.get("address", "")
    try:
        office().standards.digest.want(address, actor())
    except MailUnset as unset:
        return _page(unset.problems), 422
    flash("จะส่งงานที่รอให้ทุกวัน" if address.strip() else "ไม่ส่งอีเมลให้ท่านแล้ว")
    return redirect(url_for("my_work"), 303)


def lead(one: Waits) -> str:
    """Return where something that waits is dealt with."""
    at = one.at
    if one.kind in (DRAFT, READY):
        return url_for("draft_line" if at[1] else "draft", draft=int(at[0]))
    if one.kind == RESULT:
        place = "indicator_result" if at[2] else "indicator"
        return url_for(place, case=int(at[0]), target=at[1], round=at[2] or None)
    if one.kind == RESOLUTION:
        return url_for("resolution", resolution=int(at[0]))
    if one.kind == DUE:
        return url_for("due", kind=at[0])
    if at[2:]:
        return url_for("meeting_answer", case=int(at[0]), group=at[2])
    return url_for("work", case=int(at[0]), _anchor=f"step-{at[1]}")


def _page(problems: tuple[Problem, ...] = ()) -> str:
    office().papers.settle()
    digest = office().standards.digest
    waits = office().standards.my_work.of(actor())
    return render_template(
        "my_work.html",
        waits={kind: [one for one in waits if one.kind == kind] for kind in TITLES},
        count=len(waits),
        late=sum(one.late for one in waits),
        titles=TITLES,
        lead=lead,
        on=today(office().clock),
        daily=digest.setting.daily,
        hour=digest.setting.hour,
        address=request.form.get("address") if problems else digest.address(actor()),
        problems=problems,
    )
