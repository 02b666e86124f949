"""Destroy a record in a process that dies before, then after, each of its durable steps.

    python -m tests.prove.kill_destruction

Afterwards the record must be whole, or a stub; tests/test_archive_destruction.py does some of it.
"""

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from archive.archive import Archive
from archive.database import Database
from archive.destruction import destroy
from archive.inventory import VersionBlock
from archive.records import Description, NewFile, Record, RecordId
from tests.prove.killing import arm, ended

AT = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


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


def filed(archive: Archive) -> Record:
    """File a record of two files."""
    about = Description(type="memo", title="ขอทำลายหนังสือ", dated=AT.date(), category="3")
    with archive.database.writing() as connection:
        id = archive.next_id(connection, 2569, "memo")
    new = [NewFile("ก.txt", b"one"), NewFile("ข.txt", b"two")]
    record = archive.accession(id, about, new, "p16", "ออกเลข")
    with archive.database.writing() as connection:
        archive.enter(connection, record)
    return record


def main() -> int:
    """Kill at every step; print what was left; 1 if anything was half."""
    found = dict.fromkeys(("filed", "destroyed", "half"), 0)
    with tempfile.TemporaryDirectory() as folder:
        database = Database.create(Path(folder) / "saraban.db")
        archive = Archive.create(database, Path(folder) / "archive", "demo-esa1", lambda: AT)
        for before in (True, False):
            for at in range(1, 100):
                record = filed(archive)
                ended = killed(archive, record, at, before) == 0
                archive.recover()
                sound = not archive.verify().faults
                found[archive.record(record.id).state if sound else "half"] += 1
                if ended:
                    break
        database.close()
    print(f"killed {sum(found.values())} times: {found}")
    return 1 if found["half"] else 0


if __name__ == "__main__":
    if sys.argv[1:]:
        destroy_until(sys.argv[1:])
    else:
        sys.exit(main())
