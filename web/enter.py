"""Coming in and going out: log-in, one-time link, another person by PIN, log-out."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.people_errors import LinkExpired, NotUnlockedHere, PinBlocked
from thai.errors import Refused
from web import session
from web.current import office, visitor
from web.errors import status_of
from web.gate import safe_next
from web.held import offered
from web.routing import PERSON, PUBLIC, route


@route("/enter", needs=PUBLIC, methods=("GET", "POST"))
def enter() -> ResponseReturnValue:
    """Log in by user name and password."""
    if request.method == "GET":
        return _page(request.args.get("name", ""))
    name = request.form.get("name", "").strip().lower()
    try:
        given = office().entrance.enter(
            name, request.form.get("password", ""), address=address(), browser=session.browser()
        )
    except Refused as refused:
        return _page(name, str(refused)), status_of(refused)
    session.began(given)
    return _inside()


@route("/switch", needs=PUBLIC, methods=("GET", "POST"))
def switch() -> ResponseReturnValue:
    """Let another person known on this browser act, by PIN."""
    if request.method == "GET":
        return _people(request.args.get("user", ""))
    user = request.form.get("user", "")
    try:
        token = office().entrance.come_back(
            user, request.form.get("pin", ""), browser=session.browser()
        )
    except (PinBlocked, NotUnlockedHere) as refused:
        return _page(user, str(refused)), status_of(refused)
    except Refused as refused:
        return _people(user, str(refused)), status_of(refused)
    session.resumed(token)
    return _inside()


@route("/welcome/<link>", needs=PUBLIC, methods=("GET", "POST"))
def welcome(link: str) -> ResponseReturnValue:
    """Choose a password by a one-time link, and be logged in."""
    entrance = office().entrance
    user = entrance.invited(link)
    says = ""
    if request.method == "POST":
        password = request.form.get("password", "")
        try:
            if password != request.form.get("again", ""):
                says = "รหัสผ่านสองช่องไม่ตรงกัน โปรดพิมพ์ใหม่ทั้งสองช่อง"
            else:
                given = entrance.accept(
                    link, password, address=address(), browser=session.browser()
                )
                session.began(given)
                return redirect(url_for("start"))
        except LinkExpired:
            raise
        except Refused as refused:
            says = str(refused)
    page = render_template("password.html", who=entrance.name(user), user=user, says=says)
    return page, 422 if says else 200


@route("/leave", needs=PERSON, methods=("POST",))
def leave() -> ResponseReturnValue:
    """Log out; others who came in on this browser can still come back by PIN."""
    who = visitor()
    if who is not None:
        office().entrance.leave(who.user, session.browser())
    session.left()
    return redirect(url_for("enter"))


def address() -> str:
    """Return where the request comes from, for counting failed tries."""
    return request.remote_addr or ""


def _inside() -> ResponseReturnValue:
    """Go on where the person was: held text first, then the page asked for."""
    session.recognise()
    return offered(request.form.get("held", "")) or redirect(
        safe_next(request.form.get("next", ""))
    )


def _page(name: str, says: str = "") -> str:
    known = office().entrance.known(session.browser())
    return render_template("enter.html", name=name, says=says, known=known, **_carried())


def _people(user: str, says: str = "") -> str:
    known, who = office().entrance.known(session.browser()), visitor()
    others = [one.user for one in known if one.pin and not (who and one.user == who.user)]
    chosen = user or (others[0] if others else "")
    return render_template("switch.html", chosen=chosen, says=says, known=known, **_carried())


def _carried() -> dict[str, str]:
    """What must outlive the log-in: the page asked for, and text that was held."""
    return {key: request.values.get(key, "") for key in ("next", "held")}
