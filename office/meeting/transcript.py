"""A transcript that another program made of a recording, laid beside it: .txt, .srt or .vtt.

It is a stranger's text: nothing in it is obeyed, tags fall out, and what is no cue is a line.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from office.meeting.recording_errors import TranscriptRefused
from thai.text import clean

MOST_BYTES = 5 * 2**20
MOST_CUES = 20_000
MOST_LETTERS = 2_000  # of one cue
LONGEST = 24 * 3600  # seconds
KINDS = (".txt", ".srt", ".vtt")
_AT = r"(?:(\d{1,3}):)?(\d{1,2}):([0-5]?\d)(?:[.,]\d{1,3})?"
_SPAN = re.compile(rf"\s*{_AT}\s*-->\s*{_AT}")
_MARK = re.compile(rf"\s*[\[(]?{_AT}[\])]?\s+(?=\S)")
_TAG = re.compile(r"<[^<>]{0,200}>|\{\\[^{}]{0,200}\}")
_SKIPPED = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)\b")


@dataclass(frozen=True)
class Cue:
    """A piece of a transcript; ``at`` is its second in the recording, None where none is told."""

    text: str
    at: int | None = None


def read(name: str, data: bytes) -> tuple[Cue, ...]:
    """Read a transcript; raises TranscriptRefused."""
    kind = PurePath(name).suffix.lower()
    if kind not in KINDS:
        raise TranscriptRefused(why="รับเฉพาะไฟล์ .txt .srt และ .vtt")
    if len(data) > MOST_BYTES:
        raise TranscriptRefused(why="ไฟล์ใหญ่เกิน ๕ ล้านไบต์")
    text = _decoded(data)
    cues = tuple(_of_lines(text) if kind == ".txt" else _of_blocks(text))
    if not cues:
        raise TranscriptRefused(why="ไม่มีข้อความในไฟล์")
    if len(cues) > MOST_CUES:
        raise TranscriptRefused(why="มีข้อความมากเกิน ๒๐,๐๐๐ ช่วง")
    return cues


def _decoded(data: bytes) -> str:
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TranscriptRefused(why="ไม่ใช่ไฟล์ข้อความ")
    codes = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp874")
    for code in codes:
        try:
            return data.decode(code)
        except UnicodeDecodeError:
            continue
    raise TranscriptRefused(why="อ่านรหัสอักษรไม่ได้ โปรดบันทึกเป็น UTF-8")


def _of_lines(text: str) -> Iterator[Cue]:
    """Read plain lines; one may begin with its time, as in [0:12:05] or 12:05."""
    for line in text.splitlines():
        found = _MARK.match(line)
        yield from _cue([line[found.end() :] if found else line], found)


def _of_blocks(text: str) -> Iterator[Cue]:
    """Read cues of .srt and .vtt: a line of two times, text until an empty line."""
    lines, span = list[str](), None
    skipped = False
    for line in [*text.splitlines(), ""]:
        if found := _SPAN.match(line):
            lines, span, skipped = [], found, False
        elif not line.strip():
            yield from _cue(lines, span) if span else ()
            lines, span, skipped = [], None, False
        elif _SKIPPED.match(line) and span is None:
            skipped = True
        elif span and not skipped:
            lines.append(line)


def _cue(lines: Iterable[str], found: re.Match[str] | None) -> Iterator[Cue]:
    text = " ".join(clean(_TAG.sub("", " ".join(lines))).split())[:MOST_LETTERS]
    if text:
        yield Cue(text, _second(found) if found else None)


def _second(found: re.Match[str]) -> int:
    hours, minutes, seconds = found[1], found[2], found[3]
    return min(int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds), LONGEST)
