"""Pages with their lines of text and where each letter stands, whoever read them."""

from dataclasses import dataclass

from indexer.places import Box


@dataclass(frozen=True)
class Line:
    """Letters that stand side by side without a wide gap, in points from the upper left corner.

    ``lefts`` holds where each letter begins. ``unsure`` numbers the letters that were read from a
    picture and may be wrong; ``sure`` (0 to 1) is of the whole line.
    """

    text: str
    box: Box
    lefts: tuple[float, ...]
    unsure: tuple[int, ...] = ()
    sure: float = 1.0

    def place(self, start: int, end: int) -> Box:
        """Return the box around the letters start..end."""
        left = self.lefts[start] if start < len(self.lefts) else self.box.right
        right = self.lefts[end] if end < len(self.lefts) else self.box.right
        return Box(left, self.box.top, max(left, right), self.box.bottom)

    def part(self, start: int, end: int) -> "Line":
        """Return the letters start..end as a line, without the spaces at both ends."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        unsure = tuple(at - start for at in self.unsure if start <= at < end)
        box = self.place(start, end)
        return Line(self.text[start:end], box, self.lefts[start:end], unsure, self.sure)


@dataclass(frozen=True)
class Page:
    """One page, the first is 1; its size in points, its lines from above.

    A page of a Word file has no places: its size is 0 and its boxes only tell the order. One that
    was scanned on its side or head is told as it is read; ``turned`` says by how many degrees
    against the clock (90, 180 or 270) it was put upright for that.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    scanned: bool = False
    turned: int = 0

    @property
    def shown_size(self) -> tuple[float, float]:
        """Width and height of the page as it was scanned."""
        lying = self.turned in (90, 270)
        return (self.height, self.width) if lying else (self.width, self.height)

    def shown(self, box: Box) -> Box:
        """Return where a box of the upright page stands on the page as it was scanned."""
        left, top, right, bottom = box.left, box.top, box.right, box.bottom
        if self.turned == 90:
            return Box(self.height - bottom, left, self.height - top, right)
        if self.turned == 180:
            return Box(
                self.width - right, self.height - bottom, self.width - left, self.height - top
            )
        if self.turned == 270:
            return Box(top, self.width - right, bottom, self.width - left)
        return box

    @property
    def text(self) -> str:
        """The lines that stand in one row behind each other, the rows under each other."""
        return "\n".join("  ".join(line.text for line in row) for row in rows(self.lines))


Row = tuple[Line, ...]


def rows(lines: tuple[Line, ...]) -> list[Row]:
    """Gather lines that stand in one row, from above, each row from the left."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: each.box.top + each.box.bottom):
        if found and all(line.box.beside(other.box) for other in found[-1]):
            found[-1].append(line)
        else:
            found.append([line])
    return [tuple(sorted(row, key=lambda each: each.box.left)) for row in found]
