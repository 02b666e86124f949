"""How the day of a meeting refuses, in Thai."""

from collections.abc import Sequence

from templates.errors import Problem, listed
from thai.errors import Refused


class DayInvalid(Refused):
    """What was told of a meeting's day cannot be taken; ``problems`` say where."""

    sentence = "ยังไม่ได้บันทึก โปรดแก้\n{listing}"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(listing=listed(problems))


class DayChanged(Refused):
    """Somebody else wrote there after the version that the writer saw; nothing was written."""

    sentence = "มีผู้อื่นบันทึก{where}ไปก่อนแล้ว โปรดดูข้อความล่าสุดแล้วรวมกับของท่าน ข้อความของท่านยังอยู่ในช่องกรอก"


class NotOnTheAgenda(Refused):
    """A note names an item that the meeting's agenda does not have."""

    sentence = "ไม่พบเรื่องนี้ในระเบียบวาระ ระเบียบวาระอาจเปลี่ยนไปแล้ว โปรดเปิดหน้าวันประชุมใหม่"


class NotInvited(Refused):
    """Attendance names somebody who has no seat in the meeting."""

    sentence = "ไม่พบผู้นี้ในรายชื่อผู้ได้รับเชิญ รายชื่ออาจเปลี่ยนไปแล้ว โปรดเปิดหน้าลงชื่อใหม่"


class NotAMeeting(Refused):
    """The case's procedure makes no minutes, so it has no day."""

    sentence = "งาน “{title}” ไม่ใช่การประชุม จึงไม่มีหน้าวันประชุม"


class MinutesIssued(Refused):
    """The minutes of a meeting are numbered already."""

    sentence = (
        "รายงานการประชุมครั้งนี้ออกเลขแล้วเป็นเอกสาร {record} หากผิดพลาดให้บันทึกการแก้ไข "
        "ในวันประชุมครั้งต่อไปตอนรับรองรายงาน"
    )


class CorrectionUnknown(Refused):
    """No correction of this meeting has this number."""

    sentence = "ไม่พบการแก้ไขนี้ อาจถูกเอาออกแล้ว โปรดเปิดหน้าวันประชุมใหม่"
