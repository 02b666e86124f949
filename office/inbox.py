"""The inbox: a folder whose files are filed. Events are hints, the scan of the folder is the truth.

A file is taken when its size and time have not changed between two looks, as many at once as there
are cores. Its source is moved to ``processed`` only after the record is safe; what cannot be read
goes to ``set-aside`` with a note. What was half written then (a slow copy that paused) is tried
again by itself once it is complete. What lies inside a .zip or an e-mail is laid into ``unpacked``
and taken like a file of its own; only what a row names there is looked at, so a crash doubles
nothing.
"""

import os
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from archive import names
from archive.records import RecordId
from office.arrival_reading import KINDS, loaded
from office.arrivals import (
    ASIDE,
    INSIDE,
    KNOWN,
    PROCESSED,
    RECEIVING,
    SET_ASIDE,
    WAITING,
    Arrival,
    Arrivals,
    Laid,
    note_of,
)
from office.clock import Clock, today
from office.intake import Intake, Place, Taken
from office.permissions import Actor
from office.unpacking import CONTAINERS, members
from thai.dates import buddhist_year
from thai.errors import Refused

QUIET = 1.0  # seconds without change after which a file counts as complete
LONGEST = 30.0  # seconds of one look, after which other work has its turn
AT_ONCE = os.cpu_count() or 1
OWN = ("handover", PROCESSED, SET_ASIDE, INSIDE, RECEIVING)
UNFINISHED = (".part", ".partial", ".filepart", ".crdownload", ".download", ".tmp")
EMPTY = "ไม่มีไฟล์ข้างใน"
INBOX = Actor("inbox", "กล่องรับเข้า", operator=True)


@dataclass(frozen=True)
class _Look:
    size: int
    mtime_ns: int


