"""Ways in which a file that arrived is not taken in; it is set aside with the sentence."""

from thai.errors import Refused


class ArrivalRefused(Refused):
    """A file that is set aside; each reason is a class below."""


class KindNotTaken(ArrivalRefused):
    """A kind of file that is not taken in. Save it as one that is, such as PDF."""

    sentence = "ยังไม่รับไฟล์ชนิด “{suffix}” ({name}) โปรดบันทึกเป็น PDF แล้วส่งใหม่"


class NoEnding(ArrivalRefused):
    """A file whose name has no ending, and whose bytes do not tell what it is. Give it one."""

    sentence = "ไฟล์ {name} ไม่มีนามสกุล จึงไม่รู้ว่าเป็นไฟล์ชนิดใด โปรดเติมนามสกุลให้ถูก เช่น .pdf แล้วส่งใหม่"


class ArrivalEmpty(ArrivalRefused):
    """A file of no bytes. Copy or scan it again."""

    sentence = "ไฟล์ {name} ว่างเปล่า โปรดคัดลอกหรือสแกนใหม่"


class ContentDiffers(ArrivalRefused):
    """What is inside is not what the ending says. Give the file its right ending."""

    sentence = "เนื้อในของไฟล์ {name} ไม่ใช่ชนิดที่นามสกุลบอก โปรดเปิดดูและบันทึกเป็นชนิดที่ถูกต้อง"


class MacrosInside(ArrivalRefused):
    """A document with a program inside. Save it without macros."""

    sentence = "ไฟล์ {name} มีมาโคร (โปรแกรมที่ฝังมา) โปรดบันทึกเป็นไฟล์ที่ไม่มีมาโคร หรือเป็น PDF"


class ActiveInside(ArrivalRefused):
    """A PDF that does more than show pages; ``what`` it has inside, in Thai. Print it to PDF."""

    sentence = "ไฟล์ {name} มี{what} โปรดเปิดดูแล้วสั่งพิมพ์เป็น PDF ใหม่ หรือส่งไฟล์ที่ฝังมาเป็นไฟล์ต่างหาก"


class NotConverted(ArrivalRefused):
    """LibreOffice could not open it; ``why`` says what was seen. Save it as PDF."""

    sentence = "แปลงไฟล์ {name} เพื่ออ่านไม่ได้ ({why}) โปรดบันทึกเป็น PDF แล้วส่งใหม่"


class PackageNotOpened(ArrivalRefused):
    """A Word file or the like that is cut off or too large inside. Ask for it again."""

    sentence = "เปิดไฟล์ {name} ไม่ได้: {why} โปรดขอไฟล์ใหม่จากผู้ส่ง หรือบันทึกเป็น PDF แล้วส่งใหม่"


class NothingToConfirm(ArrivalRefused):
    """The file does not wait to be confirmed any more. Open the list again."""

    sentence = "ไฟล์ “{file}” ไม่ได้รอยืนยันแล้ว โปรดเปิดหน้ารับไฟล์เข้าใหม่"


class SecretArrived(ArrivalRefused):
    """It bears a class of secrecy; such a letter is not kept here."""

    sentence = (
        "ไฟล์ {name} มีชั้นความลับ ({secrecy}) ห้ามเก็บในระบบนี้ "
        "โปรดลงทะเบียนหนังสือลับ แล้วนำไฟล์ออกจากโฟลเดอร์รับเข้า"
    )


class NotUnpacked(ArrivalRefused):
    """A .zip or .eml whose members are not taken out; ``why`` says the reason in Thai."""

    sentence = "แยกไฟล์ใน {name} ไม่ได้: {why} โปรดแยกไฟล์เองแล้วส่งทีละไฟล์"
