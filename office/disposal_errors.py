"""Why records are not put forward for destruction, or not destroyed, in Thai."""

from thai.errors import Refused


class UnknownDisposal(Refused):
    """No yearly list (to be destroyed; twenty years old) has this number."""

    sentence = "ไม่พบบัญชีที่ {id} โปรดเลือกจากหน้าการทำลายหนังสือ หรือหน้าหนังสือครบ ๒๐ ปี"


class DisposalOpen(Refused):
    """The survey of this year is under way already, as list ``id``."""

    sentence = "บัญชีประจำปี {year} ทำอยู่แล้ว โปรดทำต่อให้จบ หรือเลิกบัญชีเดิมก่อน"


class NothingExpired(Refused):
    """No record's term has ended."""

    sentence = "ไม่มีหนังสือที่ครบอายุการเก็บเมื่อสิ้นปี {year} จึงไม่มีรายการให้ขอทำลาย"


class YearNotOver(Refused):
    """The terms of a year are looked at when it is over."""

    sentence = "ยังไม่สิ้นปี {year} โปรดสำรวจหลังวันที่ ๓๑ ธันวาคม"


class DisposalChanged(Refused):
    """Somebody else wrote on the list since it was seen."""

    sentence = "มีผู้บันทึกบัญชีนี้ก่อนท่าน โปรดตรวจสิ่งที่บันทึกไว้ แล้วกดบันทึกอีกครั้ง สิ่งที่ท่านพิมพ์ยังอยู่"


class NotTheTime(Refused):
    """The step does not come now; ``why`` says what is missing first."""

    sentence = "ยังทำขั้นนี้ไม่ได้ เพราะ{why}"


class NothingOldEnough(Refused):
    """No record is twenty years old that an earlier list has not settled."""

    sentence = "ไม่มีหนังสือที่ครบ ๒๐ ปีในปี {year} ซึ่งยังไม่ได้พิจารณา"


class YearNotBegun(Refused):
    """The list of a year is begun in that year or later."""

    sentence = "ยังไม่ถึงปี {year} โปรดสำรวจเมื่อถึงปีนั้น"


class VerdictUnclear(Refused):
    """A decision on the command line is not ``line=decision`` or ``line=decision:year``."""

    sentence = "อ่านผลการพิจารณา “{text}” ไม่ได้ ต้องเป็น รายการ=ผล เช่น 3=keep หรือ 3=keep:2575"
