"""Intake: what arrives is filed once, its source is never lost, and every fault is in sight."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

from archive.archive import Archive
from archive.catalogue import Filters
from archive.errors import ArchiveNotMounted
from archive.passages import Passage, Text
from office.errors import FolderMissing
from office.inbox import Inbox
from office.intake import Place, Taken
from office.office import Office, operator
from office.people_errors import NotPermitted
from office.permissions import Actor
from office.subject import subject_of
from office.worker import Worker

pytestmark = pytest.mark.slow

PLACE = Place(2566, "4")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "ไฟล์เก่า"
    (folder / "ปี ๖๖").mkdir(parents=True)
    (folder / "ปี ๖๖" / "บันทึก.txt").write_text("ขอซ่อมเครื่องสูบน้ำ\nชำรุดแล้ว", encoding="utf-8")
    (folder / "เสีย.pdf").write_bytes(b"%PDF-1.7 broken")
    (folder / "ข้าม.xyz").write_bytes(b"?")
    return folder


def taken(office: Office, folder: Path) -> list[Taken]:
    return list(office.intake.folder(folder, PLACE, operator()))


def test_every_file_is_answered_and_the_bad_one_stops_nobody(office: Office, folder: Path) -> None:
    good, bad = taken(office, folder)
    assert (good.file, str(good.id)) == ("ปี ๖๖/บันทึก.txt", "2566/import/0001")
    assert (bad.id, bad.file) == (None, "เสีย.pdf")
    assert bad.problem
    about = office.archive.record(good.id).description  # type: ignore[arg-type]
    assert (about.title, about.category, about.source) == ("ขอซ่อมเครื่องสูบน้ำ", "4", "imported")


def test_the_same_bytes_are_filed_once_under_whatever_name(office: Office, folder: Path) -> None:
    first, _ = taken(office, folder)
    (folder / "อีกชื่อ.txt").write_bytes((folder / "ปี ๖๖" / "บันทึก.txt").read_bytes())
    again = taken(office, folder)
    assert [(each.id, each.known) for each in again if each.id] == [(first.id, True)] * 2
    assert office.archive.counts("type") == (("imported", 1),)


@pytest.mark.parametrize("act", ["accession", "enter"])
def test_an_interrupted_import_goes_on_without_filing_twice(
    office: Office, folder: Path, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Archive, act, _gone)
        with pytest.raises(KeyboardInterrupt):
            taken(office, folder)
    again = Office.open(office.folder.path, office.clock)
    again.recover()
    assert str(taken(again, folder)[0].id) == "2566/import/0001"
    assert again.archive.counts("type") == (("imported", 1),)
    assert again.verify(operator()).faults == ()
    again.close()


def _gone(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_a_title_may_come_from_the_name_of_the_file(office: Office, folder: Path) -> None:
    named = Place(2566, "", title_from="name")
    first = next(iter(office.intake.folder(folder, named, operator())))
    assert office.archive.record(first.id).description.title == "บันทึก"  # type: ignore[arg-type]


def test_what_a_letter_says_for_sure_is_told_of_its_record(office: Office, tmp_path: Path) -> None:
    head = "บันทึกข้อความ\nส่วนราชการ  กลุ่มอำนวยการ\nที่  ศธ ๐๔๙๙๙.๑/๗  วันที่  ๑ มิ.ย. ๒๕๖๖"
    text = f"{head}\nเรื่อง  ขอซ่อมเครื่องสูบน้ำ\nเรียน  ผู้อำนวยการ\nเรื่องนี้ด่วน"
    old = tmp_path / "old"
    old.mkdir()
    (old / "a.txt").write_text(text, encoding="utf-8")
    (old / "b.txt").write_text("หมายเหตุ\nเรื่อง  ที่เล่า", encoding="utf-8")
    letter, note = (office.archive.record(one.id) for one in taken(office, old) if one.id)
    assert letter.description.title == "ขอซ่อมเครื่องสูบน้ำ"
    assert note.description.title == "หมายเหตุ"
    about = letter.description
    assert (about.number, about.dated) == ("ศธ 04999.1/7", date(2023, 6, 1))
    assert (letter.id.year, note.description.dated) == (2566, None)
    assert office.browse(Filters(year=2566), operator()).total == 2


def test_a_pdf_breaks_a_subject_and_leads_to_the_margin_with_dots() -> None:
    page = "ที่ ศธ ๐๔๙๙๙/๑\nเรื่อง ขอเชิญประชุมคณะ\nกรรมการ .......\nเรียน ปลัดจังหวัด"
    assert subject_of(Text((Passage("", page, 1),))) == "ขอเชิญประชุมคณะกรรมการ"
    assert subject_of(Text((Passage("", page, None),))) == "ขอเชิญประชุมคณะ"


def test_what_a_killed_conversion_left_is_removed_unless_one_is_running(office: Office) -> None:
    work = office.folder.place("work")
    left = work / "tmpabc"
    left.mkdir()
    (left / "document.docx").write_bytes(b"?")
    with FileLock(work / "soffice-cold.lock"):
        office.recover()
        assert left.exists()
    office.recover()
    assert not left.exists()


def test_known_bytes_are_remembered_through_a_rebuild(office: Office, folder: Path) -> None:
    first, _ = taken(office, folder)
    office.close()
    for file in office.folder.path.glob("saraban.db*"):
        file.unlink()
    restored, _ = Office.restore(office.folder.path, office.clock)
    assert taken(restored, folder)[0] == Taken(first.file, first.id, known=True)
    restored.close()


def test_an_absent_archive_stops_the_import_and_leaves_the_files(
    office: Office, folder: Path
) -> None:
    office.folder.archive.rename(office.folder.archive.with_name("away"))
    with pytest.raises(ArchiveNotMounted):
        taken(office, folder)
    assert (folder / "ปี ๖๖" / "บันทึก.txt").exists()


def test_importing_needs_a_folder_and_a_role(office: Office, tmp_path: Path) -> None:
    with pytest.raises(FolderMissing):
        taken(office, tmp_path / "ไม่มี")
    with pytest.raises(NotPermitted):
        list(office.intake.folder(tmp_path, PLACE, Actor("ใคร", "ใคร")))


@pytest.fixture
def inbox(office: Office, monkeypatch: pytest.MonkeyPatch) -> Inbox:
    monkeypatch.setattr("office.inbox.QUIET", 0.05)
    return Inbox(office.intake, office.arrivals, office.clock)


def names(office: Office, place: str) -> list[str]:
    return sorted(p.name for p in office.folder.place(place).iterdir() if p.is_file())


def test_a_file_in_the_inbox_is_filed_and_then_moved(office: Office, inbox: Inbox) -> None:
    source = office.folder.place("inbox") / "หนังสือเข้า.txt"
    source.write_text("ขอเชิญร่วมพิธีเปิดอาคาร", encoding="utf-8")
    (done,) = inbox.scan()
    assert str(done.id) == "2569/import/0001"
    assert names(office, "inbox") == []
    assert names(office, "inbox/processed") == ["หนังสือเข้า.txt"]


def test_what_cannot_be_read_waits_in_sight_with_its_reason(office: Office, inbox: Inbox) -> None:
    (office.folder.place("inbox") / "รูป.gif").write_bytes(b"GIF89a")
    assert inbox.scan()[0].id is None
    assert names(office, "inbox/set-aside") == ["รูป.gif", "รูป.gif.txt"]
    reason = (office.folder.place("inbox/set-aside") / "รูป.gif.txt").read_text("utf-8")
    assert ".gif" in reason


def test_a_second_file_of_the_same_name_replaces_nothing(office: Office, inbox: Inbox) -> None:
    for text in ("ฉบับแรก", "ฉบับที่สอง"):
        (office.folder.place("inbox") / "ก.txt").write_text(text, encoding="utf-8")
        inbox.scan()
    assert names(office, "inbox/processed") == ["ก (2).txt", "ก.txt"]


def test_a_file_still_being_written_is_left_alone(
    office: Office, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = office.folder.place("inbox") / "ใหญ่.txt"
    source.write_text("ยัง", encoding="utf-8")

    def grow(_: float) -> None:
        source.write_text("ยังเขียนไม่เสร็จ", encoding="utf-8")

    monkeypatch.setattr("office.inbox.time.sleep", grow)
    assert inbox.scan() == []
    assert source.exists()
    monkeypatch.setattr("office.inbox.time.sleep", lambda _: None)
    assert len(inbox.scan()) == 1


def waited(true: Callable[[], bool], seconds: float = 30) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.slow
def test_the_worker_files_what_falls_into_the_inbox(office: Office) -> None:
    with Worker(office).beside():
        source = office.folder.place("inbox") / "มาใหม่.txt"
        source.write_text("ประกาศรับสมัครนักการภารโรง", encoding="utf-8")
        assert waited(lambda: names(office, "inbox/processed") == ["มาใหม่.txt"])
        assert waited(lambda: office.index.state().records == 1)
    assert office.find("นักการภารโรง", operator()).total == 1
