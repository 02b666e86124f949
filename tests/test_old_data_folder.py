"""A data folder that was written on 22 November 2569 opens in every later version.

It is never made anew: a later format gets a folder of its own beside it.
"""

import tarfile
from pathlib import Path

import pytest

from archive.catalogue import Filters
from archive.records import RecordId
from office.office import Office, operator
from office.plans import Wish
from tests.conftest import NOON

KEPT = Path(__file__).parent / "data" / "office-format-1.tar.xz"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    with tarfile.open(KEPT) as packed:
        packed.extractall(tmp_path / "old", filter="data")
    return tmp_path / "old"


def test_an_office_of_then_opens_whole_and_goes_on_where_it_was(old: Path) -> None:
    office = Office.open(old, lambda: NOON)
    assert not office.recover().faults
    assert office.verify(operator()).faults == ()
    rows = office.archive.browse(Filters(order="oldest")).rows
    assert [(str(row.id), row.state, row.number) for row in rows] == [
        ("2570/memo/0001", "filed", "ศธ ๐๔๙๙๙/๑"),
        ("2570/memo/0002", "void", "ศธ ๐๔๙๙๙/๒"),
    ]
    assert office.unexplained() == []
    example = office.shelf.form("memo").example()
    later = office.issue("memo", example, operator(), Wish(pdf=False))
    assert (later.id, later.number) == (RecordId(2570, "memo", 3), "ศธ ๐๔๙๙๙/๓")
    office.close()


def test_an_archive_of_then_gives_back_everything_without_its_database(old: Path) -> None:
    (old / "saraban.db").unlink()
    office, done = Office.restore(old, lambda: NOON)
    assert (done.records, done.faults) == (2, ())
    assert office.verify(operator()).faults == ()
    [entry] = [one for one in office.registers_of("orders", 2569).entries if not one.record]
    assert entry.state == "reserved"
    office.close()
