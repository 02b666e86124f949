"""Sets of records by three letters: which records may contain a phrase, without looking into them.

A record that contains a phrase contains each run of three of its letters. For each such run a
*part* of the index (some thousand records in a row) keeps the set of its records. A set is a Python
integer, bit i for the i-th record of the part: ANDing two sets of 50,000 records takes a
microsecond. Rare runs are stored as lists of places. A line's end counts as a letter at a run's
end, so that runs that begin with two letters tell of those two wherever they stand.

Where a common word is asked for, looking into thousands of records takes longer than all the rest:
so of the words of the dictionary that are in many records it is also kept which ones have them.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.bits import bits_of, places_of
from indexer.counting import Texts

SIZE = 3
MOST_ASKED = 12  # runs of a long phrase that are looked up; more do not narrow it further
_DENSE, _SPARSE = b"d", b"s"
Places = NDArray[np.uint32]
MANY = 50  # of so many texts one has a word, from which it is told which ones surely do
_PLACE_BITS = 32  # a place in a list; a set with fewer bits a record than that is shorter as bits


def asked(needle: bytes) -> list[bytes]:
    """Return the runs to look up for a phrase of at least three letters, spread evenly."""
    runs = list(dict.fromkeys(needle[i : i + SIZE] for i in range(len(needle) - SIZE + 1)))
    step = max(1, -(-len(runs) // MOST_ASKED))
    return runs[::step]


def gathered(texts: Sequence[bytes], words: Iterable[bytes] = ()) -> dict[bytes, bytes]:
    """Return the packed set of every run in some texts, whose places are their order.

    Runs in the title, which is the first line, have a set of their own, under ``titled(run)``. Of
    words of four letters or more that are in many of the texts it is told which surely have them.
    """
    runs = dict(Texts(texts).runs())
    titles = Texts([text.partition(b"\n")[0] for text in texts]).runs()
    found = runs | _surely(texts, runs, words) | {titled(run): places for run, places in titles}
    return {run: _packed(places, len(texts)) for run, places in found.items()}


def titled(run: bytes) -> bytes:
    """Return the name of the set of those that have a run in their title."""
    return b"\n" + run


def _surely(
    texts: Sequence[bytes], runs: Mapping[bytes, Places], words: Iterable[bytes]
) -> dict[bytes, Places]:
    """Return which texts have a word, for each word that many have."""
    least = max(1, len(texts) // MANY)
    frequent = {run: bits_of(found) for run, found in runs.items() if len(found) >= least}
    found = dict[bytes, Places]()
    for word in words:
        bits = -1
        for start in range(len(word) - SIZE + 1):
            if not (bits := bits & frequent.get(word[start : start + SIZE], 0)):
                break
        if bits.bit_count() >= least:
            having = [place for place in places_of(bits) if word in texts[place]]
            if len(having) >= least:
                found[word] = np.array(having, dtype=np.uint32)
    return found


def joined(sets: Sequence[tuple[int, bytes]], size: int) -> bytes:
    """Return one packed set out of several (shift, packed) in ascending order."""
    if all(packed[:1] == _SPARSE for _, packed in sets):
        whole = [_listed(packed) + np.uint32(shift) for shift, packed in sets]
        return _packed(np.concatenate(whole), size)
    bits = 0
    for shift, packed in sets:
        bits |= unpacked(packed) << shift
    return _as_bits(bits)


def unpacked(packed: bytes) -> int:
    """Return a set as an integer."""
    if packed[:1] == _DENSE:
        return int.from_bytes(packed[1:], "little")
    return bits_of(_listed(packed))


def _packed(places: Places, size: int) -> bytes:
    if len(places) * _PLACE_BITS < size:
        return _SPARSE + places.astype("<u4").tobytes()
    return _as_bits(bits_of(places))


def _as_bits(bits: int) -> bytes:
    return _DENSE + bits.to_bytes(bits.bit_length() // 8 + 1, "little")


def _listed(packed: bytes) -> Places:
    return np.frombuffer(packed, dtype="<u4", offset=1)
