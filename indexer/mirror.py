"""The kept rows in memory, for scanning: 50,000 one-page records are some 100 MB and 30 ms."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random
from threading import Lock

from indexer.bits import bits_of, places_of, union
from indexer.facets import Facets
from indexer.kept import Kept, Row
from indexer.letters import folded
from indexer.phrases import Phrase
from indexer.said import Said
from indexer.sets import Remembered, Sets
from indexer.words import cluster_trigrams

HELD = 50  # phrases whose records are remembered
FEW = 300  # records that are looked through as they are
LARGE = 2_000  # records from which what is known of them all is carried over to the next moment
STALE = 100  # what titles and people are called may lack so small a share of a large index: 1/100
SAMPLE = 500  # records by which it is judged how common a run of letters is; 1,000 rank alike
SAMPLED = 200  # records from which a sample serves until there are twice as many


class Sample:
    """The runs of three letter clusters in some records, counted once: .3 s for 500 pages."""

    def __init__(self, texts: Iterable[bytes], size: int) -> None:
        parts = (part for text in texts for part in text.decode("cp874", "replace").split())
        self._counted = Counter(run for part in parts for run in cluster_trigrams(part))
        self.size = size

    def commonness(self, run: str) -> int:
        """Return how often a run stands in the sample, but no more than it has records.

        Counting each record once instead ranks worse, by .001 MRR.
        """
        return min(self._counted[run], self.size)


@dataclass(frozen=True)
class Snapshot:
    """All records at one moment, in parallel lists; a *slot* is a place in them."""

    rows: Sequence[Row]
    folded: Sequence[bytes]
    sets: Sets

    @cached_property
    def slots(self) -> dict[int, int]:
        """The slot of each record number; a replaced record's number has none."""
        return {row.no: slot for slot, row in enumerate(self.rows)}

    @cached_property
    def letters(self) -> int:
        """How many letters all records have."""
        return sum(map(len, self.folded))

    @property
    def average(self) -> float:
        """The records' mean length in letters."""
        return self.letters / max(len(self.folded), 1)

    @cached_property
    def sample(self) -> "Sample":
        """``SAMPLE`` records (or all), the same ones for the same records."""
        count = min(SAMPLE, len(self.folded))
        return Sample(Random(0).sample(self.folded, count), count)

    @cached_property
    def facets(self) -> Facets:
        """Which slots have which year, category …, for limits and counts."""
        return Facets.of(self.rows)

    @property
    def said(self) -> Said:
        """What titles, people and groups are called, for suggestions and hints."""
        return self.said_of[0]

    @cached_property
    def said_of(self) -> tuple[Said, int]:
        """The same, and out of how many records."""
        return Said.of(self.rows), len(self.rows)

    def with_more(self, rows: Sequence[Row], sets: Sets) -> "Snapshot":
        """Return the next moment, when these are the rows: the same ones and some more behind.

        What a large index knows of all its records is brought up to date rather than made anew.
        """
        grown = Snapshot(rows, tuple(row.folded for row in rows), sets)
        known, before = self.__dict__, len(self.rows)
        sample: Sample | None = known.get("sample")
        if sample and before >= SAMPLED and (sample.size == SAMPLE or len(rows) < 2 * sample.size):
            grown.__dict__["sample"] = sample
        if before < LARGE:
            return grown
        if "letters" in known:
            grown.__dict__["letters"] = self.letters + sum(map(len, grown.folded[before:]))
        if "facets" in known:
            grown.__dict__["facets"] = self.facets.with_more(rows[before:])
        if "slots" in known:
            new = {row.no: slot for slot, row in enumerate(rows[before:], before)}
            grown.__dict__["slots"] = self.slots | new
        said, size = known.get("said_of", (None, 0))
        if said is not None and len(rows) - size < size // STALE:
            grown.__dict__["said_of"] = (said, size)
        return grown

    @cached_property
    def _held(self) -> dict[tuple[Phrase, int], int]:
        return {}

    def holding(self, phrase: Phrase, among: int) -> int:
        """Return the slots whose record contains a phrase, or has a number that begins with it.

        What was found is remembered: one search asks for it again and again, and the next page of
        the result too. It cannot become stale, as these records never change.
        """
        if (found := self._held.get((phrase, among))) is None:
            if len(self._held) >= HELD:
                self._held.clear()
            found = self._held[phrase, among] = self._looked_for(phrase, among)
        return found

    def maybe(self, phrase: Phrase, among: int) -> int:
        """Return the slots, out of some, whose record may contain a phrase, without looking."""
        if phrase.on is None:
            for needle in phrase.needles:
                among &= self._told(folded(needle), among)[0]
        return among

    def titled(self, letters: bytes, among: int) -> list[int]:
        """Return the slots, out of some, whose title contains some letters."""
        maybe, texts = self.sets.titled(letters), self.folded
        slots = places_of(among if maybe is None else among & maybe)
        ends = (texts[slot].index(b"\n") for slot in slots)
        return [
            slot
            for slot, end in zip(slots, ends, strict=True)
            if texts[slot].find(letters, 0, end) >= 0
        ]

    def _looked_for(self, phrase: Phrase, among: int) -> int:
        if phrase.on is not None:
            day, rows = phrase.on.isoformat(), self.rows
            dated = bits_of([slot for slot in places_of(among) if rows[slot].day == day])
            return dated | self.holding(replace(phrase, on=None), among)
        found = self.maybe(phrase, among)
        for needle in map(folded, phrase.needles):
            found = self._having(needle, found)
        if phrase.is_plain:
            return found
        # a day's needle is in most records, but hardly any of its spellings
        found &= union(self._told(folded(form), found)[0] for form in phrase.forms)
        texts = self.folded
        pattern, number = pattern_of(phrase), pattern_of(replace(phrase, after=""))
        return bits_of(
            [
                slot
                for slot in places_of(found)
                if pattern.search(texts[slot])
                or (phrase.number and number.search(texts[slot].split(b"\n", 2)[1]))
            ]
        )

    def _having(self, needle: bytes, among: int) -> int:
        """Return the slots, out of some, whose record contains some letters."""
        maybe, surely = self._told(needle, among)
        texts, surely = self.folded, among & surely
        slots = places_of(among & maybe & ~surely)
        return surely | bits_of([slot for slot in slots if needle in texts[slot]])

    def _told(self, needle: bytes, among: int) -> tuple[int, int]:
        """Return who may have some letters and who surely has; of few records it is not asked."""
        told = self.sets.holding(needle) if among.bit_count() > FEW else None
        return (among, 0) if told is None else told


