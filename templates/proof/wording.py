"""Rules of wording: words that go in pairs, parts that the text speaks of (spec 1.1 to 1.12)."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import yaml

from templates.proof.anatomy import CLOSING, LISTED, labelled
from templates.proof.case import Case
from templates.proof.findings import Hit
from templates.proof.kinds import OTHER
from templates.proof.sheet import Line
from templates.rules import closings
from thai.digits import to_arabic, to_thai


@cache
def _exalted() -> tuple[str, ...]:
    """Return the posts that are greeted กราบเรียน."""
    told = yaml.safe_load((files("templates") / "data" / "salutations.yaml").read_text("utf-8"))
    posts = (row["recipient"] for row in told if row["opening"] == "กราบเรียน")
    return tuple(post.strip() for row in posts for post in row.split(","))


def salutation(case: Case) -> Iterator[Hit]:
    """Salutation and closing belong together, and to the receiver."""
    opening, closing = case.parts.opening, case.parts.closing
    if case.kind == "memo" and closing is not None:
        yield Hit("words.memo_closing", f"“{closing.words}”", "บันทึกข้อความไม่มีคำลงท้าย", closing)
    if opening is None or case.kind not in ("external", "memo"):
        return
    words = opening.words
    opens = next(one for one in sorted(closings(), key=len, reverse=True) if words.startswith(one))
    receiver = labelled(words, opens)
    exalted = [post for post in _exalted() if re.match(rf"(ฯพณฯ\s*)?{post}(?!\S*สำนัก)", receiver)]
    if exalted and opens == "เรียน":
        yield Hit("words.salutation", f"เรียน {exalted[0]}", f"กราบเรียน {exalted[0]}", opening)
    if closing is None or case.kind != "external":
        return
    said = CLOSING.match(closing.text)
    if said and said[1] not in closings()[opens]:
        wanted = " หรือ ".join(f"“{one}”" for one in sorted(closings()[opens]))
        yield Hit("words.closing", f"“{opens}” … “{said[1]}”", f"“{opens}” คู่กับ {wanted}", closing)


def cause(case: Case) -> Iterator[Hit]:
    """ตามที่ … is closed by นั้น; ด้วย and เนื่องด้วย are not."""
    if case.kind in ("minutes", "agenda", OTHER):
        return
    text = [line for line in case.parts.body if line.place == "body" and line.words]
    for line in text[:2]:
        words = line.words.rstrip(" .")
        if re.match("ตาม(?:ที่|หนังสือ|คำสั่ง|บันทึก)", words) and "นั้น" not in words:
            wanted = "ภาคเหตุที่ขึ้นต้นด้วย “ตาม…” ลงท้ายด้วย “นั้น”"
            yield Hit("words.cause", f"“{words[:24]}…” ไม่มี “นั้น”", wanted, line)
        begins = re.match("(?:ด้วย|เนื่องด้วย)(?!กัน|ตนเอง|ความ|ดี)", words)
        closes = re.search(r"\sนั้น(?=\s|$)|นั้น$", words)
        if begins and closes:
            at = line.text.rindex("นั้น")
            wanted = f"ภาคเหตุที่ขึ้นต้นด้วย “{begins[0]}” ไม่มี “นั้น”"
            yield Hit("words.cause", f"“{begins[0]}…นั้น”", wanted, line, (at, at + 4))


def references(case: Case) -> Iterator[Hit]:
    """What the text calls อ้างถึง or สิ่งที่ส่งมาด้วย stands in its own part, and is spoken of."""
    parts, text = case.parts, case.parts.text
    if case.kind == "memo":
        for line in (parts.references, *parts.enclosures[:1]):
            if line is not None:
                wanted = "บันทึกข้อความเขียนอ้างถึงและสิ่งที่ส่งมาด้วยไว้ในข้อความ"
                yield Hit("words.memo_heads", f"“{line.words[:24]}”", wanted, line)
        return
    if case.kind != "external":
        return
    for line in parts.body:
        found = re.search("(?:หนังสือ|บันทึก)ที่อ้างถึง", line.text)
        if found and parts.references is None:
            said = f"ข้อความว่า “{found[0]}” แต่ไม่มีส่วนอ้างถึง"
            yield Hit("words.reference", said, "เพิ่มส่วนอ้างถึง หรือแก้ข้อความ", line, found.span())
        found = re.search("สิ่งที่ส่งมาด้วย", line.text)
        if found and not parts.enclosures:
            said = "ข้อความกล่าวถึงสิ่งที่ส่งมาด้วย แต่ไม่มีส่วนนี้"
            yield Hit("words.enclosure", said, "เพิ่มส่วนสิ่งที่ส่งมาด้วย หรือแก้ข้อความ", line, found.span())
    if parts.references is not None and "อ้างถึง" not in text and "ตามหนังสือ" not in text:
        wanted = "ข้อความกล่าวถึงหนังสือที่อ้างถึง"
        yield Hit("words.unmentioned", "ข้อความไม่ได้กล่าวถึง", wanted, parts.references)
    yield from _enclosures(case, to_arabic(text))


def _enclosures(case: Case, text: str) -> Iterator[Hit]:
    lines = case.parts.enclosures
    numbered = [line for line in lines if _is_numbered(line)]
    if lines and len(numbered) <= 1 and "สิ่งที่ส่งมาด้วย" not in text:
        said = "ข้อความไม่ได้กล่าวถึง"
        yield Hit("words.unmentioned", said, "ข้อความกล่าวถึงสิ่งที่ส่งมาด้วย", lines[0])
    for number, line in enumerate(numbered, 1) if len(numbered) > 1 else ():
        many = rf"สิ่งที่ส่งมาด้วย\s*(?:(?:ลำดับที่\s*)?[0-9]+\s*(?:,|และ|-|–|ถึง)\s*)*{number}(?![0-9])"
        if not (re.search(many, text) or _in_range(number, text)):
            said = f"ข้อความไม่ได้กล่าวถึงสิ่งที่ส่งมาด้วย {to_thai(str(number))}"
            yield Hit("words.unmentioned", said, "กล่าวถึงทุกรายการ", line)


def _is_numbered(line: Line) -> bool:
    rest = labelled(line.text, "สิ่งที่ส่งมาด้วย")
    return line.layout.listed or LISTED.match(rest) is not None


def _in_range(number: int, text: str) -> bool:
    spans = re.findall(r"สิ่งที่ส่งมาด้วย\s*([0-9]{1,2})\s*(?:-|–|ถึง)\s*([0-9]{1,2})", text)
    return any(int(first) <= number <= int(last) for first, last in spans)


def sending(case: Case) -> Iterator[Hit]:
    """What goes out is sent (ส่ง); what stays inside is attached (แนบ)."""
    if case.kind != "external":
        return
    for line in case.parts.body:
        for found in re.finditer("แนบมาพร้อม|ที่แนบมา|ดังแนบ", line.text):
            yield Hit(
                "words.sent", f"“{found[0]}”", "หนังสือภายนอกใช้ “ส่งมาพร้อม…”", line, found.span()
            )
