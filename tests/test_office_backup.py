"""Backups that are made while people work, restored elsewhere and compared."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive import catalogue, files, fixity
from archive.errors import ArchiveNotMounted, DiskFull
from archive.records import RecordId
from office.backup_errors import (
    BackupDamaged,
    BackupInside,
    BackupNotMounted,
    BackupNowhere,
    BackupOfAnother,
    CopyUnsound,
    NoBackupHere,
    RestoreNotEmpty,
)
from office.backup_place import BackupPlace, is_late, thinned
from office.backups import Backups
from office.moving import move_archive
from office.office import Office, operator
from office.plans import Wish
from office.restoring import restore, try_restore

pytestmark = pytest.mark.slow

PAPER = Wish(pdf=False)


def issue(office: Office) -> RecordId:
    return office.issue("memo", office.shelf.form("memo").example(), operator(), PAPER).id


def quiet(told: str) -> None:
    assert told


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    place = tmp_path / "usb"
    place.mkdir()
    return place


def test_a_restored_office_has_the_same_records_numbers_and_answers(
    office: Office, usb: Path, tmp_path: Path
) -> None:
    filed = issue(office)
    (office.folder.place("forms") / "ของเรา.txt").write_text("แบบของสำนักงาน", encoding="utf-8")
    made = Backups(office).make(usb, operator())
    assert made
    done = restore(usb, tmp_path / "new", quiet)
    assert done.good, done
    again = Office.open(tmp_path / "new", office.clock)
    with office.db.reading() as one, again.db.reading() as other:
        assert catalogue.export(one) == catalogue.export(other)
    told = office.archive.record(filed).description
    assert told.register_year
    asked = told.register, told.register_year
    assert again.registers_of(*asked).document == office.registers_of(*asked).document
    assert (again.folder.place("forms") / "ของเรา.txt").read_text("utf-8") == "แบบของสำนักงาน"
    assert issue(again).sequence == filed.sequence + 1
    again.close()


def test_the_second_backup_copies_only_what_is_new(office: Office, usb: Path) -> None:
    issue(office)
    first = Backups(office).make(usb, operator())
    same = Backups(office).make(usb, operator())
    issue(office)
    later = Backups(office).make(usb, operator())
    assert first
    assert same
    assert later
    assert first.copied.renewed == first.copied.objects > 1
    assert (same.copied.renewed, later.copied.renewed) == (0, 1)


def test_what_is_filed_after_the_database_was_copied_is_entered_by_the_restore(
    office: Office, usb: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue(office)
    backups, late = Backups(office), list[RecordId]()
    keep = BackupPlace.keep

    def keeping(place: BackupPlace, data: bytes) -> str:
        if not late:
            late.append(issue(office))
        return keep(place, data)

    monkeypatch.setattr(BackupPlace, "keep", keeping)
    assert backups.make(usb, operator())
    done = restore(usb, tmp_path / "new", quiet)
    assert done.reconciled.entered == tuple(late)
    assert done.good, done
    again = Office.open(tmp_path / "new", office.clock)
    assert again.unexplained() == []
    assert issue(again).sequence == late[0].sequence + 1
    again.close()


def test_a_database_of_yesterday_learns_what_the_archive_of_today_holds(
    office: Office, tmp_path: Path
) -> None:
    issue(office)
    office.close()
    database = office.folder.database
    shutil.copyfile(database, tmp_path / "yesterday.db")
    later = Office.open(office.folder.path, office.clock)
    second = issue(later)
    later.close()
    shutil.copyfile(tmp_path / "yesterday.db", database)
    again = Office.open(office.folder.path, office.clock)
    assert second in again.recover().records
    assert again.verify(operator()).faults == ()
    assert again.unexplained() == []
    assert issue(again).sequence == second.sequence + 1
    again.close()


def test_damage_does_not_travel_into_the_backup(office: Office, usb: Path) -> None:
    filed = issue(office)
    backups = Backups(office)
    assert backups.make(usb, operator())
    second = issue(office)
    for id in (filed, second):
        name = next(f.name for f in office.archive.record(id).files if f.name.endswith(".docx"))
        office.archive.file_path(id, name).write_bytes(b"other")
    made = backups.make(usb, operator())
    assert made
    assert [fault.where for fault in made.copied.faults] == [str(second)]
    root = BackupPlace(usb).root(office.profile.id)
    assert root.has(str(filed))
    assert not root.has(str(second))


def test_a_restore_never_goes_where_something_lies(office: Office, usb: Path) -> None:
    issue(office)
    Backups(office).make(usb, operator())
    with pytest.raises(RestoreNotEmpty, match="ยังไม่มี หรือที่ว่างอยู่"):
        restore(usb, office.folder.path, quiet)


def test_a_damaged_backup_is_told_and_gives_nothing(
    office: Office, usb: Path, tmp_path: Path
) -> None:
    made = Backups(office).make(usb, operator())
    assert made
    copy = BackupPlace(usb).database(made.set.name)
    copy.write_bytes(copy.read_bytes()[:-1] + b"?")
    with pytest.raises(BackupDamaged, match="หายหรือเสียหาย"):
        try_restore(usb, quiet, at=tmp_path)
    assert [path.name for path in tmp_path.glob("saraban-restore-*")] == []


def test_an_empty_folder_in_place_of_the_disk_gets_no_backup(office: Office, usb: Path) -> None:
    backups = Backups(office)
    backups.set_folder(str(usb), operator())
    assert backups.make(None, operator())
    shutil.rmtree(usb)
    usb.mkdir()
    for folder in (None, usb):
        with pytest.raises(BackupNotMounted, match="จะสำรองต่อให้เอง"):
            backups.make(folder, operator())
    assert list(usb.iterdir()) == []
    assert "ดิสก์สำรองอาจไม่ได้ต่ออยู่" in backups.state().runs[0].told


def test_a_backup_needs_a_place_that_is_ours_and_outside(office: Office, usb: Path) -> None:
    backups = Backups(office)
    with pytest.raises(BackupNowhere):
        backups.make(None, operator())
    with pytest.raises(BackupInside, match="หายไปด้วยกัน"):
        backups.set_folder(str(office.folder.path / "inbox"), operator())
    with pytest.raises(NoBackupHere):
        BackupPlace(usb).chosen()
    BackupPlace(usb).prepare("somebody-else")
    with pytest.raises(BackupOfAnother, match="somebody-else"):
        backups.set_folder(str(usb), operator())


def test_the_night_asks_for_one_backup_a_day_and_three_days_without_are_late(
    office: Office, usb: Path
) -> None:
    noon = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
    backups = Backups(office)
    assert not backups.due()
    backups.set_folder(str(usb), operator())
    assert backups.due()
    backups.make(None, None)
    assert not backups.due()
    assert not backups.state().late
    office.clock = lambda: noon + timedelta(days=1)
    assert backups.due()
    office.clock = lambda: noon + timedelta(days=3, seconds=1)
    assert backups.state().late
    assert is_late(None, noon)


def test_old_backups_are_thinned_to_days_weeks_and_months() -> None:
    noon = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
    hours = [noon - timedelta(hours=8 * n) for n in range(3 * 900)]
    stay = thinned(hours)
    assert len(stay) < 14 + 8 + 24
    assert max(stay) == noon
    assert {(noon - at).days for at in stay} >= set(range(13))
    assert noon - min(stay) > timedelta(days=690)
    assert thinned(stay | {noon + timedelta(minutes=1)}) > stay - {noon}


class Killed(BaseException):
    """A process that ends here; nothing may catch it."""


STEPS = ("write_new", "sync", "verify", "move_into_place", "replace", "remove_tree", "remove_file")


@contextmanager
def killed_at(step: int) -> Iterator[list[str]]:
    """End whatever runs just before its n-th durable step; the list says where it was."""
    left, where = itertools.count(1), list[str]()
    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            act = getattr(files, name)

            def counted(*given: Any, act: Callable[..., Any] = act) -> Any:
                if next(left) == step:
                    where.append(act.__name__)
                    raise Killed
                return act(*given)

            patch.setattr(files, name, counted)
        yield where


@pytest.mark.slow
def test_a_backup_killed_at_any_step_leaves_the_last_good_one_and_is_made_the_next_time(
    office: Office, usb: Path, tmp_path: Path
) -> None:
    issue(office)
    assert Backups(office).make(usb, operator())
    place, killed = BackupPlace(usb), set[str]()
    for step in range(1, 41, 2):
        if step % 8 == 1:
            issue(office)
        with killed_at(step) as where, pytest.raises(Killed):
            Backups(office).make(usb, operator())
        killed.update(where)
        newest = place.chosen()
        assert files.sha512_of(place.database(newest.name)) == newest.sha512
        assert all(files.sha512(place.kept(digest)) for digest in newest.files.values())
    assert len(killed) > 4
    made = Backups(office).make(usb, operator())
    assert made
    assert fixity.audit(place.root(office.profile.id)).faults == ()
    assert not list(place.folder.rglob("*.part"))
    assert try_restore(usb, quiet, at=tmp_path).good


@pytest.mark.slow
def test_a_restore_killed_again_and_again_is_whole_in_the_end(
    office: Office, usb: Path, tmp_path: Path
) -> None:
    for _ in range(3):
        issue(office)
    Backups(office).make(usb, operator())
    kills, done = 0, None
    while done is None:
        with killed_at(1 + 2 * kills), suppress(Killed):
            done = restore(usb, tmp_path / "new", quiet)
        kills += done is None
    assert kills >= 10
    assert done.good


def test_a_full_backup_disk_is_told_and_the_next_backup_goes_on(
    office: Office, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue(office)
    backups = Backups(office)
    backups.set_folder(str(usb), operator())
    with monkeypatch.context() as full:
        full.setattr(files, "RESERVE", 2**60)
        with pytest.raises(DiskFull):
            backups.make(None, None)
    assert "พื้นที่ดิสก์ไม่พอ" in backups.state().runs[0].told
    assert BackupPlace(usb).sets() == []
    assert backups.make(None, None)


def test_the_archive_moves_to_another_disk_and_the_old_one_takes_nothing_more(
    office: Office, tmp_path: Path
) -> None:
    filed, before = issue(office), office.folder.archive
    moved = move_archive(office, tmp_path / "disk" / "archive", operator(), quiet)
    assert (moved.before, moved.now) == (before, tmp_path / "disk" / "archive")
    with pytest.raises(ArchiveNotMounted):
        issue(office)
    again = Office.open(office.folder.path, office.clock)
    assert again.folder.archive == moved.now
    assert again.verify(operator()).faults == ()
    assert issue(again).sequence == filed.sequence + 1
    again.close()


def test_an_archive_that_did_not_arrive_whole_is_not_used(office: Office, tmp_path: Path) -> None:
    filed = issue(office)
    name = next(f.name for f in office.archive.record(filed).files if f.name.endswith(".docx"))
    office.archive.file_path(filed, name).write_bytes(b"other")
    with pytest.raises(CopyUnsound, match="จึงใช้ที่เดิมต่อ"):
        move_archive(office, tmp_path / "disk", operator(), quiet)
    assert Office.open(office.folder.path).folder.archive == office.folder.archive
    assert issue(office)
