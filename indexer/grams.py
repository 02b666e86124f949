"""Sets of records by three letters: which records may contain a phrase, without looking into them.

A record that contains a phrase contains each run of three of its letters. For each such run a
*part* of the index (some thousand records in a row) keeps the set of its records. A set is a Python
integer, bit i for the i-th record of the part: ANDing two sets of 50,000 records takes a
microsecond. Rare runs are stored as lists of places. A line's end counts as a letter at a run's
end, so that runs that begin with two letters tell of those two wherever they stand.

Where a common word is asked for, looking into thousands of records takes longer than all the rest:
so of the words of the dictionary that are in many records it is also kept which ones have them.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from struct import unpack

from indexer.bits import bits_of, places_of

SIZE = 3
MOST_ASKED = 12  # runs of a long phrase that are looked up; more do not narrow it further
_DENSE, _SPARSE = b"d", b"s"
MANY = 25  # of so many texts one has a word, from which it is told which ones surely do
_PLACE_BITS = 32  # a place in a list; a set with fewer bits a record than that is shorter as bits


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


def gathered(texts: Sequence[tuple[int, bytes]], words: Iterable[bytes] = ()) -> dict[bytes, bytes]:
    """Return the packed set of every run in texts (place, letters), in ascending places.

    Runs in the title, which is the first line, have a set of their own, under ``titled(run)``. Of
    words of four letters or more that are in many of the texts it is told which surely have them.
    """
    places: dict[bytes, list[int]] = defaultdict(list)
    for place, letters in texts:
        for run in grams(letters):
            places[run].append(place)
        for run in grams(letters.partition(b"\n")[0]):
            places[titled(run)].append(place)
    size = texts[-1][0] + 1 if texts else 0
    places |= _surely(dict(texts), places, words, max(1, size // MANY))
    return {
        run: _packed(array("I", found), size)
        for run, found in places.items()
        if b"\n" not in run[-SIZE:-1]
    }


def titled(run: bytes) -> bytes:
    """Return the name of the set of those that have a run in their title."""
    return b"\n" + run


def _surely(
    texts: Mapping[int, bytes],
    places: Mapping[bytes, list[int]],
    words: Iterable[bytes],
    least: int,
) -> dict[bytes, list[int]]:
    """Return which texts have a word, for each word that so many have."""
    frequent = {run: bits_of(found) for run, found in places.items() if len(found) >= least}
    found = dict[bytes, list[int]]()
    for word in words:
        bits = -1
        for start in range(len(word) - SIZE + 1):
            if not (bits := bits & frequent.get(word[start : start + SIZE], 0)):
                break
        if bits.bit_count() >= least:
            having = [place for place in places_of(bits) if word in texts[place]]
            if len(having) >= least:
                found[word] = having
    return found


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
    return bits_of(_listed(packed))


def _packed(found: "array[int]", size: int) -> bytes:
    if len(found) * _PLACE_BITS < size:
        return _SPARSE + found.tobytes()
    return _as_bits(bits_of(found))


def _as_bits(bits: int) -> bytes:
    return _DENSE + bits.to_bytes(bits.bit_length() // 8 + 1, "little")


def _listed(packed: bytes) -> "array[int]":
    found = array("I")
    found.frombytes(packed[1:])
    return found
