"""Every way in which the office refuses an act; each sentence says what is wrong and what to do.

Those about drafts stand in ``draft_errors``, those about people in ``people_errors``.
"""

from templates.errors import Problem
from thai.errors import Refused


class NoOfficeHere(Refused):
    """The data folder holds no office yet: create one first."""

    sentence = "ยังไม่มีสำนักงานในโฟลเดอร์ข้อมูล “{folder}” โปรดสั่ง saraban init ก่อน"


class OfficeExists(Refused):
    """An office was to be created where one already lives; nothing was touched."""

    sentence = (
        "โฟลเดอร์ข้อมูล “{folder}” มีสำนักงานอยู่แล้ว ไม่ได้แก้ไขสิ่งใด "
        "หากต้องการเริ่มใหม่โปรดเลือกโฟลเดอร์อื่นด้วย --data"
    )


class SettingsBroken(Refused):
    """The settings file is no TOML, or says something of the wrong kind; ``what`` tells which."""

    sentence = (
        "อ่านไฟล์ตั้งค่า “{file}” ไม่ได้: {what} โปรดแก้ไข หรือลบไฟล์แล้วสร้างใหม่ให้มีสองบรรทัด "
        'format = 1 และ archive = "archive" (หรือที่อยู่จริงของคลังเอกสาร)'
    )


class DataFolderTooNew(Refused):
    """The data folder was written by a newer Saraban."""

    sentence = (
        "โฟลเดอร์ข้อมูล “{folder}” เป็นรูปแบบรุ่น {found} ซึ่งใหม่กว่าโปรแกรมนี้ (รุ่น {known}) โปรดปรับปรุงโปรแกรม"
    )


class ProfileBroken(Refused):
    """The office's own description lacks or misspells something; all faults are told at once."""

    sentence = "ข้อมูลสำนักงานยังไม่ถูกต้อง:\n{faults}"


class FileNotReadable(Refused):
    """A file named by the user is absent, or is not the format its name promises."""

    sentence = "อ่านไฟล์ “{file}” ไม่ได้: {why}"


class UnknownRegister(Refused):
    """No register of this office has that code."""

    sentence = "ไม่มีทะเบียนชื่อ “{code}” ดูรายชื่อทะเบียนได้ด้วย saraban register"


class UnknownGroup(Refused):
    """No group of this office has that id."""

    sentence = "ไม่มีกลุ่ม “{group}” ในข้อมูลสำนักงาน กลุ่มที่มี: {known}"


class NoLetterCode(Refused):
    """The office has not set its letter code, so that letters cannot be numbered."""

    sentence = (
        "ยังไม่ได้กำหนดรหัสหนังสือของสำนักงาน (เช่น ศธ ๐๔๙๙๙) "
        "โปรดสั่ง saraban office set book_code=… ก่อนออกเลข"
    )


class ForeignNumber(Refused):
    """A number was given whose code belongs to no register of this office."""

    sentence = "เลขที่ “{number}” ไม่ตรงกับรหัสของทะเบียนใดในสำนักงาน รหัสที่มี: {known}"


class NumberNotUnderstood(Refused):
    """A given number does not have the form that its register writes."""

    sentence = "อ่านเลขที่ “{number}” ไม่ได้ ทะเบียนนี้เขียนแบบ {pattern}"


class NumberOfAnotherYear(Refused):
    """A number such as 12/2568 was given for a document dated in another year."""

    sentence = "เลขที่ “{number}” เป็นของปี {said} แต่เอกสารลงวันที่ในปี {year} โปรดแก้ให้ตรงกัน"


class NumberTaken(Refused):
    """The number given for back-filling is in the register already."""

    sentence = "เลข {number} ใน{register} ปี {year} มีอยู่แล้ว ({state}{record}) โปรดตรวจเลขที่อีกครั้ง"


class PrintedBefore(Refused):
    """Another register printed the same letter number, when it had the code of this one."""

    sentence = (
        "เลข {number} ออกไปแล้วใน{other} จึงออกซ้ำใน{register}ไม่ได้ "
        "โปรดแก้รหัสของกลุ่ม หรือตั้งเลขแรกของทะเบียนให้พ้นเลขที่ออกไปแล้ว"
    )


class DateLongAgo(Refused):
    """A document is dated long before the office's first register: most likely a misread year."""

    sentence = (
        "วันที่ของเอกสารอ่านได้ว่า{dated} ซึ่งก่อนทะเบียนปีแรกของสำนักงาน (พ.ศ. {first}) เกิน ๒๐ ปี "
        "โปรดเขียนปี พ.ศ. ให้ครบสี่หลัก เช่น {example}"
    )


class DateBeforeLastEntry(Refused):
    """A new number would carry an earlier date than the number before it."""

    sentence = (
        "วันที่ {dated} อยู่ก่อนวันที่ของเลขล่าสุดใน{register} (เลข {last} ลงวันที่ {last_dated}) "
        "โปรดใช้วันที่ไม่ก่อนหน้านั้น หรือระบุเลขที่เดิมของเอกสารหากเป็นการบันทึกย้อนหลัง"
    )


