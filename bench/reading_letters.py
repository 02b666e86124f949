"""Letters of offices that do not exist, laid out as different offices do, with what they say.

Each is a list of parts; ``bench/reading_makers.py`` prints them with several programs. Nothing here
is taken from a real letter.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from thai.dates import format_date
from thai.digits import to_thai

Part = tuple[Literal["pair", "centre", "axis", "label", "text", "sign", "big", "memo"], str, str]

OFFICES = (
    "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาสมมติ เขต ๒",
    "สำนักงานศึกษาธิการจังหวัดตัวอย่าง",
    "ที่ทำการปกครองจังหวัดตัวอย่าง",
    "องค์การบริหารส่วนตำบลแบบอย่าง",
    "โรงเรียนบ้านสมมติวิทยา",
    "เทศบาลเมืองสมมติ",
    "สำนักงานสาธารณสุขอำเภอตัวอย่าง",
    "สำนักงานคลังจังหวัดตัวอย่าง",
    "กรมตัวอย่างและมาตรฐาน",
    "สำนักงานคณะกรรมการการศึกษาสมมติ กระทรวงตัวอย่าง",
)
ADDRESSES = (
    ("ถนนราชดำเนินสมมติ", "จังหวัดตัวอย่าง ๙๙๐๐๐"),
    ("๙๙ หมู่ ๙ ตำบลแบบอย่าง", "อำเภอเมืองตัวอย่าง จังหวัดตัวอย่าง ๙๙๑๑๐"),
    ("ศาลากลางจังหวัดตัวอย่าง ชั้น ๓", "ถนนสมมติ ตย ๙๙๐๐๐"),
    ("เลขที่ ๑๒/๓ ซอยสมมติ ๕", "ถนนตัวอย่าง กทม. ๑๐๓๐๐"),
)
CODES = (
    "ศธ ๐๔๙๙๙",
    "ศธ ๐๒๙๙",
    "ตย ๐๐๑๘.๑",
    "สม ๕๒๐๐๑",
    "มท ๐๘๙๑.๒",
    "กค ๐๙๐๓",
    "ศธ ๐๔๙๙๙.๐๓๗",
    "อว ๐๖๔๒.๑๕",
)
RECEIVERS = (
    "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาตัวอย่าง เขต ๑",
    "ผู้อำนวยการโรงเรียนในสังกัด ทุกโรงเรียน",
    "ผู้ว่าราชการจังหวัดตัวอย่าง",
    "นายกเทศมนตรีเมืองสมมติ",
    "ประธานกลุ่มโรงเรียนแบบอย่าง",
    "ผู้อำนวยการกลุ่มทุกกลุ่ม และผู้อำนวยการหน่วยตรวจสอบภายใน",
)
SUBJECTS = (
    "ขอเชิญประชุมผู้บริหารสถานศึกษา ครั้งที่ ๓/๒๕๖๙",
    "การสำรวจข้อมูลนักเรียนที่ออกกลางคัน ปีการศึกษา ๒๕๖๙",
    "ขอความอนุเคราะห์สถานที่จัดอบรมครูผู้สอนภาษาไทย",
    "แจ้งผลการพิจารณาเลื่อนเงินเดือนข้าราชการครูและบุคลากรทางการศึกษา",
    "ขอส่งรายงานผลการดำเนินงานโครงการอาหารกลางวัน ประจำเดือนตุลาคม ๒๕๖๙",
    "มาตรการประหยัดพลังงานในสถานที่ราชการ",
    "ขอให้ตรวจสอบและปรับปรุงข้อมูลสิ่งก่อสร้างของสถานศึกษาในสังกัดผ่านระบบฐานข้อมูลกลาง "
    "ภายในวันที่กำหนด พร้อมรายงานปัญหาและอุปสรรคที่พบ",
    "การจัดสรรงบประมาณรายจ่าย งบดำเนินงาน เพื่อเป็นค่าใช้จ่ายในการบริหารจัดการของสถานศึกษาขนาดเล็กในถิ่นทุรกันดาร",
    "แต่งตั้งคณะกรรมการตรวจรับพัสดุ",
)
BODIES = (
    "ด้วยหน่วยงานกำหนดดำเนินการตามแผนปฏิบัติการประจำปี เพื่อให้การดำเนินงานเป็นไปด้วยความเรียบร้อย"
    "และบรรลุวัตถุประสงค์ที่กำหนดไว้ จึงขอให้ท่านดำเนินการตามรายละเอียดที่แจ้ง",
    "ในการนี้ ขอความร่วมมือท่านแจ้งผู้เกี่ยวข้องทราบ และส่งข้อมูลภายในวันศุกร์ที่ ๒๗ พฤศจิกายน ๒๕๖๙ "
    "หากมีข้อสงสัยโปรดติดต่อ โทร. ๐ ๐๐๐๐ ๐๐๑๒ ต่อ ๑๐๔",
    "จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป",
)
SIGNERS = (
    ("นายสมมติ  ตัวอย่างดี", "ผู้อำนวยการ"),
    ("นางสาวจำลอง  ทดสอบงาม", "รองผู้อำนวยการ รักษาราชการแทน"),
    ("ว่าที่ร้อยตรีทดลอง  ครองระเบียบ", "ปลัดองค์การบริหารส่วนตำบล"),
    ("นางประดิษฐ์  ร่างเรียบ", "หัวหน้าสำนักงาน"),
)


@dataclass(frozen=True)
class Letter:
    """A letter's kind, parts to be printed in order, and the fields that it says."""

    kind: str
    parts: tuple[Part, ...]
    fields: dict[str, str]


