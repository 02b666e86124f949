"""How procedures and cases refuse, in Thai."""

from collections.abc import Sequence

from office.people_errors import NotPermitted
from templates.errors import Problem, listed
from thai.errors import Refused


class ProcedureBroken(Refused):
    """A procedure's file cannot be used; ``faults`` has all that is wrong with it."""

    sentence = "ขั้นตอนงาน “{name}” ใช้ไม่ได้ โปรดแก้ไขไฟล์ให้ครบทุกข้อ\n{listing}"

    def __init__(self, name: str, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(name=name, listing=listed(faults))


class ProcedureNameless(Refused):
    """An own procedure needs an id that can be a file's name."""

    sentence = "รหัสขั้นตอนงานต้องเป็นอักษรอังกฤษตัวเล็ก ตัวเลข หรือ _ ขึ้นต้นด้วยอักษร เช่น budget_meeting"


class ProcedureChanged(Refused):
    """Somebody changed the procedure after the writer had seen it; nothing was written."""

    sentence = "มีผู้อื่นแก้ขั้นตอนงานนี้ไปก่อนแล้ว ข้อความของท่านยังอยู่ โปรดคัดลอกไว้แล้วเปิดฉบับล่าสุด"


class UnknownProcedure(Refused):
    """No procedure has this id."""

    sentence = "ไม่มีขั้นตอนงาน “{id}” โปรดเลือกจาก {known}"


class UnknownCase(Refused):
    """No case has this number, or this row does not belong to it."""

    sentence = "ไม่พบงานเลขที่ {case} อาจถูกลบหรือพิมพ์เลขผิด โปรดเลือกจากหน้า “งานตามขั้นตอน”"


class NoSuchRow(Refused):
    """A step of a case was named that has no such row left."""

    sentence = "ไม่พบรายการที่ยังบันทึกได้ในขั้น “{step}” โปรดดูรหัสขั้นด้วย saraban case show"


class CaseIncomplete(Refused):
    """A case was begun or changed without what its procedure needs; all is told."""

    sentence = "ข้อมูลของงานยังไม่ครบ โปรดเติม\n{listing}"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(listing=listed(problems))


class CaseChanged(Refused):
    """Somebody changed the case after the writer had seen it; nothing was written."""

    sentence = "มีผู้อื่นบันทึกงานนี้ไปก่อนแล้ว โปรดดูสถานะล่าสุดแล้วบันทึกอีกครั้ง"


class CaseClosed(Refused):
    """The case is closed or cancelled, so nothing moves in it."""

    sentence = "งานนี้{state} หากต้องทำต่อโปรดเปิดงานอีกครั้งก่อน"


class MoveImpossible(Refused):
    """A row cannot go from the one state to the other."""

    sentence = "ขั้น “{step}” {now}อยู่ จึงเปลี่ยนเป็น{to}ไม่ได้"


class MoveNeedsReason(Refused):
    """This move must be explained."""

    sentence = "โปรดระบุเหตุผลที่{to}ในขั้น “{step}”"


class CaseNeedsReason(MoveNeedsReason):
    """Cancelling a case or opening it again must be explained."""

    sentence = "โปรดบอกเหตุผลที่{act}"


class CaseOfOthers(NotPermitted):
    """Somebody who only has a part in a case would end it for everybody, or move its days."""

    sentence = (
        "ผู้ปิด ยกเลิก เปลี่ยนวันหรือรายการของงานนี้ได้ คือผู้เริ่มงาน เจ้าหน้าที่ที่ทำงานของทั้งสำนักงาน "
        "และผู้บริหาร โปรดแจ้งผู้เริ่มงาน"
    )


class RowOfOthers(NotPermitted):
    """Somebody would move a row of another group or person in a case of the whole office."""

    sentence = (
        "รายการนี้ในขั้น “{step}” เป็นของ{whose} ผู้บันทึกได้คือเจ้าของรายการ ผู้เริ่มงาน "
        "และเจ้าหน้าที่ที่ทำงานของทั้งสำนักงาน"
    )


class GateShut(Refused):
    """A step may not begin before another one is done, by law or by its nature."""

    sentence = "ทำขั้น “{step}” ยังไม่ได้ ต้องให้ขั้น “{gate}” เสร็จก่อน"


class PaperNotOfStep(Refused):
    """A step was asked for a paper that its procedure does not name."""

    sentence = "ขั้น “{step}” ไม่มีเอกสาร “{form}” โปรดเลือกจากรายการในหน้างาน"


class UnknownResolution(Refused):
    """No followed resolution has this number."""

    sentence = "ไม่พบมติเลขที่ {resolution} โปรดเลือกจากหน้างานของการประชุมนั้น"


class ReportMissing(Refused):
    """A resolution was moved on without telling anything about it."""

    sentence = "โปรดเขียนรายงานหรือเหตุผลก่อนเปลี่ยนเป็น “{to}”"


class UnknownCalendar(Refused):
    """No account has this link, or it was ended."""

    sentence = "ลิงก์ปฏิทินนี้ใช้ไม่ได้แล้ว โปรดทำลิงก์ใหม่จากหน้า “งานตามขั้นตอน”"


class BookOfNothing(Refused):
    """An evidence book was asked for without a case or a whole period."""

    sentence = "โปรดระบุเลขงาน หรือช่วงเวลาด้วย --from และ --to"


class HolidayUnreadable(Refused):
    """Lines of a list of holidays cannot be read; all of them are told."""

    sentence = "อ่านรายการวันหยุดไม่ได้ โปรดเขียนบรรทัดละหนึ่งวัน เช่น ๑ มกราคม ๒๕๗๐ วันขึ้นปีใหม่\n{listing}"

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(listing=listed(faults))
