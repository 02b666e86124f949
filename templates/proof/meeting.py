"""Rules of minutes: the prescribed words, the order of the heads, nobody forgotten (spec. 1.7)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from templates.proof.case import Case
from templates.proof.findings import Edit, Hit
from templates.proof.sheet import Line

_AT_HEADS = (
    (r"บันทึกการประชุม", "รายงานการประชุม"),
    (r"(?<!เมื่อ)วัน(?=\S*ที่\s*[0-9๐-๙])", "เมื่อวัน"),
    (r"ผู้เข้าประชุม(?=\s*$)", "ผู้มาประชุม"),
    (r"ผู้ที่?ไม่เข้า(?:ร่วม)?ประชุม(?=\s*$)", "ผู้ไม่มาประชุม"),
    (r"เปิดประชุม(?:เมื่อ)?เวลา", "เริ่มประชุมเวลา"),
    (r"ปิดประชุม(?:เมื่อ)?เวลา", "เลิกประชุมเวลา"),
    (r"ผู้บันทึก(?:รายงาน)?การประชุม", "ผู้จดรายงานการประชุม"),
    (r"(?<!ระเบียบ)วาระการประชุม", "ระเบียบวาระการประชุม"),
)
"""Words that minutes do not begin a head with, and the prescribed ones."""
_HEADS = (
    "รายงานการประชุม", "ครั้งที่", "เมื่อ", "ณ", "ผู้มาประชุม", "ผู้ไม่มาประชุม",
    "ผู้เข้าร่วมประชุม", "เริ่มประชุมเวลา", "เลิกประชุมเวลา", "ผู้จดรายงานการประชุม",
)  # fmt: skip
_OPTIONAL = {"ผู้ไม่มาประชุม", "ผู้เข้าร่วมประชุม"}
_SHORT = 60


def words(case: Case) -> Iterator[Hit]:
    """The heads of minutes and agenda are the prescribed words."""
    if case.kind not in ("minutes", "agenda"):
        return
    for line in case.sheet.lines:
        for wrong, right in _AT_HEADS:
            found = re.match(rf"\s*\(?({wrong})", line.text)
            if found is None or len(line.words) > 3 * _SHORT or not _is_head(case, line, right):
                continue
            start, end = found.span(1)
            said = line.text[start:end]
            edit = Edit(line, start, end, right)
            yield Hit("minutes.words", f"“{said}”", f"“{right}”", line, (start, end), edit=edit)


def _is_head(case: Case, line: Line, right: str) -> bool:
    if right == "เมื่อวัน":
        return case.kind == "minutes" and line.number <= 8
    if right == "รายงานการประชุม":
        return case.kind == "minutes" and line.number <= 4
    return True


def order(case: Case) -> Iterator[Hit]:
    """The heads of minutes are there, in their order."""
    if case.kind != "minutes":
        return
    at: list[tuple[int, str, Line]] = []
    for place, head in enumerate(_HEADS):
        line = _line_of(case, head)
        if line is not None:
            at.append((place, head, line))
        elif head not in _OPTIONAL and not _said_wrong(case, head):
            yield Hit("minutes.heads", f"ไม่มี “{head}”", "หัวข้อตามแบบรายงานการประชุม", part="เอกสาร")
    for (_, before, one), (_, head, line) in pairwise(at):
        if line.number < one.number:
            yield Hit("minutes.order", f"“{head}” อยู่ก่อน “{before}”", "เรียงหัวข้อตามแบบ", line)


def _line_of(case: Case, head: str) -> Line | None:
    if head == "ณ":
        places = (one for one in case.sheet.lines[:12] if re.match(r"\s*ณ\s", one.text))
        inside = (one for one in case.sheet.lines[:12] if re.search(r"\sณ\s", one.text))
        return next(places, None) or next(inside, None)
    lines = case.sheet.lines[:12] if head in _HEADS[:3] else case.sheet.lines
    return next((one for one in lines if re.match(rf"\s*\(?{head}", one.text)), None)


def _said_wrong(case: Case, head: str) -> bool:
    """Tell whether the head is there in other words, which is told already."""
    wrong = [
        pattern for pattern, right in _AT_HEADS if head.startswith(right) or right.startswith(head)
    ]
    return any(
        re.match(rf"\s*\(?(?:{one})", line.text) for one in wrong for line in case.sheet.lines
    )


def unlisted(case: Case) -> Iterator[Hit]:
    """Heads of groups stand among those who came or those who did not, where most of them do."""
    if case.kind != "minutes" or not case.known.heads:
        return
    begin = next((i for i, one in enumerate(case.sheet.lines) if "ผู้มาประชุม" in one.text), 0)
    listed = "".join("".join(one.text.split()) for one in case.sheet.lines[begin : _started(case)])
    there = [one for one in case.known.heads if "".join(one.plain.split()) in listed]
    if 2 * len(there) <= len(case.known.heads):
        return
    head = _line_of(case, "ผู้มาประชุม")
    for one in case.known.heads:
        if one not in there:
            said = f"ไม่มีชื่อ {one.plain} ทั้งในผู้มาประชุมและผู้ไม่มาประชุม"
            yield Hit("minutes.unlisted", said, "ตรวจรายชื่อผู้มาและผู้ไม่มาประชุมให้ครบ", head)


def _started(case: Case) -> int:
    line = _line_of(case, "เริ่มประชุมเวลา")
    return len(case.sheet.lines) if line is None else line.number
