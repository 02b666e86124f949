"""What a case knows, by the names that a procedure's papers call it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from office.procedures.kept import Case
from office.procedures.procedure import TARGETS
from office.procedures.standing import Row
from office.profile import Profile
from templates.people import Person
from thai.booknumber import YearNumber, parse_year_number
from thai.digits import to_thai
from thai.errors import Refused

CHAIR = "ประธาน"
PEOPLE = ("invitee", "person")


@dataclass(frozen=True)
class Place:
    """Who makes a paper, when, and of which rows of a step: those of one round, at least one."""

    profile: Profile
    drafter: Person | None
    today: date
    rows: tuple[Row, ...]


def facts(case: Case, all_rows: Iterable[Row], place: Place) -> dict[str, Any]:
    """Return what is known: words and days of the case, days of its steps, people by their ids."""
    told: dict[str, Any] = dict(case.situation.dates)
    for name, text in case.situation.texts.items():
        told |= {name: text} | _parts(name, text)
    for row in all_rows:
        if row.due:
            told.setdefault(f"{row.step}.due", row.due)
    return told | _targets(case) | _of_office(place) | _of_rows(place)


def _parts(name: str, text: str) -> dict[str, Any]:
    """A text such as ๗/๒๕๖๙ tells a number and its year; "การประชุม" is named as an act, ประชุม."""
    told: dict[str, Any] = {f"{name}.act": text.removeprefix("การ")}
    if number := year_number(text):
        seq, year = to_thai(str(number.number)), to_thai(str(number.year))
        told |= {f"{name}.seq": seq, f"{name}.year_be": year}
    return told


def year_number(text: str) -> YearNumber | None:
    """Read ๗/๒๕๖๙; None where it is something else."""
    try:
        return parse_year_number(text)
    except Refused:
        return None


def _targets(case: Case) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind in TARGETS:
        targets = case.situation.of_kind(kind)
        if kind in PEOPLE:
            found[kind] = [{"person": target.id} for target in targets]
        elif kind == "group":
            found[kind] = [target.title for target in targets]
        else:
            found[kind] = [{"name": target.title} for target in targets]
    return found


def _of_office(place: Place) -> dict[str, Any]:
    profile, drafter = place.profile, place.drafter
    group = drafter.group if drafter else ""
    heads = (one.id for one in profile.people if one.role == "head" and one.group == group)
    return {
        "office": profile.name_full,
        "today": place.today,
        "director": profile.director.id if profile.director else "",
        "clerk": drafter.id if drafter else "",
        "head": next(heads, ""),
        "unit": profile.group_names.get(group, ""),
    }


def _of_rows(place: Place) -> dict[str, Any]:
    """Tell the round, and whom the paper is about, where it is made of one row."""
    row = place.rows[0]
    if len(place.rows) != 1:
        return {"round": row.round}
    person = place.profile.directory.get(row.target)
    groups = place.profile.group_names
    group = person.group if person else row.target
    return {
        "round": row.round,
        "target": row.target,
        "target.title": person.post if person else row.target_title,
        "target.group": groups.get(group, ""),
    }


def attendants(told: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return who is to attend: the director in the chair, then the invited in their order."""
    invited = [row for row in told.get("invitee", []) if row["person"] != told["director"]]
    chair = [{"person": told["director"], "meeting_role": CHAIR}] if told["director"] else []
    return chair + invited if invited else []
