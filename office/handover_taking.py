"""Taking in a handover in the background: begun on a page, done record by record, stopped, gone on.

Bags lie in ``inbox/handover`` as a folder or a .zip (laid there, or uploaded). Each record is filed
exactly once (``handover_import``), so one that a crash broke off simply goes on.
"""

import json
import shutil
import stat
import time
import zipfile
import zlib
from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import (
    Boolean,
    Column,
    Integer,
    Row,
    String,
    Table,
    Text,
    insert,
    select,
    update,
)

from archive import bagit, files
from archive.bagit_errors import NotABag
from archive.database import Instant, metadata
from office.handover_errors import TakingUnderWay, UnknownBag, UnknownTaking
from office.handover_import import Goal, HandoverImport, Offered, is_record
from office.office import Office
from office.permissions import Actor, operator, require
from thai.errors import Refused

PLACE = "inbox/handover"
RUNNING, STOPPED, DONE = "running", "stopped", "done"
SLICE = 10.0  # seconds of work before others have their turn
MOST_TOLD = 500  # problems that are kept with their words
MOST_UNPACKED, MOST_RATIO = 50 * 2**30, 300  # bytes of a .zip, and unpacked to packed
LOCK, UNPACKED = "handover.lock", "handover-"
UNREADABLE = "อ่านไฟล์ของชุดนี้ไม่ได้ โปรดตรวจว่าชุดยังอยู่ครบ แล้วทำต่อ"

