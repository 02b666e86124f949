"""Numbers of papers that are told as signed in one press: no two of them may be the same.

A draft may bring a number of its own along (it was written on the paper); the others get the next
ones. Each alone could be issued, so only looking at all of them together shows what cannot be.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from templates.errors import Problem
from thai.digits import to_thai

TWICE = "เลข {number} ซ้ำกับอีกฉบับที่เลือกไว้ โปรดตรวจเลขในร่างทั้งสอง หรือเลือกทีละฉบับ"
NEXT = "เลข {number} จะออกให้อีกฉบับที่เลือกไว้พร้อมกัน โปรดบันทึกฉบับนี้ก่อนโดยไม่เลือกฉบับอื่น"


@dataclass(frozen=True)
class Numbered:
    """The number that a ticked row would get if it were alone; ``own``: it brings it along."""

    key: str
    register: str
    year: int
    number: int
    printed: str
    own: bool


def clashes(rows: Iterable[Numbered]) -> Iterator[Problem]:
    """Yield a problem at each row whose own number another row has, or would be given."""
    for _, those in groupby(sorted(rows, key=_book), _book):
        yield from _in_one_book(list(those))


def _in_one_book(rows: Sequence[Numbered]) -> Iterator[Problem]:
    owned = [row.number for row in rows if row.own]
    given = [row.number for row in rows if not row.own]
    next_ones = range(given[0], given[0] + len(given)) if given else range(0)
    for row in rows:
        if row.own and owned.count(row.number) > 1:
            yield Problem(row.key, "", TWICE.format(number=to_thai(row.printed)))
        elif row.own and row.number in next_ones:
            yield Problem(row.key, "", NEXT.format(number=to_thai(row.printed)))


def _book(row: Numbered) -> tuple[str, int]:
    return row.register, row.year
