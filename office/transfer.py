"""The yearly transfer of what is twenty years old to the National Archives: list, decisions, end.

By 31 January of the year after, papers that became twenty years old go there, but for those that
the office needs and those that another rule keeps (spec 4.3). Each line is decided by a person;
nothing leaves by itself, and what is transferred keeps its record here.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from archive.catalogue import Entry, Filters
from archive.records import Description, NewFile, Record, RecordId
from office import disposal_store as store
from office.clock import today
from office.disposal_errors import (
    DisposalOpen,
    NothingOldEnough,
    NotTheTime,
    YearNotBegun,
)
from office.disposal_store import (
    APPROVED,
    DONE,
    OPEN,
    SURVEYED,
    TRANSFER,
    WITHDRAWN,
    Disposal,
    Line,
)
from office.keeping import hold_on
from office.people_errors import NotPermitted
from office.permissions import Actor, require
from office.printed_lists import TRANSFERRED_AFTER
from office.yearly_lists import Step, Verdict, YearlyLists
from templates.errors import Problem
from thai.dates import buddhist_year

GIVE, OWN, DEPOSIT, EXEMPT = "give", "own", "deposit", "exempt"
DECISIONS = {GIVE: "ส่งมอบ", OWN: "ขอเก็บเอง", DEPOSIT: "ฝาก", EXEMPT: "ไม่อยู่ในข่าย"}
STATES = {
    SURVEYED: "รอพิจารณาและอนุมัติ",
    APPROVED: "อนุมัติแล้ว รอส่งมอบ",
    DONE: "เสร็จแล้ว",
    WITHDRAWN: "เลิกแล้ว",
}
ENDS = {"given": "ส่งมอบแล้ว", "left": "อยู่ที่สำนักงาน", "spared": "ยังไม่ส่งมอบ", "": ""}
PRINTS = {GIVE: "handover", OWN: "own-keeping", DEPOSIT: "deposit"}
"""Which printed form (``templates/data/prints.yaml``) lists the lines of a decision."""
GIVEN, LEFT, SPARED = "given", "left", "spared"
FACTS = {GIVE: "transferred", DEPOSIT: "deposited"}
"""What a record tells of itself once its line is carried out."""


def transfer_deadline(year: int) -> date:
    """Return the day by which the list of a Buddhist year should have gone to the archives."""
    return date(year - 543 + 1, 1, 31)


@dataclass(frozen=True)
class Transfers(YearlyLists):
    """The office's lists of what is twenty years old."""

    kind = TRANSFER
    decisions = DECISIONS

    def old(self, year: int) -> tuple[Entry, ...]:
        """Return the records twenty years old in ``year`` that no earlier list has settled."""
        last = date(year - 543 - TRANSFERRED_AFTER, 12, 31)
        those = Filters(date_to=last, state="filed", order="oldest")
        settled = self._settled(year)
        return tuple(entry for entry in self.found(those) if entry.id not in settled)

    def survey(self, year: int, actor: Actor) -> int:
        """Begin the list of a year; raises YearNotBegun, DisposalOpen, NothingOldEnough."""
        require(actor, "retain")
        if year > buddhist_year(today(self.clock)):
            raise YearNotBegun(year=year)
        found = self.old(year)
        if not found:
            raise NothingOldEnough(year=year)
        with self.db.writing() as conn:
            mine = store.every(conn, self.kind)
            if running := [one for one in mine if one.state in OPEN]:
                raise DisposalOpen(year=running[0].year, id=running[0].id)
            id = store.add(conn, self.kind, year, found, (actor.label, self.clock()))
            self.note(conn, id, "surveyed", actor, {"year": year, "lines": len(found)})
        return id

    def verdict_faults(self, verdicts: Mapping[int, Verdict], year: int) -> list[Problem]:
        """Say also where a reason lacks: who keeps a paper says why."""
        faults = super().verdict_faults(verdicts, year)
        for place, told in verdicts.items():
            if told.decision in (OWN, EXEMPT) and not told.note.strip():
                faults.append(Problem(f"note-{place}", f"รายการที่ {place}", "โปรดระบุเหตุผล"))
        return faults

    def approve(self, id: int, seen: int, given: Mapping[str, Any], actor: Actor) -> None:
        """Tell who approved the list, and when; raises NotTheTime before all is decided."""
        self.undecided(self.get(id, actor))
        faults = [] if given["by"].strip() else [Problem("by", "ผู้อนุมัติ", "โปรดระบุผู้อนุมัติ")]
        faults += self.day_faults("on", "วันที่อนุมัติ", given["on"])
        self.tell(id, seen, Step("head", given, faults, APPROVED), actor)

    def tell_handing(self, id: int, seen: int, given: Mapping[str, Any], actor: Actor) -> None:
        """Tell when it was handed over, who took it, and the number of the letter with it."""
        one = self.get(id, actor)
        if one.state != APPROVED:
            raise NotTheTime(why="ผู้มีอำนาจยังไม่ได้อนุมัติ หรือบัญชีนี้จบแล้ว")
        faults = self.day_faults("on", "วันที่ส่งมอบ", given["on"], one.told["head"]["on"])
        if not given["taker"].strip():
            faults.append(Problem("taker", "ผู้รับมอบ", "โปรดระบุผู้รับมอบ"))
        self.tell(id, seen, Step("handed", given, faults, APPROVED), actor)

    def finish(self, id: int, actor: Actor, most: int | None = None) -> Disposal:
        """Write into each record what became of it, ``most`` in one go; broken off, it goes on.

        Raises NotTheTime before the handing over was told.
        """
        one = self.get(id, actor)
        if one.state != APPROVED or "handed" not in one.told:
            raise NotTheTime(why="ยังไม่ได้บันทึกการส่งมอบ")
        for line in [line for line in one.lines if not line.ended][:most]:
            ended = self._ended(one, line, actor)
            with self.db.writing() as conn:
                store.put_line(conn, id, ended)
        one = self.get(id, actor)
        return self._close(one, actor) if all(line.ended for line in one.lines) else one

    def given(self, one: Disposal) -> Iterator[RecordId]:
        """Yield the records of a list that go to the archives, for their bag."""
        return (line.record for line in one.lines if line.decision == GIVE)

    def _ended(self, one: Disposal, line: Line, actor: Actor) -> Line:
        record = self.archive.record(line.record)
        if line.decision not in FACTS or record.state != "filed":
            return replace(line, ended=LEFT)
        if hold := hold_on(record.description):
            return replace(line, ended=SPARED, note=f"ระงับการทำลาย: {hold.note}")
        if _told(record, one, FACTS[line.decision]):  # broken off just after it
            return replace(line, ended=GIVEN)
        told, what, amendments = one.told["handed"], FACTS[line.decision], self.keeping.amendments
        on, other = date.fromisoformat(told["on"]), {"transfer": one.id}
        fact = amendments.fact(what, on, actor.label, told["taker"], other)

        def change(old: Description) -> Description:
            return replace(old, facts=(*old.facts, fact))

        try:
            amendments.amend(record.id, record.version, change, what, actor, verb="retain")
        except NotPermitted:
            return replace(line, ended=SPARED, note="จำกัดผู้อ่าน ผู้ส่งมอบไม่มีสิทธิ์เปิดเอกสารนี้")
        return replace(line, ended=GIVEN)

    def _close(self, one: Disposal, actor: Actor) -> Disposal:
        lines = [asdict(line) | {"record": str(line.record)} for line in self.whole(one.id).lines]
        plain = asdict(one) | {"state": DONE, "lines": lines}
        data = json.dumps(plain, ensure_ascii=False, indent=1, default=str).encode()
        name, why = f"{one.year}/register/transfer-{one.id}", f"บัญชีหนังสือครบ 20 ปี {one.year}"
        self.archive.keep(name, [NewFile("transfer.json", data)], actor.label, why)
        ends = [line.ended for line in one.lines]
        with self.db.writing() as conn:
            store.put(conn, one, DONE, one.told)
            self.note(conn, one.id, "done", actor, {end: ends.count(end) for end in set(ends)})
        return self.get(one.id, actor)

    def _settled(self, year: int) -> set[RecordId]:
        """Return what earlier lists gave away, exempted, or left to the office for longer."""
        with self.db.reading() as conn:
            ended = [one for one in store.every(conn, self.kind) if one.state != WITHDRAWN]
            lines = [line for one in ended for line in store.get(conn, one.id, self.kind).lines]
        return {line.record for line in lines if line.ended and _settles(line, year)}


def _settles(line: Line, year: int) -> bool:
    if line.ended == SPARED:
        return False
    return line.decision != OWN or (line.until or 0) >= year


def _told(record: Record, one: Disposal, what: str) -> bool:
    return any(
        fact.what == what and fact.other.get("transfer") == one.id
        for fact in record.description.facts
    )
