"""Who came: each seat of a meeting is present, represented, absent or not told yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from office.meeting.values import COMES, SENDS, STAYS, Reply
from office.profile import Profile
from templates.errors import Problem
from templates.people import Person
from thai.names import PersonName
from thai.text import normal

PRESENT, ONLINE, SUBSTITUTE, ABSENT = "present", "online", "substitute", "absent"
STATES = {
    "": "ยังไม่บันทึก",
    PRESENT: "มา",
    ONLINE: "มาทางออนไลน์",
    SUBSTITUTE: "ส่งผู้แทน",
    ABSENT: "ไม่มา",
}
FORETOLD = {COMES: PRESENT, SENDS: SUBSTITUTE, STAYS: ABSENT}
HERE = (PRESENT, ONLINE, SUBSTITUTE)
WALK_IN = "+"
"""With this begins the key of somebody who came without a seat."""


@dataclass(frozen=True)
class Mark:
    """What is told of a seat: ``name`` and ``post`` are the substitute's, ``reason`` of absence."""

    state: str = ""
    name: str = ""
    post: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Seat:
    """Somebody who was invited (a ``member``, or a guest), or who came without it.

    ``row`` is how the papers name the person, ``reply`` what was answered to the invitation;
    ``version`` is 0 as long as nothing was told of the day.
    """

    key: str
    name: str
    post: str
    role: str
    member: bool
    row: Mapping[str, Any] = field(default_factory=dict)
    reply: Mark = Mark()
    mark: Mark = Mark()
    version: int = 0
    who: str = ""
    at: datetime | None = None

    def in_role(self, role: str) -> "Seat":
        """Return the seat in a role (ประธาน), or as it is where it has one or none is told."""
        if self.role or not role:
            return self
        return replace(self, role=role, row={**self.row, "meeting_role": role})

    @property
    def here(self) -> bool:
        """Whether the seat is taken, by its holder or a substitute."""
        return self.mark.state in HERE


@dataclass(frozen=True)
class Quorum:
    """How many members are there of how many, how many are needed, of how many nothing is told."""

    here: int
    members: int
    needed: int
    untold: int

    @property
    def enough(self) -> bool:
        """Whether as many members as are needed are there or represented."""
        return self.here >= self.needed


def quorum(seats: Iterable[Seat], needed: int = 0) -> Quorum:
    """Count the members among some seats; without a number of its own a body needs half of them."""
    members = [seat for seat in seats if seat.member]
    here, untold = sum(seat.here for seat in members), sum(not seat.mark.state for seat in members)
    return Quorum(here, len(members), needed or (len(members) + 1) // 2, untold)


def of_reply(reply: Reply | None) -> Mark:
    """Return what a reply to the invitation foretells of the day."""
    if reply is None:
        return Mark()
    return Mark(FORETOLD.get(reply.kind, ""), reply.name, reply.post, reply.why)


def seats_of(rows: object, profile: Profile, *, member: bool) -> tuple[Seat, ...]:
    """Return the seats of people as papers name them (``invited``, ``guests``), each once."""
    listed = rows if isinstance(rows, list) else []
    seats = (_seat(row, profile, member) for row in listed if isinstance(row, Mapping))
    return tuple({seat.key: seat for seat in seats if seat.name}.values())


def faults(mark: Mark) -> list[Problem]:
    """Return what is missing in what is told of a seat."""
    if mark.state not in STATES:
        return [Problem("state", "การมาประชุม", "โปรดเลือกจากรายการ")]
    if mark.state == SUBSTITUTE and not mark.name.strip():
        return [Problem("name", "ชื่อผู้แทน", "โปรดเติมชื่อผู้ที่มาแทน")]
    return []


def lists(seats: Iterable[Seat], profile: Profile) -> dict[str, list[dict[str, Any]]]:
    """Return the three lists of the minutes: who came, who did not, who else was there.

    Of whom nothing was told, nothing is said.
    """
    told: dict[str, list[dict[str, Any]]] = {"present": [], "absent": [], "in_attendance": []}
    for seat in seats:
        if seat.here:
            told["present" if seat.member else "in_attendance"].append(_came(seat, profile))
        elif seat.mark.state == ABSENT and seat.member:
            reason = {"reason": seat.mark.reason} if seat.mark.reason else {}
            told["absent"].append({**seat.row, **reason})
    return {name: rows for name, rows in told.items() if rows}


def named(name: str, post: str, profile: Profile) -> dict[str, Any]:
    """Return a person as papers name one: by id where the directory knows the name."""
    wanted = normal(name).replace(" ", "")
    for person in profile.people:
        if normal(person.name.plain).replace(" ", "") == wanted:
            return {"person": person.id}
    return {"free_text": name, "position": post} if post else {"free_text": name}


def _came(seat: Seat, profile: Profile) -> dict[str, Any]:
    if seat.mark.state != SUBSTITUTE:
        return {**seat.row, **({"online": True} if seat.mark.state == ONLINE else {})}
    for_whom = (
        {"for": seat.row["person"]} if seat.row.get("person") else {"for_free_text": seat.name}
    )
    return {**named(seat.mark.name, seat.mark.post, profile), **for_whom}


def _seat(row: Mapping[str, Any], profile: Profile, member: bool) -> Seat:
    name, post = _name(row, profile)
    person = row.get("person")
    key = person if isinstance(person, str) else normal(name)
    return Seat(key[:80], name, post, str(row.get("meeting_role") or ""), member, dict(row))


def _name(row: Mapping[str, Any], profile: Profile) -> tuple[str, str]:
    told = row.get("person") or row.get("school_head") or row.get("free_text") or ""
    post = str(row.get("position") or "")
    if isinstance(told, Mapping):
        name = PersonName(*(str(told.get(part) or "") for part in ("prefix", "first", "last")))
        return name.plain, post or str(told.get("duty") or told.get("position") or "")
    known: Person | None = profile.directory.get(str(told))
    return (known.name.plain, post or known.post) if known else (str(told), post)
