"""A register as the printed book has it: its columns, its rows, and what stands in the gaps."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from archive.records import RecordId
from archive.sendings import read
from office.books import RECEIVED, Register
from office.numbering import STATES, Span
from office.register_pages import RegisterPage
from office.registers import Entry
from office.sendings import action
from office.veiling import HIDDEN
from thai.digits import to_thai
from web.filters import short
from web.lists import Columns

LETTERS = Columns(  # แบบที่ ๑๔ (spec 3.2)
    ("เลขทะเบียนส่ง", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ"),
    (12, 22, 14, 28, 28, 60, 36, 28),
)
ARRIVED = Columns(("เลขทะเบียนรับ", *LETTERS.heads[1:]), LETTERS.widths)  # แบบที่ ๑๓ (spec 3.1)
OTHERS = Columns(("เลขที่", "ลงวันที่", "จาก", "เรื่อง", "การปฏิบัติ", "หมายเหตุ"), (14, 14, 28, 70, 36, 28))


@dataclass(frozen=True)
class Row:
    """A line of the book. ``state`` is an entry's, "span" for numbers kept elsewhere, or "lost".

    ``first`` orders the lines; ``record`` leads to the document, None where there is none.
    """

    first: int
    state: str
    number: str
    printed: str = ""
    dated: str = ""
    sender: str = ""
    receiver: str = ""
    title: str = ""
    action: str = ""
    note: str = ""
    record: RecordId | None = None

    def cells(self, book: Register) -> tuple[str, ...]:
        """Return the line's cells under the columns of its book."""
        if book.is_for_letters or book.kind == RECEIVED:
            head: tuple[str, ...] = (self.number, self.printed, self.dated, self.sender)
            return (*head, self.receiver, self.title, self.action, self.note)
        head = (self.printed or self.number, self.dated, self.sender)
        return (*head, self.title, self.action, self.note)


def columns(book: Register) -> Columns:
    """Return the columns of a book."""
    if book.kind == RECEIVED:
        return ARRIVED
    return LETTERS if book.is_for_letters else OTHERS


def rows(held: RegisterPage) -> list[Row]:
    """Return the lines of a page with what explains the numbers between."""
    lines = [_entry(row, held.sendings) for row in held.entries]
    if held.register.kind == RECEIVED:
        lines = [_arrived(*pair, held) for pair in zip(held.entries, lines, strict=True)]
    lines += [_span(span) for span in held.spans]
    lines += [_lost(number) for number in held.unexplained]
    return sorted(lines, key=lambda line: line.first)


def _entry(row: Entry, sendings: Mapping[str, str]) -> Row:
    line = Row(
        first=row.number,
        state=row.state,
        number=to_thai(str(row.number)),
        printed=row.printed,
        dated=short(row.dated),
        sender=row.sender,
        receiver=row.receiver,
        title=row.title,
        note=_note(row),
    )
    if not row.record or row.state == "pending":
        return line
    told = sendings.get(row.record)
    if told is None:
        return replace(line, title=HIDDEN, sender="", receiver="")
    return replace(line, record=RecordId.parse(row.record), action=_action(told))


def _arrived(entry: Entry, line: Row, held: RegisterPage) -> Row:
    """Put the letter's own number and day in the place of the office's."""
    own = entry.letter, entry.letter_dated
    number, day = own if not entry.record else held.letters.get(str(line.record), ("", ""))
    return replace(line, printed=to_thai(number), dated=short(day or ""))


def _note(row: Entry) -> str:
    """Say in the column หมายเหตุ what is unusual about a number."""
    notes = [] if row.state == "issued" else [STATES[row.state]]
    if row.state in ("void", "reserved") and row.reason:
        notes.append(row.reason)
    if row.state == "reserved" and row.expires:
        notes.append(f"ถึง {short(row.expires)}")
    if row.backfilled and row.state == "issued" and not row.record:
        notes.append(row.reason)
    elif row.backfilled:
        notes += ["บันทึกย้อนหลัง", *filter(None, [row.reason if row.state == "issued" else ""])]
    return " · ".join(notes)


def _action(sendings: str) -> str:
    """Tell how a document was sent, out of its row in the catalogue."""
    return "; ".join(action(one) for one in read(sendings))


def _span(span: Span) -> Row:
    first, last = to_thai(str(span.first)), to_thai(str(span.last))
    number = first if span.first == span.last else f"{first}–{last}"
    return Row(first=span.first, state="span", number=number, note=span.reason)


def _lost(number: int) -> Row:
    note = "ไม่มีคำอธิบาย โปรดตรวจสมุดเดิม เลขนี้จะไม่ออกซ้ำ"
    return Row(first=number, state="lost", number=to_thai(str(number)), note=note)
