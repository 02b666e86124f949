"""Confirming what was recognised in a letter that is filed: corrected by a person, then believed.

Nothing is lost by waiting: the letter is filed and found meanwhile, without what was not sure.
"""

from dataclasses import dataclass, replace

from archive.records import Description, RecordId
from office.amending import Amendments
from office.arrival_errors import NothingToConfirm
from office.arrival_fields import Confirmed, confirmed_faults, described
from office.arrival_way import Letter, letter_of
from office.arrivals import CONFIRM, Arrival, Arrivals
from office.clock import today
from office.errors import TellingInvalid
from office.permissions import Actor, require


@dataclass(frozen=True)
class Confirming:
    """The letters of an inbox that wait for a person's look."""

    amendments: Amendments
    arrivals: Arrivals

    def letter(self, id: int, actor: Actor) -> Letter:
        """Return what was recognised in a file that arrived."""
        require(actor, "file")
        with self.arrivals.db.reading() as conn:
            return letter_of(conn, id)

    def next(self, actor: Actor) -> Arrival | None:
        """Return the letter that has waited longest, None where none waits."""
        waiting = self.arrivals.all(actor, CONFIRM, 1, 0, "oldest")
        return waiting[0] if waiting else None

    def confirm(self, id: int, seen: int, told: Confirmed, actor: Actor) -> Arrival:
        """Write what a person says into the record, whose version ``seen`` was looked at.

        Raises NothingToConfirm, TellingInvalid, VersionConflict.
        """
        arrival = self._waiting(id, actor)
        if faults := confirmed_faults(told, today(self.arrivals.clock)):
            raise TellingInvalid(problems=tuple(faults))
        record = RecordId.parse(arrival.record)
        self.amendments.amend(
            record, seen, lambda old: _exactly(old, told), "confirmed", actor, verb="file"
        )
        return self.arrivals.settled(id, arrival.record, "")

    def received(self, id: int, received: RecordId, actor: Actor) -> Arrival:
        """Say that a file was received as a letter: the record of that one is used from now on."""
        arrival = self.arrivals.one(id, actor)
        if arrival.record and arrival.record != str(received):
            self.amendments.relate(received, 1, "replaces", arrival.record, actor)
        return self.arrivals.settled(id, str(received), "รับเป็นหนังสือรับแล้ว")

    def _waiting(self, id: int, actor: Actor) -> Arrival:
        arrival = self.arrivals.one(id, actor)
        if arrival.state != CONFIRM:
            raise NothingToConfirm(file=arrival.source)
        return arrival


def _exactly(old: Description, told: Confirmed) -> Description:
    """Return a description that says what the person said, also where that is nothing."""
    bare = replace(old, number="", dated=None, sender="", receiver="", speed="")
    return described(bare, told)
