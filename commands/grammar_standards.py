"""The grammar of the work standards: my work, indicators, evidence books, procedures."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

from office.evaluation.rounds import ENDS

Commands = Callable[[str, str], ArgumentParser]
Number = Callable[[str], int]


def declare(command: Commands, number: Number) -> None:
    """Declare the commands; ``number`` reads a whole number in either digits."""
    _json(command("my-work", "ดูงานที่รอผู้ใช้ (ใช้กับ --as)"))
    _indicators(command("indicators", "ตัวชี้วัดของงานประเมิน: ดู รับจากตาราง บันทึกผล"), number)
    _evidence(command("evidence", "ทำสมุดหลักฐานของงานหนึ่งหรือของช่วงเวลา เป็น Word หรือ PDF"), number)
    one = command("procedure", "ขั้นตอนงาน: ดูข้อความ หรือใช้ฉบับของสำนักงาน")
    one.add_argument("id", nargs="?", metavar="รหัส")
    one.add_argument("file", nargs="?", type=Path, metavar="ไฟล์.toml", help="ตรวจและใช้ตั้งแต่บัดนี้")
    one.add_argument("--shipped", action="store_true", help="กลับไปใช้ที่มากับโปรแกรม")
    one.add_argument("--why", default="", metavar="เหตุผล")
    _json(one)


def _indicators(command: ArgumentParser, number: Number) -> None:
    kind = type(command)
    acts = command.add_subparsers(dest="act", required=True, metavar="งาน", parser_class=kind)
    for name, shown in (
        ("list", "ดูตัวชี้วัด ผล และคะแนน"),
        ("take", "รับรายการจากตาราง (.xlsx .csv .yaml) แทนรายการเดิม"),
        ("tell", "บันทึกผลของตัวชี้วัดในรอบหนึ่ง"),
    ):
        one = acts.add_parser(name, help=shown)
        one.add_argument("case", type=number, metavar="งานที่")
        if name == "take":
            one.add_argument("file", type=Path, metavar="ไฟล์")
        if name == "tell":
            one.add_argument("indicator", metavar="รหัสตัวชี้วัด")
            one.add_argument("round", choices=tuple(ENDS), metavar="m6|m9|m12")
            one.add_argument("value", metavar="ผล")
        _json(one)


def _evidence(command: ArgumentParser, number: Number) -> None:
    command.add_argument("case", nargs="?", type=number, metavar="งานที่")
    command.add_argument("--from", dest="first", default="", metavar="วันที่")
    command.add_argument("--to", dest="last", default="", metavar="วันที่")
    command.add_argument("--pdf", action="store_true", help="เป็น PDF (ปกติเป็น Word)")
    command.add_argument("--out", type=Path, default=Path(), metavar="โฟลเดอร์", help="ที่วางไฟล์")
    _json(command)


def _json(command: ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")
