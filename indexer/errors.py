"""Ways in which reading a file or asking the index is refused."""

from thai.errors import Refused


class QueryEmpty(Refused):
    """A query without a single letter or figure. Ask for a word, a number or a date."""

    sentence = "ยังไม่ได้บอกว่าจะค้นอะไร โปรดพิมพ์คำ เลขที่หนังสือ หรือวันที่ อย่างน้อยหนึ่งอย่าง"


class QueryTooLong(Refused):
    """A query longer than ``limit`` letters. Ask with a sentence, not with a page."""

    sentence = "คำค้นยาวเกินไป ({length} ตัวอักษร) โปรดใช้ไม่เกิน {limit} ตัวอักษร"


class Unreadable(Refused):
    """A file whose text cannot be had; each reason is a class below."""


class KindUnknown(Unreadable):
    """Neither .docx nor .pdf nor .txt by name and content. Convert it first."""

    sentence = "อ่านไฟล์ {name} ไม่ได้ ระบบอ่านได้เฉพาะ .docx .pdf และ .txt โปรดแปลงไฟล์ก่อน"


class FileTooLarge(Unreadable):
    """More than the ``limit`` (with its unit) of bytes, pages or letters. Split the file."""

    sentence = "ไฟล์ {name} ใหญ่เกินกว่าที่รับได้ (ไม่เกิน {limit}) โปรดแบ่งเป็นไฟล์ย่อย"


class FileDamaged(Unreadable):
    """The content is not what the name says, or is broken. Ask for the file again."""

    sentence = "ไฟล์ {name} ชำรุดหรือไม่ใช่ไฟล์ชนิดที่ชื่อบอก โปรดเปิดดูและบันทึกใหม่ หรือขอไฟล์ใหม่"


class FileLocked(Unreadable):
    """Opening it needs a password. Save a copy without one."""

    sentence = "ไฟล์ {name} ต้องใช้รหัสผ่านจึงเปิดได้ โปรดบันทึกเป็นไฟล์ที่ไม่มีรหัสผ่าน"


class NoTextInside(Unreadable):
    """A readable file without text, such as a scan. It needs text recognition first."""

    sentence = "ไฟล์ {name} ไม่มีข้อความ อาจเป็นภาพสแกน ต้องแปลงภาพเป็นข้อความ (OCR) ก่อน"


class IndexUnusable(Refused):
    """The index folder could not be written or opened, even anew. Nothing filed is lost."""

    sentence = (
        "เปิดหรือเขียนดัชนีค้นหาไม่ได้ ({reason}) เอกสารที่เก็บไว้ยังอยู่ครบ โปรดตรวจเนื้อที่ดิสก์และสิทธิ์ของโฟลเดอร์"
    )


class EngineUnknown(Refused):
    """The settings name no engine that is known. Write one of ``known``, or leave it out."""

    sentence = (
        "ไฟล์ saraban.toml บอกเครื่องค้นหาว่า “{engine}” ซึ่งไม่รู้จัก โปรดแก้ engine ในหัวข้อ [search] "
        "เป็น {known} หรือลบบรรทัดนั้นออก"
    )
