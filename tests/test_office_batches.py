"""Many letters at once: tables as offices have them, faults by row, each letter exactly once."""

import csv
import io
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from threading import Event
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from archive.records import RecordId
from office import batch_store as store
from office.batch_errors import BatchFaulty, BatchNotReady, FormWithoutReceiver, SheetUnreadable
from office.batch_letters import EACH, ONE, merged
from office.batch_sheet import Sheet, read_sheet, receivers_sheet
from office.batch_store import DONE, READY, RUNNING, STOPPED
from office.errors import NothingToPrint, ReasonMissing
from office.office import Office, operator
from office.people_errors import NotPermitted
from office.permissions import Actor, Grant
from office.worker import Worker
from templates.shelf import Shelf
from thai.text import normal

pytestmark = pytest.mark.slow

CLERK = operator()
THREE = ("ผู้อำนวยการโรงเรียนบ้านหนึ่ง", "ผู้อำนวยการโรงเรียนบ้านสอง", "ผู้อำนวยการโรงเรียนบ้านสาม")


def letter(**told: Any) -> dict[str, Any]:
    given = Shelf().form("letter").example()
    return {**{name: value for name, value in given.items() if name != "to"}, **told}


def excel(*rows: Sequence[Any]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table(*rows: tuple[str, ...], mark: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows(rows)
    return out.getvalue()


def prepared(office: Office, sheet: Sheet, mode: str = EACH, **told: Any) -> int:
    return office.batches.prepare("letter", letter(**told), sheet, mode, CLERK, pdf=False)


def run(office: Office, batch: int) -> None:
    office.batches.start(batch, CLERK)
    while office.batches.step():
        pass


def numbers(office: Office, batch: int) -> list[str]:
    records = [RecordId.parse(one.record) for one in office.batches.letters(batch, CLERK)]
    return [office.show(id, CLERK).record.description.number for id in records]


def answers(office: Office, record: str) -> Mapping[str, Any]:
    import json

    path = office.file(RecordId.parse(record), "answers.json", CLERK)
    told: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
    return told


ROWS = (("ถึง", "จำนวนคน"), (THREE[0], "๑๒"), (THREE[1], "3"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "tis-620", "cp874"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_reads_the_same_in_each_encoding_that_thai_offices_save(
    encoding: str, mark: str
) -> None:
    sheet = read_sheet("ผู้รับ.csv", table(*ROWS, mark=mark).encode(encoding))
    assert sheet.heads == ROWS[0]
    assert [tuple(line.cells.values()) for line in sheet.lines] == [*ROWS[1:]]


def test_a_cell_of_excel_reads_as_the_clerk_sees_it() -> None:
    sheet = read_sheet(
        "ผู้รับ.xlsx",
        excel(
            ("รายชื่อโรงเรียน",),
            (),
            ("ผู้รับ", "วันประชุม", "เวลา", "จำนวน"),
            (THREE[0], datetime(2027, 3, 19), time(9, 30), 12.0),
            (THREE[1], date(2570, 3, 19), None, 2.5),
        ),
    )
    first, second = sheet.lines
    assert (first.number, second.number) == (4, 5)
    assert [*first.cells.values()][1:] == ["๑๙ มีนาคม ๒๕๗๐", "๐๙.๓๐ น.", "12"]
    assert [*second.cells.values()][1:] == ["๑๙ มีนาคม ๒๕๗๐", "", "2.5"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\xd0\xcf\x11\xe0old", "รุ่นเก่า"),
        (b"PK\x03\x04broken", "เสียหาย"),
        (b"\xff\xdb\x81\x9d\xfc\xfd", "TIS-620"),
        ("ถึง\n".encode(), "ไม่มีผู้รับ"),
        ('ถึง,ชื่อ\n"โรงเรียน,ก\n'.encode(), "เปิดแล้วไม่ปิด"),
        ("ถึง,ถึง\nก,ข\n".encode(), "ซ้ำกัน"),
        ("ถึง,\nก,ข\n".encode(), "ไม่มีหัวคอลัมน์"),
        (("ถึง\n" + "โรงเรียน\n" * 1001).encode(), "แบ่งเป็นหลายชุด"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(data: bytes, why: str) -> None:
    with pytest.raises(SheetUnreadable, match=why):
        read_sheet("ผู้รับ.csv", data)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_damaged_part_of_excel_is_refused(part: str) -> None:
    out = io.BytesIO()
    with ZipFile(io.BytesIO(excel(*ROWS))) as whole, ZipFile(out, "w") as damaged:
        for name in whole.namelist():
            damaged.writestr(name, b"<sheet" if name == part else whole.read(name))
    with pytest.raises(SheetUnreadable, match="เสียหาย"):
        read_sheet("ผู้รับ.xlsx", out.getvalue())


def test_a_column_answers_its_question_and_any_other_stands_in_the_text() -> None:
    sheet = read_sheet(
        "x.csv", table(("ผู้ รับ", "โทร.", "จำนวนคน"), (THREE[0], "๐ ๑", "๑๒")).encode()
    )
    given = letter(body=["ขอเชิญบุคลากรจำนวน {จำนวนคน} คน"])
    made = merged(Shelf().form("letter"), given, sheet, EACH).letters[0].given
    assert (made["to"], made["contact"]["phone"]) == (THREE[0], "๐ ๑")
    assert made["body"] == ["ขอเชิญบุคลากรจำนวน ๑๒ คน"]
    assert made["contact"]["unit"] == given["contact"]["unit"]


def test_every_fault_is_told_at_once_with_row_and_column(office: Office) -> None:
    sheet = read_sheet(
        "x.csv",
        table(
            ("ถึง", "วัน เดือน ปี", "จำนวนคน"),
            (THREE[0], "32 มี.ค. 70", "5"),
            ("", "19 มี.ค. 70", "#N/A"),
            (THREE[2], "19 มี.ค. 70", "7"),
        ).encode(),
    )
    with pytest.raises(BatchFaulty) as told:
        office.batches.try_out("letter", letter(body=["จำนวน {คน}"]), sheet, EACH, CLERK)
    places = {(one.row, one.column) for one in told.value.faults}
    assert places == {(0, "คน"), (2, "วัน เดือน ปี"), (3, "ถึง"), (3, "จำนวนคน")}
    assert "แถวที่ ๓ ช่อง “จำนวนคน”" in str(told.value)


def test_what_is_wrong_in_the_letter_itself_is_told_once(office: Office) -> None:
    with pytest.raises(BatchFaulty) as told:
        office.batches.try_out("letter", letter(subject=""), receivers_sheet(THREE), EACH, CLERK)
    assert [(one.row, one.column) for one in told.value.faults] == [(0, "เรื่อง")]


def test_trying_writes_nothing_and_tells_the_first_number(office: Office) -> None:
    tried = office.batches.try_out("letter", letter(), receivers_sheet(THREE), EACH, CLERK)
    assert tried.first.number.endswith("/๑")
    assert len(tried.merged.letters) == 3
    assert office.batches.listed(CLERK) == []
    assert office.register_years() == set()


def test_each_receiver_gets_a_letter_with_a_number_of_its_own(office: Office) -> None:
    batch = prepared(office, receivers_sheet(THREE))
    assert office.batches.one(batch, CLERK).state == READY
    run(office, batch)
    assert office.batches.one(batch, CLERK).state == DONE
    assert [number.rpartition("/")[2] for number in numbers(office, batch)] == ["๑", "๒", "๓"]
    rows = office.batches.letters(batch, CLERK)
    assert [answers(office, row.record)["to"] for row in rows] == [*THREE]
    assert office.drafting.mine(CLERK) == []


def test_a_circular_has_one_number_and_the_list_of_its_receivers(office: Office) -> None:
    batch = prepared(office, receivers_sheet(THREE), ONE)
    run(office, batch)
    assert [number.rpartition("/")[2] for number in numbers(office, batch)] == ["ว ๑"]
    given = answers(office, office.batches.letters(batch, CLERK)[0].record)
    assert (given["to"], given["receivers"]) == ("ตามรายชื่อแนบท้าย", [*THREE])


def test_a_circular_with_different_words_for_each_is_refused(office: Office) -> None:
    sheet = read_sheet("x.csv", table(*ROWS).encode())
    with pytest.raises(BatchFaulty, match="ข้อความเหมือนกันทุกฉบับ"):
        prepared(office, sheet, ONE, body=["จำนวน {จำนวนคน} คน"])


def test_a_form_that_goes_to_nobody_is_refused(office: Office) -> None:
    with pytest.raises(FormWithoutReceiver, match="ช่องถึง"):
        office.batches.try_out("order", {}, receivers_sheet(THREE), EACH, CLERK)


def test_a_stopped_batch_goes_on_where_it_stood(office: Office) -> None:
    batch = prepared(office, receivers_sheet(THREE))
    office.batches.start(batch, CLERK)
    assert office.batches.step()
    office.batches.stop(batch, CLERK)
    assert not office.batches.step()
    assert (office.batches.one(batch, CLERK).state, office.batches.one(batch, CLERK).made) == (
        STOPPED,
        1,
    )
    run(office, batch)
    assert len(set(numbers(office, batch))) == 3


def test_a_refusal_stops_the_batch_with_its_reason_and_leaves_no_draft(office: Office) -> None:
    batch = prepared(office, receivers_sheet(THREE))
    office.batches.start(batch, CLERK)
    sentinel = office.folder.archive / "saraban-archive"
    held = sentinel.rename(sentinel.with_name("away"))
    assert not office.batches.step()
    told = office.batches.one(batch, CLERK)
    assert (told.state, told.made) == (STOPPED, 0) and told.why.startswith(THREE[0])
    assert office.drafting.mine(CLERK) == []
    held.rename(sentinel)
    run(office, batch)
    assert office.batches.one(batch, CLERK).made == 3


def test_a_letter_that_got_its_number_before_a_crash_is_not_made_again(office: Office) -> None:
    batch = prepared(office, receivers_sheet(THREE))
    office.batches.start(batch, CLERK)
    office.batches.step()
    first = office.batches.letters(batch, CLERK)[0].record
    with office.db.writing() as conn:  # as if the process died before it wrote the record down
        store.tell(conn, batch, 1, record="")
    while office.batches.step():
        pass
    assert office.batches.letters(batch, CLERK)[0].record == first
    assert len(set(numbers(office, batch))) == 3
    assert office.unexplained() == []


def test_a_batch_that_is_given_up_keeps_what_is_made_and_its_reason(office: Office) -> None:
    batch = prepared(office, receivers_sheet(THREE))
    office.batches.start(batch, CLERK)
    office.batches.step()
    with pytest.raises(BatchNotReady, match="เลิกทำไม่ได้"):
        office.batches.discard(batch, "ผู้รับเปลี่ยน", CLERK)
    office.batches.stop(batch, CLERK)
    with pytest.raises(ReasonMissing):
        office.batches.discard(batch, "  ", CLERK)
    office.batches.discard(batch, "ผู้รับเปลี่ยน", CLERK)
    assert not office.batches.step() and not office.batches.step(batch)
    told = office.batches.one(batch, CLERK)
    assert (told.state, told.made, told.why) == ("discarded", 1, "ผู้รับเปลี่ยน")
    with pytest.raises(BatchNotReady, match="เลิกทำแล้ว"):
        office.batches.start(batch, CLERK)


def test_a_batch_given_up_while_a_letter_fails_stays_given_up(office: Office) -> None:
    batch = prepared(office, receivers_sheet(THREE))
    office.batches.start(batch, CLERK)
    failed = list[int]()

    def given_up(*_: object) -> None:
        office.batches.stop(batch, CLERK)
        office.batches.discard(batch, "พิมพ์ผิด", CLERK)
        failed.append(1)
        raise NothingToPrint(record="x")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(office.desk), "issue_draft", given_up)
        assert not office.batches.step()
    assert failed and office.batches.one(batch, CLERK).state == "discarded"
    assert office.drafting.mine(CLERK) == []


def test_another_process_at_work_is_left_alone(office: Office) -> None:
    from filelock import FileLock

    batch = prepared(office, receivers_sheet(THREE))
    office.batches.start(batch, CLERK)
    with FileLock(office.folder.place("work") / "batch.lock"):
        assert not office.batches.step()
    assert office.batches.one(batch, CLERK).state == RUNNING


def test_a_batch_is_its_owners_and_the_registrars(office: Office) -> None:
    batch = prepared(office, receivers_sheet(THREE))
    with pytest.raises(NotPermitted):
        office.batches.start(batch, Actor("reader", "ผู้อ่าน", (Grant("reader"),)))
    with pytest.raises(BatchNotReady, match="ยังไม่เริ่ม"):
        office.batches.stop(batch, CLERK)
    with pytest.raises(BatchNotReady, match="พิมพ์ไม่ได้"):
        office.batches.printed(batch, CLERK)
    run(office, batch)
    with pytest.raises(NothingToPrint):
        office.batches.printed(batch, CLERK)


KILLED = """
import os, signal, sys
from pathlib import Path
from office.office import Office
office = Office.open(Path(sys.argv[1]))
office.recover()
left = int(sys.argv[2])
act = office.filing.archive.accession
def accession(*told, **more):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return act(*told, **more)
office.archive.accession = accession
while office.batches.step():
    pass
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_a_batch_killed_again_and_again_makes_each_letter_once(office: Office) -> None:
    many = [f"ผู้อำนวยการโรงเรียนที่ {n}" for n in range(1, 9)]
    batch = prepared(office, receivers_sheet(many))
    office.batches.start(batch, CLERK)
    for letters in (0, 2, 3, 99):
        command = [sys.executable, "-c", KILLED, str(office.folder.path), str(letters)]
        subprocess.run(command, cwd=Path(__file__).parent.parent, check=False)
    assert office.batches.one(batch, CLERK).state == DONE
    office.recover()
    rows = office.batches.letters(batch, CLERK)
    assert [answers(office, row.record)["to"] for row in rows] == many
    assert [number.rpartition("/")[2] for number in numbers(office, batch)] == [*"๑๒๓๔๕๖๗๘"]
    assert office.unexplained() == [] and office.verify(CLERK).faults == ()


@pytest.mark.slow
def test_one_pdf_holds_every_letter_and_a_circular_once_for_each_receiver(office: Office) -> None:
    from indexer import pdfium

    if not office.converter.available().ready or not pdfium.AVAILABLE:
        pytest.skip("no LibreOffice, no font or no reader of PDF")
    with office.converter.warm():
        batch = prepared(office, receivers_sheet(THREE), ONE)
        run(office, batch)
        office.filing.make_pdfs()
        apart = pdfium.texts(office.batches.printed(batch, CLERK, apart=True).data)
    heads = [normal(text) for text in apart if "ที่ ศธ" in normal(text)]
    assert len(heads) == 3
    for receiver, text in zip(THREE, heads, strict=True):
        assert normal(receiver) in text and "ว 1" in text


@pytest.mark.slow
def test_the_worker_makes_a_batch_that_a_page_started(office: Office) -> None:
    batch = prepared(office, receivers_sheet(THREE))
    office.batches.start(batch, CLERK)
    with Worker(office).beside():
        for _ in range(1200):  # a slow machine may take its time
            if office.batches.one(batch, CLERK).state == DONE:
                break
            Event().wait(0.1)
    assert len(set(numbers(office, batch))) == 3
