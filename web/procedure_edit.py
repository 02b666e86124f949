"""The office's own procedures: a list, and each as text to be changed, checked as a whole."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.procedures.editing import mark
from office.procedures.errors import ProcedureBroken, UnknownProcedure
from thai.errors import Refused
from web.current import actor, office
from web.errors import status_of
from web.routing import route

AT = "/settings/procedures"


@route(AT, needs="administer")
def procedures() -> ResponseReturnValue:
    """List the procedures, and ask for the id of a new one."""
    return _list()


@route(AT, needs="administer", methods=("POST",))
def procedure_begun() -> ResponseReturnValue:
    """Lead to a new procedure that begins as a copy of another."""
    id, like = request.form.get("id", "").strip(), request.form.get("like", "")
    try:
        office().standards.editing.text(id)
    except UnknownProcedure:
        return redirect(url_for("procedure", id=id or "_", like=like), 303)
    return _list(f"มีขั้นตอนงาน “{id}” อยู่แล้ว โปรดใช้รหัสอื่น"), 422


@route(f"{AT}/<id>", needs="administer")
def procedure(id: str) -> ResponseReturnValue:
    """Show a procedure's text; ``?version=`` an earlier one, ``?like=`` another's for a new one."""
    editing = office().standards.editing
    try:
        text = editing.text(id)
        seen = mark(text)
    except UnknownProcedure:
        if not request.args.get("like"):
            raise
        like = request.args["like"]
        text, seen = editing.text(like).replace(f'id = "{like}"', f'id = "{id}"', 1), ""
    asked = request.args.get("version", "")
    kept = {str(one.number): one.text for one in editing.of(id, actor())}
    return _page(id, kept.get(asked, text), seen)


@route(f"{AT}/<id>", needs="administer", methods=("POST",))
def procedure_put(id: str) -> ResponseReturnValue:
    """Let the text count from now on, or set the shipped one back."""
    editing, typed = office().standards.editing, request.form
    if typed.get("do") == "back":
        editing.back(id, actor())
        flash("กลับไปใช้ที่มากับโปรแกรมแล้ว งานที่เริ่มแล้วไม่เปลี่ยน")
        return redirect(url_for("procedures"), 303)
    text, seen = typed.get("text", ""), typed.get("seen", "")
    try:
        told = editing.put(id, text, seen, typed.get("why", "").strip(), actor())
    except ProcedureBroken as broken:
        return _page(id, text, seen, broken.faults), 422
    except Refused as refused:
        return _page(id, text, seen, (str(refused),)), status_of(refused)
    flash(f"ใช้ขั้นตอนงาน “{told.title}” แล้ว งานที่เริ่มแล้วใช้ฉบับเดิมต่อ")
    return redirect(url_for("procedures"), 303)


def _list(says: str = "") -> str:
    shelf, editing = office().cases.shelf, office().standards.editing
    return render_template(
        "procedures.html",
        procedures=[(one, editing.origin(one.id)[0]) for one in shelf.all()],
        broken=shelf.broken(),
        says=says,
        typed=request.form,
    )


def _page(id: str, text: str, seen: str, faults: tuple[str, ...] = ()) -> str:
    own, shipped = office().standards.editing.origin(id)
    return render_template(
        "procedure.html",
        id=id,
        text=text,
        seen=seen,
        faults=faults,
        own=own,
        shipped=shipped,
        versions=office().standards.editing.of(id, actor()),
        why=request.form.get("why", ""),
    )
