"""The grammar of the command about paper: where it lies, folders, what is lent."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

from archive.whereabouts import PLACED
from office.amending import PLACES
from templates.spines import spines

Command = Callable[[str, str], ArgumentParser]
Reader = Callable[[str], int]


def declare(command: Command, year: Reader) -> None:
    """Declare the command ``paper`` with its acts; ``year`` reads a Buddhist year."""
    paper = command("paper", "ต้นฉบับกระดาษ: ที่เก็บ แฟ้ม สันแฟ้ม สารบัญแฟ้ม การยืม")
    acts = paper.add_subparsers(dest="act", required=True, metavar="งาน", parser_class=type(paper))

    def act(name: str, help: str) -> ArgumentParser:
        return acts.add_parser(name, help=help, description=help)

    one = act("place", "บันทึกที่เก็บต้นฉบับของเอกสาร (ไม่ระบุที่ใดเลย = ลบที่เก็บ)")
    one.add_argument("id", metavar="รหัสเอกสาร")
    _placed(one)
    one = act("folders", "แสดงที่เก็บทั้งหมด ตามตู้ ชั้น กล่อง แฟ้ม")
    _json(one)
    one = act("contents", "พิมพ์สารบัญแฟ้มของที่เก็บแห่งหนึ่ง")
    _placed(one)
    _file(one)
    one = act("spines", "พิมพ์สันแฟ้มของที่เก็บแห่งหนึ่ง หรือทุกแห่งที่ตรงกับที่ระบุ")
    _placed(one)
    sizes = {each.code: each.title for each in spines()}
    told = " ".join(f"{code} = {title}" for code, title in sizes.items())
    one.add_argument("--size", choices=tuple(sizes), default="3", help=told)
    _file(one)
    one = act("finding-aid", "พิมพ์บัญชีแฟ้มเอกสาร แยกหมวดและปี")
    one.add_argument("--year", type=year, metavar="พ.ศ.", help="เฉพาะปีนี้")
    one.add_argument("--fiscal", action="store_true", help="นับตามปีงบประมาณ")
    _file(one)
    one = act("lend", "บันทึกการให้ยืมต้นฉบับ")
    one.add_argument("id", metavar="รหัสเอกสาร")
    one.add_argument("--to", required=True, metavar="ผู้ยืม")
    one.add_argument("--due", required=True, metavar="กำหนดส่งคืน")
    one.add_argument("--on", default="", metavar="วันยืม", help="ปกติวันนี้")
    one.add_argument("--taker", default="", metavar="ผู้รับ", help="ผู้มารับแทนผู้ยืม")
    one = act("back", "บันทึกการส่งคืนต้นฉบับ")
    one.add_argument("id", metavar="รหัสเอกสาร")
    one.add_argument("--by", default="", metavar="ผู้ส่งคืน", help="ปกติผู้ยืม")
    one.add_argument("--on", default="", metavar="วันส่งคืน", help="ปกติวันนี้")
    one = act("out", "แสดงต้นฉบับที่ให้ยืมอยู่ ที่ครบกำหนดก่อนมาก่อน")
    one.add_argument("--late", action="store_true", help="เฉพาะที่เกินกำหนดส่งคืน")
    _json(one)


def _placed(one: ArgumentParser) -> None:
    for name in PLACED:
        one.add_argument(f"--{name}", default="", metavar=PLACES[name])


def _file(one: ArgumentParser) -> None:
    one.add_argument("--pdf", action="store_true", help="ทำเป็น PDF (ปกติ Word)")
    one.add_argument("--out", type=Path, default=Path(), metavar="โฟลเดอร์", help="ที่วางไฟล์ (ปกติที่นี่)")


def _json(one: ArgumentParser) -> None:
    one.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")
