"""Refusals of the day's scans."""

from templates.errors import Problem
from thai.errors import Refused


class ScanUnreadable(Refused):
    """A file of scans cannot be opened, or is not of a kind that is taken."""

    sentence = "ไฟล์ {name} {why}"


class ScanKnown(Refused):
    """The same file, byte by byte, was given in before; its sheets are still there."""

    sentence = "ไฟล์ {name} รับไว้แล้วเมื่อ {day} จึงไม่อ่านซ้ำ"


class UnknownScan(Refused):
    """The sheets asked for are not there, or somebody else's."""

    sentence = "ไม่พบแผ่นสแกนนี้ หรือผู้อื่นแนบไปแล้ว โปรดเปิดหน้าฉบับสแกนใหม่"


class NothingBefore(Refused):
    """Sheets were to be put behind those before them, but none of the same file wait there."""

    sentence = "ไม่มีแผ่นก่อนหน้าในไฟล์เดียวกันที่ยังรออยู่ โปรดระบุเอกสารของแผ่นนี้"


class TargetMissing(Refused):
    """Nobody said to which record sheets belong."""

    sentence = "โปรดใส่เลขที่หนังสือหรือเลขแฟ้มของแผ่นนี้"


class TargetUnclear(Refused):
    """What was typed names no record, or several."""

    sentence = "ไม่พบเอกสาร “{typed}” หรือมีหลายฉบับ โปรดใช้เลขแฟ้ม เช่น 2569/letter/0012"


class AttachRefused(Refused):
    """Some of the chosen scans cannot be attached; ``problems`` names each field, all at once.

    Nothing was attached.
    """

    sentence = "ยังไม่ได้แนบสักฉบับ: {said}"

    def __init__(self, *, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(problems=problems, said=" · ".join(map(str, problems)))
