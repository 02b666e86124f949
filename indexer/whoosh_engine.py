"""Whoosh 2.7.4 behind the seam.

Two fields with frequencies only; phrases need no positions, since the kept text decides them.
Whoosh's own OR search takes 580 ms over 50,000 pages. Here the words' postings are added up term by
term, rarest first; words beyond a budget of postings only top up the best passages so far, which
changes the order hardly and the cost by ten times. Whoosh's files are pickles: an index folder is
made here and never taken from a stranger.
"""

import heapq
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from math import log
from pathlib import Path
from threading import Lock
from typing import Any

from whoosh import index
from whoosh.fields import ID, STORED, FieldType, Schema
from whoosh.formats import Existence
from whoosh.reading import TermNotFound

from indexer.engine import EngineBroken, Ranked, Unit

K1, B = 1.2, 0.75  # BM25; tuned values did not carry over from one collection to another
INNER_WEIGHT = 0.3
BUDGET = 20_000  # postings added up in full for one query
TOPPED_UP = 1_000  # passages that the words beyond the budget still add to
MEMORY = 256  # megabytes of postings before Whoosh writes a run to disk


class _Words(FieldType):  # type: ignore[misc]
    """A list of words as it is given: how often each, and how many; no positions."""

    def __init__(self) -> None:
        super().__init__(Existence(), None, scorable=True)

    def index(self, value: Iterable[str], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield what Whoosh writes for one passage: word, frequency, weight, no more."""
        for word, frequency in Counter(value).items():
            yield word.encode(), frequency, float(frequency), b""


class WhooshEngine:
    """An index folder of Whoosh; see ``indexer.engine.Engine`` for what each method means."""

    def __init__(self, found: Any) -> None:
        self._index = found
        self._reader = found.reader()
        self._lock = Lock()

    @classmethod
    def create(cls, folder: Path) -> "WhooshEngine":
        """Make an empty index in a new folder."""
        folder.mkdir()
        schema = Schema(record=ID(), unit=STORED(), words=_Words(), inner=_Words())
        return cls(index.create_in(str(folder), schema))

    @classmethod
    def open(cls, folder: Path) -> "WhooshEngine":
        """Open an existing one."""
        with _breaking():
            return cls(index.open_dir(str(folder)))

    def write(self, replaced: Iterable[str], units: Iterable[Unit]) -> None:
        """Forget every unit of the replaced records and add these, in one commit."""
        with _breaking():
            writer = self._index.writer(limitmb=MEMORY)
            try:
                for record in replaced:
                    writer.delete_by_term("record", record)
                for unit in units:
                    writer.add_document(
                        record=unit.record,
                        unit=(unit.no, unit.place),
                        words=unit.words,
                        inner=unit.inner,
                    )
            except BaseException:
                writer.cancel()
                raise
            writer.commit()

    def rank(
        self, terms: Mapping[str, float], limit: int, allowed: Callable[[int], bool]
    ) -> list[Ranked]:
        """Return the best ``limit`` passages of allowed records for weighted words, best first."""
        with self._reading() as reader:
            scores = _scores(reader, terms)
            best = sorted(scores, key=lambda place: (-scores[place], place))
            found = list[Ranked]()
            for place in best:
                no, n = reader.stored_fields(place)["unit"]
                if allowed(no):
                    found.append(Ranked(no, n, scores[place]))
                if len(found) == limit:
                    break
            return found

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """Return in how many passages each word stands, compounds that hold it not counted."""
        with self._reading() as reader:
            return {term: int(reader.doc_frequency("words", term)) for term in terms}

    def size(self) -> int:
        """Return the number of passages."""
        with self._reading() as reader:
            return int(reader.doc_count())

    def close(self) -> None:
        """Let go of every file."""
        with self._lock:
            self._reader.close()
            self._index.close()

    @contextmanager
    def _reading(self) -> Iterator[Any]:
        """Give the newest state, to one thread at a time: readers share file positions."""
        with self._lock, _breaking():
            if self._index.latest_generation() != self._reader.generation():
                old, self._reader = self._reader, self._index.reader()
                old.close()
            yield self._reader


@contextmanager
def _breaking() -> Iterator[None]:
    """Whoosh has no common error for damaged files; whatever it raises means to begin anew."""
    try:
        yield
    except Exception as error:
        raise EngineBroken(str(error)) from error


def _scores(reader: Any, terms: Mapping[str, float]) -> dict[int, float]:
    """Add up BM25, rarest word first, in full within the budget, then only for the best."""
    lists = [
        (reader.doc_frequency(field, term), field, term, weight * share)
        for term, weight in terms.items()
        for field, share in (("words", 1.0), ("inner", INNER_WEIGHT))
    ]
    scores: dict[int, float] = defaultdict(float)
    spent = 0
    for frequency, field, term, weight in sorted(lists):
        if not frequency:
            continue
        spent += frequency
        if scores and spent > BUDGET:
            best = sorted(heapq.nlargest(TOPPED_UP, scores, key=scores.__getitem__))
            _top_up(reader, field, term, weight, scores, best)
        else:
            for place, gain in _gains(reader, field, term, weight):
                scores[place] += gain
    return scores


def _gains(reader: Any, field: str, term: str, weight: float) -> Iterator[tuple[int, float]]:
    """Yield each passage that has the word, with what it adds to the passage's score."""
    for leaf, offset, matcher, gain in _leaves(reader, field, term, weight):
        while matcher.is_active():
            place = matcher.id()
            yield place + offset, gain(matcher.weight(), leaf.doc_field_length(place, field))
            matcher.next()


def _top_up(  # noqa: PLR0917
    reader: Any, field: str, term: str, weight: float, scores: dict[int, float], best: list[int]
) -> None:
    """Add what a frequent word gives to these passages (ascending), skipping over the others."""
    for leaf, offset, matcher, gain in _leaves(reader, field, term, weight):
        end = offset + leaf.doc_count_all()
        for place in best[bisect_left(best, offset) : bisect_left(best, end)]:
            if matcher.is_active():
                matcher.skip_to(place - offset)
            if matcher.is_active() and matcher.id() == place - offset:
                length = leaf.doc_field_length(place - offset, field)
                scores[place] += gain(matcher.weight(), length)


def _leaves(
    reader: Any, field: str, term: str, weight: float
) -> Iterator[tuple[Any, int, Any, Callable[[float, int], float]]]:
    """Yield each segment with the word: reader, offset, matcher, and BM25's gain over all."""
    count, frequency = reader.doc_count_all(), reader.doc_frequency(field, term)
    average: float = reader.field_length(field) / max(count, 1)
    height: float = weight * log(1 + (count - frequency + 0.5) / (frequency + 0.5)) * (K1 + 1)

    def gain(occurs: float, length: int) -> float:
        return height * occurs / (occurs + K1 * (1 - B + B * length / average))

    for leaf, offset in reader.leaf_readers():
        try:
            matcher = leaf.postings(field, term)
        except TermNotFound:
            continue
        yield leaf, offset, matcher, gain
