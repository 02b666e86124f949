"""The bodies that meet: names, members and terms, regular days, whom they call; and the rooms."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.clock import today
from office.meeting.bodies import DUTIES, ROLES
from office.meeting.errors import MeetingInvalid
from office.meeting.regular import LAST, Regular, next_day
from office.meeting.rooms import ADDED, with_room
from office.meeting.steps import is_meeting
from office.meeting.values import Body, Member
from office.permissions import may
from templates.errors import Problem
from thai.dates import WEEKDAYS, format_date
from thai.digits import to_arabic, to_thai
from thai.errors import Refused
from thai.times import format_time, parse_time
from web.asking import Ask, Page, Typed, drawn
from web.current import actor, office
from web.errors import status_of
from web.item_form import seen, typed
from web.meeting_items import problems_of
from web.routing import route

WEEKS = {n: f"สัปดาห์ที่ {to_thai(str(n))}" for n in range(1, LAST)} | {LAST: "สัปดาห์สุดท้าย"}
DAYS = dict(enumerate(f"วัน{name}" for name in WEEKDAYS))
EMPTY = Body(0, "", "", Regular(), "", "", 0, (), DUTIES, closed=False, version=0)
ROOMS = Page(
    "ห้องประชุม",
    "ใช้เป็นตัวเลือกสถานที่ของคณะและการประชุม",
    "เพิ่มห้อง",
    "เพิ่มห้องประชุมแล้ว",
    (
        Ask("name", "ชื่อห้อง", "เช่น ห้องประชุมดอกคูน"),
        Ask("floor", "ชั้นหรืออาคาร", optional=True),
        Ask("capacity", "จุกี่คน", optional=True),
    ),
)


@route("/meetings", needs="read")
def meeting_bodies() -> str:
    """List the bodies, with the next regular day of each."""
    on = today(office().clock)
    with office().db.reading() as conn:
        days = office().cases.holidays.working_days(conn)
    bodies = office().meeting.bodies.all(actor())
    return render_template(
        "meeting_bodies.html",
        bodies=bodies,
        next={one.id: next_day(one.regular, on, days) for one in bodies},
        procedures=_procedures(),
        rooms=office().profile.meeting_rooms,
        may_change=may(actor(), "file"),
        may_begin=may(actor(), "draft"),
    )


@route("/meetings/new", needs="file", methods=("GET", "POST"))
def meeting_body_new() -> ResponseReturnValue:
    """Add a body."""
    return _put(EMPTY)


@route("/meetings/<int:body>", needs="read", methods=("GET",))
def meeting_body(body: int) -> str:
    """Show a body, to be changed."""
    return _page(office().meeting.bodies.get(body, actor()))


@route("/meetings/<int:body>", needs="file", methods=("POST",))
def meeting_body_put(body: int) -> ResponseReturnValue:
    """Change a body."""
    return _put(office().meeting.bodies.get(body, actor()))


@route("/meetings/<int:body>/members", needs="file", methods=("POST",))
def meeting_member(body: int) -> ResponseReturnValue:
    """Add a member, or end a member's term."""
    bodies, given = office().meeting.bodies, Typed()
    one = bodies.get(body, actor())
    try:
        if leaving := typed("leave"):
            last = given.day(f"last-{leaving}", "วันสุดท้าย") or today(office().clock)
            _stop(given.problems)
            bodies.leave(body, int(leaving) if leaving.isdecimal() else 0, last, actor())
        else:
            since, until = given.day("since", "ตั้งแต่"), given.day("until", "ถึง")
            member = Member(0, typed("person"), typed("role"), since, until)
            _stop(given.problems)
            bodies.join(body, member, actor())
    except Refused as refused:
        return _page(one, problems_of(refused)), status_of(refused)
    if leaving:
        return redirect(url_for("meeting_body", body=body, _anchor="members"), 303)
    return redirect(url_for("meeting_body", body=body, joined=1, _anchor="join"), 303)


@route("/meetings/rooms", needs="administer", methods=("GET", "POST"))
def meeting_rooms() -> ResponseReturnValue:
    """Add a room to those of the office."""
    around = {"back": url_for("meeting_bodies"), "back_title": "คณะและที่ประชุม"}
    given = Typed()
    if request.method == "GET":
        return drawn(ROOMS, dict.fromkeys(("name", "floor", "capacity"), ""), around)
    size = to_arabic(given.text("capacity"))
    profile = office().profile
    if not given.text("name"):
        given.problems.append(Problem("name", "ชื่อห้อง", "โปรดเติม"))
    if size and not (size.isdecimal() and len(size) < 6):
        given.problems.append(Problem("capacity", "จุกี่คน", "โปรดใส่จำนวนคน"))
    if given.problems:
        return drawn(ROOMS, given.values(ROOMS), around, problems=given.problems), 422
    more = with_room(profile, given.text("name"), given.text("floor"), int(size or 0))
    office().change_profile(more, actor(), ADDED)
    flash(ROOMS.done)
    return redirect(url_for("meeting_bodies"), 303)


