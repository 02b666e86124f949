"""Thai and Arabic digits."""

import re
from typing import Literal

Digits = Literal["thai", "arabic"]
"""In which digits a figure is printed."""

_PAIRS = tuple(zip("0123456789", "๐๑๒๓๔๕๖๗๘๙", strict=True))

# A figure after a foreign word counts things, and is not part of the foreign name, when one of
# these follows it: "ระบบ AMSS++ 12 โรงเรียน" against "Windows 11". A figure with a point is a
# version, "KRS 2.0", unless it measures.
_MEASURED = "น\\.|บาท|ล้าน|คะแนน|ชั่วโมง|เมตร|กิโลเมตร|กิโลกรัม"
_COUNTED = (
    "คน|ราย|ท่าน|ตัว|เครื่อง|ฉบับ|ชุด|แผ่น|หน้า|เล่ม|เรื่อง|ครั้ง(?!ที่)|วัน(?!ที่)|สัปดาห์|เดือน|ปี|นาที"
    "|แห่ง|โรง|ห้อง|ข้อ|กลุ่ม|หน่วย|ระบบ|รุ่น|ประเภท|ด้าน|โครงการ|หลักสูตร|ช่อง|ไฟล์|รีม|กล่อง|ตำแหน่ง|จังหวัด"
    "|มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
    "|ม\\.ค\\.|ก\\.พ\\.|มี\\.ค\\.|เม\\.ย\\.|พ\\.ค\\.|มิ\\.ย\\.|ก\\.ค\\.|ส\\.ค\\.|ก\\.ย\\.|ต\\.ค\\.|พ\\.ย\\.|ธ\\.ค\\."
)
_FILE = "docx?|xlsx?|pptx?|pdf|od[tsp]|rtf|csv|txt|jpe?g|png|gif|zip|rar|mp[34]"
_FOREIGN = re.compile(
    rf"""
      (?:[a-z][a-z0-9+.-]*://|www\.)[^\s<>"]+               # an address of the web
    | (?<![a-z0-9._%+-])[a-z0-9._%+-]+@[a-z0-9.-]+          # of a mailbox
    | (?<![a-z0-9.-])                                       # host and path, typed bare
      [a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{{2,}}/[^\s<>"]*
    | (?<![^\s<>"()])[^\s<>"()]+\.(?:{_FILE})(?![a-z0-9])   # a file name
    | (?<![a-z0-9])(?=[a-z0-9][0-9._/:&+\#-]*[a-z]|[a-z])   # A4, COVID-19, 5G, ISO9001:2015
      [a-z0-9]+(?:[._/:&+\#-]+[a-z0-9]+)*\+*
      (?<![^a-z]x)(?:                                       # KRS 2.0, Meeting ID: 812 3456
        :?[ ](?:[0-9]++(?:\.[0-9]++)++(?![0-9,]|[ ]?(?:{_MEASURED}))
               |[0-9]++(?:[ ,/:-][0-9]++)*+(?![0-9]|\.[0-9]|[ ]?(?:{_MEASURED}|{_COUNTED})))
      )?
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)

_MAY_BE_FOREIGN = re.compile(r"[A-Za-z@]")
"""What every foreign word has; most Thai sentences have none of it."""


def to_thai(text: str) -> str:
    """Every Arabic digit becomes a Thai one."""
    for arabic, thai in _PAIRS:
        text = text.replace(arabic, thai)
    return text


def to_arabic(text: str) -> str:
    """Every Thai digit becomes an Arabic one, position by position.

    Ten replacements: on long texts some fifty times as fast as `str.translate`.
    """
    for arabic, thai in _PAIRS:
        text = text.replace(thai, arabic)
    return text


def in_digits(text: str, digits: Digits) -> str:
    """The text with its Arabic digits as they are, or as Thai ones."""
    return to_thai(text) if digits == "thai" else text


def to_thai_in_prose(text: str) -> str:
    """Thai digits as an official document prints them.

    Web and e-mail addresses, file names and figures that belong to a foreign word (A4, KRS 2.0,
    COVID-19) keep theirs: in Thai digits they would be wrong or useless.
    """
    if not _MAY_BE_FOREIGN.search(text):
        return to_thai(text)
    pieces, at = [], 0
    for foreign in _FOREIGN.finditer(text):
        pieces += [to_thai(text[at : foreign.start()]), foreign.group()]
        at = foreign.end()
    return "".join([*pieces, to_thai(text[at:])])