@dataclass(frozen=True)
class _Facts:
    office: str
    address: tuple[str, str]
    number: str
    on: date
    subject: str
    to: str
    signer: tuple[str, str]
    running: int


def letter(kind: str, chance: random.Random) -> Letter:
    """Return a letter of a kind; half of them have Arabic digits, as many offices write."""
    facts = _facts(chance)
    made = {
        "external": _external, "memo": _memo, "stamped": _stamped, "order": _order,
        "announcement": _announcement, "minutes": _minutes,
    }[kind](facts, chance)  # fmt: skip
    if chance.random() < 0.5:
        arabic = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
        parts = tuple((how, a.translate(arabic), b.translate(arabic)) for how, a, b in made.parts)
        made = Letter(made.kind, parts, made.fields)
    return made


def _facts(chance: random.Random) -> _Facts:
    running = chance.randint(1, 10 ** chance.randint(1, 4))
    circular = chance.choice(("", "", "ว ", "ว"))
    return _Facts(
        chance.choice(OFFICES),
        chance.choice(ADDRESSES),
        f"{chance.choice(CODES)}/{circular}{to_thai(str(running))}",
        date(2026, 1, 1) + timedelta(days=chance.randint(0, 700)),
        chance.choice(SUBJECTS),
        chance.choice(RECEIVERS),
        chance.choice(SIGNERS),
        running,
    )


def _said(facts: _Facts, **other: str) -> dict[str, str]:
    return {"date": facts.on.isoformat(), "subject": facts.subject, **other}


def _signed(facts: _Facts) -> tuple[Part, ...]:
    return (("sign", f"({facts.signer[0]})", facts.signer[1]),)


def _body(chance: random.Random) -> tuple[Part, ...]:
    return tuple(("text", body, "") for body in BODIES)


def _external(facts: _Facts, chance: random.Random) -> Letter:
    day = format_date(facts.on, "letter")
    parts: list[Part] = [("big", chance.choice(("ด่วน", "ด่วนที่สุด", "ด่วนมาก")), "")] * (
        chance.random() < 0.3
    )
    speed = parts[0][1] if parts else ""
    parts += [
        ("pair", f"ที่ {facts.number}", facts.office),
        ("pair", "", facts.address[0]),
        ("pair", "", facts.address[1]),
        ("axis", day, ""),
        ("label", "เรื่อง", facts.subject),
        ("label", "เรียน", facts.to),
    ]
    if chance.random() < 0.5:
        parts.append(
            ("label", "อ้างถึง", f"หนังสือ{facts.office} ที่ {facts.number}๑ ลงวันที่ ๕ มกราคม ๒๕๖๙")
        )
    if chance.random() < 0.5:
        parts.append(("label", "สิ่งที่ส่งมาด้วย", "๑. กำหนดการ  จำนวน ๑ ฉบับ"))
        parts.append(("label", "", "๒. แบบตอบรับ  จำนวน ๑ ฉบับ"))
    parts += [*_body(chance), ("axis", "ขอแสดงความนับถือ", ""), *_signed(facts)]
    return Letter(
        "external",
        tuple(parts),
        _said(facts, number=facts.number, to=facts.to, speed=speed, **{"from": facts.office}),
    )


