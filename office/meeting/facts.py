"""What the papers of a meeting begin with: its items under their headings, chair and secretary."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from office.meeting.bodies import CHAIR, SECRETARY, Bodies
from office.meeting.items import items_of
from office.meeting.series import code_for
from office.meeting.steps import held_on, is_meeting
from office.meeting.values import IN, Body, Item
from office.procedures.kept import Case

KINDS = ("chair", "inform", "consider", "other")
"""Kinds of items that are facts of their own; those of ``follow`` come after what is open still."""


def facts(conn: Connection, bodies: Bodies, case: Case, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of a meeting beside those ``told`` of its case; {} for other procedures."""
    if not is_meeting(case.procedure):
        return {}
    body, held = bodies.of_case(conn, case.procedure, case.situation), held_on(case)
    items = [one for one in items_of(conn, case.id) if one.place == IN]
    found: dict[str, Any] = {f"items.{kind}": _rows(items, kind) for kind in KINDS}
    found["followed"] = [*told["followed"], *_rows(items, "follow")]
    found["secretary"] = told["clerk"]
    name = case.situation.texts.get(case.procedure.series, "")
    found["code"] = (body.series if body else "") or code_for(conn, name)
    if body and held:
        found["secretary"] = body.holder(SECRETARY, held) or told["clerk"]
        found["attendants"] = _attendants(body, held, told)
    return found


def _rows(items: Iterable[Item], kind: str) -> list[dict[str, str]]:
    return [as_row(one) for one in items if one.told.kind == kind]


def as_row(item: Item) -> dict[str, str]:
    """Return an item as an agenda takes it; one that was kept says from which meeting it comes."""
    after = f" (เลื่อนมาจากครั้งที่ {item.carried})" if item.carried else ""
    title = {"title": f"{item.told.title}{after}"}
    return title | {"owner": item.group} if item.group else title


def _attendants(body: Body, held: date, told: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the invited in the order of their body, each in the role of that day.

    A body without a chair among the invited is chaired as any other meeting.
    """
    people = [row["person"] for row in told.get("invitee", [])]
    roles = {one.person: one.role for one in body.serving(held) if one.person in people}
    if CHAIR not in roles.values():
        usual: list[dict[str, str]] = told["attendants"]
        return usual
    plain = (one for one in people if one not in roles)
    return [
        *({"person": one, "meeting_role": role} for one, role in roles.items()),
        *({"person": one} for one in plain),
    ]
