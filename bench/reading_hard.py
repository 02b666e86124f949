"""Letters harder than those of ``bench.reading_letters``, on which no rule was tuned.

    python -m bench.reading_hard [--letters N] [--seed N] [--verbose]

Other wording of the heads, the number close before the sender, dates with เดือน and พ.ศ. or short,
subjects and receivers of two lines, urgency in red, an emblem, a receiving stamp, a seal over the
number. Printed by Chromium, read by their text layer and as scans; the number of each scan also as
it is with the codes that the office has filed before.
"""

import argparse
import base64
import html
import json
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from bench.digit_lines import scanned
from bench.reading import WEATHERS, count, drawn, read, table
from bench.reading_letters import Letter
from indexer import scanning
from indexer.pages import Page
from indexer.recognition.filed_codes import as_filed
from indexer.recognition.recognise import recognise
from office.filed_codes import Filed, codes_like, compared, counted, skeleton
from templates import fonts
from thai.dates import MONTHS, SHORT_MONTHS
from thai.digits import to_arabic, to_thai

SENDERS = {
    "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษาจำลอง": ("ศธ ๐๔๒๙๙",),
    "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดจำลอง": ("จล ๐๐๒๓.๓",),
    "สำนักงานสาธารณสุขจังหวัดจำลอง": ("จล ๐๐๓๓.๐๐๒",),
    "องค์การบริหารส่วนจังหวัดจำลอง": ("จล ๕๑๐๐๘",),
    "โรงเรียนวัดจำลองราษฎร์บำรุง": ("ศธ ๐๔๙๙๙.๐๖๔",),
    "สำนักงานเลขาธิการคุรุสภาจำลอง": ("ศธ ๕๑๐๒.๑",),
    "สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดจำลอง": ("พม ๐๒๙๘",),
    "วิทยาลัยชุมชนจำลอง": ("อว ๐๖๐๓.๑๓",),
    "ที่ว่าการอำเภอจำลอง": ("จล ๐๖๑๘",),
    "สำนักงานปลัดกระทรวงจำลอง": ("ศธ ๐๒๐๖.๔", "ศธ ๐๒๐๘.๓"),
}
"""Senders with the codes of their letters."""
SUBJECTS = (
    "การเข้าร่วมโครงการโรงเรียนปลอดขยะ ระยะที่ ๒",
    "ขอรับการสนับสนุนวิทยากรและอุปกรณ์สำหรับค่ายวิชาการ ประจำปีงบประมาณ ๒๕๗๐ ณ หอประชุมอำเภอจำลอง",
    "ส่งใบเสร็จรับเงินค่าไฟฟ้าของศูนย์พัฒนาเด็กเล็ก",
    "เชิญร่วมพิธีวางพวงมาลาเนื่องในวันปิยมหาราช",
    "แจ้งเวียนประกาศรับสมัครบุคคลเพื่อเลือกสรรเป็นพนักงานราชการทั่วไป ตำแหน่งเจ้าพนักงานธุรการ จำนวน ๓ อัตรา",
    "ตอบข้อหารือการเบิกค่าเช่าบ้านของข้าราชการ",
    "ซักซ้อมแนวทางป้องกันโรคไข้หวัดใหญ่ในสถานศึกษาก่อนเปิดภาคเรียนที่ ๒ และการรายงานผู้ป่วยผ่านแบบออนไลน์",
)
RECEIVERS = (
    "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา",
    "ผู้บริหารสถานศึกษาทุกแห่ง (ตามบัญชีแนบท้าย)",
    "หัวหน้าส่วนราชการประจำจังหวัดจำลองทุกส่วนราชการ นายอำเภอทุกอำเภอ และผู้บริหารองค์กรปกครองส่วนท้องถิ่นทุกแห่ง",
    "คุณครูจำลอง แบบอย่าง",
)
BODY = (
    "ตามที่ได้มีการประชุมหารือร่วมกันเกี่ยวกับแนวทางการดำเนินงานในพื้นที่ เมื่อสัปดาห์ที่ผ่านมา ความละเอียดแจ้งแล้ว นั้น",
    "บัดนี้ เรื่องดังกล่าวได้รับความเห็นชอบแล้ว ใคร่ขอให้ท่านดำเนินการในส่วนที่เกี่ยวข้อง "
    "และแจ้งผลภายในวันที่ ๓๐ ของเดือนถัดไป",
    "จึงแจ้งมาเพื่อทราบและพิจารณา",
)
STYLE = (
    "@page{size:A4;margin:1.5cm 2cm 2cm 3cm}body{font:16pt official;margin:0}"
    "p{margin:3pt 0}.t{text-indent:2.5cm;text-align:justify}"
    ".c{text-align:center}.a{margin-left:7.4cm}"
    ".h{display:flex;justify-content:space-between}.h>p:last-child{width:7.2cm}"
    ".l{display:flex}.l>p:first-child{flex:none;margin-right:.5em}.red{color:#d00;font-size:30pt}"
    ".emblem{width:2.6cm;height:2.8cm;margin:0 auto;border:3px solid #333;border-radius:50%}"
    ".receipt{position:absolute;right:0;top:0;border:2px solid #44a;color:#44a;padding:1pt 8pt}"
    ".receipt{font-size:13pt}"
    ".seal{position:absolute;border:4px solid rgba(190,40,40,.55);border-radius:50%}"
    ".seal{width:3.4cm;height:3.4cm}"
    ".dots{border-bottom:2px dotted #333;flex:1}"
)
Fields = dict[str, str]


