"""Refusals about checked files."""

from thai.errors import Refused


class CheckForgotten(Refused):
    """A checked file is kept for an hour, and only for whoever gave it."""

    sentence = "ไม่มีแฟ้มที่ตรวจนี้แล้ว (เก็บไว้หนึ่งชั่วโมงและเฉพาะผู้ส่งตรวจ) โปรดส่งแฟ้มตรวจอีกครั้ง"


class CopyNotWritten(Refused):
    """A corrected copy could not be written; ``why`` says it in Thai. Nothing was written over."""

    sentence = "วางสำเนา {file} ไม่ได้: {why}"
