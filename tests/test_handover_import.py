"""Another office's handover: each record is filed once, and no hostile bag does any harm."""

import hashlib
import os
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive.archive import Archive
from archive.bagit import MANIFEST
from archive.bagit_errors import NotABag
from archive.catalogue import Filters
from archive.destruction import destroy
from archive.inventory import VersionBlock
from archive.records import RecordId
from office import answers
from office.handover import Handover
from office.handover_errors import GroupUnknown
from office.handover_import import SOURCE, Goal, HandoverImport, Offered
from office.office import Office, operator
from office.plans import Wish
from tests.conftest import NOON, SAMPLES, prepared

pytestmark = pytest.mark.slow

LETTER, MEMO = (RecordId(2569, code, 1) for code in ("letter", "memo"))
FIRST, SECOND = (RecordId(2569, "import", n) for n in (1, 2))
Spoil = Callable[[Path], None]


@pytest.fixture(scope="module")
def given(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A bag of a letter and a memo of another office."""
    with prepared(new_office, tmp_path_factory) as other:
        for code in ("letter", "memo"):
            told = answers.load(SAMPLES / f"{code}-01.yaml")
            other.issue(code, told, operator(), Wish(pdf=False))
        bag = tmp_path_factory.mktemp("usb") / "ส่งมอบ"
        Handover(other).write([LETTER, MEMO], bag, operator())
        yield bag


@pytest.fixture
def bag(given: Path, tmp_path: Path) -> Path:
    return shutil.copytree(given, tmp_path / "usb")


def take(
    office: Office, bag: Path, goal: Goal | None = None, *, trying: bool = False
) -> list[Offered]:
    return list(HandoverImport(office).take(bag, goal or Goal(), operator(), trying=trying))


def filed(office: Office) -> int:
    return office.archive.browse(Filters()).total


def manifest(bag: Path, change: Callable[[str], str]) -> None:
    path = bag / MANIFEST
    path.write_text(change(path.read_text("utf-8")), "utf-8")


def put(bag: Path, name: str, data: bytes) -> None:
    """Write a file of the bag with the digest that it then has."""
    path = bag / "data" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    line = f"{hashlib.sha512(data).hexdigest()}  data/{name}\n"
    lines = (bag / MANIFEST).read_text("utf-8").splitlines()
    kept = [one for one in lines if f"/{name}" not in one]
    (bag / MANIFEST).write_text("\n".join([*kept, line]), "utf-8")


def test_a_look_writes_nothing_and_the_taking_files_each_with_where_it_came_from(
    office: Office, bag: Path
) -> None:
    looked = take(office, bag, trying=True)
    assert [(one.source, one.id, one.problem) for one in looked] == [
        (str(LETTER), None, ""),
        (str(MEMO), None, ""),
    ]
    assert filed(office) == 0
    assert [one.id for one in take(office, bag)] == [FIRST, SECOND]
    record = office.archive.record(FIRST)
    assert str(LETTER) in record.description.source_file
    assert record.description.other["handed_over_from"]["id"] == str(LETTER)
    assert SOURCE in {file.name for file in record.files}
    assert office.archive.text(FIRST).passages
    assert office.verify(operator()).faults == ()


def test_taking_it_again_files_nothing_also_after_a_rebuild(office: Office, bag: Path) -> None:
    take(office, bag)
    office.rebuild(operator())
    assert [(one.id, one.known) for one in take(office, bag)] == [(FIRST, True), (SECOND, True)]
    assert filed(office) == 2


@pytest.mark.parametrize("act", ["accession", "enter"])
def test_a_broken_off_import_goes_on_without_filing_twice(
    office: Office, bag: Path, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Archive, act, _gone)
        with pytest.raises(KeyboardInterrupt):
            take(office, bag)
    again = Office.open(office.folder.path, office.clock)
    again.recover()
    assert [one.id for one in take(again, bag)] == [FIRST, SECOND]
    assert again.verify(operator()).faults == ()
    again.close()


def _gone(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_what_was_destroyed_here_does_not_come_back(office: Office, bag: Path) -> None:
    take(office, bag)
    about = office.archive.record(FIRST).description
    gone = destroy(office.archive, FIRST, 1, about, VersionBlock(NOON, "ผู้ทำลาย", "ครบอายุ", {}))
    with office.db.writing() as conn:
        office.archive.enter(conn, gone)
    assert take(office, bag)[0].known
    assert filed(office) == 2


def test_a_restricted_record_waits_until_a_group_is_told(office: Office, bag: Path) -> None:
    about = (bag / "data" / str(MEMO) / "record.json").read_text("utf-8")
    put(bag, f"{MEMO}/record.json", about.replace('"access": "office"', '"access": "x"').encode())
    assert "จำกัดผู้อ่าน" in take(office, bag)[1].problem
    with pytest.raises(GroupUnknown):
        take(office, bag, Goal(group="none"))
    assert take(office, bag, Goal(group="adm"))[1].id == SECOND
    told = office.archive.record(SECOND).description
    assert (told.access, told.group) == ("adm", "adm")


OUT, SIGN = "ชี้ออกนอกชุด", "ใช้ในชื่อไฟล์ไม่ได้"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("data/../../saraban.db", OUT),
        ("/etc/passwd", OUT),
        ("data//etc/passwd", "ไม่มีชื่อ"),
        ("data/~root/x", OUT),
        (r"data/..\..\x", SIGN),
        (r"\\?\C:\x", OUT),
        ("data/C:/x", SIGN),
        ("data/con", "สงวนไว้"),
        (f"data/{MEMO}/a%0Ab", "มองไม่เห็น"),
    ],
)
def test_a_name_that_leads_elsewhere_is_told_and_never_followed(
    office: Office, bag: Path, name: str, why: str
) -> None:
    line = f"{hashlib.sha512(b'').hexdigest()}  {name}\n"
    manifest(bag, lambda text: text + line)
    (told,) = [one for one in take(office, bag) if one.problem]
    assert why in told.problem
    assert filed(office) == (1 if str(MEMO) in name else 2)


def _altered(bag: Path) -> None:
    path = next((bag / "data" / str(LETTER)).glob("*.docx"))
    path.write_bytes(path.read_bytes()[:-1] + b"?")


def _missing(bag: Path) -> None:
    next((bag / "data" / str(LETTER)).glob("*.docx")).unlink()


def _extra(bag: Path) -> None:
    (bag / "data" / str(LETTER) / "แถม.docx").write_bytes(b"x")


def _linked(bag: Path) -> None:
    path = next((bag / "data" / str(LETTER)).glob("*.docx"))
    path.rename(bag.parent / "elsewhere")
    path.symlink_to(bag.parent / "elsewhere")


def _another(bag: Path) -> None:
    data = (bag / "data" / str(MEMO) / "record.json").read_bytes()
    put(bag, f"{LETTER}/record.json", data)


def _no_json(bag: Path) -> None:
    put(bag, f"{LETTER}/record.json", b"[" * 100_000)


def _void(bag: Path) -> None:
    data = (bag / "data" / str(LETTER) / "record.json").read_bytes()
    put(bag, f"{LETTER}/record.json", data.replace(b'"filed"', b'"void"'))


SPOILT: list[tuple[Spoil, str]] = [
    (_altered, "ไม่ตรงกับค่าตรวจ"),
    (_missing, "ไม่มีไฟล์นี้"),
    (_extra, "ไม่อยู่ในรายการ"),
    (_another, "เป็นของ 2569/memo/0001"),
    (_no_json, "อ่าน record.json"),
    (_void, "ยกเลิกหรือทำลายแล้ว"),
]
if hasattr(os, "geteuid"):
    SPOILT.append((_linked, "ทางลัด"))


@pytest.mark.parametrize(("spoil", "why"), SPOILT)
def test_what_is_wrong_with_one_record_is_told_and_keeps_no_other_back(
    office: Office, bag: Path, spoil: Spoil, why: str
) -> None:
    spoil(bag)
    bad, good = take(office, bag)
    assert why in bad.problem
    assert (bad.id, good.id) == (None, FIRST)


def test_a_record_larger_than_memory_should_hold_is_refused(
    office: Office, bag: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("office.handover_import.MOST_BYTES", 100)
    assert ["ใหญ่เกิน" in one.problem for one in take(office, bag)] == [True, True]


def test_a_disk_that_spells_names_as_nfd_is_read(office: Office, bag: Path) -> None:
    put(bag, f"{LETTER}/café.txt", b"x")
    path = bag / "data" / str(LETTER) / "café.txt"
    path.rename(path.with_name(unicodedata.normalize("NFD", path.name)))
    assert [one.id for one in take(office, bag)] == [FIRST, SECOND]
    assert "café.txt" in {file.name for file in office.archive.record(FIRST).files}


def test_what_is_no_bag_is_refused(office: Office, bag: Path, tmp_path: Path) -> None:
    with pytest.raises(NotABag, match=r"bagit\.txt"):
        take(office, tmp_path)
    (bag / MANIFEST).write_bytes(b"\xff\xfe")
    with pytest.raises(NotABag, match="UTF-8"):
        take(office, bag)
    (bag / MANIFEST).unlink()
    with pytest.raises(NotABag, match=MANIFEST):
        take(office, bag)
