"""How mail refuses, in Thai."""

from collections.abc import Sequence

from templates.errors import Problem, listed
from thai.errors import Refused


class MailUnset(Refused):
    """Settings or an address cannot be used; all faults at once, each at its field."""

    sentence = "ยังไม่ได้บันทึก\n{listing}"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(listing=listed(problems))


class MailRefused(Refused):
    """The server did not take a mail, and said so before anything was sent."""

    sentence = "ส่งอีเมลไม่ได้: {why} โปรดตรวจชื่อเครื่อง ช่อง วิธีเข้ารหัส และรหัสผ่าน"


class MailUncertain(Refused):
    """The connection broke while a mail was handed over: it may have arrived."""

    sentence = "การเชื่อมต่อขาดระหว่างส่งอีเมล ไม่ทราบว่าถึงหรือไม่ จึงไม่ส่งซ้ำ"
