"""The grammar of what leaves an office and what comes from another one."""

from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from pathlib import Path

from office.disposal_store import DECISIONS as DESTRUCTION
from office.register_import_sheet import FIELDS
from office.transfer import DECISIONS as TRANSFER
from office.transfer import PRINTS

Command = Callable[[str, str], ArgumentParser]
Year = Callable[[str], int]


def declare(command: Command, year: Year) -> None:
    """Declare the commands; ``year`` reads a Buddhist year."""
    _handover(command, year)
    _lists(command, year)
    one = command("import-register", "นำทะเบียนเดิมจาก Excel หรือ CSV ลงในทะเบียน (ตัวเอกสารอยู่ในแฟ้มเดิม)")
    one.add_argument("register", metavar="ทะเบียน", help="ดูรหัสด้วย saraban register")
    one.add_argument("file", type=Path, metavar="ไฟล์")
    one.add_argument("--year", type=year, required=True, metavar="พ.ศ.")
    one.add_argument("--try", dest="trying", action="store_true", help="ตรวจอย่างเดียว ไม่เขียนสิ่งใด")
    one.add_argument("--skip", action="store_true", help="ข้ามแถวที่ต้องแก้ รับเฉพาะแถวที่อ่านได้")
    one.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="ช่อง=คอลัมน์",
        help=f"เช่น number=A ช่องที่มี: {' '.join(FIELDS)}",
    )
    one.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")


def _handover(command: Command, year: Year) -> None:
    one = command("handover", "ส่งมอบเอกสารเป็นชุด (BagIt) เปิดค้นได้ในเบราว์เซอร์โดยไม่ต้องมีโปรแกรม")
    one.add_argument("into", type=Path, metavar="โฟลเดอร์ใหม่", help="เช่น บนดิสก์ USB")
    what = one.add_mutually_exclusive_group(required=True)
    what.add_argument("--year", type=year, metavar="พ.ศ.", help="เอกสารของปีนี้")
    what.add_argument("--case", metavar="แฟ้มเรื่อง", help="เอกสารของแฟ้มเรื่องนี้")
    what.add_argument("--ids", nargs="+", metavar="เลขแฟ้ม", help="เฉพาะเอกสารเหล่านี้")
    what.add_argument("--search", metavar="คำค้น", help="เอกสารที่มีข้อความนี้")
    one.add_argument("--look", action="store_true", help="ดูข้อมูลส่วนบุคคลที่จะออกไป ไม่เขียนสิ่งใด")
    one.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")
    one = command("take-handover", "รับชุดส่งมอบของหน่วยงานอื่นเข้าเก็บ ทำซ้ำหรือทำต่อได้ ไม่ซ้ำฉบับ")
    one.add_argument("folder", type=Path, metavar="โฟลเดอร์", help="โฟลเดอร์ที่มี bagit.txt")
    one.add_argument("--try", dest="trying", action="store_true", help="ตรวจอย่างเดียว ไม่เขียนสิ่งใด")
    one.add_argument("--category", default="", metavar="หมวด", help="ปกติหมวดเริ่มต้นของสำนักงาน")
    one.add_argument("--group", default="", metavar="กลุ่ม", help="กลุ่มที่อ่านเอกสารจำกัดผู้อ่านได้")
    one.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")


def _lists(command: Command, year: Year) -> None:
    says = "บัญชีหนังสือขอทำลาย: ดู สำรวจ พิจารณา พิมพ์ (อนุมัติและทำลายที่หน้าเว็บ)"
    one = command("disposal", says)
    one.add_argument("number", nargs="?", metavar="บัญชีที่")
    one.add_argument("--survey", action="store_true", help="เริ่มบัญชีของปีนี้")
    _verdicts(one, DESTRUCTION)
    one.add_argument("--print", choices=("list", "certificate"), help="บัญชี หรือใบรับรองการทำลาย")
    _file(one)
    says = "หนังสือครบ ๒๐ ปี: ดูบัญชี สำรวจ พิจารณา พิมพ์ หรือทำชุดส่งมอบ (อนุมัติที่หน้าเว็บ)"
    one = command("transfer", says)
    one.add_argument("number", nargs="?", metavar="บัญชีที่")
    one.add_argument("--survey", action="store_true", help="เริ่มบัญชีของปี")
    one.add_argument("--year", type=year, metavar="พ.ศ.", help="ปีที่สำรวจ (ปกติปีนี้)")
    _verdicts(one, TRANSFER)
    one.add_argument("--print", choices=tuple(PRINTS), help="รายการของผลใด ตามแบบ")
    one.add_argument("--bag", type=Path, metavar="โฟลเดอร์ใหม่", help="เขียนชุดส่งมอบของบัญชีนี้")
    _file(one)


def _verdicts(one: ArgumentParser, decisions: Mapping[str, str]) -> None:
    told = " ".join(f"{code} = {title}" for code, title in decisions.items())
    help = f"ผลการพิจารณา ระบุได้หลายรายการ: {told}"
    one.add_argument("--decide", nargs="+", default=[], metavar="รายการ=ผล[:พ.ศ.]", help=help)
    one.add_argument("--note", default="", metavar="ข้อความ", help="เหตุผลหรือหมายเหตุของ --decide")


def _file(one: ArgumentParser) -> None:
    one.add_argument("--pdf", action="store_true", help="ทำเป็น PDF (ปกติ Word)")
    one.add_argument("--out", type=Path, default=Path(), metavar="โฟลเดอร์", help="ที่วางไฟล์ (ปกติที่นี่)")
    one.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")
