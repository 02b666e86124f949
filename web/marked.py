"""Marked copies of a filed paper: certified as right, or with the registry's retention stamp."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from archive.records import RecordId
from office.clock import today
from office.marked import MarkedCopies, retention_mark
from office.principal import copyable, principal
from thai.dates import format_date, parse_date
from thai.errors import Refused
from web.current import actor, office
from web.downloads import attachment
from web.errors import status_of
from web.leaving import leaving
from web.routing import route


@route("/marked/<path:record_id>", needs="read")
def marked_copy(record_id: str) -> str:
    """Ask which file is copied, and who certifies it on what day."""
    return _page(RecordId.parse(record_id))


@route("/marked/<path:record_id>", needs="read", methods=("POST",))
def marked_copied(record_id: str) -> ResponseReturnValue:
    """Send the certified copy, or the paper with its retention stamp."""
    id, typed = RecordId.parse(record_id), request.form
    copies = MarkedCopies(office())
    try:
        if typed.get("mark") == "kept":
            printed = copies.kept(id, actor(), file=typed.get("file", ""))
        else:
            day = typed.get("on", "").strip()
            on = parse_date(day, today(office().clock)) if day else None
            person, file = typed.get("person", ""), typed.get("file", "")
            printed = copies.certified(id, person, actor(), on=on, file=file)
    except Refused as refused:
        return _page(id, str(refused)), status_of(refused)
    return attachment(printed.name, printed.data)


def _page(id: RecordId, says: str = "") -> str:
    record = office().show(id, actor()).record
    return render_template(
        "marked.html",
        record=record,
        files=copyable(record),
        principal=principal(record),
        people=office().profile.people,
        kept=retention_mark(record).kept,
        today=format_date(today(office().clock), "letter"),
        able=office().converter.available(),
        held=leaving([id]),
        says=says,
        typed=request.form,
    )
