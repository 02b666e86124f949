"""The yearly destruction of what need not be kept: survey, committee, decision, destruction.

Nothing is destroyed by a timer: each step is told by a person, in the order of the rule (the
regulation's chapter on destruction; docs/retention.md names them). ``disposal_end`` carries it out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection

from archive.archive import Archive
from archive.catalogue import Entry
from archive.database import Database
from archive.records import Fact
from office import disposal_store as store
from office.clock import Clock, today
from office.disposal_errors import DisposalOpen, NothingExpired, NotTheTime, YearNotOver
from office.disposal_store import (
    APPROVED,
    DECISIONS,
    OPEN,
    SURVEYED,
    WITHDRAWN,
    Disposal,
)
from office.errors import ReasonMissing, TellingInvalid
from office.keeping import Keeping, hold_on
from office.permissions import Actor, require
from office.printed_lists import Wanted, expired
from templates.errors import Problem
from thai.dates import buddhist_year
from thai.text import normal

WAYS = {"shred": "ย่อยทำลาย", "burn": "เผา", "pulp": "เข้าเครื่องทำเยื่อกระดาษ", "other": "วิธีอื่น"}
SILENCE = 60  # days without an answer of the National Archives that count as agreement
LEAST_MEMBERS = 2  # beside the chair
STEP = 1_000


@dataclass(frozen=True)
class Deadlines:
    """The days of a survey: it may begin, it is time to warn, it should be ready."""

    begins: date
    warns: date
    ends: date


def deadlines(year: int) -> Deadlines:
    """Return the days of a Buddhist year's survey: ready within 60 days after the year before."""
    first = date(year - 543, 1, 1)
    return Deadlines(first, date(first.year, 2, 1), first + timedelta(days=59))