def pattern_of(phrase: Phrase) -> re.Pattern[bytes]:
    """Return the expression that finds a phrase in kept letters."""
    forms = "|".join(map(re.escape, sorted(phrase.forms, key=len, reverse=True)))
    return re.compile(folded(phrase.bordered(forms)))


class Mirror:
    """All records of a ``Kept`` in memory, refreshed by what was written since."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._stamp = -1
        self._rows: dict[str, Row] = {}
        self._sets = Remembered(kept)
        self._snapshot = Snapshot((), (), Sets(self._sets, (), ()))
        self._lock = Lock()

    def refresh(self) -> Snapshot:
        """Take in what was written since and return all records as they are now.

        A record read again gets the last slot, so slots ascend with the records' numbers.
        """
        with self._lock:
            if (stamp := self._kept.stamp()) != self._stamp:
                changed = self._kept.rows(self._stamp)
                replaced = any(row.id in self._rows for row in changed)
                for row in changed:
                    self._rows.pop(row.id, None)
                    self._rows[row.id] = row
                rows = tuple(self._rows.values())
                sets = Sets(self._sets, self._kept.parts(), tuple(row.no for row in rows))
                before = Snapshot((), (), sets) if replaced else self._snapshot
                self._snapshot = before.with_more(rows, sets)
                self._stamp = max((row.stamp for row in changed), default=stamp)
            return self._snapshot
