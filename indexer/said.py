"""What the records' titles and people are called, each with how many of which label there are.

Suggestions and hints are taken from here, so that nothing is offered which the reader may not see.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from indexer.kept import Row
from indexer.words import words
from thai.sounds import sound
from thai.text import normal

NEWEST = 2_000  # titles whose words are known; cutting them takes about a third of a second, once
LONGEST_NAME = 60  # letters; what is longer is a list of receivers

Labels = Counter[str]
"""How many records of each access label."""


@dataclass(frozen=True)
class Said:
    """Titles, signers, those who sent and received, and group codes, each with their labels."""

    titles: Mapping[str, Labels]
    people: Mapping[str, Labels]
    bodies: Mapping[str, Labels]
    groups: Mapping[str, Labels]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Said":
        """Take them from the records, the newest first."""
        newest = rows[::-1]
        return cls(
            _counted((row.title, row.access) for row in newest),
            _counted((row.signer, row.access) for row in newest),
            _counted(
                (name, row.access)
                for row in newest
                for name in {row.sender, row.receiver}
                if len(name) <= LONGEST_NAME
            ),
            _counted((row.group, row.access) for row in newest),
        )

    @cached_property
    def words(self) -> Mapping[str, Labels]:
        """The words of the newest titles and of all people's names, in the normal form."""
        found: dict[str, Labels] = defaultdict(Counter)
        for text, labels in (
            *islice(self.titles.items(), NEWEST),
            *self.people.items(),
            *self.bodies.items(),
        ):
            folded = normal(text)
            for word in {*words(folded), *folded.split()}:
                found[word].update(labels)
        return found

    @cached_property
    def _sounds(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for word in self.words:
            found[sound(word)].append(word)
        return found

    def sounding(self, key: str) -> Sequence[str]:
        """The words and names of this sound (``thai.sounds``)."""
        return self._sounds.get(key, ())


def seen(labels: Labels, access: Container[str] | None) -> int:
    """How many of them a reader may see."""
    if access is None:
        return labels.total()
    return sum(count for label, count in labels.items() if label in access)


def _counted(pairs: Iterable[tuple[str, str]]) -> Mapping[str, Labels]:
    """Count the labels of each value; what is called nothing is left out."""
    found: dict[str, Labels] = {}
    for value, label in pairs:
        if value:
            found.setdefault(value, Counter())[label] += 1
    return found
