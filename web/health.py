"""Is everything well? In one word to anybody, in full to people."""

from flask import jsonify, render_template
from flask.typing import ResponseReturnValue

from office.health import check
from web.current import office, visitor
from web.routing import PERSON, PUBLIC, route


@route("/health", needs=PUBLIC)
def health() -> ResponseReturnValue:
    """Answer a watching program: 200 when all is well, else 503; details only after log-in."""
    parts = check(office())
    well = all(part.well or not part.needed for part in parts)
    told: dict[str, object] = {"ok": well}
    if visitor() is not None:
        told["parts"] = {p.name: {"ok": p.well, "needed": p.needed, **p.figures} for p in parts}
    return jsonify(told), 200 if well else 503


@route("/status", needs=PERSON)
def health_page() -> ResponseReturnValue:
    """Show every part with what it means for work."""
    return render_template("health.html", parts=check(office()))
