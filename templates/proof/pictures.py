"""Pictures of a document: how big they are and where on the page, as far as the file says."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from templates.proof.properties import W, twips

EMU_PER_TWIP = 635
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_V = "{urn:schemas-microsoft-com:vml}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MEASURE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([0-9.]{1,12})(pt|cm|mm|in)", re.IGNORECASE)


class _HasElement(Protocol):
    number: int
    element: Any


@dataclass(frozen=True)
class Place:
    """Where a floating picture stands: from what, and aligned how or how many EMU away."""

    relative: str
    align: str
    offset: int


@dataclass(frozen=True)
class Picture:
    """A picture in a line (by its number); measures in EMU; places are None where it is inline."""

    line: int
    name: str
    width: int
    height: int
    element: Any
    across: Place | None = None
    down: Place | None = None

    @property
    def flows(self) -> bool:
        """Whether text keeps clear of it: it stands in the line, or nothing stands beside it."""
        return self.across is None or self.element.find(f"{_WP}wrapTopAndBottom") is not None

    def resize(self, height: int) -> None:
        """Make it so high, with its own proportions."""
        width = round(self.width * height / self.height)
        for extent in (self.element.find(f"{_WP}extent"), *self.element.iter(f"{_A}ext")):
            if extent is not None and extent.get("cx") and extent.get("cy"):
                extent.set("cx", str(width))
                extent.set("cy", str(height))


def pictures(lines: Iterable[_HasElement]) -> Iterator[Picture]:
    """Yield the pictures of lines, each in the line that it is anchored to."""
    for line in lines:
        for one in line.element.iter(f"{_WP}inline", f"{_WP}anchor", f"{_V}shape"):
            above = [each.tag for each in one.iterancestors(f"{W}p", _FALLBACK)]
            if _FALLBACK in above or above[0] != f"{W}p":
                continue
            if next(one.iterancestors(f"{W}p")) is not line.element:
                continue
            found = (
                _vml(one, line.number) if one.tag == f"{_V}shape" else _drawing(one, line.number)
            )
            if found is not None:
                yield found


def _drawing(one: Any, line: int) -> Picture | None:
    if next(one.iter(f"{_PIC}pic"), None) is None and not _name(one).startswith("emblem"):
        return None
    extent = one.find(f"{_WP}extent")
    width, height = (_emu(None if extent is None else extent.get(side)) for side in ("cx", "cy"))
    if one.tag == f"{_WP}inline":
        return Picture(line, _name(one), width, height, one)
    across, down = one.find(f"{_WP}positionH"), one.find(f"{_WP}positionV")
    return Picture(line, _name(one), width, height, one, _place(across), _place(down))


def _name(one: Any) -> str:
    told = one.find(f"{_WP}docPr")
    return "" if told is None else f"{told.get('name', '')} {told.get('descr', '')}".strip()


def _place(one: Any) -> Place | None:
    if one is None:
        return None
    align, offset = one.find(f"{_WP}align"), one.find(f"{_WP}posOffset")
    return Place(
        one.get("relativeFrom", ""),
        "" if align is None else (align.text or "").strip(),
        _emu(None if offset is None else offset.text),
    )


def _vml(one: Any, line: int) -> Picture | None:
    """Read a picture of older Word; where it stands is not read."""
    if next(one.iter(f"{_V}imagedata"), None) is None:
        return None
    sizes = {k.lower(): twips(n + u) for k, n, u in _MEASURE.findall(one.get("style", "")[:2000])}
    if "height" not in sizes:
        return None
    width, height = (sizes.get(side, 0) * EMU_PER_TWIP for side in ("width", "height"))
    return Picture(line, one.get("alt", ""), width, height, one)


def _emu(text: str | None) -> int:
    text = (text or "").strip()
    return int(text) if re.fullmatch(r"-?[0-9]{1,12}", text) else 0
