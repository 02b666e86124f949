"""The inbox: a folder whose files are filed. Events are hints, the scan of the folder is the truth.

A file is taken when its size and time have not changed between two looks. Its source is moved to
``processed`` only after the record is safe; what cannot be read goes to ``set-aside`` with a note.
What was half written then (a slow copy that paused) is tried again by itself once it is complete.
"""

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from archive.records import RecordId
from office.arrivals import KNOWN, PROCESSED, SET_ASIDE, WAITING, Arrival, Arrivals, free
from office.clock import Clock, today
from office.intake import KINDS, Intake, Place, Taken
from office.permissions import Actor
from thai.dates import buddhist_year

QUIET = 1.0  # seconds without change after which a file counts as complete
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

    def scan(self) -> list[Taken]:
        """File every complete file that lies in the folder; returns what became of each."""
        for late in self._arrivals.written_since(QUIET):
            self._arrivals.retry(late.id, INBOX)
        before = {path: _look(path) for path in self._waiting()}
        if any(self._seen.get(path) != look for path, look in before.items()):
            time.sleep(QUIET)
        after = {path: _look(path) for path in self._waiting()}
        self._seen = after
        complete = [path for path, look in after.items() if look and before.get(path) == look]
        if len(complete) < len(after):
            self._stirred.set()
        rows = self._arrivals.seen(path.name for path in after)
        return [self._take(path, rows[path.name]) for path in sorted(complete)]

    def stirred(self) -> bool:
        """Whether something happened in the folder since the last call."""
        found = self._stirred.is_set()
        self._stirred.clear()
        return found

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Listen for changes while the block runs; a file system without events is only scanned."""
        observer = Observer()
        observer.schedule(_Stir(self._stirred), str(self._folder), recursive=False)
        observer.start()
        try:
            yield
        finally:
            observer.stop()
            observer.join(timeout=5)

    def _waiting(self) -> list[Path]:
        return [p for p in self._folder.iterdir() if p.is_file() and not p.name.startswith(".")]

    def _take(self, path: Path, arrival: Arrival) -> Taken:
        """File one file, write down what became of it, then move it away."""
        taken = self._filed(path, arrival)
        arrival = self._arrivals.became(arrival, taken)
        target = free(self._folder / (SET_ASIDE if taken.id is None else PROCESSED), path.name)
        shutil.move(path, target)
        if taken.id is None:
            note = target.with_name(f"{target.name}.txt")
            note.write_text(f"{taken.problem}\n", encoding="utf-8")
        self._arrivals.left(arrival, target.name)
        return taken

    def _filed(self, path: Path, arrival: Arrival) -> Taken:
        if arrival.state != WAITING:  # a crash came before it was moved
            id = RecordId.parse(arrival.record) if arrival.record else None
            return Taken(arrival.source, id, arrival.state == KNOWN, arrival.reason)
        if path.suffix.lower() not in KINDS:
            return Taken(arrival.source, None, problem=f"ยังไม่รับไฟล์ชนิด “{path.suffix}”")
        place = Place(buddhist_year(today(self._clock)), arrival.category)
        actor = replace(INBOX, label=arrival.who or INBOX.label)
        return self._intake.file(path, place, actor, name=arrival.source)


class _Stir(FileSystemEventHandler):
    def __init__(self, stirred: threading.Event) -> None:
        self._stirred = stirred

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("created", "modified", "moved", "closed"):
            self._stirred.set()


def _look(path: Path) -> _Look | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return _Look(stat.st_size, stat.st_mtime_ns)
