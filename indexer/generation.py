"""One index folder, from empty to replaced: the engine's files and what is kept beside them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from indexer.analysing import Analysed, here
from indexer.engine import Engine, EngineBroken, Merging, Unit
from indexer.engines import ENGINES, signature
from indexer.entry import Entry
from indexer.kept import Bookmark, Kept, Read
from indexer.letters import folded
from indexer.mirror import Mirror
from indexer.sums import check, summed

NAME, WORDS, KEPT = "generation-", "words", "kept.db"


class Generation:
    """An opened index folder. Complete ones are in use; others are still being filled."""

    def __init__(self, folder: Path, kept: Kept, engine: Engine) -> None:
        self.folder = folder
        self.kept = kept
        self.engine = engine
        self.mirror = Mirror(kept)
        self._complete = False

    @classmethod
    def create(cls, folder: Path, bookmark: Bookmark) -> "Generation":
        """Make an empty one in a new folder, for the engine that the bookmark names."""
        folder.mkdir(parents=True)
        engine = _kind(bookmark).create(folder / WORDS)
        return cls(folder, Kept.create(folder / KEPT, bookmark), engine)

    @classmethod
    def open(cls, folder: Path) -> "Generation":
        """Open an existing one; raises ``EngineBroken`` when a file is not as it was written."""
        kept = Kept(folder / KEPT)
        try:
            check(folder / WORDS, kept.sums())
            return cls(folder, kept, _kind(kept.bookmark()).open(folder / WORDS))
        except BaseException:
            kept.close()
            raise

    @property
    def is_complete(self) -> bool:
        """Whether every record of the archive has been read into it; once so, always so."""
        self._complete = self._complete or self.kept.is_complete()
        return self._complete

    def take(
        self,
        entries: Sequence[Entry],
        unread: Mapping[str, str],
        to: Bookmark,
        merging: Merging,
        told: Iterable[Analysed] | None = None,
    ) -> None:
        """Write records: the engine first, then what is kept, together with the bookmark.

        In this order a crash between the two leaves the old bookmark: the records are read again,
        get newer numbers, and what the engine says of the older ones is ignored. ``told``: the
        entries' analysis, if somebody else has made it.
        """
        analyses = list(here(list(map(lines_of, entries))) if told is None else told)
        numbers = self.kept.numbers(len(entries))
        if entries:
            units = (
                unit
                for no, entry, analysis in zip(numbers, entries, analyses, strict=True)
                for unit in _units(no, str(entry.id), analysis)
            )
            self.engine.write([str(entry.id) for entry in entries], units, merging)
        sums = summed(self.folder / WORDS, self.kept.sums())
        letters = (b"\n".join(map(folded, analysis.lines)) for analysis in analyses)
        read = map(Read, entries, letters)
        self.kept.write(zip(numbers, read, strict=True), unread, to, sums)

    def close(self) -> None:
        """Let go of every file."""
        self.engine.close()
        self.kept.close()


def folders(index: Path) -> list[Path]:
    """Return the folders of an index's generations, the newest last."""
    return sorted(index.glob(f"{NAME}*"))


def next_folder(index: Path) -> Path:
    """Return the folder that a new generation is to have."""
    known = folders(index)
    number = int(known[-1].name.removeprefix(NAME)) if known else 0
    return index / f"{NAME}{number + 1:06}"


def _kind(bookmark: Bookmark) -> type[Engine]:
    """Return the engine that wrote an index, if this program can read it."""
    for kind in ENGINES.values():
        if signature(kind) == bookmark.engine:
            return kind
    raise EngineBroken(f"no engine here reads {bookmark.engine}")


def lines_of(entry: Entry) -> list[str]:
    """Return the lines that are searched, in the order of ``Row.folded``."""
    passages = (line for passage in entry.passages for line in (passage.heading, passage.text))
    return [entry.title, entry.number, *passages]


def _units(no: int, record: str, analysis: Analysed) -> Iterator[Unit]:
    """Yield what the engine gets: each passage's words."""
    for place, (cut, inner) in enumerate(analysis.units):
        yield Unit(record, no, place, cut, inner)
