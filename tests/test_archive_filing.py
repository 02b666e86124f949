"""Filing, changing, finding again, keeping and rebuilding, on a real disk."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from archive import catalogue
from archive.access import Access
from archive.archive import Archive
from archive.catalogue import Filters
from archive.database import Database
from archive.errors import (
    ArchiveExists,
    ArchiveNotMounted,
    BadFileName,
    BadKeptName,
    ObjectDamaged,
    OtherOfficesArchive,
    RecordExists,
    UnknownFile,
    UnknownRecord,
    VersionConflict,
)
from archive.journal import Journal
from archive.records import Description, Meeting, NewFile, Record, RecordId

pytestmark = pytest.mark.slow

Filing = Callable[..., Record]
MEMO = Description(type="memo", title="ขออนุมัติ", dated=date(2026, 11, 2))


def test_what_is_filed_is_read_back_from_the_disk(archive: Archive, file_record: Filing) -> None:
    filed = file_record("รายงานการประชุมครั้งที่ ๑๑/๒๕๖๙", secrecy="ลับ")
    assert str(filed.id) == "2569/minutes/0001"
    assert archive.record(filed.id) == filed
    assert filed.description.secrecy == "ลับ"
    assert archive.file_path(filed.id, "รายงานการประชุม.docx").read_text().startswith("เนื้อหา")
    assert archive.text(filed.id).passages[0].heading == "ระเบียบวาระที่ ๑"
    names = [file.name for file in filed.files]
    assert names == ["record.json", "text.json", "รายงานการประชุม.docx"]


def test_filing_the_same_twice_is_filing_it_once(archive: Archive) -> None:
    id, files = RecordId(2569, "memo", 1), [NewFile("บันทึก.docx", b"1")]
    first = archive.accession(id, MEMO, files, "p05", "ออกเลข")
    assert archive.accession(id, MEMO, files, "p06", "ทำซ้ำ") == first
    assert [version.who for version in archive.history(id)] == ["p05"]
    with pytest.raises(RecordExists, match="ไม่เขียนทับ"):
        archive.accession(id, MEMO, [NewFile("บันทึก.docx", b"2")], "p06", "เขียนทับ")


def test_a_new_version_adds_and_keeps_the_old(archive: Archive, file_record: Filing) -> None:
    filed = file_record()
    signed = [NewFile("ลงนามแล้ว.pdf", b"%PDF"), NewFile("รายงานการประชุม.docx", b"new")]
    again = archive.add_version(filed.id, 1, None, signed, "p06", "ลงนามแล้ว")
    assert (again.version, again.versions) == (2, 2)
    assert archive.file_path(filed.id, "รายงานการประชุม.docx").read_bytes() == b"new"
    assert archive.file_path(filed.id, "รายงานการประชุม.docx", 1).read_bytes() != b"new"
    assert archive.record(filed.id, 1).files == filed.files
    assert [version.why for version in archive.history(filed.id)] == ["ออกเลข", "ลงนามแล้ว"]


def test_who_comes_second_is_refused(archive: Archive, file_record: Filing) -> None:
    filed = file_record()
    told = replace(filed.description, title="แก้ชื่อเรื่อง")
    archive.add_version(filed.id, 1, told, (), "p05", "แก้ชื่อ")
    with pytest.raises(VersionConflict, match="มีผู้แก้ไข"):
        archive.add_version(filed.id, 1, filed.description, (), "p06", "แก้ชื่อ")
    assert archive.record(filed.id).description.title == "แก้ชื่อเรื่อง"


def test_a_void_record_stays_with_its_reason(archive: Archive, file_record: Filing) -> None:
    filed = file_record()
    void = archive.void(filed.id, 1, "p05", "ออกเลขซ้ำ")
    assert (void.state, void.state_reason) == ("void", "ออกเลขซ้ำ")
    assert {file.name for file in void.files} == {file.name for file in filed.files}


def test_what_is_not_there_is_said_so(archive: Archive, file_record: Filing) -> None:
    with pytest.raises(UnknownRecord, match="2569/memo/0009"):
        archive.record(RecordId(2569, "memo", 9))
    with pytest.raises(UnknownFile, match=r"ไม่มี\.pdf"):
        archive.file_path(file_record().id, "ไม่มี.pdf")
    with pytest.raises(UnknownRecord):
        archive.record(file_record().id, 5)


@pytest.mark.parametrize("names", [["record.json"], ["A.pdf", "a.pdf"], ["../x"], ["ก.pdf"] * 2])
def test_a_bad_file_name_files_nothing(archive: Archive, names: list[str]) -> None:
    id = RecordId(2569, "memo", 1)
    with pytest.raises(BadFileName):
        archive.accession(id, MEMO, [NewFile(name, b"") for name in names], "p05", "ออกเลข")
    assert not archive.has(id)


def test_a_damaged_description_is_not_guessed_at(archive: Archive, file_record: Filing) -> None:
    filed = file_record()
    archive.file_path(filed.id, "record.json").write_text('{"format": 1}')
    with pytest.raises(ObjectDamaged, match="กู้จากสำเนาสำรอง"):
        archive.record(filed.id)


def test_an_id_on_the_disk_is_never_given_again(archive: Archive, file_record: Filing) -> None:
    file_record(), file_record()
    with archive.database.writing() as connection:  # as after restoring an old backup
        connection.execute(text("DELETE FROM record_ids"))
    assert str(file_record().id) == "2569/minutes/0003"


@pytest.mark.slow
def test_two_hundred_parallel_ids_are_one_to_two_hundred(archive: Archive) -> None:
    def claim(_: int) -> RecordId:
        with archive.database.writing() as connection:
            return archive.next_id(connection, 2569, "memo")

    with ThreadPoolExecutor(20) as clerks:
        given = sorted(id.sequence for id in clerks.map(claim, range(200)))
    assert given == list(range(1, 201))


@pytest.mark.slow
def test_parallel_filing_and_changing_loses_nothing(archive: Archive, file_record: Filing) -> None:
    def clerk(number: int) -> None:
        filed = file_record(f"เรื่องที่ {number}")
        changed = archive.add_version(filed.id, 1, None, [NewFile("ก.pdf", b"")], "p05", "เพิ่ม")
        with archive.database.writing() as connection:
            archive.enter(connection, changed)

    with ThreadPoolExecutor(8) as clerks:
        list(clerks.map(clerk, range(40)))
    assert archive.browse(Filters()).total == 40
    assert archive.verify().faults == ()


@pytest.mark.slow
def test_an_audit_during_filing_raises_no_false_alarm(
    archive: Archive, file_record: Filing
) -> None:
    def clerk() -> None:
        for number in range(15):
            filed = file_record(f"เรื่องที่ {number}")
            changed = archive.add_version(filed.id, 1, None, [], "p05", "แก้")
            with archive.database.writing() as connection:
                archive.enter(connection, changed)

    audits = 0
    with ThreadPoolExecutor(1) as busy:
        working = busy.submit(clerk)
        while not working.done():
            assert archive.verify().faults == ()
            audits += 1
        working.result()
    assert audits > 1


def test_the_catalogue_is_browsed_counted_and_paged(archive: Archive, file_record: Filing) -> None:
    for day, title in enumerate(["งบประมาณ ๒๕๗๐", "แต่งตั้ง 100%", "งบ", "ชมรม"], 1):
        file_record(title, dated=date(2026, day, 1), category=str(day % 2), access="open")
    rows = archive.browse(Filters(limit=2, offset=1)).rows
    assert [row.title for row in rows] == ["งบ", "แต่งตั้ง 100%"]
    assert archive.browse(Filters(title="งบประมาณ 2570")).total == 1
    assert archive.browse(Filters(title="%")).total == 1
    assert archive.browse(Filters(access=Access(frozenset()))).total == 0
    assert archive.browse(Filters(date_from=date(2026, 2, 1), date_to=date(2026, 3, 1))).total == 2
    by_title = archive.browse(Filters(order="title")).rows
    assert [row.title for row in by_title] == ["งบ", "งบประมาณ ๒๕๗๐", "ชมรม", "แต่งตั้ง 100%"]
    assert archive.counts("category") == (("0", 2), ("1", 2))
    assert archive.counts("year", Filters(category="0")) == ((2569, 2),)
    facets = archive.facets(Filters())
    assert facets["category"] == archive.counts("category")
    assert facets["state"] == (("filed", 4),)


def test_the_catalogue_is_rebuilt_identical_from_the_disk(
    archive: Archive, file_record: Filing, tmp_path: Path
) -> None:
    for number in range(5):
        file_record(f"เรื่อง {number} \udcff", register="orders", register_number=number)
    void = archive.void(RecordId(2569, "minutes", 2), 1, "p05", "ซ้ำ")
    with archive.database.writing() as connection:
        archive.enter(connection, void)
    archive.keep("2569/register/orders", [NewFile("register.json", b"{}")], "p05", "สิ้นวัน")
    with archive.database.reading() as connection:
        before = catalogue.export(connection)
    other = Archive(
        Database.create(tmp_path / "new" / "saraban.db"), archive.disk, "demo-esa1", archive._clock
    )
    seen: list[int] = []
    rebuilt = other.rebuild(seen.append)
    assert (rebuilt.records, rebuilt.kept, rebuilt.faults) == (5, ("2569/register/orders",), ())
    assert seen == [1, 2, 3, 4, 5, 6]
    with other.database.writing() as connection:
        assert catalogue.export(connection) == before
        assert str(other.next_id(connection, 2569, "minutes")) == "2569/minutes/0006"


def test_rebuilding_names_what_it_cannot_read(archive: Archive, file_record: Filing) -> None:
    filed = file_record(), file_record()
    archive.file_path(filed[0].id, "record.json").write_bytes(b"\xff")
    rebuilt = archive.rebuild()
    assert [(fault.code, fault.where) for fault in rebuilt.faults] == [
        ("record-unreadable", "2569/minutes/0001")
    ]
    assert rebuilt.records == 1


def test_kept_objects_have_versions_only_when_they_change(archive: Archive) -> None:
    def keep(data: bytes) -> int:
        return archive.keep("office/profile", [NewFile("office.json", data)], "p05", "แก้").version

    assert archive.kept("office/profile") is None
    assert [keep(b"1"), keep(b"1"), keep(b"2"), keep(b"1")] == [1, 1, 2, 3]
    kept = archive.kept("office/profile")
    assert kept
    assert kept.files == (NewFile("office.json", b"1"),)
    for name in ("office", "office/a/b", "2569/memo/0001", "../x", "office/Ä"):
        with pytest.raises(BadKeptName):
            archive.keep(name, [], "p05", "")


def test_an_empty_mount_point_is_never_written_into(
    archive: Archive, file_record: Filing, tmp_path: Path
) -> None:
    filed = file_record()
    archive.disk.rename(tmp_path / "unmounted")
    archive.disk.mkdir()
    for act in (
        file_record,
        lambda: archive.accession(filed.id, MEMO, [], "p05", "ออกเลข"),
        lambda: archive.keep("office/profile", [], "p05", ""),
        archive.recover,
        archive.rebuild,
        archive.verify,
    ):
        with pytest.raises(ArchiveNotMounted, match="กรุณาต่อดิสก์"):
            act()
    assert list(archive.disk.iterdir()) == []
    assert archive.browse(Filters()).total == 1


def test_another_offices_disk_is_refused(archive: Archive) -> None:
    other = Archive(archive.database, archive.disk, "other", archive._clock)
    with pytest.raises(OtherOfficesArchive, match="demo-esa1"):
        other.accession(RecordId(2569, "memo", 1), MEMO, [], "p05", "ออกเลข")


def test_an_archive_is_not_created_over_anything(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(ArchiveExists):
        Archive.create(archive.database, archive.disk, "demo-esa1", archive._clock)
    (tmp_path / "mine" / "root").mkdir(parents=True)
    (tmp_path / "mine" / "root" / "letter.txt").write_text("private")
    with pytest.raises(ArchiveExists):
        Archive.create(archive.database, tmp_path / "mine", "demo-esa1", archive._clock)
    assert (tmp_path / "mine" / "root" / "letter.txt").read_text() == "private"


def test_a_change_nobody_entered_is_entered_at_the_next_start(
    archive: Archive, file_record: Filing
) -> None:
    filed = file_record()
    archive.void(filed.id, 1, "p05", "ซ้ำ")
    assert archive.browse(Filters(state="void")).total == 0
    assert archive.recover() == (filed.id,)
    assert archive.browse(Filters(state="void")).total == 1
    assert [event.act for event in Journal(archive.database).about(str(filed.id))] == ["recovered"]
    assert archive.recover() == ()


def test_the_papers_of_one_meeting_are_one_case_however_they_are_typed(
    archive: Archive, file_record: Filing
) -> None:
    meeting = Meeting("exec", "การประชุมผู้บริหาร", 11, 2569)
    file_record("เชิญประชุม", meeting=meeting, dated=date(2026, 10, 20))
    file_record("รายงานการประชุม", meeting=meeting, dated=date(2026, 11, 2))
    file_record("ตอบรับ", case="การประชุมผู้บริหาร ครั้งที่ ๑๑/๒๕๖๙", dated=date(2026, 10, 25))
    file_record("เรื่องอื่น", case="ซ่อมหลังคา", dated=date(2026, 1, 5))
    held, roof = archive.cases(Filters())
    assert (held.records, held.first, held.last) == (3, date(2026, 10, 20), date(2026, 11, 2))
    assert (roof.title, roof.records) == ("ซ่อมหลังคา", 1)
    assert archive.browse(Filters(case="การประชุมผู้บริหาร ครั้งที่ 11/2569")).total == 3
    assert [case.records for case in archive.cases(Filters(year=2569), "oldest")] == [1, 3]
    archive.rebuild()
    assert archive.cases(Filters()) == (held, roof)


def test_the_catalogue_of_an_older_program_learns_its_cases(
    archive: Archive, file_record: Filing
) -> None:
    file_record("ขออนุมัติซ่อม", case="ซ่อมหลังคา")
    with archive.database.writing() as conn:
        for index in ("matter", "signing", "sending", "receipt"):
            conn.execute(text(f"DROP INDEX records_by_{index}"))
        for column in ("shape", "case", "case_key", "signed", "sent", "receipt", "sendings"):
            conn.execute(text(f'ALTER TABLE records DROP COLUMN "{column}"'))
    archive.database.close()
    old = Archive(Database(archive.database.path), archive.disk, archive.office_id, archive._clock)
    old.recover()
    assert [case.title for case in old.cases(Filters())] == ["ซ่อมหลังคา"]
    assert old.verify().faults == ()
