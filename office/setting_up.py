"""Setting up an office from what a person types: facts, groups and people, each on its own.

Rows come as typed text; an empty row is no row. A row keeps its id when it has one, so that
people and groups stay the same persons and groups when their names are corrected.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from office.errors import SettingsInvalid
from office.office import Office
from office.people_errors import UnknownRole
from office.permissions import Actor, held_everywhere, role_named
from office.profile import FONTS, PAPERS, SETTINGS, Group, Profile, faults_of, same_codes
from templates.errors import Problem
from templates.people import Person
from thai.digits import to_arabic
from thai.errors import NameNotUnderstood
from thai.names import parse_name
from thai.text import clean

Row = Mapping[str, str]
_ELSEWHERE = ("font", "digits", "default_category", "sheet_codes", "web_address", "verify_shows")
FACTS = tuple(key for key in SETTINGS if key not in _ELSEWHERE)
ID = re.compile(r"[a-z0-9][a-z0-9-]{1,30}")
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|-")
CALLED = re.compile(r"(?:[^\d]*\d){3}.*|-")
CODE = re.compile(r"[ก-ฮ]{1,3}\.?\s?[0-9๐-๙]{3,6}(\.[0-9๐-๙]{1,4})*")


def empty_profile(id: str) -> Profile:
    """Return an office that knows nothing of itself yet."""
    return Profile(id, "", font=FONTS[0], emblem=dict.fromkeys(PAPERS, "none"))


def facts_of(profile: Profile) -> dict[str, str]:
    """Return the plain facts as they are typed; address lines one below the other."""
    facts = {key: getattr(profile, key) for key in FACTS}
    return facts | {"id": profile.id, "address_lines": "\n".join(profile.address_lines)}


def with_facts(profile: Profile, given: Row, *, new: bool = False) -> Profile:
    """Return the profile with other facts; raises SettingsInvalid. Only a new one takes an id."""
    facts = {key: clean(given.get(key, "")) for key in FACTS if key != "address_lines"}
    lines = clean(given.get("address_lines", ""), lines=True).split("\n")
    told = {"id": (to_arabic(given.get("id", "")).strip() if new else "") or profile.id}
    problems = []
    if not facts["name_full"]:
        problems.append(Problem("name_full", "ชื่อเต็มของสำนักงาน", "โปรดใส่ชื่อเต็มของสำนักงาน"))
    if not ID.fullmatch(told["id"]):
        words = "ใช้อักษรอังกฤษตัวเล็ก ตัวเลข หรือขีดกลาง ยาว ๒–๓๑ ตัว เช่น tuayang-esa1"
        problems.append(Problem("id", "รหัสสำนักงาน", words))
    if facts["book_code"] and not CODE.fullmatch(facts["book_code"]):
        words = "เขียนอักษรย่อแล้วตามด้วยเลข เช่น ศธ ๐๔๙๙๙"
        problems.append(Problem("book_code", "รหัสหนังสือ", words))
    _refuse([*problems, *_unreachable(facts)])
    address = tuple(line.strip() for line in lines if line.strip())
    return replace(profile, id=told["id"], address_lines=address, **facts)  # type: ignore[arg-type]


def _unreachable(facts: Row) -> Iterator[Problem]:
    """Yield what cannot be a number to call or an address to write to; "-" says there is none."""
    for key, label in ("phone", "โทรศัพท์"), ("fax", "โทรสาร"):
        if facts[key] and not CALLED.fullmatch(facts[key]):
            yield Problem(key, label, "ใส่เป็นตัวเลข เช่น ๐ ๐๐๐๐ ๐๐๐๐ หรือเว้นว่าง")
    if facts["email_saraban"] and not MAIL.fullmatch(facts["email_saraban"]):
        words = "เขียนแบบ saraban@example.go.th หรือเว้นว่าง"
        yield Problem("email_saraban", "ไปรษณีย์อิเล็กทรอนิกส์งานสารบรรณ", words)


def group_rows(profile: Profile) -> list[dict[str, str]]:
    """Return the groups as rows to be typed over."""
    return [{"id": g.id, "name": g.name, "short": g.short, "code": g.code} for g in profile.groups]


def with_groups(profile: Profile, rows: Iterable[Row]) -> Profile:
    """Return the profile with these groups, in their order; raises SettingsInvalid."""
    kept = {group.id: group for group in profile.groups}
    new_id, problems, groups = _ids("g", kept), list[Problem](), list[Group]()
    places = dict[str, str]()
    for n, row in enumerate(rows):
        name, code = clean(row.get("name", "")), to_arabic(clean(row.get("code", "")))
        if not name:
            continue
        if code and not re.fullmatch(r"[0-9]{1,4}", code):
            problems.append(Problem(f"code-{n}", f"รหัสของ{name}", "ใส่เป็นตัวเลข หรือเว้นว่าง"))
        old = kept.get(row.get("id", ""), Group(new_id(), name))
        head = old.head_title or f"ผู้อำนวยการ{name}"
        short = clean(row.get("short", ""))
        groups.append(replace(old, name=name, code=code, short=short, head_title=head))
        places[groups[-1].id] = f"code-{n}"
    problems += [
        Problem(places[group.id], f"รหัสของ{group.name}", words)
        for group, words in same_codes(groups)
    ]
    left = {group.id for group in groups}
    problems += [
        Problem("rows", "กลุ่ม", f"ยังมี{person.name.plain}อยู่ในกลุ่มที่เอาออก โปรดย้ายก่อน")
        for person in profile.people
        if person.group and person.group not in left
    ]
    return _whole(replace(profile, groups=tuple(groups)), problems)


def people_rows(profile: Profile) -> list[dict[str, str]]:
    """Return the people as rows to be typed over."""
    keys = ("id", "position", "position_short", "duty", "group", "role")
    return [{k: getattr(p, k) for k in keys} | {"name": p.name.plain} for p in profile.people]


def with_people(profile: Profile, rows: Iterable[Row]) -> Profile:
    """Return the profile with these people; raises SettingsInvalid with every fault."""
    kept = {person.id: person for person in profile.people}
    new_id, problems, people = _ids("p", kept), list[Problem](), list[Person]()
    for n, row in enumerate(rows):
        typed = {key: clean(value) for key, value in row.items()}
        if not typed.get("name"):
            continue
        try:
            name = parse_name(typed["name"])
            role = role_named(typed["role"]) if typed.get("role") else ""
        except (NameNotUnderstood, UnknownRole) as refused:
            problems.append(Problem(f"name-{n}", f"คนที่ {n + 1}", str(refused)))
            continue
        told = {key: typed.get(key, "") for key in ("position", "position_short", "duty", "group")}
        id = typed["id"] if typed.get("id") in kept else new_id()
        people.append(Person(id, name.prefix, name.first, name.last, role=role, **told))
    return _whole(replace(profile, people=tuple(people)), problems)


def pasted_people(profile: Profile, text: str) -> list[dict[str, str]]:
    """Read rows copied out of a spreadsheet: name, position, duty, group (by its name)."""
    ids = {name: id for g in profile.groups for name, id in ((g.name, g.id), (g.short, g.id))}
    rows = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("\t")] + [""] * 4
        if cells[0]:
            told = {"name": cells[0], "position": cells[1], "duty": cells[2]}
            rows.append(told | {"group": ids.get(cells[3], "") if cells[3] else ""})
    return rows


def change(office: Office, profile: Profile, actor: Actor, why: str) -> None:
    """Put a changed profile in force; who is new in the directory gets the role it names."""
    known = {person.id for person in office.profile.people}
    office.change_profile(profile, actor, why)
    for person in profile.people:
        if person.id not in known and person.role:
            everywhere = held_everywhere(person.role)
            office.people.grant(person.id, person.role, "" if everywhere else person.group, actor)


def _ids(letter: str, taken: Iterable[str]) -> Callable[[], str]:
    """Return a giver of ids that nobody has: p01, p02 …"""
    used = {one.lower() for one in taken}

    def give() -> str:
        number = next(n for n in range(1, 10_000) if f"{letter}{n:02}" not in used)
        used.add(f"{letter}{number:02}")
        return f"{letter}{number:02}"

    return give


def _whole(profile: Profile, problems: list[Problem]) -> Profile:
    told = {problem.message for problem in problems}
    left = (fault for fault in faults_of(profile) if fault not in told)
    _refuse([*problems, *(Problem("rows", "ทั้งหน้า", fault) for fault in left)])
    return profile


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise SettingsInvalid(problems=tuple(problems))
