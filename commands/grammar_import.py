"""The grammar of the command that files whole folders."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path


def declare(command: Callable[[str, str], ArgumentParser], year: Callable[[str], int]) -> None:
    """Declare the command; ``year`` reads a Buddhist year."""
    one = command("import", "นำไฟล์ทั้งโฟลเดอร์เข้าเก็บ สั่งซ้ำได้ ไฟล์ที่เก็บแล้วไม่เก็บซ้ำ")
    one.add_argument("folder", type=Path, metavar="โฟลเดอร์")
    one.add_argument("--category", default="", metavar="หมวด")
    one.add_argument("--year", type=year, metavar="พ.ศ.", help="ปกติปีนี้")
    one.add_argument(
        "--title-from", choices=("text", "name"), default="text", help="ชื่อเรื่องจากบรรทัดแรกหรือชื่อไฟล์"
    )
    one.add_argument("--by-folder", action="store_true", help="ปีและหมวดตามชื่อโฟลเดอร์ย่อย")
    one.add_argument("--map", type=Path, metavar="ตาราง.csv", help="คอลัมน์ ไฟล์ ปี หมวด เลขที่ วันที่ เรื่อง")
    one.add_argument("--dry-run", action="store_true", help="บอกว่าจะเป็นอย่างไร ยังไม่เก็บ")
    one.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")
