"""The first account of an office; and, in the fictional office, acting as anybody to try it out.

Both are reached only by the address that the person at this machine was told.
"""

from secrets import compare_digest

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.first_start import account_faults, first_account, has_accounts, try_as
from thai.errors import Refused
from web import session
from web.current import office
from web.enter import address
from web.errors import status_of
from web.routing import PUBLIC, route

KEY = "first_key"
TRIED = ("p15", "p16", "p05", "p02", "p01", "p06", "p14", "p07")
"""People of the sample office whose work differs: clerk, registrar, head, deputy, director …"""


@route("/first/<key>", needs=PUBLIC, methods=("GET", "POST"))
@route("/first/<key>/account", needs=PUBLIC, methods=("GET", "POST"))
@route("/first/<key>/sample", needs=PUBLIC, methods=("GET", "POST"))
def first(key: str) -> ResponseReturnValue:
    """Lead from the printed address to an account."""
    if not compare_digest(key, current_app.extensions.get(KEY, "")):
        abort(404)
    if office().profile.is_sample:
        return _sample()
    if has_accounts(office()):
        return redirect(url_for("enter"))
    return _account()


def _account() -> ResponseReturnValue:
    form, faults, status = request.form, dict[str, str](), 200
    if request.method == "POST":
        user, password = form.get("user", "").strip().lower(), form.get("password", "")
        faults, status = account_faults(user, password, form.get("again", "")), 422
        try:
            if not faults:
                whence = {"address": address(), "browser": session.browser()}
                person = form.get("person", "")
                session.began(first_account(office(), person, user, password, **whence))
                return redirect(url_for("start"))
        except Refused as refused:
            faults, status = {"user": str(refused)}, status_of(refused)
    people = office().profile.people
    return render_template("first_account.html", people=people, faults=faults), status


def _sample() -> ResponseReturnValue:
    directory = office().profile.directory
    if request.method == "POST":
        person = request.form.get("person", "")
        if person not in TRIED:
            abort(404)
        session.began(try_as(office(), person, browser=session.browser()))
        return redirect(url_for("start"))
    return render_template("try.html", people=[directory[id] for id in TRIED])
