"""The grammar of the commands for what came to the inbox, and for the office's rules."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from office.arrival_rule import KINDS
from office.arrivals import STATES

Command = Callable[[str, str], ArgumentParser]
TOLD = (
    ("number", "ที่"),
    ("dated", "ลงวันที่"),
    ("sender", "จาก"),
    ("receiver", "ถึง"),
    ("subject", "เรื่อง"),
    ("speed", "ชั้นความเร็ว"),
    ("category", "หมวดแฟ้ม"),
    ("group", "กลุ่มที่รับเรื่อง"),
)


def declare(command: Command, number: Callable[[str], int]) -> None:
    """Declare the commands."""
    _arrivals(command("arrivals", "ไฟล์ที่รับเข้า: ดูรายการ ตรวจและยืนยัน ลองอีกครั้ง หรือไม่รับ"), number)
    _rules(command("rules", "กฎของหนังสือที่เข้ามา: ใครส่ง เรื่องใด เก็บหมวดใด"), number)


def _arrivals(command: ArgumentParser, number: Callable[[str], int]) -> None:
    command.add_argument("--state", choices=tuple(STATES), default="", help="เฉพาะสถานะนี้")
    acts = command.add_subparsers(dest="act", metavar="งาน", parser_class=type(command))
    for name, help in (
        ("show", "สิ่งที่อ่านได้ แน่ใจเท่าใด และหมวดที่เสนอ"),
        ("confirm", "ยืนยัน ช่องที่ไม่ได้ระบุเป็นไปตามที่อ่านได้"),
        ("retry", "ลองรับไฟล์ที่พักไว้อีกครั้ง"),
        ("dismiss", "ตัดสินว่าไม่รับไฟล์ที่พักไว้"),
        ("undo", "เลิกทำสิ่งที่กฎเก็บไว้ ให้รอยืนยัน"),
    ):
        one = acts.add_parser(name, help=help)
        one.add_argument("id", type=number, metavar="ลำดับ")
        if name == "confirm":
            for field, label in TOLD:
                one.add_argument(f"--{field}", metavar="…", help=label)
        if name == "dismiss":
            one.add_argument("--reason", required=True, metavar="เหตุผล")
        _json(one)
    _json(command)


def _rules(command: ArgumentParser, number: Callable[[str], int]) -> None:
    acts = command.add_subparsers(dest="act", metavar="งาน", parser_class=type(command))
    one = acts.add_parser("add", help="เพิ่มกฎ แล้วทดลองกับเอกสารที่เก็บไว้")
    one.add_argument("--category", required=True, metavar="หมวด")
    for name, label in (("sender", "ผู้ส่ง"), ("word", "คำในเรื่อง"), ("group", "กลุ่มที่รับเรื่อง")):
        one.add_argument(f"--{name}", default="", metavar="…", help=label)
    one.add_argument("--retention", default="", metavar="อายุการเก็บ")
    kinds = tuple(KINDS)
    one.add_argument("--kind", choices=kinds, default="", metavar="ชนิด", help=" ".join(kinds))
    one.add_argument("--text", action="store_true", help="หาคำในเนื้อความด้วย")
    one.add_argument("--by-itself", action="store_true", help="เก็บเอง (ปกติเสนอ ให้คนยืนยัน)")
    _json(one)
    for name, help in (
        ("try", "ทดลองกับเอกสารที่เก็บไว้"),
        ("on", "เปิดใช้ ตามผลทดลองที่เห็น"),
        ("off", "หยุดใช้"),
        ("move", "ย้ายไปเป็นกฎที่เท่าใด"),
        ("remove", "ลบกฎ"),
    ):
        one = acts.add_parser(name, help=help)
        one.add_argument("id", metavar="รหัสกฎ")
        _more(one, name, number)
        _json(one)
    _json(command)


def _more(one: Any, name: str, number: Callable[[str], int]) -> None:
    if name == "on":
        one.add_argument("--same", type=number, required=True, metavar="ฉบับ", help="หมวดเดียวกัน")
        one.add_argument("--other", type=number, required=True, metavar="ฉบับ", help="ต่างหมวด")
    if name == "move":
        one.add_argument("place", type=number, metavar="ลำดับที่")


def _json(command: ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")
