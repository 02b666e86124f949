"""How often each of some letters stands in each of some texts, counted for all at once.

``bytes.count`` reads a text again for each needle. Here the texts lie in one buffer that is read
once: a table of 65,536 says of each place whether the three letters there may begin a needle, and
the few places that are left are compared. Occurrences may overlap.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

_SPREAD = np.uint32(2654435761)  # Knuth's multiplier: neighbouring letters fall apart in the table
_BEGINNING = 3  # letters
_HALF, _WIDE = np.uint32(16), np.uint64(32)  # bits
_LINE_END = 10


class Texts:
    """Some texts in one buffer; no needle may hold a line's end, which parts them."""

    def __init__(self, texts: Sequence[bytes]) -> None:
        self._letters = np.frombuffer(b"\n".join((*texts, b"\n\n")), dtype=np.uint8)
        wide = self._letters.astype(np.uint32)
        self._begin = wide[:-2] | wide[1:-1] << np.uint32(8) | wide[2:] << _HALF
        lengths = [len(text) + 1 for text in texts]
        self._owner = np.repeat(np.arange(len(texts), dtype=np.uint32), lengths)
        self._count = len(texts)

    def runs(self) -> Iterator[tuple[bytes, NDArray[np.uint32]]]:
        """Yield each run of three letters, a line's end only at its end, with the texts that have
        it, in order."""
        inside = (self._letters[:-2] != _LINE_END) & (self._letters[1:-1] != _LINE_END)
        inside = inside[: len(self._owner)]
        pairs = self._begin[: len(self._owner)][inside].astype(np.uint64)
        pairs <<= _WIDE
        pairs |= self._owner[inside]
        pairs.sort()
        pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]]
        begins, texts = pairs >> _WIDE, pairs.astype(np.uint32)
        ends = [*(np.flatnonzero(np.diff(begins)) + 1).tolist(), len(pairs)]
        start = 0
        for end in ends if len(pairs) else ():
            yield int(begins[start]).to_bytes(_BEGINNING, "little"), texts[start:end]
            start = end

    def counts(self, needles: Sequence[bytes]) -> NDArray[np.int64]:
        """Return how often each needle stands in each text, a row for each needle."""
        places, rows = list[NDArray[np.intp]](), list[int]()
        long = defaultdict[int, list[int]](list)
        for row, needle in enumerate(needles):
            if len(needle) >= _BEGINNING:
                long[int.from_bytes(needle[:_BEGINNING], "little")].append(row)
            else:
                places.append(self._rest(np.flatnonzero(self._letters == needle[0]), needle[1:], 1))
                rows.append(row)
        beginning = self._beginning(list(long))
        letters = self._begin[beginning]
        for begin, some in long.items():
            here = beginning[letters == begin]
            for row in some:
                places.append(self._rest(here, needles[row][_BEGINNING:], _BEGINNING))
                rows.append(row)
        shape = len(needles), self._count
        at = np.repeat(rows, [len(some) for some in places]).astype(np.intp) * self._count
        if places:
            at += self._owner[np.concatenate(places)]
        return np.bincount(at, minlength=shape[0] * shape[1]).reshape(shape)

    def _beginning(self, begins: Sequence[int]) -> NDArray[np.intp]:
        """Return the places where any of these three letters stand, and some more."""
        table = np.zeros(1 << 16, dtype=np.bool_)
        table[np.array(begins, dtype=np.uint32) * _SPREAD >> _HALF] = True
        return np.flatnonzero(table[self._begin * _SPREAD >> _HALF])

    def _rest(self, places: NDArray[np.intp], rest: bytes, after: int) -> NDArray[np.intp]:
        """Return those of some places behind whose first letters stands the rest."""
        for shift, letter in enumerate(rest, after):
            places = places[self._letters[places + shift] == letter]
        return places
