"""Answering by a link, without an account: one group's items, or one's own reply.

Whoever has the link sees the one meeting's name, day and place, and what was answered by it.
"""

from collections.abc import Sequence
from dataclasses import replace

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.meeting.errors import UnknownItem
from office.meeting.links import GROUP, Link
from office.meeting.steps import held_on
from office.meeting.told import Teller
from office.meeting.values import MEANS, OUT, REPLIES, Item
from templates.errors import Problem
from thai.errors import Refused
from web import held_files, item_form
from web.current import office
from web.enter import address
from web.errors import status_of
from web.meeting_invited import ics, invitee
from web.meeting_items import CHOICES, address_of, day_of, problems_of
from web.routing import PUBLIC, route

SENT = "ส่งแล้ว ขอบคุณ"


@route("/answer/<key>", needs=PUBLIC)
def answer(key: str) -> ResponseReturnValue:
    """Show what a link asks for."""
    return _page(key, _opened(key))


@route("/answer/<key>", needs=PUBLIC, methods=("POST",))
def answered(key: str) -> ResponseReturnValue:
    """Take an item, that there is none, a reply, or that the invitation has come."""
    link = _opened(key)
    try:
        link = office().meeting.links.writing(key, address())
        held_files.bring_back(_owner(link))
        if link.of == GROUP:
            _group_says(link)
        else:
            _invitee_says(link)
    except Refused as refused:
        return _page(key, link, refused)
    flash(SENT)
    return redirect(url_for("answer", key=key), 303)


@route("/answer/<key>/item/<int:item>", needs=PUBLIC)
def answer_item(key: str, item: int) -> ResponseReturnValue:
    """Show an item that the group sent, to be changed."""
    return _item_page(key, _own(_opened(key), item))


@route("/answer/<key>/item/<int:item>", needs=PUBLIC, methods=("POST",))
def answer_item_changed(key: str, item: int) -> ResponseReturnValue:
    """Change an item of the group, or take it back."""
    one = _own(_opened(key), item)
    try:
        link = office().meeting.links.writing(key, address())
        held_files.bring_back(_owner(link))
        here, seen = office().meeting.items, replace(one, version=item_form.seen())
        if request.form.get("act") == "withdraw":
            here.withdraw(seen, link.actor)
        else:
            kept = here.edit(seen, item_form.proposed(), link.actor, files=item_form.sent())
            if file := request.form.get("drop", ""):
                here.drop(kept, int(file) if file.isdecimal() else 0, link.actor)
    except Refused as refused:
        return _item_page(key, one, refused)
    flash(SENT)
    return redirect(url_for("answer", key=key), 303)


@route("/answer/<key>/invitation.ics", needs=PUBLIC)
def answer_ics(key: str) -> ResponseReturnValue:
    """Send the meeting to the invitee's calendar."""
    link = _opened(key)
    if link.of == GROUP:
        raise UnknownItem()
    meeting = office().meeting.of(link.case.id, link.actor)
    return ics(meeting, invitee(meeting, link.target), address_of("answer", key=key))


@route("/reach", needs=PUBLIC)
def reach() -> str:
    """Tell a telephone that it has reached the office."""
    return render_template("reach.html")


def _opened(key: str) -> Link:
    return office().meeting.links.opened(key, address())


def _owner(link: Link) -> str:
    """Name whose files wait that were chosen on a page of this link."""
    return f"link {link.id}"


def _own(link: Link, item: int) -> Item:
    if link.of != GROUP:
        raise UnknownItem()
    return office().meeting.items.get(link.case.id, item, link.actor, link.target)


def _group_says(link: Link) -> None:
    items = office().meeting.items
    teller = Teller(item_form.typed("told_by"), "link")
    if request.form.get("act") == "nothing":
        items.nothing(link.case.id, link.target, teller, link.actor)
        return
    told = item_form.proposed()
    items.propose(link.case.id, link.target, told, teller, link.actor, files=item_form.sent())


def _invitee_says(link: Link) -> None:
    people = office().meeting.invitations
    if request.form.get("act") == "received":
        people.receive(link.case.id, link.target, link.actor)
        return
    told = replace(item_form.reply("link"), told_by=link.title, means="link")
    people.reply(link.case.id, link.target, item_form.seen(), told, link.actor)


def _page(key: str, link: Link, refused: Refused | None = None) -> Response:
    problems = problems_of(refused) if refused else ()
    name = "answer_group.html" if link.of == GROUP else "answer_invitee.html"
    more = _of_group(link) if link.of == GROUP else _of_invitee(link, problems)
    return _bare(
        name,
        refused,
        key=key,
        link=link,
        case=link.case,
        day=day_of(link.case),
        moved=link.held if link.held != held_on(link.case) else None,
        problems=list(problems),
        held=item_form.held(problems, _owner(link)),
        **more,
    )


def _of_group(link: Link) -> dict[str, object]:
    here = office().meeting.items
    with office().db.reading() as conn:
        last = here.last_day(conn, link.case, link.target)
    items = here.of(link.case.id, link.actor)
    given = here.answers(link.case.id, link.actor)
    return {
        "values": item_form.values(),
        "last": last,
        "items": [one for one in items if one.group == link.target and one.place != OUT],
        "given": next(one for one in given if one.group == link.target),
        **CHOICES,
    }


def _of_invitee(link: Link, problems: Sequence[Problem]) -> dict[str, object]:
    one = invitee(office().meeting.of(link.case.id, link.actor), link.target)
    values = request.form if problems else vars(one.reply) if one.reply else {}
    seen = request.form.get("seen") or one.version
    return {"one": one, "values": values, "seen": seen, "replies": REPLIES, "means": MEANS}


def _item_page(key: str, item: Item, refused: Refused | None = None) -> Response:
    problems = problems_of(refused) if refused else ()
    link = _opened(key)
    return _bare(
        "meeting_item.html",
        refused,
        case=link.case,
        item=item,
        back=url_for("answer", key=key),
        back_title=link.title,
        seen=request.form.get("seen") or item.version,
        problems=list(problems),
        held=item_form.held(problems, _owner(link)),
        values=item_form.values(item),
        **CHOICES,
    )


def _bare(name: str, refused: Refused | None, **told: object) -> Response:
    status = status_of(refused) if refused else 200
    shown = make_response(render_template(name, **told), status)
    shown.headers["X-Robots-Tag"] = "noindex"
    shown.headers["Referrer-Policy"] = "no-referrer"
    return shown
