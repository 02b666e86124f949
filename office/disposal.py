"""The yearly destruction of what need not be kept: survey, committee, decision, destruction.

Nothing is destroyed by a timer: each step is told by a person, in the order of the rule (the
regulation's chapter on destruction; docs/retention.md names them). ``disposal_end`` carries it out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from archive.catalogue import Entry
from office import disposal_store as store
from office.clock import today
from office.disposal_errors import DisposalOpen, NothingExpired, NotTheTime, YearNotOver
from office.disposal_store import APPROVED, DECISIONS, DESTRUCTION, OPEN, Disposal
from office.permissions import Actor, require
from office.printed_lists import Wanted, expired
from office.yearly_lists import Step, YearlyLists
from templates.errors import Problem
from thai.dates import buddhist_year
from thai.text import normal

WAYS = {"shred": "ย่อยทำลาย", "burn": "เผา", "pulp": "เข้าเครื่องทำเยื่อกระดาษ", "other": "วิธีอื่น"}
SILENCE = 60  # days without an answer of the National Archives that count as agreement
LEAST_MEMBERS = 2  # beside the chair


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
class Disposals(YearlyLists):
    """The lists of what is put forward for destruction."""

    kind = DESTRUCTION
    decisions = DECISIONS

    def expired(self, year: int) -> tuple[Entry, ...]:
        """Return the records whose term was over when ``year`` (Buddhist) began."""
        return tuple(self.found(expired(Wanted(year))))

    def survey(self, year: int, actor: Actor) -> int:
        """Begin the list of a year; raises YearNotOver, DisposalOpen, NothingExpired."""
        require(actor, "retain")
        if year > buddhist_year(today(self.clock)):
            raise YearNotOver(year=year - 1)
        found = self.expired(year)
        if not found:
            raise NothingExpired(year=year - 1)
        with self.db.writing() as conn:
            mine = store.every(conn, self.kind)
            running = [one for one in mine if one.state in OPEN and one.year == year]
            if running:
                raise DisposalOpen(year=year, id=running[0].id)
            id = store.add(conn, self.kind, year, found, (actor.label, self.clock()))
            self.note(conn, id, "surveyed", actor, {"year": year, "lines": len(found)})
        return id

    def name_committee(self, id: int, seen: int, given: Mapping[str, Any], actor: Actor) -> None:
        """Tell the committee: chair, members (at least two), order and its day."""
        members = [name for name in given["members"] if name.strip()]
        faults = [] if given["chair"].strip() else [Problem("chair", "ประธาน", "โปรดระบุประธาน")]
        if len(members) < LEAST_MEMBERS:
            faults.append(Problem("member1", "กรรมการ", "โปรดระบุกรรมการอย่างน้อยสองคน"))
        if len({normal(name) for name in (given["chair"], *members)}) < 1 + len(members):
            faults.append(Problem("member1", "กรรมการ", "มีชื่อซ้ำ โปรดระบุประธานและกรรมการต่างคนกัน"))
        faults += self.day_faults("on", "วันที่แต่งตั้ง", given["on"])
        told = {**given, "members": members}
        self.tell(id, seen, Step("committee", told, faults), actor)

    def approve(self, id: int, seen: int, given: Mapping[str, Any], actor: Actor) -> None:
        """Tell the head's decision: by whom, when, and when it went to the National Archives."""
        one = self.get(id, actor)
        if "committee" not in one.told:
            raise NotTheTime(why="ยังไม่ได้บันทึกคณะกรรมการทำลายหนังสือ")
        self.undecided(one)
        since = one.told["committee"]["on"]
        faults = [] if given["by"].strip() else [Problem("by", "ผู้อนุมัติ", "โปรดระบุผู้อนุมัติ")]
        faults += self.day_faults("on", "วันที่อนุมัติ", given["on"], since)
        if given["archives_on"]:
            faults += self.day_faults("archives_on", "วันที่ส่งบัญชี", given["archives_on"], since)
        self.tell(id, seen, Step("head", given, faults, APPROVED), actor)

    def answered(self, id: int, seen: int, given: Mapping[str, Any], actor: Actor) -> None:
        """Tell what the National Archives answered (day and words)."""
        sent = self.get(id, actor).told.get("head", {}).get("archives_on")
        if not sent:
            raise NotTheTime(why="ไม่ได้ส่งบัญชีให้หอจดหมายเหตุแห่งชาติ")
        faults = self.day_faults("on", "วันที่ตอบ", given["on"], sent)
        self.tell(id, seen, Step("archives", given, faults, APPROVED), actor)

    def waits_until(self, one: Disposal) -> date | None:
        """Return the last day on which the National Archives may answer, None where none is due."""
        sent = one.told.get("head", {}).get("archives_on")
        if not sent or "archives" in one.told:
            return None
        return date.fromisoformat(sent) + timedelta(days=SILENCE)

    def tell_destruction(self, id: int, seen: int, given: Mapping[str, Any], actor: Actor) -> None:
        """Tell how it is done: day, way (of WAYS), witnesses. ``carry_out`` comes after it."""
        one = self.get(id, actor)
        if one.state != APPROVED:
            raise NotTheTime(why="ผู้มีอำนาจยังไม่ได้อนุมัติ หรือบัญชีนี้จบแล้ว")
        waits = self.waits_until(one)
        if waits and today(self.clock) <= waits:
            raise NotTheTime(why="ยังรอคำตอบจากหอจดหมายเหตุแห่งชาติ และยังไม่ครบ ๖๐ วัน")
        faults = self.day_faults("on", "วันที่ทำลาย", given["on"], one.told["head"]["on"])
        if given["way"] not in WAYS:
            faults.append(Problem("way", "วิธีทำลาย", "โปรดเลือกวิธีทำลาย"))
        if not given["witnesses"]:
            faults.append(Problem("witnesses", "ผู้ควบคุมการทำลาย", "โปรดระบุผู้ควบคุมการทำลาย"))
        self.tell(id, seen, Step("destruction", given, faults, APPROVED), actor)
