"""Why a register gives no number, is not closed, or takes no explanation."""

from thai.errors import Refused


class NumberGivenElsewhere(Refused):
    """Another system gives the numbers of this register; the document must bring its own."""

    sentence = "เลขของ{register}ได้จาก {source} โปรดใส่เลขที่ได้มาในช่องเลขที่ของเอกสาร แล้วออกเลขอีกครั้ง"


class YearClosed(Refused):
    """The year of a register is closed: nothing gets its next number."""

    sentence = (
        "{register} ปี {year} ปิดแล้ว จึงไม่ออกเลขใหม่ โปรดแก้วันที่ให้อยู่ในปีนี้ "
        "หากเอกสารมีเลขอยู่แล้ว โปรดใส่เลขนั้นเพื่อบันทึกย้อนหลัง"
    )


class ReservedTooShort(Refused):
    """A number was to be reserved until a day that is over, or before its own day."""

    sentence = "จองถึงวันที่ {until} ไม่ได้ เพราะเลขจะพ้นกำหนดทันที โปรดใส่วันที่ {day} หรือหลังจากนั้น หรือเว้นว่างไว้"


class AnotherYear(Refused):
    """A number of another year than the present was to be reserved, and nobody said so."""

    sentence = (
        "วันที่ {dated} อยู่ในปี {year} เลขที่จองจะเป็นเลขของปี {year} คือ {number} ไม่ใช่ของปี {now} "
        "โปรดแก้วันที่ หรือยืนยันว่าต้องการเลขของปี {year}"
    )


class YearNotBegun(Refused):
    """A number was to be reserved in a year that is farther away than the next."""

    sentence = "ปี {year} ยังไม่เริ่ม จองเลขล่วงหน้าได้ไม่เกินปี {last} โปรดแก้วันที่"


class ClosedWithoutReason(Refused):
    """A number is entered after the fact into a closed year, and nobody says why."""

    sentence = "{register} ปี {year} ปิดแล้ว การบันทึกเลขย้อนหลังต้องมีเหตุผล และทำได้โดยผู้ดูแลทะเบียน"


class ClosedBefore(Refused):
    """The register and year is closed already."""

    sentence = "{register} ปี {year} ปิดไปแล้ว"


class YearGoesOn(Refused):
    """A year is closed when it is over."""

    sentence = "ยังไม่สิ้นปี {year} โปรดปิด{register}หลังวันที่ ๓๑ ธันวาคม"


class NotYetClosed(Refused):
    """Numbers are still open: reserved, under way, or unexplained; ``listed`` says which."""

    sentence = "ยังปิด{register} ปี {year} ไม่ได้:\n{listed}"


class NothingToExplain(Refused):
    """Some number from ``first`` to ``last`` is explained already, or beyond the last one given."""

    sentence = "เลข {first}–{last} ไม่ใช่ช่วงที่ขาดคำอธิบายทั้งช่วง โปรดเลือกจากหน้าตรวจเลข"


class NotNumberedElsewhere(Refused):
    """Numbers of meetings are always given here."""

    sentence = "เลขของ{register}ออกที่นี่เท่านั้น ระบบอื่นให้เลขได้กับทะเบียนอื่นทุกเล่ม ยกเว้นทะเบียนของการประชุม"
