"""Kill a filing process at every durable step, first and later versions, and count what is lost.

    python -m tests.prove.kill_archive [--kills 500] [--into FOLDER]

A child files one record after another into an archive (a first version, then a second) and is
killed with SIGKILL just before or just after its k-th durable step: every function of
``archive.files`` that writes, and every commit of the database. Then the archive is opened again,
as at the next start, and asked: is every record that the child was told to be filed there, whole,
and once? Is nothing half there? The folder keeps its archive and its count, so a run that is
stopped goes on where it was. Prints kills, lost, doubled, half, and exits 1 unless all are 0.
"""

import argparse
import json
import os
import signal
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from archive.archive import Archive
from archive.catalogue import Filters
from archive.database import Database
from archive.records import Description, NewFile, RecordId
from tests.prove.killing import arm, ended

FILES = [NewFile("บันทึกข้อความ.docx", b"docx" * 999), NewFile("บันทึกข้อความ.pdf", b"pdf" * 999)]
STEPS_OF_A_ROUND = 125  # recovering, a first and a second version, and the next first one
TOLD = "told.txt"  # ids the child was told to be filed, one durable line each


def now() -> datetime:
    """Return the time; the child's records need no fixed one."""
    return datetime.now(UTC)


def opened(folder: Path) -> Archive:
    """Open the archive in a folder, or make it."""
    if not (folder / "saraban.db").exists():
        database = Database.create(folder / "saraban.db")
        return Archive.create(database, folder / "archive", "prove", now)
    return Archive(Database(folder / "saraban.db"), folder / "archive", "prove", now)


def child(folder: Path, k: int, before: bool) -> None:
    """File and change records until killed at the k-th step."""
    archive = opened(folder)
    arm(archive.database, k, before)
    archive.recover()
    for _ in range(10):
        with archive.database.writing() as connection:
            id = archive.next_id(connection, 2569, "memo")
        about = Description(type="memo", title="ขออนุมัติ", dated=date(2026, 11, 2), filed_at=now())
        record = archive.accession(id, about, FILES, "p05", "ออกเลข")
        with archive.database.writing() as connection:
            archive.enter(connection, record)
        tell(folder, f"{id} 1")
        scan = NewFile("ลงนามแล้ว.pdf", f"scan of {id}".encode())
        record = archive.add_version(id, 1, None, [scan], "p05", "ลงนามแล้ว")
        with archive.database.writing() as connection:
            archive.enter(connection, record)
        tell(folder, f"{id} 2")


def tell(folder: Path, line: str) -> None:
    """Note durably what a clerk would have seen as done."""
    with (folder / TOLD).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())


def judge(folder: Path) -> dict[str, int]:
    """Open as at the next start, and compare what is there with what was told."""
    archive = opened(folder)
    archive.recover()
    faults = archive.verify().faults
    for fault in faults:
        print("half:", fault, file=sys.stderr)
    told = (
        (folder / TOLD).read_text(encoding="utf-8").split("\n") if (folder / TOLD).exists() else []
    )
    wanted = {id: int(version) for id, version in (line.split() for line in told if line)}
    rows = archive.browse(Filters(limit=10**9)).rows
    there = {str(row.id): row.version for row in rows}
    lost = [id for id, version in wanted.items() if there.get(id, 0) < version]
    half = [id for id, version in there.items() if not whole(archive, id, version)]
    archive.database.close()
    return {
        "lost": len(lost),
        "doubled": len(rows) - len(there) + sum(version > 2 for version in there.values()),
        "half": len(half) + len(faults),
        "records": len(there),
    }


def whole(archive: Archive, id: str, version: int) -> bool:
    """Say whether a record has exactly the files its version should have."""
    record = archive.record(RecordId.parse(id))
    expected = {"record.json", *(file.name for file in FILES)}
    expected |= {"ลงนามแล้ว.pdf"} if version == 2 else set()
    return record.version == version and {file.name for file in record.files} == expected


def kill_once(folder: Path, k: int, before: bool) -> bool:
    """Run a child and say whether it was killed where it should be."""
    return ended("kill_archive", "--child", folder.resolve(), k, int(before)) == -signal.SIGKILL


def prove(folder: Path, kills: int) -> dict[str, int]:
    """Kill until the count is reached; a new archive every 50 kills keeps the verifying short."""
    count_file = folder / "count.json"
    count = json.loads(count_file.read_text()) if count_file.exists() else {}
    count = {"kills": 0, "lost": 0, "doubled": 0, "half": 0, "astray": 0, "records": 0} | count
    while count["kills"] < kills:
        number = count["kills"]
        place = folder / f"archive-{number // 50:04d}"
        place.mkdir(parents=True, exist_ok=True)
        killed = kill_once(place, 1 + number // 2 % STEPS_OF_A_ROUND, bool(number % 2))
        count["astray"] += not killed
        found = judge(place)
        for kind in ("lost", "doubled", "half"):
            count[kind] += found[kind]
        if (number + 1) % 50 == 0:
            count["records"] += found["records"]
        count["kills"] += 1
        count_file.write_text(json.dumps(count))
    return count


def main() -> int:
    """Run as the proof, or as the child it kills."""
    if "--child" in sys.argv:
        folder, k, before = sys.argv[sys.argv.index("--child") + 1 :]
        child(Path(folder), int(k), before == "1")
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--kills", type=int, default=500)
    arguments.add_argument("--into", type=Path, help="a folder to work in, and to go on in")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as fresh:
        count = prove(asked.into or Path(fresh), asked.kills)
    print(json.dumps(count))
    return int(any(count[kind] for kind in ("lost", "doubled", "half", "astray")))


if __name__ == "__main__":
    sys.exit(main())
