"""Many letters at once: one letter and a table of receivers become filed letters, one by one.

A letter of a batch goes the way of every other: it becomes a draft, and the draft gets its number.
The draft is tied to its record in the transaction that claims the number, so a batch that was
killed anywhere sees which letters are made, and none is made twice or left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from filelock import FileLock, Timeout

from archive import names
from archive.records import RecordId
from office import batch_store as store
from office.batch_errors import BatchFaulty, BatchNotReady, RowFault, UnknownBatch
from office.batch_letters import ONE, RECEIVERS, TO, Merged, column_at, merged
from office.batch_sheet import Sheet
from office.batch_store import DISCARDED, DONE, READY, RUNNING, STOPPED, Batch, BatchLetter
from office.desk import Desk, Foreseen
from office.draft_errors import UnknownDraft
from office.errors import IssueUnfinished, NothingToPrint, ReasonMissing
from office.kept_registers import KeptRegisters
from office.people import People
from office.permissions import Actor, may, operator, require
from office.plans import Wish
from office.print_set import Printed
from templates.errors import FormInvalid
from templates.joining import joined
from thai.digits import to_thai
from thai.errors import Refused
from thai.text import clean

STATES = {
    READY: "ตรวจแล้ว ยังไม่เริ่ม",
    RUNNING: "กำลังทำ",
    STOPPED: "หยุดไว้",
    DONE: "ทำครบแล้ว",
    DISCARDED: "เลิกทำแล้ว",
}
LOCK = "batch.lock"
LONGEST = 300  # letters of a reason


@dataclass(frozen=True)
class _Move:
    """What a person does with a batch: from which states to which, and its name."""

    froms: tuple[str, ...]
    to: str
    act: str
    word: str


_START = _Move((READY, STOPPED), RUNNING, "batch-started", "เริ่ม")
_STOP = _Move((RUNNING,), STOPPED, "batch-stopped", "หยุด")
_DISCARD = _Move((READY, STOPPED), DISCARDED, "batch-discarded", "เลิกทำ")


@dataclass(frozen=True)
class Tried:
    """What a batch would be: its letters, the first as it would be issued, what to look at."""

    form: str
    mode: str
    merged: Merged
    first: Foreseen
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Batches:
    """The batches of an office."""

    desk: Desk
    people: People
    kept: KeptRegisters

    def try_out(
        self, form: str, base: Mapping[str, Any], sheet: Sheet, mode: str, actor: Actor
    ) -> Tried:
        """Check every letter and write nothing; raises BatchFaulty with all faults by row.

        The first letter is tried as far as its number; the others are filled.
        """
        require(actor, "draft")
        found = self.desk.filing.press.shelf.form(form)
        result = merged(found, base, sheet, mode)
        faults, warnings = list(result.faults), list(result.remarks)
        for letter in result.letters:
            try:
                told = self.desk.filing.press.fill(found, letter.given, final=True)
            except FormInvalid as wrong:
                faults += [
                    RowFault(
                        letter.row, column_at(result.columns, one.path, one.label), one.message
                    )
                    for one in wrong.problems
                ]
            else:
                warnings += told.remarks
        if faults:
            raise BatchFaulty(_together(faults, len(result.letters)))
        first = self.desk.foresee(form, result.letters[0].given, actor)
        remarks = tuple(dict.fromkeys((*first.warnings, *warnings)))
        return Tried(found.code, mode, result, first, remarks)

    def prepare(
        self,
        form: str,
        base: Mapping[str, Any],
        sheet: Sheet,
        mode: str,
        actor: Actor,
        *,
        pdf: bool = True,
    ) -> int:
        """Keep a batch that was found right; nothing has a number yet. Returns its number."""
        return self.keep(self.try_out(form, base, sheet, mode, actor), actor, pdf=pdf)

    def keep(self, tried: Tried, actor: Actor, *, pdf: bool = True) -> int:
        """Keep what was tried as a batch that is ready to be started; returns its number."""
        told = {
            "form": tried.form,
            "title": tried.first.description.title,
            "mode": tried.mode,
            "pdf": pdf,
        }
        with self._db.writing() as conn:
            batch = store.add(conn, told, tried.merged.letters, actor, self._now())
            many = {"letters": len(tried.merged.letters)}
            self._journal(conn, actor.label, "batch-prepared", batch, many)
        return batch

    def start(self, batch: int, actor: Actor) -> None:
        """Let a batch be worked at, also one that was stopped; raises BatchNotReady."""
        self._move(batch, actor, _START)

    def stop(self, batch: int, actor: Actor) -> None:
        """Let a batch rest after the letter at hand; what is made stays made."""
        self._move(batch, actor, _STOP)

    def discard(self, batch: int, reason: str, actor: Actor) -> None:
        """Give up the letters that are not made yet; those that are made stay, with their numbers.

        Raises ReasonMissing, BatchNotReady.
        """
        if not reason.strip():
            raise ReasonMissing(act=f"เลิกทำชุดหนังสือที่ {to_thai(str(batch))}")
        self._move(batch, actor, _DISCARD, " ".join(clean(reason).split())[:LONGEST])

    def step(self, batch: int | None = None) -> bool:
        """Make the next letter of a batch, or of the oldest that runs; False if none is to be made.

        One process at a time; another one that asks meanwhile gets False.
        """
        with self._db.reading() as conn:
            chosen = batch if batch is not None else store.first_running(conn)
        if chosen is None:
            return False
        try:
            with FileLock(self.desk.filing.work / LOCK).acquire(timeout=0):
                return self._made(chosen)
        except Timeout:
            return False

    def one(self, batch: int, actor: Actor) -> Batch:
        """Return a batch of one's own, or any for who keeps the registers; raises UnknownBatch."""
        with self._db.reading() as conn:
            found = store.get(conn, batch)
        if found is None or not (found.owner == actor.user or may(actor, "register")):
            raise UnknownBatch(batch=batch)
        return found

    def listed(self, actor: Actor) -> list[Batch]:
        """Return one's own batches, or all for who keeps the registers, the newest first."""
        with self._db.reading() as conn:
            return store.listed(conn, owner=None if may(actor, "register") else actor.user)

    def letters(self, batch: int, actor: Actor) -> list[BatchLetter]:
        """Return the letters of a batch with their records."""
        self.one(batch, actor)
        with self._db.reading() as conn:
            return store.rows(conn, batch)

    def printed(self, batch: int, actor: Actor, *, apart: bool = False) -> Printed:
        """Return every letter in one PDF, to be printed in one press.

        With ``apart`` a circular is printed for each receiver of its list, with the same number.
        Raises BatchNotReady before all is made, NothingToPrint where a PDF is still missing.
        """
        found = self.one(batch, actor)
        if found.state != DONE:
            raise BatchNotReady(batch=batch, state=STATES[found.state], act="พิมพ์")
        rows = self.letters(batch, actor)
        if apart and found.mode == ONE:
            pages = self._apart(found, rows[0])
        else:
            pages = (self._pdf(RecordId.parse(row.record)) for row in rows)
        return Printed(names.readable(f"ชุดที่ {batch} {found.title}", ".pdf"), joined(pages))

    def _apart(self, found: Batch, row: BatchLetter) -> Iterator[bytes]:
        """Draw a circular once for each receiver, number and day as filed."""
        press = self.desk.filing.press
        form = press.shelf.form(found.form)
        told = self.desk.filing.archive.record(RecordId.parse(row.record)).description
        with self._db.reading() as conn:
            given = store.answers_of(conn, found.id, row.number)
        for receiver in given[RECEIVERS]:
            answers = press.fill(form, {**given, TO: receiver, RECEIVERS: []}, final=True)
            number = told.number or None
            docx = press.word(form, answers, number=number, dated=told.dated, final=True)
            yield press.converter.convert(docx).data

    def _pdf(self, record: RecordId) -> bytes:
        files = self.desk.filing.archive.record(record).files
        name = next((file.name for file in files if file.name.endswith(".pdf")), "")
        if not name:
            raise NothingToPrint(record=record)
        return self.desk.filing.archive.file_path(record, name).read_bytes()

    def _made(self, batch: int) -> bool:
        """Make the next letter; a refusal stops the batch and says why."""
        with self._db.writing() as conn:
            found, row = store.get(conn, batch), store.next_row(conn, batch)
            if found is None or found.state != RUNNING:
                return False
            if row is None:
                store.put(conn, batch, DONE)
                self._journal(conn, found.who, "batch-done", batch, {"letters": found.total})
                return False
            draft = self._drafted(conn, found, row)
        if draft is None:
            return True
        try:
            actor = operator() if found.operator else self.people.actor(found.owner)
            issued = self.desk.issue_draft(draft, actor, Wish(pdf=found.pdf))
        except Refused as refused:
            self._stopped(found, row, draft, refused)
            return False
        with self._db.writing() as conn:
            store.tell(conn, batch, row.number, record=str(issued.id))
        self._keep_backfilled(issued.id, found.who)
        return True

    def _drafted(self, conn: Any, found: Batch, row: BatchLetter) -> int | None:
        """Return the draft of a letter, a new one if need be; None if it is a record already."""
        drafts = self.desk.drafts
        if row.draft is not None:
            try:
                draft = drafts.get(conn, row.draft)
            except UnknownDraft:
                pass
            else:
                if draft.record:
                    store.tell(conn, found.id, row.number, record=draft.record)
                    return None
                return draft.id
        given = store.answers_of(conn, found.id, row.number)
        owner = Actor(found.owner, found.who)
        made = drafts.add(conn, found.form, given, owner, self._now())
        store.tell(conn, found.id, row.number, draft=made)
        return made

    def _stopped(self, found: Batch, row: BatchLetter, draft: int, why: Refused) -> None:
        """Write down why a batch cannot go on; a number that was claimed stays with its letter."""
        with self._db.writing() as conn:
            if isinstance(why, IssueUnfinished):
                record = self.desk.drafts.get(conn, draft).record
                store.tell(conn, found.id, row.number, record=record)
            else:
                self.desk.drafts.drop(conn, draft)
                store.tell(conn, found.id, row.number, draft=None)
            now = store.get(conn, found.id)
            if now is None or now.state == DISCARDED:
                return
            store.put(conn, found.id, STOPPED, f"{row.receiver}: {why}")
            told = {"letter": row.number, "why": type(why).__name__}
            self._journal(conn, found.who, "batch-stopped", found.id, told)

    def _keep_backfilled(self, record: RecordId, who: str) -> None:
        """Keep the register at once where a letter brought an older number along."""
        with self._db.reading() as conn:
            row = self.desk.filing.registers.of_record(conn, str(record))
        if row is not None and row.backfilled:
            self.kept.keep(row.register, row.year, who, f"บันทึกย้อนหลังเลข {row.printed}")

    def _move(self, batch: int, actor: Actor, move: _Move, why: str = "") -> None:
        require(actor, "issue")
        self.one(batch, actor)
        with self._db.writing() as conn:
            found = store.get(conn, batch)
            if found is None or found.state not in move.froms:
                state = STATES[found.state] if found else ""
                raise BatchNotReady(batch=batch, state=state, act=move.word)
            store.put(conn, batch, move.to, why)
            told = {"made": found.made} | ({"reason": why} if why else {})
            self._journal(conn, actor.label, move.act, batch, told)

    def _journal(self, conn: Any, who: str, act: str, batch: int, told: Mapping[str, Any]) -> None:
        self.desk.filing.journal.add(conn, who, act, f"batch/{batch}", told, self._now())

    def _now(self) -> Any:
        return self.desk.filing.clock()

    @property
    def _db(self) -> Any:
        return self.desk.filing.db


def _together(faults: list[RowFault], many: int) -> list[RowFault]:
    """Tell once what is wrong in every letter alike, which is a fault of the letter itself."""
    counts: dict[tuple[str, str], int] = {}
    for one in faults:
        key = (one.column, one.message)
        counts[key] = counts.get(key, 0) + 1
    told = [
        replace(one, row=0) if 1 < many <= counts[one.column, one.message] else one
        for one in faults
    ]
    return sorted(dict.fromkeys(told), key=lambda one: one.row)
