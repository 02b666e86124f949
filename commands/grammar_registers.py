"""The grammar of the registers' command."""

from argparse import ArgumentParser
from collections.abc import Callable

Read = Callable[[str], int]


def declare(command: ArgumentParser, year: Read, number: Read) -> None:
    """Declare what follows ``register``; ``year`` and ``number`` read what is typed."""
    acts = command.add_subparsers(dest="act", metavar="งาน", parser_class=type(command))
    _json(command)
    one = acts.add_parser("show", help="พิมพ์ทะเบียนของปีหนึ่ง")
    _place(one, year)
    _json(one)
    one = acts.add_parser("first", help="กำหนดเลขแรก (เลขก่อนหน้าอยู่ในสมุดเดิม)")
    _place(one, year)
    one.add_argument("number", type=number, metavar="เลข")
    one = acts.add_parser("reserve", help="จองเลข")
    one.add_argument("register", metavar="ทะเบียน")
    one.add_argument("--purpose", required=True, metavar="เพื่อ")
    one.add_argument("--until", default="", metavar="วันที่", help="พ้นวันนี้แล้วเลขถูกยกเลิก")
    one.add_argument("--date", default="", metavar="วันที่")
    one.add_argument("--year", type=year, metavar="พ.ศ.", help="เลขของปีอื่นที่ไม่ใช่ปีนี้")
    _json(one)
    one = acts.add_parser("gaps", help="ตรวจว่าทุกเลขมีคำอธิบาย (ไม่ระบุทะเบียน = ทุกเล่ม)")
    one.add_argument("register", nargs="?", metavar="ทะเบียน")
    one.add_argument("--year", type=year, metavar="พ.ศ.")
    _json(one)
    one = acts.add_parser("explain", help="บันทึกคำอธิบายของเลขที่ขาด")
    _place(one, year)
    one.add_argument("first", type=number, metavar="จากเลข")
    one.add_argument("last", type=number, nargs="?", metavar="ถึงเลข")
    one.add_argument("--reason", required=True, metavar="คำอธิบาย")
    one = acts.add_parser("close", help="ปิดทะเบียนของปีที่สิ้นแล้ว")
    _place(one, year)
    one.add_argument("--registrar", default="", metavar="ชื่อ", help="เจ้าหน้าที่ทะเบียนในใบปิดทะเบียน")
    _json(one)
    one = acts.add_parser("source", help="บอกว่าเลขได้จากระบบอื่น เช่น AMSS++ (ว่าง = ออกเลขที่นี่)")
    one.add_argument("register", metavar="ทะเบียน")
    one.add_argument("system", nargs="?", default="", metavar="ระบบ")


def _place(one: ArgumentParser, year: Read) -> None:
    one.add_argument("register", metavar="ทะเบียน")
    one.add_argument("--year", type=year, metavar="พ.ศ.")


def _json(command: ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")
