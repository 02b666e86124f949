"""Carrying out what was decided of a yearly list: destroyed, kept longer, kept for ever, spared.

What is on hold, or was given a longer term since the survey, is spared at the last moment. Each
record is done and written down by itself, so that what was broken off goes on when asked again.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date

from archive import destruction
from archive.inventory import VersionBlock
from archive.records import Fact, NewFile, Record
from archive.retention import retention_class
from office import disposal_store as store
from office.disposal import WAYS, Disposals
from office.disposal_errors import NotTheTime
from office.disposal_store import APPROVED, DESTROY, DONE, FOREVER, KEEP, Disposal, Line
from office.keeping import hold_on
from office.permissions import Actor, require
from office.pictures import Pictures

DESTROYED, KEPT, SPARED = "destroyed", "kept", "spared"
PERMANENT = "history"  # the retention class of what is never destroyed
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Destruction:
    """The end of a list."""

    disposals: Disposals
    pictures: Pictures

    def carry_out(
        self,
        id: int,
        actor: Actor,
        progress: Progress = lambda done, total: None,
        most: int | None = None,
    ) -> Disposal:
        """Do with each record as decided, with ``most`` of them in one go; return the list.

        Raises NotTheTime before how it is done was told, and what keeps the archive from writing.
        """
        require(actor, "retain")
        one = self.disposals.get(id, actor)
        if one.state != APPROVED or "destruction" not in one.told:
            raise NotTheTime(why="ยังไม่ได้บันทึกวันที่ วิธี และผู้ควบคุมการทำลาย")
        open_lines = [line for line in one.lines if not line.ended]
        before = len(one.lines) - len(open_lines)
        for done, line in enumerate(open_lines[:most], before + 1):
            ended = self._ended(one, line, actor)
            with self.disposals.db.writing() as conn:
                store.put_line(conn, id, ended)
            progress(done, len(one.lines))
        one = self.disposals.get(id, actor)
        return self._close(one, actor) if all(line.ended for line in one.lines) else one

    def _ended(self, one: Disposal, line: Line, actor: Actor) -> Line:
        record = self.disposals.archive.record(line.record)
        if record.state == "destroyed":  # broken off just after it
            self._enter(record, one, actor)
            return replace(line, ended=DESTROYED)
        if line.decision != DESTROY:
            self._prolong(record, one, line, actor)
            return replace(line, ended=KEPT)
        if why := _spared(record, line):
            return replace(line, ended=SPARED, note=why)
        self._enter(self._destroyed(record, one, actor), one, actor)
        for file in record.files:
            self.pictures.forget(file)
        return replace(line, ended=DESTROYED)

    def _destroyed(self, record: Record, one: Disposal, actor: Actor) -> Record:
        told, now = one.told["destruction"], self.disposals.clock()
        on, way, other = date.fromisoformat(told["on"]), WAYS[told["way"]], {"disposal": one.id}
        fact = Fact("destroyed", on, actor.label, way, at=now, other=other)
        stays = replace(record.description, facts=(*record.description.facts, fact))
        block = VersionBlock(now, actor.label, _why(one), {})
        return destruction.destroy(self.disposals.archive, record.id, record.version, stays, block)

    def _prolong(self, record: Record, one: Disposal, line: Line, actor: Actor) -> None:
        keeping, about = self.disposals.keeping, record.description
        if line.decision == FOREVER and retention_class(about.retention).term != "permanent":
            keeping.reclass(record.id, record.version, PERMANENT, _why(one), actor)
        elif line.decision == KEEP and line.until:
            until = date(line.until - 543, 12, 31)
            if about.retain_until and about.retain_until < until:
                keeping.extend(record.id, record.version, until, _why(one), actor)

    def _enter(self, stub: Record, one: Disposal, actor: Actor) -> None:
        with self.disposals.db.writing() as conn:
            self.disposals.archive.enter(conn, stub)
            told = (actor.label, "destroyed", str(stub.id), {"disposal": one.id})
            self.disposals.keeping.amendments.journal.add(conn, *told, self.disposals.clock())

    def _close(self, one: Disposal, actor: Actor) -> Disposal:
        plain = asdict(self.disposals.whole(one.id)) | {"state": DONE}
        data = json.dumps(plain, ensure_ascii=False, indent=1, default=str).encode()
        name = f"{one.year}/register/disposal-{one.id}"
        self.disposals.archive.keep(name, [NewFile("disposal.json", data)], actor.label, _why(one))
        counts = {end: sum(line.ended == end for line in one.lines) for end in ENDS}
        with self.disposals.db.writing() as conn:
            store.put(conn, one, DONE, one.told)
            self.disposals.note(conn, one.id, "done", actor, counts)
        return self.disposals.get(one.id, actor)


ENDS = (DESTROYED, KEPT, SPARED)


def _spared(record: Record, line: Line) -> str:
    """Say why a record is not destroyed after all, "" if it is."""
    about = record.description
    if hold := hold_on(about):
        return f"ระงับการทำลาย: {hold.note}"
    surveyed = line.retain_until
    if surveyed is None or about.retain_until is None or about.retain_until > surveyed:
        return "เปลี่ยนอายุการเก็บหลังการสำรวจ"
    return ""


def _why(one: Disposal) -> str:
    return f"บัญชีหนังสือขอทำลายประจำปี {one.year}"
