"""Refusals of the verification page, which anybody may open."""

from archive.errors import UnknownRecord
from office.people_errors import TooManyAttempts


class CodeUnknown(UnknownRecord):
    """No record has this verification code: neither its id nor its hash says which was wrong."""

    sentence = (
        "ไม่พบเอกสารตามรหัสนี้ โปรดตรวจรหัสอีกครั้ง หากพิมพ์ถูกต้องแล้ว "
        "เอกสารที่ท่านถืออยู่อาจไม่ได้ออกจากสำนักงานนี้ โปรดสอบถามสำนักงานโดยตรง"
    )


class AskedTooOften(TooManyAttempts):
    """Too many verifications from this address; wait and try again."""

    sentence = "ตรวจสอบจากที่เดียวกันบ่อยเกินไป โปรดรอ {minutes} นาทีแล้วลองใหม่"
