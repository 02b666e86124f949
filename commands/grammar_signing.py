"""The grammar of papers that come back signed: scans, and signatures by certificate."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

Commands = Callable[[str, str], ArgumentParser]


def declare(command: Commands) -> None:
    """Declare the commands."""
    one = command("scans", "ฉบับสแกนที่ลงนามแล้ว: แยกด้วย QR จับคู่ และแนบกับเอกสาร")
    one.add_argument("file", nargs="*", type=Path, metavar="ไฟล์", help="PDF, PNG หรือ JPEG")
    one.add_argument("--attach", action="store_true", help="แนบทุกชุดที่จับคู่ได้และไม่มีข้อสังเกต")
    one.add_argument("--by", default="", metavar="ชื่อ", help="ผู้ตรวจเทียบกับต้นฉบับ")
    one.add_argument("--on", default="", metavar="วันที่", help="วันที่ตรวจเทียบ (ปกติวันนี้)")
    _json(one)
    one = command("sign", "ลงลายมือชื่อดิจิทัลใน PDF ของเอกสาร (ถามรหัสผ่าน ไม่เก็บใบรับรอง)")
    one.add_argument("id", metavar="รหัสเอกสาร")
    one.add_argument("certificate", type=Path, metavar="ไฟล์.p12", help="ใบรับรอง PKCS#12 ของผู้ลงนาม")
    _json(one)
    one = command("signature", "ตรวจลายมือชื่อดิจิทัลใน PDF")
    one.add_argument("file", nargs="+", type=Path, metavar="ไฟล์.pdf")
    _json(one)


def _json(command: ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")
