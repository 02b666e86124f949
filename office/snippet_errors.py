"""Refusals about text snippets."""

from thai.errors import Refused


class UnknownSnippet(Refused):
    """No snippet has that number, or it is another person's."""

    sentence = "ไม่พบข้อความสำเร็จรูปนี้ อาจลบไปแล้ว โปรดเปิดรายการใหม่"


class SnippetEmpty(Refused):
    """A snippet lacks its title or text, or is too long."""

    sentence = "โปรดพิมพ์ชื่อ (ไม่เกิน {most} ตัวอักษร) และข้อความ (ไม่เกิน {long} ตัวอักษร)"


class SnippetNotYours(Refused):
    """The office's snippets are kept by who keeps the registers, others' by nobody else."""

    sentence = "ข้อความของสำนักงานแก้ไขได้โดยผู้ดูแลทะเบียน ท่านเก็บเป็นข้อความของท่านเองได้"


class SnippetChanged(Refused):
    """Somebody changed the snippet after the writer had opened it."""

    sentence = "ข้อความนี้มีผู้แก้ไขหลังจากที่ท่านเปิด โปรดเปิดใหม่แล้วแก้ไขอีกครั้ง"


class TooManySnippets(Refused):
    """There is no room for more."""

    sentence = "เก็บข้อความสำเร็จรูปได้ไม่เกิน {most} รายการ โปรดลบรายการที่ไม่ใช้ก่อน"
