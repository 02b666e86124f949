"""Another office's handover, taken in on pages: chosen or sent, looked at, taken, stopped."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.handover_import import Goal
from office.handover_taking import PLACE, RUNNING, STOPPED, Takings
from office.worker import is_running
from templates.errors import Problem
from thai.errors import Refused
from web.current import actor, office
from web.errors import passes, sentence_of, status_of
from web.routing import route

STATES = {RUNNING: "กำลังทำ", STOPPED: "หยุดไว้", "done": "เสร็จแล้ว"}


@route("/handover/take", needs="file")
def handovers_taken() -> str:
    """Show what can be taken in, and how earlier ones went."""
    return _page()


@route("/handover/take", needs="file", methods=("POST",))
def handover_begun() -> ResponseReturnValue:
    """Begin to look at a bag, or to take it in."""
    told, sent = Takings(office()), request.files.get("file")
    goal = Goal(request.form.get("category", ""), request.form.get("group", ""))
    bag, trying = request.form.get("bag", ""), request.form.get("act") != "take"
    if sent is not None and sent.filename and not sent.filename.lower().endswith(".zip"):
        return _page([Problem("file", "ไฟล์", "รับเฉพาะไฟล์ .zip ของชุดส่งมอบ")]), 422
    if not bag and not (sent and sent.filename):
        return _page([Problem("bag", "ชุดส่งมอบ", "โปรดเลือกชุด หรือส่งไฟล์ .zip")]), 422
    try:
        if sent is not None and sent.filename:
            bag = told.lay(sent.filename, sent.read())
        id = told.begin(bag, goal, actor(), trying=trying)
    except Refused as refused:
        if passes(refused):
            raise
        return _page([Problem("bag", "ชุดส่งมอบ", sentence_of(refused))], bag), status_of(refused)
    return redirect(url_for("handover_taking", id=id), 303)


@route("/handover/take/<int:id>", needs="file")
def handover_taking(id: int) -> str:
    """Show how one goes."""
    return render_template(
        "handover_taking.html",
        one=Takings(office()).get(id),
        states=STATES,
        works=is_running(office().folder.place("work")),
    )


@route("/handover/take/<int:id>", needs="file", methods=("POST",))
def handover_moved(id: int) -> ResponseReturnValue:
    """Stop one, let it go on, or take in what was looked at."""
    told, act = Takings(office()), request.form.get("act")
    if act in (STOPPED, RUNNING):
        told.move(id, act, actor())
        flash("หยุดแล้ว" if act == STOPPED else "ทำต่อแล้ว")
    elif act == "take":
        one = told.get(id)
        goal = Goal(one.category, one.readers)
        id = told.begin(one.bag, goal, actor(), trying=False)
    return redirect(url_for("handover_taking", id=id), 303)


def _page(problems: list[Problem] | None = None, bag: str = "") -> str:
    told, profile = Takings(office()), office().profile
    return render_template(
        "handovers_taken.html",
        bags=told.bags(),
        bag=bag,
        place=PLACE,
        all=told.every(),
        states=STATES,
        works=is_running(office().folder.place("work")),
        problems=problems or [],
        typed=request.form,
        categories=profile.file_plan.open,
        groups=profile.group_names,
    )
