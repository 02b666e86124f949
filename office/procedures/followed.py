"""What was resolved is followed: tasks of filed minutes, and what was reported until closed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from archive.database import Database
from archive.journal import Journal
from office.clock import Clock, today
from office.permissions import Actor, require
from office.procedures import tables
from office.procedures.errors import CaseChanged, ReportMissing, UnknownResolution
from office.procedures.sight import seen_cases
from office.resolutions import matters
from thai.dates import BANGKOK, format_date, parse_iso
from thai.errors import Refused
from thai.text import normal

OPEN, REPORTED, CLOSED = "open", "reported", "closed"
STATES = {OPEN: "ยังไม่รายงาน", REPORTED: "รายงานแล้ว", CLOSED: "เสร็จสิ้น"}
LONGEST = 300  # letters of a report that an agenda takes over


@dataclass(frozen=True)
class Report:
    """What was told of a resolution: by whom, on which day, who wrote it down."""

    text: str
    state: str
    told_by: str
    recorded_by: str
    on: date
    at: datetime


@dataclass(frozen=True)
class Resolution:
    """A task that a meeting gave: ``source`` is the item's number, ``record`` the minutes."""

    id: int
    case: int
    case_title: str
    record: str
    source: str
    title: str
    resolution: str
    task: str
    owner: str
    due: date | None
    state: str
    version: int
    reports: tuple[Report, ...] = ()

    def late(self, on: date) -> bool:
        """Whether it is not closed although its day has passed."""
        return self.state != CLOSED and self.due is not None and on > self.due


@dataclass(frozen=True)
class Told:
    """A report as it is given: "" for who tells means who writes it down, no day means today."""

    text: str
    state: str = REPORTED
    told_by: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Change:
    """What is followed otherwise from now on; what is empty stays. ``why`` is written down."""

    why: str
    task: str = ""
    owner: str = ""
    due: date | None = None


