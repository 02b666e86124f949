"""One office: every act of its clerks, on one data folder. Web and command line come in here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from archive.agreement import Rebuilt
from archive.archive import Archive
from archive.catalogue import By, Filters, Page
from archive.database import Database
from archive.disk import ROOT, SENTINEL
from archive.errors import ArchiveNotMounted
from archive.fixity import Report
from archive.journal import Journal
from archive.records import Fact, Record, RecordId
from indexer import pdfium
from indexer.bounded import bounded
from indexer.hit import Results
from indexer.index import Index
from office.accounts import Accounts
from office.amending import Amendments
from office.arrival_reading import ArrivalReading
from office.arrivals import Arrivals
from office.books import Register, standing_books
from office.clock import Clock, now, today
from office.comparing import Comparing
from office.desk import Desk, Made
from office.drafting import Drafting
from office.drafts import Drafts
from office.entrance import Entrance
from office.filing import SYSTEM, Filing, Issued
from office.folder import Folder
from office.intake import Intake
from office.kept_profile import PROFILE, KeptProfile
from office.kept_registers import KeptRegisters
from office.lists import Lists
from office.meeting.meetings import Meetings
from office.people import People
from office.permissions import Actor, readable, require, require_seen
from office.permissions import operator as operator  # noqa: PLC0414 - known from here
from office.pictures import Pictures
from office.plans import Wish
from office.press import Press
from office.preview import Previews
from office.procedures.cases import Cases
from office.profile import PAPERS, Profile
from office.reconciling import Reconciling
from office.redacting import COPY, given_out
from office.register_errors import ClosedBefore
from office.registers import Claim, Entry, Registers, RegisterYear, Stamp
from office.seen import FILE, OPENED
from office.settings import Settings
from office.shown import Recovered, Shown
from office.submission import Submission
from office.ties import Ties
from templates.emblem import as_png
from templates.pdf import Converter
from templates.shelf import Shelf
from thai.digits import to_thai
from thai.errors import Refused


class Office(Lists):
    """The facade of acts. ``Office.create`` makes one, ``Office.open`` opens one and recovers."""

    def __init__(self, folder: Folder, office_id: str, clock: Clock = now) -> None:
        self.folder = folder
        self.clock = clock
        self.db = Database(folder.database)
        self.journal = Journal(self.db)
        self.archive = Archive(self.db, folder.archive, office_id, clock)
        self.settings = Settings(self.db)
        self.kept_profile = KeptProfile(self.db, self.archive, self.settings, folder)
        self.registers = Registers()
        self.accounts = Accounts()
        self.shelf = Shelf(folder.place("forms"))
        work = folder.place("work")
        texts = pdfium.texts if pdfium.AVAILABLE else None
        self.converter = Converter(work, folder.place("cache"), texts=texts)
        press = Press(self.settings, self.shelf, self.converter, folder.emblem)
        self.filing = Filing(
            self.db, self.journal, self.archive, self.registers, press, work, clock
        )
        self.desk = Desk(self.filing, Drafts())
        self.drafting = Drafting(self.desk)
        self.submission = Submission(self.drafting)
        self.comparing = Comparing(self.drafting, self.archive, self.file)
        self.previews = Previews(press)
        self.people = People(self.db, self.journal, self.settings, self.accounts, clock)
        self.entrance = Entrance(self.db, self.journal, self.people, self.accounts, clock)
        self.kept = KeptRegisters(self.db, self.archive, self.registers, clock)
        reading = ArrivalReading(self.converter, self.letters.read)
        self.intake = Intake(
            self.db, self.journal, self.archive, self.settings, work, clock, reading
        )
        self.ties = Ties(self.archive)
        self.reconciling = Reconciling(
            self.journal, self.kept_profile, self.kept, self.intake, self.ties
        )
        self.amendments = Amendments(self.db, self.journal, self.archive, self.ties, clock)
        self.arrivals = Arrivals(self.db, self.journal, self.settings, folder.place("inbox"), clock)
        self.pictures = Pictures(folder.place("cache"))
        self.index = Index(folder.place("index"), self.archive, self.journal, folder.engine)
        self.cases = Cases(self.db, self.journal, folder.place("procedures"), clock, self.settings)
        self.meeting = Meetings(self.cases, self.settings, folder.place("meetings"))

    # --- the office itself

    @classmethod
    def create(cls, path: Path, profile: Profile, clock: Clock = now) -> "Office":
        """Make an office in an empty data folder; raises OfficeExists, ArchiveExists."""
        folder = Folder.create(path)
        Archive.create(Database.create(folder.database), folder.archive, profile.id, clock)
        office = cls(folder, profile.id, clock)
        actor = operator()
        office._put_profile(profile, actor, "ตั้งสำนักงาน")
        with office.db.writing() as conn:
            roles = [(p.id, p.role, p.group) for p in profile.people if p.role]
            office.accounts.grant_directory(conn, roles, today(clock))
        folder.finish()
        return office

    @classmethod
    def open(cls, path: Path, clock: Clock = now) -> "Office":
        """Open an office. Without its archive's disk it can still tell what it knows."""
        folder = Folder.find(path)
        db = Database(folder.database)
        office_id = Settings(db).profile.id
        db.close()
        return cls(folder, office_id, clock)

    @classmethod
    def restore(cls, path: Path, clock: Clock = now) -> tuple["Office", Rebuilt]:
        """Open a data folder whose database is lost: a new one is filled from the archive."""
        folder = Folder.find(path)
        sentinel = folder.archive / SENTINEL
        if not sentinel.exists() or not (folder.archive / ROOT).exists():
            raise ArchiveNotMounted(folder=folder.archive)
        Database.create(folder.database).close()
        office = cls(folder, sentinel.read_text(encoding="utf-8").strip(), clock)
        return office, office.rebuild(operator())

    @property
    def profile(self) -> Profile:
        """The office's own description as it stands now."""
        return self.settings.profile

    def change_profile(self, profile: Profile, actor: Actor, why: str) -> None:
        """Replace the office's description; the old one stays in the archive as a version."""
        require(actor, "administer")
        self.archive.check_ready()
        self._put_profile(profile, actor, why)

    def set_emblem(
        self, kind: str, picture: bytes | None, papers: Sequence[str], actor: Actor
    ) -> None:
        """Say what stands in the emblem's place on some kinds of paper (none given: on all).

        ``kind`` is one of "picture", "preprinted", "none"; raises PictureRefused.
        """
        require(actor, "administer")
        if picture is not None:
            self.folder.emblem.write_bytes(bounded("ตรา", as_png, picture))
        emblem = dict(self.profile.emblem) | dict.fromkeys(papers or PAPERS, kind)
        self.change_profile(replace(self.profile, emblem=emblem), actor, f"ตรา: {kind}")

    def _put_profile(self, profile: Profile, actor: Actor, why: str) -> None:
        with self.db.writing() as conn:
            version = self.settings.put(conn, profile)
            for book in standing_books(profile):
                self.registers.ensure(conn, book)
            detail = {"version": version, "why": why}
            self.journal.add(conn, actor.label, "profile", PROFILE, detail, self.clock())
        self.kept_profile.keep(actor.label, why)

    def actor(self, user: str | None) -> Actor:
        """Return who acts: an account, or (None) the operator of this machine."""
        return operator() if user is None else self.people.actor(user)

    def recover(self) -> Recovered:
        """Finish what a crash left half done; quietly does nothing without the archive's disk."""
        try:
            self.archive.check_mounted()
        except Refused as error:
            return Recovered((), (error,))
        renewed = self.archive.recover()
        entered = self.reconciling.if_behind().entered
        finished, faults = self.filing.recover()
        finished += self.receiving.recover()
        voided = self.corrections.recover()
        with self.db.writing() as conn:
            stamp = Stamp(SYSTEM, self.clock())
            expired = self.registers.expire(conn, today(self.clock), stamp)
        for register, year in sorted({(row.register, row.year) for row in expired}):
            self.kept.keep(register, year, SYSTEM, "พ้นกำหนดจอง")
        self.kept.keep_yesterday(SYSTEM)
        self.papers.settle()
        records = dict.fromkeys([*renewed, *entered, *finished, *voided])
        return Recovered(tuple(records), tuple(faults))

    # --- documents

    def make(
        self, form: str, given: Mapping[str, Any], actor: Actor, *, for_signature: bool = False
    ) -> Made:
        """Make a document without a number (see ``Desk.make``)."""
        return self.desk.make(form, given, actor, for_signature=for_signature)

    def issue(
        self, form: str, given: Mapping[str, Any], actor: Actor, wish: Wish | None = None
    ) -> Issued:
        """Number, make and file a document (see ``Desk.issue``)."""
        return self._kept_if_backfilled(self.desk.issue(form, given, actor, wish), actor)

    def issue_draft(self, draft: int, actor: Actor, wish: Wish | None = None) -> Issued:
        """Number and file a draft that was printed for signature."""
        wish = self.papers.filed_in(draft, wish)
        return self._kept_if_backfilled(self.desk.issue_draft(draft, actor, wish), actor)

    def issue_seen(self, draft: int, seen: int, actor: Actor, wish: Wish) -> Issued:
        """Number and file a draft as its reader saw it (see ``Drafting.issue``)."""
        wish = self.papers.filed_in(draft, wish)
        return self._kept_if_backfilled(self.drafting.issue(draft, seen, actor, wish), actor)

    def void(self, id: RecordId, reason: str, actor: Actor) -> Record:
        """Cancel a record with its number."""
        voided = self.corrections.void_record(id, reason, actor)
        told = voided.description
        if told.register and told.register_year:
            self.kept.keep(told.register, told.register_year, actor.label, reason)
        return voided

    def note(self, id: RecordId, fact: Fact, actor: Actor) -> Record:
        """Note that something happened to a record: printed, signed, sent, received …"""
        noted = self.corrections.note(id, fact, actor)
        self.papers.settle()
        return noted

    def _kept_if_backfilled(self, issued: Issued, actor: Actor) -> Issued:
        with self.db.reading() as conn:
            row = self.registers.of_record(conn, str(issued.id))
        if row is not None and row.backfilled:
            self.kept.keep(row.register, row.year, actor.label, f"บันทึกย้อนหลังเลข {row.printed}")
        self.papers.settle()
        return issued

    # --- registers

    def register(self, code: str) -> Register:
        """Return a register; raises UnknownRegister."""
        with self.db.reading() as conn:
            return self.registers.register(conn, code)

    def registers_of(self, code: str, year: int) -> RegisterYear:
        """Return everything a register holds in a year."""
        with self.db.reading() as conn:
            return self.registers.year(conn, code, year)

    def standing(self, year: int) -> list[tuple[Register, int]]:
        """Return every register with its next number in a year."""
        with self.db.reading() as conn:
            books = self.registers.all(conn)
            return [(book, self.registers.next_number(conn, book, year)) for book in books]

    def register_years(self) -> set[tuple[str, int]]:
        """Return every register's code with every year in which it holds anything."""
        with self.db.reading() as conn:
            return set(self.registers.years(conn))

    def unexplained(self) -> list[str]:
        """Return every number that neither a row nor a span explains; there should be none."""
        with self.db.reading() as conn:
            return [
                f"{year}/register/{code} {number}"
                for code, year in self.registers.years(conn)
                for number in self.registers.faults(conn, code, year)
            ]

    def void_number(
        self, register: Register, year: int, number: int, reason: str, actor: Actor
    ) -> Entry:
        """Cancel a number of a register."""
        row = self.corrections.void_number(register, year, number, reason, actor)
        self.kept.keep(register.code, year, actor.label, reason)
        return row

    def reserve(
        self, register: Register, claim: Claim, purpose: str, expires: date | None, actor: Actor
    ) -> Entry:
        """Keep a number for a document that comes later."""
        require(actor, "reserve", register.owner)
        self.archive.check_ready()
        stamp = Stamp(actor.label, self.clock())
        with self.db.writing() as conn:
            row = self.registers.reserve(
                conn, register, claim, purpose=purpose, expires=expires, stamp=stamp
            )
            self._told(conn, actor, "reserved", row, {"purpose": purpose})
        self.kept.keep(register.code, row.year, actor.label, purpose)
        return row

    def begin_register(self, register: Register, year: int, first: int, actor: Actor) -> None:
        """Set the first number that Saraban gives in a register and year."""
        require(actor, "register", register.owner)
        self.archive.check_ready()
        stamp = Stamp(actor.label, self.clock())
        with self.db.writing() as conn:
            if self.registers.closing(conn, register.code, year):
                raise ClosedBefore(register=register.title, year=to_thai(str(year)))
            self.registers.begin_at(conn, register, year, first, stamp)
            ref = f"{year}/register/{register.code}"
            self.journal.add(conn, stamp.who, "began", ref, {"first": first}, stamp.at)
        self.kept.keep(register.code, year, actor.label, f"เลขแรก {first}")

    def _told(
        self, conn: Any, actor: Actor, act: str, row: Entry, detail: Mapping[str, Any]
    ) -> None:
        ref = f"{row.year}/register/{row.register}"
        told = {"number": row.printed, **detail}
        self.journal.add(conn, actor.label, act, ref, told, self.clock())

    # --- finding

    def find(self, text: str, actor: Actor, **limits: Any) -> Results:
        """Search what the actor may read; ``limits`` are those of ``Query.from_text``."""
        return self.search.find(text, actor, **limits)

    def show(self, id: RecordId, actor: Actor, use: str = OPENED) -> Shown:
        """Return a record with its text and history; raises NotPermitted, UnknownRecord.

        ``use`` is what of ``office.seen`` the look counts as.
        """
        record = self.archive.record(id)
        self._require_readable(record, actor)
        self.seen.note(record, use, actor)
        with self.db.reading() as conn:
            row = self.registers.of_record(conn, str(id))
        return Shown(record, self.archive.text(id), self.archive.history(id), row)

    def file(
        self, id: RecordId, name: str, actor: Actor, version: int | None = None, use: str = FILE
    ) -> Path:
        """Return where a file of a record lies (as of a version), to be read only."""
        record = self.archive.record(id)
        if not (name == COPY and version is None and given_out(record, actor)):
            self._require_readable(record, actor)
        path = self.archive.file_path(id, name, version)
        self.seen.note(record, use, actor, "" if use == OPENED else name)
        return path

    def browse(self, filters: Filters, actor: Actor) -> Page:
        """Return a page of the catalogue, as far as the actor may see it."""
        require(actor, "read")
        return self.archive.browse(_seen_by(filters, actor))

    def counts(self, by: By, filters: Filters, actor: Actor) -> tuple[tuple[Any, int], ...]:
        """Count the records that the actor may see, by a column of the catalogue."""
        require(actor, "read")
        return self.archive.counts(by, _seen_by(filters, actor))

    def _require_readable(self, record: Record, actor: Actor) -> None:
        require_seen(actor, record.description.access)

    # --- keeping

    def verify(self, actor: Actor, progress: Callable[[int], None] | None = None) -> Report:
        """Check every filed file, the catalogue and the journal; faults are values."""
        require(actor, "verify")
        return self.archive.verify(progress)

    def rebuild(self, actor: Actor, progress: Callable[[int, int], None] | None = None) -> Rebuilt:
        """Make everything anew from the archive's files alone; tell how far the index has come."""
        require(actor, "rebuild")
        done = self.archive.rebuild()
        self.reconciling.follow(actor.label, "rebuilt", done.records, done.kept)
        self.index.rebuild(progress)
        return done

    def close(self) -> None:
        """Let go of every file."""
        if "reader" in vars(self):
            self.reader.close()
        self.index.close()
        self.db.close()


def _seen_by(filters: Filters, actor: Actor) -> Filters:
    return replace(filters, access=readable(actor))
