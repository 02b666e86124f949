"""The grammar of the commands that keep what is kept: backup, restore, moving the archive."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

Command = Callable[[str, str], ArgumentParser]


def declare(command: Command) -> None:
    """Declare the commands of custody."""
    one = command("backup", "สำรองข้อมูลทั้งหมดขณะใช้งานอยู่ เฉพาะส่วนที่เพิ่มขึ้น แล้วอ่านกลับมาตรวจ")
    one.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="โฟลเดอร์",
        help="โฟลเดอร์บนดิสก์สำรอง (ปกติตามที่ตั้งไว้)",
    )
    one.add_argument("--set", dest="keep", action="store_true", help="ใช้โฟลเดอร์นี้ทุกคืนต่อจากนี้")
    one.add_argument("--list", action="store_true", help="แสดงชุดที่มีอยู่")
    _json(one)
    one = command("restore", "กู้ข้อมูลจากสำเนาสำรองลงในที่ว่าง แล้วตรวจว่าครบ")
    one.add_argument("source", type=Path, metavar="โฟลเดอร์สำรอง")
    where = one.add_mutually_exclusive_group(required=True)
    where.add_argument("into", nargs="?", type=Path, metavar="ที่ว่าง", help="โฟลเดอร์ข้อมูลใหม่")
    where.add_argument("--try", dest="trying", action="store_true", help="ลองกู้ลงที่ชั่วคราว ตรวจ แล้วลบ")
    one.add_argument("--set", dest="set", default="", metavar="ชุด", help="ปกติชุดล่าสุด")
    one.add_argument("--temp", type=Path, metavar="โฟลเดอร์", help="ที่ชั่วคราวสำหรับ --try")
    _json(one)
    one = command("repair", "ซ่อมสิ่งที่ verify พบ ด้วยไฟล์จากสำเนาที่ตรงทุกไบต์")
    one.add_argument(
        "--from", dest="source", type=Path, metavar="โฟลเดอร์", help="ปกติคือสำเนาสำรองที่ตั้งไว้"
    )
    _json(one)
    one = command("move-archive", "ย้ายคลังเอกสารไปอีกดิสก์ (ของเดิมยังอยู่จนกว่าท่านจะลบ)")
    one.add_argument("folder", type=Path, metavar="โฟลเดอร์ใหม่")


def _json(command: ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")
