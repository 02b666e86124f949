"""The office's file plan as rows to be typed over, and back into a plan."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from archive.errors import FilePlanBroken
from archive.fileplan import Category, FilePlan
from archive.retention import classes
from office.errors import SettingsInvalid
from office.profile import Profile, alike
from templates.errors import Problem
from thai.digits import to_arabic
from thai.text import clean

CLOSED = "closed"


def plan_rows(profile: Profile) -> list[dict[str, str]]:
    """Return the categories as rows to be typed over."""
    keys = ("code", "title", "parent", "retention", "access")
    return [
        {key: getattr(each, key) for key in keys} | {"closed": CLOSED if each.closed else ""}
        for each in profile.file_plan.categories
    ]


def with_plan(profile: Profile, rows: Iterable[Mapping[str, str]], used: frozenset[str]) -> Profile:
    """Return the profile with this plan; raises SettingsInvalid with every fault.

    ``used`` are the codes under which something is filed: those may be renamed and closed, and
    stay. A row without code and title is no row.
    """
    categories, problems = list[Category](), list[Problem]()
    for n, row in enumerate(rows):
        typed = {key: clean(value).strip() for key, value in row.items()}
        if not typed["code"] and not typed["title"]:
            continue
        one = Category(
            to_arabic(typed["code"]),
            typed["title"],
            to_arabic(typed["parent"]),
            typed["retention"],
            typed["access"],
            typed["closed"] == CLOSED,
        )
        problems += _faults(n, one, profile)
        categories.append(one)
    for code in sorted(used - {each.code for each in categories}):
        says = "มีเอกสารเก็บอยู่ จึงเอาออกหรือเปลี่ยนรหัสไม่ได้ ให้ปิดหมวดแทน"
        problems.append(Problem("rows", f"หมวด {code}", says))
    try:
        plan = FilePlan(tuple(categories))
    except FilePlanBroken as broken:
        plan = profile.file_plan
        problems = problems or [Problem("rows", "ทั้งหน้า", str(broken))]
    known, changed = alike(profile), replace(profile, file_plan=plan)
    problems += [Problem("rows", "ทั้งหน้า", says) for says in alike(changed) if says not in known]
    if not categories:
        problems.append(Problem("rows", "ทั้งหน้า", "ต้องมีอย่างน้อยหนึ่งหมวด"))
    if problems:
        raise SettingsInvalid(problems=tuple(problems))
    return changed


def _faults(n: int, one: Category, profile: Profile) -> list[Problem]:
    name = f"แถวที่ {n + 1}"
    told = [
        (f"code-{n}", not one.code, "โปรดใส่รหัสแฟ้ม"),
        (f"title-{n}", not one.title, "โปรดใส่ชื่อหมวด"),
        (
            f"retention-{n}",
            one.retention not in {each.id for each in classes()},
            "โปรดเลือกอายุการเก็บ",
        ),
        (
            f"access-{n}",
            bool(one.access) and one.access not in profile.group_names,
            "โปรดเลือกกลุ่มที่มีอยู่",
        ),
    ]
    return [Problem(path, name, says) for path, wrong, says in told if wrong]
