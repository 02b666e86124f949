"""The head of the journal as a kept object, a version a day: whoever forges the chain is found.

``office/journal-2569-11`` holds the heads of a month, so that no object grows without end.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from archive import canonical
from archive.archive import Archive
from archive.errors import ObjectDamaged
from archive.faults import Fault
from archive.inventory import UNREADABLE
from archive.journal import Head, Journal
from archive.records import NewFile
from office.clock import Clock, today
from thai.dates import buddhist_year

FILE = "journal-head.json"
PREFIX = "office/journal-"
REF = "journal"


@dataclass(frozen=True)
class KeptJournal:
    """Keeps the journal's head in the archive and compares the journal with what was kept."""

    archive: Archive
    journal: Journal
    clock: Clock

    def keep(self, who: str) -> bool:
        """Keep today's head, once a day and only when something happened since; say whether."""
        day, head = today(self.clock), self.journal.head()
        name = f"{PREFIX}{buddhist_year(day)}-{day.month:02d}"
        kept = self._kept(name)
        if kept and (kept[-1][0] == day.isoformat() or kept[-1][1] == head):
            return False
        told = {"day": day.isoformat(), "seq": head.seq, "hash": head.hash}
        data = canonical.readable(told | {"identity": head.identity})
        self.archive.keep(name, [NewFile(FILE, data)], who=who, why=f"สิ้นวัน {day.isoformat()}")
        return True

    def faults(self) -> Iterator[Fault]:
        """Yield every kept head that the journal does not bear out, and nobody knows why."""
        known = {hash for event in self.journal.about(REF) for hash in event.detail["heads"]}
        for day, head in self._lost():
            if head.hash not in known:
                yield Fault("journal-broken", str(head.seq), f"head kept on {day} differs")

    def explain(self, who: str, why: str) -> None:
        """Write down which kept heads the shorter journal of an older database does not have."""
        lost = [head for _, head in self._lost()]
        if lost:
            told = {"heads": [head.hash for head in lost], "why": why}
            with self.archive.database.writing() as conn:
                self.journal.add(conn, who, "journal-shorter", REF, told, self.clock())

    def _lost(self) -> Iterator[tuple[str, Head]]:
        identity = self.journal.identity()
        for name in self.archive.root.names():
            for day, head in self._kept(name) if name.startswith(PREFIX) else ():
                if head.identity == identity and not self.journal.bears_out(head):
                    yield day, head

    def _kept(self, name: str) -> list[tuple[str, Head]]:
        """Return the heads that an object holds, oldest first; a damaged one holds none."""
        if not self.archive.root.has(name):
            return []
        folder, heads = self.archive.root.folder / name, list[tuple[str, Head]]()
        try:
            held = self.archive.root.read(name)
            for number in range(1, held.head + 1):
                told = json.loads((folder / held.content_path(FILE, number)).read_bytes())
                head = Head(told["identity"], told["seq"], told["hash"])
                heads.append((str(told["day"]), head))
        except (ObjectDamaged, *UNREADABLE):
            return []
        return heads