def hard(chance: random.Random) -> tuple[Letter, str]:
    """Return a letter's fields and its page in HTML, to be set in the font ``official``."""
    sender = chance.choice(tuple(SENDERS))
    circular = chance.choice(("", "", "ว", "ว "))
    number = f"{chance.choice(SENDERS[sender])}/{circular}{to_thai(str(chance.randint(1, 9999)))}"
    on = date(2026, 1, 1) + timedelta(days=chance.randint(0, 700))
    told = {
        "number": number,
        "date": on.isoformat(),
        "from": sender,
        "to": chance.choice(RECEIVERS),
        "subject": chance.choice(SUBJECTS),
    }
    kind = chance.choice(("external", "external", "external", "memo", "stamped", "order"))
    makes: dict[str, Callable[[Fields, date, random.Random], str]] = {
        "external": _external, "memo": _memo, "stamped": _stamped, "order": _order,
    }  # fmt: skip
    page = makes[kind](told, on, chance) + "".join(f"<p class=t>{each}</p>" for each in BODY)
    page += _end(told, on, kind)
    if chance.random() < 0.4:
        page = to_arabic(page)
    return Letter(kind, (), told), f"<html lang=th><style>{STYLE}</style><body>{page}</body></html>"


def day(on: date, chance: random.Random) -> str:
    """Return a date as one or another office writes it."""
    month, short, year = MONTHS[on.month - 1], SHORT_MONTHS[on.month - 1], on.year + 543
    forms = (
        f"{on.day} {month} {year}",
        f"{on.day} {month} พ.ศ. {year}",
        f"วันที่ {on.day} เดือน {month} พ.ศ. {year}",
        f"{on.day} {short} {year}",
        f"{on.day} {short} {year % 100}",
    )
    return to_thai(chance.choice(forms))


def _label(word: str, said: str) -> str:
    return f"<div class=l><p>{word}</p><p>{html.escape(said)}</p></div>"


def _over(chance: random.Random) -> str:
    """Return what stamps leave on the head of a letter."""
    found = ""
    if chance.random() < 0.4:
        rows = ("เลขรับ ๑๒๓๔", "วันที่ ๑ ธ.ค. ๒๕๖๙", "เวลา ๑๐.๓๐ น.")
        found += f"<div class=receipt>{'<br>'.join(rows)}</div>"
    if chance.random() < 0.4:
        left, top = chance.uniform(1, 5), chance.uniform(0.2, 2.5)
        found += f"<div class=seal style='left:{left}cm;top:{top}cm'></div>"
    return found


def _external(told: Fields, on: date, chance: random.Random) -> str:
    over = _over(chance)
    found = "<div style='position:relative'>" + over
    if chance.random() < 0.5 or "receipt" in over:
        found += "<div class=emblem></div>"
    if chance.random() < 0.4:
        told["speed"] = chance.choice(("ด่วนที่สุด", "ด่วนมาก", "ด่วน"))
        found += f"<p class=red>{told['speed']}</p>"
    town = chance.choice(("อ.เมืองจำลอง จ.จำลอง ๙๘๐๐๐", "ถ.ประชาอุทิศ ต.ในเมือง จังหวัดจำลอง ๙๘๑๒๐"))
    found += f"<div class=h><p>ที่ {told['number']}</p><p>{told['from']}<br>{town}</p></div></div>"
    found += f"<p class=a>{day(on, chance)}</p>"
    found += _label("เรื่อง", told["subject"]) + _label("เรียน", told["to"])
    if chance.random() < 0.5:
        found += _label("สิ่งที่ส่งมาด้วย", "ประกาศและใบสมัคร จำนวน ๑ ชุด")
    return found


