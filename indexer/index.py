"""The index: follows the journal, answers queries, and may be deleted at any time.

Each generation is a folder of its own, built aside and renamed when complete; the newest complete
one is in use. A journal that is not the one the index followed, another analysis of words, or
damage of any kind means a new generation. One writer at a time holds the lock; a search first
catches up, waits for another writer no longer than ``PATIENCE`` and says so if it is behind.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import RLock
from typing import TypeVar

from filelock import FileLock, Timeout

from archive import catalogue
from archive.archive import Archive
from archive.errors import BadRecordId
from archive.journal import Event, Journal
from archive.records import RecordId
from indexer.asking import Access, Asking
from indexer.engine import EngineBroken
from indexer.entry import Entry, entry_of
from indexer.errors import IndexUnusable
from indexer.generation import Batch, Generation
from indexer.hit import Hit, Resolved, Results, Suggestion
from indexer.kept import Bookmark
from indexer.language import KNOWN_BY_CODE, Known
from indexer.query import Query
from indexer.words import analysis
from thai.errors import Refused

PATIENCE = 0.2  # seconds a search waits for another writer
BATCH = 2_000  # records between two commits
BEFORE_ANSWER = 200  # events that a search itself reads before it answers
_BROKEN = (EngineBroken, sqlite3.Error, OSError)
_Answer = TypeVar("_Answer")


@dataclass(frozen=True)
class State:
    """How the index stands: records in it, journal events not read yet, bytes on disk, and the
    records whose text could not be had, each with the reason."""

    records: int
    behind: int
    size: int
    unread: dict[str, str]


class Index:
    """The search index of one archive, in a folder of its own.

    Threads and processes may share the folder. Raises ``IndexUnusable`` only when even a new
    index cannot be made; the archive is only read.
    """

    def __init__(self, folder: Path, archive: Archive, journal: Journal) -> None:
        self._folder = folder
        self._archive = archive
        self._journal = journal
        self._opened: Generation | None = None
        self._guard = RLock()
        self._lock = FileLock(folder / "writer.lock")  # of each thread its own, to be taken again

    def catch_up(self, wait: float | None = None) -> int:
        """Read every record that the journal names since the bookmark; return how many.

        ``wait``: seconds to wait for another writer (None: as long as it takes); if it is still
        busy then, nothing is read. An index that is missing or of no use is made anew.
        """
        with self._writing(wait) as mine:
            return self._mended(lambda: sum(self._follow(BATCH))) if mine else 0

    def search(self, query: Query) -> Results:
        """Catch up a little, then answer: strict records first, best first in each tier."""
        with self._writing(PATIENCE) as mine:
            if mine:
                self._read_a_little()
        return self._asked(lambda asking: asking.search(query), Results(0, (), caught_up=False))

    def like(self, id: RecordId, limit: int = 5, access: Access = None) -> tuple[Hit, ...]:
        """Return the records most like one, best first; ``access`` None sees every label."""
        return self._asked(lambda asking: asking.like(str(id), limit, access), ())

    def suggest(
        self, text: str, limit: int = 8, access: Access = None, known: Known = KNOWN_BY_CODE
    ) -> tuple[Suggestion, ...]:
        """Return what somebody who typed this may be typing, out of what they may see."""
        return self._asked(lambda asking: asking.suggest(text, limit, access, known), ())

    def topic(self, query: Query) -> tuple[Resolved, ...]:
        """Return what each meeting said on a topic, the oldest first."""
        return self._asked(lambda asking: asking.topic(query), ())

    def rebuild(self, progress: Callable[[int], None] | None = None) -> int:
        """Make the index anew from the archive, aside, then swap; return how many records.

        ``progress`` gets the count so far.
        """
        with self._writing(None):
            try:
                return self._rebuild(progress)
            except _BROKEN as error:
                raise IndexUnusable(reason=error) from error

    def state(self) -> State:
        """Return how the index stands; a missing one has no records and is wholly behind."""
        size = sum(map(_size, self._folder.rglob("*")))
        last = self._journal.last()
        try:
            generation = self._current()
            if generation is not None and self._fits(generation):
                records = len(generation.mirror.refresh().rows)
                behind = last - generation.kept.bookmark().seq
                return State(records, behind, size, generation.kept.unread())
        except _BROKEN:
            pass  # to be made anew by the next search
        return State(0, last, size, {})

    def close(self) -> None:
        """Let go of every file (Windows cannot delete open ones)."""
        with self._guard:
            if self._opened:
                self._opened.close()
            self._opened = None

    # Answering

    def _asked(self, question: Callable[[Asking], _Answer], nothing: _Answer) -> _Answer:
        """Ask the newest generation as it is now; ``nothing`` is the answer where there is none."""

        def answer() -> _Answer:
            generation = self._current()
            if generation is None:
                return nothing
            caught_up = generation.kept.bookmark().seq >= self._journal.last()
            snapshot = generation.mirror.refresh()
            return question(Asking(generation.kept, generation.engine, snapshot, caught_up))

        return self._mended(answer)

    def _current(self) -> Generation | None:
        """Return the newest complete generation, opened once; None if there is none."""
        with self._guard:
            newest = max(self._folder.glob("generation-*"), default=None)
            if self._opened and self._opened.folder != newest:
                self.close()
            if newest and not self._opened:
                self._opened = Generation.open(newest)
            return self._opened

    def _mended(self, act: Callable[[], _Answer]) -> _Answer:
        """Do something; if the index is broken, again with the newest, then with one made anew."""
        try:
            return act()
        except _BROKEN:
            self.close()
        try:
            return act()
        except _BROKEN:
            self.rebuild()
        try:
            return act()
        except _BROKEN as error:
            raise IndexUnusable(reason=error) from error

    # Following the journal, under the writer's lock

    @contextmanager
    def _writing(self, wait: float | None) -> Iterator[bool]:
        """Hold the writer's lock; yield False if another kept it longer than ``wait`` seconds."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=-1 if wait is None else wait)
        except Timeout:
            yield False
            return
        except OSError as error:
            raise IndexUnusable(reason=error) from error
        try:
            yield True
        finally:
            self._lock.release()

    def _read_a_little(self) -> None:
        """Follow some way before an answer; what hinders writing does not hinder answering."""
        try:
            next(self._follow(BEFORE_ANSWER), None)
        except _BROKEN:
            self.close()

    def _follow(self, step: int) -> Iterator[int]:
        """Read event by event up to the journal's end, committing each ``step``; yield counts."""
        generation = self._current()
        if generation is None or not self._fits(generation):
            yield self._rebuild(None)
            return
        seq = generation.kept.bookmark().seq
        while events := self._journal.since(seq, step):
            seq = events[-1].seq
            yield self._take(generation, _records_of(events), self._bookmark(events[-1]))

    def _fits(self, generation: Generation) -> bool:
        """Tell whether an index belongs to this journal's past and this way of cutting words."""
        bookmark = generation.kept.bookmark()
        before = self._journal.since(bookmark.seq - 1, 1) if bookmark.seq else []
        return bookmark == self._bookmark(before[0] if before else None)

    def _bookmark(self, event: Event | None) -> Bookmark:
        seq, link = (event.seq, event.hash) if event else (0, "")
        return Bookmark(self._journal.identity(), seq, link, analysis())

    def _take(self, generation: Generation, ids: Sequence[RecordId], to: Bookmark) -> int:
        entries, unread = self._read(ids)
        generation.take(entries, unread, to)
        return len(entries)

    def _read(self, ids: Iterable[RecordId]) -> tuple[list[Entry], dict[str, str]]:
        entries, unread = list[Entry](), dict[str, str]()
        for record_id in ids:
            try:
                entries.append(entry_of(self._archive, record_id))
            except Refused as refusal:  # one damaged record must not stop the others
                unread[str(record_id)] = str(refusal)
        return entries, unread

    def _rebuild(self, progress: Callable[[int], None] | None) -> int:
        """Build a generation aside, put it in place, remove the others."""
        old = sorted(self._folder.glob("generation-*"))
        number = int(old[-1].name.rpartition("-")[2]) + 1 if old else 1
        aside = self._folder / "unfinished"
        shutil.rmtree(aside, ignore_errors=True)
        done = self._build(aside, progress)
        self.close()
        aside.rename(self._folder / f"generation-{number:06}")
        for folder in old:
            shutil.rmtree(folder, ignore_errors=True)
        return done

    def _build(self, folder: Path, progress: Callable[[int], None] | None) -> int:
        last = self._journal.last()
        to = self._bookmark(self._journal.since(last - 1, 1)[0] if last else None)
        with self._archive.database.reading() as connection:
            ids = iter([entry.id for entry in catalogue.every(connection)])
        generation, done = Generation.create(folder, to), 0

        def batches() -> Iterator[Batch]:
            nonlocal done
            while some := list(islice(ids, BATCH)):
                entries, unread = self._read(some)
                yield entries, unread
                done += len(entries)
                if progress:
                    progress(done)

        try:
            generation.fill(batches(), to)
        finally:
            generation.close()
        return done


def _records_of(events: Iterable[Event]) -> list[RecordId]:
    """Return the records that events are about, each once; other things have other names."""
    found: dict[RecordId, None] = {}
    for event in events:
        try:
            found[RecordId.parse(event.ref)] = None
        except BadRecordId:
            continue
    return list(found)


def _size(path: Path) -> int:
    """Return a file's size; one that a writer is just removing has none."""
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0
