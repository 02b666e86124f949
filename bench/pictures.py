"""Pages drawn for the browser: in a bounded child, beside drawing in the own process.

    python -m bench.pictures [--rounds N]

One page of text, and one that is a scan of A4 in colour at 300 dpi. The child's first page has its
start in it, which a server pays once.
"""

import argparse
import io
import time
from collections.abc import Callable
from statistics import median, quantiles

from PIL import Image
from reportlab.pdfgen import canvas  # type: ignore[import-untyped,unused-ignore]

from indexer import pdfium
from indexer.bounded import bounded
from office.pictures import WIDTH


def text() -> bytes:
    """Return a page of forty lines."""
    out = io.BytesIO()
    sheet = canvas.Canvas(out)
    for line in range(40):
        sheet.drawString(70, 780 - 18 * line, "page of a letter with some words " * 2)
    sheet.save()
    return out.getvalue()


def scan() -> bytes:
    """Return a scanned page: 8.7 million dots as JPEG."""
    out = io.BytesIO()
    noise = Image.effect_noise((2_480, 3_508), 30).convert("RGB")
    noise.save(out, "PDF", resolution=300, quality=75)
    return out.getvalue()


def timed(act: Callable[[], object], rounds: int) -> str:
    """Return the median and the 95th percentile of an act's milliseconds."""
    spans = []
    for _ in range(rounds):
        begin = time.perf_counter()
        act()
        spans.append(1_000 * (time.perf_counter() - begin))
    return f"{median(spans):.0f} ms, p95 {quantiles(spans, n=20)[-1]:.0f}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    rounds = parser.parse_args().rounds
    begin = time.perf_counter()
    bounded("PDF", pdfium.picture, text(), 0, WIDTH)
    print(f"first page, with the child's start: {1_000 * (time.perf_counter() - begin):.0f} ms")
    for name, data in ("text", text()), ("scan", scan()):
        own = timed(lambda: pdfium.picture(data, 0, WIDTH), rounds)  # noqa: B023
        apart = timed(lambda: bounded("PDF", pdfium.picture, data, 0, WIDTH), rounds)  # noqa: B023
        print(f"{name} ({len(data) / 1e6:.1f} MB): in a child {apart}; in the own process {own}")


if __name__ == "__main__":
    main()
