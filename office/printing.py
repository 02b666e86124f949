"""Printing what is never filed: registers and lists on the regulation's forms, envelopes, labels.

Lists are filled from the catalogue as far as the asker may read it; nothing is written.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from archive import names
from archive.catalogue import Entry, Filters
from archive.records import Record, RecordId
from office.books import RECEIVED
from office.clock import today
from office.drafting import ANSWERS
from office.office import Office
from office.permissions import Actor, require
from office.press import facts_of
from office.print_errors import NotFilledFromRecords, TooManyLines
from office.print_set import Printed
from office.printed_lists import DELIVERY, LISTS, SLIPS, Wanted, short
from office.procedures.evidence_book import Book, lines
from office.receivers import addressed, receivers_of, refuse_unfit
from office.sendings import cells
from templates import prints
from templates.envelopes import LABELS, envelopes, labels, sheet, size
from templates.office import Emblem, OfficeFacts
from templates.prints import printed_form
from thai.dates import MONTHS, format_date
from thai.digits import to_thai
from thai.text import clean

DOCX, PDF = "docx", "pdf"
USUAL = "เรียน"
MOST_LINES = {DOCX: 5_000, PDF: 1_000}
"""Lines of a list in one file: LibreOffice takes 17 s for a thousand on a busy machine."""
STEP = 1_000


@dataclass(frozen=True)
class Envelopes:
    """What stands on envelopes beside the receiver; ``sender`` False where it is pre-printed."""

    size: str
    number: str = ""
    speed: str = ""
    sender: bool = True


@dataclass(frozen=True)
class Printing:
    """Prints for an office; ``ending`` is always "docx" or "pdf".

    A PDF raises what keeps LibreOffice from making it (ConverterMissing and the like).
    """

    office: Office

    def blank(self, code: str, pages: int, ending: str) -> Printed:
        """Return an empty form; raises UnknownPrint."""
        form = printed_form(code)
        docx = prints.blank(form, pages, office=self._facts, own=self._own)
        return self._as(f"{form.title} แบบว่าง", docx, ending)

    def register(  # noqa: PLR0917 - which register, what stands in it, how
        self, code: str, year: int, month: int | None, lines: Sequence[Sequence[str]], ending: str,
        after: Sequence[str] = (),
    ) -> Printed:  # fmt: skip
        """Return a register on its form; ``lines`` are its cells in the order of the columns.

        ``after`` stands below: what is counted, and who signs (``register_print.counted``).
        """
        _refuse_long(len(lines), ending)
        book = self.office.register(code)
        letters = "sent" if book.is_for_letters else "orders"
        form = printed_form("received" if book.kind == RECEIVED else letters)
        keys = [column.key for column in form.columns]
        rows = [dict(zip(keys, line, strict=True)) for line in lines]
        when = f"เดือน {MONTHS[month - 1]} พ.ศ. {year}" if month else f"พ.ศ. {year}"
        docx = prints.filled(
            form, rows, office=self._facts, own=self._own, heading=book.title, under=(when,),
            after=after,
        )  # fmt: skip
        return self._as(f"{book.title} {when}", docx, ending)

    def fillable(self, code: str) -> bool:
        """Tell whether the office has data for a form."""
        return code in LISTS or code == DELIVERY

    def listing(self, code: str, wanted: Wanted, actor: Actor, ending: str) -> Printed:
        """Return a list filled from the catalogue.

        Raises UnknownPrint, NotFilledFromRecords, NotPermitted, TooManyLines.
        """
        form = printed_form(code)
        if not self.fillable(code):
            raise NotFilledFromRecords(title=form.title)
        if code == DELIVERY:
            first, last = wanted.days
            return self.sendings(first, last, actor, ending, group=wanted.group)
        source = LISTS[code]
        require(actor, source.verb)
        entries = self._found(source.filters(wanted), actor, ending)
        rows = [
            {"place": to_thai(str(place)), **source.row(entry)}
            for place, entry in enumerate(entries, 1)
        ]
        docx = prints.filled(
            form, rows, office=self._facts, own=self._own, under=self._under(code, wanted)
        )
        when = short(wanted.day) or str(wanted.year)
        return self._as(f"{form.title} {when}", docx, ending)

    def sendings(
        self, first: date, last: date, actor: Actor, ending: str, *, group: str = ""
    ) -> Printed:
        """Return the book of what was sent on some days (both included); raises TooManyLines."""
        lines = self.office.sendings.book(first, last, actor, group=group)
        days = " ถึง ".join(format_date(day, "letter") for day in dict.fromkeys((first, last)))
        under = filter(None, (f"วันที่ {days}", self.office.profile.group_names.get(group, "")))
        made = self.rows(DELIVERY, [cells(line) for line in lines], list(under), ending)
        name = f"{printed_form(DELIVERY).title} {days}"
        return replace(made, name=names.readable(to_thai(name), f".{ending}"))

    def rows(
        self, code: str, rows: Sequence[Mapping[str, str]], under: Sequence[str], ending: str,
        *, heading: str = "", after: Sequence[str] = (),
    ) -> Printed:  # fmt: skip
        """Return a form with rows and lines that are told; raises TooManyLines."""
        _refuse_long(len(rows), ending)
        form = printed_form(code)
        office, own = self._facts, self._own
        lines = {"under": tuple(under), "after": tuple(after)}
        docx = prints.filled(form, rows, office=office, own=own, heading=heading, **lines)
        return self._as(heading or form.title, docx, ending)

    def evidence(self, book: Book, ending: str) -> Printed:
        """Return an evidence book; raises TooManyLines."""
        form, rows = printed_form("evidence"), list(lines(book))
        _refuse_long(len(rows), ending)
        on = f"ณ วันที่ {format_date(book.on, 'letter')} {book.counts()}"
        under = (book.title, on, *filter(None, [book.ended]))
        docx = prints.filled(form, rows, office=self._facts, own=self._own, under=under)
        return self._as(f"สมุดหลักฐาน {book.title}", docx, ending)

    def slip(self, code: str, id: RecordId, actor: Actor, ending: str) -> Printed:
        """Return a slip of ``SLIPS`` for a record: its receipt to be signed, its card when lent.

        Raises UnknownPrint.
        """
        told = self.office.show(id, actor).record.description
        form = printed_form(code)
        rows = SLIPS[form.code](told)
        docx = prints.filled(form, rows, office=self._facts, own=self._own)
        return self._as(f"{form.title} {told.number}", docx, ending)

    def receivers(self, id: RecordId, actor: Actor) -> str:
        """Return to whom a filed letter goes, as a clerk would type it for ``envelopes``."""
        return "\n\n".join(addressed(self._given(self.office.show(id, actor).record)))

    def envelopes(self, typed: str, wanted: Envelopes, actor: Actor, ending: str) -> Printed:
        """Return an envelope for each receiver.

        Raises NoReceivers, TooManyReceivers, ReceiversDoNotFit.
        """
        require(actor, "read")
        envelope, receivers = size(wanted.size), receivers_of(typed)
        refuse_unfit(receivers, envelope.room, envelope.title)
        docx = envelopes(
            envelope,
            receivers,
            office=self._facts,
            emblem=self._emblem,
            own=self._own,
            number=clean(wanted.number),
            speed=clean(wanted.speed),
            sender=wanted.sender,
        )
        return self._as(envelope.title, docx, ending)

    def labels(self, typed: str, skip: int, actor: Actor, ending: str) -> Printed:
        """Return labels on A4; ``skip`` labels of the first sheet are used up already."""
        require(actor, "read")
        receivers = receivers_of(typed)
        refuse_unfit(receivers, sheet().room, LABELS)
        docx = labels(receivers, office=self._facts, own=self._own, skip=skip)
        return self._as(LABELS, docx, ending)

    def directory(self) -> dict[str, tuple[str, ...]]:
        """Return, under their headings, whom the office may write to, as ``เรียน  …``."""
        profile, kept = self.office.profile, self.office.receivers.all()
        return {
            "ผู้รับภายนอก": tuple(f"{USUAL}  {one.name}" for one in kept if one.salutation == USUAL),
            "โรงเรียน": tuple(f"{USUAL}  ผู้อำนวยการ{school.name}" for school in profile.schools),
            "กลุ่มและหน่วย": tuple(
                f"{USUAL}  {group.head_title}" for group in profile.groups if group.head_title
            ),
        }

    @property
    def _facts(self) -> OfficeFacts:
        return facts_of(self.office.profile)

    @property
    def _own(self) -> Path | None:
        return self.office.shelf.own

    @property
    def _emblem(self) -> Emblem:
        return self.office.filing.press.emblem_on("letter")

    def _as(self, title: str, docx: bytes, ending: str) -> Printed:
        data = self.office.converter.convert(docx).data if ending == PDF else docx
        return Printed(names.readable(to_thai(title), f".{ending}"), data)

    def _found(self, filters: Filters, actor: Actor, ending: str) -> list[Entry]:
        found: list[Entry] = []
        while True:
            page = self.office.browse(replace(filters, limit=STEP, offset=len(found)), actor)
            _refuse_long(page.total, ending)
            found += page.rows
            if len(found) >= page.total or not page.rows:
                return found

    def _under(self, code: str, wanted: Wanted) -> tuple[str, ...]:
        profile = self.office.profile
        if wanted.day:
            return (f"วันที่ {format_date(wanted.day, 'letter')}",)
        group = profile.group_names.get(wanted.group, "")
        lines = (
            f"ประจำปี พ.ศ. {wanted.year}",
            "  ".join(filter(None, (profile.ministry, profile.parent_full))),
            group,
        )
        made = f"วันที่ {format_date(today(self.office.clock), 'letter')}"
        return tuple(filter(None, (*lines, made)))

    def _given(self, record: Record) -> Mapping[str, object]:
        """Return a record's answers, or its description where it was not made here."""
        told = record.description
        if any(file.name == ANSWERS for file in record.files):
            path = self.office.archive.file_path(record.id, ANSWERS)
            given = json.loads(path.read_bytes())
            inside = given.get("invitation")  # a meeting's letter has its answers there
            return inside if isinstance(inside, dict) else dict(given)
        return {"to": told.receiver}


def _refuse_long(lines: int, ending: str) -> None:
    if lines > MOST_LINES[ending]:
        raise TooManyLines(
            count=_count(lines), kind=ending.upper(), most=_count(MOST_LINES[ending])
        )


def _count(number: int) -> str:
    return to_thai(f"{number:,}")
