"""The lines of a PDF with a text layer, each letter with its place, by pdfium.

pdfium tells letters one by one in the order of the file; here they become lines. Its spaces are
believed only where there is room for one: it puts some behind ำ where none stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from indexer.pages import Line, Page
from indexer.pdfium import characters
from indexer.places import Box, letter_box
from thai.text import clean

WIDE = 1.1  # times a line's height: a wider gap divides it into two
TOLD, UNTOLD = 0.06, 0.2  # times a line's height: gaps that are spaces, told of by pdfium or not
MOST = 60_000  # letters of a page; a full one has 4,000


@dataclass(frozen=True)
class _Letter:
    text: str
    box: Box
    spaced: bool  # whether pdfium told a space before it


def page_of(sheet: Any, number: int) -> Page:
    """Read an opened pdfium page; ``number`` counts from 1."""
    width, height = sheet.get_size()
    text = sheet.get_textpage()
    letters = list(_letters(sheet, text))
    usual = median(map(_height, letters)) if letters else 0.0
    lines = tuple(line for each in _gathered(letters, usual) if (line := _line(each, usual)).text)
    return Page(number, width, height, lines)


def _letters(sheet: Any, text: Any) -> Iterator[_Letter]:
    spaced = False
    for at, letter in enumerate(characters(text)[:MOST]):
        box = None if letter.isspace() else letter_box(sheet, text, at)
        if box is not None:
            yield _Letter(letter, box, spaced)
        spaced = box is None and (spaced or letter.isspace())


def _gathered(letters: list[_Letter], usual: float) -> Iterator[list[_Letter]]:
    line = list[_Letter]()
    for letter in letters:
        if line and not _follows(line[-1], letter, usual):
            yield line
            line = []
        line.append(letter)
    if line:
        yield line


def _follows(last: _Letter, letter: _Letter, usual: float) -> bool:
    """Whether a letter stands in the same line, behind the last one or on it."""
    high = max(usual, _height(last), _height(letter))
    gap = letter.box.left - last.box.right
    return last.box.beside(letter.box) and -high < gap < WIDE * high


def _height(letter: _Letter) -> float:
    return letter.box.bottom - letter.box.top


def _line(letters: list[_Letter], usual: float) -> Line:
    """Join letters with the spaces that have room between them."""
    text, lefts, box = letters[0].text, [letters[0].box.left], letters[0].box
    high = max([usual, *map(_height, letters)])
    for last, letter in pairwise(letters):
        if letter.box.left - last.box.right > (TOLD if letter.spaced else UNTOLD) * high:
            text += " "
            lefts.append(last.box.right)
        text += letter.text
        lefts.append(letter.box.left)
        box = box.joined(letter.box)
    return placed(text, lefts, box)


def placed(text: str, lefts: list[float], box: Box) -> Line:
    """Return a line of the cleaned text; a letter that cleaning moved keeps about its place."""
    cleaned = clean(text)
    if len(cleaned) != len(text):
        lefts = [lefts[round(n * len(text) / max(1, len(cleaned)))] for n in range(len(cleaned))]
    return Line(cleaned, box, tuple(lefts))
