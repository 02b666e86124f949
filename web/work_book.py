"""The evidence book of a case or a period: on a page, as Word, as PDF."""

from datetime import date
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.clock import today
from office.printing import DOCX, PDF, Printing
from office.procedures.evidence_book import Book
from templates.errors import Problem
from thai.dates import fiscal_year, format_date, parse_date
from thai.errors import Refused
from web.current import actor, office
from web.downloads import attachment
from web.routing import route


@route("/work/<int:case>/book", needs="read")
def work_book(case: int) -> ResponseReturnValue:
    """Show the evidence book of a case, to be printed."""
    office().papers.settle()
    return _shown(office().standards.books.of_case(case, actor()))


@route("/work/<int:case>/book.<ending>", needs="read")
def work_book_file(case: int, ending: str) -> ResponseReturnValue:
    """Send it as .docx or .pdf."""
    return _sent(office().standards.books.of_case(case, actor()), ending)


@route("/work/book", needs="read")
def work_period() -> ResponseReturnValue:
    """Ask for a period (``?from=…&to=…``), and show its book."""
    if not request.args.get("from"):
        return _asked()
    try:
        return _shown(_of_period())
    except Refused as refused:
        return _asked(str(refused)), 422


@route("/work/book.<ending>", needs="read")
def work_period_file(ending: str) -> ResponseReturnValue:
    """Send the book of a period as .docx or .pdf."""
    try:
        return _sent(_of_period(), ending)
    except Refused:
        return redirect(f"{url_for('work_period')}?{request.query_string.decode()}", 303)


def _of_period() -> Book:
    now = today(office().clock)
    first, last = (parse_date(request.args.get(key, ""), now) for key in ("from", "to"))
    return office().standards.books.of_period(min(first, last), max(first, last), actor())


def _shown(book: Book) -> str:
    case = None if book.first else book.chapters[0].case
    asked: dict[str, Any] = request.args.to_dict()
    to = {"case": case.id} if case else asked
    name = "work_book_file" if case else "work_period_file"
    return render_template(
        "work_book.html",
        book=book,
        case=case,
        files={ending: url_for(name, ending=ending, **to) for ending in (DOCX, PDF)},
        day=format_date(book.on, "letter"),
    )


def _asked(says: str = "") -> str:
    now = today(office().clock)
    year = fiscal_year(now) - 543
    begins = {"from": date(year - 1, 10, 1), "to": date(year, 9, 30)}
    proposed = {key: format_date(day, "letter") for key, day in begins.items()}
    return render_template(
        "work_period.html",
        typed={key: request.args.get(key) or proposed[key] for key in begins},
        problems=[Problem("from", "", says)] if says else [],
    )


def _sent(book: Book, ending: str) -> ResponseReturnValue:
    if ending not in (DOCX, PDF):
        abort(404)
    made = Printing(office()).evidence(book, ending)
    return attachment(made.name, made.data)
