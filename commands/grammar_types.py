"""The grammar of the office's own types."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

Commands = Callable[[str, str], ArgumentParser]
Number = Callable[[str], int]


def declare(command: Commands, number: Number) -> None:
    """Declare the command; ``number`` reads a whole number in either digits."""
    parser = command("type", "แบบหนังสือของสำนักงาน: เสนอจากไฟล์ Word เริ่มใช้ หรือเลิกใช้")
    acts = parser.add_subparsers(
        dest="act", required=True, metavar="งาน", parser_class=type(parser)
    )
    acts.add_parser("list", help="ดูแบบที่กำลังทำและแบบที่เลิกใช้")
    one = acts.add_parser("propose", help="เสนอช่องกรอกจากไฟล์ Word ที่มีคำใน {{ }}")
    one.add_argument("file", type=Path, metavar="ไฟล์")
    one.add_argument("--title", required=True, metavar="ชื่อแบบ")
    one = acts.add_parser("arrange", help="จัดช่องกรอกตามไฟล์ JSON อย่างที่ list --json บอก")
    one.add_argument("number", type=number, metavar="แบบใหม่ที่")
    one.add_argument("file", type=Path, metavar="ไฟล์")
    for name, shown in (("begin", "เริ่มใช้แบบใหม่"), ("drop", "ทิ้งแบบใหม่")):
        acts.add_parser(name, help=shown).add_argument("number", type=number, metavar="แบบใหม่ที่")
    one = acts.add_parser("retire", help="เลิกใช้แบบ: ไม่เสนอให้ทำใหม่ ที่เก็บไว้แล้วคงอยู่")
    one.add_argument("code", metavar="แบบ")
    one.add_argument("--reason", required=True, metavar="เหตุผล")
    acts.add_parser("back", help="กลับมาใช้แบบที่เลิกใช้").add_argument("code", metavar="แบบ")
    for one in acts.choices.values():
        one.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")
