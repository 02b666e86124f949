"""Where words stand on a page read from a picture, as ``indexer.places`` tells of a PDF."""

from collections.abc import Iterable, Iterator

from indexer.pages import Line, Page
from indexer.places import MOST, Box, Marks, bare, occurrences
from thai.text import Normal


def marks(page: Page, words: Iterable[str]) -> Marks:
    """Find words on a page, also one that is broken over two lines."""
    letters = [(line, at) for line in page.lines for at in range(len(line.text) + 1)]
    whole = Normal.of("\n".join(line.text for line in page.lines))
    places = [place for place, letter in enumerate(whole.text) if not letter.isspace()]
    said = "".join(whole.text[place] for place in places)
    boxes = list[Box]()
    for start, end in occurrences(said, {bare(word) for word in words}):
        first, last = whole.original_span(places[start], places[end - 1] + 1)
        boxes += map(page.shown, _boxes(letters[first:last]))
    return Marks(*page.shown_size, tuple(boxes[:MOST]))


def _boxes(letters: Iterable[tuple[Line, int]]) -> Iterator[Box]:
    """Return a box for each line that the letters stand in."""
    spans: dict[int, tuple[Line, int, int]] = {}
    for line, at in letters:
        first = spans[id(line)][1] if id(line) in spans else at
        spans[id(line)] = (line, first, at + 1)
    for line, first, last in spans.values():
        box = line.place(first, last)
        if box.right > box.left:
            yield box
