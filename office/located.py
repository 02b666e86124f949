"""Where in a record stands what was asked for: in its text, and on its pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePath

from archive.archive import Archive
from archive.passages import Passage, Text
from archive.records import FileEntry, Record
from indexer import kept_places, pdfium, places, scan_places
from indexer.bounded import bounded
from indexer.errors import FileDamaged
from indexer.pages import Page
from indexer.places import Marks, bare
from indexer.query import Query
from indexer.scan_errors import PageTooSlow, ReadersBusy
from indexer.showing import marked

Spans = tuple[tuple[int, int], ...]
AROUND = 12  # letters beside a word by which its page is told from others that have the word too
HEADING = 60  # letters of a heading that are looked for: the rest may stand in another line
SECONDS = 30  # for all pages
WORDS = 50  # different words that are looked for on pages


@dataclass(frozen=True)
class Located:
    """What stands where: the spans in each passage's heading and text, and the different words."""

    headings: tuple[Spans, ...]
    spans: tuple[Spans, ...]
    words: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many times something was found."""
        return sum(map(len, (*self.headings, *self.spans)))

    @property
    def first(self) -> int | None:
        """The first passage in which something was found."""
        both = zip(self.headings, self.spans, strict=True)
        return next((number for number, spans in enumerate(both) if any(spans)), None)


def located(text: Text, query: Query) -> Located:
    """Find what a query asks for in all that a record says; else the words of the question."""
    passages = text.passages
    texts = [*(passage.heading for passage in passages), *(passage.text for passage in passages)]
    spans = marked(query, texts)
    words = dict.fromkeys(
        bare(said[start:end])
        for said, found in zip(texts, spans, strict=True)
        for start, end in found
    )
    headings, rest = spans[: len(passages)], spans[len(passages) :]
    return Located(tuple(headings), tuple(rest), tuple(filter(None, words))[:WORDS])


@dataclass(frozen=True)
class Leaves:
    """The pages of a filed document as words are looked for on them; the first is 0.

    ``scanned`` are those, by their numbers from 1, that were read by their look when the document
    was filed; the others are read from its text layer.
    """

    file: FileEntry
    path: Path
    scanned: Mapping[int, Page]

    def holding(self, words: Iterable[str]) -> list[int]:
        """Return the pages that hold any of the words."""
        asked = tuple(words)
        return [n for n, said in enumerate(self._said) if any(word in said for word in asked)]

    def where(self, passage: Passage, spans: Spans) -> int | None:
        """Return the page on which a passage's first word that was found stands."""
        said = self._said
        if not spans:
            return _first(said, bare(passage.heading[:HEADING]))
        start, end = spans[0]
        word = bare(passage.text[start:end])
        near = bare(passage.text[max(0, start - AROUND) : end + AROUND])
        begins = _first(said, bare(passage.heading[:HEADING])) or 0
        for page in (_first(said, near, begins), _first(said, word, begins), _first(said, word)):
            if page is not None:
                return page
        return None

    def marks(self, page: int, words: Iterable[str]) -> Marks:
        """Return where words stand on a page; raises Unreadable."""
        if seen := self.scanned.get(page + 1):
            return scan_places.marks(seen, words)
        return bounded("PDF", _marks, self.path, page, tuple(words))

    @property
    def _said(self) -> list[str]:
        layer = _said(self.file, self.path)
        last = max((len(layer), *self.scanned))
        said = [*layer, *[""] * (last - len(layer))]
        for number, page in self.scanned.items():
            said[number - 1] = bare("\n".join(line.text for line in page.lines))
        return said


def leaves(archive: Archive, record: Record, file: FileEntry) -> Leaves:
    """Return the pages of a record's document."""
    kept = next((one for one in record.files if one.name == kept_places.NAME), None)
    path = archive.file_path(record.id, file.name)
    if kept is None:
        return Leaves(file, path, {})
    return Leaves(file, path, _seen(archive.file_path(record.id, kept.name), file.sha512))


@lru_cache(maxsize=16)
def _seen(path: Path, sha512: str) -> Mapping[int, Page]:
    """Return what was seen on the scanned pages of a document; nothing where that is damaged."""
    try:
        return kept_places.from_json(path.read_bytes(), sha512)
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _first(said: Sequence[str], word: str, begins: int = 0) -> int | None:
    if not word:
        return None
    return next((n for n in range(begins, len(said)) if word in said[n]), None)


def _said(file: FileEntry, path: Path) -> tuple[str, ...]:
    if PurePath(file.name).suffix.lower() != ".pdf" or not pdfium.AVAILABLE:
        return ()
    try:
        return _letters(file.sha512, path)
    except ReadersBusy:
        return ()


@lru_cache(maxsize=64)
def _letters(sha512: str, path: Path) -> tuple[str, ...]:
    """Read pages once for each content, also in vain; ``path`` only says where it lies."""
    try:
        return bounded("PDF", _pages, path, seconds=SECONDS)
    except (FileDamaged, PageTooSlow):
        return ()


def _pages(path: Path) -> tuple[str, ...]:
    return places.letters(path.read_bytes())


def _marks(path: Path, page: int, words: Iterable[str]) -> Marks:
    return places.marks(path.read_bytes(), page, words)
