"""Why something cannot be printed, in Thai."""

from thai.errors import Refused


class NoReceivers(Refused):
    """Nobody is told to whom an envelope or label goes."""

    sentence = "ยังไม่ได้บอกผู้รับ โปรดพิมพ์ชื่อผู้รับ หรือเลือกจากรายชื่อ"


class TooManyReceivers(Refused):
    """More receivers, or longer ones, than one file takes."""

    sentence = "พิมพ์ได้ครั้งละไม่เกิน {most} ราย รายละไม่เกิน {lines} บรรทัด โปรดแบ่งพิมพ์หลายครั้ง"


class ReceiversDoNotFit(Refused):
    """The lines of some receivers have no room on what they are to be printed on."""

    sentence = "ที่อยู่ของ “{names}” ยาวเกินที่ว่างบน{size} โปรดย่อหรือตัดบรรทัด หรือเลือกขนาดใหญ่ขึ้น"


class TooManyLines(Refused):
    """A list has more lines than one file takes."""

    sentence = (
        "รายการมี {count} เรื่อง ไฟล์ {kind} พิมพ์ได้ครั้งละไม่เกิน {most} เรื่อง "
        "โปรดเลือกเดือนหรือกลุ่มให้แคบลง หรือเก็บเป็นไฟล์ Word หรือ Excel"
    )


class NotFilledFromRecords(Refused):
    """The office keeps no data that would fill this form."""

    sentence = "“{title}” ไม่มีข้อมูลในระบบให้กรอก โปรดพิมพ์แบบว่าง"
