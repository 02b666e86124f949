"""How meetings refuse, in Thai."""

from collections.abc import Sequence

from templates.errors import Problem, listed
from thai.errors import Refused


class MeetingInvalid(Refused):
    """What was told of a meeting cannot be kept; ``problems`` has all of it, by field."""

    sentence = "ยังไม่ได้บันทึก โปรดแก้ไข\n{listing}"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(listing=listed(problems))


class UnknownBody(Refused):
    """No body has this number."""

    sentence = "ไม่พบคณะหรือที่ประชุมนี้ โปรดเลือกจากหน้า “คณะและที่ประชุม”"


class UnknownMember(Refused):
    """No member of the body has this number."""

    sentence = "ไม่พบผู้นี้ในรายชื่อของคณะ โปรดเปิดหน้าของคณะใหม่"


class UnknownItem(Refused):
    """No item of this meeting (or of the group that asks) has this number."""

    sentence = "ไม่พบเรื่องนี้ในวาระ โปรดเลือกจากรายการในหน้านี้"


class UnknownFile(Refused):
    """The item has no such file."""

    sentence = "ไม่พบไฟล์นี้ โปรดเปิดหน้าใหม่แล้วเลือกจากรายการ"


class NotOfMeeting(Refused):
    """The group is not called, or the person is not invited, in this case."""

    sentence = "“{target}” ไม่อยู่ในรายชื่อของการประชุมนี้ โปรดเพิ่มที่ “เปลี่ยนวันหรือรายชื่อ” ก่อน"


class NoMeeting(Refused):
    """The case's procedure calls nobody for items and invites nobody."""

    sentence = "งานนี้ไม่มีขั้นขอวาระหรือเชิญประชุม จึงไม่มีหน้าของการประชุม"


class ItemsThere(Refused):
    """A group that has told items says that it has none."""

    sentence = "ส่งเรื่องไว้แล้ว {count} เรื่อง หากไม่มีวาระโปรดถอนเรื่องเหล่านั้นก่อน"


class MeetingChanged(Refused):
    """Somebody wrote after the writer had seen it; nothing was written."""

    sentence = "มีผู้อื่นบันทึกไปก่อนแล้ว โปรดดูข้อมูลล่าสุดแล้วบันทึกอีกครั้ง"


class LinkDead(Refused):
    """A link is unknown, was ended, or its time is over."""

    sentence = (
        "ลิงก์นี้ใช้ไม่ได้ อาจพิมพ์ไม่ครบ ถูกยกเลิก หรือพ้นกำหนดแล้ว "
        "โปรดติดต่อเจ้าหน้าที่งานการประชุมของสำนักงาน ซึ่งรับคำตอบทางโทรศัพท์หรือเป็นหนังสือได้"
    )


class LinkBusy(Refused):
    """Too much was asked of a link, or too many wrong ones came from an address."""

    sentence = "มีการส่งจากที่นี่มากเกินไป โปรดรออีก {minutes} นาทีแล้วลองใหม่"
