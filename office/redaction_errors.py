"""Every way in which a redacted copy is refused."""

from thai.errors import Refused


class NothingToRedact(Refused):
    """The record has no PDF or picture whose pages could be covered."""

    sentence = "เอกสาร {record} ไม่มีไฟล์ PDF หรือภาพที่ทำฉบับปกปิดได้ โปรดรอให้ PDF เสร็จ หรือแนบฉบับสแกนก่อน"


class TooManyPages(Refused):
    """The file has more pages than are covered at once."""

    sentence = "ไฟล์นี้มี {pages} หน้า ทำฉบับปกปิดได้ครั้งละไม่เกิน {most} หน้า"


class BoxUnclear(Refused):
    """A box on the command line is not five numbers."""

    sentence = "อ่านกรอบ “{text}” ไม่ได้ ต้องเป็น หน้า,ซ้าย,บน,กว้าง,สูง (มิลลิเมตร) เช่น 1,30,100,50,8"
