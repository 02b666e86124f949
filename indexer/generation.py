"""One index folder, from empty to replaced: the engine's files and what is kept beside them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from indexer.engine import Engine, Unit
from indexer.entry import Entry
from indexer.kept import Bookmark, Kept
from indexer.mirror import Mirror
from indexer.whoosh_engine import WhooshEngine
from indexer.words import inner_words, words
from thai.text import normal

Batch = tuple[Sequence[Entry], Mapping[str, str]]
"""Records to be written, and those whose text could not be had, each with the reason."""


class Generation:
    """An opened index folder."""

    def __init__(self, folder: Path, kept: Kept, engine: Engine) -> None:
        self.folder = folder
        self.kept = kept
        self.engine = engine
        self.mirror = Mirror(kept)

    @classmethod
    def create(cls, folder: Path, bookmark: Bookmark) -> "Generation":
        """Make an empty one in a new folder."""
        folder.mkdir(parents=True)
        kept = Kept.create(folder / "kept.db", bookmark)
        return cls(folder, kept, WhooshEngine.create(folder / "words"))

    @classmethod
    def open(cls, folder: Path) -> "Generation":
        """Open an existing one."""
        return cls(folder, Kept(folder / "kept.db"), WhooshEngine.open(folder / "words"))

    def take(self, entries: Sequence[Entry], unread: Mapping[str, str], to: Bookmark) -> None:
        """Write records: the engine first, then what is kept, together with the bookmark.

        In this order a crash between the two leaves the old bookmark: the records are read again,
        get newer numbers, and what the engine says of the older ones is ignored.
        """
        numbered = list(zip(self.kept.numbers(len(entries)), entries, strict=True))
        if entries:
            self.engine.write([str(entry.id) for entry in entries], _units(numbered))
        self.kept.write(numbered, unread, to)

    def fill(self, batches: Iterable[Batch], to: Bookmark) -> None:
        """Fill an empty index: one commit of the engine, which else merges again and again.

        A crash leaves a folder that nobody opens; each batch is dropped once it is written.
        """

        def units() -> Iterator[Unit]:
            for entries, unread in batches:
                numbered = list(zip(self.kept.numbers(len(entries)), entries, strict=True))
                yield from _units(numbered)
                self.kept.write(numbered, unread, to)

        self.engine.write((), units())

    def close(self) -> None:
        """Let go of every file."""
        self.engine.close()
        self.kept.close()


def _units(numbered: Sequence[tuple[int, Entry]]) -> Iterator[Unit]:
    """Yield what the engine gets: each passage's words; the first passage has the title too."""
    for no, entry in numbered:
        for place, passage in enumerate(entry.passages):
            title = entry.title if place == 0 else ""
            cut = words(normal(f"{title}\n{passage.heading}\n{passage.text}"))
            inner = [inside for word in cut for inside in inner_words(word)]
            yield Unit(str(entry.id), no, place, cut, inner)
