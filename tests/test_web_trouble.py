"""A disk that goes away, turns read-only or fills up: told on every page, and over by itself."""

import contextvars
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive import database
from archive.errors import ArchiveNotMounted, ArchiveUnwritable, DatabaseBusy
from office.moving import move_archive
from office.office import Office, operator
from office.plans import Wish
from office.trouble import trouble
from tests.conftest import Browser, pages_of


def issue(office: Office) -> str:
    example = office.shelf.form("memo").example()
    return office.issue("memo", example, operator(), Wish(pdf=False)).number


@pytest.fixture
def elsewhere(office: Office, small_disk: Path) -> Iterator[Office]:
    """The office with its archive on a small disk of its own."""
    move_archive(office, small_disk / "archive", operator(), print)
    with closing(Office.open(office.folder.path, office.clock)) as moved:
        yield moved


@pytest.mark.slow
def test_a_disk_that_is_away_is_told_on_every_page_and_work_goes_on_when_it_is_back(
    office: Office, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.trouble.OFTEN", 0.0)
    browser.come_in("p15")
    assert "ไม่พบดิสก์เก็บเอกสาร" not in browser.get("/desk").text
    away = shutil.move(office.folder.archive, office.folder.path / "work" / "away")
    with pytest.raises(ArchiveNotMounted):
        issue(office)
    for page in ("/desk", "/draft/new", "/registers", "/find"):
        assert "จึงออกเลขและจัดเก็บไม่ได้" in browser.get(page).text
    shutil.move(away, office.folder.archive)
    assert "จึงออกเลขและจัดเก็บไม่ได้" not in browser.get("/desk").text
    assert issue(office) == "ศธ ๐๔๙๙๙/๑"


@pytest.mark.slow
def test_a_disk_that_turned_read_only_is_told_and_numbers_nothing(
    elsewhere: Office, small_disk: Path
) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(ArchiveUnwritable, match="อ่านได้อย่างเดียว"):
        issue(elsewhere)
    assert any("อ่านได้อย่างเดียว" in told for told in trouble(elsewhere))
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert not any("อ่านได้อย่างเดียว" in told for told in trouble(elsewhere))
    elsewhere.recover()
    assert elsewhere.unexplained() == []
    assert elsewhere.verify(operator()).faults == ()


@pytest.mark.slow
def test_a_disk_with_little_room_is_told_before_it_is_full(elsewhere: Office) -> None:
    [told] = [told for told in trouble(elsewhere) if "เมกะไบต์" in told]
    assert "ก่อนจะจัดเก็บไม่ได้" in told


@pytest.mark.slow
def test_a_mount_that_vanishes_leaves_an_empty_folder_in_which_nothing_is_written(
    elsewhere: Office, small_disk: Path
) -> None:
    issue(elsewhere)
    kept = small_disk.with_name("kept")
    kept.mkdir()
    subprocess.run(["mount", "--move", str(small_disk), str(kept)], check=False)
    if (small_disk / "archive").exists():  # a shared mount cannot be moved: put one on top
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(small_disk)], check=True)
    assert not (small_disk / "archive").exists()
    with pytest.raises(ArchiveNotMounted):
        issue(elsewhere)
    assert list(small_disk.iterdir()) == []
    if any(kept.iterdir()):
        subprocess.run(["mount", "--move", str(kept), str(small_disk)], check=True)
    else:
        subprocess.run(["umount", str(small_disk)], check=True)
    elsewhere.recover()
    assert issue(elsewhere)
    assert elsewhere.verify(operator()).faults == ()


def test_a_page_waits_less_for_another_writer_than_a_command(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.trouble.QUICK", 0.05)
    seen = list[float]()
    browser = Browser(pages_of(office)).come_in("p15")
    health = browser.app.view_functions["health"]

    def asked() -> object:
        seen.append(database.PATIENCE.get())
        return health()

    monkeypatch.setitem(browser.app.view_functions, "health", asked)
    assert contextvars.copy_context().run(browser.get, "/health").status_code == 200
    assert seen == [0.05]


def test_whoever_has_little_patience_is_refused_while_another_writes(office: Office) -> None:
    def impatient() -> None:
        database.PATIENCE.set(0.05)
        with office.db.writing():
            pass

    other = database.Database(office.folder.database)
    with other.writing(), pytest.raises(DatabaseBusy, match="กรุณาลองใหม่"):
        contextvars.copy_context().run(impatient)
    other.close()
    contextvars.copy_context().run(impatient)
