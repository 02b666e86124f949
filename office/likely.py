"""Where a new letter belongs: guessed from what people of this office have filed, with reasons.

Learnt in memory from the newest letters that everybody may read, a few at a time, and again when
one was filed otherwise since; nothing of it is kept or sent anywhere.
"""

import threading
from dataclasses import dataclass, replace

from sqlalchemy import select

from archive import catalogue
from archive.access import OFFICE
from archive.archive import Archive
from archive.database import Database
from archive.records import Description, RecordId
from indexer.recognition.learnt import Example, Guess, Learnt, said_by
from office.profile import Profile
from office.received_store import task_of
from office.settings import Settings
from thai.digits import to_thai
from thai.errors import Refused

MOST = 2_000  # letters that are learnt from, the newest
AT_ONCE = 200  # letters read for one question, 0.4 s; others are read for the next
LIKELY = 0.6  # a guess below this is shown, never put in
CONFIRMED = "confirmed"
_REASONS = 3


@dataclass(frozen=True)
class Guesses:
    """The likeliest category (code) and group (id) of a letter; None where nothing is known."""

    category: Guess | None = None
    group: Guess | None = None


class Likely:
    """What was learnt of one office's archive."""

    def __init__(self, db: Database, archive: Archive, settings: Settings) -> None:
        self._db, self._archive, self._settings = db, archive, settings
        self._turn = threading.Lock()
        self._read: dict[str, tuple[int, Example | None, Example | None]] = {}
        self._categories, self._groups = Learnt(), Learnt()

    def of(self, subject: str, text: str, sender: str) -> Guesses:
        """Guess where a letter belongs, after reading what was filed since."""
        profile, said = self._settings.profile, said_by(subject, text, sender)
        codes = {each.code for each in profile.file_plan.open}
        with self._turn:
            self._follow(profile)
            categories = (each for each in self._categories.guesses(said) if each.label in codes)
            groups = (g for g in self._groups.guesses(said) if g.label in profile.group_names)
            return Guesses(_cautious(next(categories, None)), _cautious(next(groups, None)))

    def _follow(self, profile: Profile) -> None:
        """Learn what is new or changed, and forget what is not among the newest any more."""
        c = catalogue.records.c
        newest = select(c.id, c.version).where(c.state == "filed", c.access == OFFICE)
        with self._db.reading() as conn:
            rows = conn.execute(newest.order_by(c.day.desc(), c.id.desc()).limit(MOST)).all()
        versions: dict[str, int] = {row.id: row.version for row in rows}
        for id in self._read.keys() - versions.keys():
            self._forget(id)
        known = {id: read[0] for id, read in self._read.items()}
        changed = [id for id, version in versions.items() if known.get(id) != version]
        for id in reversed(changed[:AT_ONCE]):
            self._forget(id)
            self._learn(id, versions[id], profile)

    def _learn(self, id: str, version: int, profile: Profile) -> None:
        category = group = None
        try:
            about = self._archive.record(RecordId.parse(id)).description
            text = "\n".join(one.text for one in self._archive.text(RecordId.parse(id)).passages)
        except Refused:  # its file is damaged: the check of the archive tells
            self._read[id] = (version, None, None)
            return
        said = said_by(about.title, text, about.sender)
        if label := told_category(about, profile):
            category = Example(said, label, id)
            self._categories.learn(category)
        if label := told_group(about, profile):
            group = Example(said, label, id)
            self._groups.learn(group)
        self._read[id] = (version, category, group)

    def _forget(self, id: str) -> None:
        _, category, group = self._read.pop(id, (0, None, None))
        if category:
            self._categories.forget(category)
        if group:
            self._groups.forget(group)


def told_category(about: Description, profile: Profile) -> str:
    """Return under what somebody filed a letter, "" where only the default put it there."""
    by_default = profile.default_category or profile.file_plan.open[0].code
    chosen = about.type != "imported" or about.category != by_default
    confirmed = any(fact.what == CONFIRMED for fact in about.facts)
    return about.category if chosen or confirmed else ""


def told_group(about: Description, profile: Profile) -> str:
    """Return the group that a letter was handed to, itself or to one of its people."""
    to = task_of(about.facts).to
    person = profile.directory.get(to)
    return (person.group if person else to) or about.group


def _cautious(guess: Guess | None) -> Guess | None:
    """Be no surer than (n + 1) / (n + 2) where n filed letters are like it, however well it fits.

    Laplace's rule of succession, for what was so all of n times.
    """
    if guess is None:
        return None
    like = len(guess.like)
    return replace(guess, sure=guess.sure * (like + 1) / (like + 2))


def because(guess: Guess) -> str:
    """Say why a guess was made: the words, and how many letters like it are filed."""
    words = [f"“{word}”" for word in guess.reasons if ": " not in word][:_REASONS]
    senders = [word.partition(": ")[2] for word in guess.reasons if ": " in word]
    parts = (
        f"คำว่า {' '.join(words)}" if words else "",
        f"จาก {senders[0]}" if senders else "",
        f"เหมือน {to_thai(str(len(guess.like)))} ฉบับที่เก็บไว้" if guess.like else "",
    )
    told = " · ".join(filter(None, parts))
    return f"เพราะ {told}" if told else ""
