"""Take ten thousand files of all kinds in, and account for each of them and each of its bytes.

    python -m tests.prove.intake [--files 10000] [--into FOLDER] [--at-once 1000]

The files are made by ``bench.intake_files`` (LibreOffice, Chromium, Typst, ReportLab, the product;
scans, packed files, doubles, harmful ones), laid into the inbox a thousand at once and taken in.
Goes on where it was stopped, at whatever moment. Then it is asked: does every file have one row in
one state; does what came in equal what is filed, waits, was known, was unpacked and was set aside;
are the bytes of each in exactly one record or kept aside, and its source where its row says; is
the archive whole? Prints the counts, and exits 1 unless they add up.
"""

import argparse
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.records import RecordId
from office import inbox
from office.arrivals import ASIDE, CONFIRM, FILED, KNOWN, PROCESSED, SET_ASIDE, UNPACKED, Arrival
from office.inbox import Inbox
from office.office import Office, operator
from office.profile import SAMPLE, load

ALL = 1_000_000


@dataclass(frozen=True)
class Given:
    """A file that was given: its name, its way (see ``bench.intake_files``), and its digests."""

    name: str
    way: str
    sha512: str
    inside: tuple[str, ...]


def given_in(folder: Path) -> list[Given]:
    """Return what was made."""
    lines = folder.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()
    told = (json.loads(line) for line in lines)
    return [Given(**(each | {"inside": tuple(each["inside"])})) for each in told]


def sources(office: Office) -> set[str]:
    """Return the names of what came to the inbox by itself."""
    rows = office.arrivals.all(operator(), limit=ALL)
    return {one.source for one in rows if not one.parent}


def take(office: Office, folder: Path, given: list[Given], at_once: int) -> None:
    """Lay what has not come yet into the inbox, some at once, and take everything in."""
    inbox.QUIET = 0.01
    place = office.folder.place("inbox")
    box = Inbox(office.intake, office.arrivals, office.clock)
    begun, come = time.monotonic(), sources(office)
    missing = [one for one in given if one.name not in come]
    for first in range(0, len(missing) + 1, at_once):
        for one in missing[first : first + at_once]:
            (place / one.name).hardlink_to(folder / one.name)
        while box._waiting():
            box.scan()
        office.index.catch_up()
        some = [resource.getrusage(who).ru_maxrss // 1024 for who in (0, resource.RUSAGE_CHILDREN)]
        seconds = time.monotonic() - begun
        print(f"{len(sources(office))} taken, {seconds:.0f} s, peak MiB {some}", flush=True)


def digests(folder: Path) -> Counter[str]:
    """Count the digests of the files in a folder, notes left out."""
    paths = [path for path in folder.iterdir() if path.is_file()]
    notes = {f"{path.name}.txt" for path in paths}
    return Counter(digest(path) for path in paths if path.name not in notes)


def digest(path: Path) -> str:
    """Return the SHA-512 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha512").hexdigest()


def filed(office: Office) -> Counter[str]:
    """Count the digests of what is filed, out of the records themselves."""
    ids = {one.record for one in office.arrivals.all(operator(), limit=ALL) if one.record}
    records = (office.archive.record(RecordId.parse(id)) for id in ids)
    return Counter(file.sha512 for record in records for file in record.files)


def faults(office: Office, given: list[Given]) -> Iterator[str]:
    """Yield everything that does not add up."""
    rows = office.arrivals.all(operator(), limit=ALL)
    outer = {one.source: one for one in rows if not one.parent}
    inner = [one for one in rows if one.parent]
    place = office.folder.place("inbox")
    kept = {name: digests(place / name) for name in (PROCESSED, SET_ASIDE)}
    records = filed(office)
    if Counter(one.source for one in rows if not one.parent) != Counter(g.name for g in given):
        yield "the rows are not the files that were given"
    for one in given:
        yield from _faults(one, outer[one.name], records, kept)
    first = Counter(one.sha512 for one in given if outer[one.name].state in (FILED, CONFIRM))
    yield from (f"filed {count} times: {which}" for which, count in first.items() if count > 1)
    members = [each for one in given for each in one.inside]
    known = sum(one.state in (FILED, CONFIRM, KNOWN) for one in inner)
    if known < len(members) or not all(records[each] for each in members):
        yield f"{len(members)} files lay in others, {known} of them are filed"
    if sum(map(Counter.total, kept.values())) != len(rows):
        yield f"{len(rows)} rows, {[each.total() for each in kept.values()]} files kept"
    if left := [
        path for path in place.rglob("*") if path.is_file() and path.parent.name == "inbox"
    ]:
        yield f"{len(left)} files still lie in the inbox"
    yield from (str(fault) for fault in office.verify(operator()).faults)


def _faults(
    one: Given, row: Arrival, records: Counter[str], kept: dict[str, Counter[str]]
) -> Iterator[str]:
    """Yield what is wrong with a file: its bytes, its state, the place of its source."""
    in_archive, aside = records[one.sha512], row.state == ASIDE
    once = (FILED, CONFIRM, KNOWN)
    wanted = {"file": once, "double": once, "pack": (UNPACKED, FILED)}
    harmful = (ASIDE, UNPACKED, FILED, KNOWN)  # a mail without its bomb is filed, again it is known
    if row.state not in wanted.get(one.way, harmful):
        yield f"{one.name}: {row.state}, {row.reason}"
    elif in_archive != (row.state in (FILED, CONFIRM, KNOWN)):
        yield f"{one.name}: {row.state}, in {in_archive} records"
    if not kept[SET_ASIDE if aside else PROCESSED][one.sha512]:
        yield f"{one.name}: {row.state}, but its bytes are not kept"


def told(office: Office, given: list[Given]) -> dict[str, Any]:
    """Return the counts: what was given by way, and what became of it."""
    rows = office.arrivals.all(operator(), limit=ALL)
    return {
        "given": Counter(one.way for one in given),
        "became": Counter(one.state for one in rows if not one.parent),
        "lay inside": Counter(one.state for one in rows if one.parent),
        "records": len({one.record for one in rows if one.record}),
        "found": office.index.state().records,
    }


def main() -> int:
    """Make, take, account; print the counts."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--files", type=int, default=10_000)
    asked.add_argument("--into", type=Path)
    asked.add_argument("--at-once", type=int, default=1_000)
    args = asked.parse_args()
    folder = args.into or Path(tempfile.mkdtemp(prefix="intake-"))
    made, data = folder / "given", folder / "data"
    command = [sys.executable, "-m", "bench.intake_files", str(made), "--files", str(args.files)]
    subprocess.run(command, check=True)
    given = given_in(made)
    if not (data / "saraban.toml").exists():
        Office.create(data, load(SAMPLE)).close()
    office = Office.open(data)
    office.recover()
    take(office, made, given, args.at_once)
    wrong = list(faults(office, given))
    print(*wrong[:40], sep="\n")
    print(json.dumps(told(office, given), ensure_ascii=False))
    print(f"{len(given)} files given, {len(wrong)} faults")
    office.close()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
