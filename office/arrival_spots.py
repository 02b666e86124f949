"""Where the fields of a letter stand on its pages, for marking them on the pages' pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indexer.pages import Page
from indexer.recognition.field import Field, Name, Recognised

BLANK = "_"


@dataclass(frozen=True)
class Spot:
    """A field as it was read: how sure (0 to 1), its text with BLANK for each unsure digit.

    ``box`` is left, top, right and bottom as shares (0 to 1) of the page's width and height,
    ``page`` is counted from 1; () and 0 where the file has no places. ``because`` says in Thai why
    a value is another than was read, or is asked for.
    """

    sure: float
    text: str
    page: int = 0
    box: tuple[float, ...] = ()
    because: str = ""

    @property
    def has_blanks(self) -> bool:
        """Whether a digit is asked for."""
        return BLANK in self.text


def spots_of(letter: Recognised, pages: Sequence[Page]) -> dict[Name, Spot]:
    """Return where each field of a letter stands on its pages."""
    return {name: _spot(found, pages) for name, found in letter.fields.items()}


def from_plain(raw: Mapping[str, Any]) -> dict[str, Spot]:
    """Read what JSON kept of spots."""
    return {
        name: Spot(one["sure"], one["text"], one["page"], tuple(one["box"]), one.get("because", ""))
        for name, one in raw.items()
    }


def _spot(found: Field, pages: Sequence[Page]) -> Spot:
    text = "".join(
        BLANK if at in found.unsure and letter.isdigit() else letter
        for at, letter in enumerate(found.text)
    )
    page = next((each for each in pages if each.number == found.page), None)
    if page is None or found.box is None or not (page.width and page.height):
        return Spot(found.sure, text, because=found.because)
    box = found.box
    across = (box.left / page.width, box.top / page.height)
    below = (box.right / page.width, box.bottom / page.height)
    share = tuple(round(x, 4) for x in (*across, *below))
    return Spot(found.sure, text, found.page, share, found.because)
