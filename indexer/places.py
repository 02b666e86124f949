"""Where words stand on the pages of a PDF, as rectangles to be laid over the page's picture.

Both sides are compared in the normal form without any white space: PDF makers put spaces behind
marks and leave out others (docs/search.md).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from indexer.errors import FileDamaged
from indexer.pdfium import characters, opened, shown_at
from thai.text import Normal, normal

SHORTEST = 2  # letters of a word that is looked for
MOST = 500  # rectangles on a page


@dataclass(frozen=True)
class Box:
    """A rectangle in points from the page's upper left corner as it is shown."""

    left: float
    top: float
    right: float
    bottom: float

    def beside(self, other: "Box") -> bool:
        """Whether two boxes stand in one line."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared > 0.5 * min(self.bottom - self.top, other.bottom - other.top)

    def joined(self, other: "Box") -> "Box":
        """Return the box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True)
class Marks:
    """A page's width and height in points, and where the words stand on it."""

    width: float
    height: float
    boxes: tuple[Box, ...]


def letters(data: bytes) -> tuple[str, ...]:
    """Return what can be looked for on each page; raises FileDamaged."""
    try:
        with opened(data) as document:
            return tuple(bare(_read(document, number)) for number in range(len(document)))
    except RuntimeError as error:
        raise FileDamaged(name="PDF") from error


def bare(text: str) -> str:
    """Return a word as it is looked for in ``letters``."""
    return "".join(normal(text).split())


def marks(data: bytes, page: int, words: Iterable[str]) -> Marks:
    """Find words on a page (the first is 0); raises FileDamaged."""
    try:
        with opened(data) as document:
            sheet = document[page]
            try:
                return _marked(sheet, words)
            finally:
                sheet.close()
    except (RuntimeError, IndexError) as error:
        raise FileDamaged(name="PDF") from error


def _marked(sheet: Any, words: Iterable[str]) -> Marks:
    width, height = sheet.get_size()
    text = sheet.get_textpage()
    whole = Normal.of(characters(text))
    places = [place for place, letter in enumerate(whole.text) if not letter.isspace()]
    line = "".join(whole.text[place] for place in places)
    boxes = list[Box]()
    for start, end in occurrences(line, {bare(word) for word in words}):
        first, last = whole.original_span(places[start], places[end - 1] + 1)
        boxes += in_lines(letter_box(sheet, text, letter) for letter in range(first, last))
    return Marks(width, height, tuple(boxes[:MOST]))


def occurrences(line: str, words: set[str]) -> Iterator[tuple[int, int]]:
    """Yield where each of the bare words begins and ends in a page's letters."""
    for word in words:
        start = line.find(word) if len(word) >= SHORTEST else -1
        while start >= 0:
            yield start, start + len(word)
            start = line.find(word, start + len(word))


def in_lines(boxes: Iterable[Box | None]) -> Iterator[Box]:
    """Join the boxes of letters that stand in one line."""
    line: Box | None = None
    for box in filter(None, boxes):
        if line is not None and not line.beside(box):
            yield line
            line = None
        line = box if line is None else line.joined(box)
    if line is not None:
        yield line


def letter_box(sheet: Any, text: Any, letter: int) -> Box | None:
    """Return where a letter of a page's text stands, None where it takes no room (a line's end)."""
    left, bottom, right, top = text.get_charbox(letter, loose=True)
    corners = [shown_at(sheet, x, y) for x, y in ((left, top), (right, bottom))]
    (x, y), (other_x, other_y) = corners
    box = Box(min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y))
    return box if box.right > box.left and box.bottom > box.top else None


def _read(document: Any, number: int) -> str:
    sheet = document[number]
    try:
        return characters(sheet.get_textpage())
    finally:
        sheet.close()
