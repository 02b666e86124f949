"""Ways in which a scan is not read."""

from indexer.errors import Unreadable


class NoTesseract(Unreadable):
    """Tesseract, or its Thai model, is not installed. Install it, then read the file again."""

    sentence = (
        "อ่านภาพสแกนไม่ได้ เพราะเครื่องนี้ยังไม่มีโปรแกรม Tesseract พร้อมภาษาไทยและอังกฤษ "
        "โปรดให้ผู้ดูแลเครื่องติดตั้ง แล้วอ่านไฟล์อีกครั้ง"
    )


class PageTooSlow(Unreadable):
    """Reading took more than ``seconds`` of work and was ended. Scan again, or type the fields."""

    sentence = "อ่านไฟล์ {name} ไม่เสร็จใน {seconds} วินาที จึงหยุดไว้ โปรดสแกนใหม่ หรือกรอกข้อมูลเอง"


class PageWaited(PageTooSlow):
    """The clock ran out after ``seconds``: the machine was busy, or a reader hung. Read again."""

    sentence = (
        "อ่านไฟล์ {name} ไม่เสร็จใน {seconds} วินาที เพราะเครื่องกำลังทำงานอื่นมาก จึงหยุดไว้ "
        "โปรดสั่งอ่านอีกครั้งเมื่อเครื่องว่าง หรือกรอกข้อมูลเอง"
    )


class PictureTooLarge(Unreadable):
    """A picture of more than ``limit`` million pixels. Scan it at 300 dots to the inch."""

    sentence = "ภาพในไฟล์ {name} ใหญ่เกินไป (ไม่เกิน {limit} ล้านจุด) โปรดสแกนใหม่ที่ 300 จุดต่อนิ้ว"


class ReadersBusy(Unreadable):
    """Every child that reads files is at work on others. Ask again in a moment."""

    sentence = "ขณะนี้เครื่องกำลังเปิดไฟล์อื่นอยู่หลายไฟล์ จึงยังเปิดไฟล์นี้ไม่ได้ โปรดลองอีกครั้งในอีกสักครู่"
