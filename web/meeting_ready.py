"""What has to be ready for a meeting, and whether telephones can open the office's links."""

from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from office.permissions import may
from templates.errors import Problem
from templates.sheet_code import as_svg
from thai.errors import Refused
from web.current import actor, office
from web.errors import status_of
from web.meeting_items import address_of, day_of, problems_of
from web.routing import route


@route("/work/<int:case>/ready", needs="read")
def meeting_ready(case: int) -> str:
    """Show the checklist of a meeting."""
    return _page(case)


@route("/work/<int:case>/ready", needs="draft", methods=("POST",))
def meeting_ready_put(case: int) -> ResponseReturnValue:
    """Tick the lines, or write them anew."""
    lists = office().meeting.checklist
    try:
        if request.form.get("act") == "change":
            lists.change(case, request.form.get("lines", "").splitlines(), actor())
        else:
            lists.tick(case, request.form.getlist("done"), actor())
    except Refused as refused:
        return _page(case, problems_of(refused)), status_of(refused)
    flash("บันทึกแล้ว")
    return redirect(url_for("meeting_ready", case=case), 303)


@route("/meetings/address", needs="read")
def meeting_address() -> str:
    """Say where links lead, and whether a telephone can open them."""
    address = address_of("reach")
    return render_template(
        "meeting_address.html",
        address=address,
        set=office().profile.web_address,
        reach=reach_of(urlsplit(address).hostname or ""),
        code=Markup(as_svg(address)),
    )


def reach_of(host: str) -> str:
    """Return from where an address can be opened: "here" only, the "network", or "anywhere"."""
    if host == "localhost":
        return "here"
    try:
        at = ip_address(host)
    except ValueError:
        return "anywhere" if "." in host.strip(".") and not host.endswith(".local") else "network"
    if at.is_loopback or at.is_unspecified:
        return "here"
    return "network" if at.is_private else "anywhere"


def _page(id: int, problems: Sequence[Problem] = ()) -> str:
    meeting = office().meeting.of(id, actor())
    lines = office().meeting.checklist.of(id, actor())
    typed = request.form.get("lines") if problems else None
    return render_template(
        "meeting_ready.html",
        case=meeting.case,
        day=day_of(meeting.case),
        lines=lines,
        text=typed if typed is not None else "\n".join(one.text for one in lines),
        problems=list(problems),
        may_write=meeting.case.state == "open" and may(actor(), "draft", meeting.case.group),
    )
