"""The watched folder as it is in offices: shares that vanish, files replaced, renamed, in use."""

import os
import shutil
from pathlib import Path

import pytest

from office.arrival_reading import loaded
from office.arrivals import FILED, GONE, WAITING
from office.inbox import Inbox
from office.office import Office, operator

TEXT = "ขอเชิญร่วมพิธีเปิดอาคารห้องสมุดฉบับที่ {n}"


@pytest.fixture
def inbox(office: Office, monkeypatch: pytest.MonkeyPatch) -> Inbox:
    monkeypatch.setattr("office.inbox.QUIET", 0.01)
    return Inbox(office.intake, office.arrivals, office.clock)


@pytest.fixture
def place(office: Office) -> Path:
    return office.folder.place("inbox")


def lay(path: Path, n: int = 1) -> Path:
    path.write_text(TEXT.format(n=n), encoding="utf-8")
    return path


def states(office: Office) -> list[str]:
    return sorted(one.state for one in office.arrivals.all(operator()))


def filed(office: Office) -> int:
    return sum(count for _, count in office.archive.counts("type"))


def test_while_a_share_is_away_nothing_is_gone_and_then_all_is_taken(
    office: Office, inbox: Inbox, place: Path
) -> None:
    lay(place / "ก.txt")
    office.arrivals.seen(["ก.txt"])
    away = place.rename(place.with_name("away"))
    assert inbox.scan() == []
    place.mkdir()  # the empty folder under a share that is not mounted
    assert inbox.scan() == []
    assert states(office) == [WAITING]
    place.rmdir()
    away.rename(place)
    inbox.scan()
    assert states(office) == [FILED]


def test_a_file_that_is_replaced_while_it_is_read_is_filed_in_both_forms(
    office: Office, inbox: Inbox, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fired = list[Path]()

    def replaced(path: Path, name: str) -> bytes:
        data = loaded(path, name)
        if not fired:
            fired.append(lay(path, 222))
        return data

    monkeypatch.setattr("office.intake.loaded", replaced)
    lay(place / "ก.txt")
    inbox.scan()
    inbox.scan()
    assert fired == [place / "ก.txt"]
    assert (filed(office), states(office)) == (2, [FILED, FILED])
    assert [path.name for path in (place / "processed").iterdir()] == ["ก.txt"]


def test_a_file_that_vanishes_while_it_is_read_is_taken_when_it_is_back(
    office: Office, inbox: Inbox, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fired = list[str]()

    def vanished(path: Path, name: str) -> bytes:
        if not fired:
            fired.append(name)
            path.unlink()
        return loaded(path, name)

    monkeypatch.setattr("office.intake.loaded", vanished)
    lay(place / "ก.txt")
    assert inbox.scan()[0].problem
    assert (fired, states(office)) == (["ก.txt"], [WAITING])
    assert not list((place / "set-aside").iterdir())
    lay(place / "ก.txt")
    inbox.scan()
    assert FILED in states(office)
    assert filed(office) == 1


def test_a_file_in_use_stays_and_stops_no_other(
    office: Office, inbox: Inbox, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fired, move = list[str](), shutil.move

    def locked(path: Path, target: Path) -> None:
        if path.name == "ก.txt" and not fired:
            fired.append(path.name)
            raise PermissionError
        move(path, target)

    monkeypatch.setattr("office.inbox.shutil.move", locked)
    for n, name in enumerate(("ก.txt", "ข.txt")):
        lay(place / name, n)
    inbox.scan()
    assert fired == ["ก.txt"]
    assert [path.name for path in place.glob("*.txt")] == ["ก.txt"]
    inbox.scan()
    assert sorted(path.name for path in (place / "processed").iterdir()) == ["ก.txt", "ข.txt"]
    assert (filed(office), states(office)) == (2, [FILED, FILED])


@pytest.mark.parametrize("unfinished", ["ก.txt.part", "~$ก.txt", "ก.txt.crdownload", ".ก.txt"])
def test_a_file_under_a_passing_name_is_taken_once_it_has_its_own(
    office: Office, inbox: Inbox, place: Path, unfinished: str
) -> None:
    coming = lay(place / unfinished)
    assert inbox.scan() == []
    assert states(office) == []
    coming.rename(place / "ก.txt")
    inbox.scan()
    assert states(office) == [FILED]


def test_a_file_that_is_renamed_before_its_turn_is_filed_once(
    office: Office, inbox: Inbox, place: Path
) -> None:
    office.arrivals.seen([lay(place / "ก.txt").name])
    (place / "ก.txt").rename(place / "ข.txt")
    inbox.scan()
    assert (filed(office), states(office)) == (1, [FILED, GONE])


@pytest.mark.parametrize("year", [1, 68])
def test_a_clock_that_is_wrong_keeps_no_file_out(
    office: Office, inbox: Inbox, place: Path, year: int
) -> None:
    then = year * 365 * 86_400
    os.utime(lay(place / "ก.txt"), (then, then))
    inbox.scan()
    assert states(office) == [FILED]


@pytest.mark.slow
def test_a_burst_of_files_and_folders_is_taken_whole(
    office: Office, inbox: Inbox, place: Path
) -> None:
    for n in range(30):
        folder = place / f"กอง {n % 3}"
        folder.mkdir(exist_ok=True)
        lay(folder / f"{n}.txt", n)
    for _ in range(20):
        inbox.scan()
        if not inbox._waiting():
            break
    assert (filed(office), states(office)) == (30, [FILED] * 30)
