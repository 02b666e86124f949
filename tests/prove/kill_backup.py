"""Kill a backup and a restore at every durable step, and restore what is left; count what is lost.

    python -m tests.prove.kill_backup [--kills 500] [--into FOLDER]

So many of backups, then so many of restores, each at all its steps. A child makes a backup of an
office in which something new was filed, or restores one, and is killed with SIGKILL just before or
just after its k-th durable step (tests/prove/killing.py). Then the same is asked again, as a person
or the next night would, and everything is compared: records, every byte, numbers, answers of the
search. The folder keeps the count, so a run that is stopped goes on where it was.
Prints kills, lost, half, and exits 1 unless both are 0.
"""

import argparse
import json
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from archive import catalogue
from office.backup_place import BackupPlace
from office.backups import Backups
from office.office import Office, operator
from office.plans import Wish
from office.profile import SAMPLE, load
from office.restoring import restore
from tests.prove.killing import arm, ended

AT_ONE_OFFICE = 10  # then a new one, so that the comparing stays short


def quiet(told: str) -> None:
    """Hear how far it is."""


def prepare(folder: Path) -> None:
    """Make an office with a backup of its first records."""
    office = Office.create(folder / "data", load(SAMPLE))
    issue(office)
    (folder / "usb").mkdir()
    Backups(office).set_folder(str(folder / "usb"), operator())
    Backups(office).make(None, None)
    office.close()


def issue(office: Office) -> None:
    """File one more."""
    office.issue("memo", office.shelf.form("memo").example(), operator(), Wish(pdf=False))


def child(folder: Path, act: str, k: int, before: bool) -> None:
    """Back up or restore until killed at the k-th step."""
    office = Office.open(folder / "data") if act == "backup" else None
    if office:
        office.recover()
        issue(office)
    arm(None, k, before)
    if office:
        Backups(office).make(None, None)
    else:
        restore(folder / "usb", folder / "new", quiet)


def kill_once(folder: Path, act: str, k: int, before: bool) -> bool:
    """Run a child; say whether it was killed (False: it had fewer steps and ended well)."""
    code = ended("kill_backup", "--child", folder.resolve(), act, k, int(before))
    if code not in (0, -signal.SIGKILL):
        raise RuntimeError(code)
    return code != 0


def judge(folder: Path, act: str) -> dict[str, int]:
    """Ask for the same again, restore, and compare with the office."""
    if act == "backup":
        shutil.rmtree(folder / "new", ignore_errors=True)
        was = restore(folder / "usb", folder / "new", quiet)  # what the dead one left
        half = int(not was.good)
        shutil.rmtree(folder / "new")
        office = Office.open(folder / "data")
        office.recover()
        Backups(office).make(None, None)
        office.close()
    done = restore(folder / "usb", folder / "new", quiet)
    half = int(not done.good) + (half if act == "backup" else 0)
    office, new = Office.open(folder / "data"), Office.open(folder / "new")
    with office.db.reading() as one, new.db.reading() as other:
        lost = int(catalogue.export(one) != catalogue.export(other))
    left = list((BackupPlace(folder / "usb").folder).rglob("*.part"))
    office.close()
    new.close()
    shutil.rmtree(folder / "new")
    return {"lost": lost, "half": half + len(left) * (act == "backup")}


def prove_one(folder: Path, act: str, kills: int) -> dict[str, int]:
    """Kill until the count is reached, before and after each step, from the first to the last."""
    count_file = folder / f"{act}.json"
    count = {"kills": 0, "whole rounds": 0, "lost": 0, "half": 0, "k": 1, "before": 1}
    count |= json.loads(count_file.read_text()) if count_file.exists() else {}
    while count["kills"] < kills:
        place = folder / f"{act}-{count['kills'] // AT_ONE_OFFICE:03d}"
        if not (place / "usb").exists():
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True)
            prepare(place)
        killed = kill_once(place, act, count["k"], bool(count["before"]))
        if act == "restore" and (place / "new" / "saraban.toml").exists():
            shutil.rmtree(place / "new")  # it had ended but for its last step
        for kind, found in judge(place, act).items():
            count[kind] += found
        count["kills"] += killed
        if not killed:
            count["whole rounds"] += not count["before"]
            count |= {"k": 1, "before": 1 - count["before"]}
        else:
            count["k"] += 1
        count_file.write_text(json.dumps(count))
        if count["kills"] % 20 == 0:
            print(act, json.dumps(count), file=sys.stderr)
    return count


def main() -> int:
    """Run as the proof, or as the child it kills."""
    if "--child" in sys.argv:
        place, act, k, before = sys.argv[sys.argv.index("--child") + 1 :]
        child(Path(place), act, int(k), before == "1")
        return 0
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--kills", type=int, default=500)
    arguments.add_argument("--into", type=Path, help="a folder to work in")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as fresh:
        folder = asked.into or Path(fresh)
        counts = {act: prove_one(folder, act, asked.kills) for act in ("backup", "restore")}
    for act, count in counts.items():
        print(act, json.dumps(count))
    return int(any(count[kind] for count in counts.values() for kind in ("lost", "half")))


if __name__ == "__main__":
    sys.exit(main())
