"""What a new letter belongs to, learnt from what the office itself has filed.

A multinomial naive Bayes over the words of the subject, of the beginning of the text, and the
sender: small, told in words why, learnt anew in seconds from the archive and never sent anywhere.
What a clerk files otherwise than proposed is an example like any other, so corrections teach.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.archive import Archive
from archive.records import RecordId
from indexer.entry import entry_of
from indexer.words import words
from thai.text import normal

BEGINNING = 1_500  # letters of the text; a letter's matter stands in its first paragraph
SUBJECT_WEIGHT = 3  # a word of the subject counts as so many of the text
SENDER_WEIGHT = 4
SMOOTH = 0.3  # added to each count, so that a new word decides nothing by itself
REASONS = 5
SENDER = "ผู้ส่ง: "


@dataclass(frozen=True)
class Example:
    """A filed letter: what it says and what it was filed under."""

    subject: str
    text: str
    sender: str
    label: str


@dataclass(frozen=True)
class Guess:
    """A label, how sure (0 to 1), and the words that spoke for it, the strongest first."""

    label: str
    sure: float
    reasons: tuple[str, ...]


class Learnt:
    """Counts of words by label. Learning one more example costs as much as reading it."""

    def __init__(self, examples: Iterable[Example] = ()) -> None:
        self._words: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._sizes = Counter[str]()  # words counted, by label
        self._filed = Counter[str]()  # letters, by label
        self._known = set[str]()
        for example in examples:
            self.learn(example)

    def learn(self, example: Example) -> None:
        """Take in one more filed letter."""
        said = _said(example.subject, example.text, example.sender)
        self._words[example.label].update(said)
        self._sizes[example.label] += said.total()
        self._filed[example.label] += 1
        self._known.update(said)

    def guesses(self, subject: str, text: str, sender: str) -> tuple[Guess, ...]:
        """Return every label that something was filed under, the likeliest first."""
        said = Counter({w: n for w, n in _said(subject, text, sender).items() if w in self._known})
        if not self._filed:
            return ()
        scores = {label: self._score(label, said) for label in self._filed}
        spread = math.sqrt(1 + said.total())  # words of a letter depend on each other
        best = max(scores.values())
        shares = {label: math.exp((score - best) / spread) for label, score in scores.items()}
        whole = sum(shares.values())
        return tuple(
            Guess(label, shares[label] / whole, self._reasons(label, said))
            for label in sorted(shares, key=lambda each: (-shares[each], each))
        )

    def _score(self, label: str, said: Counter[str]) -> float:
        filed = self._filed.total()
        prior = math.log((self._filed[label] + SMOOTH) / (filed + SMOOTH * len(self._filed)))
        return prior + sum(n * self._weight(label, word) for word, n in said.items())

    def _weight(self, label: str, word: str) -> float:
        room = self._sizes[label] + SMOOTH * len(self._known)
        return math.log((self._words[label][word] + SMOOTH) / room)

    def _reasons(self, label: str, said: Counter[str]) -> tuple[str, ...]:
        """Return the words that tell a label most clearly from the others."""
        others = [other for other in self._filed if other != label]

        def speaks(word: str) -> float:
            usual = sum(self._weight(other, word) for other in others) / max(1, len(others))
            return said[word] * (self._weight(label, word) - usual)

        told = [word for word in said if self._words[label][word]]
        return tuple(sorted(told, key=lambda word: (-speaks(word), word))[:REASONS])


def _said(subject: str, text: str, sender: str) -> Counter[str]:
    """Return the words of a letter with their weights; figures say nothing of what it is about."""
    found = Counter(_words(text[:BEGINNING]))
    for word in _words(subject):
        found[word] += SUBJECT_WEIGHT
    if sender.strip():
        found[SENDER + normal(sender)] += SENDER_WEIGHT
    return found


def _words(text: str) -> Iterator[str]:
    for word in words(normal(text)):
        if len(word) > 1 and not word[0].isdigit():
            yield word


def examples(archive: Archive, ids: Iterable[RecordId], *, of: str) -> Iterator[Example]:
    """Yield filed records as examples; ``of`` is "category" or "group", where it is told.

    Raises what ``entry_of`` raises.
    """
    for id in ids:
        entry = entry_of(archive, id)
        label = entry.category if of == "category" else entry.group
        if label:
            text = "\n".join(passage.text for passage in entry.passages)
            yield Example(entry.title, text, entry.sender, label)
