"""What is written in the records almost as it was typed: one letter more, less, other or swapped.

No list of words is needed. Whoever makes one error leaves one half of what they write intact, so
each half is looked for in the kept letters and what stands beside it compared with the other half.
"""

import re
from collections import Counter
from collections.abc import Iterator

from indexer.bits import places_of, union
from indexer.letters import folded
from indexer.mirror import Snapshot
from indexer.phrases import Phrase

SHORTEST, LONGEST = 5, 40  # letters of what is worth correcting
_MARKS = re.compile(folded("(?:[ะ-ฺ็-๎]|[ก-ฮ][ิุ]?์|(?<=ั)[ก-ฮ])+"))
_BROKEN = re.compile(folded("[เ-ไั]$|^[ะ-ฺๅ็-๎]"))  # what no word ends or begins with
_FIGURE = re.compile(rb"\d")
BUDGET = 4_000  # places of a half that are looked at, the newest records first
LOOKED = 5_000  # records
SHORTEST_PIECE = 2  # letters that are looked for by themselves
INSIDE = 3  # times as likely is an error inside as one that changes the first or the last letter


def correctable(text: str) -> bool:
    """Whether a text is neither too short nor too long, and of letters of which there is a set."""
    letters = folded(text)
    return SHORTEST <= len(letters) <= LONGEST and b"\x10" not in letters


def spellings(snapshot: Snapshot, text: str, among: int) -> list[str]:
    """Return how a text is written in the records, if not as typed, the most frequent first.

    Another figure is another number, no other spelling of it.
    """
    if not correctable(text):
        return []
    typed = folded(text)
    middle = len(typed) // 2
    counted: Counter[bytes] = Counter()
    counted.update(_beside(snapshot, among, typed[:middle], typed[middle:], after=True))
    counted.update(_beside(snapshot, among, typed[middle:], typed[:middle], after=False))
    counted.pop(typed, None)

    def likely(written: bytes) -> int:
        ends = (written[0], written[-1]) == (typed[0], typed[-1])
        return counted[written] * (INSIDE if ends else 1)

    best, figures = list[bytes](), _FIGURE.findall(typed)
    for written in sorted(counted, key=likely, reverse=True):
        if _FIGURE.findall(written) != figures:
            continue
        if not (_BROKEN.search(written) or any(written in better for better in best)):
            best.append(written)
    return [written.decode("cp874") for written in best]


def _beside(
    snapshot: Snapshot, among: int, intact: bytes, other: bytes, *, after: bool
) -> Iterator[bytes]:
    """Yield what stands at the places of the intact half, where the rest is the other, almost."""
    left = BUDGET
    for slot in reversed(places_of(_maybe(snapshot, among, intact, other))[-LOOKED:]):
        text = snapshot.folded[slot]
        at = text.find(intact)
        while at >= 0 and left:
            left -= 1
            if after:
                begin = at + len(intact)
                for found in _almost(text[begin : begin + len(other) + 1], other, after):
                    yield intact + found + _rest(text, begin + len(found))
            else:
                for found in _almost(text[max(0, at - len(other) - 1) : at], other, after):
                    yield found + intact
            at = text.find(intact, at + 1)
        if not left:
            return


def _maybe(snapshot: Snapshot, among: int, intact: bytes, other: bytes) -> int:
    """Return the slots that may have the intact half and, but for one error, the other: of three
    pieces of it no error touches more than two."""
    among = snapshot.maybe(Phrase.plain(intact.decode("cp874")), among)
    third = len(other) // 3
    if third < SHORTEST_PIECE:
        return among
    pieces = other[:third], other[third : 2 * third], other[2 * third :]
    return union(snapshot.maybe(Phrase.plain(piece.decode("cp874")), among) for piece in pieces)


def _rest(text: bytes, at: int) -> bytes:
    """Return the marks, the silenced letter, and the one that closes a ั, of the letter before."""
    found = _MARKS.match(text, at)
    return found.group() if found else b""


def _almost(beside: bytes, wanted: bytes, after: bool) -> Iterator[bytes]:
    """Yield the beginnings (or ends) of a piece that are one error away from what is wanted."""
    for size in (len(wanted), len(wanted) + 1, len(wanted) - 1):
        piece = beside[:size] if after else beside[len(beside) - size :]
        if len(piece) == size and b"\n" not in piece and one_error(piece, wanted):
            yield piece.strip()


def one_error(one: bytes, other: bytes) -> bool:
    """Whether two texts differ by one letter put in, left out or replaced, or by two swapped."""
    if one == other:
        return False
    if len(one) > len(other):
        one, other = other, one
    begin = 0
    while begin < len(one) and one[begin] == other[begin]:
        begin += 1
    if len(one) < len(other):
        return one[begin:] == other[begin + 1 :]
    rest, others = one[begin:], other[begin:]
    return rest[1:] == others[1:] or (rest[:2] == others[1::-1] and rest[2:] == others[2:])
