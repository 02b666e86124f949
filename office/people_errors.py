"""Refusals about people: accounts, roles, log-in, a program's key, acting signers."""

from thai.errors import Refused


class NotPermitted(Refused):
    """The account may not do this; an administrator can grant the role."""

    sentence = "บัญชี “{user}” ไม่มีสิทธิ์{act} โปรดติดต่อผู้ดูแลระบบของสำนักงาน"


class UnknownAccount(Refused):
    """No account has that user name."""

    sentence = "ไม่มีบัญชีผู้ใช้ “{user}”"


class AccountExists(Refused):
    """The user name is taken."""

    sentence = "มีบัญชีผู้ใช้ “{user}” อยู่แล้ว"


class UnknownRole(Refused):
    """A role was named that roles.yaml does not have."""

    sentence = "ไม่มีบทบาท “{role}” บทบาทที่มี: {known}"


class UnknownPerson(Refused):
    """No person of the directory has that id."""

    sentence = "ไม่มีบุคคลรหัส “{person}” ในทำเนียบของสำนักงาน"


class UserNameInvalid(Refused):
    """A user name has characters beyond small Latin letters, digits, point, hyphen, underscore."""

    sentence = "ชื่อผู้ใช้ “{user}” ใช้ได้เฉพาะ a-z 0-9 . _ - และยาว ๒–๓๒ ตัว"


class PasswordTooShort(Refused):
    """A password below the least length was offered."""

    sentence = "รหัสผ่านต้องยาวอย่างน้อย {least} ตัวอักษร"


class LinkExpired(Refused):
    """The one-time link was used, replaced or is too old."""

    sentence = "ลิงก์ตั้งรหัสผ่านนี้ใช้ไม่ได้แล้ว โปรดขอลิงก์ใหม่จากผู้ดูแลระบบ"


class WrongPassword(Refused):
    """User name and password do not belong together (which of the two is not told)."""

    sentence = "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง โปรดตรวจว่าแป้นพิมพ์เป็นภาษาใด แล้วพิมพ์อีกครั้ง"


class TooManyAttempts(Refused):
    """Too many failed log-ins for this account or from this address; wait and try again."""

    sentence = "ลองเข้าระบบผิดหลายครั้งเกินไป โปรดรอ {minutes} นาทีแล้วลองใหม่ หรือขอลิงก์ตั้งรหัสผ่านจากผู้ดูแลระบบ"


class WrongPin(Refused):
    """The PIN is not that person's."""

    sentence = "PIN ไม่ถูกต้อง โปรดลองอีกครั้ง หรือใช้รหัสผ่าน"


class PinBlocked(Refused):
    """The account has no PIN, or it was missed five times: the password is asked for."""

    sentence = "ใช้ PIN ไม่ได้ เพราะยังไม่ได้ตั้งหรือพิมพ์ผิดครบ ๕ ครั้ง โปรดใช้รหัสผ่าน"


class PinTooSimple(Refused):
    """A PIN has 4 to 6 figures, not all alike and not in a row."""

    sentence = "PIN ต้องเป็นตัวเลข ๔–๖ หลัก ไม่ใช่เลขเดียวกันทั้งหมด และไม่เรียงกัน"


class NotUnlockedHere(Refused):
    """Nobody gave this person's password on this browser today."""

    sentence = "บุคคลนี้ยังไม่ได้เข้าระบบด้วยรหัสผ่านบนเครื่องนี้วันนี้ โปรดใช้รหัสผ่าน"


class ActingDatesWrong(Refused):
    """An authorisation to act for somebody would end before it begins."""

    sentence = "วันสิ้นสุดการแทนต้องไม่อยู่ก่อนวันเริ่ม โปรดแก้วันที่"


class ActingIncomplete(Refused):
    """An authorisation to act lacks person, mode or order."""

    sentence = "โปรดระบุผู้แทน ลงนามในฐานะ และคำสั่งที่มอบอำนาจให้ครบ"


class TokenUnknown(Refused):
    """A program's key is absent, wrong, revoked, or its account is closed."""

    sentence = "กุญแจของโปรแกรม (token) ใช้ไม่ได้ โปรดทำใหม่ที่หน้าบัญชีของฉัน"


class TokenTitleMissing(Refused):
    """A key was asked for without saying what for."""

    sentence = "โปรดระบุว่ากุญแจนี้ใช้กับโปรแกรมใด"