class Inbox:
    """One watched folder of one office."""

    def __init__(self, intake: Intake, arrivals: Arrivals, clock: Clock) -> None:
        self._intake = intake
        self._arrivals = arrivals
        self._folder = arrivals.folder
        self._clock = clock
        self._seen: dict[Path, _Look | None] = {}
        self._stirred = threading.Event()
        self._moving = threading.Lock()  # two files of one name must not get one place

    def scan(self) -> list[Taken]:
        """File the complete files that lie in the folder; returns what became of each.

        Where there are many, the rest is left for the next look; while the folder is away (a share
        that vanished), nothing is.
        """
        if not (self._folder / PROCESSED).is_dir():
            return []
        for late in self._arrivals.written_since(QUIET):
            self._arrivals.retry(late.id, INBOX)
        before = {path: _look(path) for path in self._waiting()}
        if any(self._seen.get(path) != look for path, look in before.items()):
            time.sleep(QUIET)
        after = {path: _look(path) for path in self._waiting()}
        self._seen = after
        complete = [path for path, look in after.items() if look and before.get(path) == look]
        rows = self._arrivals.seen(map(self._name, after))
        done = self._taken([(path, rows[self._name(path)]) for path in sorted(complete)])
        if len(done) < len(after):
            self._stirred.set()
        return done

    def _taken(self, files: Sequence[tuple[Path, Arrival]]) -> list[Taken]:
        """Take files, some at once, for LONGEST seconds."""
        done, until = list[Taken](), time.monotonic() + LONGEST
        with ThreadPoolExecutor(AT_ONCE) as pool:
            while len(done) < len(files) and time.monotonic() < until:
                some = files[len(done) : len(done) + 4 * AT_ONCE]
                done += pool.map(lambda each: self._take(*each), some)
        return done

    def stirred(self) -> bool:
        """Whether something happened in the folder since the last call."""
        found = self._stirred.is_set()
        self._stirred.clear()
        return found

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Listen for changes while the block runs; a file system without events is only scanned."""
        observer = Observer()
        observer.schedule(_Stir(self._stirred), str(self._folder), recursive=True)
        observer.start()
        try:
            yield
        finally:
            observer.stop()
            observer.join(timeout=5)

    def _waiting(self) -> list[Path]:
        """Return what lies in the folder, and in folders that were moved in, but is not hidden."""
        found = [self._folder / name for name in self._arrivals.known_inside()]
        for place, folders, files in os.walk(self._folder):
            here = Path(place)
            own = OWN if here == self._folder else ()
            folders[:] = [one for one in folders if one not in own and not one.startswith(".")]
            found += (here / name for name in files if not _unfinished(name))
        return [path for path in found if path.is_file()]

    def _name(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()

    def _take(self, path: Path, arrival: Arrival) -> Taken:
        """File one file, write down what became of it, then move it away.

        What was written anew, or taken away, while it was read is looked at again.
        """
        look = _look(path)
        taken, inside = self._filed(path, arrival)
        replaced = _look(path) != look
        if replaced and taken.problem:
            return taken
        if arrival.state == WAITING:
            arrival = self._arrivals.became(arrival, taken, inside)
        if replaced:  # what was read is filed; what lies there now is another file
            self._arrivals.left(arrival, path.name)
        else:
            self._move(path, arrival, taken)
        return taken

    def _move(self, path: Path, arrival: Arrival, taken: Taken) -> None:
        """Move a file away; one that somebody has open stays until the next look."""
        place = SET_ASIDE if taken.problem else PROCESSED
        with self._moving:
            target = self._arrivals.leaving(arrival, place)
            try:
                shutil.move(path, target)
            except OSError:
                return
            if taken.problem:
                note_of(target).write_text(f"{taken.problem}\n", encoding="utf-8")
        self._arrivals.left(arrival, target.name)
        if path.parent.parent == self._folder / INSIDE:
            with suppress(OSError):  # others still lie there
                path.parent.rmdir()

    def _filed(self, path: Path, arrival: Arrival) -> tuple[Taken, list[Laid]]:
        if arrival.state != WAITING:  # a crash came before it was moved
            id = RecordId.parse(arrival.record) if arrival.record else None
            problem = arrival.reason if arrival.state == ASIDE else ""
            return Taken(arrival.source, id, arrival.state == KNOWN, problem), []
        self._arrivals.reading(arrival)
        suffix = PurePath(arrival.source).suffix.lower()
        try:
            inside = self._unpacked(path, arrival) if suffix in CONTAINERS else []
        except Refused as refused:
            shutil.rmtree(self._folder / INSIDE / str(arrival.id), ignore_errors=True)
            return Taken(arrival.source, None, problem=str(refused)), []
        if suffix == ".zip":
            return Taken(arrival.source, None, problem="" if inside else EMPTY), inside
        place = Place(buddhist_year(today(self._clock)), arrival.category)
        actor = replace(INBOX, label=arrival.who or INBOX.label)
        taken = self._intake.file(path, place, actor, name=arrival.source)
        return taken, [] if taken.problem else inside

    def _unpacked(self, path: Path, arrival: Arrival) -> list[Laid]:
        """Lay what is inside a file beside it; nothing of it counts before its rows are written."""
        place = self._folder / INSIDE / str(arrival.id)
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        laid, depth = list[Laid](), self._arrivals.depth(arrival)
        name = PurePath(arrival.source).name
        for count, member in enumerate(members(name, loaded(path, name), depth), 1):
            told = PurePath(member.name.replace("\\", "/"))
            suffix = told.suffix.lower() if told.suffix.lower() in KINDS else ".bin"
            target = place / names.readable(f"{count:04d} {told.stem}", suffix)
            target.write_bytes(member.data)
            laid.append(Laid(self._name(target), member.name))
        return laid


class _Stir(FileSystemEventHandler):
    def __init__(self, stirred: threading.Event) -> None:
        self._stirred = stirred

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("created", "modified", "moved", "closed"):
            self._stirred.set()


def _unfinished(name: str) -> bool:
    """Whether a name is of a file that is hidden, being downloaded or open in Word."""
    return name.startswith((".", "~$")) or name.lower().endswith(UNFINISHED)


def _look(path: Path) -> _Look | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return _Look(stat.st_size, stat.st_mtime_ns)
