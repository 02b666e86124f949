"""A record kept to people and groups by name: who restricts it, to whom, why, until which day.

The label itself says it (``archive.access``), so search, lists, counts, downloads and the API all
ask the same question, and a rebuild knows it. The director reads on; who restricts is among the
readers. Each change is a version of the record that tells what was before, who did it and why.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from archive.access import NO_END, only_for, restriction
from archive.records import Description, Record, RecordId
from office.amending import MOST_LETTERS, Amendments
from office.clock import today
from office.errors import TellingInvalid
from office.permissions import Actor, readable
from office.settings import Settings
from templates.errors import Problem

RESTRICTED, WIDENED = "restricted", "widened"


@dataclass(frozen=True)
class Kept:
    """A restriction in force: the readers' ids (a group's behind @), last day, who said it and why.

    ``until`` None: until it is widened.
    """

    readers: tuple[str, ...]
    until: date | None
    by: str
    why: str


@dataclass(frozen=True)
class Restricting:
    """Acts on who reads a record. Each raises VersionConflict, TellingInvalid, NotPermitted."""

    amendments: Amendments
    settings: Settings

    def in_force(self, about: Description) -> Kept | None:
        """Return the restriction that holds today, None for none."""
        told = restriction(about.access)
        if told is None or told.until < self._today:
            return None
        facts = [fact for fact in about.facts if fact.what == RESTRICTED]
        by, why = (facts[-1].by, facts[-1].note) if facts else ("", "")
        return Kept(told.readers, None if told.until == NO_END else told.until, by, why)

    def names(self, readers: Iterable[str]) -> list[str]:
        """Return what readers are called."""
        known = self.settings.profile.names
        return [known.get(one.removeprefix("@"), one) for one in readers]

    def restrict(self, id: RecordId, seen: int, kept: Kept, actor: Actor) -> Record:
        """Keep a record to the readers of ``kept``; of it ``by`` is told by who acts."""
        readers = self.readers(kept, actor)

        def change(old: Description) -> Description:
            label = only_for(readers, kept.until, old.access)
            return self._told(old, label, RESTRICTED, kept.why, actor)

        return self.amendments.amend(id, seen, change, RESTRICTED, actor, verb="restrict")

    def readers(self, kept: Kept, actor: Actor) -> frozenset[str]:
        """Return who will read, who restricts among them; raises TellingInvalid."""
        found = [*self._reader_faults(kept.readers), *why_faults(kept.why)]
        if kept.until is not None and kept.until < self._today:
            found.append(Problem("until", "ถึงวันที่", "เป็นวันที่ผ่านไปแล้ว"))
        complain(found)
        own = {actor.person} if readable(actor) is not None and actor.person else set()
        return frozenset({*kept.readers, *own})

    def widen(self, id: RecordId, seen: int, why: str, actor: Actor) -> Record:
        """Let those read a record who could before it was restricted."""
        complain(why_faults(why))

        def change(old: Description) -> Description:
            told = restriction(old.access)
            if told is None:
                raise TellingInvalid(problems=(Problem("why", "เหตุผล", "เอกสารนี้ไม่ได้จำกัดผู้อ่าน"),))
            return self._told(old, told.before, WIDENED, why, actor)

        return self.amendments.amend(id, seen, change, WIDENED, actor, verb="restrict")

    def _told(self, old: Description, label: str, what: str, why: str, actor: Actor) -> Description:
        other = {"access": label, "before": old.access}
        fact = self.amendments.fact(what, self._today, actor.label, why.strip(), other)
        return replace(old, access=label, facts=(*old.facts, fact))

    def _reader_faults(self, readers: Iterable[str]) -> Iterable[Problem]:
        profile = self.settings.profile
        known = {f"@{group.id}" for group in profile.groups} | {one.id for one in profile.people}
        chosen = set(readers)
        if not chosen:
            yield Problem("readers", "ผู้อ่าน", "โปรดเลือกกลุ่มหรือบุคคลอย่างน้อยหนึ่ง")
        for stranger in sorted(chosen - known):
            yield Problem("readers", "ผู้อ่าน", f"ไม่มี {stranger} ในรายชื่อของสำนักงาน")

    @property
    def _today(self) -> date:
        return today(self.amendments.clock)


def why_faults(why: str) -> list[Problem]:
    """Say what is wrong with a reason."""
    if not why.strip():
        return [Problem("why", "เหตุผล", "โปรดระบุเหตุผล")]
    return [Problem("why", "เหตุผล", "ยาวเกินไป")] if len(why) > MOST_LETTERS else []


def complain(problems: list[Problem]) -> None:
    """Raise TellingInvalid where there are problems."""
    if problems:
        raise TellingInvalid(problems=tuple(problems))
