"""Who is invited to a meeting: what was sent, who has it, who comes; links and calendar files."""

from collections.abc import Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.names import readable
from office.meeting.errors import MeetingInvalid, NotOfMeeting
from office.meeting.invitation_ics import invitation
from office.meeting.invited import quorum
from office.meeting.links import INVITEE
from office.meeting.steps import steps_of
from office.meeting.values import MEANS, REPLIES, Invited, Meeting
from office.permissions import may
from templates.errors import Problem
from thai.errors import Refused
from web import item_form
from web.current import actor, office
from web.downloads import attachment
from web.errors import status_of
from web.meeting_items import address_of, day_of, problems_of
from web.routing import route
from web.work import as_text


@route("/work/<int:case>/invited", needs="read")
def meeting_invited(case: int) -> str:
    """Show who is invited and what each said."""
    return _page(case)


@route("/work/<int:case>/invited", needs="draft", methods=("POST",))
def meeting_sent(case: int) -> ResponseReturnValue:
    """Write down for the ticked that it was sent or received, or make their links."""
    ticked, act = request.form.getlist("person"), request.form.get("act", "")
    people = office().meeting.invitations
    try:
        if not ticked:
            raise MeetingInvalid([Problem("people", "", "โปรดเลือกผู้ได้รับเชิญ")])
        if act == "links":
            keys = office().meeting.links.make(case, INVITEE, ticked, actor())
            return _page(case, made=keys)
        if act == "received":
            for person in ticked:
                people.receive(case, person, actor())
        else:
            people.send(case, ticked, request.form.get("means", ""), actor())
    except Refused as refused:
        told = [Problem("people", "", one.message) for one in problems_of(refused)]
        return _page(case, told), status_of(refused)
    flash("บันทึกแล้ว")
    return redirect(url_for("meeting_invited", case=case), 303)


@route("/work/<int:case>/invited/<person>", needs="draft", methods=("GET", "POST"))
def meeting_reply(case: int, person: str) -> ResponseReturnValue:
    """Write down what an invitee said, or end the link."""
    one = invitee(office().meeting.of(case, actor()), person)
    if request.method == "GET":
        return _reply_page(case, one)
    if request.form.get("act") == "revoke":
        office().meeting.links.revoke(case, INVITEE, person, actor())
        flash("ยกเลิกลิงก์แล้ว")
        return redirect(url_for("meeting_invited", case=case), 303)
    try:
        told = item_form.reply("login")
        office().meeting.invitations.reply(case, person, item_form.seen(), told, actor())
    except Refused as refused:
        return _reply_page(case, one, _at_kind(problems_of(refused))), status_of(refused)
    flash(f"บันทึกแล้ว: {REPLIES[told.kind]}")
    return redirect(url_for("meeting_invited", case=case), 303)


@route("/work/<int:case>/invitation.ics", needs="read")
def meeting_ics(case: int) -> ResponseReturnValue:
    """Send the meeting as a file for calendar programs, to be attached or opened."""
    told = office().meeting.of(case, actor())
    return ics(told, None)


def ics(meeting: Meeting, to: Invited | None, link: str = "") -> ResponseReturnValue:
    """Return the calendar's file of a meeting for an invitee."""
    case, here = meeting.case, office()
    content = invitation(case, here.profile, here.clock(), to=to, link=link)
    answer = attachment(readable(case.title, ".ics"), content)
    method = "CANCEL" if case.state == "cancelled" else "REQUEST"
    answer.content_type = f"text/calendar; charset=utf-8; method={method}"
    return answer


def invitee(meeting: Meeting, person: str) -> Invited:
    """Return who is invited under an id; raises NotOfMeeting."""
    found = next((one for one in meeting.invited if one.person == person), None)
    if found is None:
        raise NotOfMeeting(target=person)
    return found


def _page(id: int, problems: Sequence[Problem] = (), made: Mapping[str, str] | None = None) -> str:
    meeting = office().meeting.of(id, actor())
    case, steps = meeting.case, steps_of(meeting.case.procedure)
    standing = office().cases.standing(id, actor())
    shut = standing.of(steps.send.id).shut_by if steps.send else None
    again = [one for one in meeting.invited if one.before]
    return render_template(
        "meeting_invited.html",
        case=case,
        day=day_of(case),
        meeting=meeting,
        quorum=quorum(meeting.body, meeting.invited),
        shut=shut,
        problems=list(problems),
        ticked=_ticked(meeting, problems),
        means=MEANS,
        replies=REPLIES,
        links=_links_text(meeting, made or {}),
        live=office().meeting.links.live(id, INVITEE, actor()),
        unanswered=as_text(case, standing).get(steps.confirm.id if steps.confirm else "", ""),
        again=again,
        may_write=case.state == "open" and may(actor(), "draft", case.group),
        may_link=case.state == "open" and may(actor(), "issue", case.group),
    )


def _ticked(meeting: Meeting, problems: Sequence[Problem]) -> list[str]:
    """Return who is ticked: as the form was sent, before that whom nothing was sent."""
    if problems:
        return request.form.getlist("person")
    return [one.person for one in meeting.invited if not one.sent_on and not one.received_on]


def _links_text(meeting: Meeting, made: Mapping[str, str]) -> str:
    titles = {one.person: one.title for one in meeting.invited}
    lines = [f"{titles[id]}\n{address_of('answer', key=key)}" for id, key in made.items()]
    return "\n\n".join([f"{meeting.case.title}: ลิงก์ตอบรับของแต่ละท่าน", *lines]) if lines else ""


def _reply_page(id: int, one: Invited, problems: Sequence[Problem] = ()) -> str:
    case = office().cases.get(id, actor())
    return render_template(
        "meeting_reply.html",
        case=case,
        day=day_of(case),
        one=one,
        seen=request.form.get("seen") or one.version,
        values=request.form if problems else vars(one.reply) if one.reply else {},
        problems=list(problems),
        replies=REPLIES,
        means=MEANS,
        linked=one.person in office().meeting.links.live(id, INVITEE, actor()),
    )


def _at_kind(problems: Sequence[Problem]) -> list[Problem]:
    """Tell what belongs to no field at the first one."""
    return [Problem("kind", "", one.message) if one.path == "title" else one for one in problems]
