"""The office's rules of where letters that arrive belong: written, tried, switched on, ordered.

They are part of the office's description, so each change is a version of ``office/profile``. A rule
decides only after somebody saw what it would have done with what is filed already.
"""

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from archive import catalogue
from archive.archive import Archive
from archive.database import Database
from archive.journal import Journal
from archive.records import RecordId
from archive.retention import classes
from indexer.arriving import letter_in
from office.arrival_filing import said_of
from office.arrival_rule import KINDS, WITHIN, Paper, Rule
from office.arrivals import CONFIRM, arrivals
from office.clock import Clock
from office.errors import TellingInvalid
from office.kept_profile import PROFILE, KeptProfile
from office.permissions import Actor, readable, require
from office.profile import Profile
from office.rule_errors import RuleTriedOtherwise, UnknownRule
from office.settings import Settings
from templates.errors import Problem
from thai.digits import to_thai
from thai.text import clean

ARRIVED = ("received", "imported")  # types of records that came from elsewhere
MOST_TRIED = 5_000  # records, the newest; some seconds
MOST_RULES, MOST_LETTERS = 200, 200


Change = Callable[[Sequence[Rule]], Sequence[Rule]]


@dataclass(frozen=True)
class Met:
    """A filed letter that a rule fits, and the category it is filed under."""

    id: RecordId
    title: str
    category: str


@dataclass(frozen=True)
class Tried:
    """What a rule fits among the filed: under its own category, and under others."""

    same: tuple[Met, ...]
    other: tuple[Met, ...]
    looked: int


@dataclass(frozen=True)
class ArrivalRules:
    """The rules in their order. Writing needs the right to keep the registers."""

    db: Database
    journal: Journal
    archive: Archive
    settings: Settings
    kept: KeptProfile
    clock: Clock

    def all(self, actor: Actor) -> tuple[Rule, ...]:
        """Return the rules; the first that fits decides."""
        require(actor, "file")
        return self.settings.profile.arrival_rules

    def one(self, id: str, actor: Actor) -> Rule:
        """Return a rule; raises UnknownRule."""
        for rule in self.all(actor):
            if rule.id == id:
                return rule
        raise UnknownRule(id=id)

    def put(self, rule: Rule, actor: Actor) -> Rule:
        """Write a rule anew (``id`` "") or in place of its old self; raises TellingInvalid.

        What is changed must be tried again: it is off. So is a new one.
        """
        require(actor, "register")
        told = _cleaned(rule)
        if faults := list(_faults(told, self.settings.profile)):
            raise TellingInvalid(problems=tuple(faults))
        if told.id:
            old = self.one(told.id, actor)
            return self._change(actor, "rule-kept", told, lambda rules: _with(rules, old, told))
        new = replace(told, id=secrets.token_hex(4))
        return self._change(actor, "rule-kept", new, lambda rules: [*rules, new])

    def remove(self, id: str, actor: Actor) -> None:
        """Throw a rule away; what it filed stays."""
        old = self.one(id, actor)
        self._change(actor, "rule-removed", old, lambda rules: [r for r in rules if r.id != id])

    def move(self, id: str, place: int, actor: Actor) -> None:
        """Put a rule at a place of the order, the first is 1."""
        rule = self.one(id, actor)

        def moved(rules: Sequence[Rule]) -> list[Rule]:
            others = [each for each in rules if each.id != id]
            at = max(0, min(place - 1, len(others)))
            return [*others[:at], rule, *others[at:]]

        self._change(actor, "rule-moved", rule, moved)

    def tried(self, rule: Rule, actor: Actor) -> Tried:
        """Say what a rule fits among the letters that came and that the actor may read."""
        require(actor, "file")
        met, looked = list[Met](), 0
        for one, paper in self._arrived(rule, actor):
            looked += 1
            if rule.fits(paper):
                met.append(one)
        same = tuple(one for one in met if one.category == rule.category)
        return Tried(same, tuple(one for one in met if one.category != rule.category), looked)

    def switch_on(self, id: str, seen: tuple[int, int], actor: Actor) -> Rule:
        """Let a rule decide, after somebody saw how many it fits: of its category, of others.

        Raises RuleTriedOtherwise with the numbers as they are where ``seen`` are others.
        """
        rule = self.one(id, actor)
        tried = self.tried(rule, actor)
        if (len(tried.same), len(tried.other)) != seen:
            same, other = (to_thai(str(len(each))) for each in (tried.same, tried.other))
            raise RuleTriedOtherwise(same=same, other=other)
        return self._switched(rule, actor, on=True)

    def switch_off(self, id: str, actor: Actor) -> Rule:
        """Let a rule rest."""
        return self._switched(self.one(id, actor), actor, on=False)

    def _switched(self, rule: Rule, actor: Actor, *, on: bool) -> Rule:
        told, act = replace(rule, on=on), "rule-on" if on else "rule-off"
        return self._change(actor, act, told, lambda rules: _with(rules, rule, told))

    def _arrived(self, rule: Rule, actor: Actor) -> Iterator[tuple[Met, Paper]]:
        """Yield each letter that came, as a rule looks at it; read only where the sender fits.

        One that waits to be confirmed is left out: nobody has chosen its category yet.
        """
        c, labels = catalogue.records.c, readable(actor)
        query = select(c.id, c.title, c.category, c.sender).where(c.state == "filed")
        waiting = select(arrivals.c.record).where(arrivals.c.state == CONFIRM)
        query = query.where(c.type.in_(ARRIVED), c.id.not_in(waiting))
        query = query.order_by(c.day.desc(), c.id.desc())
        if labels is not None:
            query = query.where(labels.passing(c.access))
        with self.db.reading() as conn:
            rows = conn.execute(query.limit(MOST_TRIED)).all()
        for row in rows:
            met = Met(RecordId.parse(row.id), row.title, row.category)
            paper = Paper.of(rule.kind, row.sender, row.title, "")
            if replace(rule, word="").fits(paper) and (rule.kind or rule.word):
                text = self.archive.text(met.id)
                kind = letter_in(text).kind if rule.kind else ""
                told = "\n".join(passage.text for passage in text.passages)
                paper = Paper.of(kind, row.sender, row.title, told)
            yield met, paper

    def _change(self, actor: Actor, act: str, rule: Rule, change: Change) -> Rule:
        require(actor, "register")
        self.archive.check_ready()
        with self.db.writing() as conn:
            profile = self.settings.profile
            rules = tuple(change(profile.arrival_rules))
            self.settings.put(conn, replace(profile, arrival_rules=rules))
            detail = {"rule": rule.to_plain()}
            self.journal.add(conn, actor.label, act, PROFILE, detail, self.clock())
        self.kept.keep(actor.label, f"กฎของหนังสือที่เข้ามา: {said_of(rule, profile)}")
        return rule


