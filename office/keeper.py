"""The keeper: what looks after the archive beside all other work, in a thread of the worker.

A slow backup disk or a long audit holds up neither index nor inbox.
"""

from datetime import date

from office.backups import Backups
from office.clock import today
from office.custody import Custody
from office.office import Office
from office.rounds import Rounds


class Keeper(Rounds):
    """Keeps the journal's head, audits and backs up, whenever it is due."""

    name = "keeper"

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._backups = Backups(office)
        self._custody = Custody(office)
        self._clock = office.clock
        self._kept: date | None = None  # the day whose head of the journal is kept

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
