"""Refusals on signature day."""

from templates.errors import Problem
from thai.errors import Refused


class SigningRefused(Refused):
    """Some of the ticked papers cannot be told as signed; ``problems`` names each by its key.

    Nothing was done with any of them.
    """

    sentence = "ยังไม่ได้บันทึกสักฉบับ โปรดแก้ตามที่ระบุในแต่ละแถว หรือเอาเครื่องหมายออกแล้วกดอีกครั้ง"

    def __init__(self, *, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(problems=problems)


class NotWaiting(Refused):
    """A paper was ticked that does not wait for a signature (any more)."""

    sentence = "ไม่ได้รอลงนามแล้ว โปรดเปิดแฟ้มเสนอลงนามใหม่"


class SignerMissing(Refused):
    """A paper was ticked of which nobody said who signs it."""

    sentence = "ยังไม่ได้ระบุผู้ลงนามในร่าง โปรดเปิดร่างแล้วเลือกผู้ลงนาม"


class DecidedLater(Refused):
    """A decision on paper was told to be of a day that is still to come."""

    sentence = "วันที่ {day} ยังมาไม่ถึง โปรดใส่วันที่ลงไว้ในกระดาษ"
