"""The parts of an official document, found by what stands in them (specification 1.1 to 1.7)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from templates.proof.kinds import OPENING
from templates.proof.sheet import Line, Sheet
from thai.dates import MONTHS, parse_date
from thai.digits import to_arabic
from thai.errors import NameNotUnderstood, Refused
from thai.names import PersonName, parse_name

_MONTH = "|".join(MONTHS)
DATE = re.compile(rf"([0-9๐-๙]{{1,2}})\s*(?:เดือน\s*)?({_MONTH})\s*(?:พ\.\s?ศ\.\s*)?([0-9๐-๙]{{4}})")
CLOSING = re.compile(r"\s*(ขอแสดงความนับถือ\S*|ขอนมัสการด้วย\S*|ควรมิควร\S*)\s*$")
NAME = re.compile(r"\s*(?:ลงชื่อ|\(ลงชื่อ\))?[\s.…_]*\(\s*([^()]{1,80}?)\s*\)\s*$")
LISTED = re.compile(
    r"\s*(?:\(?[0-9๐-๙]{1,3}[.)]|[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})+|[-–•*]|ข้อ\s*[0-9๐-๙]|\([ก-ฮ]\))"
)
_ACT = re.compile(r"\s*(สั่ง|ประกาศ|ให้ไว้|แถลง)\s+ณ\s+วันที่")
_OPENERS = re.compile("\\s*(?:ด้วย|เนื่อง|ตามที่|ตามหนังสือ|ตามคำสั่ง|ในการนี้|จึง|ทั้งนี้|เพื่อให้|อาศัย|โดยที่)")
LONG = 70
"""Letters of a paragraph that is surely text and no head line."""


@dataclass(frozen=True)
class Anatomy:
    """Where the parts of a document stand; None and () where it has them not."""

    number: Line | None
    dated: tuple[Line, date] | None
    subject: Line | None
    opening: Line | None
    references: Line | None
    enclosures: tuple[Line, ...]
    body: tuple[Line, ...]
    closing: Line | None
    act: Line | None
    names: tuple[tuple[Line, PersonName], ...]

    @property
    def text(self) -> str:
        """The text between the head and the signature."""
        return "\n".join(line.text for line in self.body)


def headed(lines: Sequence[Line], word: str) -> Line | None:
    """Return the first line that begins with a head word set off by white space."""
    pattern = re.compile(rf"\s*{word}(?=\s|$)")
    return next((line for line in lines if pattern.match(line.text)), None)


def labelled(text: str, word: str) -> str:
    """Return what stands after a head word."""
    return re.sub(rf"^\s*{word}\s*", "", text).strip()


def anatomy(sheet: Sheet, kind: str) -> Anatomy:
    """Find the parts of a document of a kind."""
    lines = [line for line in sheet.lines if line.place != "box"]
    closing = next((line for line in lines if CLOSING.match(line.text)), None)
    act = next((line for line in lines if _ACT.match(line.text)), None)
    names = tuple(_names(sheet.lines))
    end = next((i for i, one in enumerate(lines) if one in (closing, act)), len(lines))
    head = [line for line in lines[:end] if line.place == "body" or line.number < 40][:40]
    opening = next((line for line in head if OPENING.match(line.text)), None)
    references = headed(head, "อ้างถึง")
    enclosures = tuple(_enclosures(head))
    begins = _begin(lines, kind, [opening, references, *enclosures, headed(head, "ผ่าน")])
    ends = _end(lines, begins, kind, end, [line for line, _ in names])
    return Anatomy(
        number=_number(lines, head),
        dated=_dated(lines[:begins], act, kind),
        subject=headed(head, "เรื่อง"),
        opening=opening,
        references=references,
        enclosures=enclosures,
        body=tuple(lines[begins:ends]),
        closing=closing,
        act=act,
        names=names,
    )


def _names(lines: Sequence[Line]) -> Iterator[tuple[Line, PersonName]]:
    for line in lines:
        found = NAME.match(line.text)
        if found is None:
            continue
        try:
            name = parse_name(found[1])
        except NameNotUnderstood:
            continue
        if name.prefix and name.last:
            yield line, name


def _enclosures(head: Sequence[Line]) -> Iterator[Line]:
    """Yield the line สิ่งที่ส่งมาด้วย and the numbered ones that continue it."""
    inside = False
    for line in head:
        if re.match(r"\s*สิ่งที่ส่งมาด้วย", line.text):
            inside = True
            yield line
        elif inside and (LISTED.match(line.text) or line.layout.listed):
            yield line
        elif inside and line.words:
            return


def _begin(lines: Sequence[Line], kind: str, heads: Sequence[Line | None]) -> int:
    """Return where the text begins: below the last head line."""
    last = max((lines.index(one) for one in heads if one is not None), default=-1)
    if last < 0:
        words = {"minutes": "เริ่มประชุม|เปิดประชุม", "stamped": r"ถึง\s"}.get(kind, r"เรื่อง\s")
        found = (i for i, one in enumerate(lines[:200]) if re.match(rf"\s*(?:{words})", one.text))
        last = next(found, -1)
    return last + 1


def _end(lines: Sequence[Line], begin: int, kind: str, end: int, names: Sequence[Line]) -> int:
    if kind == "minutes":
        closes = (i for i, one in enumerate(lines) if re.match(r"\s*(เลิก|ปิด)ประชุม", one.text))
        end = next((i for i in closes if i > begin), end)
    signed = next((i for i, one in enumerate(lines) if i >= begin and one in names), len(lines))
    return max(begin, min(end, signed))


def _number(lines: Sequence[Line], head: Sequence[Line]) -> Line | None:
    """Return the line of the number; where a table's cell has but the label, the next cell."""
    label = next((one for one in head if re.match(r"\s*(?:เลข)?ที่(?=\s|$)", one.text)), None)
    if label is None or label.words not in ("ที่", "เลขที่"):
        return label
    return _beside(lines, label)