def _memo(told: Fields, on: date, chance: random.Random) -> str:
    dots = "<p class=dots></p>" * (chance.random() < 0.6)
    head = f"<p class=c style='font-size:29pt'><b>บันทึกข้อความ</b></p>{_over(chance)}"
    unit = f"<div class=l><p><b>ส่วนราชการ</b></p><p>{told['from']} โทร. ๐ ๐๐๐๐ ๐๐๗๗</p>{dots}</div>"
    number = f"<div class=l><p><b>ที่</b></p><p>{told['number']}</p>{dots}"
    dated = f"<p><b>วันที่</b> {day(on, chance).removeprefix('วันที่ ')}</p>{dots}</div>"
    subject = f"<div class=l><p><b>เรื่อง</b></p><p>{told['subject']}</p>{dots}</div>"
    gap = "<p style='width:3cm'></p>" * (not dots)
    return head + unit + number + gap + dated + subject + _label("เรียน", told["to"])


def _stamped(told: Fields, on: date, chance: random.Random) -> str:
    del told["subject"]
    found = f"<div style='position:relative'>{_over(chance)}<div class=emblem></div>"
    return found + f"<p>ที่ {told['number']}</p></div>" + _label("ถึง", told["to"])


def _order(told: Fields, on: date, chance: random.Random) -> str:
    del told["to"]
    told["number"] = f"{chance.randint(1, 900)}/{on.year + 543}"
    rows = (f"คำสั่ง{told['from']}", f"ที่ {to_thai(told['number'])}", f"เรื่อง {told['subject']}")
    emblem = "<div class=emblem></div>"
    return emblem + "".join(f"<p class=c style='padding:0 1.5cm'>{row}</p>" for row in rows)


def _end(told: Fields, on: date, kind: str) -> str:
    thai = to_thai(f"{on.day} {MONTHS[on.month - 1]} ")
    year = to_thai(str(on.year + 543))
    if kind == "stamped":
        return f"<br><p class=a>{told['from']}</p><p class=a>{thai}{year}</p>"
    said = f"<p class=a>สั่ง ณ วันที่ {thai}พ.ศ. {year}</p>" if kind == "order" else ""
    return said + "<br><p class=a>(นายแบบอย่าง  จำลองสุข)</p><p class=a>หัวหน้าสำนักงาน</p>"


def printed(many: int, seed: int) -> Iterator[tuple[Letter, bytes]]:
    """Yield letters with their PDFs by Chromium, in Sarabun and Laksaman in turn."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        built = Path(fonts.build(fonts.home(Path(folder))).config).parent
        laksaman = Path("/usr/share/fonts/truetype/tlwg/Laksaman.ttf")
        faces = (next(built.rglob("*Sarabun-Regular.ttf")), laksaman)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        page = browser.new_page()
        for n in range(many):
            made, code = hard(chance)
            face = base64.b64encode(faces[n % 2].read_bytes()).decode()
            source = f"src:url(data:font/ttf;base64,{face})"
            font = f"<style>@font-face{{font-family:official;{source}}}"
            page.set_content(code.replace("<style>", font))
            yield made, page.pdf(prefer_css_page_size=True, print_background=True)
        browser.close()


def scan(pdf: bytes, n: int) -> list[Page]:
    """Read a letter as a scan, in one of the weathers of ``bench.reading`` after the other."""
    chance, weather = random.Random(n), WEATHERS[n % len(WEATHERS)]
    spoilt = (
        scanned(picture, weather, chance).resize(picture.size, Image.Resampling.LANCZOS)
        for picture in drawn(pdf)
    )
    return [scanning.page_of(picture, at) for at, picture in enumerate(spoilt, 1)]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--letters", type=int, default=36)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--verbose", action="store_true")
    told = options.parse_args()
    filed = counted(
        Filed(name, f"{one}/1", True) for name, codes in SENDERS.items() for one in codes
    )
    tally: defaultdict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for n, (made, pdf) in enumerate(printed(told.letters, told.seed)):
        count(tally["born digital"], made, recognise(read(pdf)))
        found = recognise(scan(pdf, n))
        for line in count(tally["scan"], made, found) if told.verbose else ():
            print(f"{n} {made.kind}: {line}", file=sys.stderr)
        if "number" in found.fields:
            codes = codes_like(skeleton(found.value("from")), filed)
            number = as_filed(found.fields["number"], codes)
            found = replace(found, fields={**found.fields, "number": number})
        if "from" in found.fields:
            sender = compared(found.fields["from"], SENDERS.keys())
            found = replace(found, fields={**found.fields, "from": sender})
        count(tally["scan, codes and senders known"], made, found)
    for how, counts in tally.items():
        print(json.dumps({how: table(counts)}, ensure_ascii=False))


if __name__ == "__main__":
    main()
