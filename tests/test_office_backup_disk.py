"""A backup's disk that is full, read-only, failing or gone: told everywhere, and over by itself."""

import errno
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from archive import files, snapshot
from archive.errors import DiskFull
from office.backup_errors import BackupNotMounted, BackupUnwritable
from office.backups import Backups
from office.office import Office, operator
from office.plans import Wish
from office.restoring import try_restore
from office.trouble import trouble

pytestmark = pytest.mark.slow

FAILED = "สำรองข้อมูลครั้งล่าสุดไม่สำเร็จ"


def issue(office: Office) -> None:
    example = office.shelf.form("memo").example()
    office.issue("memo", example, operator(), Wish(pdf=False))


def never_mind(told: str) -> None:
    assert told


@pytest.fixture
def backups(office: Office, small_disk: Path) -> Backups:
    """An office with one good backup on a small disk of its own, and something new since."""
    issue(office)
    backups = Backups(office)
    backups.set_folder(str(small_disk), operator())
    assert backups.make(None, None)
    issue(office)
    return backups


def goes_on(backups: Backups) -> None:
    """The same backup, asked for again, is whole, and no page tells of it any more."""
    assert any(FAILED in told for told in trouble(backups.office))
    made = backups.make(None, None)
    assert made
    assert made.set.records == 2
    assert not any(FAILED in told for told in trouble(backups.office))


def test_a_disk_that_is_really_full_is_told_and_gets_the_rest_later(
    backups: Backups, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heap = small_disk / "heap"
    with monkeypatch.context() as careless:
        careless.setattr(files, "need_room", lambda folder, size: None)
        with heap.open("wb", buffering=0) as out, pytest.raises(OSError, match="No space"):
            while True:
                out.write(bytes(2**16))
        with pytest.raises(DiskFull, match="พื้นที่ดิสก์ไม่พอ") as refused:
            backups.make(None, None)
    assert isinstance(refused.value.__cause__, OSError)
    assert refused.value.__cause__.errno == errno.ENOSPC
    heap.unlink()
    goes_on(backups)


def test_a_disk_that_turned_read_only_is_called_the_backups_own(
    backups: Backups, small_disk: Path
) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(OSError, match="Read-only"):
        (small_disk / "new").touch()
    with pytest.raises(BackupUnwritable, match=r"ดิสก์สำรองที่.*อ่านได้อย่างเดียว"):
        backups.make(None, None)
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    goes_on(backups)


@pytest.mark.parametrize("step", ["sync", "move_into_place"])
def test_a_disk_with_errors_of_input_and_output_is_told_and_tried_again(
    backups: Backups,
    small_disk: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    act, fired = getattr(files, step), list[Path]()

    def failing(path: Path, *more: object) -> None:
        if "extensions" in path.parts and path.is_relative_to(small_disk):
            fired.append(path)
            raise OSError(errno.EIO, "Input/output error")
        act(path, *more)

    with monkeypatch.context() as broken:
        broken.setattr(files, step, failing)
        with pytest.raises(BackupUnwritable, match="อ่านหรือเขียนผิดพลาด"):
            backups.make(None, None)
    assert fired
    goes_on(backups)


def test_a_disk_that_fails_under_the_database_is_no_damaged_database(
    backups: Backups, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = snapshot._copied

    def failing(source: Path, target: Path) -> tuple[int, str, int]:
        subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
        return copied(source, target)

    with monkeypatch.context() as broken:
        broken.setattr(snapshot, "_copied", failing)
        with pytest.raises(BackupUnwritable):
            backups.make(None, None)
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    goes_on(backups)


@pytest.mark.parametrize("when", ["คัดลอกไฟล์", "คัดลอกเอกสาร"])
def test_a_disk_that_goes_in_the_midst_gets_nothing_written_in_its_place(
    backups: Backups, small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    monkeypatch.setattr("office.backups.SELDOM", 0.0)
    away = vanishing(small_disk)

    def tell(told: str) -> None:
        if when in told and (small_disk / "saraban-backup").exists():
            away()

    try:
        with pytest.raises(BackupNotMounted, match="ดิสก์สำรองอาจไม่ได้ต่ออยู่"):
            backups.make(None, None, tell)
        assert list(small_disk.iterdir()) == []
    finally:
        subprocess.run(["umount", str(small_disk)], check=True)
    goes_on(backups)
    assert try_restore(small_disk, never_mind, at=tmp_path).good


def vanishing(disk: Path) -> Callable[[], object]:
    """Return what makes a disk vanish: an empty one is put over it, until that is taken away."""
    command = ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(disk)]
    return lambda: subprocess.run(command, check=True)


def test_a_file_that_moves_out_of_the_inbox_meanwhile_does_not_stop_a_backup(
    backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = backups.office.folder.place("inbox")
    (inbox / "ไปแล้ว.txt").write_text("ก", encoding="utf-8")
    (inbox / "อ่านไม่ได้.txt").write_text("ข", encoding="utf-8")
    read, asked = files.read, list[str]()

    def meanwhile(path: Path) -> bytes:
        asked.append(Path(path).name)
        if asked[-1] == "ไปแล้ว.txt":
            Path(path).unlink()
        if asked[-1] == "อ่านไม่ได้.txt":
            raise OSError(errno.EIO, "Input/output error")
        return read(path)

    monkeypatch.setattr(files, "read", meanwhile)
    made = backups.make(None, None)
    assert made
    assert {"ไปแล้ว.txt", "อ่านไม่ได้.txt"} <= set(asked)
    assert [fault.where for fault in made.copied.faults] == ["inbox/อ่านไม่ได้.txt"]
    assert "ยกเว้นที่เสียหาย ๑ รายการ" in backups.state().runs[0].told
