"""Sets of records by three letters: which records may contain a phrase, without looking into them.

A record that contains a phrase contains each run of three of its letters. For each such run a
*part* of the index (some thousand records in a row) keeps the set of its records. A set is a Python
integer, bit i for the i-th record of the part: ANDing two sets of 50,000 records takes a
microsecond. Rare runs are stored as lists of places. A line's end counts as a letter at a run's
end, so that runs that begin with two letters tell of those two wherever they stand.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from struct import unpack

SIZE = 3
MOST_ASKED = 12  # runs of a long phrase that are looked up; more do not narrow it further
_DENSE, _SPARSE = b"d", b"s"
_PLACE_BITS = 32  # a place in a list; a set with fewer bits a record than that is shorter as bits
_SOME = re.compile(rb"[^\0]")
_FEW = 1_000
_FLAGS = bytes.maketrans(b"01", b"\0\1")
_ONES = [[bit for bit in range(8) if byte >> bit & 1] for byte in range(256)]


def grams(letters: bytes) -> set[bytes]:
    """Return the runs of three letters, the last line's end included."""
    text, found = letters + b"\n", set[bytes]()
    for start in range(SIZE):
        whole = (len(text) - start) // SIZE
        found.update(unpack("3s" * whole, text[start : start + SIZE * whole]))
    return found


def asked(needle: bytes) -> list[bytes]:
    """Return the runs to look up for a phrase of at least three letters, spread evenly."""
    runs = list(dict.fromkeys(needle[i : i + SIZE] for i in range(len(needle) - SIZE + 1)))
    step = max(1, -(-len(runs) // MOST_ASKED))
    return runs[::step]


def gathered(texts: Iterable[tuple[int, bytes]]) -> dict[bytes, bytes]:
    """Return the packed set of every run in texts (place, letters), in ascending places."""
    places: dict[bytes, list[int]] = defaultdict(list)
    last = 0
    for last, letters in texts:
        for run in grams(letters):
            places[run].append(last)
    size = last + 1
    return {
        run: _packed(array("I", found), size)
        for run, found in places.items()
        if b"\n" not in run[:2]
    }


def joined(sets: Sequence[tuple[int, bytes]], size: int) -> bytes:
    """Return one packed set out of several (shift, packed) in ascending order."""
    if all(packed[:1] == _SPARSE for _, packed in sets):
        whole = array("I")
        for shift, packed in sets:
            whole.extend(place + shift for place in _listed(packed))
        return _packed(whole, size)
    bits = 0
    for shift, packed in sets:
        bits |= unpacked(packed) << shift
    return _as_bits(bits)


def unpacked(packed: bytes) -> int:
    """Return a set as an integer."""
    if packed[:1] == _DENSE:
        return int.from_bytes(packed[1:], "little")
    return of(_listed(packed))


def of(places: Sequence[int]) -> int:
    """Return a set of places as an integer; they ascend."""
    bits = bytearray(places[-1] // 8 + 1 if places else 0)
    for place in places:
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")


def places(bits: int, among: Sequence[int]) -> Iterator[int]:
    """Yield ``among[i]`` for every i in a set, whose numbers are all below its length."""
    if bits.bit_count() > _FEW:
        return compress(among, bin(bits)[:1:-1].encode().translate(_FLAGS))
    raw = bits.to_bytes(bits.bit_length() // 8 + 1, "little")
    return (
        among[found.start() * 8 + one]
        for found in _SOME.finditer(raw)
        for one in _ONES[found[0][0]]
    )


def _packed(found: "array[int]", size: int) -> bytes:
    if len(found) * _PLACE_BITS < size:
        return _SPARSE + found.tobytes()
    return _as_bits(of(found))


def _as_bits(bits: int) -> bytes:
    return _DENSE + bits.to_bytes(bits.bit_length() // 8 + 1, "little")


def _listed(packed: bytes) -> "array[int]":
    found = array("I")
    found.frombytes(packed[1:])
    return found
