"""The day's scans: split by the QR codes on their first sheets, confirmed, attached to records.

A sheet without a code of this office belongs to the one before it. Nothing is attached before a
person has held scan and paper against each other; what matches nothing stays in sight until it is
attached by hand or set aside. The files that were given in are kept in the folder ``scans``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha512
from pathlib import Path, PurePath

from archive import files
from archive.errors import BadRecordId
from archive.records import FileEntry, Record, RecordId
from office.amending import SCAN, Scan
from office.clock import today
from office.errors import RecordVoid
from office.office import Office
from office.permissions import Actor, may, require
from office.qr_codes import Meant, SheetCodes
from office.scan_errors import (
    AttachRefused,
    NothingBefore,
    ScanKnown,
    ScanUnreadable,
    TargetMissing,
    TargetUnclear,
    UnknownScan,
)
from office.scan_reading import KINDS, Codes, codes_of, cut
from office.scan_store import ASIDE, ATTACHED, WAITING, ScanStore, Sheets
from templates.errors import Problem
from thai.dates import format_date
from thai.errors import Refused
from thai.text import clean

FOLDER = "scans"
MOST_SHOWN, MOST_LETTERS = 200, 300
NOT_NUMBERED = "ร่างของแผ่นนี้ยังไม่ได้ออกเลข โปรดบันทึกการลงนามและออกเลขก่อน"
CHANGED = "ข้อความในร่างแก้ไขหลังพิมพ์แผ่นนี้ โปรดเทียบทีละบรรทัด"
HAS_SCAN = "เอกสารนี้มีฉบับลงนามแนบแล้ว หากแนบอีก ฉบับใหม่จะมาแทน ฉบับเดิมยังอยู่ในประวัติ"
TWICE = "เลือกเอกสารเดียวกันไว้สองชุด โปรดแนบทีละชุด"
VOID = "เอกสารนี้ยกเลิกแล้ว"


@dataclass(frozen=True)
class Found:
    """Sheets and the record that their code means, as far as the actor may know it.

    ``draft`` is the draft that was printed; ``says`` is what to look at before it is attached.
    """

    sheets: Sheets
    record: Record | None = None
    draft: int | None = None
    says: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether nothing but the comparison by a person is lacking."""
        return self.record is not None and not self.says


@dataclass(frozen=True)
class Chosen:
    """Sheets that are to be attached, and to what: a record's id or an official number."""

    run: int
    target: str


@dataclass(frozen=True)
class Attached:
    """What became of chosen sheets; ``fault`` says why they were left ("" = attached)."""

    run: int
    record: RecordId
    fault: str = ""


