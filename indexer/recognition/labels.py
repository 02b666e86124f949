"""The words by which the parts of a letter are known, as print and scans spell them.

A scan loses marks above letters and takes one for another, so a label is looked for by its
consonants, with any mark or none where one belongs.
"""

import re
from functools import cache

_ABOVE = "\u0e31\u0e34-\u0e37\u0e47-\u0e4d"
_MARKED = re.compile(f"[{_ABOVE}]+")
_SPELLED = {"◌": f"[{_ABOVE}]{{0,2}}", "ำ": "[\u0e33\u0e4d\u0e32]{1,2}"}
_LABEL_END = r"[\s:.…]*"


@cache
def loosely(label: str) -> str:
    """Return a pattern for a label whatever became of its marks, ํา and ำ alike."""
    found = "".join(_SPELLED.get(letter, re.escape(letter)) for letter in _MARKED.sub("◌", label))
    return found.replace(r"\ ", r"\s*")


def begins(*labels: str, then: str = "") -> re.Pattern[str]:
    """Return a pattern for lines that begin with a label, what follows as ``rest``.

    ``then`` is a pattern that what follows must begin with.
    """
    known = "|".join(map(loosely, labels))
    return re.compile(rf"\s*(?P<label>{known}){_LABEL_END}{then}(?P<rest>.*)")


LETTER = r"[ก-ฮ][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*"
"""A letter of a code, with a mark that a scan saw where none stands: ศีจ for ศธ."""
_CODED = rf"(?=(?:(?:{LETTER}|[A-Z]){{1,4}}[.\s]*){{0,2}}(?:\([^)]*\)|พิเศษ)?\s*[\d/]|\s*\Z)"
_WHOLE_CODE = rf"(?:{LETTER}){{2}}\s*\d[\d.\s]{{2,9}}/"
NUMBER = re.compile(
    rf"\s*(?P<label>{loosely('ที่')}|{loosely('เลขที่')}|\S{{1,2}}(?=\s+{_WHOLE_CODE})){_LABEL_END}"
    rf"{_CODED}(?P<rest>.*)"
)
"""The label of the number; whatever two signs a scan made of it, where a whole code follows."""
DATE = begins("วันที่", then=r"(?=\d|\s*\Z)")
SUBJECT = begins("เรื่อง", then=r"(?!เ[ดต]ิ?ม\s*\Z)")  # เรื่องเดิม is a heading of memos
GREETING = begins("กราบเรียน", "เรียน", "นมัสการ", "กราบทูล", "ขอประทานกราบทูล", "ทูล")
ADDRESSEE = begins("ถึง")
REFERENCES = begins("อ้างถึง", "อ้างอิง")
ENCLOSURES = begins("สิ่งที่ส่งมาด้วย", "สิ่งที่แนบมาด้วย", "เอกสารแนบ")
UNIT = begins("ส่วนราชการ", "หน่วยงาน")
MEMO = re.compile(rf"\s*{loosely('บันทึกข้อความ')}")
ORDER = re.compile(rf"\s*(?P<label>{loosely('คำสั่ง')})\s*(?P<rest>.*)")
NOTICE = re.compile(
    rf"\s*(?P<label>{loosely('ประกาศ')}|{loosely('แจ้งความ')})(?!\s*ณ\b)\s*(?P<rest>.*)"
)
MINUTES = re.compile(rf"\s*(?P<label>{loosely('รายงานการประชุม')})\s*(?P<rest>.*)")
MEETING = re.compile(rf"\s*{loosely('ครั้งที่')}\s*(?P<rest>.*)")
CERTIFICATE = re.compile(rf"\s*{loosely('หนังสือฉบับนี้ให้ไว้เพื่อรับรอง')}")
GIVEN = re.compile(
    rf"\s*(?:{loosely('สั่ง')}|{loosely('ประกาศ')}|{loosely('ให้ไว้')})\s*ณ\s*"
    rf"{loosely('วันที่')}\s*(?P<rest>.*)"
)
HELD = re.compile(rf"\s*{loosely('เมื่อ')}\s*(?P<rest>(?:{loosely('วัน')}).*)")
SPEED = re.compile(rf"\s*(?P<word>{loosely('ด่วนที่สุด')}|{loosely('ด่วนมาก')}|{loosely('ด่วน')})\s*")
SECRECY = re.compile(rf"\s*(?P<word>{loosely('ลับที่สุด')}|{loosely('ลับมาก')}|{loosely('ลับ')})\s*")
LABELS = (NUMBER, DATE, SUBJECT, GREETING, ADDRESSEE, REFERENCES, ENCLOSURES, UNIT)
