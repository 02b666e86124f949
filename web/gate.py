"""The gate before every page: who is it, may they, and does the form belong to them?"""

from urllib.parse import urlsplit

from flask import Response, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from office.people_errors import NotPermitted
from office.permissions import Actor, act_titles, holds
from web import held_files, session
from web.errors import page, wants_json
from web.held import ask_again, hold
from web.routing import KEEPERS, PAGE, PERSON, PUBLIC, Route, route_of

SAFE = ("GET", "HEAD", "OPTIONS")
POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
FIELD, HEADER = "csrf", "X-Csrf"


def before() -> ResponseReturnValue | None:
    """Let a request through (None), or answer it: log in first, not permitted, form too old."""
    if request.endpoint == "static":
        return None
    asked = route_of(request.endpoint)
    if asked is not None and asked.door != PAGE:
        if asked.needs == PUBLIC:
            return None
        g.actor = KEEPERS[asked.door]()
        _require(asked, g.actor)
        return None
    session.recognise()
    if asked is None:
        return None
    stopped = _entered(asked)
    if stopped is None:
        _require(asked, g.get("actor"))
        stopped = _own_form(asked)
    if stopped is None:
        held_files.bring_back()
    return stopped


def _entered(asked: Route) -> ResponseReturnValue | None:
    if asked.needs == PUBLIC or g.get("visitor"):
        return None
    if wants_json():
        return page(401, "หมดเวลาใช้งาน โปรดเข้าระบบอีกครั้งในแท็บใหม่ แล้วกลับมาที่หน้านี้")
    if request.method in SAFE:
        return redirect(url_for("enter", next=request.full_path.rstrip("?")))
    return hold()


def _require(asked: Route, actor: Actor | None) -> None:
    if asked.needs in (PUBLIC, PERSON):
        return
    if actor is None or not holds(actor, asked.needs):
        who = actor.user if actor else ""
        raise NotPermitted(user=who, act=act_titles()[asked.needs])


def _own_form(asked: Route) -> ResponseReturnValue | None:
    if request.method in SAFE:
        return None
    if session.carries(request.headers.get(HEADER) or request.form.get(FIELD, "")):
        return None
    if wants_json():
        return page(400, "หน้านี้เปิดไว้ก่อนเปลี่ยนผู้ใช้ โปรดเปิดหน้าใหม่")
    return ask_again()


def after(response: Response) -> Response:
    """Put the same strict headers on every answer; a view may have set stricter ones."""
    for name, value in (
        ("Content-Security-Policy", POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
    ):
        response.headers.setdefault(name, value)
    if response.status_code < 400:
        held_files.let_go()
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def safe_next(target: str) -> str:
    """Return ``target`` if it is an address of our own, else the first page.

    Browsers read ``//host``, ``/\\host`` and control characters as other hosts.
    """
    parts = urlsplit(target)
    own = target.startswith("/") and not target.startswith(("//", "/\\"))
    if (
        own
        and not parts.scheme
        and not parts.netloc
        and target.isprintable()
        and "\\" not in target
    ):
        return target
    return url_for("start")
