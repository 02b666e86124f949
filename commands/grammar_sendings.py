"""The grammar of the command about sendings: the book, how a document left, who received it."""

from argparse import ArgumentParser
from collections.abc import Callable

from office.amending import WAYS

Command = Callable[[str, str], ArgumentParser]


def declare(command: Command) -> None:
    """Declare the command ``sendings`` with its acts."""
    book = command("sendings", "สมุดส่งหนังสือ: ดู บันทึกการส่ง บันทึกผู้รับ")
    acts = book.add_subparsers(dest="act", required=True, metavar="งาน", parser_class=type(book))

    def act(name: str, help: str) -> ArgumentParser:
        return acts.add_parser(name, help=help, description=help)

    one = act("list", "แสดงการส่งทีละบรรทัด (ไม่ระบุวันที่ = วันนี้)")
    one.add_argument("--from", dest="first", default="", metavar="วันที่")
    one.add_argument("--to", dest="last", default="", metavar="วันที่")
    one.add_argument("--awaited", action="store_true", help="เฉพาะที่ยังไม่ทราบผู้รับ")
    one.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")
    one = act("send", "บันทึกการส่ง หนึ่งบรรทัดต่อหนึ่งผู้รับ")
    one.add_argument("id", metavar="รหัสเอกสาร")
    ways = " ".join(f"{code} = {title}" for code, title in WAYS.items())
    one.add_argument("--way", required=True, choices=tuple(WAYS), help=ways)
    one.add_argument("--to", required=True, action="append", metavar="ผู้รับ", help="ระบุซ้ำได้")
    one.add_argument("--on", default="", metavar="วันที่", help="ปกติวันนี้")
    one.add_argument("--carrier", default="", metavar="ผู้นำส่ง")
    _taker(one)
    one = act("received", "บันทึกผู้รับของการส่งครั้งหนึ่ง")
    one.add_argument("id", metavar="รหัสเอกสาร")
    one.add_argument("--sending", type=int, default=1, metavar="ครั้งที่", help="ปกติครั้งแรก")
    _taker(one)


def _taker(one: ArgumentParser) -> None:
    one.add_argument("--received-by", default="", metavar="ชื่อผู้รับ")
    one.add_argument("--unit", default="", metavar="หน่วยรับ")
    one.add_argument("--received-on", default="", metavar="วันที่รับ")
    one.add_argument("--received-at", default="", metavar="เวลารับ")
