"""The pages on which an office describes itself, at its first start and ever after.

Each takes what was posted and either gives the changed profile or the page to show again.
"""

from collections.abc import Mapping

from flask import render_template, request

from office.errors import SettingsInvalid
from office.permissions import role_titles
from office.profile import Profile
from office.setting_up import (
    group_rows,
    pasted_people,
    people_rows,
    with_facts,
    with_groups,
    with_people,
)
from templates.errors import Problem
from web.rows import rows_of, with_room

GROUP_KEYS = ("name", "id", "short", "code")
PERSON_KEYS = ("name", "id", "position", "position_short", "duty", "group", "role")


def facts_page(profile: Profile, typed: Mapping[str, str], *, new: bool = False) -> str | Profile:
    """Ask for names, code and address; of a new office also for its id."""
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        typed = request.form
        try:
            return with_facts(profile, typed, new=new)
        except SettingsInvalid as refused:
            problems = refused.problems
    return render_template("settings_facts.html", typed=typed, problems=problems, new=new)


def groups_page(profile: Profile) -> str | Profile:
    """Ask for the groups."""
    rows, problems = group_rows(profile), tuple[Problem, ...]()
    if request.method == "POST":
        rows = rows_of(request.form, GROUP_KEYS)
        if _act() == "save":
            try:
                return with_groups(profile, rows)
            except SettingsInvalid as refused:
                problems = refused.problems
    rows = with_room(rows, GROUP_KEYS, _act() == "more")
    return render_template("settings_groups.html", rows=rows, problems=problems)


def people_page(profile: Profile) -> str | Profile:
    """Ask for the people."""
    rows, problems = people_rows(profile), tuple[Problem, ...]()
    if request.method == "POST":
        rows = rows_of(request.form, PERSON_KEYS)
        if _act() == "paste":
            rows = [row for row in rows if row["name"].strip()]
            empty = dict.fromkeys(PERSON_KEYS, "")
            rows += [empty | row for row in pasted_people(profile, request.form.get("paste", ""))]
        if _act() == "save":
            try:
                return with_people(profile, rows)
            except SettingsInvalid as refused:
                problems = refused.problems
    rows = with_room(rows, PERSON_KEYS, _act() == "more")
    given = {"groups": profile.groups, "titles": role_titles(), "problems": problems}
    return render_template("settings_people.html", rows=rows, **given)


def _act() -> str:
    return request.form.get("act", "")
