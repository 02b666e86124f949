"""What reading a day's scans costs, and how they may lie: ``python -m bench.scans``."""

import itertools
import resource
import tempfile
import time
from pathlib import Path

from office.scan_reading import codes_of
from tests.scanning import as_pdf, scanned, sheet

CODE = "HTTPS://SARABAN.EXAMPLE.GO.TH/V/2569/LETTER/0012/K7F3-Q2MV-5XTR-B5CA"
DPI, TURNS = (150, 200, 300), (0.0, 1.0, -3.0, 7.0, 45.0, 90.0, 180.0, 270.0)
SHEETS = 60


def main() -> None:
    """Print how many sheets of each kind are read, and the cost of a pile."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "pile.pdf"
        for dpi in DPI:
            pages = [scanned(sheet(CODE), dpi, turn)[0] for turn in TURNS]
            place.write_bytes(as_pdf(pages, dpi))
            read = [CODE in (codes or ()) for codes in codes_of(place, place.name)]
            missed = [turn for turn, found in zip(TURNS, read, strict=True) if not found]
            print(f"{dpi} dpi: {sum(read)} of {len(read)} read, turned otherwise: {missed}")
        each = itertools.cycle([scanned(sheet(CODE), 300)[0], scanned(sheet(), 300)[0]])
        place.write_bytes(as_pdf(list(itertools.islice(each, SHEETS)), 300))
        begun = time.perf_counter()
        found = sum(map(bool, codes_of(place, place.name)))
        took = time.perf_counter() - begun
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{SHEETS} sheets of 300 dpi: {took:.1f} s, {found} codes, child {most} MB at the most")


if __name__ == "__main__":
    main()
