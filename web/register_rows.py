"""A register as the printed book has it: its columns, its rows, and what stands in the gaps."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from archive.catalogue import Filters
from archive.records import RecordId
from office.books import Register
from office.numbering import STATES, Span
from office.registers import Entry, RegisterYear
from thai.digits import to_thai
from web.current import actor, office
from web.filters import short
from web.lists import Columns
from web.record import sent_line

HIDDEN = "(เอกสารที่ท่านไม่มีสิทธิ์อ่าน)"
LETTERS = Columns(  # แบบที่ ๑๔ (spec 3.2)
    ("เลขทะเบียนส่ง", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ"),
    (12, 22, 14, 28, 28, 60, 36, 28),
)
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
        if book.is_for_letters:
            head: tuple[str, ...] = (self.number, self.printed, self.dated, self.sender)
            return (*head, self.receiver, self.title, self.action, self.note)
        head = (self.printed or self.number, self.dated, self.sender)
        return (*head, self.title, self.action, self.note)


def columns(book: Register) -> Columns:
    """Return the columns of a book."""
    return LETTERS if book.is_for_letters else OTHERS


def months(held: RegisterYear) -> list[int]:
    """Return the months in which the register has entries."""
    return sorted({date.fromisoformat(row.dated).month for row in held.entries})


def rows(held: RegisterYear, month: int | None) -> list[Row]:
    """Return the lines of a month (None: of the year) with what explains the numbers between."""
    entries = [row for row in held.entries if month in (None, date.fromisoformat(row.dated).month)]
    versions = _readable(held, month)
    lines = [_entry(row, versions) for row in entries]
    low, high = (lines[0].first, lines[-1].first) if lines and month else (1, 10**9)
    before = max((row.number for row in held.entries if row.number < low), default=0)
    spans = [part for span in held.spans for part in _without(span, held.entries)]
    lines += [_span(span) for span in spans if before < span.first <= high]
    lines += [_lost(number) for number in held.unexplained if before < number <= high]
    return sorted(lines, key=lambda line: line.first)


def _entry(row: Entry, versions: dict[str, int]) -> Row:
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
    version = versions.get(row.record)
    if version is None:
        return replace(line, title=HIDDEN, receiver="")
    id = RecordId.parse(row.record)
    return replace(line, record=id, action=_action(id, version))


def _note(row: Entry) -> str:
    """Say in the column หมายเหตุ what is unusual about a number."""
    notes = [] if row.state == "issued" else [STATES[row.state]]
    if row.state in ("void", "reserved") and row.reason:
        notes.append(row.reason)
    if row.state == "reserved" and row.expires:
        notes.append(f"ถึง {short(row.expires)}")
    if row.backfilled:
        notes.append("บันทึกย้อนหลัง")
    return " · ".join(notes)


def _action(id: RecordId, version: int) -> str:
    """Tell how a document was sent; a first version cannot know it yet."""
    if version == 1:
        return ""
    facts = office().archive.record(id).description.facts
    return "; ".join(sent_line(fact) for fact in facts if fact.what == "sent")


def _readable(held: RegisterYear, month: int | None) -> dict[str, int]:
    """Return the version of each record of the lines that the actor may read."""
    found, offset, step = dict[str, int](), 0, 1_000
    wanted = Filters(year=held.year, register=held.register.code, order="number", limit=step)
    if month:
        first = date(held.year - 543, month, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        wanted = replace(wanted, date_from=first, date_to=last)
    while True:
        page = office().browse(replace(wanted, offset=offset), actor())
        found |= {str(row.id): row.version for row in page.rows}
        offset += step
        if offset >= page.total:
            return found


def _without(span: Span, entries: tuple[Entry, ...]) -> Iterator[Span]:
    """Yield what is left of a span between the numbers that were entered later."""
    first = span.first
    for row in entries:
        if span.first <= row.number <= span.last:
            if first < row.number:
                yield replace(span, first=first, last=row.number - 1)
            first = row.number + 1
    if first <= span.last:
        yield replace(span, first=first)


def _span(span: Span) -> Row:
    first, last = to_thai(str(span.first)), to_thai(str(span.last))
    number = first if span.first == span.last else f"{first}–{last}"
    return Row(first=span.first, state="span", number=number, note=span.reason)


def _lost(number: int) -> Row:
    note = "ไม่มีคำอธิบาย โปรดตรวจสมุดเดิม เลขนี้จะไม่ออกซ้ำ"
    return Row(first=number, state="lost", number=to_thai(str(number)), note=note)
