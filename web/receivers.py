"""The directory of outside receivers: looked through, kept, taken in, doubles made one."""

import csv
import io
from collections.abc import Mapping

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.batch_errors import SheetUnreadable
from office.receiver_list import ADDRESS, CLOSING, NAME, Known
from templates.salutations import salutation_of, salutations
from thai.errors import Refused
from web.current import actor, office
from web.downloads import attachment
from web.errors import status_of
from web.routing import route

SHOWN = 500
"""Receivers on a page; the search finds the others."""


@route("/receivers", needs="draft")
def receivers() -> str:
    """List the receivers, those first that are probably the same."""
    return _page()


@route("/receivers", needs="draft", methods=("POST",))
def receivers_take() -> ResponseReturnValue:
    """Take the receivers of a table."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return _page(says="โปรดเลือกไฟล์ Excel หรือ CSV"), 422
    try:
        taken = office().receivers.take_in(file.filename, file.read(), actor())
    except SheetUnreadable as refused:
        return _page(says=str(refused)), 422
    flash(f"เพิ่มใหม่ {taken.new} ราย มีอยู่แล้ว {taken.known} ราย รับไม่ได้ {len(taken.faults)} ราย")
    return _page(faults=taken.faults) if taken.faults else redirect(url_for("receivers"), 303)


@route("/receivers.csv", needs="draft")
def receivers_csv() -> Response:
    """Send the directory as a table that can be taken in again."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow((NAME, "คำขึ้นต้น", CLOSING, ADDRESS))
    for one in office().receivers.all():
        table.writerow(map(_harmless, (one.name, one.salutation, one.closing, one.address)))
    return attachment("รายชื่อผู้รับ.csv", b"\xef\xbb\xbf" + out.getvalue().encode())


@route("/receivers/new", needs="draft", methods=("GET", "POST"))
def receiver_new() -> ResponseReturnValue:
    """Add a receiver."""
    return _kept(Known(request.args.get("name", ""), salutations()[0].closing))


@route("/receivers/<int:receiver>", needs="draft", methods=("GET", "POST"))
def receiver(receiver: int) -> ResponseReturnValue:
    """Change a receiver, or take it out of the directory."""
    if request.form.get("do") == "remove":
        office().receivers.remove(receiver, actor())
        flash("ลบผู้รับออกจากรายชื่อแล้ว")
        return redirect(url_for("receivers"), 303)
    return _kept(office().receivers.one(receiver))


@route("/receivers/merge", needs="draft", methods=("POST",))
def receivers_merge() -> ResponseReturnValue:
    """Ask which of the chosen stays, then make them one."""
    chosen = [int(each) for each in request.form.getlist("chosen") if each.isdecimal()]
    stays = request.form.get("stays", "")
    try:
        if not stays and len(chosen) > 1:
            each = [office().receivers.one(id) for id in dict.fromkeys(chosen)]
            return render_template("receivers_merge.html", each=each)
        left = office().receivers.merge(chosen, int(stays) if stays.isdecimal() else 0, actor())
    except Refused as refused:
        return _page(says=str(refused)), status_of(refused)
    flash(f"รวมเป็นรายการเดียวแล้ว: {left.name}")
    return redirect(url_for("receivers"), 303)


def _page(says: str = "", faults: tuple[str, ...] = ()) -> str:
    asked = request.args.get("q", "").strip()
    found = office().receivers.all(asked)
    told = {"found": found[:SHOWN], "more": len(found) - SHOWN, "asked": asked}
    doubles = [] if asked else office().receivers.doubles()
    return render_template("receivers.html", doubles=doubles, says=says, faults=faults, **told)


def _kept(one: Known) -> ResponseReturnValue:
    """Show a receiver to be changed; when posted, keep it as it was typed."""
    if request.method == "GET":
        return _form(one)
    typed = _typed(request.form, one.id)
    try:
        office().receivers.put(typed, actor())
    except Refused as refused:
        return _form(typed, str(refused)), status_of(refused)
    flash("บันทึกผู้รับแล้ว")
    return redirect(url_for("receivers"), 303)


def _typed(form: Mapping[str, str], id: int) -> Known:
    version = form.get("version", "")
    seen = int(version) if version.isdecimal() else 0
    name, closing = form.get("name", "").strip(), form.get("closing", "")
    if closing == "auto":
        row = salutation_of(name)
        closing = row.closing if row else "auto"
    return Known(name, closing, form.get("address", ""), id, seen)


def _form(one: Known, says: str = "") -> str:
    return render_template("receiver.html", one=one, says=says, rows=salutations())


def _harmless(cell: str) -> str:
    """Keep a table program from reading a cell as a formula."""
    return f"'{cell}" if cell[:1] in set("=+-@\t\r") else cell
