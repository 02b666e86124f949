"""Files a second: text, hash, record and index, beside the readers alone and writing by hand.

    ./run bench intake [--files 120] [--others 6]

Born-digital PDFs of four programs, Word and text files are imported and indexed, in one thread and
through the inbox (as many at once as there are cores). Rates are files a second of the clock, and
of one core's work (of this process and all that it started). The peers are pdfium's bare text of
the same PDFs, writing and syncing the same bytes by hand, and LibreOffice's own time for documents
of others.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from bench.intake_documents import TARGETS, converted
from bench.intake_files import Desk
from bench.office import by_hand
from indexer import pdfium
from indexer.arriving import arrived
from office import inbox
from office.inbox import Inbox
from office.intake import Place
from office.office import Office, operator
from office.profile import SAMPLE, load

GROUPS = {
    "PDF": ("ReportLab", "Typst", "Chromium", "LibreOffice"), "Word": ("word",), "text": ("text",),
}  # fmt: skip


def spent() -> float:
    """Return the seconds of processors' time of this process and of all that it started."""
    children = "".join(path.read_text() for path in Path("/proc/self/task").glob("*/children"))
    stats = (Path(f"/proc/{child}/stat").read_text() for child in children.split())
    ticks = sum(sum(map(int, stat.rpartition(")")[2].split()[11:15])) for stat in stats)
    return sum(os.times()[:4]) + ticks / os.sysconf("SC_CLK_TCK")


def show(what: str, files: int, act: Callable[[], object]) -> None:
    """Print how many files a second an act takes, by the clock and of one core's work."""
    begun, worked = time.perf_counter(), spent()
    act()
    seconds, work = time.perf_counter() - begun, spent() - worked
    print(f"{what:44} {files / seconds:8.1f} {files / max(work, 0.01):8.1f}", flush=True)


def files_of(desk: Desk, group: str, many: int) -> Iterator[tuple[str, bytes]]:
    """Yield files of a group, made by its programs in turns."""
    kinds = GROUPS[group]
    for number in range(many):
        suffix, data = desk.made(kinds[number % len(kinds)], 1_000 * len(group) + number)
        yield f"{group} {number:04d}{suffix}", data


def imported(office: Office, folder: Path) -> None:
    """Import a folder and let it be found."""
    problems = [one for one in office.intake.folder(folder, Place(2569), operator()) if one.problem]
    assert not problems, problems
    office.index.catch_up()


def through_the_inbox(office: Office, folder: Path) -> None:
    """Lay the files of a folder into the inbox, take them and let them be found."""
    place = office.folder.place("inbox")
    for path in folder.iterdir():
        shutil.copy(path, place / path.name)
    box = Inbox(office.intake, office.arrivals, office.clock)
    while box._waiting():
        box.scan()
    office.index.catch_up()


def measured(folder: Path, group: str, files: list[tuple[str, bytes]]) -> None:
    """Print the rates of a group of files."""
    given = folder / group
    given.mkdir()
    for name, data in files:
        (given / name).write_bytes(data)
    for how, act in (("one by one", imported), ("through the inbox", through_the_inbox)):
        office = Office.create(folder / f"{group} {how}", load(SAMPLE))
        office.index.catch_up()
        with ExitStack() as closing:
            closing.callback(office.close)
            for _ in range(inbox.AT_ONCE if group == "PDF" else 0):  # the readers are there already
                office.reader.do(files[0][0], arrived, *files[0])
            show(f"{group}: {how}, record and index", len(files), lambda: act(office, given))  # noqa: B023
    (folder / "by hand").mkdir(exist_ok=True)
    written = [data for _, data in files for _ in range(3)]
    show(f"{group}: written by hand", len(files), lambda: by_hand(folder / "by hand", written))
    if group == "PDF":
        show("PDF: pdfium alone", len(files), lambda: [pdfium.texts(data) for _, data in files])


def others(folder: Path, many: int) -> None:
    """Print the rate of documents that LibreOffice makes PDFs of, beside LibreOffice alone."""
    paths = [
        path
        for target in TARGETS
        for path in converted(folder / "made", target, [f"เรื่องที่ {n}" for n in range(many // 3)])
    ]
    given = folder / "others"
    given.mkdir()
    for path in paths:
        shutil.copy(path, given / f"{path.stem} {path.parent.name}{path.suffix}")
    office = Office.create(folder / "office of others", load(SAMPLE))
    datas = [(path.read_bytes(), path.suffix[1:]) for path in paths]
    office.converter.shown(*datas[0])  # the profile is there already

    def alone() -> None:
        for data, kind in datas:
            office.converter.shown(data, kind)

    show("odt, doc, rtf: record and index", len(paths), lambda: imported(office, given))
    show("odt, doc, rtf: LibreOffice alone", len(paths), alone)
    office.close()


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--files", type=int, default=120)
    asked.add_argument("--others", type=int, default=6)
    args = asked.parse_args()
    inbox.QUIET = 0.01
    random.seed(1)
    print(f"{'load ' + str(round(os.getloadavg()[0])):44} {'files/s':>8} {'a core':>8}")
    with ExitStack() as stack, tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        desk = Desk(stack, folder / "desk", 0)
        made = {group: list(files_of(desk, group, args.files)) for group in GROUPS}
        for group, files in made.items():
            measured(folder, group, files)
        others(folder, args.others)


if __name__ == "__main__":
    sys.exit(main())
