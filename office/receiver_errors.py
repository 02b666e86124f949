"""Refusals about the directory of receivers."""

from thai.errors import Refused


class UnknownReceiver(Refused):
    """No receiver of the directory has that number (any more)."""

    sentence = "ไม่พบผู้รับรายนี้ในรายชื่อ อาจมีผู้ลบหรือรวมรายการแล้ว โปรดเปิดรายชื่อใหม่"


class ReceiverChanged(Refused):
    """Somebody changed a receiver after the writer had opened it."""

    sentence = "ผู้อื่นแก้ไข “{name}” หลังจากที่ท่านเปิด โปรดเปิดใหม่แล้วแก้ไขอีกครั้ง"


class ReceiverUnnamed(Refused):
    """A receiver has no name, or one that is too long."""

    sentence = "โปรดพิมพ์ตำแหน่งหรือชื่อผู้รับ ไม่เกิน {most} ตัวอักษร และที่อยู่ไม่เกิน {lines} บรรทัด"


class ReceiverKnown(Refused):
    """The directory has a receiver of this name already."""

    sentence = "มี “{name}” ในรายชื่อแล้ว โปรดแก้ไขรายการเดิมแทนการเพิ่มใหม่"


class ClosingUnknown(Refused):
    """A closing is none of the regulation's, or the rank of the receiver must be told."""

    sentence = "ไม่รู้คำขึ้นต้นและคำลงท้ายของ “{name}” โปรดเลือกตามสมณศักดิ์หรือฐานันดร"


class NothingToMerge(Refused):
    """Fewer than two receivers were chosen, or the one to stay is none of them."""

    sentence = "โปรดเลือกอย่างน้อยสองรายการที่เป็นผู้รับเดียวกัน แล้วเลือกรายการที่จะคงไว้"


class TooManyKept(Refused):
    """The directory is full."""

    sentence = "รายชื่อผู้รับเก็บได้ไม่เกิน {most} ราย โปรดลบหรือรวมรายการก่อน"
