"""Writing on a meeting's day: times, notes that save themselves, items that came up."""

from flask import flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from office.clock import today
from office.meeting.day_errors import DayChanged, DayInvalid
from office.meeting.notes import Note, Task
from templates.errors import Problem
from thai.dates import parse_date
from thai.errors import Refused
from web import numbers
from web.current import actor, office
from web.day_page import Refusal, page
from web.errors import status_of, wants_json
from web.routing import route

NOTE = ("reasons", "discussion", "kind", "resolution")


@route("/work/<int:case>/day/times", needs="draft", methods=("POST",))
def day_times(case: int) -> ResponseReturnValue:
    """Write down when the meeting began and ended."""
    typed = request.form
    try:
        started, ended = typed.get("started", ""), typed.get("ended", "")
        office().meeting_day.time(case, number("seen"), started, ended, actor())
    except (DayInvalid, DayChanged) as refused:
        return page(case, _refusal(refused, "started"), status_of(refused))
    return _back(case, "times")


@route("/work/<int:case>/day/item/<item>", needs="draft", methods=("POST",))
def day_note(case: int, item: str) -> ResponseReturnValue:
    """Keep an item's note; the page does it by itself after each change."""
    note, dues, problems = _note()
    try:
        if problems:
            raise DayInvalid(problems)
        version = office().meeting_day.note(case, item, number("seen"), note, actor())
    except (DayInvalid, DayChanged) as refused:
        if wants_json():
            raise
        told = _refusal(refused, "reasons")
        found = tuple(
            Problem(f"{one.path}-{item}", one.label, one.message) for one in told.problems
        )
        return page(case, Refusal(item, found, told.typed, note, dues), status_of(refused))
    if wants_json():
        return jsonify(version=version)
    return _back(case, f"item-{item}")


@route("/work/<int:case>/day/add", needs="draft", methods=("POST",))
def day_add(case: int) -> ResponseReturnValue:
    """Put an item that came up on the day on the agenda."""
    typed = request.form
    heading, title, owner = (typed.get(f"new-{name}", "") for name in ("heading", "title", "owner"))
    try:
        office().meeting_day.add(case, heading, title, owner, actor())
    except (DayInvalid, DayChanged) as refused:
        return page(case, _refusal(refused, "new-title"), status_of(refused))
    return _back(case, "add")


@route("/work/<int:case>/day/move", needs="draft", methods=("POST",))
def day_move(case: int) -> ResponseReturnValue:
    """Give a note whose item is gone to another item."""
    typed = request.form
    try:
        office().meeting_day.move_note(case, typed.get("item", ""), typed.get("to", ""), actor())
    except Refused as refused:
        return page(case, _refusal(refused, "left"), status_of(refused))
    return _back(case, "left")


def number(name: str) -> int:
    """Return a number that the form carries, 0 for anything else."""
    return numbers.number(request.form.get(name, ""))


def _note() -> tuple[Note, tuple[str, ...], list[Problem]]:
    """Read a note, the days of its tasks as typed, and what cannot be read; empty rows fall out."""
    typed, problems, tasks, dues = request.form, list[Problem](), list[Task](), list[str]()
    rows = zip(*(typed.getlist(name) for name in ("task", "owner", "due")), strict=False)
    for task, owner, due in rows:
        if not (task.strip() or owner or due.strip()):
            continue
        try:
            day = parse_date(due, today(office().clock)) if due.strip() else None
        except Refused as refused:
            problems.append(Problem(f"due-{len(tasks)}", "กำหนดเสร็จ", str(refused)))
            day = None
        tasks.append(Task(task.strip(), owner, day))
        dues.append(due)
    texts = (typed.get(name, "").replace("\r\n", "\n") for name in NOTE)
    reasons, discussion, kind, resolution = texts
    note = Note(reasons, discussion, kind, resolution, tuple(tasks))
    return note, tuple(dues), problems


def _refusal(refused: Refused, place: str) -> Refusal:
    problems = getattr(refused, "problems", ()) or (Problem(place, "", str(refused)),)
    return Refusal("", tuple(problems), request.form.to_dict())


def _back(case: int, place: str) -> ResponseReturnValue:
    flash("บันทึกแล้ว")
    return redirect(url_for("meeting_day", case=case, _anchor=place), 303)
