"""Why a handover is not made, or not taken in."""

from thai.errors import Refused


class NothingToHandOver(Refused):
    """The selection holds no record that this person may read."""

    sentence = "ไม่มีเอกสารที่จะส่งมอบ โปรดเลือกปี แฟ้มเรื่อง หรือเอกสารที่เปิดอ่านได้"


class HandoverDamaged(Refused):
    """Files of the selection are not what was filed; nothing was handed over."""

    sentence = (
        "ยังส่งมอบไม่ได้ ไฟล์ในคลังเสียหาย {count} รายการ:\n{listed}\n"
        "โปรดสั่ง saraban verify แล้วซ่อมจากสำเนาสำรองก่อน"
    )


class HandoverTooLarge(Refused):
    """More than a browser takes at once."""

    sentence = (
        "ดาวน์โหลดได้ครั้งละไม่เกิน {most} ฉบับ และ {size} MB โปรดเลือกให้น้อยลง "
        "หรือให้ผู้ดูแลเครื่องสั่ง saraban handover ลงดิสก์ USB"
    )


class HandoverUnwritable(Refused):
    """The disk that should take the handover refuses."""

    sentence = "เขียนชุดส่งมอบลงใน “{folder}” ไม่ได้ ({why}) ยังไม่มีชุดส่งมอบที่นั่น โปรดตรวจดิสก์แล้วสั่งใหม่"


class GroupUnknown(Refused):
    """A group was named that the office has not."""

    sentence = "ไม่มีกลุ่มงานรหัส “{group}” กลุ่มงานที่มี: {known}"


class UnknownBag(Refused):
    """Nothing of this name lies where handovers are taken in from."""

    sentence = "ไม่พบชุด “{bag}” ใน {place} โปรดวางโฟลเดอร์หรือไฟล์ .zip ไว้ที่นั่น หรือส่งไฟล์ขึ้นมา"


class UnknownTaking(Refused):
    """No taking in has this number."""

    sentence = "ไม่พบการรับมอบที่ {id} โปรดเลือกจากหน้ารับชุดส่งมอบ"


class TakingUnderWay(Refused):
    """One handover is taken in at a time."""

    sentence = "กำลังรับชุดอื่นอยู่ โปรดรอให้เสร็จ หรือหยุดไว้ก่อน"
