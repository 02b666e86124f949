"""The grammar of the commands for what arrives and how long it is kept."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

Command = Callable[[str, str], ArgumentParser]
ASKED = (
    ("number", "ที่ของหนังสือผู้ส่ง"),
    ("dated", "ลงวันที่"),
    ("sender", "จาก"),
    ("receiver", "ถึง (ปกติคือสำนักงานนี้)"),
    ("subject", "เรื่อง"),
    ("on", "วันที่รับ (ปกติวันนี้)"),
    ("at", "เวลา"),
    ("speed", "ชั้นความเร็ว"),
    ("category", "หมวดแฟ้ม"),
    ("register-number", "เลขทะเบียนรับ ที่ได้จากระบบอื่น"),
)


def declare(command: Command) -> None:
    """Declare the commands."""
    one = command("receive", "รับหนังสือ: ออกเลขทะเบียนรับและจัดเก็บ (--open ดูที่ยังไม่เสร็จ)")
    one.add_argument("file", nargs="?", type=Path, metavar="ไฟล์", help="ไฟล์หรือสแกน ถ้ามี")
    for name, help in ASKED:
        one.add_argument(f"--{name}", default="", metavar="…", help=help)
    one.add_argument("--read", action="store_true", help="ช่องที่ไม่ได้ระบุ อ่านจากไฟล์")
    one.add_argument("--open", action="store_true", help="แสดงหนังสือรับที่ยังไม่เสร็จ")
    _json(one)
    one = command("read-texts", "อ่านข้อความของเอกสารที่รับหรือนำเข้าไว้โดยยังไม่มีข้อความ")
    _json(one)
    one = command("keep", "อายุการเก็บของเอกสาร: เปลี่ยน ระงับการทำลาย หรือเลิกระงับ")
    one.add_argument("id", metavar="รหัสเอกสาร")
    what = one.add_mutually_exclusive_group(required=True)
    what.add_argument("--class", dest="retention", default="", metavar="อายุการเก็บ")
    what.add_argument("--hold", action="store_true", help="ระงับการทำลาย")
    what.add_argument("--release", action="store_true", help="เลิกระงับการทำลาย")
    one.add_argument("--reason", required=True, metavar="เหตุผล")


def _json(command: ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")
