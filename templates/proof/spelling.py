"""Rules of letters and spaces: damaged Thai, mixed digits, spaces (specification 2.3, 6.4)."""

import re
from collections.abc import Iterator

from templates.proof.anatomy import prose
from templates.proof.case import Case
from templates.proof.findings import Edit, Hit
from templates.proof.sheet import Line
from thai.digits import to_thai_in_prose
from thai.text import clean

_SARA_AM = re.compile("\u0e4d[\u0e48-\u0e4c]?\u0e32")
_SARA_AE = re.compile("\u0e40\u0e40")
_UNSEEN = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\ufffd\uf700-\uf71a\uf884-\uf899]"
)
_TOKEN = re.compile(r"\S{1,400}")
_UNITS = (
    "คน|ราย|ท่าน|ฉบับ|ชุด|แผ่น|หน้า|เล่ม|เรื่อง|ครั้ง|วัน|เดือน|ปี|นาที|ชั่วโมง|แห่ง|โรงเรียน|ข้อ|กลุ่ม|บาท|น\\."
    "|มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
)
_INSIDE = re.compile(
    rf"(?:(?<=จำนวน)|(?<=ครั้งที่)|(?<=วันที่)|(?<=เวลา)|(?<=พ\.ศ\.)) {{2}}(?=[0-9๐-๙])"
    rf"|(?<=[0-9๐-๙]) {{2}}(?=(?:{_UNITS}))|(?<=[(“]) {{1,2}}| {{1,2}}(?=[)”])"
)
"""Two spaces where the sentence goes on, or a space inside brackets."""


def marks(case: Case) -> Iterator[Hit]:
    """Thai is written with the letters that it has: ำ in one, แ in one, marks in their order."""
    for line in case.sheet.lines:
        for token in _TOKEN.finditer(line.text):
            said, right = token[0], clean(token[0])
            if said == right:
                continue
            code, found, wanted = _damage(said)
            edit = Edit(line, token.start(), token.end(), right)
            yield Hit(code, found, wanted, line, token.span(), edit=edit)


def _damage(token: str) -> tuple[str, str, str]:
    if _SARA_AM.search(token):
        return "text.sara_am", "สระอำพิมพ์เป็นสองตัว (ํ + า)", "ำ ตัวเดียว"
    if _SARA_AE.search(token):
        return "text.sara_ae", "สระแอพิมพ์เป็นสระเอสองตัว", "แ ตัวเดียว"
    if _UNSEEN.search(token):
        return "text.unseen", "มีอักขระที่มองไม่เห็นหรืออักขระของแบบอักษรเก่า", "ตัวอักษรมาตรฐาน"
    return "text.marks", "สระหรือวรรณยุกต์ซ้ำหรือสลับลำดับ", "พยัญชนะ สระ แล้ววรรณยุกต์"


def digits(case: Case) -> Iterator[Hit]:
    """One kind of digits, in offices the Thai; addresses, file names and tables keep theirs."""
    lines = [line for line in case.sheet.lines if line.place == "body"]
    arabic = [(line, to_thai_in_prose(line.text)) for line in lines]
    arabic = [(line, thai) for line, thai in arabic if thai != line.text]
    if not arabic:
        return
    thai_too = any(re.search("[๐-๙]", line.text) for line in case.sheet.lines)
    if not thai_too:  # perhaps on purpose: a person decides
        wanted = "หนังสือราชการใช้เลขไทย (ยกเว้นตารางคำนวณและภาษาต่างประเทศ)"
        for edit in (_edit(line, thai) for line, thai in arabic):
            place = (edit.start, edit.end)
            yield Hit("digits.arabic", "ทั้งฉบับใช้เลขอารบิก", wanted, edit.line, place)
        return
    for line, thai in arabic:
        edit = _edit(line, thai)
        yield Hit(
            "digits.mixed", "เลขอารบิกปนเลขไทย", "เลขไทย", line, (edit.start, edit.end), edit=edit
        )


def _edit(line: Line, thai: str) -> Edit:
    """Return the change from the first to the last digit that is not Thai; lengths are the same."""
    at = [i for i, (is_, should) in enumerate(zip(line.text, thai, strict=True)) if is_ != should]
    return Edit(line, at[0], at[-1] + 1, thai[at[0] : at[-1] + 1])


def spaces(case: Case) -> Iterator[Hit]:
    """Two spaces at most, one inside a sentence; ๆ has one before it."""
    text = {line.number for line in prose(case.parts)}
    for line in case.sheet.lines:
        for found in re.finditer(r"(?<=[^\s(]) {3,}(?=[^\s)])", line.text):
            edit = Edit(line, *found.span(), "  ")
            wide = len(found[0]) > 8
            yield Hit(
                "text.spaces",
                "เว้นวรรคเกินสองเคาะ" if not wide else "จัดตำแหน่งด้วยการเคาะวรรค",
                "ไม่เกินสองเคาะ" if not wide else "ใช้แท็บหรือย่อหน้า",
                line,
                found.span(),
                edit=None if wide else edit,
            )
        for found in re.finditer(r"(?<=[ก-ฮะ-์])ๆ(?=\S|\s|$)", line.text):
            edit = Edit(line, found.start(), found.end(), " ๆ")
            yield Hit(
                "text.repeat", "ไม่เว้นวรรคหน้า ๆ", "เว้นหนึ่งเคาะหน้า ๆ", line, found.span(), edit=edit
            )
        for found in _INSIDE.finditer(line.text) if line.number in text else ():
            new = "" if re.search(r"[(“]$|^[)”]", line.text[found.start() - 1] + "|") else " "
            closing = line.text[found.end() : found.end() + 1] in (")", "”")
            edit = Edit(line, *found.span(), "" if closing else new)
            wanted = "หนึ่งเคาะในประโยค ไม่เว้นในวงเล็บ"
            yield Hit("text.inside", "เว้นวรรคเกินในประโยค", wanted, line, found.span(), edit=edit)


def times(case: Case) -> Iterator[Hit]:
    """A time of day is hours, a point, minutes, น."""
    for line in case.sheet.lines:
        for found in re.finditer(
            r"(?<![0-9๐-๙:])([0-9๐-๙]{1,2}):([0-9๐-๙]{2})(?=\s*(?:น\.|-|–))", line.text
        ):
            edit = Edit(line, found.start(2) - 1, found.start(2), ".")
            yield Hit(
                "text.time", f"“{found[0]}”", "คั่นด้วยจุด เช่น ๐๙.๓๐ น.", line, found.span(), edit=edit
            )