def _memo(facts: _Facts, chance: random.Random) -> Letter:
    day = format_date(facts.on, "letter")
    phone = chance.choice(("", "  โทร. ๐ ๐๐๐๐ ๐๐๑๑"))
    parts: tuple[Part, ...] = (
        ("centre", "บันทึกข้อความ", ""),
        ("label", "ส่วนราชการ", facts.office + phone),
        ("memo", f"ที่ {facts.number}", f"วันที่ {day}"),
        ("label", "เรื่อง", facts.subject),
        ("label", "เรียน", facts.to),
        *_body(chance),
        *_signed(facts),
    )
    return Letter(
        "memo", parts, _said(facts, number=facts.number, to=facts.to, **{"from": facts.office})
    )


def _stamped(facts: _Facts, chance: random.Random) -> Letter:
    parts: tuple[Part, ...] = (
        ("pair", f"ที่ {facts.number}", ""),
        ("label", "ถึง", facts.to),
        *_body(chance)[:2],
        ("axis", facts.office, ""),
        ("axis", format_date(facts.on, "letter"), ""),
        ("text", "กลุ่มอำนวยการ", ""),
    )
    said = {
        "number": facts.number,
        "date": facts.on.isoformat(),
        "to": facts.to,
        "from": facts.office,
    }
    return Letter("stamped", parts, said)


def _titled(facts: _Facts, chance: random.Random, word: str, given: str) -> tuple[Part, ...]:
    day = format_date(facts.on, "order")
    return (
        ("centre", f"{word}{facts.office}", ""),
        *(
            (("centre", f"ที่ {to_thai(f'{facts.running}/{facts.on.year + 543}')}", ""),)
            if word == "คำสั่ง"
            else ()
        ),
        ("centre", f"เรื่อง {facts.subject}", ""),
        *_body(chance),
        ("axis", f"{given} ณ วันที่ {day}", ""),
        *_signed(facts),
    )


def _order(facts: _Facts, chance: random.Random) -> Letter:
    number = f"{facts.running}/{facts.on.year + 543}"
    parts = _titled(facts, chance, "คำสั่ง", "สั่ง")
    return Letter("order", parts, _said(facts, number=number, **{"from": facts.office}))


def _announcement(facts: _Facts, chance: random.Random) -> Letter:
    parts = _titled(facts, chance, "ประกาศ", "ประกาศ")
    return Letter("announcement", parts, _said(facts, **{"from": facts.office}))


def _minutes(facts: _Facts, chance: random.Random) -> Letter:
    number = f"{chance.randint(1, 12)}/{facts.on.year + 543}"
    body = f"คณะกรรมการบริหาร{facts.office}"
    day = format_date(facts.on, chance.choice(("letter", "weekday")))
    parts: tuple[Part, ...] = (
        ("centre", f"รายงานการประชุม{body}", ""),
        ("centre", f"ครั้งที่ {to_thai(number)}", ""),
        ("centre", f"เมื่อ{'' if day.startswith('วัน') else 'วันที่ '}{day}", ""),
        ("centre", "ณ ห้องประชุมดอกคูน ชั้น ๒", ""),
        ("text", "ผู้มาประชุม", ""),
        ("text", "๑. นายสมมติ ตัวอย่างดี ประธาน", ""),
        *_body(chance),
        *_signed(facts),
    )
    return Letter("minutes", parts, {"number": number, "date": facts.on.isoformat(), "from": body})
