"""Letters are received: a number of the year, the letter filed, handed on, answered, closed."""

from dataclasses import replace
from datetime import date, time
from io import BytesIO

import docx
import pytest

from archive.archive import Archive
from archive.errors import DiskFull
from archive.records import RecordId
from office.errors import TellingInvalid
from office.first_start import try_as
from office.office import Office, operator
from office.people_errors import NotPermitted
from office.received_store import ACKNOWLEDGED, ANSWERED, CLOSED, HANDED, Task, task_of
from office.receiving import Letter

DAY = date(2026, 11, 20)
LETTER = Letter(
    subject="ขอเชิญประชุมชี้แจงแนวทางการจัดสรรงบประมาณอาหารกลางวัน",
    sender="สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน",
    received_on=DAY,
    number="ศธ ๐๔๐๐๑/ว ๑๒๓",
    dated=date(2026, 11, 18),
    received_at=time(9, 30),
    way="post",
    references=("หนังสือ สพฐ. ที่ ศธ ๐๔๐๐๑/๑๑๐",),
)
FIRST = RecordId(2569, "received", 1)


def test_a_letter_gets_the_next_number_of_the_year_and_is_found(office: Office) -> None:
    one = office.receiving.receive(LETTER, operator())
    two = office.receiving.receive(replace(LETTER, number="", dated=None), operator())
    assert [(each.number, each.year) for each in (one, two)] == [(1, 2569), (2, 2569)]
    shown = office.show(one.id, operator())
    assert (shown.record.description.number, shown.row and shown.row.printed) == (
        "ศธ ๐๔๐๐๑/ว ๑๒๓",
        "๑",
    )
    assert shown.record.description.facts[0].note == "ทางไปรษณีย์ เวลา ๐๙.๓๐ น."
    office.index.catch_up()
    assert one.id in [hit.id for hit in office.find("งบประมาณอาหารกลางวัน", operator()).hits]
    assert office.verify(operator()).faults == ()


def test_its_file_is_filed_and_read(office: Office) -> None:
    letter = docx.Document()
    letter.add_paragraph("เรื่อง ขอความร่วมมือสำรวจครุภัณฑ์")
    letter.save(made := BytesIO())
    data = made.getvalue()
    given = replace(LETTER, name="หนังสือจากเขต.docx", data=data)
    received = office.receiving.receive(given, operator())
    record = office.archive.record(received.id)
    [filed] = [file for file in record.files if file.name.endswith(".docx")]
    assert office.archive.file_path(record.id, filed.name).read_bytes() == data
    assert "ครุภัณฑ์" in office.archive.text(record.id).passages[-1].text
    assert not any((office.folder.place("inbox") / "receiving").iterdir())


def test_every_fault_is_told_at_once_and_no_number_is_used(office: Office) -> None:
    wrong = Letter("", " ", None, speed="ช้า", secret=True, name="ก.exe", data=b"MZ")
    with pytest.raises(TellingInvalid) as refused:
        office.receiving.receive(wrong, operator())
    paths = {each.path for each in refused.value.problems}
    assert paths == {"subject", "sender", "received_on", "speed", "secret", "file"}
    later = replace(LETTER, dated=date(2026, 11, 21))
    with pytest.raises(TellingInvalid, match="แก้"):
        office.receiving.receive(later, operator())
    assert office.receiving.receive(LETTER, operator()).number == 1


def test_the_second_copy_is_told_of_but_not_refused(office: Office) -> None:
    office.receiving.receive(LETTER, operator())
    twins = office.receiving.twins
    assert twins(LETTER) == twins(replace(LETTER, number="ศธ 04001/ว123")) == (FIRST,)
    assert twins(replace(LETTER, number="")) == (FIRST,)
    assert twins(replace(LETTER, number="", subject="เรื่องอื่น")) == ()
    assert twins(replace(LETTER, number="ศธ ๐๔๐๐๑/ว ๙๙๙")) == ()
    assert office.receiving.receive(LETTER, operator()).number == 2


def test_a_letter_is_handed_on_acknowledged_answered_and_closed(office: Office) -> None:
    office.receiving.receive(LETTER, operator())
    group = office.profile.groups[1].id
    task = Task(to=group, what="พิจารณาจัดผู้เข้าประชุม", due=date(2026, 11, 25))
    office.receiving.hand(FIRST, 1, task, operator())
    [(id, found)] = office.receiving.open(operator())
    assert (id, found.state, found.to, found.due) == (FIRST, HANDED, group, task.due)
    office.receiving.acknowledge(FIRST, 2, "นางสมศรี ดีงาม", operator())
    assert office.receiving.open(operator())[0][1].state == ACKNOWLEDGED
    office.receiving.answered(FIRST, 3, RecordId(2569, "letter", 9), operator())
    assert office.receiving.open(operator()) == ()
    told = office.receiving.close(FIRST, 4, "ส่งรายชื่อแล้ว", operator())
    assert task_of(told.description.facts).state == CLOSED
    assert [fact.what for fact in told.description.facts][-2:] == [ANSWERED, CLOSED]


def test_what_is_open_survives_a_rebuild(office: Office) -> None:
    office.receiving.receive(LETTER, operator())
    task = Task(to=office.profile.groups[0].id, what="เพื่อทราบ")
    office.receiving.hand(FIRST, 1, task, operator())
    office.rebuild(operator())
    assert [id for id, _ in office.receiving.open(operator())] == [FIRST]
    assert office.registers_of("received", 2569).entries[0].printed == "๑"
    assert office.registers_of("received", 2569).entries[0].dated == DAY.isoformat()


@pytest.mark.parametrize("step", ["accession", "enter"])
def test_what_a_crash_interrupts_is_finished_at_the_next_start(
    office: Office, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    fired = []

    def failing(*told: object, **named: object) -> object:
        fired.append(step)
        raise DiskFull

    given = replace(LETTER, name="ก.txt", data="ขอความอนุเคราะห์วิทยากร".encode())
    with monkeypatch.context() as broken:
        broken.setattr(Archive, step, failing)
        with pytest.raises(DiskFull):
            office.receiving.receive(given, operator())
    assert fired
    office.recover()
    assert "วิทยากร" in office.archive.text(FIRST).passages[-1].text
    assert office.registers_of("received", 2569).entries[0].state == "issued"
    assert office.receiving.receive(LETTER, operator()).number == 2
    assert office.verify(operator()).faults == ()


def test_who_files_receives(office: Office) -> None:
    try_as(office, "p05", browser="")
    with pytest.raises(NotPermitted):
        office.receiving.receive(LETTER, office.actor("p05"))
