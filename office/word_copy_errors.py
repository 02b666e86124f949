"""Refusals about drafts that people go on with in Word."""

from thai.errors import Refused


class PlacesGone(Refused):
    """The Word file has no marked place any more for number or date (``places``)."""

    sentence = (
        "ในไฟล์ Word ไม่มีช่องสำหรับเติม{places}แล้ว จึงออกเลขจากไฟล์นี้ไม่ได้ "
        "โปรดดาวน์โหลดไฟล์ Word จากหน้า “แก้ต่อใน Word” อีกครั้ง คัดลอกช่องที่มีกรอบชื่อ{places}มาวางที่เดิม "
        "แล้วส่งไฟล์กลับเข้ามาใหม่"
    )


class ChangesPending(Refused):
    """The Word file holds tracked changes or remarks, which would be printed."""

    sentence = (
        "ในไฟล์ Word ยังมีการแก้ไขที่รอการยอมรับ (Track Changes) หรือข้อคิดเห็นที่ขอบกระดาษ "
        "โปรดยอมรับหรือปฏิเสธทุกแห่ง ลบข้อคิดเห็น แล้วส่งไฟล์อีกครั้ง"
    )


class NoWordCopy(Refused):
    """The draft has no Word file, or not this version of it."""

    sentence = "ร่าง {draft} ไม่มีไฟล์ Word รุ่นนี้"
