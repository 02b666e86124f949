"""The grammar of meetings before their day: bodies, items of groups, invitees, links, lists."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

from office.meeting.bodies import ROLES
from office.meeting.values import KINDS, MEANS, PLACES, REPLIES, WANTED

Commands = Callable[[str, str], ArgumentParser]
Number = Callable[[str], int]


def declare(command: Commands, number: Number) -> None:
    """Declare the command; ``number`` reads a whole number in either digits."""
    meeting = command("meeting", "คณะ วาระที่กลุ่มส่ง ผู้ได้รับเชิญ และการเตรียมประชุม")
    acts = meeting.add_subparsers(
        dest="act", required=True, metavar="งาน", parser_class=type(meeting)
    )

    def act(name: str, shown: str, *, case: bool = True) -> ArgumentParser:
        one = acts.add_parser(name, help=shown)
        if case:
            one.add_argument("case", type=number, metavar="งานเลขที่")
        return one

    act("list", "การประชุมที่ยังไม่ปิด พร้อมเลขที่ของงาน", case=False).add_argument(
        "--json", action="store_true", help="ผลลัพธ์เป็น JSON"
    )
    _bodies(act, number)
    _items(act, number)
    _invited(act)
    one = act("ready", "รายการเตรียมการ")
    one.add_argument("done", nargs="*", metavar="รายการ", help="รายการที่เสร็จแล้ว (เพิ่มจากเดิม)")


def _bodies(act: Callable[..., ArgumentParser], number: Number) -> None:
    act("bodies", "คณะและที่ประชุม", case=False).add_argument(
        "--json", action="store_true", help="ผลลัพธ์เป็น JSON"
    )
    one = act("rooms", "ห้องประชุมของสำนักงาน ระบุชื่อเพื่อเพิ่ม", case=False)
    one.add_argument("name", nargs="?", default="", metavar="ชื่อห้อง")
    one.add_argument("--floor", default="", metavar="ชั้น")
    one.add_argument("--capacity", type=number, default=0, metavar="คน")
    one = act("body", "เพิ่มคณะ หรือแก้คณะที่มีชื่อนี้", case=False)
    one.add_argument("name", metavar="ชื่อ")
    one.add_argument("--start", metavar="เวลา")
    one.add_argument("--place", metavar="สถานที่")
    one.add_argument("--week", type=number, metavar="1-5", help="สัปดาห์ที่ (5 = สุดท้ายของเดือน)")
    one.add_argument("--weekday", type=number, metavar="0-6", help="0 = จันทร์")
    one.add_argument("--day", type=number, metavar="1-31", help="หรือวันที่เท่าใดของเดือน")
    one.add_argument("--quorum", type=number, metavar="คน")
    one.add_argument("--group", action="append", metavar="กลุ่ม", help="กลุ่มที่ขอวาระ ใช้ซ้ำได้")
    one = act("join", "เพิ่มกรรมการ", case=False)
    one.add_argument("name", metavar="ชื่อคณะ")
    one.add_argument("person", metavar="รหัสบุคคล")
    one.add_argument("--role", choices=ROLES, default="กรรมการ", metavar="|".join(ROLES))
    one.add_argument("--since", default="", metavar="วันที่")
    one.add_argument("--until", default="", metavar="วันที่")
    one = act("leave", "กรรมการพ้นจากคณะ", case=False)
    one.add_argument("name", metavar="ชื่อคณะ")
    one.add_argument("person", metavar="รหัสบุคคล")
    one.add_argument("last", metavar="วันสุดท้าย")


def _items(act: Callable[..., ArgumentParser], number: Number) -> None:
    one = act("show", "คำตอบของกลุ่ม วาระ และผู้ได้รับเชิญ")
    one.add_argument("--json", action="store_true", help="ผลลัพธ์เป็น JSON")
    act("waiting", "ใครยังไม่ส่งหรือยังไม่ตอบ เป็นข้อความไว้ส่งต่อ")
    one = act("answer", "บันทึกวาระของกลุ่ม หรือว่าไม่มีวาระ")
    one.add_argument("group", metavar="กลุ่ม")
    told = one.add_mutually_exclusive_group(required=True)
    told.add_argument("--none", action="store_true", help="ไม่มีวาระครั้งนี้")
    told.add_argument("--title", metavar="ชื่อเรื่อง")
    one.add_argument("--kind", choices=tuple(KINDS), default="inform", metavar="|".join(KINDS))
    one.add_argument("--detail", default="", metavar="รายละเอียด")
    one.add_argument("--wanted", choices=WANTED, default="", metavar="|".join(WANTED))
    one.add_argument("--presenter", default="", metavar="ผู้นำเสนอ")
    one.add_argument("--file", type=Path, action="append", default=[], metavar="ไฟล์")
    _told(one)
    one = act("put", "บรรจุ เก็บไว้ หรือไม่บรรจุเรื่องหนึ่ง")
    one.add_argument("item", type=number, metavar="เรื่องเลขที่")
    one.add_argument("place", choices=tuple(PLACES), metavar="|".join(PLACES))
    one = act("move", "เลื่อนลำดับเรื่องหนึ่ง")
    one.add_argument("item", type=number, metavar="เรื่องเลขที่")
    one.add_argument("way", choices=("up", "down"), metavar="up|down")
    one = act("link", "ทำลิงก์ตอบใหม่ แสดงครั้งเดียว (ต้องตั้งที่อยู่เว็บของสำนักงานก่อน)")
    one.add_argument("of", choices=("group", "invitee"), metavar="group|invitee")
    one.add_argument("targets", nargs="+", metavar="กลุ่มหรือรหัสบุคคล")


def _invited(act: Callable[..., ArgumentParser]) -> None:
    one = act("sent", "บันทึกว่าส่งคำเชิญแล้ว")
    one.add_argument("people", nargs="+", metavar="รหัสบุคคล")
    one.add_argument("--means", choices=tuple(MEANS), default="paper", metavar="|".join(MEANS))
    one = act("reply", "บันทึกคำตอบของผู้ได้รับเชิญ")
    one.add_argument("person", metavar="รหัสบุคคล")
    one.add_argument("kind", choices=tuple(REPLIES), metavar="|".join(REPLIES))
    one.add_argument("--name", default="", metavar="ชื่อผู้แทน")
    one.add_argument("--post", default="", metavar="ตำแหน่งผู้แทน")
    one.add_argument("--why", default="", metavar="เหตุผล")
    _told(one)
    one = act("ics", "เขียนไฟล์ปฏิทินของการประชุม")
    one.add_argument("--to", default="", metavar="รหัสบุคคล")
    one.add_argument("--out", type=Path, default=Path(), metavar="โฟลเดอร์", help="ที่วางไฟล์ (ปกติที่นี่)")


def _told(one: ArgumentParser) -> None:
    one.add_argument("--by", default="", metavar="ผู้ตอบ", help="ผู้ที่ตอบ เมื่อบันทึกแทน")
    one.add_argument("--means", choices=tuple(MEANS), default="told", metavar="|".join(MEANS))
