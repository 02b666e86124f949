"""The subject of a Thai official letter, read from the text of its head."""

import re
from itertools import islice

from archive.passages import Text

HEAD_LINES = 30  # lines in which the head of a letter or memo ends, speed and address included
MOST_LINES = 3  # of a subject that a PDF breaks
_HEAD = re.compile(r"(ที่\s|ส่วนราชการ)")
_SUBJECT = re.compile(r"เรื่อง[\s.]+(?=\S)")
_AFTER = re.compile(r"(กราบ)?เรียน\s|อ้างถึง|สิ่งที่ส่งมาด้วย|นมัสการ|ผ่าน\s")
_LEADER = re.compile(r"\s*\.{3,}$")  # the dots to the margin, as a PDF has them


def subject_of(text: Text) -> str:
    """Return what stands behind เรื่อง below ที่ or ส่วนราชการ; "" where the text has no such head.

    In a PDF a long subject goes on in the lines below it, up to the next part of the head.
    """
    passage = next(iter(text.passages), None)
    if passage is None:
        return ""
    lines = [
        _LEADER.sub("", line.strip()) for line in islice(passage.text.splitlines(), HEAD_LINES)
    ]
    headed = next((n for n, line in enumerate(lines) if _HEAD.match(line)), len(lines))
    for n in range(headed + 1, len(lines)):
        if found := _SUBJECT.match(lines[n]):
            first = lines[n][found.end() :]
            return "".join([first, *_continued(lines[n + 1 :])]) if passage.page else first
    return ""


def _continued(lines: list[str]) -> list[str]:
    """Return the lines that go on with a subject: those before the next part, if it is near."""
    for n, line in enumerate(lines[:MOST_LINES]):
        if _AFTER.match(line) or not line:
            return lines[:n]
    return []
