"""Why something about folders cannot be printed, in Thai."""

from thai.errors import Refused


class NothingThere(Refused):
    """No record is told to lie there, or none that the asker may read."""

    sentence = "ไม่มีเอกสารที่ท่านอ่านได้อยู่ที่นั่น โปรดบันทึกที่เก็บต้นฉบับที่หน้าเอกสารก่อน หรือเลือกที่อื่น"


class NoneTicked(Refused):
    """Labels were asked for, and no folder was ticked."""

    sentence = "ยังไม่ได้เลือกแฟ้ม โปรดกาช่องหน้าแฟ้มที่จะพิมพ์สัน แล้วกดพิมพ์อีกครั้ง"
