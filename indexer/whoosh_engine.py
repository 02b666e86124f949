"""Whoosh 2.7.4 behind the seam.

Two fields without positions, since the kept text decides phrases. Whoosh's own OR search takes 580
ms over 50,000 pages; here postings are added up block by block, the rarest word first, and words
beyond a budget of postings are left out, as they tell nothing. What BM25 makes of a word's
frequency and the passage's length is worked out when the passage is written, against a page of
usual length rather than the average of the day (which moved MRR by less than .003). Whoosh's files
are pickles: an index folder is made here and never taken from a stranger.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from math import log
from pathlib import Path
from threading import Lock
from typing import Any, ClassVar

import numpy as np
import whoosh
from numpy.typing import NDArray
from whoosh import index
from whoosh.fields import ID, STORED, FieldType, Schema
from whoosh.formats import Existence
from whoosh.reading import SegmentReader, TermNotFound

from indexer.engine import EngineBroken, Merging, Ranked, Unit

K1, B = 1.2, 0.75  # BM25; tuned values did not carry over from one collection to another
PAGE = 350  # words of a usual passage, about one page
INNER_WEIGHT = 0.3
BUDGET = 200_000  # postings added up for one query
WIDER = 4  # times as many passages as are wanted are put in order first
TOO_MANY = 10  # segments of like size
MERGED_DIGITS: dict[Merging, int] = {"none": 0, "little": 2, "much": 4}  # of a segment's passages
MEMORY = 256  # megabytes of postings before Whoosh writes a run to disk

Scores = NDArray[np.float64]


class _Words(FieldType):  # type: ignore[misc]
    """Words with BM25's saturated frequency as their weight; no positions.

    Lengths are not used, but without them (``scorable``) Whoosh looks for their file at every
    posting it writes.
    """

    def __init__(self) -> None:
        super().__init__(Existence(), None, scorable=True)

    def index(self, value: Iterable[str], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield what Whoosh writes for one passage: word, frequency, weight, no more."""
        counts = Counter(value)
        damping = K1 * (1 - B + B * counts.total() / PAGE)
        for word, occurs in counts.items():
            yield word.encode(), occurs, occurs * (K1 + 1) / (occurs + damping), b""


class WhooshEngine:
    """An index folder of Whoosh; see ``indexer.engine.Engine`` for what each method means."""

    name: ClassVar[str] = "whoosh"
    version: ClassVar[str] = f"{whoosh.versionstring()} 1"

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

    def write(self, replaced: Iterable[str], units: Iterable[Unit], merging: Merging) -> None:
        """Forget every unit of the replaced records and add these, in one commit."""
        with _breaking():
            writer = self._index.writer(limitmb=MEMORY)
            _without_lengths(writer.fieldwriter)
            try:
                _forget(writer, replaced)
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
            writer.commit(mergetype=partial(_merged, merging))

    def rank(
        self, terms: Mapping[str, float], limit: int, allowed: Callable[[int], bool]
    ) -> list[Ranked]:
        """Return the best ``limit`` passages of allowed records for weighted words, best first."""
        with self._reading() as reader:
            scores = _scores(reader, terms)
            found = list[Ranked]()
            for place in _best_first(scores, limit):
                no, n = reader.stored_fields(place)["unit"]
                if allowed(no):
                    found.append(Ranked(no, n, float(scores[place])))
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


def _forget(writer: Any, records: Iterable[str]) -> None:
    """Delete every unit of some records; left alone, Whoosh opens all segments for each one."""
    with writer.searcher() as searcher:
        for record in records:
            writer.delete_by_term("record", record, searcher)


def _without_lengths(fields: Any) -> None:
    """Keep Whoosh from looking up a passage's length with each posting: a fifth of its time."""
    add = fields.add_postings
    fields.add_postings = lambda schema, _, postings: add(schema, None, postings)


def _merged(merging: Merging, writer: Any, segments: list[Any]) -> list[Any]:
    """Put segments of like size together once there are ten; return those that stay as they are.

    Whoosh's own way merges everything at a time that nobody chooses.
    """
    stay, sizes = list[Any](), defaultdict[int, list[Any]](list)
    for segment in segments:
        sizes[len(str(segment.doc_count()))].append(segment)
    for digits, alike in sizes.items():
        if len(alike) >= TOO_MANY and digits <= MERGED_DIGITS[merging]:
            for segment in alike:
                reader = SegmentReader(writer.storage, writer.schema, segment)
                writer.add_reader(reader)
                reader.close()
        else:
            stay += alike
    return stay


@contextmanager
def _breaking() -> Iterator[None]:
    """Whoosh has no common error for damaged files; whatever it raises means to begin anew."""
    try:
        yield
    except Exception as error:
        raise EngineBroken(str(error)) from error


def _scores(reader: Any, terms: Mapping[str, float]) -> Scores:
    """Return BM25 for every passage, added up rarest word first, within the budget."""
    lists = [
        (reader.doc_frequency(field, term), field, term, weight * share)
        for term, weight in terms.items()
        for field, share in (("words", 1.0), ("inner", INNER_WEIGHT))
    ]
    count, spent = reader.doc_count_all(), 0
    scores = np.zeros(count)
    for frequency, field, term, share in sorted(lists):
        spent += frequency
        if spent > BUDGET and spent > frequency:
            break
        weight = share * log(1 + (count - frequency + 0.5) / (frequency + 0.5))
        for places, gains in _postings(reader, field, term):
            scores[places] += weight * gains
    return scores


def _best_first(scores: Scores, wanted: int) -> Iterator[int]:
    """Yield the places with a score, the best first; the earlier of equals."""
    scored = np.flatnonzero(scores)
    if len(scored) > WIDER * wanted:
        least = np.partition(scores[scored], -WIDER * wanted)[-WIDER * wanted]
        likely = scored[scores[scored] >= least]
        yield from likely[np.argsort(-scores[likely], kind="stable")].tolist()
        scored = scored[scores[scored] < least]
    yield from scored[np.argsort(-scores[scored], kind="stable")].tolist()


def _postings(reader: Any, field: str, term: str) -> Iterator[tuple[NDArray[np.intp], Scores]]:
    """Yield the passages that have the word, with its weight in each, block by block.

    One by one, as Whoosh gives them, takes twenty times as long.
    """
    for leaf, offset in reader.leaf_readers():
        with suppress(TermNotFound):
            matcher = leaf.postings(field, term)
            matcher = getattr(matcher, "child", matcher)  # what was deleted is left out later
            while matcher.is_active():
                matcher._read_data()
                steps, weights, _ = matcher._data
                yield np.cumsum(steps) + offset, np.asarray(1.0 if weights is None else weights)
                matcher._next_block()
