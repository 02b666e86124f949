"""A letter's pages as rows of cells, which the rules of recognition look at."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from indexer.pages import Line, Page, rows
from indexer.recognition.field import Field

_LEADERS = re.compile(r"(?:[.…_·‥]\s?){4,}")
_THAI_END, _THAI_BEGIN = re.compile(r"[ก-๎]\Z"), re.compile(r"[ก-ฯเ-ๅ]")
_LAST_WORD = re.compile(r"\S{8,}(?=\s*\Z)")
_NUMBER = re.compile(r"\d/(?:ว\S?)?\d+\Z")  # 0208.3/ว4323 is none
_LONE_STROKE = re.compile(r"(?<![^\s(])/(?=\d)")
DOUBTED = 0.75  # how sure a field with an unsure letter is at the most
FURTHER_IN = 20.0  # points
A_WORD = 60.0  # points that a line may end before the margin because its next word has no room
HEAD_ROWS = 26  # of the first page, in which everything stands before the text


@dataclass(frozen=True)
class Row:
    """Cells side by side on a page; ``width`` is the page's, 0 where there are no places."""

    cells: tuple[Line, ...]
    page: int
    width: float

    @property
    def text(self) -> str:
        """The cells behind each other."""
        return "  ".join(cell.text for cell in self.cells)

    @property
    def left(self) -> float:
        """Where the first cell begins."""
        return self.cells[0].box.left

    @property
    def right(self) -> float:
        """Where the last cell ends."""
        return self.cells[-1].box.right


@dataclass(frozen=True)
class Said:
    """Letters of a letter, from one line or several, that make up one field.

    ``labelled``: they stand behind a label, so that their lines go as far as the margin.
    """

    pieces: tuple[Line, ...]
    page: int
    placed: bool
    labelled: bool = False

    @cached_property
    def text(self) -> str:
        """The pieces joined: broken inside a Thai phrase without a space, else with one.

        A line behind a label that ends well before the next one was broken at a space.
        """
        return "".join(text for text, _ in self._joined)

    def field(self, value: str, sure: float) -> Field:
        """Return the field of these letters; what a scan read badly is less sure."""
        unsure, at = list[int](), 0
        for text, line in self._joined:
            at += len(text) - len(line.text)
            unsure += [at + place for place in line.unsure]
            if line.sure < 1:  # a digit may be lost
                unsure += [at + lone.start() for lone in _LONE_STROKE.finditer(line.text)]
            at += len(line.text)
        box = self.pieces[0].box
        for piece in self.pieces[1:]:
            box = box.joined(piece.box)
        read = min(piece.sure for piece in self.pieces)
        place = box if self.placed else None
        letters = any(not self.text[at].isdigit() for at in unsure)
        told = min(sure * read, DOUBTED if letters else 1.0)
        return Field(value, self.text, self.page, place, round(told, 3), tuple(unsure))

    @property
    def _joined(self) -> list[tuple[str, Line]]:
        found = list[tuple[str, Line]]()
        for line in self.pieces:
            glued = not found or self._is_broken(found[-1][1], line)
            found.append((line.text if glued else f" {line.text}", line))
        return found

    def _is_broken(self, above: Line, line: Line) -> bool:
        """Whether a phrase was broken between two lines."""
        full = not self.labelled or line.box.right < above.box.right + A_WORD
        return bool(full and _THAI_END.search(above.text) and _THAI_BEGIN.match(line.text))


@dataclass(frozen=True)
class Sheet:
    """All rows of a letter, from above."""

    rows: tuple[Row, ...]

    @classmethod
    def of(cls, pages: Iterable[Page]) -> "Sheet":
        """Cut pages into rows of cells, leaders of dots left out."""
        return cls(tuple(row for page in pages for row in _rows(page)))

    @cached_property
    def head(self) -> tuple[Row, ...]:
        """The rows in which a letter's head may stand."""
        first = self.rows[0].page if self.rows else 1
        return tuple(row for row in self.rows[:HEAD_ROWS] if row.page == first)

    def above(self, *labels: re.Pattern[str]) -> tuple[Row, ...]:
        """Return the rows of the head above the first that begins with one of the labels."""
        for number, row in enumerate(self.head):
            if any(label.match(row.cells[0].text) for label in labels):
                return self.head[:number]
        return self.head

    def matching(
        self, pattern: re.Pattern[str], among: tuple[Row, ...] | None = None
    ) -> Iterator[tuple[int, int, re.Match[str]]]:
        """Yield row, cell and match of each cell that a pattern matches at its start.

        What stands further in comes last: it may go on with a value (ภาค|เรียน), and begin no part.
        """
        rows = self.head if among is None else among
        found = [
            (number, place, match)
            for number, row in enumerate(rows)
            for place, cell in enumerate(row.cells)
            if (match := pattern.match(cell.text))
        ]
        lefts = [rows[n].cells[place].box.left * (rows[n].width > 0) for n, place, _ in found]
        outmost = [left < min(lefts) + FURTHER_IN for left in lefts]
        for first in (True, False):
            yield from (each for each, out in zip(found, outmost, strict=True) if out is first)


def _rows(page: Page) -> Iterator[Row]:
    for row in rows(page.lines):
        cells = tuple(part for line in row for part in _parted(_without_jumble(line)) if part.text)
        if cells:
            yield Row(cells, page.number, page.width)


def _without_jumble(line: Line) -> Line:
    """Leave out a leader of dots at a line's end that a scan read as digits and letters."""
    found = _LAST_WORD.search(line.text) if line.sure < 1 else None
    if found is None or _NUMBER.search(found[0]):
        return line
    figures = [letter for letter in found[0] if letter.isdigit()]
    mixed = any(map(str.isascii, figures)) and any(letter >= "ก" for letter in found[0])
    return line.part(0, found.start()) if mixed and 2 * len(figures) >= len(found[0]) else line


def _parted(line: Line) -> Iterator[Line]:
    """Cut a line at its leaders of dots."""
    start = 0
    for leader in _LEADERS.finditer(line.text):
        yield line.part(start, leader.start())
        start = leader.end()
    yield line.part(start, len(line.text))


def said(row: Row, *pieces: Line) -> Said:
    """Return letters of one row."""
    return Said(pieces, row.page, row.width > 0)
