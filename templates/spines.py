"""Labels for the backs of folders (สันแฟ้ม) and the fronts of boxes: never filed or numbered.

The sizes are told by ``data/spines.yaml``; how they are filled, by ``templates/prints.py``.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml

from templates.errors import UnknownPrint
from templates.office import Emblem, OfficeFacts
from templates.prints import made

SPINES = "ป้ายสันแฟ้ม"
SPINE = "spine-"
"""What the code of a label's template begins with."""
ROOM = 190, 278  # mm of an A4 sheet that labels take, the short and the long way
MOST_TITLE, LARGE = 110, 36  # letters of a title, and up to how many it is set large


@dataclass(frozen=True)
class Spine:
    """A size: mm as the label is cut; ``top`` and ``bottom`` are its outer parts, the middle bears
    the title. ``lying``: it lies on the sheet, and its text runs along it.
    """

    code: str
    title: str
    width: int
    height: int
    top: int
    bottom: int
    lying: bool

    @property
    def middle(self) -> int:
        """The part with the title, in mm."""
        return self.height - self.top - self.bottom

    @property
    def across(self) -> int:
        """How many stand side by side on a sheet."""
        return 1 if self.lying else ROOM[0] // self.width


@dataclass(frozen=True)
class Label:
    """What stands on a label: title, years, category, and the place where the folder stands."""

    title: str
    years: str = ""
    category: str = ""
    place: str = ""


@cache
def spines() -> tuple[Spine, ...]:
    """Return the sizes, the widest folder first."""
    told = yaml.safe_load((files("templates") / "data" / "spines.yaml").read_text("utf-8"))
    return tuple(Spine(**one) for one in told["sizes"])


def spine(code: str) -> Spine:
    """Return one size; raises UnknownPrint."""
    for one in spines():
        if one.code == code:
            return one
    raise UnknownPrint(code=code, known=", ".join(one.code for one in spines()))


def spine_labels(
    size: Spine, labels: Sequence[Label], *, office: OfficeFacts, own: Path | None
) -> bytes:
    """Make the .docx of labels, so many side by side as the sheet has room for."""
    cells = [asdict(one) | {"large": len(one.title) <= LARGE, "used": True} for one in labels]
    cells += [asdict(Label("")) | {"large": True, "used": False}] * (-len(cells) % size.across)
    rows = [cells[at : at + size.across] for at in range(0, len(cells), size.across)]
    values = {"heading": SPINES, "rows": rows}
    return made(f"{SPINE}{size.code}", values, office=office, emblem=Emblem(), own=own)
