"""What a new letter belongs to, learnt from what the office itself has filed.

A multinomial naive Bayes over the words of the subject, of the beginning of the text, and the
sender: small, told in words why, learnt anew in seconds from the archive and never sent anywhere.
What a clerk files otherwise than proposed is an example like any other, so corrections teach.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

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
    """A filed letter: its words with their weights, what it was filed under, its id if it has one.

    ``said_by`` counts the words.
    """

    said: Mapping[str, int] = field(repr=False)
    label: str
    id: str = ""


@dataclass(frozen=True)
class Guess:
    """A label, how sure (0 to 1), and the words that spoke for it, the strongest first.

    ``like`` are the ids of the letters under that label that have half of these words or more, the
    last learnt first.
    """

    label: str
    sure: float
    reasons: tuple[str, ...]
    like: tuple[str, ...] = ()


class Learnt:
    """Counts of words by label. Learning or forgetting an example costs as much as reading it."""

    def __init__(self, examples: Iterable[Example] = ()) -> None:
        self._words: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._sizes = Counter[str]()  # words counted, by label
        self._filed: defaultdict[str, dict[int, Example]] = defaultdict(dict)
        self._known = Counter[str]()  # in how many letters a word stands
        for example in examples:
            self.learn(example)

    def learn(self, example: Example) -> None:
        """Take in one more filed letter."""
        self._words[example.label].update(example.said)
        self._sizes[example.label] += sum(example.said.values())
        self._known.update(example.said.keys())
        self._filed[example.label][id(example)] = example

    def forget(self, example: Example) -> None:
        """Take an example out again that was learnt: it was filed otherwise since."""
        label = example.label
        del self._filed[label][id(example)]
        if not self._filed[label]:
            del self._filed[label]
        self._words[label].subtract(example.said)
        self._sizes[label] -= sum(example.said.values())
        self._known.subtract(example.said.keys())
        for word in (word for word in example.said if not self._known[word]):
            del self._known[word]

    def guesses(self, said: Mapping[str, int]) -> tuple[Guess, ...]:
        """Return every label that something was filed under, the likeliest first.

        While all is filed under one, one that was never used counts as being as likely as it.
        """
        known = {word: n for word, n in said.items() if word in self._known}
        if not self._filed:
            return ()
        scores = {label: self._score(label, known) for label in self._filed}
        spread = math.sqrt(1 + sum(known.values()))  # words of a letter depend on each other
        best = max(scores.values())
        shares = {label: math.exp((score - best) / spread) for label, score in scores.items()}
        whole = sum(shares.values()) + (len(shares) == 1)
        return tuple(
            self._guess(label, shares[label] / whole, known)
            for label in sorted(shares, key=lambda each: (-shares[each], each))
        )

    def _guess(self, label: str, sure: float, said: Mapping[str, int]) -> Guess:
        reasons = self._reasons(label, said)
        filed = reversed(self._filed[label].values())
        half = max(1, (len(reasons) + 1) // 2)
        like = (each.id for each in filed if sum(word in each.said for word in reasons) >= half)
        return Guess(label, sure, reasons, tuple(like))

    def _score(self, label: str, said: Mapping[str, int]) -> float:
        filed = sum(map(len, self._filed.values()))
        share = (len(self._filed[label]) + SMOOTH) / (filed + SMOOTH * len(self._filed))
        return math.log(share) + sum(n * self._weight(label, word) for word, n in said.items())

    def _weight(self, label: str, word: str) -> float:
        room = self._sizes[label] + SMOOTH * len(self._known)
        return math.log((self._words[label][word] + SMOOTH) / room)

    def _reasons(self, label: str, said: Mapping[str, int]) -> tuple[str, ...]:
        """Return the words that tell a label most clearly from the others."""
        others = [other for other in self._filed if other != label]

        def speaks(word: str) -> float:
            usual = sum(self._weight(other, word) for other in others) / max(1, len(others))
            return said[word] * (self._weight(label, word) - usual)

        told = [word for word in said if self._words[label][word]]
        return tuple(sorted(told, key=lambda word: (-speaks(word), word))[:REASONS])


def said_by(subject: str, text: str, sender: str) -> Counter[str]:
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
