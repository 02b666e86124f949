"""The office as data: its names, code, addresses, groups, people, schools, rooms and settings.

The form on disk and in the archive's object ``office/profile`` is the YAML of
``office/samples/office.yaml``; a ``Profile`` is the same thing, checked and frozen.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from archive.errors import FilePlanBroken
from archive.fileplan import FilePlan, first_plan
from office import answers
from office.arrival_rule import Rule
from office.errors import ProfileBroken
from templates.people import Person
from thai.digits import to_arabic, to_thai
from thai.text import clean

PAPERS = ("letter", "memo", "order", "announcement")
EMBLEM_KINDS = ("none", "preprinted", "picture")
FONTS = ("TH Sarabun New", "TH SarabunPSK")
DIGITS = ("thai", "arabic")
NO, YES = "no", "yes"
SUBJECT, NUMBER, NOTHING = "subject", "number", "nothing"
WEB_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]{1,200}(:[0-9]{1,5})?")
SAMPLE = Path(__file__).parent / "samples" / "office.yaml"
SAMPLE_ID = "demo-esa1"


@dataclass(frozen=True)
class Group:
    """A group or unit of the office; ``code`` is its part of the letter code ("" = none)."""

    id: str
    name: str
    code: str = ""
    short: str = ""
    head_title: str = ""


@dataclass(frozen=True)
class School:
    """A school that the office looks after, with its head as a person of the directory."""

    id: str
    name: str
    head: Person


@dataclass(frozen=True)
class Room:
    """A meeting room."""

    id: str
    name: str
    floor: str = ""
    capacity: int = 0


@dataclass(frozen=True)
class Profile:
    """One office. ``emblem`` says for each kind of paper: none yet, pre-printed, or the picture.

    ``sheet_codes`` (NO, YES): whether prints bear a QR code, which leads to ``web_address`` where
    there is one. ``verify_shows`` (SUBJECT, NUMBER, NOTHING): what strangers learn of open papers.
    ``numbered_elsewhere`` names, by a register's code, the other system that gives its numbers.
    """

    id: str
    name_full: str
    name_short: str = ""
    parent_full: str = ""
    parent_short: str = ""
    ministry: str = ""
    book_code: str = ""
    address_lines: tuple[str, ...] = ()
    phone: str = ""
    fax: str = ""
    email_saraban: str = ""
    font: str = FONTS[0]
    digits: str = DIGITS[0]
    default_category: str = ""
    sheet_codes: str = NO
    web_address: str = ""
    verify_shows: str = SUBJECT
    emblem: Mapping[str, str] = field(default_factory=lambda: dict.fromkeys(PAPERS, "none"))
    meeting_rooms: tuple[Room, ...] = ()
    groups: tuple[Group, ...] = ()
    people: tuple[Person, ...] = ()
    schools: tuple[School, ...] = ()
    file_plan: FilePlan = field(default_factory=first_plan)
    arrival_rules: tuple[Rule, ...] = ()
    numbered_elsewhere: Mapping[str, str] = field(default_factory=dict)

    @property
    def directory(self) -> dict[str, Person]:
        """Everybody a form may name by id, heads of schools (by the school's id) included."""
        people = {person.id: person for person in self.people}
        return people | {school.id: school.head for school in self.schools}

    @property
    def group_names(self) -> dict[str, str]:
        """Names of the groups by id, in protocol order."""
        return {group.id: group.name for group in self.groups}

    @property
    def names(self) -> dict[str, str]:
        """Names of groups and of the office's people by id: of whoever work is handed to."""
        return self.group_names | {person.id: person.name.full for person in self.people}

    @property
    def director(self) -> Person | None:
        """The head of the office, if the directory has one."""
        return next((person for person in self.people if person.role == "director"), None)

    @property
    def is_sample(self) -> bool:
        """True for the fictional office that comes with the program."""
        return self.id == SAMPLE_ID

    def with_setting(self, key: str, value: str) -> "Profile":
        """Return the profile with one plain setting changed; raises ProfileBroken."""
        if key not in SETTINGS:
            raise ProfileBroken(faults=f"- ไม่มีค่าชื่อ “{key}” ค่าที่ตั้งได้: {', '.join(SETTINGS)}")
        text = clean(value)
        changed: object = text
        if key == "address_lines":
            changed = tuple(part.strip() for part in text.split("|") if part.strip())
        return from_document(to_document(replace(self, **{key: changed})))  # type: ignore[arg-type]


SETTINGS = (
    "name_full",
    "name_short",
    "parent_full",
    "parent_short",
    "ministry",
    "book_code",
    "address_lines",
    "phone",
    "fax",
    "email_saraban",
    "font",
    "digits",
    "default_category",
    "sheet_codes",
    "web_address",
    "verify_shows",
)


def load(path: Path) -> Profile:
    """Read an office file (YAML); raises FileNotReadable or ProfileBroken with every fault."""
    profile = from_document(answers.load(path))
    if faults := alike(profile):
        raise ProfileBroken(faults="\n".join(f"- {fault}" for fault in faults))
    return profile


def from_document(document: object) -> Profile:
    """Build a profile from a parsed office file; all faults are collected and told together."""
    faults: list[str] = []
    root = _mapping(document, "ไฟล์ข้อมูลสำนักงาน", faults)
    office = _mapping(root.get("office"), "office", faults)
    profile = Profile(
        **{key: _text(office, key) for key in ("id", *SETTINGS) if key not in _OWN_READING},
        address_lines=tuple(str(line) for line in office.get("address_lines") or ()),
        font=_text(office, "font") or FONTS[0],
        digits=_text(office, "digits") or DIGITS[0],
        sheet_codes=_text(office, "sheet_codes") or NO,
        verify_shows=_text(office, "verify_shows") or SUBJECT,
        emblem=dict.fromkeys(PAPERS, "none") | dict(office.get("emblem") or {}),
        meeting_rooms=tuple(
            Room(_text(r, "id"), _text(r, "name"), _text(r, "floor"), int(r.get("capacity") or 0))
            for r in _rows(office, "meeting_rooms", faults)
        ),
        groups=tuple(_group(row) for row in _rows(root, "groups", faults)),
        people=tuple(_person(row) for row in _rows(root, "people", faults)),
        schools=tuple(_school(row) for row in _rows(root, "schools", faults)),
        file_plan=_file_plan(root, faults),
        arrival_rules=tuple(map(Rule.from_plain, _rows(root, "arrival_rules", faults))),
        numbered_elsewhere=_texts(root, "numbered_elsewhere", faults),
    )
    faults += faults_of(profile)
    if faults:
        raise ProfileBroken(faults="\n".join(f"- {fault}" for fault in faults))
    return profile


_OWN_READING = ("address_lines", "font", "digits", "sheet_codes", "verify_shows")


def faults_of(profile: Profile) -> list[str]:
    """Return every fault of a profile as a Thai sentence."""
    faults = []
    if not (profile.id and profile.id.isascii() and profile.id.replace("-", "").isalnum()):
        faults.append("office.id ต้องเป็นอักษรอังกฤษ ตัวเลข หรือขีดกลาง เช่น tuayang-esa1")
    if not profile.name_full:
        faults.append("office.name_full (ชื่อเต็มของสำนักงาน) ว่างอยู่")
    if profile.web_address and not WEB_ADDRESS.fullmatch(profile.web_address):
        faults.append("office.web_address ต้องเป็นที่อยู่เว็บ เช่น https://saraban.example.go.th")
    faults += [
        f"office.{key} ต้องเป็นหนึ่งใน {', '.join(choices)}"
        for key, value, choices in (
            ("font", profile.font, FONTS),
            ("digits", profile.digits, DIGITS),
            ("sheet_codes", profile.sheet_codes, (NO, YES)),
            ("verify_shows", profile.verify_shows, (SUBJECT, NUMBER, NOTHING)),
            *((f"emblem.{paper}", kind, EMBLEM_KINDS) for paper, kind in profile.emblem.items()),
        )
        if value not in choices
    ]
    faults += [*_twice(profile), *(words for _, words in same_codes(profile.groups))]
    faults += [
        f"รหัสกลุ่ม “{group.id}” ซ้ำกับชื่อทะเบียนหนังสือเวียน โปรดใช้คำอื่นแทน circular"
        for group in profile.groups
        if group.id.endswith("circular")
    ]
    faults += _rule_faults(profile)
    groups = profile.group_names
    faults += [
        f"บุคคล {person.id} อยู่ในกลุ่ม “{person.group}” ซึ่งไม่มีในรายชื่อกลุ่ม"
        for person in profile.people
        if person.group and person.group not in groups
    ]
    return faults


def _rule_faults(profile: Profile) -> list[str]:
    codes = {each.code for each in profile.file_plan.categories}
    return [
        f"กฎของหนังสือที่เข้ามาใช้{what} “{value}” ซึ่งไม่มี โปรดแก้หรือลบกฎก่อน"
        for rule in profile.arrival_rules
        for what, value, known in (
            ("หมวด", rule.category, codes),
            ("กลุ่ม", rule.group, {"", *profile.group_names}),
        )
        if value not in known
    ]


def _twice(profile: Profile) -> list[str]:
    """Say which ids are given twice."""
    people = [*(p.id for p in profile.people), *(s.id for s in profile.schools)]
    groups = [group.id for group in profile.groups]
    return [
        f"รหัส “{twice}” ซ้ำใน{what}"
        for what, ids in (("กลุ่ม", groups), ("บุคคลและสถานศึกษา", people))
        for twice in sorted({id for id in ids if ids.count(id) > 1})
    ]


def alike(profile: Profile) -> list[str]:
    """Return a Thai sentence for ids that differ in the case of letters only.

    They are told apart everywhere, but people read them as one, and so do the names of files on
    Windows: a new office is refused; one that has them goes on.
    """
    people = [*(p.id for p in profile.people), *(s.id for s in profile.schools)]
    groups = [group.id for group in profile.groups]
    codes = [category.code for category in profile.file_plan.categories]
    return [
        f"รหัส{what} “{one}” กับ “{other}” ต่างกันเพียงอักษรตัวใหญ่ตัวเล็ก โปรดใช้รหัสอื่น"
        for what, ids in (("บุคคล", people), ("กลุ่ม", groups), ("แฟ้ม", codes))
        for one, other in combinations(sorted(ids), 2)
        if one.casefold() == other.casefold()
    ]


def same_codes(groups: Sequence[Group]) -> list[tuple[Group, str]]:
    """Return each group whose letter code an earlier one has, with a Thai sentence.

    ๑ and 1 are the same code; two groups that share one would print the same letter numbers.
    """
    owners, found = dict[str, Group](), list[tuple[Group, str]]()
    for group in groups:
        code = "".join(to_arabic(group.code).split())
        if code in owners:
            first = owners[code].name
            words = f"รหัส {to_thai(code)} ของ{group.name}ซ้ำกับ{first} เลขที่หนังสือจะซ้ำกัน โปรดใช้รหัสอื่น"
            found.append((group, words))
        elif code:
            owners[code] = group
    return found


def to_document(profile: Profile) -> dict[str, Any]:
    """Return the profile as the mapping that an office file holds."""
    return {
        "schema": "saraban/office/1",
        "office": {"id": profile.id}
        | {key: getattr(profile, key) for key in SETTINGS if key != "address_lines"}
        | {
            "address_lines": list(profile.address_lines),
            "emblem": dict(profile.emblem),
            "meeting_rooms": [_plain(room) for room in profile.meeting_rooms],
        },
        "groups": [_plain(group) for group in profile.groups],
        "people": [_plain(person) for person in profile.people],
        "schools": [
            {"id": s.id, "name": s.name, "head": _plain(s.head, ("prefix", "first", "last"))}
            for s in profile.schools
        ],
        "file_plan": profile.file_plan.to_plain(),
        "arrival_rules": [rule.to_plain() for rule in profile.arrival_rules],
        "numbered_elsewhere": dict(profile.numbered_elsewhere),
    }


def to_yaml(profile: Profile) -> str:
    """Return the office file as text."""
    return yaml.safe_dump(to_document(profile), allow_unicode=True, sort_keys=False, width=1000)


def _plain(value: object, only: tuple[str, ...] = ()) -> dict[str, Any]:
    return {key: v for key, v in vars(value).items() if v and (not only or key in only)}


def _mapping(value: object, where: str, faults: list[str]) -> Mapping[str, Any]:
    if isinstance(value, Mapping):
        return value
    faults.append(f"{where} ต้องเป็นรายการ ชื่อ: ค่า")
    return {}


def _rows(parent: Mapping[str, Any], key: str, faults: list[str]) -> list[Mapping[str, Any]]:
    rows = parent.get(key) or []
    if not isinstance(rows, list):
        faults.append(f"{key} ต้องเป็นรายการขึ้นต้นด้วย -")
        return []
    return [_mapping(row, f"{key} แถวที่ {n}", faults) for n, row in enumerate(rows, 1)]


def _file_plan(root: Mapping[str, Any], faults: list[str]) -> FilePlan:
    rows = _rows(root, "file_plan", faults)
    try:
        return FilePlan.from_plain(map(dict, rows)) if rows else first_plan()
    except FilePlanBroken as broken:
        faults.append(str(broken))
        return first_plan()


def _texts(root: Mapping[str, Any], key: str, faults: list[str]) -> dict[str, str]:
    told = _mapping(root.get(key) or {}, key, faults)
    return {str(name): text for name in told if (text := _text(told, name))}


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    return "" if value is None else clean(str(value))


def _group(row: Mapping[str, Any]) -> Group:
    return Group(
        _text(row, "id"),
        _text(row, "name"),
        to_arabic(_text(row, "code")),
        _text(row, "short"),
        _text(row, "head_title"),
    )


_PERSON_KEYS = (
    *("id", "prefix", "first", "last", "position"),
    *("position_short", "duty", "group", "role"),
)


def _person(row: Mapping[str, Any]) -> Person:
    return Person(**{key: _text(row, key) for key in _PERSON_KEYS})


def _school(row: Mapping[str, Any]) -> School:
    name, head = _text(row, "name"), row.get("head")
    person = _person(head if isinstance(head, Mapping) else {})
    return School(
        _text(row, "id"),
        name,
        Person(_text(row, "id"), person.prefix, person.first, person.last, f"ผู้อำนวยการ{name}"),
    )
