"""The paper of records, lent and brought back (บัตรยืมหนังสือ).

Both are facts of the record, so that its own history tells them; the catalogue knows what is out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from archive.archive import Archive
from archive.catalogue import Entry, Filters
from archive.records import Description, Fact, Record, RecordId
from archive.whereabouts import BACK, LENT, loan_in
from office.amending import MOST_LETTERS, Amendments
from office.clock import today
from office.errors import TellingInvalid
from office.permissions import Actor, readable, require
from templates.errors import Problem
from thai.text import clean

MOST = 5_000  # loans in one list


@dataclass(frozen=True)
class Lending:
    """Who borrows, who took the paper away ("" = the same), since when, and when it is due."""

    borrower: str
    on: date | None
    due: date | None
    taker: str = ""


@dataclass(frozen=True)
class Bringing:
    """Who brought the paper back, and on which day."""

    by: str
    on: date | None


@dataclass(frozen=True)
class Loans:
    """Acts on loans. Each raises VersionConflict, TellingInvalid, NotPermitted."""

    amendments: Amendments

    def lend(self, id: RecordId, seen: int, lending: Lending, actor: Actor) -> Record:
        """Note that the paper was lent; it can be lent once at a time."""
        open_ = loan_in(self.amendments.record(id, actor).description.facts)
        _complain([*_lending_faults(lending, self._today), *_lent_already(open_)])
        assert lending.due
        other = {"due": lending.due.isoformat(), "taker": clean(lending.taker)}
        told = self.amendments.fact
        fact = told(LENT, lending.on, actor.label, clean(lending.borrower), other)
        return self._tell(id, seen, fact, actor)

    def bring(self, id: RecordId, seen: int, bringing: Bringing, actor: Actor) -> Record:
        """Note that the paper came back."""
        open_ = loan_in(self.amendments.record(id, actor).description.facts)
        faults = [*_text_faults("by", "ผู้ส่งคืน", bringing.by, needed=False)]
        faults += _back_faults(bringing.on, open_, self._today)
        _complain(faults)
        assert open_
        by = clean(bringing.by) or open_.note
        other = {"borrower": open_.note}
        fact = self.amendments.fact(BACK, bringing.on, actor.label, by, other)
        return self._tell(id, seen, fact, actor)

    def out(self, actor: Actor, *, late: bool = False) -> tuple[Entry, ...]:
        """Return what is lent, as far as the actor may see it; what is due first comes first.

        ``late``: only what should have been back before today.
        """
        require(actor, "read")
        filters = Filters(lent=True, order="due", limit=MOST, access=readable(actor))
        rows = self._archive.browse(filters).rows
        return tuple(row for row in rows if not late or self.is_late(row))

    def is_late(self, row: Entry) -> bool:
        """Whether a lent paper should have been back."""
        return row.lent_due is not None and row.lent_due < self._today

    def _tell(self, id: RecordId, seen: int, fact: Fact, actor: Actor) -> Record:
        def change(old: Description) -> Description:
            return replace(old, facts=(*old.facts, fact))

        return self.amendments.amend(id, seen, change, fact.what, actor)

    @property
    def _archive(self) -> Archive:
        return self.amendments.archive

    @property
    def _today(self) -> date:
        return today(self.amendments.clock)


def _lent_already(loan: Fact | None) -> Iterator[Problem]:
    if loan:
        says = f"ต้นฉบับนี้{loan.note}ยืมอยู่ โปรดบันทึกการส่งคืนก่อน"
        yield Problem("borrower", "ผู้ยืม", says)


def _lending_faults(lending: Lending, now: date) -> Iterator[Problem]:
    yield from _text_faults("borrower", "ผู้ยืม", lending.borrower, needed=True)
    yield from _text_faults("taker", "ผู้รับ", lending.taker, needed=False)
    if lending.on is None:
        yield Problem("on", "วันยืม", "โปรดระบุวันที่ยืม")
    elif lending.on > now:
        yield Problem("on", "วันยืม", "เป็นวันที่ยังมาไม่ถึง")
    if lending.due is None:
        yield Problem("due", "กำหนดส่งคืน", "โปรดระบุวันที่ต้องส่งคืน")
    elif lending.on and lending.due < lending.on:
        yield Problem("due", "กำหนดส่งคืน", "อยู่ก่อนวันยืม")


def _back_faults(on: date | None, loan: Fact | None, now: date) -> Iterator[Problem]:
    if loan is None:
        yield Problem("by", "ผู้ส่งคืน", "ต้นฉบับนี้ไม่ได้ให้ยืมไว้")
    elif on is None:
        yield Problem("on", "วันส่งคืน", "โปรดระบุวันที่ส่งคืน")
    elif on > now:
        yield Problem("on", "วันส่งคืน", "เป็นวันที่ยังมาไม่ถึง")
    elif loan.on and on < loan.on:
        yield Problem("on", "วันส่งคืน", "อยู่ก่อนวันยืม")


def _text_faults(path: str, label: str, text: str, *, needed: bool) -> Iterator[Problem]:
    if needed and not clean(text):
        yield Problem(path, label, f"โปรดระบุ{label}")
    if len(text) > MOST_LETTERS:
        yield Problem(path, label, "ยาวเกินไป")


def _complain(problems: list[Problem]) -> None:
    if problems:
        raise TellingInvalid(problems=tuple(problems))