@dataclass(frozen=True)
class Verdict:
    """What the committee says of a line: a decision of the store, until when, with what note."""

    decision: str
    until: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Disposals:
    """The office's lists. Who may ``retain`` writes them; each act names the version it saw."""

    keeping: Keeping

    def every(self, actor: Actor) -> tuple[Disposal, ...]:
        """Return all lists, the newest first, without their lines."""
        require(actor, "retain")
        with self.db.reading() as conn:
            return store.every(conn)

    def get(self, id: int, actor: Actor) -> Disposal:
        """Return a list; raises UnknownDisposal."""
        require(actor, "retain")
        with self.db.reading() as conn:
            return store.get(conn, id)

    def expired(self, year: int) -> tuple[Entry, ...]:
        """Return the records whose term was over when ``year`` (Buddhist) began."""
        found, those = list[Entry](), replace(expired(Wanted(year)), limit=STEP)
        while rows := self.archive.browse(replace(those, offset=len(found))).rows:
            found += rows
        return tuple(found)

    def survey(self, year: int, actor: Actor) -> int:
        """Begin the list of a year; raises YearNotOver, DisposalOpen, NothingExpired."""
        require(actor, "retain")
        if year > buddhist_year(today(self.clock)):
            raise YearNotOver(year=year - 1)
        found = self.expired(year)
        if not found:
            raise NothingExpired(year=year - 1)
        with self.db.writing() as conn:
            running = [one for one in store.every(conn) if one.state in OPEN and one.year == year]
            if running:
                raise DisposalOpen(year=year, id=running[0].id)
            id = store.add(conn, year, found, actor.label, self.clock())
            self.note(
                conn,
                f"disposal/{id}",
                "disposal-surveyed",
                actor,
                {"year": year, "lines": len(found)},
            )
        return id

    def held(self, one: Disposal) -> dict[int, Fact]:
        """Return the holds in force on a list's records, by place."""
        told = {line.place: self.archive.record(line.record) for line in one.lines}
        holds = {place: hold_on(record.description) for place, record in told.items()}
        return {place: hold for place, hold in holds.items() if hold}

    def name_committee(self, id: int, seen: int, given: Mapping[str, Any], actor: Actor) -> None:
        """Tell the committee: chair, members (at least two), order and its day."""
        members = [name for name in given["members"] if name.strip()]
        faults = [] if given["chair"].strip() else [Problem("chair", "ประธาน", "โปรดระบุประธาน")]
        if len(members) < LEAST_MEMBERS:
            faults.append(Problem("member1", "กรรมการ", "โปรดระบุกรรมการอย่างน้อยสองคน"))
        if len({normal(name) for name in (given["chair"], *members)}) < 1 + len(members):
            faults.append(Problem("member1", "กรรมการ", "มีชื่อซ้ำ โปรดระบุประธานและกรรมการต่างคนกัน"))
        faults += self._day_faults("on", "วันที่แต่งตั้ง", given["on"])
        told = {**given, "members": members}
        self._step(id, seen, _Step("committee", told, faults), actor)

    def decide(self, id: int, seen: int, verdicts: Mapping[int, Verdict], actor: Actor) -> None:
        """Write down what the committee says of each line; lines left out stay as they are."""
        require(actor, "retain")
        _complain(_verdict_faults(verdicts, self.get(id, actor).year))
        with self.db.writing() as conn:
            one = self._open(store.get(conn, id), seen, SURVEYED)
            for line in one.lines:
                if told := verdicts.get(line.place):
                    store.put_line(conn, id, replace(line, **asdict(told)))
            store.put(conn, one, SURVEYED, one.told)
            self.note(conn, f"disposal/{id}", "disposal-told", actor, {"step": "decisions"})

    def approve(self, id: int, seen: int, given: Mapping[str, Any], actor: Actor) -> None:
        """Tell the head's decision: by whom, when, and when it went to the National Archives."""
        one = self.get(id, actor)
        if "committee" not in one.told:
            raise NotTheTime(why="ยังไม่ได้บันทึกคณะกรรมการทำลายหนังสือ")
        undecided = sum(not line.decision for line in one.lines)
        if undecided:
            raise NotTheTime(why=f"คณะกรรมการยังไม่ได้พิจารณาอีก {undecided} รายการ")
        faults = [] if given["by"].strip() else [Problem("by", "ผู้อนุมัติ", "โปรดระบุผู้อนุมัติ")]
        faults += self._day_faults("on", "วันที่อนุมัติ", given["on"])
        if given["archives_on"]:
            faults += self._day_faults("archives_on", "วันที่ส่งบัญชี", given["archives_on"])
        self._step(id, seen, _Step("head", given, faults, APPROVED), actor)

    def answered(self, id: int, seen: int, given: Mapping[str, Any], actor: Actor) -> None:
        """Tell what the National Archives answered (day and words)."""
        if not self.get(id, actor).told.get("head", {}).get("archives_on"):
            raise NotTheTime(why="ไม่ได้ส่งบัญชีให้หอจดหมายเหตุแห่งชาติ")
        faults = self._day_faults("on", "วันที่ตอบ", given["on"])
        self._step(id, seen, _Step("archives", given, faults, APPROVED), actor)

    def waits_until(self, one: Disposal) -> date | None:
        """Return the last day on which the National Archives may answer, None where none is due."""
        sent = one.told.get("head", {}).get("archives_on")
        if not sent or "archives" in one.told:
            return None
        return date.fromisoformat(sent) + timedelta(days=SILENCE)

    def withdraw(self, id: int, seen: int, why: str, actor: Actor) -> None:
        """End a list without destroying anything."""
        if not why.strip():
            raise ReasonMissing(act="เลิกบัญชี")
        require(actor, "retain")
        with self.db.writing() as conn:
            one = self._open(store.get(conn, id), seen, *OPEN)
            if any(line.ended for line in one.lines):
                raise NotTheTime(why="ทำลายตามบัญชีนี้ไปแล้วบางรายการ โปรดทำต่อให้จบ")
            store.put(conn, one, WITHDRAWN, {**one.told, "withdrawn": {"why": why.strip()}})
            self.note(conn, f"disposal/{id}", "disposal-withdrawn", actor, {"why": why.strip()})

    def tell_destruction(self, id: int, seen: int, given: Mapping[str, Any], actor: Actor) -> None:
        """Tell how it is done: day, way (of WAYS), witnesses. ``carry_out`` comes after it."""
        one = self.get(id, actor)
        if one.state != APPROVED:
            raise NotTheTime(why="ผู้มีอำนาจยังไม่ได้อนุมัติ หรือบัญชีนี้จบแล้ว")
        waits = self.waits_until(one)
        if waits and today(self.clock) <= waits:
            raise NotTheTime(why="ยังรอคำตอบจากหอจดหมายเหตุแห่งชาติ และยังไม่ครบ ๖๐ วัน")
        faults = self._day_faults("on", "วันที่ทำลาย", given["on"])
        if given["way"] not in WAYS:
            faults.append(Problem("way", "วิธีทำลาย", "โปรดเลือกวิธีทำลาย"))
        if not given["witnesses"]:
            faults.append(Problem("witnesses", "ผู้ควบคุมการทำลาย", "โปรดระบุผู้ควบคุมการทำลาย"))
        self._step(id, seen, _Step("destruction", given, faults, APPROVED), actor)

    def _step(self, id: int, seen: int, step: "_Step", actor: Actor) -> None:
        require(actor, "retain")
        _complain(step.faults)
        plain = {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in step.given.items()
        }
        with self.db.writing() as conn:
            one = self._open(store.get(conn, id), seen, *OPEN)
            store.put(conn, one, step.state, {**one.told, step.name: plain})
            self.note(conn, f"disposal/{id}", "disposal-told", actor, {"step": step.name})

    def _open(self, one: Disposal, seen: int, *states: str) -> Disposal:
        if one.state not in states:
            raise NotTheTime(why="บัญชีนี้ผ่านขั้นนั้นไปแล้ว")
        return replace(one, version=seen)  # ``put`` refuses what is no longer the last word

    def note(
        self, conn: Connection, ref: str, act: str, actor: Actor, detail: Mapping[str, Any]
    ) -> None:
        """Write an act into the journal, in the caller's transaction."""
        told = (actor.label, act, ref, dict(detail), self.clock())
        self.keeping.amendments.journal.add(conn, *told)

    def _day_faults(self, path: str, label: str, day: date | None) -> list[Problem]:
        if day is None:
            return [Problem(path, label, "โปรดระบุวันที่ เช่น ๒๒ พ.ย. ๒๕๖๙")]
        late = day > today(self.clock)
        return [Problem(path, label, "เป็นวันที่ยังมาไม่ถึง")] if late else []

    @property
    def db(self) -> Database:
        """The office's database."""
        return self.keeping.amendments.db

    @property
    def archive(self) -> Archive:
        """The office's archive."""
        return self.keeping.amendments.archive

    @property
    def clock(self) -> Clock:
        """What tells the present."""
        return self.keeping.amendments.clock


class _Step(NamedTuple):
    """A step as told: its name, what was given, its faults, and the state it leads to."""

    name: str
    given: Mapping[str, Any]
    faults: Iterable[Problem]
    state: str = SURVEYED


def _verdict_faults(verdicts: Mapping[int, Verdict], year: int) -> list[Problem]:
    faults = []
    for place, told in verdicts.items():
        if told.decision not in DECISIONS:
            faults.append(Problem(f"decision-{place}", f"รายการที่ {place}", "โปรดเลือกผลการพิจารณา"))
        if told.until is not None and told.until < year:
            faults.append(
                Problem(f"until-{place}", f"รายการที่ {place}", f"โปรดระบุปีตั้งแต่ {year} ขึ้นไป")
            )
    return faults


def _complain(problems: Iterable[Problem]) -> None:
    if found := tuple(problems):
        raise TellingInvalid(problems=found)
