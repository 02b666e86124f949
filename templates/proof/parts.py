"""Rules of the parts: what a kind of document cannot be without, and how it is dated and signed."""

import re
from collections.abc import Iterator

from templates.proof.anatomy import DATE, headed
from templates.proof.case import Case
from templates.proof.findings import Hit
from templates.proof.kinds import OTHER
from templates.proof.sheet import Line

_ACTING = ("รักษาราชการแทน", "ปฏิบัติราชการแทน", "รักษาการในตำแหน่ง", "รักษาการแทน", "ปฏิบัติหน้าที่แทน")
_NEEDED = {
    "external": ("ที่", "เรื่อง", "opening", "dated", "closing", "name"),
    "memo": ("ส่วนราชการ", "ที่", "วันที่", "เรื่อง", "opening", "name"),
    "order": ("ที่", "เรื่อง", "act", "name"),
    "announcement": ("เรื่อง", "act", "name"),
    "stamped": ("ที่", "ถึง"),
    "certificate": ("act", "name"),
    "minutes": ("ครั้งที่", "name"),
    "agenda": ("ครั้งที่",),
}
"""What a kind of document cannot be without: a head word, or a part by its name here."""
_DOTS = re.compile("…{3,}")
"""What a draft prints for an answer that is still to come."""
_DAY = 40
"""Letters that a line of nothing but the day does not reach."""
_SAID = {
    "opening": "คำขึ้นต้น (เรียน …)",
    "dated": "วัน เดือน ปี",
    "closing": "คำลงท้าย",
    "act": "บรรทัด “… ณ วันที่ …”",
    "name": "ชื่อเต็มของผู้ลงชื่อในวงเล็บ",
}


def missing(case: Case) -> Iterator[Hit]:
    """Every part that this kind of document must have is there."""
    lines = case.sheet.lines[:200]
    for part in _NEEDED.get(case.kind, ()):
        if part in _SAID:
            there = case.parts.names if part == "name" else getattr(case.parts, part)
            there = there or (part == "name" and _blank_name(case))
            there = there or (part == "dated" and _blank_day(lines))
        else:
            there = headed(lines, part) or any(part in line.text.split() for line in lines[:20])
        if not there:
            yield Hit(
                "parts.missing", f"ไม่พบ{_SAID.get(part, f' “{part}”')}", "ต้องมีส่วนนี้", part="เอกสาร"
            )
    for line, _ in case.parts.names[:1]:
        after = [one for one in case.sheet.lines[line.number :] if one.words][:1]
        if case.kind in ("external", "memo", "order", "announcement") and not after:
            yield Hit("parts.missing", "ไม่มีตำแหน่งใต้ชื่อ", "ตำแหน่งของผู้ลงชื่อ", line)


def unfilled(case: Case) -> Iterator[Hit]:
    """Nothing is left to be filled in, where a draft shows dots."""
    for line in case.sheet.lines:
        found = _DOTS.search(line.text)
        if case.kind != OTHER and found is not None and "ลงชื่อ" not in line.text:
            yield Hit("parts.unfilled", "ยังมี ………", "กรอกให้ครบก่อนออกหนังสือ", line, found.span())


def _blank_name(case: Case) -> bool:
    """Tell whether a name is still to be written in parentheses."""
    lines = (line.words for line in case.sheet.lines)
    return any(re.fullmatch(r"\([.…_\s]+\)", words) for words in lines)


def _blank_day(lines: tuple[Line, ...]) -> bool:
    """Tell whether a day is there that cannot be read, or is left open for whoever signs."""
    head = lines[:15]
    return any(DATE.search(one.words) and len(one.words) < _DAY for one in head) or any(
        re.fullmatch(r"[.…_\s]*(?:[ก-ฮ]\S+\s+[0-9๐-๙]{4}|[.…_]{3,})", one.words)
        for one in lines[:15]
    )


def day_line(case: Case) -> Iterator[Hit]:
    """A letter's date is day, month, year: no word วันที่, no พ.ศ.; an act's has พ.ศ."""
    if case.parts.dated is None:
        return
    line = case.parts.dated[0]
    said = line.words
    if case.kind == "external" and re.match(r"วันที่|.*พ\.\s?ศ\.", said):
        bare = re.sub(r"วันที่\s*|พ\.\s?ศ\.\s*", "", said)
        yield Hit("words.date", f"“{said}”", f"“{bare}”", line)
    if line is case.parts.act and not re.search(r"พ\.\s?ศ\.|พุทธศักราช", said):
        yield Hit("words.date", f"“{said}”", "… เดือน พ.ศ. ปี", line)


def acting(case: Case) -> Iterator[Hit]:
    """Who signs for another names the order that lets them, for whoever checks."""
    for line in case.sheet.lines:
        word = next((one for one in _ACTING if line.words.startswith(one)), None)
        below = "\n".join(one.text for one in case.sheet.lines[line.number - 1 : line.number + 4])
        if word is not None and not re.search(r"คำสั่ง.{0,80}ที่\s*[0-9๐-๙]+/", below):
            wanted = "ตรวจว่ามีคำสั่งให้ทำการแทนที่ยังมีผล และบันทึกเลขที่คำสั่งไว้กับเรื่อง"
            yield Hit("sign.acting", f"ลงชื่อ{word} โดยไม่ระบุคำสั่ง", wanted, line)
