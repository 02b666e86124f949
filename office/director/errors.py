"""How the director's records refuse, in Thai."""

from collections.abc import Sequence

from templates.errors import Problem, listed
from thai.errors import Refused


class EntryUnfit(Refused):
    """What was told cannot be written down; all faults at once, each at its field."""

    sentence = "ยังไม่ได้บันทึก\n{listing}"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(listing=listed(problems))


class NotOfDirector(Refused):
    """The case has no rows for people."""

    sentence = "งานนี้ไม่มีรายชื่อบุคลากร โปรดเปิดจากงานบริหารของผู้อำนวยการกลุ่ม"


class UnknownEntry(Refused):
    """The case has no such entry, or it was taken out before."""

    sentence = "ไม่พบรายการนี้ อาจถูกนำออกแล้ว โปรดดูรายการล่าสุด"