takings = Table(
    "handover_taking",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("bag", Text, nullable=False),
    Column("category", String(80), nullable=False),
    Column("readers", String(80), nullable=False),
    Column("trying", Boolean, nullable=False),
    Column("state", String(10), nullable=False),
    Column("after", String(60), nullable=False),
    Column("filed", Integer, nullable=False),
    Column("known", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("problems", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("account", String(80)),
    Column("at", Instant, nullable=False),
)


@dataclass(frozen=True)
class Taking:
    """One taking in: of which bag, how far it is, what was refused (source, why).

    ``why`` says why it stopped by itself; ``readers`` is the group that reads restricted records.
    """

    id: int
    bag: str
    category: str
    readers: str
    trying: bool
    state: str
    after: str
    filed: int
    known: int
    refused: int
    total: int
    problems: tuple[tuple[str, str], ...]
    why: str
    who: str
    account: str | None
    at: datetime

    @property
    def done(self) -> int:
        """How many records and files have been answered for."""
        return self.filed + self.known + self.refused


@dataclass(frozen=True)
class Takings:
    """The takings of an office."""

    office: Office

    def bags(self) -> tuple[str, ...]:
        """Return the names of what lies there to be taken in."""
        if not self._place.is_dir():
            return ()
        there = (path for path in sorted(self._place.iterdir()) if not path.name.startswith("."))
        return tuple(path.name for path in there if path.is_dir() or path.suffix == ".zip")

    def lay(self, name: str, data: bytes) -> str:
        """Lay an uploaded .zip there under a name that is free; returns the name."""
        stem = PurePosixPath(name.replace("\\", "/")).stem[:60] or "handover"
        self._place.mkdir(parents=True, exist_ok=True)
        taken = {each.casefold() for each in self.bags()}
        tries = (f"{stem}{'' if n == 1 else f'-{n}'}.zip" for n in range(1, 10_000))
        free = next(each for each in tries if each.casefold() not in taken)
        with files.refusing():
            files.write_new(self._place / free, data)
        return free

    def begin(self, bag: str, goal: Goal, actor: Actor, *, trying: bool) -> int:
        """Begin to take in a bag, or to look at it.

        Raises UnknownBag, TakingUnderWay, NotPermitted, GroupUnknown, UnknownCategory.
        """
        require(actor, "file")
        if bag not in self.bags():
            raise UnknownBag(bag=bag, place=PLACE)
        HandoverImport(self.office).check(goal)
        zeros = dict.fromkeys(("filed", "known", "refused", "total"), 0)
        account = None if actor.operator else actor.user
        with self.office.db.writing() as conn:
            if conn.scalar(select(takings.c.id).where(takings.c.state == RUNNING)) is not None:
                raise TakingUnderWay
            values = {"bag": bag, "category": goal.category, "readers": goal.group, **zeros}
            begun = {"trying": trying, "state": RUNNING, "after": "", "problems": "[]", "why": ""}
            by = {"who": actor.label, "account": account, "at": self.office.clock()}
            made = conn.execute(insert(takings).values(**values, **begun, **by))
        key = made.inserted_primary_key
        assert key is not None
        return int(key[0])

    def get(self, id: int) -> Taking:
        """Return one; raises UnknownTaking."""
        with self.office.db.reading() as conn:
            row = conn.execute(select(takings).where(takings.c.id == id)).one_or_none()
        if row is None:
            raise UnknownTaking(id=id)
        return _taking(row)

    def every(self) -> tuple[Taking, ...]:
        """Return all of them, the newest first."""
        with self.office.db.reading() as conn:
            rows = conn.execute(select(takings).order_by(takings.c.id.desc())).all()
        return tuple(map(_taking, rows))

    def move(self, id: int, state: str, actor: Actor) -> None:
        """Stop one that runs (STOPPED), or let one that stopped go on (RUNNING)."""
        require(actor, "file")
        before = {STOPPED: RUNNING, RUNNING: STOPPED}[state]
        with self.office.db.writing() as conn:
            here = (takings.c.id == id, takings.c.state == before)
            conn.execute(update(takings).where(*here).values(state=state, why=""))

    def step(self) -> bool:
        """Do some seconds of the one that runs; False if none does, or another process does it."""
        with self.office.db.reading() as conn:
            row = conn.execute(select(takings).where(takings.c.state == RUNNING)).first()
        if row is None:
            return False
        try:
            with self._alone():
                if not row.total:  # it just begins
                    self._sweep()
                return self._slice(_taking(row))
        except Timeout:
            return False

    def sweep(self) -> None:
        """Remove what a .zip was unpacked to for takings that stopped; going on unpacks it anew."""
        with suppress(Timeout), self._alone():
            self._sweep()

    def _slice(self, one: Taking) -> bool:
        """Take records for SLICE seconds; say whether there is more to do."""
        until, told = time.monotonic() + SLICE, HandoverImport(self.office)
        goal = Goal(one.category, one.readers)
        try:
            actor = self.office.people.actor(one.account) if one.account else operator()
            folder = self._folder(one)
            if not one.total:
                self._change(one.id, total=told.count(folder))
            for offered in told.take(folder, goal, actor, trying=one.trying, after=one.after):
                if self._tell(one.id, offered) != RUNNING:
                    return False
                if is_record(offered.source) and time.monotonic() > until:
                    return True
        except (Refused, OSError) as error:
            why = str(error) if isinstance(error, Refused) else UNREADABLE
            self._change(one.id, state=STOPPED, why=why)
            return False
        self._change(one.id, state=DONE)
        shutil.rmtree(self._unpacked(one.id), ignore_errors=True)
        return False

    def _tell(self, id: int, offered: Offered) -> str:
        """Write down what became of a record; return the state that somebody may have changed."""
        with self.office.db.writing() as conn:
            one = _taking(conn.execute(select(takings).where(takings.c.id == id)).one())
            which = "refused" if offered.problem else "known" if offered.known else "filed"
            values: dict[str, Any] = {which: getattr(one, which) + 1}
            if is_record(offered.source):
                values["after"] = offered.source
            if offered.problem and len(one.problems) < MOST_TOLD:
                said = [*one.problems, (offered.source, offered.problem)]
                values["problems"] = json.dumps(said, ensure_ascii=False)
            conn.execute(update(takings).where(takings.c.id == id).values(**values))
        return one.state

    def _change(self, id: int, **values: Any) -> None:
        with self.office.db.writing() as conn:
            conn.execute(update(takings).where(takings.c.id == id).values(**values))

    def _folder(self, one: Taking) -> Path:
        """Return the folder of a bag, unpacked if it is a .zip; raises NotABag."""
        laid = self._place / one.bag
        if laid.suffix != ".zip":
            return laid
        unpacked = self._unpacked(one.id)
        if not unpacked.exists():
            part = unpacked.with_suffix(".part")
            shutil.rmtree(part, ignore_errors=True)
            _unpack(laid, part)
            part.rename(unpacked)
        inside = [unpacked, *(path for path in sorted(unpacked.iterdir()) if path.is_dir())]
        bags = [path for path in inside if (path / bagit.DECLARED).is_file()]
        if not bags:
            raise NotABag(folder=one.bag, why="ไม่มี bagit.txt")
        return bags[0]

    def _sweep(self) -> None:
        with self.office.db.reading() as conn:
            running = conn.scalars(select(takings.c.id).where(takings.c.state == RUNNING))
            kept = {self._unpacked(id).name for id in running}
        for left in self.office.folder.place("work").glob(f"{UNPACKED}*"):
            if left.is_dir() and left.name not in kept:
                shutil.rmtree(left, ignore_errors=True)

    def _alone(self) -> AbstractContextManager[object]:
        """Return the lock of who takes in or sweeps; raises Timeout where another process does."""
        return FileLock(self.office.folder.place("work") / LOCK).acquire(timeout=0)

    def _unpacked(self, id: int) -> Path:
        return self.office.folder.place("work") / f"{UNPACKED}{id}"

    @property
    def _place(self) -> Path:
        return self.office.folder.place(PLACE)


def _unpack(packed: Path, into: Path) -> None:
    """Unpack a .zip piece by piece, nothing outside of ``into``; raises NotABag."""
    try:
        with zipfile.ZipFile(packed) as package, files.refusing():
            into.mkdir()
            members = [one for one in package.infolist() if not one.is_dir()]
            _check(packed, members)
            files.need_room(packed.parent, sum(one.file_size for one in members))
            for one in members:
                target = into / PurePosixPath(one.filename)
                target.parent.mkdir(parents=True, exist_ok=True)
                with package.open(one) as source, target.open("xb") as out:
                    shutil.copyfileobj(source, out, 2**20)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as error:
        raise NotABag(folder=packed.name, why="ไฟล์ .zip ชำรุดหรือมีรหัสผ่าน") from error


def _check(packed: Path, members: Sequence[zipfile.ZipInfo]) -> None:
    whole = sum(one.file_size for one in members)
    if whole > min(MOST_UNPACKED, max(2**20, MOST_RATIO * packed.stat().st_size)):
        raise NotABag(folder=packed.name, why="เมื่อแตกออกแล้วใหญ่เกินไป")
    for one in members:
        path = PurePosixPath(one.filename.replace("\\", "/"))
        odd = (
            ".." in path.parts or path.is_absolute() or ":" in one.filename or "\\" in one.filename
        )
        if odd or stat.S_ISLNK(one.external_attr >> 16):
            raise NotABag(folder=packed.name, why="ชื่อไฟล์ข้างในชี้ออกนอกโฟลเดอร์")


def _taking(row: Row[Any]) -> Taking:
    told = dict(row._mapping)
    return Taking(**told | {"problems": tuple(map(tuple, json.loads(told["problems"])))})
