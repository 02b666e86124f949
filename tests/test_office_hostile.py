"""Files that mean harm are each set aside with their reason, bounded, and stop nobody."""

import fcntl
import json
import re
import subprocess
import sys
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from indexer import reading
from office import unpacking
from office.arrivals import ASIDE, FILED
from office.batch_sheet import read_sheet
from office.inbox import Inbox
from office.office import Office, operator
from templates import package, soffice
from tests.hostile import COLLECTION, NAMES, Hostile, laughing, lying, packed
from tests.hostile_taken import GOOD, TRICKS, Outcome, Way
from thai.errors import Refused

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """What became of the whole collection, laid into one inbox at once."""
    folder = tmp_path_factory.mktemp("hostile") / "data"
    command = [sys.executable, "-m", "tests.hostile_taken", str(folder)]
    root = Path(__file__).parent.parent
    ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
    told = json.loads(ran.stdout)
    return Outcome(**(told | {"ways": [Way(**way) for way in told["ways"]]}))


@pytest.mark.parametrize("hostile", COLLECTION, ids=lambda one: one.name)
def test_each_is_set_aside_with_its_reason_and_kept_as_it_was(
    outcome: Outcome, hostile: Hostile
) -> None:
    own = [way for way in outcome.ways if way.outer == hostile.name]
    assert [way.state for way in own if re.search(hostile.says, way.reason)] == [ASIDE]
    assert sum(source.startswith(hostile.name) for source in outcome.records) == hostile.filed
    assert hostile.name in outcome.kept


def test_the_others_go_on_and_nothing_else_is_filed(outcome: Outcome) -> None:
    (good,) = [way for way in outcome.ways if way.source == GOOD]
    assert good.state == FILED
    assert len(outcome.records) == 1 + len(NAMES) + sum(one.filed for one in COLLECTION)


def test_names_that_trick_are_shown_as_they_are(outcome: Outcome) -> None:
    inside = [way for way in outcome.ways if way.outer == TRICKS and way.source != TRICKS]
    assert {way.source: way.state for way in inside} == dict.fromkeys(NAMES.values(), FILED)


def test_memory_stays_within_its_bounds(outcome: Outcome) -> None:
    assert outcome.own < 900
    assert outcome.others < 1_600


@pytest.mark.parametrize(
    "parts",
    [
        packed({"xl/sharedStrings.xml": laughing("w")}),
        packed({"xl/a.xml": b"x"}, zipfile.ZIP_BZIP2),
    ],
)
def test_an_excel_file_that_means_harm_is_refused_wherever_tables_are_read(parts: bytes) -> None:
    for read in (read_sheet, reading.read):
        with pytest.raises(Refused):
            read("ตาราง.xlsx", parts)


def test_a_part_that_lies_about_its_size_is_not_unpacked_further() -> None:
    whole = lying()
    for unpacked in (package.unpack, lambda data: list(unpacking.members("โกหก.zip", data))):
        tracemalloc.start()
        with pytest.raises(Refused):
            unpacked(whole)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 5 * 2**20


HANGING = """#!/bin/sh
exec 9>"{lock}"
flock 9
sleep 900 &
sleep 900
"""


@pytest.mark.skipif(
    "--kill-child" not in soffice.fence(whole=True), reason="the system does not permit it"
)
def test_a_converter_that_hangs_is_killed_with_its_children(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, lock = tmp_path / "soffice", tmp_path / "held"
    program.write_text(HANGING.format(lock=lock))
    program.chmod(0o755)
    lock.touch()
    monkeypatch.setenv("SARABAN_SOFFICE", str(program))
    monkeypatch.setattr(office.converter, "_seconds", 2.0)
    monkeypatch.setattr("office.inbox.QUIET", 0.01)
    place = office.folder.place("inbox")
    (place / "ค้าง.rtf").write_bytes(b"{\\rtf1 x}")
    (place / "ดี.txt").write_text("หนังสือที่ดีฉบับหนึ่ง", encoding="utf-8")
    Inbox(office.intake, office.arrivals, office.clock).scan()
    ways = {one.source: one for one in office.arrivals.all(operator())}
    assert (ways["ค้าง.rtf"].state, "นานเกินไป" in ways["ค้าง.rtf"].reason) == (ASIDE, True)
    assert ways["ดี.txt"].state == FILED
    assert freed(lock)


def freed(lock: Path, seconds: float = 60) -> bool:
    """Whether nobody holds a lock that was held, soon."""
    until = time.monotonic() + seconds
    with lock.open("r+b") as held:
        while time.monotonic() < until:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0.05)
            else:
                return True
    return False