class NumberNotThere(Refused):
    """A register row was named that does not exist."""

    sentence = "ไม่มีเลข {number} ใน{register} ปี {year}"


class AlreadyVoid(Refused):
    """The number was voided before; the first reason stays."""

    sentence = "เลข {number} ใน{register} ปี {year} ยกเลิกไปแล้ว เหตุผล: {reason}"


class RecordVoid(Refused):
    """The record was voided before; the first reason stays."""

    sentence = "เอกสาร {record} ยกเลิกไปแล้ว เหตุผล: {reason}"


class NothingToVoid(Refused):
    """A void was asked for that names neither a record nor a register with a number."""

    sentence = (
        "โปรดระบุสิ่งที่จะยกเลิก: รหัสเอกสาร เช่น saraban void 2569/memo/0001 --reason … "
        "หรือเลขในทะเบียน เช่น saraban void --register orders --number 12 --reason …"
    )


class ReasonMissing(Refused):
    """An act that must be explained was asked for without a reason."""

    sentence = "โปรดระบุเหตุผล ({act}) เพื่อบันทึกไว้"


class SpanOverlaps(Refused):
    """A span of numbers kept elsewhere was declared over numbers that are already in use."""

    sentence = "กำหนดเลขแรกเป็น {first} ไม่ได้ เพราะ{register} ปี {year} ใช้ถึงเลข {last} แล้ว"


class IssueUnfinished(Refused):
    """A number was claimed, but its document is not filed yet; the next start finishes it."""

    sentence = (
        "ออกเลข {number} แล้ว แต่ยังเก็บเอกสารไม่เสร็จ: {why} "
        "เลขนี้ไม่หาย โปรแกรมจะทำต่อให้เองเมื่อเปิดครั้งถัดไป หรือยกเลิกเลขด้วย saraban void"
    )


class AnswersMissing(Refused):
    """A document was asked for without answers."""

    sentence = "โปรดให้คำตอบด้วย --answers ไฟล์ หรือใช้ --example เพื่อลองตัวอย่าง"


class FolderMissing(Refused):
    """A folder to import from, or to write to, does not exist."""

    sentence = "ไม่มีโฟลเดอร์ “{folder}”"


class WorkerRunning(Refused):
    """Another worker already serves this data folder."""

    sentence = "มีผู้ทำงานเบื้องหลังของโฟลเดอร์ข้อมูลนี้อยู่แล้ว"


class MeetingFiled(Refused):
    """The same kind of document was filed for this meeting before."""

    sentence = (
        "{title} ครั้งที่ {number} เก็บไว้แล้วเป็นเอกสาร {record} หากต้องการแก้ไขโปรดเพิ่มฉบับใหม่ของเอกสารนั้น"
    )


class MeetingDateDiffers(Refused):
    """A meeting's number stands in the register with another date."""

    sentence = (
        "การประชุมครั้งที่ {number} ลงทะเบียนไว้เป็นวันที่ {registered} "
        "แต่เอกสารนี้ระบุวันที่ {dated} โปรดตรวจวันที่หรือครั้งที่"
    )


class NothingToNumber(Refused):
    """A register or number was named for a document type that is not numbered."""

    sentence = "{form} ไม่มีเลขทะเบียน โปรดเอาเลขที่หรือชื่อทะเบียนออก"


class SettingsInvalid(Refused):
    """Facts, groups or people of the office were typed that cannot be; ``problems`` names all."""

    sentence = "ข้อมูลสำนักงานยังไม่ถูกต้อง โปรดแก้ตามที่ระบุในแต่ละช่อง"

    def __init__(self, *, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(problems=problems)


class NothingToPrint(Refused):
    """A record has neither answers that still make its document nor pages to print."""

    sentence = "เอกสาร {record} ไม่มีหน้าให้พิมพ์เป็นชุด โปรดพิมพ์จากไฟล์ที่เก็บไว้"


class TellingInvalid(Refused):
    """Something was to be told of a record that cannot be; ``problems`` names all of it."""

    sentence = "ยังบันทึกไม่ได้ โปรดแก้ตามที่ระบุในแต่ละช่อง"

    def __init__(self, *, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(problems=problems)


class FileNotTaken(Refused):
    """A file was laid before the inbox that it does not take."""

    sentence = "ไม่รับไฟล์ “{file}”: {why}"


class UnknownArrival(Refused):
    """No file of the inbox has that number."""

    sentence = "ไม่มีไฟล์รับเข้าลำดับ {id}"


class NothingToRetry(Refused):
    """A file was to be tried again or dismissed that is not set aside (any more)."""

    sentence = "ไฟล์ “{file}” ไม่ได้พักไว้แล้ว โปรดเปิดหน้ารับไฟล์เข้าใหม่"


class SearchNotKept(Refused):
    """A search cannot be kept."""

    sentence = "ยังเก็บคำค้นนี้ไม่ได้: {why}"


class SearchUnknown(Refused):
    """Somebody has no kept search of that number (any more)."""

    sentence = "ไม่มีคำค้นที่เก็บไว้นี้แล้ว"
