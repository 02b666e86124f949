"""What the office tells about itself, to be changed by an administrator."""

from collections.abc import Callable

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.profile import EMBLEM_KINDS, Profile
from office.setting_up import change, facts_of
from thai.errors import Refused
from web.current import actor, office
from web.errors import status_of
from web.routing import route
from web.settings_pages import facts_page, groups_page, people_page

WHY = "แก้ไขข้อมูลสำนักงาน"


@route("/office", needs="administer")
def settings() -> ResponseReturnValue:
    """List what can be changed."""
    renewed = office().own_templates.renewed()
    return render_template("settings.html", profile=office().profile, renewed=renewed)


@route("/office/facts", needs="administer", methods=("GET", "POST"))
def settings_facts() -> ResponseReturnValue:
    """Change names, code and address."""
    return _changed(lambda profile: facts_page(profile, facts_of(profile)))


@route("/office/groups", needs="administer", methods=("GET", "POST"))
def settings_groups() -> ResponseReturnValue:
    """Change the groups."""
    return _changed(groups_page)


@route("/office/people", needs="administer", methods=("GET", "POST"))
def settings_people() -> ResponseReturnValue:
    """Change the directory."""
    return _changed(people_page)


@route("/office/emblem", needs="administer", methods=("GET", "POST"))
def settings_emblem() -> ResponseReturnValue:
    """Say what stands in the emblem's place, and give its picture."""
    says, status = "", 200
    if request.method == "POST":
        kind, uploaded = request.form.get("emblem", "none"), request.files.get("picture")
        picture = uploaded.read() if uploaded and uploaded.filename else None
        if kind not in EMBLEM_KINDS:
            abort(400)
        if kind == "picture" and picture is None and not office().folder.emblem.exists():
            says, status = "โปรดเลือกไฟล์ภาพตรา หรือเลือกแบบอื่น", 422
        else:
            try:
                office().set_emblem(kind, picture, (), actor())
                flash("บันทึกตราแล้ว")
                return redirect(url_for("settings"))
            except Refused as refused:
                says, status = str(refused), status_of(refused)
    kinds = set(office().profile.emblem.values())
    kind = kinds.pop() if len(kinds) == 1 else ""
    has = office().folder.emblem.exists()
    return render_template("settings_emblem.html", kind=kind, has_picture=has, says=says), status


@route("/office/emblem.png", needs="administer")
def settings_emblem_picture() -> ResponseReturnValue:
    """Show the emblem's picture."""
    place = office().folder.emblem
    if not place.exists():
        abort(404)
    return Response(place.read_bytes(), mimetype="image/png")


def _changed(page: Callable[[Profile], str | Profile]) -> ResponseReturnValue:
    done = page(office().profile)
    if isinstance(done, str):
        return done
    change(office(), done, actor(), WHY)
    flash("บันทึกข้อมูลสำนักงานแล้ว")
    return redirect(url_for("settings"))
