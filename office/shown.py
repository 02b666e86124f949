"""What the office answers with: a record as its reader sees it, and what opening has finished."""

from dataclasses import dataclass

from archive.passages import Text
from archive.records import Record, RecordId, Version
from office.registers import Entry
from thai.errors import Refused


@dataclass(frozen=True)
class Recovered:
    """What opening the office finished: records, and issues that still cannot be finished."""

    records: tuple[RecordId, ...]
    faults: tuple[Refused, ...]


@dataclass(frozen=True)
class Shown:
    """A record as a reader sees it: description, what it says, versions, register row."""

    record: Record
    text: Text
    history: tuple[Version, ...]
    row: Entry | None
