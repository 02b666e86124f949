"""The worker: one per data folder, it keeps LibreOffice warm and does what can wait.

Without it every command still does its own work; with it PDFs are quick, the index is always
caught up, the inbox is watched and the day's registers are kept.
"""

import logging
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from office.errors import WorkerRunning
from office.filing import SYSTEM
from office.handover_taking import Takings
from office.inbox import Inbox
from office.keeper import Keeper
from office.office import Office
from office.text_reader import TextReader
from thai.errors import Refused

LOCK = "worker.lock"
PAUSE = 0.5  # seconds between two looks at the journal
ROUND = 60.0  # seconds between two rounds of everything else
AGAIN = 5.0  # seconds until what failed is tried again

log = logging.getLogger("saraban")


def is_running(work: Path) -> bool:
    """Whether a worker, in whatever process, serves the data folder with this ``work`` folder."""
    lock = FileLock(work / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False


class Worker:
    """Does the office's background work until told to stop."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._inbox = Inbox(office.intake, office.arrivals, office.clock)
        self._stop = threading.Event()

    def once(self) -> None:
        """Do one round of everything that waits."""
        self._office.recover()
        self._inbox.scan()
        self._office.filing.make_pdfs()
        self._office.kept.keep_yesterday(SYSTEM)
        self._office.pictures.trim()
        self._office.index.catch_up(stop=self._stop.is_set)
        self._mail()

    def _mail(self) -> None:
        """Send the day's mails; a mail server that is away is tried again in the next round."""
        try:
            self._office.standards.digest.once()
        except Refused as refused:
            log.warning("%s", refused)

    def run(self) -> None:
        """Work until interrupted; raises WorkerRunning if another worker has the folder."""
        keeper, reader = Keeper(self._office), TextReader(self._office)
        with self._alone(), self._warm(), self._inbox.watched(), keeper.beside(), reader.beside():
            with suppress(Refused):  # it is tried again with the next taking
                Takings(self._office).sweep()
            self._rounds()

    @contextmanager
    def beside(self) -> Iterator[None]:
        """Work in a thread of this process; where another worker runs, leave it to that one."""
        thread = threading.Thread(target=self._beside, name="worker", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._stop.set()
            thread.join(timeout=30)

    def _beside(self) -> None:
        with suppress(Refused):  # searching says itself what is wrong with the index
            self._office.index.warm()
        with suppress(WorkerRunning):
            self.run()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        lock = FileLock(self._office.folder.place("work") / LOCK)
        try:
            lock.acquire(timeout=1)  # somebody may just be looking whether a worker runs
        except Timeout as error:
            raise WorkerRunning() from error
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def _warm(self) -> Iterator[None]:
        if not self._office.converter.available().ready:
            yield
            return
        with self._office.converter.warm():
            yield

    def _rounds(self) -> None:
        due = 0.0
        while not self._stop.is_set():
            pause = PAUSE
            try:
                if due <= 0 or self._inbox.stirred():
                    self.once()
                    due = ROUND
                elif self._office.batches.step() or Takings(self._office).step():
                    pause = 0.0
                elif self._office.index.state().behind:
                    self._office.index.catch_up(stop=self._stop.is_set)
            except Refused:  # a lock, a full disk or an absent one passes
                pause = AGAIN
            except Exception as error:  # whatever it was, it must not end the work for good
                pause = AGAIN
                log.error("%s\n%s", type(error), "".join(traceback.format_tb(error.__traceback__)))
            self._stop.wait(pause)
            due -= pause or PAUSE
