"""The desk: answers become drafts, drafts become numbered and filed documents.

Issue goes in the steps of docs/architecture.md: check everything and render once with a stand-in
number; claim the number together with the pending row; then file (``filing.py``).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from archive import names
from archive.access import restriction
from archive.catalogue import Filters
from archive.records import Description, Fact, MadeWith, RecordId
from archive.retention import retain_until, retention_class
from office import acting, earlier, pending
from office.accounts import accounts
from office.books import MEETING, Register
from office.clock import today
from office.draft_errors import DraftChanged
from office.drafts import Draft, Drafts
from office.errors import IssueUnfinished, MeetingDateDiffers, MeetingFiled
from office.filing import Filing, Issued
from office.line import Line
from office.opinions import with_opinions
from office.pending import Pending
from office.permissions import OFFICE, Actor, require
from office.plans import GENERATION, Plan, Wish, plan, refuse_long_ago, strange_day, told_of_number
from office.profile import Profile
from office.registers import Claim, Entry, Stamp
from templates.form import Form, at
from thai.dates import buddhist_year, format_date, parse_iso
from thai.errors import Refused

ROOM = 4 * 2**20  # bytes that an issue may need: Word, PDF, text and the database's own
BACKFILLED = "บันทึกย้อนหลัง"


@dataclass(frozen=True)
class Made:
    """A document made but not numbered: its draft, a readable name without ending, the bytes."""

    draft: int
    name: str
    docx: bytes
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Foreseen:
    """What an issue will do: the number to be had now ("" = none), the register, what is told."""

    number: str
    register: Register | None
    description: Description
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Desk:
    """What the clerk does with documents; the parts it joins are the office's."""

    filing: Filing
    drafts: Drafts
    line: Line = field(default_factory=Line)

    def make(
        self, form: str, given: Mapping[str, Any], actor: Actor, *, for_signature: bool = False
    ) -> Made:
        """Make a document without number: a draft, or a final with number and day left blank."""
        require(actor, "draft")
        press, clock = self.filing.press, self.filing.clock
        found = press.shelf.form(form)
        answers = press.fill(found, given, final=for_signature)
        docx = press.word(found, answers, number=None, dated=None, final=for_signature)
        now = clock()
        on = at(answers.values, found.date_field) or today(clock)
        with self.filing.db.writing() as conn:
            doubts = self._doubts(conn, found, answers.values, on)
            draft = self.drafts.add(conn, found.code, given, actor, now)
            if for_signature:
                printed = Fact("printed", on=today(clock), by=actor.label, at=now)
                self.drafts.note(conn, draft, printed)
        name = names.readable(found.filename_of(answers.values), "")
        warnings = (*answers.remarks, *doubts, *press.reminders(found, answers))
        return Made(draft, name, docx, warnings)

    def issue_draft(
        self, draft: int, actor: Actor, wish: Wish | None = None, *, seen: int | None = None
    ) -> Issued:
        """Number a draft, signed or not, and file it; with ``seen``, only at that revision."""
        with self.filing.db.reading() as conn:
            found = self.drafts.unissued(conn, draft)
            given = self.told(conn, found)
        if seen not in (None, found.revision):
            raise DraftChanged(draft=draft)
        return self._issue(found.form, given, actor, wish or Wish(), found)

    def told(self, conn: Connection, draft: Draft) -> Mapping[str, Any]:
        """Return a draft's answers with the opinions that the line has given on it."""
        press = self.filing.press
        owner = conn.execute(select(accounts.c.person).where(accounts.c.user == draft.owner))
        return with_opinions(
            press.shelf.form(draft.form),
            draft.answers,
            self.line.steps(conn, draft.id),
            proposer=str(owner.scalar() or ""),
            people=press.settings.profile.directory,
        )

    def foresee(
        self,
        form: str,
        given: Mapping[str, Any],
        actor: Actor,
        wish: Wish | None = None,
        *,
        draft: int | None = None,
    ) -> Foreseen:
        """Tell what an issue would do now, having checked everything; writes nothing.

        The number is the one to be had now: somebody else may take it first.
        """
        found = self.filing.press.shelf.form(form)
        decided = self._checked(found, given, wish or Wish(), actor, draft)
        with self.filing.db.reading() as conn:
            _, number = self._stand_in(conn, decided)
            doubts = self._doubts_of(conn, decided)
        unlike = self.filing.unlike(decided.form, decided.answers.values, draft)
        warnings = (*decided.answers.remarks, *doubts, *unlike)
        return Foreseen(number or "", decided.register, decided.description, warnings)

    def issue(
        self, form: str, given: Mapping[str, Any], actor: Actor, wish: Wish | None = None
    ) -> Issued:
        """Number, make and file a document; everything is checked before anything is written.

        Raises FormInvalid, the register's refusals, NotPermitted, the archive's refusals; and
        IssueUnfinished when the number is given but filing failed (the next start goes on).
        """
        return self._issue(form, given, actor, wish or Wish(), None)

    def _issue(
        self, form: str, given: Mapping[str, Any], actor: Actor, wish: Wish, draft: Draft | None
    ) -> Issued:
        found = self.filing.press.shelf.form(form)
        decided = self._checked(found, given, wish, actor, draft.id if draft else None)
        unlike = self.filing.unlike(found, decided.answers.values, draft.id if draft else None)
        stamp = Stamp(actor.label, self.filing.clock())
        with self.filing.db.writing() as conn:
            series = decided.description.series
            record = self.filing.archive.next_id(conn, decided.year, series)
            lock = self.filing.lock(record)
            lock.acquire()
            decided, _ = self._stand_in(conn, decided)
            issue = self._claim(conn, record, decided, stamp, draft)
            issue = replace(issue, pdf=wish.pdf)
            pending.add(conn, issue)
            doubts = self._doubts_of(conn, decided)
        try:
            issued = self.filing.finish(issue, decided.form, decided.answers)
            reminders = self.filing.press.reminders(decided.form, decided.answers)
            return replace(issued, warnings=(*doubts, *unlike, *issued.warnings, *reminders))
        except Refused as error:
            raise IssueUnfinished(number=issue.description.number or record, why=error) from error
        finally:
            lock.release()

    def _checked(
        self,
        form: Form,
        given: Mapping[str, Any],
        wish: Wish,
        actor: Actor,
        draft: int | None,
    ) -> Plan:
        """Decide and try everything that can fail before a number is given; writes nothing."""
        press, registers = self.filing.press, self.filing.registers
        answers = press.fill(form, given, final=True)
        profile = press.settings.profile
        on = today(self.filing.clock)
        with self.filing.db.reading() as conn:
            books = registers.all(conn)
            decided = plan(form, answers, wish, profile=profile, books=books, today=on)
            if decided.dated.year < on.year - GENERATION:  # else no register can be so much younger
                refuse_long_ago(decided.dated, first=self._first_year(conn, on), today=on)
            decided, stand_in = self._stand_in(conn, decided)
            told = _authorised(conn, _with_retention(decided, profile), decided)
        require(actor, "issue", told.group)
        if decided.why and decided.register:
            require(actor, "register", decided.register.owner)
        self.filing.archive.check_mounted()
        self.filing.archive.check_room(ROOM)
        answers = decided.answers
        self.filing.document(form, answers, draft, number=stand_in, dated=decided.dated)
        return replace(decided, description=told)

    def _doubts_of(self, conn: Connection, decided: Plan) -> tuple[str, ...]:
        """Say what is strange about a document that gets its number, and no fault."""
        doubts = self._doubts(conn, decided.form, decided.answers.values, decided.dated)
        return (*self._moved(conn, decided), *doubts)

    def _doubts(
        self, conn: Connection, form: Form, values: Mapping[str, Any], dated: date
    ) -> tuple[str, ...]:
        """Say what is strange about a document and no fault."""
        strange = strange_day(dated, today(self.filing.clock))
        names = earlier.named(form, values, self.filing.press.settings.profile.name_full)
        return (
            *strange,
            *acting.warnings(conn, form, values, dated),
            *earlier.warnings(conn, names),
        )

    def _first_year(self, conn: Connection, on: date) -> int:
        years = [year for _, year in self.filing.registers.years(conn)]
        return min(years, default=buddhist_year(on))

    def _stand_in(self, conn: Connection, decided: Plan) -> tuple[Plan, str | None]:
        """Return the number that the document would get now, and the answers told of it.

        Raises if it could get none.
        """
        book = decided.register
        if book is None:
            return decided, None
        if row := self._joined(conn, decided):
            return decided, row.printed
        asked = Claim(decided.dated, number=decided.number, reason=decided.why)
        number = self.filing.registers.decide(conn, book, asked).number
        profile = self.filing.press.settings.profile
        return told_of_number(decided, number, profile), book.printed(number, decided.year)

    def _joined(self, conn: Connection, decided: Plan) -> Entry | None:
        """Return the row of a meeting that this document is of, if its number was given before."""
        book, number = decided.register, decided.number
        if book is None or book.kind != MEETING or number is None:
            return None
        row = self.filing.registers.find(conn, book, decided.year, number)
        if row is None or row.state in ("void", "reserved"):
            return None
        if row.dated != decided.dated.isoformat() and not self._of_one_case(decided, row):
            raise MeetingDateDiffers(
                number=row.printed,
                registered=format_date(parse_iso(row.dated), "short"),
                dated=format_date(decided.dated, "short"),
            )
        self._filed_before(decided, row)
        return row

    def _of_one_case(self, decided: Plan, row: Entry) -> bool:
        """Whether the meeting's first paper is of the same case, whose day was changed since."""
        case = decided.description.case
        if not (case and row.record):
            return False
        return self.filing.archive.record(RecordId.parse(row.record)).description.case == case

    def _moved(self, conn: Connection, decided: Plan) -> Iterator[str]:
        if (row := self._joined(conn, decided)) and row.dated != decided.dated.isoformat():
            first, now = (
                format_date(one, "short") for one in (parse_iso(row.dated), decided.dated)
            )
            yield (
                f"การประชุมครั้งที่ {row.printed} ลงทะเบียนไว้เป็นวันที่ {first} เอกสารนี้ระบุวันที่ {now} "
                "ถูกต้องแล้วหากเลื่อนการประชุม"
            )

    def _filed_before(self, decided: Plan, row: Entry) -> None:
        same = Filters(
            year=row.year, register=row.register, type=decided.form.code, state="filed", limit=1000
        )
        for filed in self.filing.archive.browse(same).rows:
            if filed.register_number == row.number and str(filed.id) not in decided.unheld:
                raise MeetingFiled(title=decided.form.title, number=row.printed, record=filed.id)

    def _claim(
        self,
        conn: Connection,
        record: RecordId,
        decided: Plan,
        stamp: Stamp,
        draft: Draft | None,
    ) -> Pending:
        office = self.filing.press.settings.profile.name_full
        names = earlier.named(decided.form, decided.answers.values, office)
        told = replace(
            decided.description,
            filed_at=stamp.at,
            relations=earlier.relations(conn, names),
            form=_made_with(decided.form),
            facts=draft.facts if draft else (),
        )
        row = self._row(conn, record, decided, stamp)
        if draft:
            self.drafts.became(conn, draft, str(record))
        return Pending(
            record=record,
            form=decided.form.code,
            values=decided.answers.plain(),
            description=_numbered(told, row, stamp) if row else told,
            pdf=True,
            draft=draft.id if draft else None,
            who=stamp.who,
            at=stamp.at,
        )

    def _row(self, conn: Connection, record: RecordId, decided: Plan, stamp: Stamp) -> Entry | None:
        book = decided.register
        if book is None:
            return None
        if row := self._joined(conn, decided):
            return row
        self.filing.registers.ensure(conn, book)
        told = decided.description
        about = told.title, told.sender, told.receiver, str(record), decided.number, decided.why
        asked = Claim(decided.dated, *about)
        return self.filing.registers.claim(conn, book, asked, stamp)


