"""How long a record is kept: its class, the day its term starts on, and holds.

Every act is a version of the record that tells what was before, who changed it and why; so the
history of a term is in the record itself. A hold wins over every term until it is released.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from archive.catalogue import Filters
from archive.records import Description, Fact, Record, RecordId
from archive.retention import RetentionClass, classes, retain_until, retention_class
from office.amending import MOST_LETTERS, Amendments
from office.clock import today
from office.errors import TellingInvalid
from office.permissions import Actor, require
from templates.errors import Problem
from thai.dates import BANGKOK

RECLASSED, HELD, RELEASED, CLOSED = "reclassed", "held", "released", "case-closed"
STEP = 500  # records looked at in one go
Change = Callable[[Description], Description]


def hold_on(about: Description) -> Fact | None:
    """Return the hold that is in force, None for none."""
    told = [fact for fact in about.facts if fact.what in (HELD, RELEASED)]
    return told[-1] if told and told[-1].what == HELD else None


def term_start(about: Description) -> date | None:
    """Return the day the term counts from: the case's closing, else the document's, else filing."""
    closed = [fact.on for fact in about.facts if fact.what == CLOSED and fact.on]
    if closed:
        return closed[-1]
    filed = about.filed_at.astimezone(BANGKOK).date() if about.filed_at else None
    return about.dated or filed


@dataclass(frozen=True)
class Keeping:
    """Acts on a record's term. Each raises VersionConflict, TellingInvalid, NotPermitted."""

    amendments: Amendments

    def reclass(self, id: RecordId, seen: int, retention: str, why: str, actor: Actor) -> Record:
        """Give a record another retention class; its end is counted anew."""
        known = {each.id: each for each in classes()}
        faults = [] if retention in known else [_fault("retention", "โปรดเลือกอายุการเก็บ")]
        _complain(faults + _reason_faults(why))
        told = _Told(RECLASSED, why, _reclassed(known[retention]))
        return self._tell(id, seen, told, actor)

    def extend(self, id: RecordId, seen: int, until: date, why: str, actor: Actor) -> Record:
        """Keep a record until a later day than its class says."""
        told = _Told(RECLASSED, why, lambda about: replace(about, retain_until=until))
        return self._tell(id, seen, told, actor)

    def hold(self, id: RecordId, seen: int, why: str, actor: Actor) -> Record:
        """Keep a record from being destroyed until it is released."""
        _complain(_reason_faults(why))
        if hold_on(self.amendments.record(id, actor, "retain").description):
            _complain([_fault("why", "เอกสารนี้ระงับการทำลายไว้แล้ว")])
        return self._tell(id, seen, _Told(HELD, why), actor)

    def release(self, id: RecordId, seen: int, why: str, actor: Actor) -> Record:
        """End a hold."""
        _complain(_reason_faults(why))
        if not hold_on(self.amendments.record(id, actor, "retain").description):
            _complain([_fault("why", "เอกสารนี้ไม่ได้ระงับการทำลายไว้")])
        return self._tell(id, seen, _Told(RELEASED, why), actor)

    def close_case(self, title: str, on: date, actor: Actor) -> int:
        """Say that a case ended; the terms of its records count from then. Return how many.

        Broken off, it is done by saying it again: a record that was told so is passed over.
        """
        require(actor, "retain")
        if on > today(self.amendments.clock):
            _complain([Problem("on", "วันที่ปิดแฟ้มเรื่อง", "เป็นวันที่ยังมาไม่ถึง")])
        done, offset, archive = 0, 0, self.amendments.archive
        while rows := archive.browse(Filters(case=title, limit=STEP, offset=offset)).rows:
            offset += len(rows)
            for record in (archive.record(row.id) for row in rows if row.state == "filed"):
                told = [fact.on for fact in record.description.facts if fact.what == CLOSED]
                if told[-1:] != [on]:
                    ending = _Told(CLOSED, title, _closed, on)
                    self._tell(record.id, record.version, ending, actor)
                    done += 1
        return done

    def _tell(self, id: RecordId, seen: int, told: "_Told", actor: Actor) -> Record:
        def change(old: Description) -> Description:
            end = old.retain_until.isoformat() if old.retain_until else ""
            before = {"retention": old.retention, "retain_until": end}
            day = told.on or today(self.amendments.clock)
            fact = self.amendments.fact(told.what, day, actor.label, told.why.strip(), before)
            return told.change(replace(old, facts=(*old.facts, fact)))

        return self.amendments.amend(id, seen, change, told.what, actor, verb="retain")


class _Told(NamedTuple):
    """What is told of a record's term, and what it changes; ``on`` None: today."""

    what: str
    why: str
    change: Change = lambda about: about
    on: date | None = None


def _closed(about: Description) -> Description:
    return _reclassed(retention_class(about.retention))(about) if about.retention else about


def _reclassed(kept: RetentionClass) -> Change:
    def change(about: Description) -> Description:
        start = term_start(about)
        end = retain_until(kept, start) if start else None
        return replace(about, retention=kept.id, retain_until=end)

    return change


def _reason_faults(why: str) -> list[Problem]:
    if not why.strip():
        return [_fault("why", "โปรดระบุเหตุผล")]
    return [_fault("why", "ยาวเกินไป")] if len(why) > MOST_LETTERS else []


def _fault(path: str, message: str) -> Problem:
    labels = {"retention": "อายุการเก็บ", "why": "เหตุผล"}
    return Problem(path, labels[path], message)


def _complain(problems: list[Problem]) -> None:
    if problems:
        raise TellingInvalid(problems=tuple(problems))
