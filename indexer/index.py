"""The index: follows the journal, answers queries, and may be deleted at any time.

Each generation is a folder of its own; the newest complete one is in use. A journal that is not the
one the index followed, another analysis of words, another engine, or damage of any kind means a new
generation, which is filled beside the old one, some thousand records a commit, so that a killed
rebuild goes on where it was. Meanwhile the old one answers (or the new one as far as it is, where
there is none) and says that it is not caught up. One writer at a time holds the lock of what is in
use, another one the lock of what is being filled; the operating system frees both when their
process dies. A search first catches up, waits for another writer no longer than ``PATIENCE`` and
says so if it is behind.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

from archive.archive import Archive
from archive.journal import Journal
from archive.records import RecordId
from indexer.asked import KNOWN_BY_CODE, Known
from indexer.asking import Access, Asking
from indexer.engines import DEFAULT, engine_named
from indexer.errors import IndexUnusable
from indexer.following import BATCH, Following, Progress, Stop
from indexer.generation import Generation
from indexer.hit import Hit, Resolved, Results, Suggestion
from indexer.query import Query
from indexer.shelf import BROKEN, Shelf
from thai.errors import Refused

PATIENCE = 0.2  # seconds a search waits for another writer
BEFORE_ANSWER = 200  # events that a search itself reads before it answers
FILLED_BEFORE_ANSWER = 1_000  # records that a search reads which finds no index
MOST_DEAD = 10_000  # replaced readings of records from which an index is made anew
_Answer = TypeVar("_Answer")


@dataclass(frozen=True)
class State:
    """How the index stands: records in it, journal events not read yet, bytes on disk, the records
    whose text could not be had, each with the reason; its engine; and, while a new index is being
    filled, how many of how many records that one has."""

    records: int
    behind: int
    size: int
    unread: dict[str, str]
    engine: str
    filling: tuple[int, int] | None = None


def never() -> bool:
    """Do not leave off."""
    return False


class Index:
    """The search index of one archive, in a folder of its own.

    Threads and processes may share the folder. Raises ``EngineUnknown``, and ``IndexUnusable`` only
    when even a new index cannot be made; the archive is only read.
    """

    def __init__(
        self, folder: Path, archive: Archive, journal: Journal, engine: object = DEFAULT
    ) -> None:
        self._kind = engine_named(engine)
        self._folder = folder
        self._following = Following(archive, journal, self._kind)
        self._shelf = Shelf(folder)
        self._lock = FileLock(folder / "writer.lock")  # of each thread its own, to be taken again
        self._filling = FileLock(folder / "filling.lock")

    def catch_up(self, wait: float | None = None, stop: Stop = never) -> int:
        """Read every record that the journal names since the bookmark; return how many.

        ``wait``: seconds to wait for another writer (None: as long as it takes); if it is still
        busy then, nothing is read. An index that is missing or of no use is made anew, and one
        whose filling was broken off is filled, until told to ``stop``.
        """
        return self._mended(lambda: self._caught_up(wait, stop))

    def rebuild(self, progress: Progress | None = None, stop: Stop = never) -> int:
        """Make the index anew from the archive, aside, then swap; return how many records it has.

        A rebuild that was broken off goes on where it was.
        """
        try:
            with self._holding(self._filling, None):
                unfinished = self._shelf.unfinished()
                if unfinished is None or not self._following.fits(unfinished):
                    self._shelf.begin(self._following.now())
                return self._fill(None, progress, stop)
        except BROKEN as error:
            raise IndexUnusable(reason=error) from error

    def search(self, query: Query) -> Results:
        """Catch up a little, then answer: strict records first, best first in each tier."""
        last = self._following.last()
        try:
            self._catch_up_a_little(last)
        except BROKEN:
            pass  # mended below
        except Refused:  # what hinders writing does not hinder answering from what is there
            if self._shelf.serving(self._following.belongs) is None:
                raise
        nothing = Results(0, (), caught_up=False)
        return self._asked(lambda asking: asking.search(query), nothing, last)

    def warm(self) -> None:
        """Take into memory what the first search would wait for; raises ``IndexUnusable``."""
        self._asked(Asking.warm, None)

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

    def state(self) -> State:
        """Return how the index stands; a missing one has no records and is wholly behind."""
        size = sum(map(_size, self._folder.rglob("*")))
        last, filling = self._following.last(), None
        with suppress(*BROKEN):  # to be made anew by the next search
            if unfinished := self._shelf.unfinished():
                filling = (len(unfinished.kept.ids()), len(self._following.ids()))
            if found := self._in_use():
                fits = self._following.fits(found) and filling is None
                behind = self._following.behind(found, last) if fits else last
                told = found.kept.count(), behind, size, found.kept.unread(), found.engine.name
                return State(*told, filling)
        return State(0, last, size, {}, self._kind.name, filling)

    def close(self) -> None:
        """Let go of every file (Windows cannot delete open ones)."""
        self._shelf.close()

    # Answering

    def _in_use(self) -> Generation | None:
        found = self._shelf.serving(self._following.belongs)
        return found if found and found.is_complete else None

    def _asked(
        self, question: Callable[[Asking], _Answer], nothing: _Answer, last: int = 0
    ) -> _Answer:
        """Ask the newest generation as it is now; ``nothing`` is the answer where there is none.

        ``last``: the journal's newest event, up to which it is caught up or not.
        """

        def answer() -> _Answer:
            found = self._shelf.serving(self._following.belongs)
            if found is None:
                return nothing
            complete = found.is_complete and self._following.fits(found)
            caught_up = complete and self._following.behind(found, last) <= 0
            snapshot = found.mirror.refresh()
            return question(Asking(found.kept, found.engine, snapshot, caught_up))

        return self._mended(answer)

    def _mended(self, act: Callable[[], _Answer]) -> _Answer:
        """Do something; if the index is broken, again with what is there, then with a new one."""
        try:
            return act()
        except BROKEN:
            self._shelf.close()
        try:
            return act()
        except BROKEN:
            self._spoil()
        try:
            with self._holding(self._filling, PATIENCE) as mine:
                if mine:
                    self._fill(FILLED_BEFORE_ANSWER)
            return act()
        except BROKEN as error:
            self._shelf.forgive()
            self._shelf.close()
            raise IndexUnusable(reason=error) from error

    def _spoil(self) -> None:
        with suppress(*BROKEN):
            if found := self._shelf.serving(self._following.belongs):
                self._shelf.spoil(found)

    # Following the journal

    @contextmanager
    def _holding(self, lock: FileLock, wait: float | None) -> Iterator[bool]:
        """Hold a lock; yield False if another kept it longer than ``wait`` seconds."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=-1 if wait is None else wait)
        except Timeout:
            yield False
            return
        except OSError as error:
            raise IndexUnusable(reason=error) from error
        try:
            yield True
        finally:
            lock.release()

    def _catch_up_a_little(self, last: int) -> None:
        """Read on so much before an answer as hardly anybody notices."""
        found = self._in_use()
        if found is None or not self._following.fits(found):
            with self._holding(self._filling, 0) as mine:
                if mine:
                    self._fill(FILLED_BEFORE_ANSWER)
        if found and self._following.behind(found, last):
            with self._holding(self._lock, PATIENCE) as mine:
                if mine:
                    next(self._following.follow(found, BEFORE_ANSWER, "little"), None)

    def _caught_up(self, wait: float | None, stop: Stop) -> int:
        """Follow what is in use, then fill what is to take its place."""
        done, found = 0, self._in_use()
        if found:
            with self._holding(self._lock, wait) as mine:
                for some in self._following.follow(found, BATCH, "much") if mine else ():
                    done += some
                    if stop():
                        return done
                if mine:
                    found.kept.part()
            dead = found.kept.numbers(1)[0] - 1 - found.kept.count()
            large = dead > max(MOST_DEAD, 2 * found.kept.count())
            if self._following.fits(found) and not large and not self._shelf.unfinished():
                return done
        with self._holding(self._filling, wait) as mine:
            return done + (self._fill(None, None, stop) if mine else 0)

    def _fill(self, most: int | None, progress: Progress | None = None, stop: Stop = never) -> int:
        """Fill the unfinished generation, or a new one, and put it in use when it is complete.

        Return how many records it has. What cannot be read of it is begun anew.
        """
        found = self._shelf.unfinished()
        if found is None or not self._following.fits(found):
            if found:
                self._shelf.remove(found.folder)
            found = self._shelf.begin(self._following.now())
        try:
            if self._following.fill(found, most, progress, stop):
                found.kept.complete()
                with self._holding(self._lock, None):
                    self._shelf.keep_only(found)
            return found.kept.count()
        except BROKEN:
            self._shelf.remove(found.folder)
            raise


def _size(path: Path) -> int:
    """Return a file's size; one that a writer is just removing has none."""
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0
