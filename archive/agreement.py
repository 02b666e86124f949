"""Do the catalogue and the objects agree? Compare them, or make the catalogue anew."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from archive import catalogue, claims, fixity, record_json
from archive.catalogue import Entry
from archive.database import Database
from archive.errors import BadRecordId, ObjectDamaged, UnknownRecord
from archive.faults import Fault
from archive.fixity import Checked
from archive.holdings import Holdings, is_kept_name
from archive.inventory import UNREADABLE
from archive.records import Record, RecordId

PATIENCE = 5.0  # seconds a comparison waits for a filing that is under way


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild found: how many records, which kept objects, and what it could not read."""

    records: int
    kept: tuple[str, ...]
    faults: tuple[Fault, ...]


class Comparison:
    """Compares the catalogue, as it is now, with objects as an audit comes by them."""

    def __init__(self, holdings: Holdings, database: Database) -> None:
        self._holdings = holdings
        self._database = database
        with database.reading() as connection:
            self._rows = {str(entry.id): entry for entry in catalogue.every(connection)}
        self._odd = set[str]()

    def look(self, checked: Checked) -> None:
        """Compare what an object says of itself with its row."""
        if not is_kept_name(checked.name):
            row = self._rows.pop(checked.name, None)
            if row is None or row != _told(checked):
                self._odd.add(checked.name)

    def faults(self, skip: set[str]) -> Iterator[Fault]:
        """Yield every record, but those in ``skip``, whose row is not what its object says.

        What differs is looked at again, until its filing is no longer under way.
        """
        for name in sorted((self._odd | set(self._rows)) - skip):
            fault = _settled(self._holdings, self._database, name)
            if fault:
                yield fault


def differences(holdings: Holdings, database: Database, skip: set[str]) -> Iterator[Fault]:
    """Compare all at once, without an audit: yield as ``Comparison.faults``."""
    comparison = Comparison(holdings, database)
    for name in holdings.root.names():
        if name not in skip:
            comparison.look(_bare(holdings, name))
    return comparison.faults(skip)


def _bare(holdings: Holdings, name: str) -> Checked:
    """Read of an object only what it says of itself."""
    try:
        held = holdings.root.read(name)
        record = holdings.root.folder / name / held.content_path(record_json.NAME)
        return Checked(name, 0, 0, (), held.head, record.read_bytes())
    except (ObjectDamaged, *UNREADABLE):
        return Checked(name, 0, 0, ())


def _told(checked: Checked) -> Entry | None:
    """Return the row that an object's own words make; None where they make none."""
    try:
        told = record_json.read(checked.record)
        if str(told.id) != checked.name:
            return None
        now = checked.version
        record = Record(told.id, told.description, now, now, (), told.state, told.state_reason)
        return catalogue.entry_of(record)
    except (*UNREADABLE, BadRecordId):
        return None


def strangers(holdings: Holdings, database: Database) -> tuple[str, ...]:
    """Return the records on disk whose ids the database never gave out: it is older than the disk.

    Only folders are listed, so that it can be asked at every start.
    """
    with database.reading() as connection:
        known = set(map(str, claims.every(connection)))
    found = {holdings.root.name(path) for path in holdings.root.folder.glob("2*/*/*")}
    return tuple(sorted(name for name in found - known if not is_kept_name(name)))


def rebuild(
    holdings: Holdings, database: Database, progress: Callable[[int], None] | None = None
) -> Rebuilt:
    """Make every catalogue row anew from the objects; rows without an object go.

    ``progress`` gets the number of objects so far. Filing may go on meanwhile.
    """
    entries, kept, faults = list[Entry](), list[str](), list[Fault]()
    for done, name in enumerate(holdings.root.names(), 1):
        if is_kept_name(name):
            kept.append(name)
        else:
            told = _entry(holdings, name)
            faults.append(told) if isinstance(told, Fault) else entries.append(told)
        if progress:
            progress(done)
    faults.extend(fixity.strays(holdings.root, holdings.root.walk()))
    rows = {entry.id: catalogue.columns_of(entry) for entry in entries}
    with database.writing() as connection:
        known = {entry.id: entry.version for entry in catalogue.every(connection)}
        catalogue.remove(connection, [str(id) for id in known if _gone(holdings, id)])
        for entry in entries:
            if known.get(entry.id, 0) > entry.version:  # a version came in since it was read
                newer = catalogue.entry_of(holdings.record(entry.id))
                rows[entry.id] = catalogue.columns_of(newer)
        catalogue.put_columns(connection, list(rows.values()))
        claims.remember(connection, [entry.id for entry in entries])
    return Rebuilt(len(entries), tuple(kept), tuple(faults))


def _gone(holdings: Holdings, id: RecordId) -> bool:
    try:
        return not holdings.has(id)
    except ObjectDamaged:  # there, but it cannot be looked at: its row stays
        return False


def _settled(holdings: Holdings, database: Database, name: str) -> Fault | None:
    until = time.monotonic() + PATIENCE
    while True:
        with database.reading() as connection:
            row = catalogue.get(connection, name)
            under_way = name in map(str, claims.open_ids(connection))
        fault = _difference(holdings, name, row)
        if not fault or not under_way:
            return fault
        if time.monotonic() > until:
            return Fault("record-unfinished", name)
        time.sleep(0.05)


def _difference(holdings: Holdings, name: str, row: Entry | None) -> Fault | None:
    try:
        told = _entry(holdings, name)
    except UnknownRecord:
        told = None
    if isinstance(told, Fault):
        return told
    if told == row:
        return None
    code = "orphan" if told is None else "missing" if row is None else "differs"
    return Fault(f"catalogue-{code}", name)


def _entry(holdings: Holdings, name: str) -> Entry | Fault:
    try:
        return catalogue.entry_of(holdings.told(RecordId.parse(name)))
    except BadRecordId:
        return Fault("object-misplaced", name)
    except ObjectDamaged as damage:
        return Fault("record-unreadable", name, str(damage.facts["what"]))
