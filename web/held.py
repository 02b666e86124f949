"""What was typed is never lost: a post that comes too late is held and offered again.

The held text travels in the page itself (signed), not on the server. After the same person's
log-in it can be sent again with one press; a post that cannot be shown to be that person's own is
only shown, to be copied.
"""

import re

from flask import current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeTimedSerializer

from web import session
from web.current import office

KEPT_OUT = ("csrf", "password", "again", "old", "pin")
LIFE = 24 * 3600  # seconds
MACHINES = re.compile(r"[A-Za-z0-9_-]{1,24}")  # ids and numbers that no person typed to keep


def hold() -> ResponseReturnValue:
    """Ask for a log-in first, with the posted text kept in the page."""
    owner = g.idle.user if g.idle and session.carries(request.form.get("csrf", "")) else ""
    held = _signer().dumps({"to": request.full_path.rstrip("?"), "of": owner, "fields": _fields()})
    known = office().entrance.known(session.browser())
    return render_template("enter.html", held=held, name=owner, known=known, next="", says=""), 401


def ask_again() -> ResponseReturnValue:
    """Show what was typed in a form that is not this person's any more."""
    return _shown(_fields(), to=""), 400


def offered(held: str) -> ResponseReturnValue | None:
    """Show held text after the log-in; None when there is none."""
    try:
        kept = _signer().loads(held, max_age=LIFE)
    except BadSignature:
        return None
    own = bool(g.visitor) and kept["of"] == g.visitor.user
    return _shown(kept["fields"], to=kept["to"] if own else "")


def _shown(fields: list[list[str]], to: str) -> str:
    typed = [value for _, value in fields if value.strip() and not MACHINES.fullmatch(value)]
    return render_template("held.html", fields=fields, typed=typed, to=to)


def _fields() -> list[list[str]]:
    pairs = request.form.items(multi=True)
    return [[name, value] for name, value in pairs if name not in KEPT_OUT]


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="held")
