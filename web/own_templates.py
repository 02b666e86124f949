"""The office's own templates: put in, looked at as a page, used, set back."""

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive import names
from office.preview import Preview
from templates.errors import Fault, TemplateBroken
from templates.form import Form
from thai.collate import sort_key
from thai.errors import Refused
from web.current import actor, office
from web.downloads import attachment
from web.draft_preview import WIDTH
from web.errors import sentence_of, status_of
from web.routing import route

NOTHING_CHOSEN = "โปรดเลือกไฟล์ Word (.docx) หนึ่งไฟล์"
AT = "/office/templates"


@route(AT, needs="administer")
def own_templates() -> ResponseReturnValue:
    """List the types, and whose template each of them has."""
    forms = sorted(office().shelf.forms(), key=lambda form: sort_key(form.title))
    told = [(form, office().own_templates.of(form)) for form in forms]
    return render_template(
        "own_templates.html",
        own=[one for one in told if any(file.origin != "shipped" for file in one[1])],
        shipped=[one for one in told if all(file.origin == "shipped" for file in one[1])],
        broken=office().shelf.broken(),
        retired=office().retired_types.every(),
    )


@route(f"{AT}/<code>", needs="administer")
def own_template(code: str) -> ResponseReturnValue:
    """Show a type's templates with their versions."""
    return _page(office().shelf.form(code))


@route(f"{AT}/<code>/<file>", needs="administer", methods=("POST",))
def own_template_put(code: str, file: str) -> ResponseReturnValue:
    """Take a template in and lead to how it looks; every fault is told at its words."""
    form, given = office().shelf.form(code), request.files.get("file")
    do = request.form.get("do", "")
    if do in ("back", "keep"):
        return _set(do, form, file)
    if given is None or not given.filename:
        return _page(form, file, NOTHING_CHOSEN), 422
    try:
        number, _ = office().own_templates.put(code, file, given.read(), actor())
    except TemplateBroken as broken:
        return _page(form, file, faults=broken.faults), 422
    except Refused as refused:
        return _page(form, file, sentence_of(refused)), status_of(refused)
    return redirect(url_for("own_template_look", code=code, file=file, number=number), 303)


@route(f"{AT}/<code>", needs="administer", methods=("POST",))
def own_template_type(code: str) -> ResponseReturnValue:
    """Retire a type, or take it back."""
    form, do = office().shelf.form(code), request.form.get("do", "")
    try:
        if do == "retire":
            office().retired_types.retire(form.code, request.form.get("reason", ""), actor())
            flash(f"เลิกใช้แบบ “{form.title}” แล้ว ที่ร่างและเก็บไว้แล้วคงอยู่")
        else:
            office().retired_types.take_back(form.code, actor())
            flash(f"กลับมาใช้แบบ “{form.title}” แล้ว")
    except Refused as refused:
        return _page(form, retiring=sentence_of(refused)), status_of(refused)
    return redirect(url_for("own_template", code=code), 303)


def _set(do: str, form: Form, file: str) -> ResponseReturnValue:
    if do == "back":
        office().own_templates.back(form.code, file, actor())
        flash("กลับไปใช้แม่แบบที่มากับโปรแกรมแล้ว")
    else:
        office().own_templates.keep(form.code, file, actor())
        flash("ใช้แม่แบบของสำนักงานต่อไป")
    return redirect(url_for("own_template", code=form.code), 303)


@route(f"{AT}/<code>/<file>/<int:number>", needs="administer")
def own_template_look(code: str, file: str, number: int) -> ResponseReturnValue:
    """Show the example as a version makes it, before it counts."""
    form = office().shelf.form(code)
    try:
        seen = office().own_templates.example(code, file, number)
    except TemplateBroken as broken:
        return _page(form, file, faults=broken.faults), 422
    return render_template(
        "own_template_look.html",
        form=form,
        file=file,
        number=number,
        preview=seen,
        pictures=pictures(seen),
    )


@route(f"{AT}/<code>/<file>/<int:number>", needs="administer", methods=("POST",))
def own_template_use(code: str, file: str, number: int) -> ResponseReturnValue:
    """Let a version count from now on."""
    office().own_templates.use(code, file, number, actor())
    flash(f"ใช้แม่แบบของสำนักงานกับ “{office().shelf.form(code).title}” แล้ว")
    return redirect(url_for("own_template", code=code), 303)


@route(f"{AT}/<code>/<file>/<which>.docx", needs="administer")
def own_template_file(code: str, file: str, which: str) -> ResponseReturnValue:
    """Send a template: ``which`` is a version's number, "now" or "shipped"."""
    acts, form = office().own_templates, office().shelf.form(code)
    if which == "shipped":
        data = acts.shipped(code, file)
    elif which == "now" or which.isdecimal():
        data = acts.docx(code, file, int(which) if which.isdecimal() else None)
    else:
        abort(404)
    return attachment(names.readable(f"แม่แบบ {form.title}", ".docx"), data)


@route(f"{AT}/pictures/<mark>/<int:page>.png", needs="administer")
def own_template_picture(mark: str, page: int) -> ResponseReturnValue:
    """Send one page of an example as PNG; 404 where it is forgotten."""
    picture = office().previews.picture(mark, page - 1, WIDTH) if page else None
    if picture is None:
        abort(404)
    return Response(picture, mimetype="image/png")


def pictures(seen: Preview) -> list[str]:
    """Return where the pages of an example are."""
    return [
        url_for("own_template_picture", mark=seen.mark, page=number + 1)
        for number in range(seen.pages)
    ]


def _page(
    form: Form,
    file: str = "",
    says: str = "",
    *,
    faults: tuple[Fault, ...] = (),
    retiring: str = "",
) -> str:
    return render_template(
        "own_template.html",
        form=form,
        files=office().own_templates.of(form),
        at=file,
        says=says,
        faults=faults,
        retired=office().retired_types.every().get(form.code),
        retiring=retiring,
    )
