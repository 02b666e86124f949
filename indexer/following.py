"""Reads the archive into a generation: event by event after its bookmark, or all of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from sqlalchemy import select

from archive import catalogue
from archive.archive import Archive
from archive.errors import ArchiveNotMounted, BadRecordId
from archive.journal import Event, Journal
from archive.records import RecordId
from indexer.analysing import Analysed, Begin, beside
from indexer.engine import Engine, Merging
from indexer.engines import signature
from indexer.entry import Entry, entry_of
from indexer.generation import Generation, lines_of
from indexer.kept import Bookmark
from indexer.words import analysis
from thai.errors import Refused

AT_ONCE = 2_500  # records between two commits of a new index
BATCH = 2_000  # events between two commits
Progress = Callable[[int, int], None]  # gets the count so far, and of how many
Stop = Callable[[], bool]  # tells whether to leave off; what is written is kept
_Batch = tuple[list[Entry], dict[str, str], Iterator[Analysed]]


class Following:
    """An archive and its journal, as an engine's index follows them."""

    def __init__(self, archive: Archive, journal: Journal, engine: type[Engine]) -> None:
        self._archive = archive
        self._journal = journal
        self._engine = engine
        self._proven: Bookmark | None = None

    def last(self) -> int:
        """Return the number of the journal's newest event."""
        return self._journal.last()

    def now(self) -> Bookmark:
        """Return the bookmark of what an index would know that is made now."""
        last = self._journal.last()
        return self._bookmark(self._journal.since(last - 1, 1)[0] if last else None)

    def belongs(self, generation: Generation) -> bool:
        """Tell whether an index followed this journal, and no later than it goes."""
        bookmark = generation.kept.bookmark()
        if bookmark != self._proven:
            before = self._journal.since(bookmark.seq - 1, 1) if bookmark.seq else []
            here = self._bookmark(before[0] if before else None)
            if (here.journal, here.seq, here.link) != (
                bookmark.journal,
                bookmark.seq,
                bookmark.link,
            ):
                return False
            self._proven = bookmark
        return True

    def fits(self, generation: Generation) -> bool:
        """Tell whether it belongs here and was made by this analysis for this engine."""
        bookmark = generation.kept.bookmark()
        made = (bookmark.analysis, bookmark.engine)
        return made == (analysis(), signature(self._engine)) and self.belongs(generation)

    def behind(self, generation: Generation, last: int) -> int:
        """Return how many events up to the ``last`` it has not read; another journal's bookmark is
        found out."""
        behind = last - generation.kept.bookmark().seq
        if behind < 0:
            self._proven = None
        return behind

    def follow(self, generation: Generation, step: int, merging: Merging) -> Iterator[int]:
        """Read on up to the journal's end, committing each ``step`` events; yield the records."""
        bookmark = generation.kept.bookmark()
        seq = bookmark.seq
        while events := self._journal.since(seq, step):
            seq = events[-1].seq
            entries, unread = self._read(_records_of(events))
            to = self._bookmark(events[-1], bookmark)
            generation.take(entries, unread, to, merging)
            yield len(entries)

    def ids(self) -> list[str]:
        """Return the id of every record in the catalogue."""
        with self._archive.database.reading() as connection:
            wanted = select(catalogue.records.c.id).order_by(catalogue.records.c.id)
            return list(connection.execute(wanted).scalars())

    def fill(
        self, generation: Generation, most: int | None, progress: Progress | None, stop: Stop
    ) -> bool:
        """Read the records that are not in it yet, ``most`` of them; tell whether that was all.

        Each commit is kept when it is broken off, and the next call goes on.
        """
        done = generation.kept.ids()
        waiting = [record_id for record_id in self.ids() if record_id not in done]
        count, total, to = len(done), len(done) + len(waiting), generation.kept.bookmark()
        with beside(len(waiting[:most])) as begin:
            for entries, unread, told in self._ahead(waiting[:most], begin, stop):
                if stop():
                    return False
                generation.take(entries, unread, to, "none", told)
                generation.kept.part()
                count += len(entries) + len(unread)
                if progress:
                    progress(count, total)
        if count < total:
            return False
        for _ in self.follow(generation, BATCH, "none"):
            pass
        return True

    def _ahead(self, ids: Sequence[str], begin: Begin, stop: Stop) -> Iterator[_Batch]:
        """Yield what is read at once, each while the next one is being analysed."""
        before = list[_Batch]()
        for start in range(0, len(ids), AT_ONCE):
            some = map(RecordId.parse, ids[start : start + AT_ONCE])
            entries, unread = self._read(some, stop)
            now = entries, unread, begin(list(map(lines_of, entries)))
            yield from before
            before = [now]
        yield from before

    def _bookmark(self, event: Event | None, like: Bookmark | None = None) -> Bookmark:
        """Return the bookmark of an event, made as it would be now or as another was."""
        seq, link = (event.seq, event.hash) if event else (0, "")
        made = (like.analysis, like.engine) if like else (analysis(), signature(self._engine))
        return Bookmark(self._journal.identity(), seq, link, *made)

    def _read(
        self, ids: Iterable[RecordId], stop: Stop = lambda: False
    ) -> tuple[list[Entry], dict[str, str]]:
        """Read records until told to stop; those that cannot be read, each with the reason."""
        entries, unread = list[Entry](), dict[str, str]()
        for record_id in ids:
            if stop():
                break
            try:
                entries.append(entry_of(self._archive, record_id))
            except ArchiveNotMounted:
                raise
            except Refused as refusal:  # one damaged record must not stop the others
                unread[str(record_id)] = str(refusal)
        return entries, unread


def _records_of(events: Sequence[Event]) -> list[RecordId]:
    """Return the records that events are about, each once; other things have other names."""
    found: dict[RecordId, None] = {}
    for event in events:
        try:
            found[RecordId.parse(event.ref)] = None
        except BadRecordId:
            continue
    return list(found)
