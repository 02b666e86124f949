"""Destroy a record in a process that dies before, then after, each of its durable steps.

    python -m tests.prove.kill_destruction [--kills 500]

Records of one to five files and one to three versions, one after another, each at all its steps,
until so many processes were killed. Afterwards the record must be whole, or a stub;
tests/test_archive_destruction.py does some of it.
"""

import argparse
import itertools
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from archive.archive import Archive
from archive.database import Database
from archive.destruction import destroy
from archive.inventory import VersionBlock
from archive.records import Description, NewFile, Record, RecordId
from tests.prove.killing import arm, ended

AT = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
KINDS = tuple(itertools.product((1, 2, 3), (1, 2, 3, 4, 5)))  # versions, files of the first


def destroy_until(told: list[str]) -> None:
    """Destroy the record that the words name, and die at the step that they name."""
    database, disk, office, record, seen, at, when = told
    archive = Archive(Database(Path(database)), Path(disk), office, lambda: AT)
    id = RecordId.parse(record)
    arm(None, int(at), when == "before")
    about = archive.record(id).description
    destroy(archive, id, int(seen), about, VersionBlock(AT, "p16", "ทำลาย", {}))


def killed(archive: Archive, record: Record, at: int, before: bool) -> int:
    """Destroy in a process that dies at its ``at``-th durable step; return its exit code.

    Below 0: it died there; 0: it came to its end before that step.
    """
    when = "before" if before else "after"
    place = (archive.database.path, archive.disk, archive.office_id)
    return ended("kill_destruction", *place, record.id, record.versions, at, when)


def filed(archive: Archive, files: int = 2, versions: int = 1) -> Record:
    """File a record of so many files, and change it until it has so many versions."""
    about = Description(type="memo", title="ขอทำลายหนังสือ", dated=AT.date(), category="3")
    with archive.database.writing() as connection:
        id = archive.next_id(connection, 2569, "memo")
    new = [NewFile(f"หน้า {number}.txt", f"{id} {number}".encode()) for number in range(files)]
    record = archive.accession(id, about, new, "p16", "ออกเลข")
    for version in range(2, versions + 1):
        scan = NewFile(f"ลงนาม {version}.pdf", f"{id} v{version}".encode())
        record = archive.add_version(id, version - 1, None, [scan], "p16", "ลงนามแล้ว")
    with archive.database.writing() as connection:
        archive.enter(connection, record)
    return record


def steps(archive: Archive, files: int, versions: int, before: bool) -> Iterator[str]:
    """Kill at each step of such a record's destruction; tell what was left each time."""
    for at in itertools.count(1):
        record = filed(archive, files, versions)
        ended = killed(archive, record, at, before) == 0
        archive.recover()
        sound = not archive.verify().faults
        if ended:
            return
        yield archive.record(record.id).state if sound else "half"


def prove(folder: Path, kills: int) -> Counter[str]:
    """Kill until the count is reached; a new archive for each kind of record keeps checks short."""
    found: Counter[str] = Counter()
    for number, (versions, files) in enumerate(itertools.cycle(KINDS)):
        place = folder / str(number)
        place.mkdir()
        database = Database.create(place / "saraban.db")
        archive = Archive.create(database, place / "archive", "demo-esa1", lambda: AT)
        for before in (True, False):
            found.update(
                itertools.islice(steps(archive, files, versions, before), kills - found.total())
            )
        database.close()
        print(f"{found.total()} kills: {dict(found)}", file=sys.stderr)
        if found.total() >= kills:
            break
    return found


def main() -> int:
    """Kill at every step; print what was left; 1 if anything was half."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--kills", type=int, default=500)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = prove(Path(folder), asked.kills)
    print(f"killed {found.total()} times: {dict(found)}")
    return 1 if found["half"] else 0


if __name__ == "__main__":
    if sys.argv[1:2] and not sys.argv[1].startswith("-"):
        destroy_until(sys.argv[1:])
    else:
        sys.exit(main())
