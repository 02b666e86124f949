"""The grammar of matters: how one went, and which answers are awaited."""

from argparse import ArgumentParser
from collections.abc import Callable

Command = Callable[[str, str], ArgumentParser]


def declare(command: Command) -> None:
    """Declare the commands."""
    one = command("story", "เรื่องหนึ่งเป็นมาอย่างไร และผลเป็นอย่างไร จากเอกสารที่เกี่ยวเนื่องกันทั้งหมด")
    one.add_argument("id", metavar="รหัสเอกสาร")
    one.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")
    one = command("replies", "คำตอบที่รอจากหน่วยอื่น และหนังสือรับที่มีกำหนด เรียงตามวันครบกำหนด")
    one.add_argument("--late", action="store_true", help="เฉพาะที่พ้นกำหนดแล้ว")
    one.add_argument("--ask", metavar="รหัสเอกสาร", help="บันทึกว่าหนังสือนี้ขอคำตอบภายใน --by")
    one.add_argument("--by", default="", metavar="วันที่")
    one.add_argument("--came", metavar="รหัสเอกสาร", help="บันทึกว่าได้คำตอบแล้ว อย่างไรตาม --note")
    one.add_argument("--note", default="", metavar="ข้อความ")
    one.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")
