"""A record is destroyed: its content is gone, its stub tells what there was, nothing is half."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from archive import disk, files
from archive.archive import Archive
from archive.destruction import FILES, destroy
from archive.errors import AlreadyDestroyed, ArchiveUnwritable, UnknownFile, VersionConflict
from archive.inventory import VersionBlock
from archive.mirror import copy
from archive.ocfl import StorageRoot
from archive.records import NewFile, Record
from tests.conftest import NOON
from tests.prove.kill_destruction import killed

Filing = Callable[..., Record]
BLOCK = VersionBlock(NOON, "p16", "ทำลายตามบัญชีหนังสือขอทำลาย", {})
STEPS = ("write_new", "sync", "verify", "sync_folder", "make_folders", "move_into_place")


def contents(archive: Archive) -> bytes:
    return b"".join(path.read_bytes() for path in archive.disk.rglob("*") if path.is_file())


def grown(archive: Archive, file_record: Filing) -> Record:
    """A record of two versions whose second brings a scan."""
    filed = file_record("ขอทำลายหนังสือ", NewFile("ก.txt", "เนื้อความลับมาก".encode()))
    return archive.add_version(filed.id, 1, None, [NewFile("ข.pdf", b"%PDF-scan")], "p16", "สแกน")


def test_nothing_of_a_destroyed_record_stays_but_its_stub(
    archive: Archive, file_record: Filing
) -> None:
    old = grown(archive, file_record)
    beside = file_record("เรื่องอื่นที่ยังเก็บ")
    stub = destroy(archive, old.id, 2, old.description, BLOCK)
    assert (stub.state, stub.state_reason, stub.versions) == ("destroyed", BLOCK.why, 1)
    assert stub.description.title == "ขอทำลายหนังสือ"
    gone = {(row["name"], row["sha512"]) for row in stub.description.other[FILES]}
    assert {
        ("ก.txt", files.sha512("เนื้อความลับมาก".encode())),
        ("ข.pdf", files.sha512(b"%PDF-scan")),
    } < gone
    assert "เนื้อความลับมาก".encode() not in contents(archive)
    with pytest.raises(UnknownFile):
        archive.file_path(old.id, "ก.txt")
    with archive.database.writing() as connection:
        archive.enter(connection, stub)
    assert archive.verify().faults == ()
    assert archive.record(beside.id) == beside


def test_what_changed_meanwhile_is_not_destroyed_and_nothing_twice(
    archive: Archive, file_record: Filing
) -> None:
    old = grown(archive, file_record)
    with pytest.raises(VersionConflict):
        destroy(archive, old.id, 1, old.description, BLOCK)
    assert archive.record(old.id) == old
    destroy(archive, old.id, 2, old.description, BLOCK)
    with pytest.raises(AlreadyDestroyed, match="ทำลายแล้ว"):
        destroy(archive, old.id, 1, old.description, BLOCK)
    with pytest.raises(AlreadyDestroyed):
        archive.add_version(old.id, 1, None, [NewFile("ค.txt", b"late")], "p16", "ส่ง")


def test_a_backup_gives_up_what_was_destroyed_but_nothing_that_was_merely_changed(
    archive: Archive, file_record: Filing, tmp_path: Path
) -> None:
    old, other = grown(archive, file_record), file_record("เรื่องที่ถูกสลับ")
    disk.make(tmp_path / "copy", archive.office_id)
    root = StorageRoot(tmp_path / "copy" / "root", archive.root.urn, tmp_path / "copy.lock")
    assert copy(archive.root, root).faults == ()
    destroy(archive, old.id, 2, old.description, BLOCK)
    archive.root.supplant(str(other.id), BLOCK, {"record.json": b"{}"})
    done = copy(archive.root, root)
    assert [(fault.code, fault.where) for fault in done.faults] == [("copy-differs", str(other.id))]
    assert root.read(str(old.id)) == archive.root.read(str(old.id))
    kept = [path.read_bytes() for path in root.folder.rglob("*") if path.is_file()]
    assert not any("เนื้อความลับมาก".encode() in data for data in kept)
    assert copy(archive.root, root).faults == done.faults


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_fails_leaves_the_record_or_its_stub(
    archive: Archive, file_record: Filing, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    old, act, fired = grown(archive, file_record), getattr(files, step), 0

    def failing(*args: object) -> None:
        nonlocal fired
        fired += 1
        if fired == 1:
            raise OSError(5, "Input/output error")
        act(*args)

    with monkeypatch.context() as broken:
        broken.setattr(files, step, failing)
        with pytest.raises(ArchiveUnwritable, match="ผิดพลาด"):
            destroy(archive, old.id, 2, old.description, BLOCK)
    assert fired
    archive.recover()
    assert archive.record(old.id) == old
    assert archive.verify().faults == ()


@pytest.mark.slow
@pytest.mark.parametrize("before", [True, False])
def test_killed_at_any_step_the_record_is_whole_or_a_stub(
    archive: Archive, file_record: Filing, before: bool
) -> None:
    seen, steps = set(), range(1, 40, 3)
    for kill_at in steps:
        old = grown(archive, file_record)
        code = killed(archive, old, kill_at, before)
        again = Archive(archive.database, archive.disk, archive.office_id, lambda: NOON)
        again.recover()
        found = again.record(old.id)
        seen.add(found.state)
        if found.state == "filed":
            assert found == old
            assert again.file_path(old.id, "ข.pdf").read_bytes() == b"%PDF-scan"
        assert again.verify().faults == ()
        if code == 0:  # it came to its end
            break
        assert code == -signal.SIGKILL
    assert code == 0, "there are more steps"
    assert seen == {"filed", "destroyed"}
    assert not list((archive.disk / "root/extensions/saraban-staging").iterdir())
