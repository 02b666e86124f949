"""Papers bound in one volume of 300 pages, beside pypdf's append of the same papers alone.

    python -m bench.pack [--rounds N]

Ours is everything: opening and judging each paper, cover and contents and the texts of the stamps
by a warm LibreOffice, binding, bookmarks, a stamp on every page, writing. pypdf alone appends the
papers and writes. Both take turns; the processor's time of this process stands beside the clock's,
because other work on the machine makes the clock's longer.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from statistics import median

from pypdf import PdfWriter

from bench.pdf import OFFICE, documents
from templates.pack import Cover, Paper, bound, front, opened, stamp_texts, stamps
from templates.pdf import Converter

PAGES, PAPER, KINDS = 300, 10, 6


def papers(converter: Converter) -> Iterator[Paper]:
    """Yield papers of ten pages and more, put together from examples of the document types."""
    kinds = [converter.convert(docx).data for _, docx in list(documents())[:KINDS]]
    pages = number = 0
    while pages < PAGES:
        number += 1
        writer = PdfWriter()
        while len(writer.pages) < PAPER:
            writer.append(BytesIO(kinds[(number + len(writer.pages)) % KINDS]))
        pages += len(writer.pages)
        title = f"เอกสารเรื่องที่ {number} ผลการดำเนินงานตามตัวชี้วัด"
        yield Paper(title, f"เอกสารประกอบวาระที่ 4.{number}", _written(writer))


def ours(converter: Converter, given: list[Paper]) -> bytes:
    """Bind a volume as the office does."""
    good, bad = opened(given)
    assert not bad
    texts = stamp_texts(good)
    cover = Cover("เอกสารประกอบการประชุม ครั้งที่ 3/2570")
    first = converter.convert(front(cover, good, 2, office=OFFICE, own=None)).data
    marks = converter.convert(stamps(texts, office=OFFICE, own=None)).data
    return bound(cover.heading, first, marks, texts, good)


def alone(given: list[Paper]) -> bytes:
    """Append the papers, and nothing else."""
    writer = PdfWriter()
    for paper in given:
        writer.append(BytesIO(paper.data))
    return _written(writer)


def measured(act: Callable[[], bytes]) -> tuple[float, float, float]:
    """Return seconds of the clock, seconds of the processor, and megabytes of the result."""
    clock, processor = time.perf_counter(), time.process_time()
    made = act()
    return time.perf_counter() - clock, time.process_time() - processor, len(made) / 1e6


def _written(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def main() -> None:
    """Print the middle of the rounds."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=7)
    rounds = options.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        converter = Converter(Path(folder, "work"), Path(folder, "cache"))
        with converter.warm():
            given = list(papers(converter))
            ours(converter, given)
            taken = [
                (measured(lambda: ours(converter, given)), measured(lambda: alone(given)))
                for _ in range(rounds)
            ]
    for name, side in (("ours", 0), ("pypdf alone", 1)):
        clock, processor, size = (median(one[side][n] for one in taken) for n in range(3))
        told = {"s": round(clock, 2), "processor, s": round(processor, 2), "MB": round(size, 1)}
        print(json.dumps({"volume": name, "papers": len(given), **told}))


if __name__ == "__main__":
    main()
