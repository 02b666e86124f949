"""The grammar of many at once: batches of letters, papers in one volume, whom a meeting asks."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

from commands import (
    grammar_cases,
    grammar_meetings,
    grammar_minutes,
    grammar_standards,
    grammar_types,
)
from office.batch_letters import EACH, MODES

Commands = Callable[[str, str], ArgumentParser]
Number = Callable[[str], int]


def declare(command: Commands, number: Number) -> None:
    """Declare the commands; ``number`` reads a whole number in either digits."""
    _batch(command("batch", "ทำหนังสือถึงผู้รับหลายรายจากตาราง"), number)
    _pack(command("pack", "รวมเอกสารประกอบการประชุมเป็น PDF เล่มเดียว มีปก สารบัญ และเลขหน้า"))
    grammar_cases.declare(command, number)
    grammar_meetings.declare(command, number)
    grammar_minutes.declare(command, number)
    grammar_types.declare(command, number)
    grammar_standards.declare(command, number)


def _batch(command: ArgumentParser, number: Number) -> None:
    kind = type(command)
    acts = command.add_subparsers(dest="act", required=True, metavar="งาน", parser_class=kind)
    for name, shown in (
        ("try", "ตรวจทุกแถว ไม่เขียนสิ่งใด"),
        ("start", "ออกเลขและจัดเก็บทุกฉบับ หยุดด้วย Ctrl+C แล้วทำต่อได้"),
    ):
        one = acts.add_parser(name, help=shown)
        one.add_argument("type", metavar="แบบ")
        one.add_argument("--answers", type=Path, required=True, metavar="ไฟล์", help="คำตอบของหนังสือ")
        one.add_argument(
            "--to", type=Path, required=True, metavar="ไฟล์", help="ตารางผู้รับ (.xlsx หรือ .csv)"
        )
        one.add_argument(
            "--mode", choices=tuple(MODES), default=EACH, metavar="each|one",
            help="each คนละฉบับคนละเลข, one หนังสือเวียนฉบับเดียว (ว)",
        )  # fmt: skip
        one.add_argument("--no-pdf", action="store_true", help="ไม่ทำ PDF")
        one.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")
    acts.add_parser("list", help="ดูชุดหนังสือ").add_argument(
        "--json", action="store_true", help="ผลลัพธ์เป็น JSON"
    )
    for name, shown in (
        ("show", "ดูว่าชุดหนึ่งทำถึงฉบับใด"),
        ("resume", "ทำต่อ"),
        ("stop", "หยุดไว้หลังฉบับที่กำลังทำ"),
        ("discard", "เลิกทำฉบับที่เหลือ ฉบับที่ออกเลขแล้วคงอยู่"),
        ("print", "รวมทุกฉบับเป็น PDF เดียว"),
    ):
        one = acts.add_parser(name, help=shown)
        one.add_argument("batch", type=number, metavar="ชุดที่")
        one.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")
        if name == "discard":
            one.add_argument("--reason", required=True, metavar="เหตุผล", help="บันทึกไว้ในประวัติ")
        if name == "print":
            one.add_argument("--apart", action="store_true", help="หนังสือเวียน: พิมพ์แยกรายผู้รับ")
            one.add_argument(
                "--out", type=Path, default=Path(), metavar="โฟลเดอร์", help="ที่วางไฟล์ (ปกติที่นี่)"
            )


def _pack(command: ArgumentParser) -> None:
    command.add_argument(
        "ids", nargs="+", metavar="รหัสเอกสาร", help="ตามลำดับในเล่ม ข้อความบนหน้าใส่หลัง = ได้"
    )
    command.add_argument(
        "--meeting", action="store_true", help="รวมเอกสารของการประชุมเดียวกันและที่เชื่อมโยงไว้ด้วย"
    )
    command.add_argument("--title", default="เอกสารประกอบการประชุม", metavar="ชื่อเล่ม")
    command.add_argument(
        "--line", action="append", default=[], metavar="ข้อความ", help="บรรทัดใต้ชื่อบนปก"
    )
    command.add_argument("--skip", action="store_true", help="ข้ามไฟล์ที่เปิดไม่ได้")
    command.add_argument(
        "--out", type=Path, default=Path(), metavar="โฟลเดอร์", help="ที่วางไฟล์ (ปกติที่นี่)"
    )
    command.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")