@dataclass(frozen=True)
class Followed:
    """The resolutions of an office that somebody is to carry out."""

    db: Database
    journal: Journal
    clock: Clock

    def of(self, case: int, actor: Actor) -> tuple[Resolution, ...]:
        """Return a case's resolutions in the order of its minutes."""
        require(actor, "read")
        with self.db.reading() as conn:
            return found(conn, (tables.resolutions.c.case == case) & seen_cases(actor))

    def waiting(self, actor: Actor, limit: int = -1, offset: int = 0) -> tuple[Resolution, ...]:
        """Return the resolutions that are not closed, the first day first; all without a limit."""
        return self._first(actor, tables.resolutions.c.state != CLOSED, limit, offset)

    def late(self, actor: Actor, limit: int = -1) -> tuple[Resolution, ...]:
        """Return the resolutions whose day has passed and that are not closed."""
        return self._first(actor, self._past(), limit)

    def count(self, actor: Actor, *, late: bool = False) -> int:
        """Return how many resolutions are not closed, or of these are late."""
        require(actor, "read")
        where = self._past() if late else tables.resolutions.c.state != CLOSED
        with self.db.reading() as conn:
            return int(conn.scalar(select(func.count()).where(where, seen_cases(actor))) or 0)

    def _past(self) -> ColumnElement[bool]:
        r = tables.resolutions.c
        return (r.state != CLOSED) & (r.due != "") & (r.due < today(self.clock).isoformat())

    def _first(
        self, actor: Actor, where: ColumnElement[bool], limit: int, offset: int = 0
    ) -> tuple[Resolution, ...]:
        require(actor, "read")
        r = tables.resolutions.c
        asked = select(r.id).where(where, seen_cases(actor)).order_by(r.due == "", r.due, r.id)
        with self.db.reading() as conn:
            ids = list(conn.scalars(asked.limit(limit).offset(offset)))
            those = {one.id: one for one in found(conn, r.id.in_(ids))}
        return tuple(those[id] for id in ids)

    def get(self, id: int, actor: Actor) -> Resolution:
        """Return a resolution; raises UnknownResolution."""
        require(actor, "read")
        with self.db.reading() as conn:
            return self._get(conn, id, actor)

    def report(self, id: int, seen: int, told: Told, actor: Actor) -> Resolution:
        """Write down a report; ``state`` is what the resolution is then.

        To be closed it needs a report, now or before; to be opened again, a reason. Raises
        CaseChanged if somebody wrote after version ``seen``, ReportMissing, UnknownResolution.
        """
        state = told.state if told.state in STATES else REPORTED
        with self.db.writing() as conn:
            old = self._get(conn, id, actor)
            group = conn.scalar(select(tables.cases.c.group).where(tables.cases.c.id == old.case))
            require(actor, "draft", str(group))
            if old.version != seen:
                raise CaseChanged()
            if not told.text.strip() and not (state == CLOSED and old.reports):
                raise ReportMissing(to=STATES[state])
            row = {
                "resolution": id,
                "text": told.text.strip(),
                "state": state,
                "told_by": told.told_by or actor.label,
                "recorded_by": actor.label,
                "on": (told.on or today(self.clock)).isoformat(),
                "at": self.clock(),
            }
            conn.execute(insert(tables.reports).values(row))
            change = update(tables.resolutions).where(tables.resolutions.c.id == id)
            conn.execute(change.values(state=state, version=seen + 1))
            detail = {"resolution": id, "state": state, "told_by": row["told_by"]}
            ref = f"case/{old.case}"
            self.journal.add(conn, actor.label, "resolution-reported", ref, detail, self.clock())
            return self._get(conn, id, actor)

    def correct(self, conn: Connection, id: int, change: Change, actor: Actor) -> Resolution:
        """Change what is followed, as a later meeting corrected it; raises UnknownResolution."""
        old = self._get(conn, id, actor)
        told = {"task": change.task or old.task, "owner": change.owner or old.owner}
        due = _iso(change.due or old.due)
        changed = update(tables.resolutions).where(tables.resolutions.c.id == id)
        conn.execute(changed.values(**told, due=due))
        text = f"{change.why} {_before(old)}".rstrip()
        _reported(conn, old, old.state, text, (actor.label, self.clock()))
        return self._get(conn, id, actor)

    def _get(self, conn: Connection, id: int, actor: Actor) -> Resolution:
        one = found(conn, (tables.resolutions.c.id == id) & seen_cases(actor))
        if not one:
            raise UnknownResolution(resolution=id)
        return one[0]


def take(
    conn: Connection, case: int, record: str, minutes: Mapping[str, Any], groups: Mapping[str, str]
) -> int:
    """Keep the tasks that a record's answers tell; the same record again adds nothing."""
    told = [(matter, task) for matter in matters(minutes, groups) for task in matter["tasks"]]
    for sort, (matter, task) in enumerate(told):
        row = {
            "case": case,
            "record": record,
            "sort": sort,
            "source": matter["agenda"],
            "title": matter["title"],
            "resolution": matter["resolution"],
            "task": str(task["task"]),
            "owner": str(task.get("owner") or ""),
            "due": _iso(task.get("due")),
            "state": OPEN,
            "version": 1,
        }
        conn.execute(insert(tables.resolutions).prefix_with("OR IGNORE").values(row))
    return len(told)


