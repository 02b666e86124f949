"""The draft minutes before the members: words proposed for passages, accepted or refused."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.clock import today
from office.compare import Compared, compare, lines_of
from office.meeting.review import STATES, WHOLE, Proposal, Told
from office.permissions import may
from office.procedures.kept import Case
from thai.dates import format_date, parse_date
from thai.errors import Refused
from web.current import actor, office
from web.day_notes import number
from web.errors import status_of
from web.routing import route


@route("/work/<int:case>/review", needs="read")
def minutes_review(case: int) -> ResponseReturnValue:
    """Show the draft passage by passage, with what is proposed."""
    return _page(case)


@route("/work/<int:case>/review/send", needs="draft", methods=("POST",))
def review_sent(case: int) -> ResponseReturnValue:
    """Open the draft to the invited until a day."""
    try:
        until = parse_date(request.form.get("until", ""), today(office().clock))
        office().reviews.send(case, until, actor())
    except Refused as refused:
        return _page(case, "until", str(refused)), status_of(refused)
    flash("ส่งร่างให้ผู้ได้รับเชิญตรวจแล้ว")
    return redirect(url_for("minutes_review", case=case), 303)


@route("/work/<int:case>/review", needs="read", methods=("POST",))
def review_proposed(case: int) -> ResponseReturnValue:
    """Keep a proposal."""
    typed = request.form
    passage = typed.get("passage", "")
    told = Told(passage, typed.get("new", ""), typed.get("why", ""), typed.get("by", ""))
    try:
        office().reviews.propose(case, told, actor())
    except Refused as refused:
        return _page(case, passage, str(refused)), status_of(refused)
    flash("ส่งข้อเสนอแก้ไขแล้ว")
    return redirect(url_for("minutes_review", case=case, _anchor="proposals"), 303)


@route("/work/<int:case>/review/decide", needs="issue", methods=("POST",))
def review_decided(case: int) -> ResponseReturnValue:
    """Accept or refuse a proposal."""
    typed, id = request.form, number("proposal")
    try:
        office().reviews.decide(case, id, typed.get("state", ""), typed.get("answer", ""), actor())
    except Refused as refused:
        return _page(case, f"proposal-{id}", str(refused)), status_of(refused)
    flash("บันทึกแล้ว")
    return redirect(url_for("minutes_review", case=case, _anchor=f"proposal-{id}"), 303)


def _page(case: int, place: str = "", says: str = "") -> str:
    review = office().reviews.of(case, actor())
    group = review.case.group
    return render_template(
        "review.html",
        review=review,
        case=review.case,
        place=place,
        says=says,
        typed=request.form,
        states=STATES,
        whole=WHOLE,
        changed=_changed,
        may_send=review.case.state == "open" and may(actor(), "draft", group),
        may_decide=review.case.state == "open" and may(actor(), "issue", group),
        invitation=_invitation(review.case, review.until),
    )


def _changed(one: Proposal) -> tuple[Compared, ...]:
    """Return the lines of a proposal with the words that stay, go and come."""
    return compare(lines_of("", one.old), lines_of("", one.new)) if one.new else ()


def _invitation(case: Case, until: date | None) -> str:
    """Say in one text, to be pasted into a chat, where the draft is and until when."""
    if until is None:
        return ""
    link = url_for("minutes_review", case=case.id, _external=True)
    return f"ขอให้ตรวจร่างรายงาน{case.title} ภายใน{format_date(until, 'weekday')}\n{link}"
