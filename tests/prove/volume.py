"""Everything that custody promises, on an archive of 20,000 records.

    python -m tests.prove.volume [--records 20000] [--into FOLDER]

An office is filled, some of its records are noted and some voided. Then, one after the other: every
object by somebody else's validator; a backup, restored and compared file by file and search by
search; one object in a hundred damaged, found, and repaired from the backup; the database deleted
and made anew; a database of yesterday put before the archive of today; a year handed over as a bag.
Each line says what was done, and exits 1 at the first thing that is wrong. Nothing is synced.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import bagit  # type: ignore[import-untyped]

from archive import catalogue
from archive.catalogue import Filters
from archive.records import Fact
from bench.web import world
from office.backups import Backups
from office.custody import Custody
from office.handover import Handover
from office.office import Office, operator
from office.plans import Wish
from office.repairs import Repairs
from office.restoring import restore
from tests.prove import damage
from tests.test_archive_ocfl import PYTHON, SCRIPT

NOTED, VOIDED = 50, 1000  # every so-manieth record
SOUGHT = 200
MANY = 100  # hits, above which only their number is compared
AT_ONCE = 1000  # objects a validator looks at
BESIDE = {"index", "cache", "work", "saraban.db", "saraban.db-wal", "saraban.db-shm"}

State = tuple[bytes, str]


def quiet(told: str) -> None:
    """Hear how far it is."""


@contextmanager
def timed(what: str) -> Iterator[list[str]]:
    """Print what was done, what is to be told of it, and how long it took."""
    told, start = list[str](), time.perf_counter()
    yield told
    print(f"{what}: {', '.join(told)} ({time.perf_counter() - start:.0f} s)", flush=True)


def make(data: Path, records: int) -> None:
    """Make the office, with versions and void numbers."""
    world(data, records)
    with closing(Office.open(data)) as office:
        for number, row in enumerate(rows(office)):
            if number % NOTED == 0:
                office.note(row.id, Fact("ordered", on=date(2026, 11, 2)), operator())
            if number % VOIDED == 0:
                office.void(row.id, "ออกเลขซ้ำ", operator())
        with office.db.reading() as conn:
            years = office.registers.years(conn)
        for code, year in years:
            office.kept.keep(code, year, "prove", "สิ้นวัน")
        office.index.catch_up()


def rows(office: Office) -> tuple[catalogue.Entry, ...]:
    """Return all that is filed, the oldest first."""
    return office.archive.browse(Filters(order="oldest", limit=10**9)).rows


def state(office: Office) -> State:
    """Spell catalogue and registers in their one canonical way."""
    with office.db.reading() as conn:
        told = catalogue.export(conn)
        years = sorted(office.registers.years(conn))
    books = {f"{code} {year}": office.registers_of(code, year).document for code, year in years}
    return told, json.dumps(books, sort_keys=True, ensure_ascii=False)


def valid_for_others(office: Office) -> None:
    """Have ocfl-py look at every object by itself, and at the root."""
    root = office.archive.root.folder
    paths = [str(root / name) for name in office.archive.root.names()]
    lots = [paths[start : start + AT_ONCE] for start in range(0, len(paths), AT_ONCE)]

    def looked(lot: list[str]) -> dict[str, str]:
        command = [str(PYTHON), "-c", SCRIPT, str(root), *lot]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return dict(json.loads(said.splitlines()[-1]))

    with timed("ocfl-py, object by object") as told, ThreadPoolExecutor(os.cpu_count()) as lookers:
        found = {place: said for each in lookers.map(looked, lots) for place, said in each.items()}
        assert set(found) == {*paths, "root"}
        assert not any(found.values()), [said for said in found.values() if said][:3]
        told.append(f"{len(paths)} objects and the root without an error or a warning")


def restored(office: Office, usb: Path, new: Path) -> None:
    """Back up, restore elsewhere, and compare every file and some hundred searches."""
    with timed("backup") as told:
        Backups(office).set_folder(str(usb), operator())
        made = Backups(office).make(None, operator())
        assert made
        told.append(f"{made.copied.objects} objects, {made.copied.size / 1e6:.0f} MB")
    with timed("restore") as told:
        done = restore(usb, new, quiet)
        assert done.good, done
        with closing(Office.open(new)) as other:
            assert state(other) == state(office)
            files = compared(office.folder.path, new)
            sought = rows(office)[:: max(1, len(rows(office)) // SOUGHT)]
            for asked in (text for row in sought for text in (row.title, row.number)):
                assert found(other, asked) == found(office, asked), asked
        told.append(f"{files} files and {2 * len(sought)} searches alike")


def found(office: Office, asked: str) -> tuple[int, list[str]]:
    """Return how many records a search finds, and which, where that are not too many."""
    done = office.find(asked, operator(), limit=MANY)
    assert done.total, asked
    return done.total, sorted(str(hit.id) for hit in done.strict) if done.total <= MANY else []


def compared(one: Path, other: Path) -> int:
    """Compare every file of two data folders but those of the database; return how many."""
    files = [path for path in below(one) if path.parts[0] not in BESIDE]
    assert files == [path for path in below(other) if path.parts[0] not in BESIDE]
    for path in files:
        assert (one / path).read_bytes() == (other / path).read_bytes(), path
    return len(files)


def below(folder: Path) -> list[Path]:
    """Return every file below a folder."""
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def damaged(office: Office) -> None:
    """Damage one object in a hundred; all of them must be found, no other, and all be repaired."""
    names = list(office.archive.root.names())[::100]
    with timed("damage") as told:
        done = damage.spoil(office.archive.root.folder, names)
        faults = Custody(office).whole(operator()).faults
        objects = {"/".join(fault.where.split("/")[:3]) for fault in faults}
        missed, false = set(done) - objects, objects - set(done)
        assert not missed, missed
        assert not false, false
        for name, where in done.items():
            at = {fault.where for fault in faults if fault.where.startswith(f"{name}/")}
            assert at == where, (name, at)
        kinds = ", ".join(sorted({fault.code for fault in faults}))
        told.append(f"{len(done)} objects damaged, all found, none false ({kinds})")
    with timed("repair from the backup") as told:
        outcomes, left = Repairs(office).repair(operator())
        assert not left, left
        assert not office.verify(operator()).faults
        told.append(f"{len(outcomes)} objects put right, nothing left")


def rebuilt(data: Path) -> None:
    """Delete the database; catalogue and registers must come out of the archive identical."""
    with closing(Office.open(data)) as office:
        before = state(office)
    with timed("database deleted") as told:
        for file in data.glob("saraban.db*"):
            file.unlink()
        again, done = Office.restore(data)
        with closing(again):
            assert state(again) == before
            assert not again.verify(operator()).faults
        told.append(f"{done.records} records and all registers rebuilt identical")


def reconciled(data: Path, kept: Path) -> None:
    """Put a database of yesterday before the archive of today."""
    with closing(Office.open(data)) as office:
        old = [row.id for row in rows(office)[1::VOIDED]]
    shutil.copyfile(data / "saraban.db", kept)
    with closing(Office.open(data)) as office:
        example = office.shelf.form("memo").example()
        new = [office.issue("memo", example, operator(), Wish(pdf=False)).id for _ in range(50)]
        for id in old:
            office.note(id, Fact("ordered", on=date(2026, 11, 3)), operator())
        today = state(office)
    shutil.copyfile(kept, data / "saraban.db")
    with timed("database of yesterday") as told, closing(Office.open(data)) as office:
        done = office.reconciling.if_behind()
        assert {*new, *old} == set(done.entered), done
        assert not done.lost
        assert state(office) == today
        assert not office.unexplained()
        assert not office.verify(operator()).faults
        told.append(f"{len(new)} new, {len(old)} changed records entered, registers as they were")


def handed_over(office: Office, bag: Path) -> None:
    """Hand a year over, and have bagit read every file of it."""
    with timed("handover") as told:
        handover = Handover(office)
        year = max(row.year for row in rows(office)[: len(rows(office)) // 2])
        of = handover.of_filters(Filters(year=year), operator())
        done = handover.write(of, bag, operator())
        bagit.Bag(str(bag)).validate()
        told.append(f"{done.records} records, {done.files} files valid for bagit")


def prove(folder: Path, records: int) -> None:
    """Do all of it in a folder; the office itself is kept there and used again."""
    os.fsync = lambda fd: None
    full, data = folder / f"office-{records}", folder / "data"
    if not full.exists():
        with timed("office") as told:
            shutil.rmtree(folder / "begun", ignore_errors=True)
            make(folder / "begun", records)
            (folder / "begun").rename(full)
            told.append(f"{records} records")
    for left in (data, folder / "usb", folder / "new", folder / "bag"):
        shutil.rmtree(left, ignore_errors=True)
    shutil.copytree(full, data)
    (folder / "usb").mkdir()
    with closing(Office.open(data)) as office:
        valid_for_others(office)
        restored(office, folder / "usb", folder / "new")
        damaged(office)
        handed_over(office, folder / "bag")
    reconciled(data, folder / "yesterday.db")
    rebuilt(data)


def main() -> int:
    """Run as the proof."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--records", type=int, default=20_000)
    asked.add_argument("--into", type=Path, help="a folder to work in, which keeps the office")
    args = asked.parse_args()
    with tempfile.TemporaryDirectory() as fresh:
        prove(args.into or Path(fresh), args.records)
    return 0


if __name__ == "__main__":
    sys.exit(main())
