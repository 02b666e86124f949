"""One file that arrived: its way, what lay inside it, and confirming what was recognised in it."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage, ImmutableMultiDict

from archive.records import Description, FileEntry, Record, RecordId
from office import arrival_way
from office.arrival_fields import (
    FIELDS,
    LISTED,
    PATHS,
    SPEEDS,
    Confirmed,
    confirmed_faults,
    unread_faults,
)
from office.arrival_way import Letter
from office.arrivals import CONFIRM, STATES, Arrival
from office.clock import today
from office.errors import TellingInvalid, UnknownArrival
from office.receiving import KINDS
from templates.errors import Problem
from thai.dates import format_date
from thai.digits import to_thai
from thai.errors import Refused
from web.asking import DAY_HINT, Typed
from web.belonging import belonging, put_in
from web.current import actor, office
from web.errors import passes, sentence_of, status_of
from web.receive import filled
from web.routing import route

TOLD = ("number", "dated", "sender", "receiver", "subject", "speed", "category", "group")
"""The fields of the page."""
MOST_PAGES = 3


@route("/inbox/<int:arrival>", needs="file")
def arrival_way_page(arrival: int) -> str:
    """Show each step of a file's way, and what lay inside it."""
    file, parent = office().arrivals.one(arrival, actor()), None
    with suppress(UnknownArrival):  # none, or its record is kept from who asks
        parent = office().arrivals.one(file.parent, actor())
    return render_template(
        "arrival.html",
        file=file,
        parent=parent,
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
    record = _record(file)
    return _page(file, record, _typed(file, record.description))


@route("/inbox/<int:arrival>/confirm", needs="file", methods=("POST",))
def arrival_confirmed(arrival: int) -> ResponseReturnValue:
    """Keep what the person says, and lead to the next letter; or to receiving it."""
    file = office().arrivals.one(arrival, actor())
    typed = Typed()
    told = Confirmed(
        typed.text("number"),
        typed.day("dated", FIELDS["date"]),
        *(typed.text(name) for name in TOLD[2:]),
    )
    record = _record(file)
    spots = office().confirming.letter(arrival, actor()).spots
    if request.form.get("do") == "receive" and file.state == CONFIRM:
        if unread := unread_faults(told, spots):
            return _page(file, record, request.form, unread), 422
        return _receiving(file, record)
    try:
        if typed.problems:
            faults = confirmed_faults(told, today(office().clock), spots)
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


@route("/inbox/<int:arrival>/undo", needs="file", methods=("POST",))
def arrival_undo(arrival: int) -> ResponseReturnValue:
    """Take back what a rule did with a file."""
    office().confirming.undo(arrival, actor())
    flash("เลิกทำตามกฎแล้ว โปรดตรวจและเลือกหมวดแฟ้ม")
    return redirect(url_for("arrival_confirm", arrival=arrival), 303)


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
    read = office().confirming.letter(file.id, actor())
    blank = {name for name in LISTED if name in read.spots and read.spots[name].has_blanks}
    besides = {name: read.fields.get(name, "") for name in LISTED if name not in blank}
    return filled({name: request.form.get(name, "") for name in TOLD} | besides, file.id)


def _typed(file: Arrival, about: Description) -> dict[str, str]:
    """Return what the page is filled with: fields, and the category that is told or proposed."""
    values = office().confirming.typed(file, about, actor())
    day = values["dated"]
    with suppress(ValueError):  # a day of which a digit is asked for stands as on the paper
        values["dated"] = format_date(date.fromisoformat(day), "letter") if day else ""
    values |= {"number": to_thai(values["number"]), "category": about.category}
    if "category" in office().confirming.letter(file.id, actor()).asked:
        proposed = office().confirming.proposed(file, actor())
        values |= put_in(proposed.rule, proposed.guesses)
    return values | {"group": values.get("group", "") or about.group}


def _documents(record: Record) -> list[FileEntry]:
    return [file for file in record.files if not file.name.endswith(".json")]


def _page(
    file: Arrival,
    record: Record,
    typed: Mapping[str, str],
    problems: list[Problem] | None = None,
    *,
    says: str = "",
) -> str:
    letter = office().confirming.letter(file.id, actor())
    proposed = office().confirming.proposed(file, actor())
    following = office().confirming.next(actor(), file.id)
    offers = _offers(file, typed)
    return render_template(
        "arrival_confirm.html",
        file=file,
        record=record,
        typed=typed,
        problems=problems or [],
        says=says,
        kind=arrival_way.KINDS.get(letter.kind, ""),
        unsure=_asked(letter, record.description) | offers.keys(),
        spots={PATHS[name]: letter.spots[name] for name in PATHS if name in letter.spots},
        sheets=_sheets(record),
        following=_sheets(_record(following))[:1] if following else [],
        following_record=following.record if following else "",
        text=office().archive.text(record.id),
        offers=offers,
        speeds=SPEEDS,
        waiting=office().arrivals.counts(actor()).get(CONFIRM, 0),
        day_hint=DAY_HINT,
        **belonging(proposed.rule, proposed.guesses),
    )


def _asked(letter: Letter, about: Description) -> set[str]:
    """Return the fields to look at; a day to come too, which would be refused at the end."""
    asked = {PATHS.get(name, name) for name in letter.asked}  # type: ignore[call-overload]
    late = about.dated and about.dated > today(office().clock)
    return asked | {"dated"} if late else asked


def _offers(file: Arrival, typed: Mapping[str, str]) -> dict[str, list[str]]:
    """Return what else fields may say, as they are written on the page."""
    values = {name: typed.get(name, "") for name in TOLD}
    found = office().confirming.candidates(file, values)
    return {
        name: [to_thai(one) if name == "number" else one for one in those]
        for name, those in found.items()
    }


def _record(file: Arrival) -> Record:
    return office().show(RecordId.parse(file.record), actor()).record


def _sheets(record: Record) -> list[tuple[str, int]]:
    """Return the pages that can be shown, of the files that hold the letter."""
    return [(one.name, page) for one in _documents(record) for page in _pages(record, one)]


def _pages(record: Record, file: FileEntry) -> range:
    path = office().file(record.id, file.name, actor())
    return range(1, min(office().pictures.pages(file, path), MOST_PAGES) + 1)
