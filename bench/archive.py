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
from collections.abc import Callable, Iterator, Mapping
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
    """Write and sync a record's five files in one folder, and no more."""
    told = {file.name: file.data for file in files}
    synced(folder / str(number), told | {"record.json": b"x" * 800, "list.json": b"x" * 2000})


def whole_by_hand(folder: Path, number: int, files: list[NewFile]) -> None:
    """Write and sync just the files and folders that an object of the archive has."""
    told = {f"v1/content/{file.name}": file.data for file in files}
    told |= {"0=ocfl_object_1.1": b"x" * 16, "v1/content/record.json": b"x" * 800}
    for place in ("", "v1/"):
        told |= {f"{place}inventory.json": b"x" * 2000, f"{place}inventory.json.sha512": b"x" * 144}
    synced(folder / f"whole-{number}", told)


def synced(target: Path, files: Mapping[str, bytes]) -> None:
    inner = {parent for name in files for parent in (target / name).parents}
    folders = sorted(each for each in inner if each == target or target in each.parents)
    for each in folders:
        each.mkdir()
    for name, data in files.items():
        with (target / name).open("xb") as written:
            written.write(data)
            written.flush()
            os.fsync(written.fileno())
    for place in (*folders, target.parent):
        descriptor = os.open(place, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)


@contextmanager
def timed(into: list[float]) -> Iterator[None]:
    start = time.perf_counter()
    yield
    into.append(time.perf_counter() - start)


def filing(archive: Archive, folder: Path, records: int) -> None:
    """Beside the same nine files in the same folders, and beside the five that are the record's."""
    ours, nine, five = list[float](), list[float](), list[float]()
    for number in range(records):
        files = contents(number)
        with timed(ours):
            file_one(archive, number, files)
        with timed(nine):
            whole_by_hand(folder, number, files)
        with timed(five):
            by_hand(folder, number, files)
    mine, whole, bare = map(statistics.median, (ours, nine, five))
    print(f"filing: {1 / mine:.0f} records/s (median {mine * 1000:.1f} ms); by hand the same nine "
          f"files {1 / whole:.0f} ({whole * 1000:.1f} ms): {mine / whole:.2f} ×; five of them "
          f"{1 / bare:.0f} ({bare * 1000:.1f} ms): {mine / bare:.2f} ×")  # fmt: skip


def auditing(archive: Archive) -> None:
    """Beside sha512sum in one process, and in as many as there are processors, as ours."""
    command = f"find '{archive.root.folder}' -type f -print0 | xargs -0 {{}} sha512sum > /dev/null"
    alone, whole, peer, peers = list[float](), list[float](), list[float](), list[float]()
    for _ in range(3):
        with timed(peer):
            subprocess.run(command.format(""), shell=True, check=True)
        with timed(peers):
            subprocess.run(command.format(f"-n 500 -P {os.cpu_count()}"), shell=True, check=True)
        with timed(alone):
            report = fixity.audit(archive.root)
        with timed(whole):
            faults = archive.verify().faults
        assert not faults, faults[:3]
    size = report.size / 1e6
    print(f"audit: {report.checked} files, {size:.0f} MB; sha512sum {size / min(peer):.0f} MB/s, "
          f"{os.cpu_count()} at once {size / min(peers):.0f} MB/s; "
          f"objects {size / min(alone):.0f} MB/s ({min(peer) / min(alone):.0%}, "
          f"{min(peers) / min(alone):.0%}), "
          f"with catalogue and journal {size / min(whole):.0f} MB/s "
          f"({min(peer) / min(whole):.0%}, {min(peers) / min(whole):.0%}; "
          f"{report.checked / min(whole):.0f} files/s)")  # fmt: skip


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
