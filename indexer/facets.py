"""Counts and limits by year, category, type, group and person, as sets of bits.

A set of records is one whole number, a bit for each slot; of 50,000 records it has 6 kB, so that
counting a value among the found costs some microseconds.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import get_args

from indexer.bits import bits_of, union
from indexer.hit import Counts, Facet
from indexer.kept import Row


@dataclass(frozen=True)
class Facets:
    """Which slots have which value; ``access`` by label."""

    size: int
    slots: Mapping[Facet, Mapping[str, int]]
    access: Mapping[str, int]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Facets":
        """Sort the records by their values."""
        size = len(rows)
        return cls(
            size,
            MappingProxyType(
                {
                    "year": _sorted(str(row.year) for row in rows),
                    "category": _sorted(row.category for row in rows),
                    "type": _sorted(row.type for row in rows),
                    "group": _sorted(row.group for row in rows),
                    "person": _sorted(row.signer for row in rows),
                }
            ),
            _sorted(row.access for row in rows),
        )

    def with_more(self, rows: Sequence[Row]) -> "Facets":
        """Sort more records in, whose slots follow."""
        more = Facets.of(rows)
        slots = {
            facet: _joined(values, more.slots[facet], self.size)
            for facet, values in self.slots.items()
        }
        access = _joined(self.access, more.access, self.size)
        return Facets(self.size + more.size, MappingProxyType(slots), access)

    @property
    def everything(self) -> int:
        """All slots."""
        return (1 << self.size) - 1

    def having(self, facet: Facet, values: Iterable[object]) -> int:
        """The slots with one of these values."""
        return union(self.slots[facet].get(str(value), 0) for value in values)

    def counts(self, found: int) -> Counts:
        """How many of the found have each value, the most first; what has none is not counted."""
        return MappingProxyType({facet: self._counted(facet, found) for facet in get_args(Facet)})

    def _counted(self, facet: Facet, found: int) -> Mapping[str, int]:
        counted = {
            value: count
            for value, bits in self.slots[facet].items()
            if value and (count := (bits & found).bit_count())
        }
        return MappingProxyType(dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))))


def _joined(first: Mapping[str, int], second: Mapping[str, int], after: int) -> Mapping[str, int]:
    joined = dict(first)
    for value, bits in second.items():
        joined[value] = joined.get(value, 0) | bits << after
    return joined


def _sorted(values: Iterable[str]) -> Mapping[str, int]:
    having: dict[str, list[int]] = defaultdict(list)
    for slot, value in enumerate(values):
        having[value].append(slot)
    return {value: bits_of(slots) for value, slots in having.items()}