def _put(old: Body) -> ResponseReturnValue:
    if request.method == "GET":
        return _page(old)
    try:
        body = office().meeting.bodies.put(_read(old), actor())
    except Refused as refused:
        return _page(old, problems_of(refused)), status_of(refused)
    flash("บันทึกแล้ว")
    return redirect(url_for("meeting_body", body=body.id), 303)


def _read(old: Body) -> Body:
    """Read the body that was typed; raises MeetingInvalid for what cannot be read."""
    problems, profile = list[Problem](), office().profile
    start = typed("start")
    try:
        start = format_time(parse_time(start)) if start else ""
    except Refused as refused:
        problems.append(Problem("start", "เวลา", str(refused)))
    numbers = {name: _number(name, problems) for name in _NUMBERS}
    if not typed("name"):
        problems.append(Problem("name", "ชื่อ", "โปรดเติม เช่น การประชุมผู้อำนวยการกลุ่ม"))
    _stop(problems)
    return replace(
        old,
        name=typed("name"),
        series=typed("series"),
        regular=Regular(numbers["week"], numbers["weekday"], numbers["day"]),
        start=start,
        place=typed("place"),
        quorum=numbers["quorum"],
        groups=tuple(profile.group_names if typed("every") else request.form.getlist("groups")),
        duties=tuple(filter(None, (one.strip() for one in typed("duties").splitlines()))),
        closed=bool(typed("closed")),
        version=seen(),
    )


_NUMBERS = {
    "week": ("วันประชุมประจำ: สัปดาห์", LAST, "โปรดเลือกจากรายการ"),
    "weekday": ("วัน", 6, "โปรดเลือกจากรายการ"),
    "day": ("วันที่เท่าใดของเดือน", 31, "โปรดใส่ตัวเลข ๑ ถึง ๓๑"),
    "quorum": ("องค์ประชุม (คน)", 999, "โปรดใส่จำนวนคนเป็นตัวเลข"),
}
"""Each figure of a body's form: its label, the most that it may be, and what is said otherwise."""


def _number(name: str, problems: list[Problem]) -> int:
    text, (label, most, says) = to_arabic(typed(name)), _NUMBERS[name]
    if text and not (text.isdecimal() and len(text) < 6 and int(text) <= most):
        problems.append(Problem(name, label, says))
        return 0
    return int(text or 0)


def _stop(problems: Sequence[Problem]) -> None:
    if problems:
        raise MeetingInvalid(problems)


def _page(body: Body, problems: Sequence[Problem] = ()) -> str:
    profile, on = office().profile, today(office().clock)
    return render_template(
        "meeting_body.html",
        body=body,
        seen=request.form.get("seen") or body.version,
        values=request.form if problems and "name" in request.form else _values(body),
        groups=profile.group_names,
        ticked=request.form.getlist("groups") if "name" in request.form else body.groups,
        people={one.id: f"{one.name.full} {one.post}" for one in profile.people},
        member=request.form if "person" in request.form else {},
        places=[f"{room.name} {room.floor}".strip() for room in profile.meeting_rooms],
        problems=list(problems),
        weeks=WEEKS,
        days=DAYS,
        roles={one: one for one in ROLES},
        on=on,
        terms={one.id: _term(one) for one in body.members},
        procedures=_procedures() if body.id and not body.closed else (),
        may_change=may(actor(), "file"),
        joined="joined" in request.args,
    )


def _values(body: Body) -> Mapping[str, object]:
    regular = body.regular
    return {
        "name": body.name,
        "series": body.series,
        "week": regular.week,
        "weekday": regular.weekday if regular.week else "",
        "day": regular.day or "",
        "start": body.start,
        "place": body.place,
        "quorum": body.quorum or "",
        "duties": "\n".join(body.duties),
        "closed": "1" if body.closed else "",
    }


def _term(member: Member) -> str:
    since = f"ตั้งแต่ {_short(member.since)}" if member.since else ""
    until = f"ถึง {_short(member.until)}" if member.until else ""
    return " ".join(filter(None, (since, until)))


def _short(day: date) -> str:
    return format_date(day, "short")


def _procedures() -> list[tuple[str, str]]:
    return [(one.id, one.title) for one in office().cases.shelf.all() if is_meeting(one)]
