"""A process that is killed, a disk that fills up: nothing lost, nothing half.

The long form is tests/prove/kill_archive.py.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive import files
from archive.archive import Archive
from archive.database import Database
from archive.errors import ArchiveBusy, ArchiveUnwritable, DiskFull, WriteNotVerified
from archive.ocfl import STAGING
from archive.records import NewFile, Record, RecordId
from tests.prove import kill_archive
from tests.prove.killing import STEPS

pytestmark = pytest.mark.slow

Filing = Callable[..., Record]


@pytest.mark.slow
@pytest.mark.parametrize("before", [True, False])
def test_killed_at_any_step_nothing_is_lost_or_half(tmp_path: Path, before: bool) -> None:
    for k in range(1, kill_archive.STEPS_OF_A_ROUND, 6):
        assert kill_archive.kill_once(tmp_path, k, before)
        found = kill_archive.judge(tmp_path)
        assert (found["lost"], found["doubled"], found["half"]) == (0, 0, 0), k
    assert found["records"] > 5


def test_the_kill_test_knows_every_durable_step() -> None:
    source = Path(files.__file__).read_text(encoding="utf-8")
    acts = {"os.fsync", "mkdir", ".rename(", "os.replace", "rmtree", "rmdir", ".write("}
    for part in source.split("\ndef ")[1:]:
        name = part.split("(")[0]
        if any(act in part for act in acts) and name != "write_tree":
            assert name in STEPS, name


@pytest.mark.parametrize(
    ("step", "after"),
    [(step, after) for step in ("sync", "verify", "sync_folder") for after in range(6)]
    + [(step, after) for step in ("move_into_place", "replace") for after in range(2)],
)
def test_a_step_that_fails_leaves_the_archive_sound(
    archive: Archive,
    file_record: Filing,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    after: int,
) -> None:
    filed, left = file_record(), [after]
    act = getattr(files, step)

    def failing(*args: object) -> None:
        left[0] -= 1
        if left[0] == -1:
            raise OSError(5, "Input/output error")
        act(*args)

    with monkeypatch.context() as broken:
        broken.setattr(files, step, failing)
        attempts: list[Callable[[], object]] = [
            file_record,
            lambda: archive.void(filed.id, 1, "p05", "ซ้ำ"),
        ]
        for attempt in attempts:
            try:
                attempt()
            except ArchiveUnwritable as refusal:
                assert "ผิดพลาด" in str(refusal)
    assert left[0] < 0, "the step never failed"
    archive.recover()
    assert archive.verify().faults == ()


def test_everything_is_synced_and_read_back_before_it_is_renamed(
    archive: Archive, file_record: Filing, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[tuple[str, Path]] = []

    def noted(step: str) -> Callable[..., None]:
        act = getattr(files, step)

        def note(path: Path, *more: object) -> None:
            act(path, *more)
            done.append((step, path))

        return note

    for step in ("write_new", "sync", "verify", "sync_folder", "move_into_place"):
        monkeypatch.setattr(files, step, noted(step))
    record = file_record()
    archive.add_version(record.id, 1, None, [NewFile("สแกน.pdf", b"%PDF")], "p05", "ลงนาม")
    moves = [number for number, (step, _) in enumerate(done) if step == "move_into_place"]
    assert len(moves) == 2
    for earlier, move in zip([0, moves[0]], moves, strict=True):
        before = done[earlier:move]
        written = {path for step, path in before if step == "write_new"}
        source = done[move][1]
        for path in (path for path in written if source in path.parents):
            assert ("sync", path) in before
            assert before.index(("verify", path)) > before.index(("sync", path))
            assert ("sync_folder", path.parent) in before
        assert ("sync_folder", source) in before
    assert ("sync_folder", archive.root.folder / STAGING) in done[moves[0] : moves[1]]


def test_a_disk_that_gives_back_other_bytes_is_not_trusted(
    archive: Archive, file_record: Filing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def corrupting(path: Path) -> None:
        if path.suffix == ".docx":
            path.write_bytes(b"other")

    with monkeypatch.context() as broken:
        broken.setattr(files, "sync", corrupting)
        with pytest.raises(WriteNotVerified, match="ดิสก์อาจชำรุด"):
            file_record()
    assert not archive.has(RecordId(2569, "minutes", 1))
    assert archive.verify().faults == ()


def test_a_writer_that_waits_too_long_files_nothing(archive: Archive, file_record: Filing) -> None:
    code = (
        "import sys, time, filelock\n"
        "with filelock.FileLock(sys.argv[1]):\n"
        "    print('held', flush=True); time.sleep(60)"
    )
    lock = archive.database.path.parent / "work" / "archive.lock"
    archive.recover()
    with subprocess.Popen(
        [sys.executable, "-c", code, str(lock)], stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout
        holder.stdout.readline()
        archive.root._lock.timeout = 0.1
        with pytest.raises(ArchiveBusy, match="ลองใหม่"):
            file_record()
        holder.kill()
    file_record()


def test_a_disk_without_room_is_told_before_anything_is_written(
    archive: Archive, file_record: Filing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "RESERVE", 2**60)
    with pytest.raises(DiskFull, match="ไม่มีข้อมูลสูญหาย"):
        file_record()
    monkeypatch.undo()
    assert archive.verify().faults == ()
    file_record()


@pytest.mark.slow
def test_a_disk_that_really_fills_up_loses_nothing(
    small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "RESERVE", -(2**30))  # let the disk itself be the one to refuse
    archive = Archive.create(
        Database.create(tmp_path / "saraban.db"),
        small_disk / "archive",
        "demo-esa1",
        lambda: datetime.now(UTC),
    )
    name = "2569/register/orders"
    archive.keep(name, [NewFile("register.json", b"small")], "p05", "เริ่มต้น")
    fired = 0
    for number in range(1, 60):
        files_given = [NewFile("register.json", os.urandom(number * 60_000))]
        try:
            archive.keep(name, files_given, "p05", "สิ้นวัน")
        except DiskFull:
            fired += 1
    assert fired, "the disk never filled up"
    archive.recover()
    assert archive.verify().faults == ()
    assert list((archive.root.folder / "extensions" / "saraban-staging").iterdir()) == []


@pytest.mark.slow
def test_a_disk_that_turned_read_only_can_still_be_read_and_checked(
    small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "RESERVE", 0)
    archive = Archive.create(
        Database.create(tmp_path / "saraban.db"),
        small_disk / "archive",
        "demo-esa1",
        lambda: datetime.now(UTC),
    )
    archive.keep("office/profile", [NewFile("office.json", b"1")], "p05", "เริ่มต้น")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(ArchiveUnwritable, match="อ่านได้อย่างเดียว"):
        archive.keep("office/profile", [NewFile("office.json", b"2")], "p05", "แก้")
    assert archive.verify().faults == ()
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    kept = archive.keep("office/profile", [NewFile("office.json", b"2")], "p05", "แก้")
    assert kept.version == 2


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="a limit of POSIX systems")
def test_a_file_size_limit_is_told_as_a_full_disk(archive: Archive) -> None:
    code = f"""
import resource, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from archive.archive import Archive
from archive.database import Database
from archive.errors import DiskFull
from archive.records import NewFile
database = Database(Path({str(archive.database.path)!r}))
archive = Archive(database, Path({str(archive.disk)!r}), "demo-esa1", lambda: datetime.now(UTC))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
try:
    archive.keep("office/profile", [NewFile("office.json", bytes(2_000_000))], "p05", "ใหญ่")
except DiskFull as refusal:
    print(refusal)
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "พื้นที่ดิสก์ไม่พอ" in ended.stdout
    assert archive.kept("office/profile") is None
    assert archive.verify().faults == ()
