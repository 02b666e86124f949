"""The first page, and how large the letters are."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from web.gate import safe_next
from web.menu import leads
from web.routing import PERSON, PUBLIC, route

YEAR = 365 * 24 * 3600  # seconds


@route("/", needs=PERSON)
def start() -> ResponseReturnValue:
    """Lead to the desk, or to the first page that the visitor may open."""
    first = next(name for name in ("desk", "find", "account", "health_page") if leads(name))
    return redirect(url_for(first))


@route("/letters", needs=PUBLIC, methods=("POST",))
def letters() -> ResponseReturnValue:
    """Make all letters large, or normal again, on this browser."""
    answer = redirect(safe_next(request.form.get("next", "")))
    large = request.cookies.get("big") != "1"
    answer.set_cookie(
        "big", "1" if large else "0", max_age=YEAR, samesite="Lax", secure=request.is_secure
    )
    return answer
