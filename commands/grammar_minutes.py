"""The grammar of a meeting's day and its minutes: times, who came, notes, recording, the draft."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

from office.amending import PLACES
from office.meeting.attendance import STATES
from office.meeting.notes import KINDS
from office.meeting.written import FULL, LEVELS

Commands = Callable[[str, str], ArgumentParser]
Number = Callable[[str], int]


def declare(command: Commands, number: Number) -> None:
    """Declare the command; ``number`` reads a whole number in either digits."""
    minutes = command("minutes", "วันประชุม: เวลา ผู้มาประชุม บันทึก เสียง และร่างรายงาน")
    acts = minutes.add_subparsers(
        dest="act", required=True, metavar="งาน", parser_class=type(minutes)
    )

    def act(name: str, shown: str) -> ArgumentParser:
        one = acts.add_parser(name, help=shown)
        one.add_argument("case", type=number, metavar="งานเลขที่")
        return one

    one = act("show", "สิ่งที่บันทึกไว้ของวันประชุม")
    one.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")
    one = act("times", "บันทึกเวลาเริ่มและเลิกประชุม")
    one.add_argument("started", metavar="เริ่ม")
    one.add_argument("ended", nargs="?", default="", metavar="เลิก")
    _came(act)
    _note(act)
    one = act("recording", "เก็บไฟล์เสียงการประชุม")
    one.add_argument("file", type=Path, metavar="ไฟล์")
    one.add_argument("--transcript", type=Path, metavar="ไฟล์", help="บทถอดเสียง .txt .srt หรือ .vtt")
    one = act("write", "จัดทำร่างรายงานการประชุม หรือจัดทำใหม่โดยไม่ทิ้งสิ่งที่แก้ในร่าง")
    one.add_argument("--level", choices=tuple(LEVELS), default=FULL, metavar="|".join(LEVELS))
    one.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")
    _review(act, number)
    _correct(act, number)
    one = act("folder", "เอกสารของงาน หรือบันทึกว่าต้นฉบับทุกฉบับอยู่ที่ใด แล้วเก็บเสียงเข้าคลัง")
    for name, label in PLACES.items():
        one.add_argument(f"--{name}", default="", metavar=label)
    one.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")


def _review(act: Callable[[str, str], ArgumentParser], number: Number) -> None:
    one = act("review", "ร่างที่ส่งตรวจ และข้อเสนอแก้ไข")
    one.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")
    act("send", "ส่งร่างให้ผู้ได้รับเชิญตรวจ").add_argument("until", metavar="ภายในวันที่")
    one = act("propose", "เก็บข้อเสนอแก้ไขร่าง")
    one.add_argument("passage", nargs="?", default="", metavar="ตอน", help="ตามที่ review แสดง")
    one.add_argument("--new", default="", metavar="ข้อความที่ควรเป็น")
    one.add_argument("--why", default="", metavar="เหตุผล")
    one.add_argument("--by", default="", metavar="ผู้เสนอ", help="เมื่อบันทึกแทนผู้อื่น")
    one = act("decide", "รับหรือไม่รับข้อเสนอแก้ไข")
    one.add_argument("proposal", type=number, metavar="ข้อเสนอเลขที่")
    one.add_argument("state", choices=("accepted", "refused"), metavar="accepted|refused")
    one.add_argument("--answer", default="", metavar="คำชี้แจง")


def _correct(act: Callable[[str, str], ArgumentParser], number: Number) -> None:
    one = act("correct", "แก้ไขรายงานครั้งก่อนที่ประชุมครั้งนี้รับรอง หรือแสดงที่แก้ไขแล้ว")
    one.add_argument("--place", default="", metavar="ตำแหน่ง")
    one.add_argument("--wrong", default="", metavar="ข้อความเดิม")
    one.add_argument("--right", default="", metavar="แก้ไขเป็น")
    one.add_argument("--resolution", type=number, default=0, metavar="มติเลขที่", help="มติที่เปลี่ยนตาม")
    one.add_argument("--task", default="", metavar="งานที่แก้ไขแล้ว")
    one.add_argument("--due", default="", metavar="กำหนดเสร็จใหม่")
    one.add_argument("--strike", type=number, default=0, metavar="เลขที่", help="เอาการแก้ไขออก")
    one.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")


def _came(act: Callable[[str, str], ArgumentParser]) -> None:
    one = act("came", "บันทึกว่าผู้ได้รับเชิญมาหรือไม่")
    one.add_argument("person", metavar="รหัสบุคคล")
    states = tuple(state for state in STATES if state)
    one.add_argument("state", choices=states, metavar="|".join(states))
    one.add_argument("--name", default="", metavar="ชื่อผู้แทน")
    one.add_argument("--post", default="", metavar="ตำแหน่งผู้แทน")
    one.add_argument("--reason", default="", metavar="เหตุที่ไม่มา")
    act("replied", "บันทึกผู้ที่ยังไม่บันทึกตามที่ตอบรับไว้")
    act("rest", "บันทึกว่าผู้ที่ยังไม่บันทึกมาทั้งหมด")


def _note(act: Callable[[str, str], ArgumentParser]) -> None:
    one = act("note", "เขียนบันทึกของวาระหนึ่ง เฉพาะส่วนที่ระบุ ส่วนอื่นคงเดิม")
    one.add_argument("item", metavar="วาระ", help="เช่น 5.1")
    one.add_argument("--reasons", metavar="ข้อความ", help="ประเด็นและเหตุผล")
    one.add_argument("--discussion", metavar="ข้อความ", help="การอภิปรายโดยละเอียด")
    kinds = tuple(kind for kind in KINDS if kind)
    one.add_argument("--kind", choices=kinds, metavar="|".join(kinds))
    one.add_argument("--resolution", metavar="ข้อความ", help="ข้อความมติ")
    one.add_argument("--task", metavar="งาน", help="เพิ่มงานที่มอบหมาย")
    one.add_argument("--owner", default="", metavar="กลุ่มหรือรหัสบุคคล")
    one.add_argument("--due", default="", metavar="วันที่")
