"""What every document says about the office that sends it."""

from dataclasses import dataclass
from typing import Literal

from templates.people import Person

OFFICIAL_FONT = "TH Sarabun New"
"""The font our templates name (spec 2.4: paginates alike in Word and LibreOffice)."""


@dataclass(frozen=True)
class OfficeFacts:
    """The office's letterhead facts; ``code`` is its letter code (ศธ ๐๔๙๙๙) without a number."""

    name: str
    name_short: str
    code: str
    address_lines: tuple[str, ...]
    phone: str
    fax: str
    email: str
    director: Person | None
    font: str = OFFICIAL_FONT
    digits: Literal["thai", "arabic"] = "thai"


@dataclass(frozen=True)
class Emblem:
    """What stands in the emblem's place: the office's picture, or the exact empty space.

    ``preprinted`` keeps the space for emblem paper; ``none`` means that the office has not given
    its emblem yet: drafts show a frame, finals leave the space (spec 2.5).
    """

    kind: Literal["picture", "preprinted", "none"] = "none"
    picture: bytes | None = None
