"""What was typed or chosen is never lost: a post that could not be taken is offered again.

Too late (the log-in ran out), too early (the database is locked, a disk is full or away): the
held text travels in the page itself, not on the server; chosen files wait in ``held_files``. After
a log-in it can be sent again with one press by the same person; a post that cannot be shown to be
that person's own is only shown, to be copied.
"""

import re
from typing import Any

from flask import current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeTimedSerializer

from web import held_files, session
from web.current import office, visitor

SECRETS = ("password", "again", "old", "pin")
KEPT_OUT = ("csrf", held_files.FIELD, *SECRETS)
LIFE = 24 * 3600  # seconds
MACHINES = re.compile(r"[A-Za-z0-9_-]{1,24}")  # ids and numbers that no person typed to keep
LATE = "ก่อนเข้าระบบท่านกดส่งข้อความนี้ไว้ ยังไม่ได้บันทึก ตรวจแล้วกดส่งอีกครั้ง"


def hold() -> ResponseReturnValue:
    """Ask for a log-in first, with the posted text kept in the page."""
    owner = g.idle.user if g.idle and session.carries(request.form.get("csrf", "")) else ""
    files = vars(held_files.hold(owner))
    told = {"to": _here(), "of": owner, "fields": _fields(), "files": files}
    known = office().entrance.known(session.browser())
    held = _signer().dumps(told)
    return render_template("enter.html", held=held, name=owner, known=known, next="", says=""), 401


def ask_again() -> ResponseReturnValue:
    """Show what was typed in a form that is not this person's any more."""
    lost = [file.filename for file in request.files.values() if file.filename]
    return _shown(_fields(), {"lost": lost}, to=""), 400


def offered(held: str) -> ResponseReturnValue | None:
    """Show held text after the log-in; None when there is none."""
    try:
        kept = _signer().loads(held, max_age=LIFE)
    except BadSignature:
        return None
    own = bool(g.visitor) and kept["of"] == g.visitor.user
    return _shown(kept["fields"], kept["files"], to=kept["to"] if own else "", says=LATE)


def not_now(says: str) -> str | None:
    """Show why a post could not be taken now, and offer it again; None when it held nothing.

    A password is never held: who typed one is sent back to the page on which it was asked for.
    """
    if request.method != "POST" or any(request.form.get(name) for name in SECRETS):
        return None
    if not request.form and not request.files:
        return None
    who = visitor()
    files = vars(held_files.hold(who.user if who else ""))
    return _shown(_fields(), files, to=_here(), says=says, title="ยังไม่ได้บันทึก")


def _shown(fields: list[list[str]], files: dict[str, Any], **told: str) -> str:
    typed = [value for _, value in fields if value.strip() and not MACHINES.fullmatch(value)]
    return render_template("held.html", fields=fields, typed=typed, files=files, **told)


def _here() -> str:
    return request.full_path.rstrip("?")


def _fields() -> list[list[str]]:
    pairs = request.form.items(multi=True)
    return [[name, value] for name, value in pairs if name not in KEPT_OUT]


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="held")
