"""Who saw what: each opening, file, print and program's read of the records that call for it.

Watched are records that are restricted by name, classified, or hold a citizen id or a bank account
(a telephone alone stands in every second letter). Reading is frequent and no act, so its lines
stand in a table of their own, chained by hashes as the journal is; the chain's head goes into the
journal with the first line of each day. What the same person does again within a while is the same
look. A page never fails for it: lines that cannot be written yet are written with the next ones.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import DDL, Column, Connection, Integer, String, Table, Text, event, insert, select

from archive.access import restriction
from archive.archive import Archive
from archive.canonical import compact
from archive.database import PATIENCE, Database, Instant, metadata
from archive.journal import Journal
from archive.records import Record, RecordId
from office.clock import Clock
from office.permissions import Actor
from office.personal_numbers import personal
from thai.dates import BANGKOK
from thai.errors import Refused

OPENED, FILE, PRINTED, HANDED = "opened", "file", "printed", "handed"
USES = {OPENED: "เปิดดู", FILE: "เก็บไฟล์", PRINTED: "พิมพ์หรือรวมเล่ม", HANDED: "ส่งมอบ"}
UNSEEN = ""
"""The use of a look that no person takes: a check before something leaves."""
SAME_LOOK = timedelta(minutes=10)
SHORT = 0.5  # seconds that a page waits for another writer
MOST_REMEMBERED, MOST_WAITING = 5_000, 10_000

seen = Table(
    "seen",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False, index=True),
    Column("user", String(32), nullable=False),
    Column("who", Text, nullable=False),
    Column("record", String(60), nullable=False, index=True),
    Column("use", String(10), nullable=False),
    Column("file", Text, nullable=False),
    Column("door", String(10), nullable=False),
    Column("hash", String, nullable=False),
)
for _act in ("UPDATE", "DELETE"):  # SQLite's own trigger language
    event.listen(
        seen,
        "after_create",
        DDL(  # type: ignore[no-untyped-call]
            f"CREATE TRIGGER seen_no_{_act.lower()} BEFORE {_act} ON seen "
            "BEGIN SELECT RAISE(ABORT, 'what was seen is append-only'); END"
        ).execute_if(dialect="sqlite"),
    )


@dataclass(frozen=True)
class Look:
    """Somebody saw a record: when (UTC), account and label, of USES, which file, of DOORS."""

    at: datetime
    user: str
    who: str
    record: str
    use: str
    file: str
    door: str


class Seen:
    """Writes down who saw the watched records of an office."""

    def __init__(self, db: Database, journal: Journal, archive: Archive, clock: Clock) -> None:
        self.db, self.journal, self.archive, self.clock = db, journal, archive, clock
        self._personal: Callable[[RecordId, int], bool] = lru_cache(4_096)(self._holds)
        self._latest: OrderedDict[Look, datetime] = OrderedDict()
        self._waiting: list[Look] = []
        self._turn = threading.Lock()

    def watched(self, record: Record) -> bool:
        """Whether looks at a record are written down."""
        about = record.description
        if restriction(about.access) or about.secrecy:
            return True
        return self.tells(record)

    def tells(self, record: Record) -> bool:
        """Whether a citizen id or an account stands in a record that is not destroyed."""
        return record.state != "destroyed" and self._personal(record.id, record.version)

    def note(self, record: Record, use: str, actor: Actor, file: str = "") -> None:
        """Write down that somebody saw a record, if it is watched and this is another look."""
        if use == UNSEEN or not self.watched(record):
            return
        if file.endswith(".json"):  # what the program keeps for itself is no file that is taken
            use, file = OPENED, ""
        now = self.clock()
        look = Look(now, actor.user, actor.label, str(record.id), use, file, actor.door)
        with self._turn:
            if not self._is_new(look):
                return
            self._waiting.append(look)
        self.write()

    def write(self) -> None:
        """Write the lines that wait; what cannot be written now waits on."""
        with self._turn:
            if not self._waiting:
                return
            patience = PATIENCE.set(SHORT)
            try:
                with self.db.writing() as conn:
                    self._append(conn, self._waiting)
                self._waiting = []
            except Refused:
                del self._waiting[:-MOST_WAITING]
            finally:
                PATIENCE.reset(patience)

    def _append(self, conn: Connection, looks: list[Look]) -> None:
        last = conn.execute(select(seen).order_by(seen.c.seq.desc()).limit(1)).first()
        seq, link = (last.seq, last.hash) if last else (0, "")
        if last and _day(last.at) != _day(looks[-1].at):
            told = {"lines": seq, "hash": link}
            self.journal.add(conn, "ระบบ", "seen-kept", "seen", told, self.clock())
        rows = []
        for look in looks:
            seq, link = seq + 1, chained(link, look)
            rows.append(asdict(look) | {"seq": seq, "hash": link})
        conn.execute(insert(seen), rows)

    def _is_new(self, look: Look) -> bool:
        same = replace(look, at=datetime.min)
        before = self._latest.get(same)
        if before is not None and look.at - before < SAME_LOOK:
            return False
        self._latest[same] = look.at
        self._latest.move_to_end(same)
        while len(self._latest) > MOST_REMEMBERED:
            self._latest.popitem(last=False)
        return True

    def _holds(self, id: RecordId, version: int) -> bool:
        """Whether a record says a citizen id or an account; a version never changes."""
        try:
            said = self.archive.text(id).passages
        except Refused:
            return False
        texts = (part for one in said for part in (one.heading, one.text))
        return any(one.kind != "phone" for text in texts for one in personal(text))


def broken(conn: Connection) -> Iterator[int]:
    """Yield the numbers of the lines that do not follow from the line before."""
    expected, link = 1, ""
    for row in conn.execute(select(seen).order_by(seen.c.seq)):
        told: dict[str, Any] = dict(row._mapping)
        number, own = told.pop("seq"), told.pop("hash")
        if number != expected or own != chained(link, Look(**told)):
            yield number
        expected, link = number + 1, own


def chained(before: str, look: Look) -> str:
    """Return the hash of a line behind another."""
    told = [before, Instant.text(look.at), *list(asdict(look).values())[1:]]
    return hashlib.sha256(compact(told)).hexdigest()


def _day(at: datetime) -> str:
    return at.astimezone(BANGKOK).date().isoformat()