def _numbered(told: Description, row: Entry, stamp: Stamp) -> Description:
    note = BACKFILLED if row.backfilled else ""
    fact = Fact("numbered", on=parse_iso(row.dated), by=stamp.who, note=note, at=stamp.at)
    meeting = told.meeting
    if meeting is not None and row.register.startswith("meeting-"):
        meeting = replace(meeting, number=row.number, year=row.year)
    return replace(
        told,
        number=row.printed,
        register=row.register,
        register_year=row.year,
        register_number=row.number,
        meeting=meeting,
        facts=(*told.facts, fact),
    )


def _with_retention(decided: Plan, profile: Profile) -> Description:
    """Fill in category and retention: the asked-for, else the form's, else the category's own."""
    told, plan_of_files = decided.description, profile.file_plan
    category = plan_of_files.category(told.category or plan_of_files.open[0].code)
    kept = retention_class(told.retention or category.retention)
    return replace(
        told,
        category=category.code,
        retention=kept.id,
        retain_until=retain_until(kept, decided.dated),
        access=_label(told.access, category.access or OFFICE),
    )


def _label(told: str, of_category: str) -> str:
    """Return the label of a paper: its case's, after which that of its category holds."""
    kept = restriction(told)
    if kept is not None:
        return str(replace(kept, before=of_category))
    return of_category if told == OFFICE else told


def _authorised(conn: Connection, told: Description, decided: Plan) -> Description:
    """Name the order by which the signer stands in for another post, where one is known."""
    if told.signer is None:
        return told
    order = acting.order_of(conn, decided.form, decided.answers.values, decided.dated)
    return replace(told, signer=replace(told.signer, order=order))


def _made_with(form: Form) -> MadeWith:
    return MadeWith(form.code, form.form_sha256, form.template_sha256)
