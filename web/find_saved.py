"""Searches that somebody keeps: by a name, with a link, to be deleted any time."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from thai.errors import Refused
from web.current import actor, office
from web.find_link import Asked
from web.routing import route


@route("/find/keep", needs="read", methods=("POST",))
def find_keep() -> ResponseReturnValue:
    """Keep the search at hand."""
    asked = Asked.of_text(request.form.get("asked", ""))
    try:
        office().search.saved.keep(
            request.form.get("name", ""), asked.query_string if asked.q else "", actor()
        )
        flash("เก็บคำค้นแล้ว อยู่ท้ายหน้าค้นหา")
    except Refused as refused:
        flash(str(refused))
    return redirect(asked.link())


@route("/find/forget/<int:id>", needs="read", methods=("POST",))
def find_forget(id: int) -> ResponseReturnValue:
    """Delete a kept search."""
    office().search.saved.forget(id, actor())
    flash("ลบคำค้นที่เก็บไว้แล้ว")
    return redirect(url_for("find"))
