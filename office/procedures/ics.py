"""Days as a calendar that other programs read (RFC 5545)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LONGEST = 75
"""Octets of a line without its end (RFC 5545, 3.1)."""


@dataclass(frozen=True)
class Day:
    """Something of a day; ``uid`` stays the same however day and words change."""

    uid: str
    on: date
    title: str
    note: str
    link: str


def written(name: str, days: Iterable[Day], at: datetime) -> bytes:
    """Write a calendar of whole days as of a moment."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Saraban//TH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{text_of(name)}",
    ]
    for day in days:
        lines.extend(_event(day, at))
    lines.append("END:VCALENDAR")
    return laid_out(lines)


def laid_out(lines: Iterable[str]) -> bytes:
    """Return content lines as a file: folded, each ended as the standard says."""
    return b"".join(piece + b"\r\n" for line in lines for piece in _folded(line))


def moment(at: datetime) -> str:
    """Spell a moment in UTC."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def text_of(text: str) -> str:
    """Spell a text."""
    for plain in ("\\", ";", ","):
        text = text.replace(plain, f"\\{plain}")
    return "\\n".join(text.splitlines())


def _event(day: Day, at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{day.uid}"
    yield f"DTSTAMP:{moment(at)}"
    yield f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day.on + timedelta(1):%Y%m%d}"
    yield f"SUMMARY:{text_of(day.title)}"
    if day.note:
        yield f"DESCRIPTION:{text_of(day.note)}"
    yield f"URL:{day.link}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _folded(line: str) -> Iterator[bytes]:
    """Cut a line into pieces of at most 75 octets, never inside a letter."""
    piece = b""
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > LONGEST:
            yield piece
            piece = b" "
        piece += octets
    yield piece
