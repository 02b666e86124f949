"""Kill a backup and a restore at every durable step, and restore what is left; count what is lost.

    python -m tests.prove.kill_backup [--kills 500] [--into FOLDER]

A child makes a backup of an office in which something new was filed, or restores one, and is killed
with SIGKILL just before or just after its k-th durable step (tests/prove/killing.py). Then the
same is asked again, as a person or the next night would, and everything is compared: records, every
byte, numbers, answers of the search. Prints kills, lost, half, and exits 1 unless both are 0.
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

ROUNDS = {"backup": 48, "restore": 260}  # durable steps that are tried


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


def prove(folder: Path, kills: int) -> dict[str, int]:
    """Kill until the count is reached, each half of them backups and restores."""
    count = {"kills": 0, "ended": 0, "lost": 0, "half": 0}
    for number in range(kills):
        act = ("backup", "restore")[number % 2]
        place = folder / f"office-{number // 40:03d}"
        if not place.exists():
            place.mkdir(parents=True)
            prepare(place)
        k = 1 + number // 4 * max(1, ROUNDS[act] * 4 // kills) % ROUNDS[act]
        count["ended"] += not kill_once(place, act, k, bool(number // 2 % 2))
        if act == "restore" and (place / "new" / "saraban.toml").exists():
            shutil.rmtree(place / "new")  # it had ended but for its last step
        for kind, found in judge(place, act).items():
            count[kind] += found
        count["kills"] += 1
        if count["kills"] % 20 == 0:
            print(json.dumps(count), file=sys.stderr)
    return count


def main() -> int:
    """Run as the proof, or as the child it kills."""
    if "--child" in sys.argv:
        folder, act, k, before = sys.argv[sys.argv.index("--child") + 1 :]
        child(Path(folder), act, int(k), before == "1")
        return 0
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--kills", type=int, default=500)
    arguments.add_argument("--into", type=Path, help="a folder to work in")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as fresh:
        count = prove(asked.into or Path(fresh), asked.kills)
    print(json.dumps(count))
    return int(any(count[kind] for kind in ("lost", "half")))


if __name__ == "__main__":
    sys.exit(main())
