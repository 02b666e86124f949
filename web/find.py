"""Search: one box, passages with their matches, narrowed by year and category."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from archive.catalogue import Filters
from indexer.hit import Results
from office.found import entries_of
from thai.digits import to_arabic
from thai.errors import Refused
from web.current import actor, office
from web.routing import route

SIZE = 10


@route("/find", needs="read")
def find() -> ResponseReturnValue:
    """Show the search box and, once something is asked, what was found."""
    asked = {key: request.args.get(key, "").strip() for key in ("q", "year", "category")}
    page = max(1, number(request.args.get("page")) or 1)
    results, says = _search(asked, page) if asked["q"] else (None, "")
    about = entries_of(office(), [hit.id for hit in results.hits] if results else [])
    kinds = {form.code: form.title for form in office().shelf.forms()}
    shown = {
        "about": about,
        "kinds": kinds,
        "asked": asked,
        "results": results,
        "says": says,
        "page": page,
        "size": SIZE,
    }
    return render_template("find.html", years=_years(), categories=_categories(), **shown)


def _search(asked: dict[str, str], page: int) -> tuple[Results | None, str]:
    limits = {"limit": SIZE, "offset": (page - 1) * SIZE, "year": number(asked["year"])}
    try:
        found = office().find(asked["q"], actor(), category=asked["category"] or None, **limits)
    except Refused as refused:
        return None, str(refused)
    return found, ""


def number(text: str | None) -> int | None:
    """Return a small whole number in either script of digits, None where there is none."""
    figures = to_arabic((text or "").strip())
    return int(figures) if figures.isascii() and figures.isdigit() and len(figures) < 8 else None


def _years() -> list[tuple[int, int]]:
    return sorted(office().counts("year", Filters(), actor()), reverse=True)


def _categories() -> list[tuple[str, str, int]]:
    plan = {row.code: row.title for row in office().profile.file_plan.categories}
    counted = office().counts("category", Filters(), actor())
    return [(code, plan.get(code, code), n) for code, n in counted if code]
