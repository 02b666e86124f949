"""Why many letters cannot be made at once, in Thai."""

from collections.abc import Sequence
from dataclasses import dataclass

from templates.errors import Problem
from thai.digits import to_thai
from thai.errors import Refused


class SheetUnreadable(Refused):
    """A file of receivers, or an old register, cannot be read as a table."""

    sentence = "อ่านตาราง “{file}” ไม่ได้: {why}"


class FormWithoutReceiver(Refused):
    """The form has no place for a receiver, or none for a list of them."""

    sentence = "“{form}” ทำถึงผู้รับหลายรายไม่ได้ เพราะแบบนี้ไม่มีช่อง{place}"


class UnknownBatch(Refused):
    """No batch has that number, or not for this person."""

    sentence = "ไม่มีชุดหนังสือเลขที่ {batch}"


class BatchNotReady(Refused):
    """The batch is not where the act begins: not stopped, not done."""

    sentence = "ชุดหนังสือที่ {batch} {state} จึง{act}ไม่ได้"


@dataclass(frozen=True)
class RowFault:
    """What is wrong in a table: its row as the sheet counts it (0 = all of it) and its column."""

    row: int
    column: str
    message: str

    @property
    def place(self) -> str:
        """Where it is, in words."""
        row = f"แถวที่ {to_thai(str(self.row))}" if self.row else "ทั้งตาราง"
        return f"{row} ช่อง “{self.column}”" if self.column else row

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class BatchFaulty(Refused):
    """Everything that is wrong in the receivers of a batch; nothing was made."""

    sentence = "ยังทำไม่ได้ โปรดแก้ {count} แห่ง:\n{listed}"

    def __init__(self, faults: Sequence[RowFault]) -> None:
        self.faults = tuple(faults)
        count = to_thai(f"{len(faults):,}")
        super().__init__(count=count, listed="\n".join(map(str, faults)))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The faults as the API tells them; ``path`` is the row as the sheet counts it."""
        return tuple(Problem(str(one.row), one.column, one.message) for one in self.faults)