def supersede(conn: Connection, case: int, record: str, stamp: tuple[str, datetime]) -> None:
    """Let what a record resolved stand for what earlier minutes of the same case did.

    A task that both give keeps its number, state and reports; what changed of it is reported. One
    that the newer minutes do not give any more is closed. ``stamp``: who and when.
    """
    r = tables.resolutions.c
    new = {normal(one.task): one for one in found(conn, (r.case == case) & (r.record == record))}
    old = found(conn, (r.case == case) & (r.record != record)) if new else ()
    for one in old:
        instead = new.pop(normal(one.task), None)
        if instead is None:
            if one.state != CLOSED:
                _reported(conn, one, CLOSED, f"ไม่มีในรายงานการประชุมที่จัดทำใหม่ ({record})", stamp)
            continue
        sort = conn.scalar(select(r.sort).where(r.id == instead.id))
        conn.execute(delete(tables.resolutions).where(r.id == instead.id))
        names = ("record", "source", "title", "resolution", "owner")
        told = {name: getattr(instead, name) for name in names} | {"due": _iso(instead.due)}
        conn.execute(update(tables.resolutions).where(r.id == one.id).values(**told, sort=sort))
        if (instead.owner, instead.due, instead.resolution) != (one.owner, one.due, one.resolution):
            text = f"แก้ไขตามรายงานการประชุมที่จัดทำใหม่ ({record}) {_before(one)}".rstrip()
            _reported(conn, one, one.state, text, stamp)


def _before(one: Resolution) -> str:
    """Say who had a task and until when."""
    due = f"กำหนด{format_date(one.due, 'short')}" if one.due else ""
    told = " ".join(filter(None, (one.owner, due)))
    return f"เดิม {told}" if told else ""


def _reported(
    conn: Connection, one: Resolution, state: str, text: str, stamp: tuple[str, datetime]
) -> None:
    who, at = stamp
    by = {
        "told_by": who,
        "recorded_by": who,
        "on": at.astimezone(BANGKOK).date().isoformat(),
        "at": at,
    }
    told = {"resolution": one.id, "text": text, "state": state}
    conn.execute(insert(tables.reports).values(told | by))
    change = update(tables.resolutions).where(tables.resolutions.c.id == one.id)
    conn.execute(change.values(state=state, version=one.version + 1))


def found(conn: Connection, where: ColumnElement[bool]) -> tuple[Resolution, ...]:
    """Return resolutions with their reports, in the order of their minutes."""
    r, c = tables.resolutions.c, tables.cases.c
    told = select(tables.resolutions, c.title.label("case_title")).join(tables.cases).where(where)
    rows = [row._asdict() for row in conn.execute(told.order_by(r.case, r.record, r.sort))]
    reports = _reports(conn, [row["id"] for row in rows])
    kept = (
        {key: value for key, value in row.items() if key != "sort"} | {"due": _day(row["due"])}
        for row in rows
    )
    return tuple(replace(Resolution(**row), reports=tuple(reports[row["id"]])) for row in kept)


def as_item(one: Resolution, number: str, groups: Iterable[str]) -> dict[str, str]:
    """Return a resolution as an item of the next agenda: task, source, owner, latest report."""
    source = f"มติวาระที่ {one.source} ครั้งที่ {number}"
    due = f" กำหนด{format_date(one.due, 'short')}" if one.due else ""
    title = f"{one.task} ({source}{due})"
    if one.reports and (text := one.reports[-1].text):
        last = one.reports[-1]
        title += f" รายงานเมื่อ {format_date(last.on, 'short')}: {text[:LONGEST]}"
    return {"title": title} | ({"owner": one.owner} if one.owner in groups else {})


def _reports(conn: Connection, ids: Sequence[int]) -> dict[int, list[Report]]:
    told: dict[int, list[Report]] = {id: [] for id in ids}
    asked = select(tables.reports).where(tables.reports.c.resolution.in_(ids))
    for row in conn.execute(asked.order_by(tables.reports.c.id)):
        day = date.fromisoformat(row.on)
        told[row.resolution].append(
            Report(row.text, row.state, row.told_by, row.recorded_by, day, row.at)
        )
    return told


def _iso(value: object) -> str:
    """Spell a day of filed answers; what is no day is left out."""
    if isinstance(value, date):
        return value.isoformat()
    try:
        return parse_iso(str(value)).isoformat() if value else ""
    except Refused:
        return ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
