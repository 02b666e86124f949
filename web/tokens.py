"""My keys for programs that use the API in my name."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.people_errors import TokenTitleMissing
from web.current import actor, office
from web.routing import PERSON, route


@route("/account/tokens", needs=PERSON)
def tokens() -> ResponseReturnValue:
    """List my keys."""
    return _page()


@route("/account/tokens", needs=PERSON, methods=("POST",))
def token_give() -> ResponseReturnValue:
    """Make a key and show it, for this once."""
    try:
        return _page(office().tokens.give(request.form.get("title", ""), actor()))
    except TokenTitleMissing as refused:
        return _page(says=str(refused)), 422


@route("/account/tokens/<int:token>/revoke", needs=PERSON, methods=("POST",))
def token_revoke(token: int) -> ResponseReturnValue:
    """Take a key back."""
    office().tokens.revoke(token, actor())
    flash("ยกเลิกกุญแจแล้ว โปรแกรมที่ใช้กุญแจนี้จะเข้าไม่ได้อีก")
    return redirect(url_for("tokens"), 303)


def _page(given: str = "", says: str = "") -> str:
    mine = office().tokens.mine(actor())
    return render_template("tokens.html", tokens=mine, given=given, says=says)
