"""What the yearly lists (to be destroyed; twenty years old) have in common: told step by step.

Each act names the version of the list that it saw; who may ``retain`` writes them. Nothing happens
by a timer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, ClassVar, NamedTuple

from sqlalchemy import Connection

from archive.archive import Archive
from archive.catalogue import Entry, Filters
from archive.database import Database
from archive.records import Fact
from office import disposal_store as store
from office.clock import Clock, today
from office.disposal_errors import NotTheTime
from office.disposal_store import OPEN, SURVEYED, WITHDRAWN, Disposal
from office.errors import ReasonMissing, TellingInvalid
from office.keeping import Keeping, hold_on
from office.permissions import Actor, require
from office.veiling import HIDDEN, veiled
from templates.errors import Problem
from thai.dates import format_date

STEP = 1_000
LAST_YEAR = 2799  # as far as anybody may ask for a paper to be kept here


@dataclass(frozen=True)
class Verdict:
    """What is decided of a line: a decision of the store, until which year, with what note."""

    decision: str
    until: int | None = None
    note: str = ""


class Step(NamedTuple):
    """A step as told: its name, what was given, its faults, and the state it leads to."""

    name: str
    given: Mapping[str, Any]
    faults: Iterable[Problem]
    state: str = SURVEYED


@dataclass(frozen=True)
class YearlyLists:
    """The lists of one kind (of ``disposal_store``), whose acts the journal tells by that name."""

    keeping: Keeping
    kind: ClassVar[str]
    decisions: ClassVar[Mapping[str, str]]

    def every(self, actor: Actor) -> tuple[Disposal, ...]:
        """Return all lists, the newest first, without their lines."""
        require(actor, "retain")
        with self.db.reading() as conn:
            return store.every(conn, self.kind)

    def get(self, id: int, actor: Actor) -> Disposal:
        """Return a list, of records kept from the actor without titles; raises UnknownDisposal."""
        require(actor, "retain")
        one = self.whole(id)
        with self.db.reading() as conn:
            hidden = veiled(conn, (str(line.record) for line in one.lines), actor)
        lines = (replace(line, title=HIDDEN) if str(line.record) in hidden else line
                 for line in one.lines)  # fmt: skip
        return replace(one, lines=tuple(lines))

    def whole(self, id: int) -> Disposal:
        """Return a list with every title, as the archive keeps it; raises UnknownDisposal."""
        with self.db.reading() as conn:
            return store.get(conn, id, self.kind)

    def held(self, one: Disposal) -> dict[int, Fact]:
        """Return the holds in force on a list's records, by place; of what is hidden no reason."""
        holds = {}
        for line in one.lines:
            if hold := hold_on(self.archive.record(line.record).description):
                hidden = line.title == HIDDEN
                holds[line.place] = replace(hold, note=HIDDEN) if hidden else hold
        return holds

    def decide(self, id: int, seen: int, verdicts: Mapping[int, Verdict], actor: Actor) -> None:
        """Write down what is decided of each line; lines left out stay as they are."""
        require(actor, "retain")
        one = self.whole(id)
        strange = sorted(verdicts.keys() - {line.place for line in one.lines})
        lacking = (Problem("lines", f"รายการที่ {place}", "ไม่มีในบัญชีนี้") for place in strange)
        complain([*lacking, *self.verdict_faults(verdicts, one.year)])
        with self.db.writing() as conn:
            one = self.open(store.get(conn, id, self.kind), seen, SURVEYED)
            for line in one.lines:
                if told := verdicts.get(line.place):
                    store.put_line(conn, id, replace(line, **asdict(told)))
            store.put(conn, one, SURVEYED, one.told)
            self.note(conn, id, "told", actor, {"step": "decisions"})

    def withdraw(self, id: int, seen: int, why: str, actor: Actor) -> None:
        """End a list of which nothing was carried out."""
        if not why.strip():
            raise ReasonMissing(act="เลิกบัญชี")
        require(actor, "retain")
        with self.db.writing() as conn:
            one = self.open(store.get(conn, id, self.kind), seen, *OPEN)
            if any(line.ended for line in one.lines):
                raise NotTheTime(why="ดำเนินการตามบัญชีนี้ไปแล้วบางรายการ โปรดทำต่อให้จบ")
            store.put(conn, one, WITHDRAWN, {**one.told, "withdrawn": {"why": why.strip()}})
            self.note(conn, id, "withdrawn", actor, {"why": why.strip()})

    def tell(self, id: int, seen: int, step: Step, actor: Actor) -> None:
        """Write a step down; raises TellingInvalid with its faults, DisposalChanged, NotTheTime."""
        require(actor, "retain")
        complain(step.faults)
        plain = {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in step.given.items()
        }
        with self.db.writing() as conn:
            one = self.open(store.get(conn, id, self.kind), seen, *OPEN)
            store.put(conn, one, step.state, {**one.told, step.name: plain})
            self.note(conn, id, "told", actor, {"step": step.name})

    def open(self, one: Disposal, seen: int, *states: str) -> Disposal:
        """Return a list as its reader saw it; NotTheTime where it is in none of the states."""
        if one.state not in states:
            raise NotTheTime(why="บัญชีนี้ผ่านขั้นนั้นไปแล้ว")
        return replace(one, version=seen)  # ``put`` refuses what is no longer the last word

    def undecided(self, one: Disposal) -> None:
        """Refuse with NotTheTime while lines are not decided."""
        left = sum(not line.decision for line in one.lines)
        if left:
            raise NotTheTime(why=f"ยังไม่ได้พิจารณาอีก {left} รายการ")

    def found(self, filters: Filters) -> Iterable[Entry]:
        """Yield every record that passes the filters."""
        offset = 0
        while rows := self.archive.browse(replace(filters, limit=STEP, offset=offset)).rows:
            yield from rows
            offset += len(rows)

    def note(
        self, conn: Connection, id: int, act: str, actor: Actor, detail: Mapping[str, Any]
    ) -> None:
        """Write an act on a list into the journal, in the caller's transaction."""
        told = (f"{self.kind}-{act}", f"{self.kind}/{id}", dict(detail), self.clock())
        self.keeping.amendments.journal.add(conn, actor.label, *told)

    def verdict_faults(self, verdicts: Mapping[int, Verdict], year: int) -> list[Problem]:
        """Return what is wrong with decisions on the list of a year."""
        faults = []
        for place, told in verdicts.items():
            label = f"รายการที่ {place}"
            if told.decision not in self.decisions:
                faults.append(Problem(f"decision-{place}", label, "โปรดเลือกผลการพิจารณา"))
            if told.until is not None and not year <= told.until <= LAST_YEAR:
                faults.append(Problem(f"until-{place}", label, f"โปรดระบุปีตั้งแต่ {year} ขึ้นไป"))
        return faults

    def day_faults(self, path: str, label: str, day: date | None, since: str = "") -> list[Problem]:
        """Say what is wrong with the day of a step, which came not before ``since`` (ISO day)."""
        if day is None:
            return [Problem(path, label, "โปรดระบุวันที่ เช่น ๒๒ พ.ย. ๒๕๖๙")]
        if since and day < (before := date.fromisoformat(since)):
            says = f"อยู่ก่อนวันที่ของขั้นก่อนหน้า ({format_date(before, 'short')}) โปรดตรวจวันที่"
            return [Problem(path, label, says)]
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


def complain(problems: Iterable[Problem]) -> None:
    """Raise TellingInvalid where there are problems."""
    if found := tuple(problems):
        raise TellingInvalid(problems=found)
