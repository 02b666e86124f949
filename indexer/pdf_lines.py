"""The lines of a PDF with a text layer, each letter with its place, by pdfium.

pdfium tells letters one by one in the order of the file; here they become lines. Its spaces are
believed only where there is room for one: it puts some behind ำ where none stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles
from typing import Any

from indexer.pages import Line, Page
from indexer.pdfium import characters, shown_at
from indexer.places import Box, letter_box
from thai.text import clean

WIDE = 1.1  # times a line's height: a wider gap divides it into two
TOLD, UNTOLD = 0.06, 0.2  # times a line's height: gaps that are spaces, told of by pdfium or not
HALF, WHOLE = 0.25, 0.6  # times a line's height: gaps behind half a ำ without and with a space
TIGHT = 0.6  # times a line's height: a box around the ink alone is lower
OVER = 0.01  # times a line's height: what begins so far before another's end lies over it
RECENT = 5  # clusters back in which one told twice stands
MOST = 60_000  # letters of a page; a full one has 4,000


_MARK = re.compile("[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]")


@dataclass(frozen=True)
class _Letter:
    text: str
    box: Box
    spaced: bool  # whether pdfium told a space before it


def page_of(sheet: Any, number: int) -> Page:
    """Read an opened pdfium page; ``number`` counts from 1."""
    width, height = sheet.get_size()
    text = sheet.get_textpage()
    told = list(_letters(sheet, text))
    usual = quantiles(map(_height, told), n=4)[2] if len(told) > 1 else 0.0
    letters = _once(told, usual)
    lines = tuple(line for each in _gathered(letters, usual) if (line := _line(each, usual)).text)
    return Page(number, width, height, lines)


def _letters(sheet: Any, text: Any) -> Iterator[_Letter]:
    spaced, last = False, None
    for at, letter in enumerate(characters(text)[:MOST]):
        box = letter_box(sheet, text, at)
        if letter.isspace() or box is None:
            # one that pdfium thinks up for a step back is told before the last letter's end
            spaced = spaced or last is None or _starts(sheet, text, at) > last.left
            continue
        yield _Letter(letter, box, spaced)
        spaced, last = False, box


def _starts(sheet: Any, text: Any, letter: int) -> float:
    left, bottom, _, _ = text.get_charbox(letter)
    return shown_at(sheet, left, bottom)[0]


def _once(letters: list[_Letter], usual: float) -> list[_Letter]:
    """Leave out what is told twice: Chromium names a whole cluster again at its raised mark."""
    at, told = 0, list[list[_Letter]]()
    while at < len(letters):
        end = at + 1
        while end < len(letters) and _MARK.match(letters[end].text):
            end += 1
        cluster = letters[at:end]
        if not any(_lies_over(cluster, other, usual) for other in told[-RECENT:]):
            told.append(cluster)
        at = end
    return [letter for cluster in told for letter in cluster]


def _lies_over(cluster: list[_Letter], other: list[_Letter], usual: float) -> bool:
    """Whether a box around ink alone holds what was told before and begins within its place."""
    first, box = cluster[0], other[0].box.joined(other[-1].box)
    same = [each.text for each in cluster] == [each.text for each in other]
    within = box.left - 0.3 * usual < first.box.left < box.right - OVER * usual
    near = abs(first.box.top - box.top) < usual
    return same and within and near and _height(first) < TIGHT * usual


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
        if _apart(last, letter, high):
            text += " "
            lefts.append(last.box.right)
        text += letter.text
        lefts.append(letter.box.left)
        box = box.joined(letter.box)
    return placed(text, lefts, box)


def _apart(last: _Letter, letter: _Letter, high: float) -> bool:
    """Whether there is room for a space; of ำ often only the ring is told, not the า."""
    gap = letter.box.left - last.box.right
    if last.text == "ำ" and gap > HALF * high:
        return gap > WHOLE * high
    return gap > (TOLD if letter.spaced else UNTOLD) * high


def placed(text: str, lefts: list[float], box: Box) -> Line:
    """Return a line of the cleaned text; a letter that cleaning moved keeps about its place."""
    cleaned = clean(text)
    if len(cleaned) != len(text):
        lefts = [lefts[round(n * len(text) / max(1, len(cleaned)))] for n in range(len(cleaned))]
    return Line(cleaned, box, tuple(lefts))
