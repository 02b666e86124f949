"""The audit in shares, what it finds, and the repair of what it found."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from archive.catalogue import Filters
from archive.records import RecordId
from office.backups import Backups
from office.custody import Custody
from office.keeper import Keeper
from office.office import Office, operator
from office.plans import Wish
from office.repairs import Repairs
from tests.conftest import prepared

pytestmark = pytest.mark.slow


def never() -> bool:
    return False


@pytest.fixture(scope="module")
def usb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second disk, with a backup of three records."""
    return tmp_path_factory.mktemp("usb")


@pytest.fixture(scope="module")
def begun(new_office: Path, usb: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with prepared(new_office, tmp_path_factory) as office:
        example = office.shelf.form("memo").example()
        for _ in range(3):
            office.issue("memo", example, operator(), Wish(pdf=False))
        Backups(office).set_folder(str(usb), operator())
        Backups(office).make(None, None)
        place = office.folder.path
    yield place


@pytest.fixture
def three(office: Office) -> list[RecordId]:
    return [row.id for row in office.archive.browse(Filters(order="oldest")).rows]


def word(office: Office, id: RecordId) -> Path:
    name = next(f.name for f in office.archive.record(id).files if f.name.endswith(".docx"))
    return office.archive.file_path(id, name)


def codes(office: Office) -> dict[str, set[str]]:
    found = dict[str, set[str]]()
    for finding in Custody(office).findings(operator()):
        found.setdefault(finding.name, set()).add(finding.fault.code)
    return found


def test_a_share_a_night_looks_at_everything_within_a_month(
    office: Office, three: list[RecordId], monkeypatch: pytest.MonkeyPatch
) -> None:
    custody, nights = Custody(office), 0
    monkeypatch.setattr("office.custody.DAYS", 4)
    while custody.state().ended is None:
        assert nights < 4
        now = custody.go_on(never)
        nights += 1
    assert nights > 1
    assert now.cursor == ""
    assert not custody.due()


def test_an_audit_that_was_stopped_goes_on_where_it_was(
    office: Office, three: list[RecordId], monkeypatch: pytest.MonkeyPatch
) -> None:
    custody, looks = Custody(office), iter([False, True])
    monkeypatch.setattr("office.custody.STEP", 1)
    custody.ask(operator())
    stopped = custody.go_on(lambda: next(looks))
    assert stopped.objects == 1
    assert custody.due()
    done = Custody(office).go_on(never)
    assert done.ended
    assert done.objects == done.of > 3
    assert not done.asked


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def swap(one: Path, other: Path) -> None:
    data = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(data)


def lose_inventories(path: Path) -> None:
    for each in path.glob("inventory.json*"):
        each.unlink()


DAMAGES: list[tuple[Callable[[Path, Path], object], str]] = [
    (lambda docx, _: flip(docx), "file-changed"),
    (lambda docx, _: docx.unlink(), "file-missing"),
    (lambda docx, _: swap(docx, docx.parent / "record.json"), "file-changed"),
    (lambda docx, _: (docx.parent / "แปลก.txt").write_text("?"), "file-extra"),
    (lambda _, folder: flip(folder / "inventory.json"), "sidecar-mismatch"),
    (lambda _, folder: flip(folder / "v1" / "inventory.json"), "inventory-mismatch"),
    (lambda _, folder: flip(folder / "inventory.json.sha512"), "sidecar-mismatch"),
    (lambda _, folder: (folder / "0=ocfl_object_1.1").unlink(), "object-declaration"),
    (lambda _, folder: lose_inventories(folder), "object-unreadable"),
    (lambda _, folder: shutil.rmtree(folder), "catalogue-orphan"),
    (lambda _, folder: shutil.copytree(folder, folder.with_name("0099")), "object-misplaced"),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_found_repaired_from_the_backup_and_traced(
    office: Office, three: list[RecordId], damage: tuple[Callable[[Path, Path], object], str]
) -> None:
    act, code = damage
    folder = office.archive.root.folder / str(three[1])
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    act(word(office, three[1]), folder)
    Custody(office).whole(operator())
    [(name, found)] = codes(office).items()
    assert code in found
    outcomes, left = Repairs(office).repair(operator())
    assert [outcome.why_not for outcome in outcomes] == [""]
    assert left == []
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert office.verify(operator()).faults == ()
    [event] = [one for one in office.journal.about(name) if one.act == "repaired"]
    assert "saraban-backup" in event.detail["from"]


def test_what_the_damaged_file_held_is_moved_aside_and_not_thrown_away(
    office: Office, three: list[RecordId]
) -> None:
    word(office, three[0]).write_bytes("ข้อความที่ถูกแก้".encode())
    Custody(office).whole(operator())
    Repairs(office).repair(operator())
    aside = list((office.folder.archive / "set-aside").rglob("*.docx"))
    assert [path.read_bytes().decode() for path in aside] == ["ข้อความที่ถูกแก้"]


def test_a_copy_that_is_damaged_as_well_repairs_nothing(
    office: Office, three: list[RecordId], usb: Path, tmp_path: Path
) -> None:
    mine = word(office, three[0])
    copy = shutil.copytree(usb / "saraban-backup" / "archive", tmp_path / "copy")
    for path in (mine, copy / "root" / mine.relative_to(office.archive.root.folder)):
        path.write_bytes(b"other")
    Custody(office).whole(operator())
    [outcome], left = Repairs(office).repair(operator(), copy)
    assert "ที่ตรงกับตอนจัดเก็บ" in outcome.why_not
    assert [fault.code for fault in left] == ["file-changed"]
    assert mine.read_bytes() == b"other"


def test_findings_of_a_share_stand_until_the_object_is_sound_again(
    office: Office, three: list[RecordId]
) -> None:
    custody, path = Custody(office), word(office, three[2])
    data = path.read_bytes()
    path.write_bytes(b"other")
    custody.ask(operator())
    custody.go_on(never)
    assert [one.fault.code for one in custody.wrong_with(three[2])] == ["file-changed"]
    assert custody.wrong_with(three[0]) == []
    path.write_bytes(data)
    custody.ask(operator())
    custody.go_on(never)
    assert codes(office) == {}


def test_a_journal_that_was_forged_whole_does_not_match_the_head_kept_in_the_archive(
    office: Office, three: list[RecordId]
) -> None:
    custody = Custody(office)
    assert custody.keep_journal()
    assert not custody.keep_journal()
    with office.db.writing() as conn:
        last = office.journal.last()
        for act in ("update", "delete"):
            conn.execute(text(f"DROP TRIGGER journal_no_{act}"))
        conn.execute(text("DELETE FROM journal WHERE seq = :last"), {"last": last})
        [hash] = conn.execute(
            text("SELECT hash FROM journal WHERE seq = :n"), {"n": last - 1}
        ).one()
        conn.execute(
            text("UPDATE journal_head SET seq = :n, hash = :h"), {"n": last - 1, "h": hash}
        )
    assert office.journal.verify() == ()
    report = custody.whole(operator())
    assert [fault.code for fault in report.faults] == ["journal-broken"]


def test_the_keeper_backs_up_audits_and_keeps_the_journals_head(
    office: Office, three: list[RecordId]
) -> None:
    Custody(office).ask(operator())
    Backups(office).ask(operator())
    Keeper(office).once()
    assert office.archive.kept("office/journal-2569-11")
    assert Custody(office).state().ended
    [newest, *_] = Backups(office).state().runs
    assert newest.good
    assert newest.who == operator().label