@dataclass(frozen=True)
class Scans:
    """Scans of an office: each belongs to who gave it in and to who keeps the registers."""

    office: Office
    store: ScanStore = field(default_factory=ScanStore)

    def take(self, name: str, data: bytes, actor: Actor) -> int:
        """Keep a file of scans and split it; returns the number of runs.

        Raises ScanUnreadable, ScanKnown, NotPermitted, DiskFull.
        """
        require(actor, "note")
        name = clean(PurePath(name.replace("\\", "/")).name)[:MOST_LETTERS]
        suffix, digest = PurePath(name).suffix.lower(), sha512(data).hexdigest()
        if suffix not in KINDS:
            raise ScanUnreadable(name=name, why="ไม่ใช่ PDF, PNG หรือ JPEG")
        self._refuse_known(name, digest)
        path = self._keep(digest, suffix, data)
        try:
            runs = list(split([self._own(codes) for codes in codes_of(path, name)]))
        except Refused:
            path.unlink(missing_ok=True)
            raise
        with self.office.db.writing() as conn:
            if self.store.known(conn, digest):
                raise ScanKnown(name=name, day=format_date(today(self.office.clock), "letter"))
            return self.store.add(
                conn,
                name=name,
                suffix=suffix,
                sha512=digest,
                runs=runs,
                actor=actor,
                at=self.office.clock(),
            )

    def waiting(self, actor: Actor, state: str = WAITING) -> tuple[Found, ...]:
        """Return the sheets that nothing became of yet (or that were set aside), file by file."""
        user = None if may(actor, "register") else actor.user
        with self.office.db.reading() as conn:
            rows = self.store.of(conn, state, user, MOST_SHOWN)
        return tuple(self._found(row, actor) for row in rows)

    def picture(self, run: int, page: int, actor: Actor) -> Path:
        """Return the PNG of a sheet (1 is the run's first); raises UnknownScan, FileDamaged."""
        sheets = self._run(run, actor)
        at = sheets.first + page - 2
        if not sheets.first - 1 <= at < sheets.last:
            raise UnknownScan()
        entry = FileEntry(sheets.stored_as, 0, sheets.sha512)
        return self.office.pictures.page(entry, self._path(sheets.stored_as), at)

    def join(self, run: int, actor: Actor) -> None:
        """Put sheets behind those before them; raises UnknownScan, NothingBefore."""
        sheets = self._run(run, actor, WAITING)
        with self.office.db.writing() as conn:
            before = self.store.before(conn, sheets)
            if before is None or before.state != WAITING:
                raise NothingBefore()
            self.store.join(conn, before, sheets)

    def set_aside(self, run: int, actor: Actor, *, back: bool = False) -> None:
        """Take sheets out of sight that belong to no record, or bring them back."""
        self._run(run, actor, ASIDE if back else WAITING)
        with self.office.db.writing() as conn:
            state = WAITING if back else ASIDE
            self.store.tell(conn, run, state, by=actor, at=self.office.clock())

    def attach(
        self, chosen: Sequence[Chosen], compared_by: str, compared_on: date | None, actor: Actor
    ) -> tuple[Attached, ...]:
        """Attach sheets to records, compared with the filed text by somebody on a day.

        Raises AttachRefused with all that is wrong, and then did nothing. What fails after all
        rows were tried is told in its row.
        """
        those, problems = self._tried(chosen, actor)
        problems += _compared_faults(compared_by, compared_on, today(self.office.clock))
        if problems:
            raise AttachRefused(problems=tuple(problems))
        told = Scan("", b"", clean(compared_by), compared_on)
        return tuple(self._attached(sheets, id, told, actor) for sheets, id in those)

    # --- giving in

    def _refuse_known(self, name: str, digest: str) -> None:
        with self.office.db.reading() as conn:
            before = self.store.known(conn, digest)
        if before:
            raise ScanKnown(name=name, day=format_date(before.date(), "letter"))

    def _keep(self, digest: str, suffix: str, data: bytes) -> Path:
        path = self._path(f"{digest[:40]}{suffix}")
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            unfinished = path.with_suffix(".new")
            unfinished.unlink(missing_ok=True)
            with files.refusing():
                files.write_new(unfinished, data)
                files.sync(unfinished)
            files.replace(unfinished, path)
        return path

    def _path(self, stored_as: str) -> Path:
        return self.office.folder.place(FOLDER) / stored_as

    def _own(self, codes: Codes | None) -> str | None:
        """Return the first code of a page that is of this office; None: it could not be read."""
        known = SheetCodes(self.office.filing)
        if codes is None:
            return None
        return next((code for code in codes if known.meant(code)), "")

    # --- what waits

    def _run(self, run: int, actor: Actor, state: str = "") -> Sheets:
        with self.office.db.reading() as conn:
            sheets = self.store.get(conn, run)
        if sheets is None or (state and sheets.state != state):
            raise UnknownScan()
        if sheets.user != actor.user and not may(actor, "register"):
            raise UnknownScan()
        return sheets

    def _found(self, sheets: Sheets, actor: Actor) -> Found:
        meant = SheetCodes(self.office.filing).meant(sheets.code) if sheets.code else None
        if meant is None:
            return Found(sheets)
        if meant.record is None:
            return Found(sheets, draft=meant.draft, says=NOT_NUMBERED)
        try:
            record = self.office.show(meant.record, actor).record
        except Refused as refused:
            return Found(sheets, draft=meant.draft, says=str(refused))
        return Found(sheets, record, meant.draft, self._doubt(record, meant))

    def _doubt(self, record: Record, meant: Meant) -> str:
        if record.state == "void":
            return VOID
        if any(file.name.startswith(SCAN) for file in record.files):
            return HAS_SCAN
        if meant.draft is not None:
            with self.office.db.reading() as conn:
                draft = self.office.desk.drafts.get(conn, meant.draft)
            return CHANGED if draft.revision != meant.revision else ""
        return ""

    # --- attaching

    def _tried(
        self, chosen: Sequence[Chosen], actor: Actor
    ) -> tuple[list[tuple[Sheets, RecordId]], list[Problem]]:
        those, problems = list[tuple[Sheets, RecordId]](), list[Problem]()
        if not chosen:
            problems.append(Problem("", "", "โปรดเลือกอย่างน้อยหนึ่งชุด"))
        for one in chosen:
            try:
                id = self._target(one.target, actor)
                if id in (other for _, other in those):
                    problems.append(Problem(f"target-{one.run}", "", TWICE))
                those.append((self._run(one.run, actor, WAITING), id))
            except Refused as refused:
                problems.append(Problem(f"target-{one.run}", "", str(refused)))
        return those, problems

    def _target(self, typed: str, actor: Actor) -> RecordId:
        typed = " ".join(clean(typed).split())
        with self.office.db.reading() as conn:
            told = self.office.ties.meant(conn, typed)
        try:
            id = RecordId.parse(told)
        except BadRecordId as error:
            raise TargetUnclear(typed=typed[:60]) if typed else TargetMissing() from error
        record = self.office.show(id, actor).record
        require(actor, "note", record.description.group)
        if record.state == "void":
            raise RecordVoid(record=id, reason=record.state_reason)
        return id

    def _attached(self, sheets: Sheets, id: RecordId, told: Scan, actor: Actor) -> Attached:
        try:
            path = self._path(sheets.stored_as)
            whole = sheets.are_all or sheets.suffix != ".pdf"
            data = path.read_bytes() if whole else cut(path, sheets.name, sheets.first, sheets.last)
            record = self.office.archive.record(id)
            digest = sha512(data).hexdigest()
            if digest not in (file.sha512 for file in record.files):  # else a crash came between
                scan = replace(told, name=sheets.name, data=data)
                self.office.amendments.attach_scan(id, record.version, scan, actor)
        except Refused as refused:
            return Attached(sheets.id, id, str(refused))
        with self.office.db.writing() as conn:
            self.store.tell(
                conn, sheets.id, ATTACHED, by=actor, at=self.office.clock(), record=str(id)
            )
        return Attached(sheets.id, id)


def split(codes: Sequence[str | None]) -> Iterator[tuple[int, int, str]]:
    """Yield the runs of pages: first, last (from 1), and the code that the first one has.

    A page that could not be read (None) begins a run: it may be anybody's first.
    """
    starts = [page for page, code in enumerate(codes) if code != "" or page == 0]
    for start, end in zip(starts, [*starts[1:], len(codes)], strict=True):
        yield start + 1, end, codes[start] or ""


def _compared_faults(by: str, on: date | None, now: date) -> list[Problem]:
    faults = []
    if not by.strip() or len(by) > MOST_LETTERS:
        faults.append(Problem("compared_by", "ผู้ตรวจเทียบ", "โปรดระบุผู้ตรวจเทียบกับต้นฉบับ"))
    if on is None or on > now:
        faults.append(Problem("compared_on", "วันที่ตรวจเทียบ", "โปรดระบุวันที่ที่ผ่านมาแล้วหรือวันนี้"))
    return faults
