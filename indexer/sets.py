"""Which slots may contain some letters, by the sets of the kept parts."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from threading import Lock

from indexer import grams
from indexer.kept import Kept, Part, PartGone

REMEMBERED = 2_000  # sets; of 50,000 records one has 6 kB at most


class Remembered:
    """The sets of a ``Kept``'s parts, the ones asked for lately in memory."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._known: dict[tuple[Part, bytes], int] = {}
        self._lock = Lock()

    def having_all(self, part: Part, runs: Sequence[bytes]) -> int:
        """Return the places of a part that have every run; raises ``PartGone``."""
        with self._lock:
            if len(self._known) > REMEMBERED:
                self._known.clear()
            if missing := [run for run in runs if (part, run) not in self._known]:
                packed = self._kept.places(part, missing)
                for run in missing:
                    self._known[part, run] = grams.unpacked(packed[run]) if run in packed else 0
            bits = -1
            for run in runs:
                bits &= self._known[part, run]
            return bits

    def beginning(self, part: Part, letters: bytes) -> int:
        """Return the places that have any run that begins so; raises ``PartGone``."""
        bits = 0
        for packed in self._kept.beginning(part, letters):
            bits |= grams.unpacked(packed)
        return bits


class Sets:
    """The sets for records whose ``numbers`` ascend, one for each slot."""

    def __init__(self, known: Remembered, parts: Sequence[Part], numbers: Sequence[int]) -> None:
        self._known = known
        self._parts = [(part, *_slots(part, numbers)) for part in parts]
        last = parts[-1].last if parts else 0
        self._newest = range(bisect_right(numbers, last), len(numbers))

    def holding(self, needle: bytes) -> Sequence[int] | None:
        """Return the slots that may contain the letters, in order; None if any may.

        The newest records, which are in no part yet, always may.
        """
        if len(needle) < grams.SIZE - 1:
            return None
        found = list[int]()
        try:
            for part, slots, living in self._parts:
                found += grams.places(self._places(part, needle) & living, slots)
        except PartGone:  # another process has just joined it to another
            return None
        found += self._newest
        return found

    def _places(self, part: Part, needle: bytes) -> int:
        if len(needle) < grams.SIZE:
            return self._known.beginning(part, needle)
        return self._known.having_all(part, grams.asked(needle))


def _slots(part: Part, numbers: Sequence[int]) -> tuple[Sequence[int], int]:
    """Return the slot for each number of a part, and the places whose record is still there."""
    size = part.last - part.first + 1
    first, last = bisect_left(numbers, part.first), bisect_right(numbers, part.last)
    if last - first == size:
        return range(first, last), (1 << size) - 1
    places = [numbers[slot] - part.first for slot in range(first, last)]
    slots = [0] * size
    for slot, place in enumerate(places, first):
        slots[place] = slot
    return slots, grams.of(places)