def _beside(lines: Sequence[Line], label: Line) -> Line:
    """Return the cell after a label that stands alone in its own; else the label's line."""
    after = lines.index(label) + 1
    return lines[after] if label.place == "table" and after < len(lines) else label


def _dated(head: Sequence[Line], act: Line | None, kind: str) -> tuple[Line, date] | None:
    """Return the line of the document's own date, and the day."""
    if act is not None:
        return _day(act)
    for line in head:
        said = to_arabic(line.words)
        if said == "วันที่" and (found := _day(_beside(head, line))):
            return found
        own = re.search(r"วันที่\s", said) if kind == "memo" else DATE.fullmatch(said.strip())
        meeting = kind == "minutes" and re.match("(?:เมื่อ)?วัน", said)
        dated = re.match(r"(?:วันที่\s+)?[0-9]{1,2}\s", said) and kind in ("external", "certificate")
        if (own or meeting or dated) and (found := _day(line)):
            return found
    return None


def _day(line: Line) -> tuple[Line, date] | None:
    for found in DATE.finditer(line.text):
        try:
            return line, parse_date(" ".join(found.groups()))
        except Refused:
            continue
    return None


def prose(parts: Anatomy) -> Iterator[Line]:
    """Yield the paragraphs of the text proper: no headings, no lists, no tables."""
    for line in parts.body:
        if line.place != "body" or not line.words or line.layout.align in ("center", "right"):
            continue
        if LISTED.match(line.text) or line.layout.listed or is_heading(line):
            continue
        if len(line.words) >= LONG or _OPENERS.match(line.text):
            yield line


def is_heading(line: Line) -> bool:
    """Tell whether a line heads what follows: by its outline level, or bold as a whole."""
    bold = [face.bold for face, _, _ in line.faces]
    return line.layout.heading or (bool(bold) and all(bold))
