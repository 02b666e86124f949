"""One file that arrived: its way, what lay inside it, and confirming what was recognised in it."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage, ImmutableMultiDict

from archive.records import Description, FileEntry, Record, RecordId
from office import arrival_way
from office.arrival_fields import FIELDS, SPEEDS, Confirmed, confirmed_faults
from office.arrivals import CONFIRM, STATES, Arrival
from office.clock import today
from office.errors import TellingInvalid
from office.receiving import KINDS
from templates.errors import Problem
from thai.dates import format_date
from thai.digits import to_thai
from thai.errors import Refused
from web.asking import DAY_HINT, Typed
from web.current import actor, office
from web.errors import passes, sentence_of, status_of
from web.receive import filled
from web.routing import route

NAMES = {
    "number": "number",
    "dated": "date",
    "sender": "from",
    "receiver": "to",
    "subject": "subject",
}
"""The fields of the page, each with the name of what is recognised."""
MOST_PAGES = 3


@route("/inbox/<int:arrival>", needs="file")
def arrival_way_page(arrival: int) -> str:
    """Show each step of a file's way, and what lay inside it."""
    file = office().arrivals.one(arrival, actor())
    return render_template(
        "arrival.html",
        file=file,
        parent=office().arrivals.one(file.parent, actor()) if file.parent else None,
        inside=office().arrivals.inside(arrival, actor()),
        steps=office().arrivals.way(arrival, actor()),
        names=arrival_way.STEPS | STATES,
        states=STATES,
        confirm=CONFIRM,
    )


@route("/inbox/confirm", needs="file")
def arrival_confirm_next() -> ResponseReturnValue:
    """Lead to the letter that has waited longest."""
    following = office().confirming.next(actor())
    if following is None:
        flash("ไม่มีหนังสือที่รอยืนยัน")
        return redirect(url_for("inbox"), 303)
    return redirect(url_for("arrival_confirm", arrival=following.id), 303)


@route("/inbox/<int:arrival>/confirm", needs="file")
def arrival_confirm(arrival: int) -> ResponseReturnValue:
    """Show the letter beside what was recognised in it."""
    file = office().arrivals.one(arrival, actor())
    if file.state != CONFIRM:
        return redirect(url_for("arrival_way_page", arrival=arrival), 303)
    record = office().show(RecordId.parse(file.record), actor()).record
    return _page(file, record, _typed(file, record.description))


@route("/inbox/<int:arrival>/confirm", needs="file", methods=("POST",))
def arrival_confirmed(arrival: int) -> ResponseReturnValue:
    """Keep what the person says, and lead to the next letter; or to receiving it."""
    file = office().arrivals.one(arrival, actor())
    typed = Typed()
    told = Confirmed(
        typed.text("number"),
        typed.day("dated", FIELDS["date"]),
        typed.text("sender"),
        typed.text("receiver"),
        typed.text("subject"),
        typed.text("speed"),
    )
    record = office().show(RecordId.parse(file.record), actor()).record
    if request.form.get("do") == "receive" and file.state == CONFIRM:
        return _receiving(file, record)
    try:
        if typed.problems:
            faults = confirmed_faults(told, today(office().clock))
            raise TellingInvalid(problems=tuple(faults))
        office().confirming.confirm(arrival, _seen(), told, actor())
    except TellingInvalid as refused:
        return _page(file, record, request.form, typed.all(refused.problems)), 422
    except Refused as refused:
        if passes(refused):
            raise
        return _page(file, record, request.form, says=sentence_of(refused)), status_of(refused)
    flash(f"ยืนยัน “{file.source}” แล้ว")
    return arrival_confirm_next()


def _seen() -> int:
    told = request.form.get("seen", "")
    return int(told) if told.isascii() and told.isdigit() else 0


def _receiving(file: Arrival, record: Record) -> ResponseReturnValue:
    """Show the page of receiving with the same fields; the letter's file waits with it."""
    letter = next((one for one in _documents(record) if one.name.lower().endswith(KINDS)), None)
    if letter:
        path = office().file(record.id, letter.name, actor())
        chosen = FileStorage(path.open("rb"), letter.name)
        request.files = ImmutableMultiDict([("file", chosen)])
    given = {name: request.form.get(name, "") for name in (*NAMES, "speed")}
    return filled(given, file.id)


def _typed(file: Arrival, about: Description) -> dict[str, str]:
    """Return what the page is filled with: what the record says, else what was not sure."""
    unsure = office().confirming.letter(file.id, actor()).fields
    known = {
        "number": about.number,
        "dated": about.dated.isoformat() if about.dated else "",
        "sender": about.sender,
        "receiver": about.receiver,
        "subject": about.title,
        "speed": about.speed,
    }
    values = {name: known[name] or unsure.get(name, "") for name in known}
    day = values["dated"]
    values["dated"] = format_date(date.fromisoformat(day), "letter") if day else ""
    return values | {"number": to_thai(values["number"])}


def _documents(record: Record) -> list[FileEntry]:
    return [file for file in record.files if not file.name.endswith(".json")]


def _page(
    file: Arrival,
    record: Record,
    typed: object,
    problems: list[Problem] | None = None,
    *,
    says: str = "",
) -> str:
    letter = office().confirming.letter(file.id, actor())
    return render_template(
        "arrival_confirm.html",
        file=file,
        record=record,
        typed=typed,
        problems=problems or [],
        says=says,
        kind=arrival_way.KINDS.get(letter.kind, ""),
        unsure={name for name, field in NAMES.items() if field in letter.asked},
        sheets=[(one.name, page) for one in _documents(record) for page in _pages(record, one)],
        text=office().archive.text(record.id),
        speeds=SPEEDS,
        waiting=office().arrivals.counts(actor()).get(CONFIRM, 0),
        day_hint=DAY_HINT,
    )


def _pages(record: Record, file: FileEntry) -> range:
    path = office().file(record.id, file.name, actor())
    return range(1, min(office().pictures.pages(file, path), MOST_PAGES) + 1)
