"""The grammar of what leaves an office and what comes from another one."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

Command = Callable[[str, str], ArgumentParser]
Year = Callable[[str], int]


def declare(command: Command, year: Year) -> None:
    """Declare the commands; ``year`` reads a Buddhist year."""
    one = command("handover", "ส่งมอบเอกสารเป็นชุด (BagIt) เปิดค้นได้ในเบราว์เซอร์โดยไม่ต้องมีโปรแกรม")
    one.add_argument("into", type=Path, metavar="โฟลเดอร์ใหม่", help="เช่น บนดิสก์ USB")
    what = one.add_mutually_exclusive_group(required=True)
    what.add_argument("--year", type=year, metavar="พ.ศ.", help="เอกสารของปีนี้")
    what.add_argument("--case", metavar="แฟ้มเรื่อง", help="เอกสารของแฟ้มเรื่องนี้")
    what.add_argument("--ids", nargs="+", metavar="เลขแฟ้ม", help="เฉพาะเอกสารเหล่านี้")
    what.add_argument("--search", metavar="คำค้น", help="เอกสารที่มีข้อความนี้")
    one.add_argument("--look", action="store_true", help="ดูข้อมูลส่วนบุคคลที่จะออกไป ไม่เขียนสิ่งใด")
    one.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")
