"""Refusals about the rules of where letters that arrive belong."""

from thai.errors import Refused


class UnknownRule(Refused):
    """No rule has that id; somebody may have thrown it away."""

    sentence = "ไม่พบกฎนี้ อาจลบไปแล้ว โปรดเปิดรายการกฎใหม่"


class RuleTriedOtherwise(Refused):
    """A rule is switched on only after a look at what it fits; that is other than what was seen."""

    sentence = (
        "ยังไม่ได้เปิดใช้กฎ ผลทดลองกับเอกสารที่เก็บไว้ตอนนี้คือ หมวดเดียวกัน {same} ฉบับ ต่างหมวด {other} ฉบับ "
        "โปรดดูผลแล้วยืนยันอีกครั้ง"
    )


class NothingToUndo(Refused):
    """No rule filed this file, or that was undone already."""

    sentence = "ไฟล์ “{file}” ไม่ได้เก็บตามกฎ หรือเลิกทำไปแล้ว"
