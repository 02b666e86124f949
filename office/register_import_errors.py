"""Why an old register's table is not taken in."""

from collections.abc import Sequence

from thai.digits import to_thai
from thai.errors import Refused

LISTED = 200


class ColumnsUnclear(Refused):
    """It is not clear which column holds what; the person can say so."""

    sentence = (
        "ไม่รู้ว่าคอลัมน์ใดเป็น{missing} หัวตารางที่พบ: {heads} "
        "โปรดระบุคอลัมน์เป็นตัวอักษรของ Excel (คำสั่ง: --column number=A --column dated=B)"
    )


class ColumnUnknown(Refused):
    """A column was named that the table has not."""

    sentence = "ไม่มีคอลัมน์ “{column}” ในตาราง ระบุเป็นตัวอักษรของ Excel เช่น B หรือหัวตาราง: {heads}"


class OldRowsFaulty(Refused):
    """Rows of the table cannot be taken as they are; ``faults`` are (line, why)."""

    sentence = (
        "นำเข้ายังไม่ได้ {count} แถวต้องแก้:\n{listed}\nโปรดแก้ในไฟล์แล้วสั่งใหม่ หรือสั่งให้ข้ามแถวเหล่านี้ (--skip)"
    )

    def __init__(self, faults: Sequence[tuple[int, str]]) -> None:
        self.faults = tuple(faults)
        told = [f"แถวที่ {to_thai(str(line))}: {why}" for line, why in faults[:LISTED]]
        more = [f"และอีก {to_thai(str(len(faults) - LISTED))} แถว"] if len(faults) > LISTED else []
        super().__init__(count=to_thai(str(len(faults))), listed="\n".join([*told, *more]))
