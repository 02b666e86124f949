"""The file plan, changed by an administrator, and printed as the finding aid of the archive."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.catalogue import Filters
from archive.retention import classes
from office.errors import SettingsInvalid
from office.plan_setting import CLOSED, plan_rows, with_plan
from office.setting_up import change
from templates.errors import Problem
from web.current import actor, office
from web.routing import route
from web.rows import rows_of, with_room

KEYS = ("code", "title", "parent", "retention", "access", "closed")


@route("/office/plan", needs="administer", methods=("GET", "POST"))
def settings_plan() -> ResponseReturnValue:
    """Change the categories: names, retention, who may read, which are closed."""
    profile, problems, status = office().profile, tuple[Problem, ...](), 200
    used = {str(code): n for code, n in office().archive.counts("category")}
    rows = plan_rows(profile)
    if request.method == "POST":
        rows = rows_of(request.form, KEYS)
        if request.form.get("act") == "save":
            try:
                changed = with_plan(profile, rows, frozenset(used))
                change(office(), changed, actor(), "แก้ไขหมวดแฟ้มเอกสาร")
                flash("บันทึกหมวดแฟ้มเอกสารแล้ว")
                return redirect(url_for("settings_plan"), 303)
            except SettingsInvalid as refused:
                problems, status = refused.problems, 422
    page = render_template(
        "settings_plan.html",
        rows=with_room(rows, KEYS, request.form.get("act") == "more"),
        problems=problems,
        used=used,
        kept=classes(),
        groups=profile.groups,
        closed=CLOSED,
    )
    return page, status


@route("/plan", needs="read")
def plan() -> str:
    """Show the finding aid: every category with its term and how much is filed in it."""
    used = dict(office().counts("category", Filters(), actor()))
    return render_template(
        "plan.html",
        categories=office().profile.file_plan.categories,
        used=used,
        kept={each.id: each.title for each in classes()},
        groups=office().profile.group_names,
        name=office().profile.name_full,
        able=office().converter.available(),
    )
