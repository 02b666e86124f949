"""The grammar of work by its steps: cases begun, shown, changed, moved on and ended."""

from argparse import ArgumentParser
from collections.abc import Callable

from office.procedures.kept import STATES
from office.procedures.moves import STATES as MOVES
from office.procedures.procedure import TARGETS

Commands = Callable[[str, str], ArgumentParser]
Number = Callable[[str], int]


def declare(command: Commands, number: Number) -> None:
    """Declare the command; ``number`` reads a whole number in either digits."""
    case = command("case", "งานตามขั้นตอน: เริ่ม ดู แก้ บันทึกขั้น ทำเอกสาร และปิดงาน")
    acts = case.add_subparsers(dest="act", required=True, metavar="งาน", parser_class=type(case))

    def act(name: str, shown: str, *, of_case: bool = True) -> ArgumentParser:
        one = acts.add_parser(name, help=shown)
        if of_case:
            one.add_argument("case", type=number, metavar="งานที่")
        one.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")
        return one

    one = act("list", "งานทั้งหมดในสถานะหนึ่ง", of_case=False)
    one.add_argument("--state", choices=tuple(STATES), default="open", metavar="|".join(STATES))
    act("show", "ทุกขั้นของงาน พร้อมรหัสขั้นและรายการ")
    _begin(act("begin", "เริ่มงาน", of_case=False), number)
    one = act("change", "แก้สิ่งที่งานเกี่ยวข้อง วันของทุกขั้นปรับตาม")
    one.add_argument("--why", default="", metavar="เหตุผล")
    _about(one)
    one = act("move", "บันทึกสถานะของขั้นหนึ่ง ทุกรายการที่ยังไม่เสร็จหรือเฉพาะที่ระบุ")
    _rows(one)
    one.add_argument("to", choices=tuple(MOVES), metavar="|".join(MOVES))
    one.add_argument("--note", default="", metavar="หมายเหตุ")
    one.add_argument("--by", default="", metavar="ผู้ตัดสินใจ")
    one.add_argument("--on", default="", metavar="วันที่")
    one = act("prove", "ใช้เอกสารในคลังเป็นหลักฐานของขั้น")
    _rows(one)
    one.add_argument("record", metavar="รหัสเอกสาร")
    one = act("paper", "เริ่มร่างเอกสารของขั้นจากสิ่งที่งานรู้แล้ว")
    one.add_argument("step", metavar="ขั้น")
    one.add_argument("form", metavar="แบบ")
    _readers(act("readers", "จำกัดผู้ที่เห็นงานและเอกสารของงาน หรือเลิกจำกัด"))
    one = act("end", "ปิด ยกเลิก หรือเปิดงานอีกครั้ง")
    one.add_argument("state", choices=tuple(STATES), metavar="|".join(STATES))
    one.add_argument("--why", default="", metavar="เหตุผล")


def _begin(one: ArgumentParser, number: Number) -> None:
    one.add_argument("procedure", metavar="รหัสขั้นตอนงาน")
    one.add_argument("--of", type=number, default=0, metavar="งานที่", help="งานที่เปิดงานนี้")
    one.add_argument("--step", default="", metavar="ขั้น", help="ขั้นของงานนั้น")
    after = "เริ่มต่อจากงานนี้: เลขครั้งหรือปีถัดไป รายชื่อ ตัวชี้วัด และวันของปีก่อนเลื่อนมาหนึ่งปี"
    one.add_argument("--after", type=number, default=0, metavar="งานที่", help=after)
    _about(one)


def _readers(one: ArgumentParser) -> None:
    what = one.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--to", nargs="+", metavar="ผู้อ่าน", help="รหัสบุคคล หรือ @ ตามด้วยรหัสกลุ่ม เช่น p03 @policy"
    )
    what.add_argument("--widen", action="store_true", help="เลิกจำกัด ทุกคนเห็นงานตามเดิม")
    one.add_argument("--until", default="", metavar="วันที่", help="วันสุดท้ายที่จำกัด (ปกติจนกว่าจะเลิก)")
    one.add_argument("--why", required=True, metavar="เหตุผล")


def _about(one: ArgumentParser) -> None:
    one.add_argument("words", nargs="*", metavar="ชื่อ=ค่า", help="เช่น no=๗/๒๕๖๙ held=9/12/2569")
    for kind, title in TARGETS.items():
        one.add_argument(f"--{kind}", action="append", metavar=title, help="ใช้ซ้ำได้")


def _rows(one: ArgumentParser) -> None:
    one.add_argument("step", metavar="ขั้น")
    one.add_argument("--target", default="", metavar="รหัส", help="เฉพาะกลุ่ม คน หรือตัวชี้วัดนี้")
    one.add_argument("--round", default="", metavar="รอบ", help="เฉพาะรอบนี้ เช่น “๖ เดือน”")
