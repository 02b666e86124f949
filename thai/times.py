"""Times of day: 24 hours, a point, two digits, น."""

import re
from datetime import time

from thai.digits import Digits, in_digits, to_arabic
from thai.errors import TimeNotUnderstood
from thai.text import clean

_TYPED = re.compile(
    r"(?:เวลา\s*)?(?:([01]?\d|2[0-3])\s*[.:]\s*([0-5]\d)|([01]\d|2[0-3])([0-5]\d))\s*(?:น\.?|นาฬิกา)?"
)


def parse_time(text: str) -> time:
    """A time as clerks type it: 09.30 น., 9:30, ๐๙.๓๐, 0930. Raises TimeNotUnderstood."""
    found = _TYPED.fullmatch(to_arabic(clean(text)))
    if found is None:
        raise TimeNotUnderstood(text=text)
    return time(int(found[1] or found[3]), int(found[2] or found[4]))


def format_time(at: time, digits: Digits = "thai") -> str:
    """๐๙.๓๐ น."""
    return f"{_figures(at, digits)} น."


def format_range(start: time, end: time, digits: Digits = "thai") -> str:
    """๐๙.๐๐ – ๑๒.๐๐ น."""
    return f"{_figures(start, digits)} – {format_time(end, digits)}"


def _figures(at: time, digits: Digits) -> str:
    return in_digits(f"{at.hour:02}.{at.minute:02}", digits)
