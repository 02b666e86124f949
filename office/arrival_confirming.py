"""Confirming what was recognised in a letter that is filed: corrected by a person, then believed.

Nothing is lost by waiting: the letter is filed and found meanwhile, without what was not sure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from archive.records import Description, Fact, Record, RecordId
from office import arrival_candidates
from office.amending import Amendments
from office.arrival_errors import NothingToConfirm
from office.arrival_fields import PATHS, Confirmed, confirmed_faults, described
from office.arrival_filing import RULE_UNDONE, Filed, filed_where, first_rule, refiled
from office.arrival_rule import NO_PAPER, Paper, Rule
from office.arrival_way import Letter, letter_of
from office.arrivals import CONFIRM, Arrival, Arrivals
from office.clock import today
from office.errors import TellingInvalid
from office.likely import CONFIRMED, Guesses, Likely
from office.permissions import Actor, require
from office.profile import Profile
from office.rule_errors import NothingToUndo
from templates.errors import Problem


@dataclass(frozen=True)
class Proposed:
    """Where a letter may belong: by a rule of the office, and by what was filed before."""

    rule: Rule | None
    guesses: Guesses


@dataclass(frozen=True)
class Confirming:
    """The letters of an inbox that wait for a person's look."""

    amendments: Amendments
    arrivals: Arrivals
    likely: Likely

    def letter(self, id: int, actor: Actor) -> Letter:
        """Return what was recognised in a file that arrived."""
        require(actor, "file")
        with self.arrivals.db.reading() as conn:
            return letter_of(conn, id)

    def next(self, actor: Actor, after: int = 0) -> Arrival | None:
        """Return the letter that has waited longest, but for one; None where none waits."""
        waiting = self.arrivals.all(actor, CONFIRM, 2, 0, "oldest")
        return next((one for one in waiting if one.id != after), None)

    def waiting(self, id: int, actor: Actor) -> Arrival:
        """Return a letter that waits; raises NothingToConfirm for one that does not."""
        arrival = self.arrivals.one(id, actor)
        if arrival.state != CONFIRM:
            raise NothingToConfirm(file=arrival.source)
        return arrival

    def typed(self, arrival: Arrival, about: Description, actor: Actor) -> dict[str, str]:
        """Return each field as a person finds it: what the record says, else what was read.

        A day is an ISO day, or as it stands on the paper with a BLANK for each unsure digit; so are
        the other fields in which digits were not read for certain.
        """
        letter = self.letter(arrival.id, actor)
        known = {
            "number": about.number,
            "dated": about.dated.isoformat() if about.dated else "",
            "sender": about.sender,
            "receiver": about.receiver,
            "subject": about.title,
            "speed": about.speed,
        }
        blank = {
            PATHS[name]: letter.spots[name].text
            for name in PATHS
            if name in letter.asked and name in letter.spots and letter.spots[name].has_blanks
        }
        return {name: known[name] or letter.fields.get(name, "") for name in known} | blank

    def candidates(self, arrival: Arrival, typed: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        """Return what else the fields of a letter may say, by their names, the likeliest first."""
        with self.arrivals.db.reading() as conn:
            letter = letter_of(conn, arrival.id)
            known = arrival_candidates.filed(conn, but=arrival.record)
        asked = {PATHS[name] for name in PATHS if name in letter.asked}
        return arrival_candidates.candidates(letter.kind, typed, asked, known)

    def proposed(self, arrival: Arrival, actor: Actor) -> Proposed:
        """Say where a letter that waits may belong, and why; nothing is filed by it."""
        record = self.amendments.archive.record(RecordId.parse(arrival.record))
        paper, text = self._paper(arrival, record, actor)
        about = record.description
        guesses = self.likely.of(about.title, text, about.sender)
        return Proposed(first_rule(self._profile, paper), guesses)

    def confirm(self, id: int, seen: int, told: Confirmed, actor: Actor) -> Arrival:
        """Write what a person says into the record, whose version ``seen`` was looked at.

        Raises NothingToConfirm, TellingInvalid, VersionConflict.
        """
        arrival = self.waiting(id, actor)
        letter, on = self.letter(id, actor), today(self.arrivals.clock)
        faults = confirmed_faults(told, on, letter.spots) + self._filing_faults(told, letter)
        if faults:
            raise TellingInvalid(problems=tuple(faults))
        record = RecordId.parse(arrival.record)
        paper, _ = self._paper(arrival, self.amendments.archive.record(record), actor)
        rule = first_rule(self._profile, paper)
        retention = rule.retention if rule and rule.category == told.category else ""
        where = Filed(told.category, told.group, retention) if told.category else None
        fact = self.amendments.fact(CONFIRMED, on, actor.label, "")

        def change(old: Description) -> Description:
            return self._exactly(record, old, told, where, fact)

        self.amendments.amend(record, seen, change, "confirmed", actor, verb="file")
        return self.arrivals.settled(id, arrival.record, "")

    def undo(self, id: int, actor: Actor) -> Arrival:
        """Take back what a rule did with a file: it is filed as if there were none, and waits."""
        arrival = self.arrivals.one(id, actor)
        if not arrival.rule or not arrival.record:
            raise NothingToUndo(file=arrival.source)
        record = self.amendments.archive.record(RecordId.parse(arrival.record))
        default = filed_where(replace(self._profile, arrival_rules=()), "", NO_PAPER)
        fact = self.amendments.fact(RULE_UNDONE, today(self.arrivals.clock), actor.label, "")

        def change(old: Description) -> Description:
            bare = replace(old, group="", facts=(*old.facts, fact))
            return refiled(bare, self._profile, default, _start(record.id, old))

        self.amendments.amend(record.id, record.version, change, RULE_UNDONE, actor, verb="file")
        return self.arrivals.reopened(id, "เลิกทำตามกฎแล้ว โปรดเลือกหมวดแฟ้ม")

    def received(self, id: int, received: RecordId, actor: Actor) -> Arrival:
        """Say that a file was received as a letter: the record of that one is used from now on."""
        arrival = self.arrivals.one(id, actor)
        if arrival.record and arrival.record != str(received):
            self.amendments.relate(received, 1, "replaces", arrival.record, actor)
        return self.arrivals.settled(id, str(received), "รับเป็นหนังสือรับแล้ว")

    def _paper(self, arrival: Arrival, record: Record, actor: Actor) -> tuple[Paper, str]:
        """Return a letter as rules look at it, and its text."""
        text = "\n".join(one.text for one in self.amendments.archive.text(record.id).passages)
        letter, about = self.letter(arrival.id, actor), record.description
        sender = about.sender or letter.fields.get("sender", "")
        return Paper.of(letter.kind, sender, about.title, text), text

    def _filing_faults(self, told: Confirmed, letter: Letter) -> list[Problem]:
        codes = {each.code for each in self._profile.file_plan.open}
        faults = []
        if told.category not in codes and (told.category or "category" in letter.asked):
            faults.append(Problem("category", "หมวดแฟ้ม", "โปรดเลือกหมวดแฟ้ม"))
        if told.group and told.group not in self._profile.group_names:
            faults.append(Problem("group", "กลุ่ม", "โปรดเลือกกลุ่มที่มีอยู่"))
        return faults

    def _exactly(
        self, id: RecordId, old: Description, told: Confirmed, where: Filed | None, fact: Fact
    ) -> Description:
        """Return a description that says what the person said, also where that is nothing."""
        bare = replace(old, number="", dated=None, sender="", receiver="", speed="")
        said = described(replace(bare, facts=(*old.facts, fact)), told)
        if where is None or (where.category, where.group) == (old.category, old.group):
            return said
        return refiled(replace(said, group=""), self._profile, where, _start(id, said))

    @property
    def _profile(self) -> Profile:
        return self.arrivals.settings.profile


def _start(id: RecordId, about: Description) -> date:
    """Return the day the term counts from: the letter's, else the end of its year."""
    return about.dated or date(id.year - 543, 12, 31)
