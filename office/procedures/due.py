"""When something is due: ``meeting_date - 5wd`` and the like."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from thai.workdays import WorkingDays, months_later

_DUE = re.compile(
    r"\s*([a-z][a-z0-9_]*)\s*(?:\|\s*([a-z][a-z0-9_]*)\s*)?(?:([+-])\s*(\d{1,4})\s*(wd|d|m))?\s*"
)
_UNITS = {"wd": "วันทำการ", "d": "วัน", "m": "เดือน"}


@dataclass(frozen=True)
class Due:
    """So many working days (``wd``), days (``d``) or months (``m``) from an anchor day.

    Where two anchors are named, the earlier of those that are known counts.
    """

    anchor: str
    amount: int = 0
    unit: str = "d"
    other: str = ""

    @property
    def anchors(self) -> tuple[str, ...]:
        """The one or two anchors."""
        return (self.anchor, self.other) if self.other else (self.anchor,)

    @classmethod
    def read(cls, text: str) -> "Due":
        """Read ``anchor``, ``anchor - 5wd``, ``one | other + 3m``; raises ValueError."""
        found = _DUE.fullmatch(text)
        if found is None:
            raise ValueError(text)
        anchor, other, sign, amount, unit = found.groups()
        return cls(anchor, int(f"{sign}{amount}") if amount else 0, unit or "d", other or "")

    def on(self, anchors: Mapping[str, date], days: WorkingDays) -> date | None:
        """Return the day, or None while no anchor is known.

        Days and months that end on a free day end on the next working day, as terms do by law;
        an anchor itself is kept as it is.
        """
        start = min((anchors[each] for each in self.anchors if each in anchors), default=None)
        if start is None or not self.amount:
            return start
        if self.unit == "wd":
            return days.shifted(start, self.amount)
        if self.unit == "m":
            return days.on_or_after(months_later(start, self.amount))
        return days.on_or_after(start + timedelta(self.amount))

    def told(self, label: str) -> str:
        """Say in Thai what it means, ``label`` being the anchor's: "ก่อนวันประชุม 5 วันทำการ"."""
        if not self.amount:
            return label
        where = "หลัง" if self.amount > 0 else "ก่อน"
        return f"{where}{label} {abs(self.amount)} {_UNITS[self.unit]}"
