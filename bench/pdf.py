"""Documents into PDF, warm, beside LibreOffice's own time for the same file.

    python -m bench.pdf [--rounds N]

Ours is the whole of ``Converter.convert``: the copy for LibreOffice, the way to the warm one and
back, and every check of the result. LibreOffice's own is loading the delivered .docx and storing
it with the same PDF options in another warm LibreOffice, timed inside its own process. Both take
turns, document by document, so that the machine's other load falls on both alike.
"""

import argparse
import json
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from templates import fonts, soffice
from templates.docx import render
from templates.fill import fill
from templates.office import Emblem, OfficeFacts
from templates.pdf import Converter
from templates.shelf import Shelf

OFFICE = OfficeFacts("สำนักงานตัวอย่าง", "สต.", "ศธ ๐๔๙๙๙", (), "", "", "", None)
ALONE = """
import importlib.util, sys, time
spec = importlib.util.spec_from_file_location("side", sys.argv[1])
side = importlib.util.module_from_spec(spec)
spec.loader.exec_module(side)
warm = side.Warm(sys.argv[2], sys.argv[3])
warm.start()
for line in sys.stdin:
    document = open(line.strip(), "rb").read()
    begin = time.perf_counter()
    warm.convert(document)
    print(time.perf_counter() - begin, flush=True)
warm.stop()
"""


@dataclass(frozen=True)
class Figure:
    """Milliseconds for one document: the middle of the rounds and the slowest twentieth."""

    document: str
    ours: float
    ours_p95: float
    alone: float
    ratio: float


def documents() -> Iterator[tuple[str, bytes]]:
    """Return the shipped forms' examples as final documents."""
    for form in Shelf().forms():
        answers = fill(form, form.example(), people={}, groups={}, final=True)
        yield (
            form.code,
            render(
                form, answers, office=OFFICE, emblem=Emblem(), number="๑", dated=None, final=True
            ),
        )


@contextmanager
def libreoffice_alone(program: Path, work: Path, config: Path) -> Iterator["Alone"]:
    """Keep a LibreOffice of its own warm, with the same fonts and settings."""
    profile = work / "alone"
    soffice.locked_down(profile)
    command = [*soffice.fence(), "/usr/bin/python3", "-c", ALONE]
    command += [str(Path(soffice.__file__).with_name("soffice_side.py")), str(program)]
    with subprocess.Popen(
        [*command, str(profile)],
        env=soffice.environment(config, profile),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Alone(process)
        process.communicate()


@dataclass(frozen=True)
class Alone:
    """A LibreOffice that only loads and stores."""

    process: subprocess.Popen[str]

    def seconds(self, path: Path) -> float:
        """Return its own time for one document."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"{path}\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())


def measured(name: str, docx: bytes, converter: Converter, alone: Alone, rounds: int) -> Figure:
    """Return the figures of one document; the first of each side is not counted."""
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "document.docx")
        path.write_bytes(docx)
        for _ in range(rounds + 1):
            theirs.append(1000 * alone.seconds(path))
            begin = time.perf_counter()
            converter.convert(docx)
            ours.append(1000 * (time.perf_counter() - begin))
    middle, own = median(ours[1:]), median(theirs[1:])
    slow = sorted(ours[1:])[int(0.95 * rounds)]
    return Figure(name, round(middle), round(slow), round(own), round(middle / own, 2))


def main() -> None:
    """Print a JSON line per document type."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=20)
    rounds = options.parse_args().rounds
    program = soffice.program()
    assert program, "LibreOffice is needed"
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        converter = Converter(work, work / "cache")
        config = fonts.build(fonts.home(work / "cache")).config
        with converter.warm(), libreoffice_alone(program, work, config) as alone:
            for name, docx in documents():
                figure = measured(name, docx, converter, alone, rounds)
                print(json.dumps(figure.__dict__), flush=True)


if __name__ == "__main__":
    main()
