"""Envelopes of the regulation's four sizes and sheets of labels: to whom, never filed or numbered.

The sizes are told by ``data/envelopes.yaml``; how they are filled, by ``templates/prints.py``.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import ceil
from pathlib import Path
from typing import Any

import yaml

from templates.errors import UnknownPrint
from templates.office import Emblem, OfficeFacts
from templates.prints import made

LETTER, LINE = 0.24, 0.75  # cm of a letter without its marks, and of a line, at 16 pt
EDGE = 1.0  # cm that printers leave free
LABEL_AIR = 1.2  # cm left and right of a label's lines
LABELS = "ป้ายชื่อผู้รับ"
ENVELOPE = "envelope-"
"""What the code of an envelope's template begins with."""


@dataclass(frozen=True)
class Envelope:
    """A size: millimetres as it lies; ``sender`` and ``receiver_at`` place the two parts (cm)."""

    code: str
    title: str
    width: int
    height: int
    sender: float
    receiver_at: float
    sheet: str

    @property
    def room(self) -> "Room":
        """The place of the receiver: from ``receiver_at`` to the edge, below the sender."""
        return Room(
            self.width / 10 - self.receiver_at - EDGE, self.height / 10 - self.sender - EDGE
        )


@dataclass(frozen=True)
class Labels:
    """A sheet of labels: so many across and down, each of so many millimetres."""

    columns: int
    rows: int
    width: int
    height: int

    @property
    def each(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    @property
    def room(self) -> "Room":
        """The place of one receiver, less the air around it."""
        return Room(self.width / 10 - LABEL_AIR, self.height / 10 - EDGE)


@dataclass(frozen=True)
class Receiver:
    """Who gets a letter: the lines to print, such as ``เรียน  ผู้อำนวยการ…`` and an address."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Room:
    """A place for a receiver's lines, in cm."""

    width: float
    height: float

    def holds(self, receiver: Receiver) -> bool:
        """Tell whether the lines fit, reckoned on the safe side: Thai breaks between words."""
        lines = sum(max(1, ceil(_letters(line) * LETTER / self.width)) for line in receiver.lines)
        return lines * LINE <= self.height


def _letters(line: str) -> int:
    return sum(unicodedata.category(letter) != "Mn" for letter in line)


@cache
def _table() -> dict[str, Any]:
    told = (files("templates") / "data" / "envelopes.yaml").read_text("utf-8")
    table: dict[str, Any] = yaml.safe_load(told)
    return table


def sizes() -> tuple[Envelope, ...]:
    """Return the sizes of envelopes, the largest first."""
    return tuple(Envelope(**one) for one in _table()["sizes"])


def size(code: str) -> Envelope:
    """Return one size; raises UnknownPrint."""
    for one in sizes():
        if one.code == code:
            return one
    raise UnknownPrint(code=code, known=", ".join(one.code for one in sizes()))


def sheet() -> Labels:
    """Return how a sheet of labels is divided."""
    return Labels(**_table()["labels"])


def emblem_height() -> float:
    """Return how high the emblem of an envelope is, in cm."""
    return float(_table()["emblem_cm"])


def envelopes(
    envelope: Envelope,
    receivers: Sequence[Receiver],
    *,
    office: OfficeFacts,
    emblem: Emblem,
    own: Path | None,
    number: str = "",
    speed: str = "",
    sender: bool = True,
) -> bytes:
    """Make the .docx of an envelope for each receiver, a page each.

    Without ``sender`` emblem, office and number are left out, for envelopes that have them printed.
    """
    values = {
        "heading": envelope.title,
        "receivers": [{"lines": list(one.lines)} for one in receivers],
        "number": number,
        "speed": speed,
        "sender": sender,
    }
    return made(f"{ENVELOPE}{envelope.code}", values, office=office, emblem=emblem, own=own)


def labels(
    receivers: Sequence[Receiver], *, office: OfficeFacts, own: Path | None, skip: int = 0
) -> bytes:
    """Make the .docx of a sheet of labels, or several; ``skip`` are used up on the first one."""
    paper = sheet()
    unused = Receiver(())
    places = [unused] * min(max(skip, 0), paper.each - 1) + list(receivers)
    places += [unused] * (-len(places) % paper.columns)
    cells = [{"lines": list(one.lines)} for one in places]
    rows = [cells[at : at + paper.columns] for at in range(0, len(cells), paper.columns)]
    values = {"heading": LABELS, "rows": rows}
    return made("labels", values, office=office, emblem=Emblem(), own=own)
