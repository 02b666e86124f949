"""The archive beside the plainest way: files written and synced by hand, sha512sum, json, cp.

    ./run bench archive [--records 2000]

Files varied records of a usual size (a .docx of 30 kB, a .pdf of 60 kB, a text.json), audits them,
browses them, rebuilds their catalogue, backs them up. The peers read and write the very same files
in the same run, in turns.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from archive import disk, fixity, mirror
from archive.archive import Archive
from archive.catalogue import Filters
from archive.database import Database
from archive.ocfl import StorageRoot
from archive.passages import Passage, Text
from archive.records import Description, NewFile

TITLE = "รายงานการประชุมคณะทำงานขับเคลื่อนการดำเนินงาน ครั้งที่"


def now() -> datetime:
    return datetime.now(UTC)


def contents(number: int) -> list[NewFile]:
    chance = random.Random(number)
    passages = tuple(Passage(f"ระเบียบวาระที่ {n}", "ที่ประชุมมีมติ" * 40) for n in range(5))
    return [
        NewFile(f"{TITLE} {number}.docx", chance.randbytes(30_000)),
        NewFile(f"{TITLE} {number}.pdf", chance.randbytes(60_000)),
        NewFile("text.json", Text(passages).to_json()),
    ]


def file_one(archive: Archive, number: int, files: list[NewFile]) -> None:
    day = date(2024, 1, 1) + timedelta(days=number % 1000)
    about = Description(
        type=("memo", "letter", "minutes")[number % 3],
        title=f"{TITLE} {number}",
        dated=day,
        filed_at=now(),
        category=str(1 + number % 7),
        group=f"g{number % 11}",
    )
    with archive.database.writing() as connection:
        id = archive.next_id(connection, day.year + 543, about.type)
    record = archive.accession(id, about, files, "bench", "ออกเลข")
    with archive.database.writing() as connection:
        archive.enter(connection, record)


def by_hand(folder: Path, number: int, files: list[NewFile]) -> None:
    target = folder / str(number)
    target.mkdir()
    for file in [*files, NewFile("record.json", b"x" * 800), NewFile("list.json", b"x" * 2000)]:
        with (target / file.name).open("xb") as written:
            written.write(file.data)
            written.flush()
            os.fsync(written.fileno())
    for place in (target, folder):
        descriptor = os.open(place, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)


@contextmanager
def timed(into: list[float]) -> Iterator[None]:
    start = time.perf_counter()
    yield
    into.append(time.perf_counter() - start)


def filing(archive: Archive, folder: Path, records: int) -> None:
    ours, theirs = list[float](), list[float]()
    for number in range(records):
        files = contents(number)
        with timed(ours):
            file_one(archive, number, files)
        with timed(theirs):
            by_hand(folder, number, files)
    mine, hand = statistics.median(ours), statistics.median(theirs)
    print(f"filing: {1 / mine:.0f} records/s (median {mine * 1000:.1f} ms); "
          f"by hand {1 / hand:.0f} ({hand * 1000:.1f} ms); {mine / hand:.2f} ×")  # fmt: skip


def auditing(archive: Archive) -> None:
    command = f"find '{archive.root.folder}' -type f -print0 | xargs -0 sha512sum > /dev/null"
    alone, whole, peer = list[float](), list[float](), list[float]()
    for _ in range(3):
        with timed(peer):
            subprocess.run(command, shell=True, check=True)
        with timed(alone):
            report = fixity.audit(archive.root)
        with timed(whole):
            faults = archive.verify().faults
        assert not faults, faults[:3]
    size = report.size / 1e6
    print(f"audit: {report.checked} files, {size:.0f} MB; sha512sum {size / min(peer):.0f} MB/s, "
          f"objects {size / min(alone):.0f} MB/s ({min(peer) / min(alone):.0%}), "
          f"with catalogue and journal {size / min(whole):.0f} MB/s "
          f"({min(peer) / min(whole):.0%}, {report.checked / min(whole):.0f} files/s)")  # fmt: skip


def browsing(archive: Archive) -> None:
    acts: dict[str, Callable[[], object]] = {
        "first page": lambda: archive.browse(Filters()),
        "category and year": lambda: archive.browse(Filters(category="3", year=2568)),
        "title": lambda: archive.browse(Filters(title="ครั้งที่ ๑๗")),
        "last page by title": lambda: archive.browse(Filters(order="title", offset=10**6)),
        "counts": lambda: archive.counts("category", Filters(year=2568)),
    }
    for name, act in acts.items():
        times = list[float]()
        for _ in range(20):
            with timed(times):
                act()
        print(f"browse, {name}: p50 {statistics.median(times) * 1000:.1f} ms")


def rebuilding(archive: Archive) -> None:
    """Beside the least that can be done: reading and parsing the same two files of each record."""
    ours, peer = list[float](), list[float]()
    for _ in range(3):
        with timed(peer):
            for name in archive.root.names():
                folder = archive.root.folder / name
                json.loads((folder / "inventory.json").read_bytes())
                json.loads((folder / "v1/content/record.json").read_bytes())
        with timed(ours):
            done = archive.rebuild()
    print(f"rebuild of the catalogue: {done.records / min(ours):.0f} records/s; reading and "
          f"parsing {done.records / min(peer):.0f}; {min(ours) / min(peer):.2f} ×")  # fmt: skip


def copying(archive: Archive, folder: Path) -> None:
    """A first backup of the objects, each file synced and read back, beside cp and one sync."""
    ours, peer, again = list[float](), list[float](), list[float]()
    disk.make(folder / "second", "bench")
    second = StorageRoot(folder / "second" / "root", disk.urn("bench"), folder / "second.lock")
    with timed(peer):
        subprocess.run(["cp", "-a", archive.root.folder, folder / "plain"], check=True)
        subprocess.run(["sync", "-f", folder], check=True)
    with timed(ours):
        copied = mirror.copy(archive.root, second)
    with timed(again):
        mirror.copy(archive.root, second)
    assert not copied.faults
    print(f"backup: {copied.objects / ours[0]:.0f} objects/s, "
          f"{copied.size / 1e6 / ours[0]:.0f} MB/s; cp -a and sync "
          f"{copied.objects / peer[0]:.0f}; {ours[0] / peer[0]:.1f} ×; "
          f"nothing new: {again[0]:.2f} s")  # fmt: skip


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--records", type=int, default=2000)
    records = arguments.parse_args().records
    with tempfile.TemporaryDirectory(dir=".") as place:
        folder = Path(place).resolve()
        database = Database.create(folder / "saraban.db")
        archive = Archive.create(database, folder / "archive", "bench", now)
        (folder / "hand").mkdir()
        filing(archive, folder / "hand", records)
        auditing(archive)
        browsing(archive)
        rebuilding(archive)
        copying(archive, folder)


if __name__ == "__main__":
    main()
