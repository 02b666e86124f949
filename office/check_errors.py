"""Refusals about checked files."""

from thai.errors import Refused


class CheckForgotten(Refused):
    """A checked file is kept for an hour, and only for whoever gave it."""

    sentence = "ไม่มีไฟล์ที่ตรวจนี้แล้ว (เก็บไว้หนึ่งชั่วโมงและเฉพาะผู้ส่งตรวจ) โปรดส่งไฟล์ตรวจอีกครั้ง"


class SecretGiven(Refused):
    """A document marked with a secrecy class was given; it is not kept, not even for an hour."""

    sentence = (
        "ไฟล์นี้มีชั้นความลับ “{mark}” จึงไม่ตรวจและไม่เก็บไว้ในระบบนี้ "
        "ให้ปฏิบัติตามระเบียบว่าด้วยการรักษาความลับของทางราชการ"
    )


class CopyNotWritten(Refused):
    """A copy or a table could not be written; ``why`` says it in Thai. Nothing was written over."""

    sentence = "วางไฟล์ {file} ไม่ได้: {why}"
