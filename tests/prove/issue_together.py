"""Let many processes issue at once through one warm LibreOffice, and count numbers and PDFs.

    python tests/prove/issue_together.py [--processes 8] [--each 25]

Prints documents, distinct numbers, PDFs, unexplained numbers, faults and the time; exits 1 unless
the numbers are 1 … N and every document has its PDF.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from archive import catalogue
from office.office import Office, operator
from office.profile import SAMPLE, load

DAY = date(2026, 11, 20)


def memo(subject: str) -> dict[str, Any]:
    """A memo told apart by its subject."""
    return {
        "agency": "กลุ่มอำนวยการ", "date": DAY, "subject": subject, "salutation": "เรียน",
        "to": "ผู้อำนวยการ", "body": ["ด้วยทดสอบการออกเลขพร้อมกัน", "จึงเรียนมาเพื่อทราบ"], "signer": "p05",
    }  # fmt: skip


def child(data: Path, mark: str, each: int) -> None:
    """Issue some memos."""
    office = Office.open(data)
    for turn in range(each):
        office.issue("memo", memo(f"เรื่อง {mark}-{turn}"), operator())


def main() -> int:
    """Start the processes beside one warm converter, and look at what they did."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--processes", type=int, default=8)
    asked.add_argument("--each", type=int, default=25)
    asked.add_argument("--child", nargs=2, metavar=("DATA", "MARK"))
    args = asked.parse_args()
    if args.child:
        child(Path(args.child[0]), args.child[1], args.each)
        return 0
    data = Path(tempfile.mkdtemp(prefix="issue-together-")) / "data"
    office = Office.create(data, load(SAMPLE))
    started = time.monotonic()
    with office.converter.warm():
        command = [sys.executable, __file__, "--each", str(args.each), "--child", str(data)]
        people = [subprocess.Popen([*command, f"p{n}"]) for n in range(args.processes)]
        codes = [person.wait() for person in people]
    seconds = time.monotonic() - started
    wanted = args.processes * args.each
    with office.db.reading() as conn:
        numbers = [row.number for row in office.registers.entries(conn, "letters-adm", 2569)]
        rows = list(catalogue.every(conn))
    files = [[file.name for file in office.archive.record(row.id).files] for row in rows]
    pdfs = sum(any(name.endswith(".pdf") for name in each) for each in files)
    faults = len(office.verify(operator()).faults) + len(office.unexplained())
    right = numbers == list(range(1, wanted + 1)) and codes == [0] * args.processes
    print(f"{len(rows)} documents, {len(set(numbers))} numbers, {pdfs} PDFs, {faults} faults, "
          f"{seconds:.1f} s ({wanted / seconds:.1f}/s)")  # fmt: skip
    return 0 if right and pdfs == wanted and not faults else 1


if __name__ == "__main__":
    sys.exit(main())
