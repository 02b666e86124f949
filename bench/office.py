"""The whole way: issue without and with PDF, filed to found, import beside writing by hand.

    python bench/office.py [--issues 30] [--files 200]

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


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--issues", type=int, default=30)
    asked.add_argument("--files", type=int, default=200)
    args = asked.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench-office-"))
    office, actor = Office.create(folder / "data", load(SAMPLE)), operator()
    composer, turn = Composer(office.profile, 1), iter(range(1_000_000))

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

    waits: list[float] = []
    print("                              p50     p95 ms")
    issue(pdf=False)
    print(f"issue, Word only        {timed(lambda: issue(pdf=False), args.issues)}")
    ready = office.converter.available().ready
    with office.converter.warm() if ready else nullcontext():
        if ready:
            issue(pdf=True)
            print(f"issue with PDF, warm    {timed(lambda: issue(pdf=True), args.issues)}")
    found()
    waits.clear()
    timed(found, args.issues)
    late = sorted(waits)[int(len(waits) * 0.95) - 1]
    print(f"filed to found          {statistics.median(waits):7.0f} {late:7.0f}")
    source, bare = folder / "source", folder / "bare"
    source.mkdir()
    bare.mkdir()
    texts = [
        "\n".join(str(line) for line in composer.letter(DAY).answers["body"]) + f"\n{number}"
        for number in range(args.files)
    ]
    for number, text in enumerate(texts):
        (source / f"{number:05}.txt").write_text(text, encoding="utf-8")
    begun = time.perf_counter()
    filed = sum(t.id is not None for t in office.intake.folder(source, Place(2569), actor))
    ours = filed / (time.perf_counter() - begun)
    begun = time.perf_counter()
    by_hand(bare, [text.encode() for text in texts for _ in range(5)])
    hand = args.files / (time.perf_counter() - begun)
    print(f"import                  {ours:7.1f}/s  (five files each, by hand {hand:.1f}/s)")


if __name__ == "__main__":
    main()
