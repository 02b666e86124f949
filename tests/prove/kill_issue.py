"""Kill an office at every durable step of issue, void, note and late PDF, and count what is lost.

    python -m tests.prove.kill_issue [--kills 500] [--into FOLDER]

A child opens the office (which finishes what the last one left), issues a memo, notes its signing,
files a late rendition and voids every third one, over and over, and is killed with SIGKILL before
or after its k-th durable step: every function of ``archive.files`` that writes and every commit.
Then the office is opened as at the next start and asked: is every document the child was told to
be issued there, whole, and once? Is every number explained? The folder keeps office and count, so
a run that is stopped goes on where it was. Exits 1 unless lost, doubled and half are all 0.
"""

import argparse
import json
import os
import random
import signal
import sys
import tempfile
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from archive import catalogue
from archive.records import Fact, NewFile
from office.office import Office, operator
from office.pending import pending
from office.plans import Wish
from office.profile import SAMPLE, load
from tests.prove.killing import arm, ended
from thai.text import normal

TOLD = "told.txt"
STEPS_OF_A_ROUND = 260
DAY = date(2026, 11, 20)


def now() -> datetime:
    """One moment, so that the day never changes under the test."""
    return datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


def answers(subject: str) -> dict[str, Any]:
    """A memo told apart by its subject."""
    return {
        "agency": "กลุ่มอำนวยการ", "date": DAY, "subject": subject, "salutation": "เรียน",
        "to": "ผู้อำนวยการ", "body": ["ด้วยทดสอบความคงทน", "จึงเรียนมาเพื่อทราบ"], "signer": "p05",
    }  # fmt: skip


def one_round(office: Office, told: Path, name: str) -> None:
    """Issue, note, add a rendition, and now and then void; tell what was promised."""
    actor = operator()
    done = office.issue("memo", answers(f"เรื่องที่ {name}"), actor, Wish(pdf=False))
    tell(told, "issued", name)
    office.note(done.id, Fact("signed", on=DAY), actor)
    record = office.archive.record(done.id)
    scan = NewFile("ฉบับลงนาม.pdf", b"%PDF scan" * 99)
    added = office.archive.add_version(
        done.id, record.version, None, [scan], who=actor.label, why="ฉบับลงนาม"
    )
    with office.db.writing() as conn:
        office.archive.enter(conn, added)
    if done.id.sequence % 3 == 0:
        office.void(done.id, "ทดสอบยกเลิก", actor)
        tell(told, "voided", name)


def tell(told: Path, what: str, name: str) -> None:
    """Write down durably what the person was told."""
    with told.open("a", encoding="utf-8") as out:
        out.write(f"{what} {name}\n")
        out.flush()
        os.fsync(out.fileno())


def child(folder: Path, k: int, before: bool, mark: str) -> None:
    """Work until killed."""
    office = Office.open(folder / "data", now)
    arm(office.db, k, before)
    office.recover()
    for turn in range(1000):
        one_round(office, folder / TOLD, f"{mark}-{turn}")


def faults(folder: Path) -> Counter[str]:
    """Open the office as at the next start, and count what is lost, doubled or half."""
    office = Office.open(folder / "data", now)
    recovered = office.recover()
    found = Counter[str](half=len(recovered.faults))
    promised = (folder / TOLD).read_text("utf-8").split("\n") if (folder / TOLD).exists() else []
    issued = {line.split()[1] for line in promised if line.startswith("issued")}
    voided = {line.split()[1] for line in promised if line.startswith("voided")}
    with office.db.reading() as conn:
        found["half"] += len(conn.execute(select(pending)).all())
        rows = [row for code, y in office.registers.years(conn)
                for row in office.registers.entries(conn, code, y)]  # fmt: skip
        filed = {str(entry.id): entry for entry in catalogue.every(conn)}
    for row in rows:
        entry = filed.get(row.record)
        found["half"] += entry is None or row.state == "pending"
        found["half"] += entry is not None and (entry.state == "void") != (row.state == "void")
    states = [(normal(entry.title).split()[-1], entry.state) for entry in filed.values()]
    times = Counter(name for name, _ in states)
    found["lost"] += sum(times[name] == 0 for name in issued)
    found["doubled"] += sum(count > 1 for count in times.values())
    found["lost"] += sum((name, "void") not in states for name in voided)
    found["gaps"] += len(office.unexplained())
    found["half"] += len(office.verify(operator()).faults)
    found["records"] = len(filed)
    office.close()
    return found


def main() -> int:
    """Kill, look, count; print the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=500)
    asked.add_argument("--into", type=Path)
    asked.add_argument("--child", nargs=3, metavar=("K", "BEFORE", "MARK"))
    args = asked.parse_args()
    if args.child:
        child(args.into, int(args.child[0]), args.child[1] == "before", args.child[2])
        return 0
    folder = args.into or Path(tempfile.mkdtemp(prefix="kill-issue-"))
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "data" / "saraban.toml").exists():
        Office.create(folder / "data", load(SAMPLE), now).close()
    count = folder / "count.json"
    done = json.loads(count.read_text()) if count.exists() else 0
    while done < args.kills:
        chance = random.Random(done)
        k, before = chance.randrange(1, STEPS_OF_A_ROUND), chance.choice(("before", "after"))
        killed = ended("kill_issue", "--into", folder.resolve(), "--child", k, before, f"k{done}")
        assert killed == -signal.SIGKILL, killed
        found = faults(folder)
        done += 1
        count.write_text(json.dumps(done))
        if done % 10 == 0 or any(found[key] for key in ("lost", "doubled", "half", "gaps")):
            print(f"{done} kills: {dict(found)}", flush=True)
        if any(found[key] for key in ("lost", "doubled", "half", "gaps")):
            return 1
    print(f"{done} kills: 0 lost, 0 doubled, 0 half, 0 unexplained numbers")
    return 0


if __name__ == "__main__":
    sys.exit(main())
