"""Which slots may contain some letters, by the sets of the kept parts."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock

from indexer import grams
from indexer.bits import gathered, union
from indexer.kept import Kept, Part, PartGone

REMEMBERED = 2_000  # sets; of 50,000 records one has 6 kB at most


class Remembered:
    """The sets of a ``Kept``'s parts, the ones asked for lately in memory."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._known: dict[tuple[Part, bytes], int] = {}
        self._lock = Lock()

    def having(self, part: Part, needle: bytes) -> tuple[int, int]:
        """Return the places of a part that may have some letters, and those that surely have them.

        Raises ``PartGone``.
        """
        if len(needle) < grams.SIZE:
            bits = union(map(grams.unpacked, self._kept.beginning(part, needle)))
            return bits, bits
        runs = grams.asked(needle)
        sets = self._sets(part, [*runs, needle])
        return _all(sets[run] for run in runs), sets[needle]

    def titled(self, part: Part, needle: bytes) -> int:
        """Return the places that may have some letters in the title; raises ``PartGone``."""
        runs = list(map(grams.titled, grams.asked(needle)))
        return _all(self._sets(part, runs).values())

    def _sets(self, part: Part, runs: Sequence[bytes]) -> dict[bytes, int]:
        with self._lock:
            if len(self._known) > REMEMBERED:
                self._known.clear()
            if missing := [run for run in runs if (part, run) not in self._known]:
                packed = self._kept.places(part, missing)
                for run in missing:
                    self._known[part, run] = grams.unpacked(packed[run]) if run in packed else 0
            return {run: self._known[part, run] for run in runs}


@dataclass(frozen=True)
class _Slots:
    """The slots of a part's places: from ``first`` on, one for each place or for each of some."""

    first: int
    places: "array[int] | None"

    @classmethod
    def of(cls, part: Part, numbers: Sequence[int]) -> "_Slots":
        first, last = bisect_left(numbers, part.first), bisect_right(numbers, part.last)
        if last - first == part.last - part.first + 1:
            return cls(first, None)
        return cls(first, array("q", (number - part.first for number in numbers[first:last])))

    def having(self, bits: int) -> int:
        """Return the slots of some places; a replaced record has none."""
        return (bits if self.places is None else gathered(bits, self.places)) << self.first


class Sets:
    """The sets for records whose ``numbers`` ascend, one for each slot."""

    def __init__(self, known: Remembered, parts: Sequence[Part], numbers: Sequence[int]) -> None:
        self._known = known
        self._parts = [(part, _Slots.of(part, numbers)) for part in parts]
        before = bisect_right(numbers, parts[-1].last) if parts else 0
        self._newest = (1 << len(numbers)) - (1 << before)

    def holding(self, needle: bytes) -> tuple[int, int] | None:
        """Return the slots that may contain the letters, and those that surely do; None if any may.

        The newest records, which are in no part yet, always may.
        """
        if len(needle) < grams.SIZE - 1:
            return None
        maybe, surely = self._newest, 0
        try:
            for part, slots in self._parts:
                some, sure = self._known.having(part, needle)
                maybe |= slots.having(some)
                surely |= slots.having(sure)
        except PartGone:  # another process has just joined it to another
            return None
        return maybe, surely

    def titled(self, needle: bytes) -> int | None:
        """Return the slots that may have the letters in their title; None if any may."""
        if len(needle) < grams.SIZE:
            return None
        try:
            sets = (slots.having(self._known.titled(part, needle)) for part, slots in self._parts)
            return self._newest | union(sets)
        except PartGone:
            return None


def _all(sets: Iterable[int]) -> int:
    """Return what is in each of the sets."""
    bits = -1
    for each in sets:
        bits &= each
    return bits
