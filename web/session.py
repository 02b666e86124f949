"""The browser's cookie: who is acting on it, since when it is idle, and the secret of its forms.

The signed cookie holds three words: ``browser`` (the browser's name), ``token`` (of the session in
the database) and ``seen`` (when it was last used). Log-in gives new ones for all, so that none can
be planted beforehand. A form carries a signed secret of its person's session; without JavaScript
and in several tabs it stays good until log-out.
"""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from flask import current_app, g, request, session
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature, URLSafeSerializer

from office.people_errors import UnknownAccount
from office.sessions import Pass, Session
from web.current import Visitor, office
from web.routing import PAGE

IDLE = timedelta(minutes=30)
LEAST_STEP = timedelta(minutes=1)  # how often ``seen`` is written anew


class CookieSession(SecureCookieSessionInterface):
    """Flask's signed cookie, marked Secure wherever the page came by https."""

    def get_cookie_secure(self, app: object) -> bool:
        """Whether this answer goes over https."""
        return request.is_secure


def browser() -> str:
    """Return the name by which this browser is known; a new one gets a random name."""
    name: str = session.setdefault("browser", secrets.token_urlsafe(24))
    return name


def began(given: Pass) -> None:
    """Remember a log-in by password."""
    session.clear()
    session["browser"] = given.browser
    resumed(given.token)


def resumed(token: str) -> None:
    """Remember that somebody known here acts again."""
    session["token"] = token
    session["seen"] = int(office().clock().timestamp())


def left() -> None:
    """Forget who acted; others known on this browser stay known."""
    session.pop("token", None)
    session.pop("seen", None)


def recognise() -> None:
    """Find out who acts: fills ``g.visitor`` and ``g.actor``; ``g.idle`` where it was too long."""
    g.idle = None
    found = _found()
    if found is None:
        return
    now = office().clock()
    seen = datetime.fromtimestamp(session.get("seen", 0), tz=now.tzinfo)
    if found.over or now - seen > IDLE:
        g.idle = found
        return
    if now - seen > LEAST_STEP:
        session["seen"] = int(now.timestamp())
    _let_act(found)


def _found() -> Session | None:
    if "token" not in session:
        return None
    return office().entrance.session(session["token"], session.get("browser", ""))


def _let_act(found: Session) -> None:
    here = office()
    try:
        g.actor = replace(here.actor(found.user), door=PAGE)
        person = here.entrance.person(found.user)
    except UnknownAccount:  # closed while it was logged in
        left()
        return
    name = person.name.full if person else found.user
    post = person.post if person else ""
    g.visitor = Visitor(found.user, name, post, g.actor, found.form)


def form_secret() -> str:
    """Return what a form of this page must carry."""
    whose = g.visitor.form if g.get("visitor") else browser()
    return _signer().dumps(whose)


def carries(secret: str) -> bool:
    """Whether a posted secret belongs to whoever posts: a session of today, or this browser."""
    found = g.get("visitor") or g.get("idle")
    whose = {session.get("browser", ""), found.form if found else ""} - {""}
    try:
        return _signer().loads(secret) in whose
    except BadSignature:
        return False


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="form")
