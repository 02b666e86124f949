"""The office's mail server, for the daily digest: set, tried, and what was sent."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.digest import STATES
from office.mail import SECURITY
from office.mail_errors import MailUnset
from templates.errors import Problem
from thai.errors import Refused
from web.current import actor, office
from web.errors import status_of
from web.routing import route


@route("/settings/mail", needs="administer")
def settings_mail() -> ResponseReturnValue:
    """Ask for the server."""
    return _page()


@route("/settings/mail", needs="administer", methods=("POST",))
def settings_mail_put() -> ResponseReturnValue:
    """Keep the settings, or send a mail to try the kept ones."""
    digest, trying = office().standards.digest, request.form.get("do") == "test"
    try:
        if trying:
            digest.test(request.form.get("to", ""), actor())
        else:
            digest.put(request.form, actor())
    except MailUnset as unset:
        return _page(unset.problems), 422
    except Refused as refused:
        return _page((Problem("to", "", str(refused)),)), status_of(refused)
    flash("ส่งอีเมลทดสอบแล้ว โปรดดูในกล่องจดหมาย" if trying else "บันทึกแล้ว")
    return redirect(url_for("settings_mail"), 303)


def _page(problems: tuple[Problem, ...] = ()) -> str:
    digest = office().standards.digest
    told = digest.setting
    kept = {
        "host": told.server.host,
        "port": str(told.server.port),
        "security": told.server.security,
        "user": told.server.user,
        "sender": told.server.sender,
        "hour": str(told.hour),
        "daily": "1" if told.daily else "",
    }
    typing = problems and request.form.get("do") != "test"
    return render_template(
        "settings_mail.html",
        typed=request.form if typing else kept,
        to=request.form.get("to", ""),
        securities=SECURITY,
        has_password=digest.has_password,
        mailed=digest.mailed(actor()),
        states=STATES,
        problems=problems,
    )
