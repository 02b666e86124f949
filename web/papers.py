"""Printed forms, envelopes and labels: blank, or filled from what the office knows."""

from datetime import date

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from archive.records import RecordId
from office.clock import today
from office.print_set import Printed
from office.printed_lists import SLIPS, Wanted
from office.printing import DOCX, PDF, Envelopes, Printing
from office.register_pages import Asked
from office.register_print import counted
from office.register_proof import RegisterProofs
from templates.envelopes import sheet, sizes
from templates.prints import MOST_PAGES, printed_form, printed_forms
from thai.dates import buddhist_year, format_date, parse_date
from thai.digits import to_arabic
from thai.errors import Refused
from web.current import actor, office
from web.downloads import attachment
from web.errors import sentence_of, status_of
from web.find import number
from web.register_rows import rows
from web.routing import PERSON, route

SPEEDS = ("ด่วน", "ด่วนมาก", "ด่วนที่สุด")
LABELS = "labels"
BY_DAY = ("delivery",)
"""Lists of one day; the others are of a year."""


@route("/papers", needs=PERSON)
def papers() -> ResponseReturnValue:
    """List every printed form, and envelopes and labels."""
    return render_template(
        "papers.html", forms=printed_forms(), fillable=_printing().fillable, sizes=sizes()
    )


@route("/papers/<code>", needs=PERSON)
def paper(code: str) -> ResponseReturnValue:
    """Ask how a form is to be printed: how many blank pages, or filled with what."""
    now = today(office().clock)
    return render_template(
        "paper.html",
        form=printed_form(code),
        fillable=_printing().fillable(code),
        by_day=code in BY_DAY,
        day=format_date(now, "short"),
        year=buddhist_year(now),
        groups=office().profile.groups,
        most=MOST_PAGES,
        able=office().converter.available(),
    )


@route("/papers/<code>/blank.<ending>", needs=PERSON)
def paper_blank(code: str, ending: str) -> ResponseReturnValue:
    """Send an empty form."""
    pages = number(request.args.get("pages")) or 1
    return _sent(_printing().blank(code, pages, ending_of(ending)))


@route("/papers/<code>/filled.<ending>", needs="read")
def paper_filled(code: str, ending: str) -> ResponseReturnValue:
    """Send a form filled from the catalogue."""
    now = today(office().clock)
    day = _day(now) if code in BY_DAY else None
    year = buddhist_year(day) if day else number(request.args.get("year")) or buddhist_year(now)
    wanted = Wanted(min(max(year, 2400), 2999), request.args.get("group", ""), day)
    return _sent(_printing().listing(code, wanted, actor(), ending_of(ending)))


@route("/registers/<code>/<int:year>/book.<ending>", needs="read")
def register_printed(code: str, year: int, ending: str) -> ResponseReturnValue:
    """Send a year of a register, or a month of it, on its form."""
    month = number(request.args.get("month"))
    month = month if month in office().register_pages.months(code, year) else None
    held = office().register_pages.page(code, year, Asked(month), actor())
    lines = [line.cells(held.register) for line in rows(held)]
    below = counted(RegisterProofs(office()).one(code, year, actor()))
    return _sent(_printing().register(code, year, month, lines, ending_of(ending), below))


@route("/slips/<code>/<path:record_id>", needs="read")
def slip(code: str, record_id: str) -> ResponseReturnValue:
    """Send a slip about one record: the receipt to be signed, the card with which it is lent."""
    if code not in SLIPS:
        abort(404)
    ending = ending_of(request.args.get("as", PDF))
    return _sent(_printing().slip(code, RecordId.parse(record_id), actor(), ending))


@route("/envelopes", needs="read")
def envelope() -> ResponseReturnValue:
    """Ask to whom; with ``record`` the receivers of that letter stand there already."""
    told, asked = {"receivers": "", "number": "", "speed": ""}, request.args.get("record")
    if asked:
        id = RecordId.parse(asked)
        about = office().show(id, actor()).record.description
        told = {
            "receivers": _printing().receivers(id, actor()),
            "number": about.number,
            "speed": about.speed,
        }
    return _asked({**told, "size": "dl", "skip": "", "sender": "1"}, asked or "")


@route("/envelopes", needs="read", methods=("POST",))
def envelope_printed() -> ResponseReturnValue:
    """Send envelopes or labels for the receivers that were typed and chosen."""
    told = {key: request.form.get(key, "") for key in
            ("receivers", "number", "speed", "size", "skip", "sender")}  # fmt: skip
    chosen = request.form.getlist("chosen")
    told["receivers"] = "\n\n".join(filter(None, (told["receivers"].strip(), *chosen)))
    ending = DOCX if request.form.get("as") == DOCX else PDF
    try:
        if told["size"] == LABELS:
            skip = number(to_arabic(told["skip"])) or 0
            return _sent(_printing().labels(told["receivers"], skip, actor(), ending))
        wanted = Envelopes(told["size"], told["number"], told["speed"], told["sender"] == "1")
        return _sent(_printing().envelopes(told["receivers"], wanted, actor(), ending))
    except Refused as refused:
        record = request.form.get("record", "")
        return _asked(told, record, sentence_of(refused)), status_of(refused)


def envelopes_page(receivers: str) -> str:
    """Return the page on which envelopes are asked for, with receivers as a clerk types them."""
    told = {"receivers": receivers, "number": "", "speed": "", "size": "dl", "skip": ""}
    return _asked({**told, "sender": "1"}, "")


def _printing() -> Printing:
    return Printing(office())


def _asked(told: dict[str, str], record: str, says: str = "") -> str:
    return render_template(
        "envelopes.html",
        told=told,
        record=record,
        says=says,
        sizes=sizes(),
        labels=sheet(),
        speeds=SPEEDS,
        directory=_printing().directory(),
        able=office().converter.available(),
    )


def ending_of(ending: str) -> str:
    """Return the ending of a print's address; 404 for one that no print has."""
    if ending not in (DOCX, PDF):
        abort(404)
    return ending


def _day(now: date) -> date:
    typed = request.args.get("day", "").strip()
    return parse_date(typed, now) if typed else now


def _sent(printed: Printed) -> Response:
    return attachment(printed.name, printed.data)
