"""Why papers are not bound, in Thai."""

from collections.abc import Sequence

from templates.pack import Unopened
from thai.digits import to_thai
from thai.errors import Refused


class PackEmpty(Refused):
    """Nothing was chosen, or nothing of it can be opened."""

    sentence = "ยังไม่มีเอกสารให้รวมเล่ม โปรดเลือกอย่างน้อยหนึ่งไฟล์"


class PackTooLong(Refused):
    """More papers than one volume takes."""

    sentence = "รวมได้ครั้งละไม่เกิน {most} ไฟล์ และไม่เกิน {pages} หน้า โปรดแบ่งเป็นหลายเล่ม"


class PieceUnclear(Refused):
    """A line of the list of papers does not say which record is meant."""

    sentence = "“{text}” ไม่ใช่เลขแฟ้มเอกสาร เช่น 2569/memo/0001 โปรดแก้ไข"


class PackFaulty(Refused):
    """Some papers cannot be opened; they are left out only when somebody says so."""

    sentence = "เปิด {count} ไฟล์ไม่ได้:\n{listed}\nโปรดแก้ไขไฟล์ หรือเลือกให้ข้ามไฟล์ที่เปิดไม่ได้"

    def __init__(self, faults: Sequence[Unopened]) -> None:
        self.faults = tuple(faults)
        listed = "\n".join(f"{one.title}: {one.why}" for one in faults)
        super().__init__(count=to_thai(str(len(faults))), listed=listed)
