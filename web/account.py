"""My account: name and roles, password, PIN."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.permissions import role_titles
from thai.errors import Refused
from web import session
from web.current import actor, office
from web.enter import address
from web.errors import status_of
from web.routing import PERSON, route


@route("/account", needs=PERSON)
def account() -> ResponseReturnValue:
    """Show my own account."""
    return _page()


@route("/account/password", needs=PERSON, methods=("POST",))
def account_password() -> ResponseReturnValue:
    """Replace my password; I stay logged in here and am logged out everywhere else."""
    old, new = request.form.get("old", ""), request.form.get("password", "")
    if new != request.form.get("again", ""):
        return _page({"again": "รหัสผ่านใหม่สองช่องไม่ตรงกัน โปรดพิมพ์ใหม่ทั้งสองช่อง"}), 422
    try:
        given = office().entrance.change_password(
            actor(), old, new, address=address(), browser=session.browser()
        )
    except Refused as refused:
        return _page({"old": str(refused)}), status_of(refused)
    session.began(given)
    flash("เปลี่ยนรหัสผ่านแล้ว เครื่องอื่นที่เข้าระบบด้วยชื่อนี้ต้องเข้าใหม่")
    return redirect(url_for("account"))


@route("/account/pin", needs=PERSON, methods=("POST",))
def account_pin() -> ResponseReturnValue:
    """Set or take away my PIN."""
    try:
        office().entrance.set_pin(actor(), request.form.get("pin", ""))
    except Refused as refused:
        return _page({"pin": str(refused)}), status_of(refused)
    flash("บันทึก PIN แล้ว" if request.form.get("pin", "").strip() else "เลิกใช้ PIN แล้ว")
    return redirect(url_for("account"))


def _page(faults: dict[str, str] | None = None) -> str:
    titles, groups = role_titles(), office().profile.group_names
    roles = [(titles[g.role], groups.get(g.group, "ทั้งสำนักงาน")) for g in actor().grants]
    pin = office().entrance.has_pin(actor().user)
    return render_template("account.html", faults=faults or {}, roles=roles, has_pin=pin)
