"""The audit finds everything that is wrong, and nothing that is not."""

import errno
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import agreement, files
from archive.archive import Archive
from archive.faults import MEANINGS
from archive.records import NewFile, Record, RecordId

Filing = Callable[..., Record]
FIRST = "2569/minutes/0001"
FILE = f"{FIRST}/v1/content/รายงานการประชุม.docx"


@pytest.fixture
def filled(archive: Archive, file_record: Filing) -> Archive:
    """Three records, the second with two versions, and a kept object."""
    for number in range(3):
        file_record(f"เรื่องที่ {number}")
    second = RecordId(2569, "minutes", 2)
    changed = archive.add_version(second, 1, None, [NewFile("สแกน.pdf", b"%PDF")], "p05", "ลงนาม")
    with archive.database.writing() as connection:
        archive.enter(connection, changed)
    archive.keep("office/profile", [NewFile("office.json", b"{}")], "p05", "เริ่มต้น")
    return archive


def files_of(archive: Archive) -> list[Path]:
    """Every file whose content the standard or an inventory fixes."""
    top = archive.root.folder
    return sorted(p for p in top.rglob("*") if p.is_file() and p.name != "README-saraban.txt")


def flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place % len(data)] ^= 1
    path.write_bytes(data)


def found(archive: Archive) -> set[tuple[str, str]]:
    return {(fault.code, fault.where) for fault in archive.verify().faults}


def test_a_sound_archive_has_no_faults(filled: Archive) -> None:
    seen: list[int] = []
    report = filled.verify(seen.append)
    assert report.faults == ()
    assert (report.objects, seen[-1]) == (4, 4)
    assert report.checked == len(files_of(filled)) - 1  # without the root's own declaration


def swap(root: Path) -> None:
    one, two = root / FILE, root / FILE.replace("0001", "0003")
    one.rename(root / "aside"), two.rename(one), (root / "aside").rename(two)


SPECIMENS: dict[str, tuple[Callable[[Path], object], str]] = {
    "root-declaration": (lambda root: (root / "0=ocfl_1.1").write_text("x"), "0=ocfl_1.1"),
    "folder-empty": (lambda root: (root / "2570").mkdir(), "2570"),
    "file-stray": (lambda root: (root / "2569/ก.txt").write_text(""), "2569/ก.txt"),
    "object-unreadable": (
        lambda root: (root / FIRST / "inventory.json").write_text("[]"),
        f"{FIRST}/inventory.json",
    ),
    "object-misplaced": (
        lambda root: (root / FIRST).rename(root / "2569/minutes/0009"),
        "2569/minutes/0009",
    ),
    "object-declaration": (
        lambda root: (root / FIRST / "0=ocfl_object_1.1").unlink(),
        f"{FIRST}/0=ocfl_object_1.1",
    ),
    "sidecar-mismatch": (
        lambda root: (root / FIRST / "inventory.json.sha512").unlink(),
        f"{FIRST}/inventory.json.sha512",
    ),
    "inventory-mismatch": (
        lambda root: (root / FIRST / "v1/inventory.json").write_text("{}"),
        f"{FIRST}/v1/inventory.json",
    ),
    "file-missing": (lambda root: (root / FILE).unlink(), FILE),
    "file-changed": (lambda root: flip(root / FILE, 0), FILE),
    "file-extra": (
        lambda root: (root / FIRST / "v1/content/เกิน.pdf").write_text(""),
        f"{FIRST}/v1/content/เกิน.pdf",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("code", SPECIMENS)
def test_each_kind_of_damage_has_its_code(filled: Archive, code: str) -> None:
    damage, where = SPECIMENS[code]
    damage(filled.root.folder)
    faults = filled.verify().faults
    assert (code, where) in {(fault.code, fault.where) for fault in faults}
    assert all(MEANINGS[fault.code] in fault.sentence for fault in faults)
    assert not [fault for fault in faults if "minutes/0002" in fault.where]


def test_two_swapped_files_are_both_found(filled: Archive) -> None:
    swap(filled.root.folder)
    assert found(filled) == {
        ("file-changed", FILE),
        ("file-changed", FILE.replace("0001", "0003")),
    }


def test_a_link_is_no_file(filled: Archive, tmp_path: Path) -> None:
    file = filled.root.folder / FILE
    shutil.move(file, tmp_path / "elsewhere.docx")
    file.symlink_to(tmp_path / "elsewhere.docx")
    assert found(filled) == {("file-missing", FILE), ("file-extra", FILE)}


@pytest.mark.parametrize("file", [FILE, f"{FIRST}/v1/content/record.json"])
def test_what_the_disk_does_not_give_back_is_told_until_it_does(
    filled: Archive, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    given, asked = files._pieces, list[str]()

    def failing(path: Path | str) -> Iterator[bytes]:
        if str(path).endswith(file):
            asked.append(file)
            raise OSError(errno.EIO, "Input/output error")
        return given(path)

    with monkeypatch.context() as broken:
        broken.setattr(files, "_pieces", failing)
        assert found(filled) == {("file-unreadable", file)}
    assert asked
    assert found(filled) == set()


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_any_flipped_byte_is_found_and_only_it(filled: Archive, chance: random.Random) -> None:
    path = chance.choice(files_of(filled))
    before = path.read_bytes()
    flip(path, chance.randrange(len(before)))
    where = path.relative_to(filled.root.folder).as_posix()
    found_there = found(filled)
    path.write_bytes(before)
    assert found_there
    owner = where.split("/v")[0].rsplit("/inventory", 1)[0].rsplit("/0=", 1)[0]
    assert {place for _, place in found_there if not place.startswith(owner)} == set()
    assert found(filled) == set()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("DELETE FROM records WHERE sequence = 1", "catalogue-missing"),
        ("UPDATE records SET title = 'ปลอม' WHERE sequence = 1", "catalogue-differs"),
        ("UPDATE records SET version = 9 WHERE sequence = 1", "catalogue-differs"),
    ],
)
def test_a_catalogue_that_disagrees_is_found_and_rebuilt(
    filled: Archive, change: str, code: str
) -> None:
    with filled.database.writing() as connection:
        connection.exec_driver_sql(change)
    assert found(filled) == {(code, FIRST)}
    filled.rebuild()
    assert found(filled) == set()


def test_a_row_without_its_object_is_found_and_goes(filled: Archive) -> None:
    shutil.rmtree(filled.root.folder / FIRST)
    assert found(filled) == {("catalogue-orphan", FIRST)}
    filled.rebuild()
    assert found(filled) == set()


def test_a_record_json_of_another_record_is_found(filled: Archive) -> None:
    foreign = RecordId(2569, "minutes", 3)
    content = {"record.json": filled.file_path(foreign, "record.json").read_bytes()}
    with filled.root.writing():
        filled.root.add("2569/memo/0001", filled._block("p05", "ปลอม"), content)
    assert found(filled) == {("record-unreadable", "2569/memo/0001")}


def test_a_filing_under_way_is_waited_for_and_then_named(
    filled: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.void(RecordId(2569, "minutes", 3), 1, "p05", "ซ้ำ")
    monkeypatch.setattr(agreement, "PATIENCE", 0.0)
    assert found(filled) == {("record-unfinished", "2569/minutes/0003")}
    filled.recover()
    assert found(filled) == set()


def test_a_broken_journal_is_a_fault_of_the_archive(filled: Archive) -> None:
    with filled.database.writing() as connection:
        connection.exec_driver_sql("UPDATE journal_head SET seq = 7")
    assert found(filled) == {("journal-broken", "7")}
