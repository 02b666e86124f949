"""The whole way: issue without and with PDF, filed to found, import beside writing by hand.

    ./run bench office [--issues 30] [--files 200]

Times are medians and 95th percentiles in milliseconds; rates are per second. The peer of filing is
writing, syncing and renaming the same bytes by hand, one file after another.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from office.intake import Place
from office.office import Office, operator
from office.phrases import Composer
from office.plans import Wish
from office.profile import SAMPLE, load

DAY = date(2026, 11, 20)


def timed(act: Callable[[], Any], times: int) -> str:
    """Run an act some times and return median and 95th percentile in ms."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1000)
    late = sorted(taken)[int(len(taken) * 0.95) - 1]
    return f"{statistics.median(taken):7.0f} {late:7.0f}"


def by_hand(folder: Path, contents: list[bytes]) -> None:
    """Write, sync and rename the same files, and sync the folder: the least that is durable."""
    for number, content in enumerate(contents):
        path = folder / f"{number}.part"
        with path.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        path.rename(path.with_suffix(".done"))
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def issuing(office: Office, composer: Composer, times: int) -> None:
    """Print what an issue takes, without and with PDF, and until it is found."""
    actor, turn, waits = operator(), iter(range(1_000_000)), list[float]()

    def issue(*, pdf: bool) -> Any:
        memo = composer.memo(DAY)
        answers = memo.answers | {"subject": f"{memo.answers['subject']} {next(turn)}"}
        return office.issue("memo", answers, actor, Wish(group=memo.group, pdf=pdf))

    def found() -> None:
        mark = f"ตรวจค้น{next(turn)}"
        memo = composer.memo(DAY).answers | {"subject": mark}
        office.issue("memo", memo, actor, Wish(pdf=False))
        begun = time.perf_counter()
        assert office.find(mark, actor).total == 1
        waits.append((time.perf_counter() - begun) * 1000)

    print("                              p50     p95 ms")
    issue(pdf=False)
    print(f"issue, Word only        {timed(lambda: issue(pdf=False), times)}")
    ready = office.converter.available().ready
    with office.converter.warm() if ready else nullcontext():
        if ready:
            issue(pdf=True)
            print(f"issue with PDF, warm    {timed(lambda: issue(pdf=True), times)}")
    found()
    waits.clear()
    timed(found, times)
    late = sorted(waits)[int(len(waits) * 0.95) - 1]
    print(f"filed to found          {statistics.median(waits):7.0f} {late:7.0f}")


def importing(office: Office, composer: Composer, folder: Path, files: int) -> None:
    """Print how many files a second are taken in, beside writing them by hand."""
    source, bare = folder / "source", folder / "bare"
    source.mkdir()
    bare.mkdir()
    letters = (composer.letter(DAY).answers["body"] for _ in range(files))
    texts = ["\n".join(map(str, body)) + f"\n{number}" for number, body in enumerate(letters)]
    for number, text in enumerate(texts):
        (source / f"{number:05}.txt").write_text(text, encoding="utf-8")
    begun = time.perf_counter()
    taken = office.intake.folder(source, Place(2569), operator())
    ours = sum(each.id is not None for each in taken) / (time.perf_counter() - begun)
    begun = time.perf_counter()
    by_hand(bare, [text.encode() for text in texts for _ in range(5)])
    hand = files / (time.perf_counter() - begun)
    print(f"import                  {ours:7.1f}/s  (five files each, by hand {hand:.1f}/s)")


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--issues", type=int, default=30)
    asked.add_argument("--files", type=int, default=200)
    args = asked.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench-office-"))
    office = Office.create(folder / "data", load(SAMPLE))
    composer = Composer(office.profile, 1)
    issuing(office, composer, args.issues)
    importing(office, composer, folder, args.files)


if __name__ == "__main__":
    main()
