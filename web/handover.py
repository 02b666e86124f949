"""Handing records over: what would leave, the personal numbers in it, and the bag as a .zip."""

from collections.abc import Sequence

from flask import Response, render_template, request, send_file
from flask.typing import ResponseReturnValue

from archive.catalogue import Entry
from archive.errors import BadRecordId
from archive.records import RecordId
from office.clock import today
from office.handover import MOST_ZIPPED, Handover
from thai.errors import Refused
from web.browse import filters_asked
from web.current import actor, office
from web.errors import passes, sentence_of, status_of
from web.leaving import leaving
from web.routing import route


@route("/handover", needs="read")
def handover() -> ResponseReturnValue:
    """Show what the chosen list of records would hand over."""
    filters = filters_asked()
    total = office().browse(filters, actor()).total
    if total > MOST_ZIPPED:
        return render_template("handover.html", rows=(), total=total, most=MOST_ZIPPED)
    given = Handover(office())
    return handover_page(given.rows(given.of_filters(filters, actor()), actor()))


@route("/handover/zip", needs="read", methods=("POST",))
def handover_zip() -> ResponseReturnValue:
    """Send the shown records as a bag in a .zip."""
    given, ids = Handover(office()), _ids()
    try:
        made = given.zipped(ids, actor())
    except Refused as refused:
        if passes(refused):
            raise
        rows = office().browsing.picked(ids[:MOST_ZIPPED], actor())
        return handover_page(rows, sentence_of(refused)), status_of(refused)
    name = f"handover-{today(office().clock).isoformat()}.zip"
    answer: Response = send_file(made, "application/zip", as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def handover_page(rows: Sequence[Entry], says: str = "") -> str:
    """Return the page on which somebody sees what would leave the office."""
    held = leaving(row.id for row in rows)
    return render_template(
        "handover.html", rows=rows, total=len(rows), most=MOST_ZIPPED, held=held, says=says
    )


def _ids() -> list[RecordId]:
    found = []
    for text in request.form.getlist("id"):
        try:
            found.append(RecordId.parse(text))
        except BadRecordId:
            continue
    return found
