"""Where in a record stands what was asked for: in its text, and on its pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePath

from archive.passages import Passage, Text
from archive.records import FileEntry
from indexer import pdfium, places
from indexer.bounded import bounded
from indexer.errors import FileDamaged
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


def pages_with(file: FileEntry, path: Path, words: Iterable[str]) -> list[int]:
    """Return the pages of a filed PDF (the first is 0) that hold any of the words."""
    asked = tuple(words)
    return [n for n, said in enumerate(_said(file, path)) if any(word in said for word in asked)]


def page_of(file: FileEntry, path: Path, passage: Passage, spans: Spans) -> int | None:
    """Return the page of a filed PDF on which a passage's first word that was found stands."""
    said = _said(file, path)
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


def marks(path: Path, page: int, words: Iterable[str]) -> Marks:
    """Return where words stand on a page of a PDF (the first is 0); raises Unreadable."""
    return bounded("PDF", _marks, path, page, tuple(words))


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
