"""The office's own types of documents: proposed from a Word file, arranged on one page, begun."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from templates.errors import Fault, TemplateBroken
from templates.proposal import REGISTERS, TYPES
from thai.errors import Refused
from web.current import actor, office
from web.errors import sentence_of, status_of
from web.own_templates import NOTHING_CHOSEN, pictures
from web.routing import route

AT = "/office/types"
KEYS = ("name", "label", "type", "required", "order")


@route(AT, needs="administer")
def proposed_forms() -> ResponseReturnValue:
    """Ask for a name and a Word file; list the types in the making."""
    return _begin()


@route(AT, needs="administer", methods=("POST",))
def proposed_form_put() -> ResponseReturnValue:
    """Read the words in a file and lead to the fields that they propose."""
    given = request.files.get("file")
    if given is None or not given.filename:
        return _begin(NOTHING_CHOSEN), 422
    try:
        id = office().proposed_forms.put(request.form.get("title", ""), given.read(), actor())
    except TemplateBroken as broken:
        return _begin(faults=broken.faults), 422
    except Refused as refused:
        return _begin(sentence_of(refused)), status_of(refused)
    return redirect(url_for("proposed_form", id=id), 303)


@route(f"{AT}/<int:id>", needs="administer")
def proposed_form(id: int) -> ResponseReturnValue:
    """Show the fields to be arranged; with ``?look=1``, with the example as pages."""
    if "look" not in request.args:
        return _page(id)
    try:
        seen = office().proposed_forms.look(id)
    except TemplateBroken as broken:
        return _page(id, broken.faults), 422
    return render_template("proposed_form.html", **_told(id), preview=seen, pictures=pictures(seen))


@route(f"{AT}/<int:id>", needs="administer", methods=("POST",))
def proposed_form_save(id: int) -> ResponseReturnValue:
    """Keep the arrangement, then do what the pressed button says."""
    do, acts = request.form.get("do", ""), office().proposed_forms
    if do == "drop":
        acts.drop(id, actor())
        flash("ทิ้งแบบใหม่แล้ว")
        return redirect(url_for("proposed_forms"), 303)
    try:
        title, register = request.form.get("title", ""), request.form.get("register", "")
        acts.save(id, title, register, _rows(), actor())
        if do != "begin":
            return redirect(url_for("proposed_form", id=id, look=1 if do == "look" else None), 303)
        code = acts.begin(id, actor())
    except TemplateBroken as broken:
        return _page(id, broken.faults), 422
    except Refused as refused:
        return _page(id, says=sentence_of(refused)), status_of(refused)
    flash(f"เริ่มใช้ “{office().shelf.form(code).title}” แล้ว อยู่ในหน้าทำหนังสือใหม่")
    return redirect(url_for("own_template", code=code), 303)


def _rows() -> list[dict[str, str]]:
    count = int(request.form["count"]) if request.form.get("count", "").isdecimal() else 0
    return [
        {key: request.form.get(f"{key}-{n}", "") for key in KEYS} for n in range(min(count, 200))
    ]


def _begin(says: str = "", *, faults: tuple[Fault, ...] = ()) -> str:
    return render_template(
        "proposed_forms.html",
        says=says,
        faults=faults,
        title=request.form.get("title", ""),
        drafts=office().proposed_forms.every(),
    )


def _page(id: int, faults: tuple[Fault, ...] = (), *, says: str = "") -> str:
    return render_template("proposed_form.html", **_told(id), faults=faults, says=says)


def _told(id: int) -> dict[str, object]:
    draft = office().proposed_forms.draft(id)
    return {"draft": draft, "types": TYPES, "registers": REGISTERS}
