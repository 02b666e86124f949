"""The grammar of who reads a record, and who has read it."""

from argparse import ArgumentParser
from collections.abc import Callable

Command = Callable[[str, str], ArgumentParser]


def declare(command: Command, number: Callable[[str], int]) -> None:
    """Declare the commands; ``number`` reads a whole number."""
    _seen(command("seen", "ดูว่าใครเปิดดูเอกสารที่จำกัดผู้อ่านหรือมีข้อมูลส่วนบุคคล"), number)
    one = command("restrict", "จำกัดผู้อ่านเอกสารหนึ่งฉบับ หรือให้อ่านได้ตามเดิม")
    one.add_argument("id", metavar="รหัสเอกสาร")
    what = one.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--to", nargs="+", metavar="ผู้อ่าน", help="รหัสบุคคล หรือ @ ตามด้วยรหัสกลุ่ม เช่น p03 @policy"
    )
    what.add_argument("--widen", action="store_true", help="เลิกจำกัด อ่านได้ตามเดิม")
    one.add_argument("--until", default="", metavar="วันที่", help="วันสุดท้ายที่จำกัด (ปกติจนกว่าจะเลิก)")
    one.add_argument("--why", required=True, metavar="เหตุผล")
    one.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")


def _seen(one: ArgumentParser, number: Callable[[str], int]) -> None:
    one.add_argument("--who", default="", metavar="ชื่อ", help="ส่วนหนึ่งของชื่อหรือบัญชีผู้ดู")
    one.add_argument("--record", default="", metavar="เลขแฟ้ม", help="หรือส่วนต้นของเลขแฟ้ม")
    one.add_argument("--since", default="", metavar="วันที่")
    one.add_argument("--until", default="", metavar="วันที่")
    one.add_argument("--limit", type=number, default=100, metavar="N")
    one.add_argument("--proof", action="store_true", help="ตรวจว่าบันทึกครบและไม่ถูกแก้ไข")
    one.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")
