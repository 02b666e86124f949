"""An office whose disk really fills up, and is emptied again."""

from pathlib import Path

import pytest

from archive.errors import DiskFull
from office.office import Office, operator
from office.plans import Wish
from office.profile import SAMPLE, load

PAPER = Wish(pdf=False)


@pytest.mark.slow
@pytest.mark.parametrize("left", [6 * 2**20, 0])
def test_a_full_disk_gives_no_number_and_is_called_by_its_name(small_disk: Path, left: int) -> None:
    Office.create(small_disk / "data", load(SAMPLE)).close()
    office = Office.open(small_disk / "data")
    example = office.shelf.form("memo").example()
    heap = small_disk / "heap"
    fill(heap, left)
    with pytest.raises(DiskFull, match="พื้นที่ดิสก์ไม่พอ"):
        office.issue("memo", example, operator(), PAPER)
    heap.unlink()
    assert office.issue("memo", example, operator(), PAPER).number == "ศธ ๐๔๙๙๙/๑"
    assert office.verify(operator()).faults == ()
    office.close()


def fill(heap: Path, left: int) -> None:
    """Write until the disk is full, then give back what shall be left."""
    size = 0
    with heap.open("wb", buffering=0) as out:
        try:
            while True:
                size += out.write(bytes(2**16))
        except OSError:
            out.truncate(max(0, size - left))
