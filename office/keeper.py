"""The keeper: what looks after the archive beside all other work, in a thread of the worker.

A slow backup disk or a long audit holds up neither index nor inbox.
"""

import logging
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from office.backups import Backups
from office.clock import today
from office.custody import Custody
from office.office import Office
from thai.errors import Refused

PAUSE = 2.0  # seconds between two looks at what is due
AGAIN = 60.0  # seconds until what failed is looked at again

log = logging.getLogger("saraban")


class Keeper:
    """Keeps the journal's head, audits and backs up, whenever it is due."""

    def __init__(self, office: Office) -> None:
        self._backups = Backups(office)
        self._custody = Custody(office)
        self._clock = office.clock
        self._kept: date | None = None  # the day whose head of the journal is kept
        self._stop = threading.Event()

    def once(self) -> None:
        """Do what is due; raises what refuses."""
        day = today(self._clock)
        if day != self._kept:
            self._custody.keep_journal()
            self._kept = day
        if self._backups.due():
            self._backups.make(None, None, stop=self._stop.is_set)
        if self._custody.due():
            self._custody.go_on(self._stop.is_set)

    @contextmanager
    def beside(self) -> Iterator[None]:
        """Look after the archive until the end of the block."""
        thread = threading.Thread(target=self._rounds, name="keeper", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._stop.set()
            thread.join(timeout=30)

    def _rounds(self) -> None:
        while not self._stop.is_set():
            pause = PAUSE
            try:
                self.once()
            except Refused:  # a disk that is away or full comes back
                pause = AGAIN
            except Exception as error:  # whatever it was, it must not end the watch for good
                pause = AGAIN
                log.error("%s\n%s", type(error), "".join(traceback.format_tb(error.__traceback__)))
            self._stop.wait(pause)
