"""Receiving letters: a number of the received, the letter filed, handed on, answered, closed.

The order of an issue holds here too: what arrived is durable beside the inbox, then one
transaction claims number and record, then the record is filed, then row and journal. A crash in
between is finished at the next start; a file without a receipt was never told to be received.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, time
from itertools import islice
from pathlib import Path, PurePath

from sqlalchemy import select

from archive import catalogue, files, names
from archive.access import restriction
from archive.archive import Archive
from archive.passages import Passage, Text
from archive.records import Description, Fact, NewFile, Record, RecordId
from archive.retention import retain_until, retention_class
from office import awaited_texts
from office import received_store as store
from office.amending import MOST_LETTERS, WAYS, Amendments
from office.arrival_reading import PICTURES
from office.arrivals import Arrivals
from office.books import RECEIVED, Register, received_book
from office.clock import today
from office.drafting import Drafting
from office.errors import TellingInvalid
from office.permissions import Actor, require
from office.received_store import ACKNOWLEDGED, ANSWERED, CLOSED, HANDED, TYPE, Receipt, Task
from office.received_text import Content, content, retention_by_rule
from office.registers import Claim, Registers, Stamp
from office.restricting import RESTRICTED
from templates.errors import Problem
from thai.booknumber import same_number
from thai.dates import buddhist_year, format_date
from thai.digits import to_thai
from thai.errors import Refused
from thai.text import clean, cut_bytes, normal
from thai.times import format_time

SPEEDS = ("ด่วน", "ด่วนมาก", "ด่วนที่สุด")
KINDS = (".pdf", ".docx", ".txt", *PICTURES)
MOST_FILE = 100 * 2**20  # bytes
MOST_TITLE = 480  # bytes


@dataclass(frozen=True)
class Letter:
    """A letter as it is received: what stands on it, when and how it came, and its file, if any.

    ``number`` and ``dated`` are the sender's. ``secret`` says that it bears a class of secrecy.
    ``group`` (an id) is the one that it concerns, "" for the whole office. ``access`` is the label
    of who reads it ("" = its category's), with the fact that tells why. ``register_number`` is
    what another system gave, where the numbers of the received come from one.
    """

    subject: str
    sender: str
    received_on: date | None
    number: str = ""
    dated: date | None = None
    receiver: str = ""
    received_at: time | None = None
    way: str = ""
    speed: str = ""
    secret: bool = False
    references: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()
    category: str = ""
    group: str = ""
    name: str = ""
    data: bytes = field(default=b"", repr=False)
    access: str = ""
    restricted: tuple[Fact, ...] = ()
    register_number: str = ""


@dataclass(frozen=True)
class Received:
    """A letter that has its number of the received (with its year) and is filed."""

    id: RecordId
    number: int
    year: int


@dataclass(frozen=True)
class Receiving:
    """The received letters of an office, beside its inbox."""

    amendments: Amendments
    registers: Registers
    arrivals: Arrivals

    def receive(self, letter: Letter, actor: Actor) -> Received:
        """Give a letter its number and file it; raises NotPermitted, TellingInvalid."""
        require(actor, "file")
        _complain(self.faults(letter))
        assert letter.received_on
        self._archive.check_ready()
        self._archive.check_room(len(letter.data))
        file = self._laid(letter)
        told = self._description(letter, actor)
        claim = self._claim(letter, letter.received_on)
        claim = replace(claim, title=told.title, sender=told.sender, receiver=told.receiver)
        stamp, year = Stamp(actor.label, self.arrivals.clock()), buddhist_year(letter.received_on)
        with self.arrivals.db.writing() as conn:
            self.registers.ensure(conn, self.book)
            id = self._archive.next_id(conn, year, TYPE)
            entry = self.registers.claim(conn, self.book, replace(claim, record=str(id)), stamp)
            told = replace(told, register_year=year, register_number=entry.number)
            store.begin(conn, Receipt(id, told, file, letter.name, actor.label))
        self._finish(Receipt(id, told, file, letter.name, actor.label))
        return Received(id, entry.number, year)

    @property
    def book(self) -> Register:
        """The register of received letters as it stands now."""
        return received_book(self.arrivals.settings.profile)

    def faults(self, letter: Letter) -> tuple[Problem, ...]:
        """Return what keeps a letter from being received: what is told of it, and its number."""
        return *letter_faults(letter, today(self.arrivals.clock)), *self._number_faults(letter)

    def _number_faults(self, letter: Letter) -> Iterator[Problem]:
        source, label = self.book.source, "เลขทะเบียนรับ"
        if not letter.register_number:
            if source:
                yield Problem("register_number", label, f"โปรดใส่เลขทะเบียนรับที่ได้จาก {source}")
        elif not source:
            yield Problem("register_number", label, "เลขทะเบียนรับออกที่นี่ โปรดเว้นว่างไว้")
        elif letter.received_on:
            try:
                with self.arrivals.db.reading() as conn:
                    self.registers.decide(conn, self.book, self._claim(letter, letter.received_on))
            except Refused as refused:
                yield Problem("register_number", label, str(refused))

    def _claim(self, letter: Letter, on: date) -> Claim:
        """Return the claim on the next number, or on the one that another system gave."""
        given = letter.register_number
        return Claim(on, number=self.book.read(given, buddhist_year(on)) if given else None)

    def kept_as(self, arrival: int, letter: Letter, actor: Actor) -> Letter:
        """Return a letter for the readers to whom what is filed of its file (by id) is kept.

        Raises UnknownArrival, also where ``actor`` is none of them.
        """
        record = self.arrivals.one(arrival, actor).record
        if not record:
            return letter
        about = self._archive.record(RecordId.parse(record)).description
        if restriction(about.access) is None:
            return letter
        told = [fact for fact in about.facts if fact.what == RESTRICTED]
        return replace(letter, access=about.access, restricted=tuple(told[-1:]))

    def recover(self) -> list[RecordId]:
        """Finish the receipts that a crash interrupted; returns those that are filed now."""
        with self.arrivals.db.reading() as conn:
            left = store.under_way(conn)
        done = []
        for receipt in left:
            with suppress(Refused):  # the disk is away: the next start tries again
                self._finish(receipt)
                done.append(receipt.record)
        return done

    def twins(self, letter: Letter) -> tuple[RecordId, ...]:
        """Return what is filed already of the same day and number, newest first.

        Digits of either script are the same. Where one of the two has no number, the same sender
        and subject tell.
        """
        if letter.dated is None:
            return ()
        c = catalogue.records.c
        same = select(c.id, c.number, c.sender, c.title).where(
            c.type == TYPE, c.dated == letter.dated
        )
        with self.arrivals.db.reading() as conn:
            rows = conn.execute(same.order_by(c.id.desc())).all()
        told = [letter.number, letter.sender, cut_bytes(clean(letter.subject), MOST_TITLE)]
        found = (id for id, *filed in rows if _twin(told, filed))
        return tuple(map(RecordId.parse, islice(found, 5)))

    def hand(self, id: RecordId, seen: int, task: Task, actor: Actor) -> Record:
        """Hand a letter to a group or person with what is to be done and until when."""
        known = self.arrivals.settings.profile.names
        faults = [] if task.to in known else [Problem("to", "มอบให้", "โปรดเลือกกลุ่มหรือบุคคล")]
        if not task.what.strip():
            faults.append(Problem("what", "ให้ทำอะไร", "โปรดระบุ เช่น พิจารณาดำเนินการ"))
        if task.due and task.due < today(self.arrivals.clock):
            faults.append(Problem("due", "ภายในวันที่", "เป็นวันที่ผ่านมาแล้ว"))
        _complain(faults)
        other = {"to": task.to, "due": task.due.isoformat() if task.due else ""}
        fact = self._fact(HANDED, task.what, actor, other)
        return self._tell(id, seen, fact, actor)

    def acknowledge(self, id: RecordId, seen: int, by: str, actor: Actor) -> Record:
        """Say that whom it was handed to has taken it; ``by`` names who did."""
        return self._tell(id, seen, self._fact(ACKNOWLEDGED, by, actor), actor)

    def close(self, id: RecordId, seen: int, note: str, actor: Actor) -> Record:
        """Say that everything is done."""
        if not note.strip():
            _complain([Problem("note", "ผลการดำเนินการ", "โปรดระบุผลการดำเนินการ")])
        return self._tell(id, seen, self._fact(CLOSED, note, actor), actor)

    def answered(self, id: RecordId, seen: int, by: RecordId, actor: Actor) -> Record:
        """Say which filed letter answers it."""
        fact = self._fact(ANSWERED, str(by), actor, {"record": str(by)})
        return self._tell(id, seen, fact, actor)

    def open(self, actor: Actor) -> tuple[tuple[RecordId, Task], ...]:
        """Return the letters with something still to be done, the most pressing first."""
        require(actor, "read")
        with self.arrivals.db.reading() as conn:
            return tuple(store.open_tasks(conn))

    def _laid(self, letter: Letter) -> str:
        """Make the file durable beside the inbox; returns its name there, "" for none."""
        if not letter.data:
            return ""
        place = self._folder / f"{secrets.token_hex(12)}{PurePath(letter.name).suffix.lower()}"
        with files.refusing():
            files.make_folders(self._folder)
            files.write_new(place, letter.data)
            files.sync(place)
            files.sync_folder(self._folder)
        return place.name

    def _finish(self, receipt: Receipt) -> None:
        archive, told = self._archive, receipt.description
        place = self._folder / receipt.file
        if not archive.has(receipt.record):
            new = self._documents(receipt, place.read_bytes() if receipt.file else b"")
            archive.accession(receipt.record, told, new, who=receipt.who, why="รับหนังสือ")
        record = archive.record(receipt.record)
        with self.arrivals.db.writing() as conn:
            if store.ended(conn, record.id):
                archive.enter(conn, record)
                store.put(conn, record)
                if awaited_texts.lacking(archive, record):
                    awaited_texts.wait_for(conn, record.id)
                row = self.registers.of_record(conn, str(record.id))
                if row is not None and row.state == "pending":
                    self.registers.settle(conn, row, str(record.id))
                detail = {"number": told.register_number, "register": RECEIVED}
                told_at = (receipt.who, "received", str(record.id), detail, self.arrivals.clock())
                self.arrivals.journal.add(conn, *told_at)
        if receipt.file:
            place.unlink(missing_ok=True)

    def _description(self, letter: Letter, actor: Actor) -> Description:
        profile = self.arrivals.settings.profile
        plan = profile.file_plan
        category = plan.category(letter.category or profile.default_category or plan.open[0].code)
        kept = retention_class(self._by_rule(letter, category.code) or category.retention)
        start = letter.dated or letter.received_on
        assert start
        came = " ".join(filter(None, (WAYS.get(letter.way, ""), _clock_time(letter.received_at))))
        now = self.arrivals.clock()
        fact = Fact("received", on=letter.received_on, by=actor.label, note=came, at=now)
        return Description(
            type=TYPE,
            series=TYPE,
            title=cut_bytes(clean(letter.subject), MOST_TITLE),
            number=clean(letter.number),
            register=RECEIVED,
            dated=letter.dated,
            filed_at=now,
            sender=clean(letter.sender),
            receiver=clean(letter.receiver) or profile.name_full,
            speed=letter.speed,
            references=letter.references,
            enclosures=letter.enclosures,
            category=category.code,
            group=letter.group,
            retention=kept.id,
            retain_until=retain_until(kept, start),
            source="imported",
            original="file" if letter.data else "paper",
            facts=(fact, *letter.restricted),
            access=letter.access or category.access or "office",
            source_file=letter.name,
        )

    def _by_rule(self, letter: Letter, category: str) -> str:
        """Return the retention class that a rule of the office sets for a letter, "" for none."""
        profile = self.arrivals.settings.profile
        if not any(rule.on and rule.retention for rule in profile.arrival_rules):
            return ""
        said = self._content(letter.name, letter.data)
        return retention_by_rule(profile, category, letter.sender, letter.subject, said)

    def _content(self, name: str, data: bytes) -> Content:
        return content(self.arrivals.db, self._archive, name, data) if data else Content()

    def _documents(self, receipt: Receipt, data: bytes) -> list[NewFile]:
        told, said = receipt.description, self._content(receipt.name, data)
        about = "\n".join(filter(None, (told.title, told.sender, told.number)))
        text = Text((Passage("", about), *said.passages))
        new = [NewFile("text.json", text.to_json()), *said.places]
        if not data:
            return new
        suffix = PurePath(receipt.name).suffix.lower()
        return [NewFile(names.readable(told.title or "หนังสือรับ", suffix), data), *new]

    def _fact(
        self, what: str, note: str, actor: Actor, other: Mapping[str, str] | None = None
    ) -> Fact:
        if len(note) > MOST_LETTERS:
            _complain([Problem("what", "ข้อความ", "ยาวเกินไป")])
        on = today(self.arrivals.clock)
        return self.amendments.fact(what, on, actor.label, note.strip(), other)

    def _tell(self, id: RecordId, seen: int, fact: Fact, actor: Actor) -> Record:
        told = self.amendments.amend(
            id, seen, lambda old: replace(old, facts=(*old.facts, fact)), fact.what, actor
        )
        with self.arrivals.db.writing() as conn:
            store.put(conn, told)
        return told

    @property
    def _archive(self) -> Archive:
        return self.amendments.archive

    @property
    def _folder(self) -> Path:
        return self.arrivals.folder / "receiving"


def reply_to(drafting: Drafting, record: Record, actor: Actor) -> int:
    """Begin a letter that answers a received one: to its sender, with อ้างถึง; returns the draft."""
    about = record.description
    draft = drafting.begin("letter", actor)
    standing = drafting.open(draft, actor).draft
    day = f"ลงวันที่ {format_date(about.dated, 'letter')}" if about.dated else ""
    number = f"ที่ {to_thai(about.number)}" if about.number else ""
    refers = " ".join(filter(None, (f"หนังสือ{about.sender}", number, day)))
    told = {"subject": about.title, "to": about.sender, "references": [refers]}
    drafting.save(draft, standing.revision, {**standing.answers, **told}, actor)
    return draft


def letter_faults(letter: Letter, on: date) -> Iterable[Problem]:
    """Yield what keeps a letter from being received on a day."""
    if letter.secret:
        says = "หนังสือมีชั้นความลับ ห้ามเก็บตัวหนังสือในระบบนี้ โปรดลงทะเบียนหนังสือลับแทน"
        yield Problem("secret", "ชั้นความลับ", says)
    for path, label, text in (
        ("subject", "เรื่อง", letter.subject),
        ("sender", "ผู้ส่ง", letter.sender),
    ):
        if not text.strip():
            yield Problem(path, label, f"โปรดระบุ{label}")
    if letter.received_on is None:
        yield Problem("received_on", "วันที่รับ", "โปรดระบุวันที่ เช่น ๒๒ พ.ย. ๒๕๖๙")
    elif letter.received_on > on:
        yield Problem("received_on", "วันที่รับ", "เป็นวันที่ยังมาไม่ถึง")
    elif letter.dated and letter.dated > letter.received_on:
        yield Problem("dated", "ลงวันที่", "เป็นวันหลังวันที่รับ")
    if letter.speed and letter.speed not in SPEEDS:
        yield Problem("speed", "ความเร็ว", "โปรดเลือกชั้นความเร็ว")
    if letter.name and not letter.data:
        yield Problem("file", "ไฟล์", "เป็นไฟล์ว่าง")
    if letter.data and PurePath(letter.name).suffix.lower() not in KINDS:
        yield Problem("file", "ไฟล์", f"รับเฉพาะ {' '.join(KINDS)}")
    if len(letter.data) > MOST_FILE:
        yield Problem("file", "ไฟล์", "ใหญ่เกิน ๑๐๐ เมกะไบต์")


def _twin(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two letters of one day (number, sender, subject) are the same."""
    (number, *rest), (other_number, *other_rest) = (map(normal, each) for each in (one, other))
    if number and other_number:
        return same_number(number, other_number)
    return rest == other_rest


def _clock_time(at: time | None) -> str:
    return f"เวลา {format_time(at)}" if at else ""


def _complain(problems: Iterable[Problem]) -> None:
    if found := tuple(problems):
        raise TellingInvalid(problems=found)
