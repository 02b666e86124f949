"""Refusals about drafts and their way up the line."""

from thai.errors import Refused


class UnknownDraft(Refused):
    """No draft has that number."""

    sentence = "ไม่มีร่างเลขที่ {draft}"


class UnknownVersion(Refused):
    """A version of a draft or a record was asked for that is not kept."""

    sentence = "ไม่มีฉบับที่ {version} เก็บไว้ โปรดเลือกจากรายการฉบับ"


class NothingToUndo(Refused):
    """There is no change of one's own left to take back."""

    sentence = "ไม่มีการแก้ไขของท่านให้เลิกทำแล้ว ฉบับเก่ากว่านี้ดูได้ที่ “ฉบับก่อนหน้า”"


class DraftChanged(Refused):
    """Somebody saved the draft after the version that the user saw."""

    sentence = "ร่าง {draft} ถูกแก้ไขโดยผู้อื่นหลังจากที่ท่านเปิด โปรดเปิดใหม่แล้วแก้ไขอีกครั้ง"


class DraftIssued(Refused):
    """The draft has become a record already."""

    sentence = "ร่าง {draft} ออกเลขแล้วเป็นเอกสาร {record}"


class DraftOfAnother(Refused):
    """A draft was asked for by somebody who neither wrote it nor has it in the line."""

    sentence = "ร่าง {draft} เป็นของ{owner} ผู้อื่นเปิดได้เมื่อเสนอมาถึงตนเท่านั้น"


class DraftSigned(Refused):
    """A signed draft was to be changed; reopen it first, which takes the signature away."""

    sentence = "ร่าง {draft} ลงนามแล้ว หากต้องแก้ไขโปรดกด “แก้ไขอีกครั้ง” ซึ่งจะทำให้การลงนามเดิมใช้ไม่ได้"


class StepOpen(Refused):
    """The draft lies with somebody already; withdraw it, or wait for the decision."""

    sentence = "ร่าง {draft} เสนออยู่ที่{who}แล้ว โปรดรอผล หรือถอนกลับก่อน"


class NothingToDecide(Refused):
    """The draft does not lie with this person (any more)."""

    sentence = "ร่าง {draft} ไม่ได้อยู่ที่ท่านแล้ว โปรดเปิดโต๊ะทำงานดูสถานะล่าสุด"


class NobodyNamed(Refused):
    """A draft was to be laid before nobody."""

    sentence = "โปรดเลือกผู้ที่จะเสนอร่างนี้"


class NobodyHolds(Refused):
    """A draft was to be laid before whoever holds a role, and nobody holds it in that group."""

    sentence = "ยังไม่มีผู้ใดถือบทบาท{role} ของ{group} โปรดเลือกบุคคลแทน หรือให้ผู้ดูแลระบบให้บทบาทก่อน"


class RemarkMissing(Refused):
    """A draft was to be returned without saying why."""

    sentence = "โปรดเขียนข้อสังเกตว่าให้แก้ไขอะไร ก่อนส่งร่างกลับ"


class Superseded(Refused):
    """A preview was asked for again before it was drawn: only the newest is made."""

    sentence = "มีภาพตัวอย่างที่ใหม่กว่า"
