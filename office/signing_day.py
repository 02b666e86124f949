"""Signature day (แฟ้มเสนอลงนาม): all that waits for a signature, and signed papers told at once.

A paper is signed before its number is given or after. A draft that was printed with number and day
blank is told as signed, dated, numbered and filed; a record that was numbered first is told as
signed. Every ticked row is tried before any is done. The acts are those of the desk.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from archive import catalogue
from archive.records import Fact, RecordId
from office.accounts import holders
from office.clock import today
from office.draft_errors import DraftChanged, DraftIssued, DraftOfAnother
from office.drafting import Standing
from office.drafts import Draft
from office.due import UNSIGNED, Patience
from office.due_list import Asked, DueList
from office.errors import RecordVoid
from office.line import SIGNED
from office.office import Office
from office.permissions import Actor, may, require
from office.plans import Wish, written
from office.signing_errors import NotWaiting, SignerMissing, SigningRefused
from office.signing_numbers import Numbered, clashes
from office.submission import RECORDED, OnPaper
from templates.errors import Problem
from templates.form import Form, at
from thai.dates import buddhist_year, parse_date
from thai.errors import Refused

DAY = "on"  # under this path stand problems of the day of signing
NONE, MANY = "โปรดเลือกอย่างน้อยหนึ่งฉบับ", "เลือกได้ครั้งละไม่เกิน ๕๐ ฉบับ"
FUTURE = "เป็นวันที่ยังมาไม่ถึง"
MOST_TICKED, MOST_RECORDS = 50, 200
MEETING = "meeting"  # papers of a meeting bear its day, whenever they are signed
_DRAFT = re.compile(r"draft-(\d{1,9})-(\d{1,9})")


@dataclass(frozen=True)
class Waiting:
    """A paper that waits for its signature or, signed already, for its number.

    ``key`` names the draft as it was seen, or the record; ``signer`` is a name, "" where nobody
    said. ``dated`` is the day it will bear, None where it is not to be chosen. ``lies`` says where
    a draft is; ``changed``, that its text was changed after it was printed.
    """

    key: str
    title: str
    kind: str
    signer: str
    number: str = ""
    told: date | None = None
    dated: date | None = None
    owner: str = ""
    lies: str = ""
    signed: bool = False
    changed: bool = False
    draft: int | None = None
    record: RecordId | None = None


@dataclass(frozen=True)
class Ticked:
    """A row that was ticked: its key, and the day to stand on the paper (None: as drafted)."""

    key: str
    dated: date | None = None


@dataclass(frozen=True)
class Signed:
    """What became of a ticked row; ``fault`` says why it was left half-way ("" = done)."""

    key: str
    record: RecordId | None
    fault: str = ""


@dataclass(frozen=True)
class SigningDay:
    """The folder that is laid before the signers of an office, and what comes back signed."""

    office: Office

    def waiting(self, actor: Actor) -> tuple[Waiting, ...]:
        """Return what the actor may tell as signed: drafts, then numbered records.

        Drafts are their owner's, or everybody's to who keeps the registers; they wait when they
        were printed for signature, lie before their signer, or are signed but not numbered.
        """
        every = may(actor, "register")
        drafting = self.office.drafting
        drafts = drafting.everybodys() if every else drafting.mine(actor)
        waiting = (one for one in drafts if not one.away and self._waits(one))
        those = sorted(waiting, key=lambda one: one.draft.id)
        return (*map(self._of_draft, those), *self._numbered(actor))

    def sign(self, ticked: Sequence[Ticked], on: date, actor: Actor) -> tuple[Signed, ...]:
        """Tell that papers were signed on a day; drafts among them get number and date.

        Raises SigningRefused with the faults of every row, and then did nothing. What fails after
        all rows were tried (a full disk) is told in its row, and the rows after it go on.
        """
        ticked = sorted({row.key: row for row in ticked}.values(), key=self._when)
        _complain([*self._faults_of_all(ticked, on), *self._faults(ticked, on, actor)])
        return tuple(self._done(row, on, actor) for row in ticked)

    # --- what waits

    def _waits(self, one: Standing) -> bool:
        if one.state == SIGNED:
            return True
        if not one.form.signer_field:
            return False
        return one.draft.has("printed") or self._lies_before_signer(one)

    def _lies_before_signer(self, one: Standing) -> bool:
        signer, step = self._signer(one), one.lies
        if step is None or not signer:
            return False
        if step.person:
            return step.person == signer
        with self.office.db.reading() as conn:
            return signer in holders(conn, step.role, step.group, self._today)

    def _of_draft(self, one: Standing) -> Waiting:
        draft, signed = one.draft, one.state == SIGNED
        told, meeting = self._told_day(one), one.form.register == MEETING
        return Waiting(
            key=f"draft-{draft.id}-{draft.revision}",
            title=one.title,
            kind=one.form.title,
            signer=self._name(self._signer(one)),
            told=told,
            dated=None if meeting else max(told or self._today, self._today),
            owner=one.owner,
            lies=self.office.submission.place(one.lies) if one.lies else "",
            signed=signed,
            changed=_changed(draft) and not signed,
            draft=draft.id,
        )

    def _numbered(self, actor: Actor) -> Iterable[Waiting]:
        here = self.office
        patience = replace(Patience(), unsigned=0)
        dues = DueList(here.submission, here.arrivals, here.acting, here.replies, patience)
        found = dues.of(UNSIGNED, actor, Asked(order="newest", limit=MOST_RECORDS))
        titles = {form.code: form.title for form in here.shelf.forms()}
        with here.db.reading() as conn:
            rows = [catalogue.get(conn, str(due.record)) for due in found.rows]
        for row in filter(None, rows):
            kind = titles.get(row.type, row.type)
            yield Waiting(
                key=str(row.id),
                title=row.title,
                kind=kind,
                signer=row.signer,
                number=row.number,
                told=row.dated,
                owner=row.sender,
                record=row.id,
            )

    # --- what is tried before anything is done

    def _faults_of_all(self, ticked: Sequence[Ticked], on: date) -> Iterable[Problem]:
        if not ticked:
            yield Problem("", "", NONE)
        if len(ticked) > MOST_TICKED:
            yield Problem("", "", MANY)
        if on > self._today:
            yield Problem(DAY, "วันที่ลงนาม", FUTURE)

    def _faults(self, ticked: Sequence[Ticked], on: date, actor: Actor) -> Iterable[Problem]:
        numbered = []
        for row in ticked[:MOST_TICKED]:
            try:
                if (draft := _draft_of(row.key)) is not None:
                    numbered.append(self._try_draft(*draft, row, actor))
                else:
                    self._try_record(RecordId.parse(row.key), actor)
            except Refused as refused:
                told = [str(each) for each in getattr(refused, "problems", ())]
                yield Problem(row.key, "", " · ".join(told) or str(refused))
        yield from clashes(filter(None, numbered))

    def _try_draft(self, draft: int, seen: int, row: Ticked, actor: Actor) -> Numbered | None:
        """Return the number that the draft would get; None where none is to be its alone."""
        one = self._unissued(draft, seen, actor)
        if not self.office.submission.may_record(one, actor):
            raise DraftOfAnother(draft=draft, owner=one.owner)
        if one.state != SIGNED and not self._name(self._signer(one)):
            raise SignerMissing()
        told = self.office.drafting.foresee(draft, actor, Wish(dated=row.dated))
        book, dated = told.register, told.description.dated
        if book is None or book.kind == MEETING or dated is None:
            return None
        year = buddhist_year(dated)
        own = bool(written(at(one.draft.answers, one.form.number_field)).strip())
        number = book.read(told.number, year)
        return Numbered(row.key, book.code, year, number, told.number, own)

    def _unissued(self, draft: int, seen: int, actor: Actor) -> Standing:
        one = self.office.drafting.open(draft, actor)
        if one.draft.record:
            raise DraftIssued(draft=draft, record=one.draft.record)
        if one.draft.revision != seen:
            raise DraftChanged(draft=draft)
        return one

    def _try_record(self, id: RecordId, actor: Actor) -> str:
        """Return who signs a record that was numbered first."""
        record = self.office.show(id, actor).record
        told = record.description
        require(actor, "note", told.group)
        if record.state == "void":
            raise RecordVoid(record=id, reason=record.state_reason)
        if told.signer is None or catalogue.entry_of(record).signed:
            raise NotWaiting()
        self.office.archive.check_ready()
        return told.signer.name

    # --- what is done

    def _done(self, row: Ticked, on: date, actor: Actor) -> Signed:
        draft = _draft_of(row.key)
        try:
            if draft is not None:
                return Signed(row.key, self._issued(*draft, row, on, actor))
            id = RecordId.parse(row.key)
            note, by = RECORDED.format(who=actor.label), self._try_record(id, actor)
            self.office.note(id, Fact("signed", on=on, by=by, note=note), actor)
        except Refused as refused:
            return Signed(row.key, None, str(refused))
        return Signed(row.key, id)

    def _issued(self, draft: int, seen: int, row: Ticked, on: date, actor: Actor) -> RecordId:
        one = self._unissued(draft, seen, actor)
        if one.state != SIGNED:
            paper = OnPaper(self._signer(one), on)
            self.office.submission.sign(draft, "", actor, paper=paper)
        return self.office.issue_seen(draft, seen, actor, Wish(dated=row.dated)).id

    def _when(self, row: Ticked) -> date:
        """Papers get their numbers in the order of their days, else in that of the page."""
        return row.dated or date.min

    def _signer(self, one: Standing) -> str:
        return _answered(one.form, one.draft)

    def _name(self, person: str) -> str:
        people = self.office.profile.directory
        return people[person].name.full if person in people else ""

    def _told_day(self, one: Standing) -> date | None:
        told: Any = at(one.draft.answers, one.form.date_field)
        try:
            return told if isinstance(told, date) else parse_date(str(told or ""), self._today)
        except Refused:
            return None

    @property
    def _today(self) -> date:
        return today(self.office.clock)


def _answered(form: Form, draft: Draft) -> str:
    """Return the id of who signs a draft, as it was answered ("" = nobody yet)."""
    return str(at(draft.answers, form.signer_field) or "")


def _changed(draft: Draft) -> bool:
    """Whether a draft was saved after it was last printed for signature."""
    printed = [fact.at for fact in draft.facts if fact.what == "printed" and fact.at]
    return bool(printed) and draft.saved_at > max(printed)


def _draft_of(key: str) -> tuple[int, int] | None:
    """Read the draft and the revision out of a key; None where it names a record."""
    found = _DRAFT.fullmatch(key)
    return (int(found[1]), int(found[2])) if found else None


def _complain(problems: Sequence[Problem]) -> None:
    if problems:
        raise SigningRefused(problems=tuple(problems))
