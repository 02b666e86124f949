"""How the evaluation refuses, in Thai."""

from collections.abc import Sequence

from templates.errors import Problem, listed
from thai.errors import Refused


class IndicatorsBroken(Refused):
    """Indicators cannot be used as they were told; every fault is told with its place."""

    sentence = "รายการตัวชี้วัดยังใช้ไม่ได้ โปรดแก้ไขให้ครบทุกข้อ\n{listing}"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(listing=listed(problems))


class NotAnEvaluation(Refused):
    """The case has no rows for indicators."""

    sentence = "งานนี้ไม่มีรายการตัวชี้วัด โปรดเปิดจากงานประเมินส่วนราชการ"


class UnknownIndicator(Refused):
    """The case has no such indicator or round."""

    sentence = "ไม่พบตัวชี้วัดหรือรอบนี้ในงาน อาจถูกนำออกแล้ว โปรดเลือกจากรายการตัวชี้วัด"


class ValueChanged(Refused):
    """Somebody wrote this result after the writer had seen it; nothing was written."""

    sentence = "มีผู้อื่นบันทึกผลของตัวชี้วัดนี้ไปก่อนแล้ว โปรดดูผลล่าสุดแล้วบันทึกอีกครั้ง"


class ValueUnfit(Refused):
    """What was told of a result cannot be written down; all faults at once."""

    sentence = "ยังไม่ได้บันทึกผล\n{listing}"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(listing=listed(problems))
