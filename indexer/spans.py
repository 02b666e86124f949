"""Where spans of a page's own letters stand: for what is found in a text, not known beforehand."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from indexer.errors import FileDamaged
from indexer.pdfium import characters, opened
from indexer.places import Box, in_lines, letter_box

Span = tuple[int, int]


@dataclass(frozen=True)
class Spanned:
    """A page of a PDF (width and height in points), its letters, and where each span stands."""

    width: float
    height: float
    text: str
    spans: tuple[tuple[Span, tuple[Box, ...]], ...]


def spanned(data: bytes, find: Callable[[str], Iterable[Span]]) -> tuple[Spanned, ...]:
    """Return every page with the spans that ``find`` names in its letters; raises FileDamaged."""
    pages = []
    try:
        with opened(data) as document:
            for number in range(len(document)):
                sheet = document[number]
                try:
                    text = sheet.get_textpage()
                    letters = characters(text)
                    found = tuple(
                        (span, tuple(in_lines(letter_box(sheet, text, at) for at in range(*span))))
                        for span in find(letters)
                    )
                    width, height = sheet.get_size()
                    pages.append(Spanned(width, height, letters, found))
                finally:
                    sheet.close()
    except RuntimeError as error:
        raise FileDamaged(name="PDF") from error
    return tuple(pages)