def _with(rules: Sequence[Rule], old: Rule, new: Rule) -> list[Rule]:
    return [new if rule.id == old.id else rule for rule in rules]


def _cleaned(rule: Rule) -> Rule:
    sender, word = (clean(text).strip() for text in (rule.sender, rule.word))
    return replace(rule, sender=sender, word=word, on=False)


def _faults(rule: Rule, profile: Profile) -> Iterator[Problem]:
    if not (rule.sender or rule.word or rule.kind):
        yield Problem("sender", "ผู้ส่ง", "โปรดระบุผู้ส่ง คำ หรือชนิดของหนังสือ อย่างน้อยหนึ่งอย่าง")
    for path, label, text in (("sender", "ผู้ส่ง", rule.sender), ("word", "คำ", rule.word)):
        if len(text) > MOST_LETTERS:
            yield Problem(path, label, "ยาวเกินไป")
    known = (
        ("category", "หมวดแฟ้ม", rule.category, {each.code for each in profile.file_plan.open}),
        ("group", "กลุ่ม", rule.group, {"", *profile.group_names}),
        ("retention", "อายุการเก็บ", rule.retention, {"", *(each.id for each in classes())}),
        ("kind", "ชนิดของหนังสือ", rule.kind, {"", *KINDS}),
        ("within", "หาคำที่ใด", rule.within, WITHIN.keys()),
    )
    for path, label, value, values in known:
        if value not in values:
            yield Problem(path, label, f"โปรดเลือก{label}")
    if not rule.id and len(profile.arrival_rules) >= MOST_RULES:
        yield Problem("sender", "กฎ", f"มีได้ไม่เกิน {to_thai(str(MOST_RULES))} ข้อ โปรดลบข้อที่ไม่ใช้")
