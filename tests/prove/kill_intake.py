"""Kill an office at every durable step of taking files in, and count what became of each file.

    python -m tests.prove.kill_intake [--kills 500] [--into FOLDER]

Text files, a .zip and an e-mail are laid into the inbox; a child takes them in and is killed with
SIGKILL before or after its k-th durable step: every function of ``archive.files`` that writes,
every commit, every move out of the inbox. Then the office is opened as at the next start, takes in
what still lies there, and is asked: is each file filed once, answered for by one row, and kept
where its row says? The folder keeps the count, so a run that is stopped goes on with
a new office. Exits 1 unless lost, doubled and half are all 0.
"""

import argparse
import io
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import zipfile
from collections import Counter
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from archive import catalogue
from office import inbox
from office.arrivals import ASIDE, WAITING
from office.office import Office, operator
from office.profile import SAMPLE, load
from tests.prove.killing import arm, ended
from thai.text import normal

STEPS_OF_A_ROUND = 170
PAPERS = ("หนึ่ง", "สอง", "สาม", "สี่", "ห้า")
AT_ONE_OFFICE = 50  # kills, then a new office, so that the looking stays short
FILES = 7  # two texts, a .zip with two and one of them again, an e-mail with one


def now() -> datetime:
    """One moment, so that the day never changes under the proof."""
    return datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


def paper(mark: str, name: str) -> bytes:
    """A text that is told apart by its first line."""
    return f"บันทึกที่ {mark}-{name}\nเก็บไว้เป็นหลักฐาน".encode()


def lay(folder: Path, mark: str) -> None:
    """Lay the files of one round into the inbox, each whole at once."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name in ("สาม", "สี่", "หนึ่ง"):
            package.writestr(f"{mark}-ใน-{name}.txt", paper(mark, name))
    mail = EmailMessage()
    mail["Subject"], mail["From"] = f"จดหมายที่ {mark}-จดหมาย", "esa@example.go.th"
    mail.set_content("ส่งเอกสารตามแนบ")
    attached = paper(mark, "ห้า")
    mail.add_attachment(attached, "text", "plain", filename=f"{mark}-แนบ.txt")
    given = {f"{mark}-{name}.txt": paper(mark, name) for name in PAPERS[:2]}
    given |= {f"{mark}.zip": packed.getvalue(), f"{mark}.eml": mail.as_bytes()}
    for name, data in given.items():
        (folder / name).write_bytes(data)


def take(office: Office) -> None:
    """Take in whatever lies in the inbox, also what comes out of packed files."""
    inbox.QUIET = 0.01
    box = inbox.Inbox(office.intake, office.arrivals, office.clock)
    while office.arrivals.counts(operator()).get(WAITING) or box._waiting():
        box.scan()


def child(folder: Path, k: int, before: bool) -> None:
    """Take files in until killed, at the latest when all is done."""
    office = Office.open(folder / "data", now)
    shutil.move = arm(office.db, k, before).step(shutil.move)
    office.recover()
    take(office)
    os.kill(os.getpid(), signal.SIGKILL)


def faults(folder: Path, rounds: int, whole: bool) -> Counter[str]:
    """Open the office as at the next start, and count what is lost, doubled or half."""
    office = Office.open(folder / "data", now)
    recovered = office.recover()
    take(office)
    found = Counter[str](half=len(recovered.faults))
    with office.db.reading() as conn:
        titles = Counter(normal(row.title).split()[-1] for row in catalogue.every(conn))
    wanted = {normal(f"k{n}-{name}") for n in range(rounds) for name in (*PAPERS, "จดหมาย")}
    found["lost"] += sum(titles[name] == 0 for name in wanted)
    found["doubled"] += sum(count > 1 for count in titles.values())
    rows = office.arrivals.all(operator(), limit=(FILES + 1) * rounds + 9)
    found["doubled"] += max(0, len(rows) - (FILES + 1) * rounds)
    found["lost"] += max(0, (FILES + 1) * rounds - len(rows))
    place = office.folder.place("inbox/processed")
    for row in rows:
        found["half"] += row.state in (ASIDE, WAITING) or not (place / row.name).exists()
    found["half"] += len(list(place.iterdir())) != len(rows)
    if whole:
        found["half"] += len(office.verify(operator()).faults)
    found["records"] = sum(titles.values())
    office.close()
    return found


def kill_once(folder: Path, rounds: int, chance: random.Random) -> Counter[str]:
    """Lay files for this round, kill a process that takes them in, and look; all of it at times."""
    if rounds == 1:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        Office.create(folder / "data", load(SAMPLE), now).close()
    lay(folder / "data" / "inbox", f"k{rounds - 1}")
    k, before = chance.randrange(1, STEPS_OF_A_ROUND), chance.choice(("before", "after"))
    killed = ended("kill_intake", "--into", folder.resolve(), "--child", k, before)
    assert killed == -signal.SIGKILL, killed
    return faults(folder, rounds, whole=rounds in (1, AT_ONE_OFFICE // 2, AT_ONE_OFFICE))


def main() -> int:
    """Kill, look, count; print the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=500)
    asked.add_argument("--into", type=Path)
    asked.add_argument("--child", nargs=2, metavar=("K", "BEFORE"))
    args = asked.parse_args()
    if args.child:
        child(args.into, int(args.child[0]), args.child[1] == "before")
    folder = args.into or Path(tempfile.mkdtemp(prefix="kill-intake-"))
    count = folder / "count.json"
    for done in range(json.loads(count.read_text()) if count.exists() else 0, args.kills):
        place, rounds = folder / f"{done // AT_ONE_OFFICE:03d}", done % AT_ONE_OFFICE + 1
        found = kill_once(place, rounds, random.Random(done))
        if done % 5 == 4:
            print(f"{done + 1} kills: {dict(found)}", flush=True)
        if any(found[key] for key in ("lost", "doubled", "half")):
            print(f"{done + 1} kills: {dict(found)}")
            return 1
        if rounds == AT_ONE_OFFICE:  # one that was stopped in the middle is begun anew
            count.write_text(json.dumps(done + 1))
    print(f"{args.kills} kills: 0 lost, 0 doubled, 0 half")
    return 0


if __name__ == "__main__":
    sys.exit(main())
