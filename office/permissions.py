"""Who may do what: one question, asked by every act of the office.

Roles and their verbs are data (``data/roles.yaml``); a grant ties a role to a person and a group.
"""

import getpass
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from archive.access import OFFICE as OFFICE  # noqa: PLC0414 - known from here
from archive.access import Access
from office.people_errors import NotPermitted, UnknownRole


@dataclass(frozen=True)
class Grant:
    """A role held in a group; group "" is the whole office."""

    role: str
    group: str = ""


@dataclass(frozen=True)
class Actor:
    """Somebody acting: ``user`` names the account, ``label`` is what the journal writes down.

    ``person`` is the account's holder, ``on`` the day of acting; ``door`` tells by which of DOORS.
    ``case``: the one case that a link opens to whom it was given.
    """

    user: str
    label: str
    grants: tuple[Grant, ...] = ()
    operator: bool = False
    person: str = ""
    on: date = date.min
    door: str = "command"
    case: int = 0


DOORS = {"page": "หน้าเว็บ", "api": "โปรแกรม (API)", "command": "คำสั่ง"}


@cache
def _table() -> dict[str, Any]:
    text = (Path(__file__).parent / "data" / "roles.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    return table


def role_named(name: str) -> str:
    """Return the role meant by ``name`` (synonyms of office files included); raises UnknownRole."""
    role = str(_table()["synonyms"].get(name, name))
    if role not in _table()["roles"]:
        raise UnknownRole(role=name, known=", ".join(_table()["roles"]))
    return role


def held_everywhere(role: str) -> bool:
    """Whether a role that an office file names is held in the whole office, not in a group."""
    return role_named(role) in (
        "director",
        "deputy",
        "registrar",
        "clerk",
        "kpi_admin",
        "administrator",
        "auditor",
    )


def role_titles() -> dict[str, str]:
    """Return the Thai title of every role."""
    return {role: row["title"] for role, row in _table()["roles"].items()}


def verbs(role: str) -> frozenset[str]:
    """Return what a role may do."""
    return frozenset(_table()["roles"][role]["verbs"])


def may(actor: Actor, verb: str, group: str = "") -> bool:
    """Whether ``actor`` may do ``verb`` on something of ``group`` ("" = of the whole office).

    A role held for the whole office counts in every group; one held in a group counts there, and
    for reading also on what belongs to the whole office.
    """
    if actor.operator:
        return True
    return any(
        verb in verbs(grant.role)
        and (grant.group in ("", group) or (verb in ("read", "draft") and not group))
        for grant in actor.grants
    )


def require(actor: Actor, verb: str, group: str = "") -> None:
    """Raise NotPermitted unless ``actor`` may."""
    if not may(actor, verb, group):
        raise NotPermitted(user=actor.user, act=_table()["verbs"][verb])


def readable(actor: Actor) -> Access | None:
    """Return the access labels that ``actor`` may read; None means every label.

    A record's label is "office" (all who may read), the id of the one group it belongs to, or a
    restriction (``archive.access``), which opens to whom it names and to the director.
    """
    if actor.operator:
        return None
    reading = [grant for grant in actor.grants if "read" in verbs(grant.role)]
    if not reading:
        return Access(frozenset())
    whole = {grant.role for grant in reading if grant.group == ""}
    if _SEES_EVERYTHING in whole:
        return None
    groups = {grant.group for grant in reading if grant.group}
    names = frozenset({actor.person, *(f"@{group}" for group in groups)}) - {""}
    labels = None if whole & _SEES_ALL else frozenset({OFFICE, *groups})
    return Access(labels, names, actor.on)


def may_see(actor: Actor, access: str) -> bool:
    """Whether ``actor`` may read a record of this label; opening asks what searching asks."""
    labels = readable(actor)
    return labels is None or access in labels


def require_seen(actor: Actor, access: str) -> None:
    """Raise NotPermitted unless ``actor`` may read a record of this label."""
    if not may_see(actor, access):
        raise NotPermitted(user=actor.user, act=_table()["verbs"]["read"])


_SEES_EVERYTHING = "director"
_SEES_ALL = {"registrar", "auditor"}


def act_titles() -> dict[str, str]:
    """Return every verb with its Thai words."""
    return dict(_table()["verbs"])


def holds(actor: Actor, verb: str) -> bool:
    """Whether ``actor`` may do ``verb`` on anything at all; the act itself asks about its group."""
    return actor.operator or any(verb in verbs(grant.role) for grant in actor.grants)


def operator() -> Actor:
    """Return the operator of this machine: full rights, journalled under the system's user."""
    try:
        user = getpass.getuser()
    except OSError:
        user = "?"
    return Actor(user, f"เครื่อง: {user}", operator=True)
