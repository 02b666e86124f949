"""The book of sendings: a line for each, who received it and when, on pages, commands and API."""

import csv
import io
import json
from datetime import date, time
from pathlib import Path

import pytest

import saraban
from archive.records import Fact, RecordId
from archive.sendings import sendings_in
from office.errors import TellingInvalid
from office.office import Office, operator
from office.permissions import Actor, Grant
from office.receiving import Letter
from office.register_pages import Asked
from office.sendings import NewSending, Taking, action, cells
from tests.conftest import NOON, Browser, prepared
from web.register_rows import rows

DAY = date(2026, 11, 20)
ONE = RecordId(2569, "received", 1)
OFFICES = "สพป. ตัวอย่าง เขต ๑\nสพป. ตัวอย่าง เขต ๒"


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with one letter, which is passed on."""
    with prepared(new_office, tmp_path_factory) as office:
        office.receiving.receive(Letter("ขอส่งแผนอาหารกลางวัน", "กลุ่มแผน", DAY), operator())
        return office.folder.path


def send(office: Office, way: str, day: date, to: str) -> None:
    seen = office.archive.record(ONE).version
    office.sendings.send(ONE, seen, NewSending(way, day, to), operator())


def book(office: Office, first: date = DAY, last: date = DAY) -> list[tuple[str, str]]:
    lines = office.sendings.book(first, last, operator())
    return [(line.sending.to, line.sending.taker) for line in lines]


def test_each_receiver_and_each_day_is_a_line_of_its_own(office: Office) -> None:
    send(office, "hand", DAY, OFFICES)
    send(office, "post", date(2026, 11, 21), "โรงเรียนบ้านหนองสมมติ")
    assert book(office) == [("สพป. ตัวอย่าง เขต ๑", ""), ("สพป. ตัวอย่าง เขต ๒", "")]
    assert len(book(office, DAY, date(2026, 11, 22))) == 3
    assert book(office, date(2026, 11, 22), date(2026, 11, 22)) == []
    assert office.archive.record(ONE).version == 3


def test_who_received_one_of_them_is_told_later_and_corrected(office: Office) -> None:
    send(office, "hand", DAY, OFFICES)
    told = Taking("นางผิด ชื่อ", "งานธุรการ", DAY, time(10, 5))
    office.sendings.take(ONE, 2, 2, told, operator())
    office.sendings.take(ONE, 3, 2, Taking("นางรับ ไว้แล้ว", on=DAY, at=time(10, 5)), operator())
    first, second = office.sendings.book(DAY, DAY, operator())
    assert (first.sending.awaited, second.sending.awaited) == (True, False)
    assert cells(second)["when"] == "๒๐ พ.ย. ๒๕๖๙ ๑๐.๐๕ น."
    assert (cells(second)["taker"], cells(second)["unit"]) == ("นางรับ ไว้แล้ว", "งานธุรการ")
    assert "ผู้รับ นางรับ ไว้แล้ว" in action(second.sending)
    assert office.sendings.book(DAY, DAY, operator(), awaited=True) == (first,)


def faults(office: Office, told: NewSending) -> dict[str, str]:
    with pytest.raises(TellingInvalid) as refused:
        office.sendings.send(ONE, 1, told, operator())
    return {problem.path: problem.message for problem in refused.value.problems}


def test_a_letter_is_not_sent_before_the_day_that_stands_on_it(office: Office) -> None:
    came = Letter("ขอความร่วมมือตรวจสอบที่อยู่", "กลุ่มแผน", DAY, dated=DAY)
    id = office.receiving.receive(came, operator()).id
    with pytest.raises(TellingInvalid) as refused:
        told = NewSending("hand", date(2026, 11, 19), OFFICES)
        office.sendings.send(id, 1, told, operator())
    (problem,) = refused.value.problems
    assert (problem.path, "๒๐ พ.ย. ๒๕๖๙" in problem.message) == ("on", True)
    office.sendings.send(id, 1, NewSending("hand", DAY, OFFICES), operator())


def test_every_fault_of_a_sending_is_told_at_once(office: Office) -> None:
    wrong = NewSending("pigeon", DAY, " ", Taking("", on=date(2026, 11, 19)))
    assert faults(office, wrong).keys() == {"way", "to", "received_on", "received_by"}
    both = faults(office, NewSending("hand", DAY, OFFICES, Taking("นางรับ")))
    assert "แต่ละแห่ง" in both["received_by"]
    with pytest.raises(TellingInvalid):
        office.sendings.take(ONE, 1, 1, Taking("นางรับ", on=DAY), operator())
    assert book(office) == []


def test_what_an_older_program_wrote_stands_in_the_book() -> None:
    """Its facts had a text, or no day; a receiver was told by telling the sending again."""
    told = {"way": "hand", "to": "เขต ๑", "receipt": "awaited"}
    again = {"way": "hand", "to": "เขต ๑", "received_by": "นางรับ"}
    facts = (
        Fact("sent", on=DAY, note="โดยผู้นำส่ง ถึง เขต ๑", other=told),
        Fact("sent", on=DAY, note="โดยผู้นำส่ง ถึง เขต ๑ ผู้รับ นางรับ", other=again),
        Fact("sent", note="ส่งทางระบบ", at=NOON),
    )
    found = sendings_in(facts)
    assert [one.awaited for one in found] == [False, False, False]
    assert found[2].on == date(2026, 11, 22)
    assert action(found[1]) == "ส่งโดยผู้นำส่ง ถึง เขต ๑ ผู้รับ นางรับ ๒๐ พ.ย. ๒๕๖๙"


def test_the_catalogue_of_an_older_program_learns_the_book(office: Office) -> None:
    send(office, "post", DAY, OFFICES)
    old = "UPDATE records SET shape = 3, sent_first = NULL, sendings = '2026-11-20 ทางไปรษณีย์'"
    with office.db.writing() as conn:
        conn.exec_driver_sql(old)
    held = office.register_pages.page("received", 2569, Asked(), operator())
    assert rows(held)[0].action == "ส่งทางไปรษณีย์ ๒๐ พ.ย. ๒๕๖๙"
    office.recover()
    assert len(book(office)) == 2
    assert office.verify(operator()).faults == ()


def test_nobody_reads_in_the_book_what_is_kept_from_them(office: Office) -> None:
    send(office, "post", DAY, OFFICES)
    reader = Actor("p20", "p20", (Grant("reader"),))
    assert len(office.sendings.book(DAY, DAY, reader)) == 2
    with office.db.writing() as conn:
        conn.exec_driver_sql("UPDATE records SET access = 'adm'")
    assert office.sendings.book(DAY, DAY, reader) == ()


def test_a_clerk_sends_and_a_messenger_comes_back_on_pages(browser: Browser) -> None:
    told = {"seen": "1", "way": "hand", "on": "๒๐ พ.ย. ๖๙", "to": OFFICES, "carrier": "นายเดิน"}
    browser.come_in("p16")
    wrong = browser.post(f"/records/sent/{ONE}", told, received_on="๓๒ พ.ย. ๖๙", way="")
    assert wrong.status_code == 422
    assert 'href="#received_on"' in wrong.text and 'href="#way"' in wrong.text
    assert "เขต ๒</textarea>" in wrong.text and 'value="๓๒ พ.ย. ๖๙"' in wrong.text
    assert browser.post(f"/records/sent/{ONE}", told).status_code == 303
    page = browser.get(f"/records/taken/{ONE}?sending=2").text
    assert '<option value="2" selected>' in page
    taken = {"seen": "2", "sending": "2", "received_by": "นางรับ", "received_on": "๒๐ พ.ย. ๖๙"}
    assert browser.post(f"/records/taken/{ONE}", taken, received_at="๒๕.๐๐").status_code == 422
    assert browser.post(f"/records/taken/{ONE}", taken, received_at="๑๐.๓๐").status_code == 303
    shown = browser.get("/sendings?year=2569&month=11").text
    assert "๒๐ พ.ย. ๒๕๖๙ ๑๐.๓๐ น." in shown and "ผู้นำส่ง นายเดิน" in shown
    left = browser.get("/sendings/list.csv?year=2569&month=all&awaited=1").data.decode("utf-8-sig")
    assert [row[3] for row in csv.reader(io.StringIO(left))] == ["ถึง", "สพป. ตัวอย่าง เขต ๑"]
    assert browser.get("/sendings/book.docx?year=2569&month=11").data.startswith(b"PK")


def test_the_command_line_writes_and_lists_the_book(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*words: str) -> int:
        return saraban.main(["--data", str(office.folder.path), "sendings", *words])

    sent = ("--way", "hand", "--to", "เขต ๑", "--to", "เขต ๒", "--on", "20/11/2569")
    assert run("send", str(ONE), *sent) == 0
    assert run("received", str(ONE), "--sending", "1", "--received-by", "นางรับ") == 1
    assert "วันที่รับ" in capsys.readouterr().err
    when = ("--received-on", "20/11/2569", "--received-at", "10.30")
    assert run("received", str(ONE), "--sending", "1", "--received-by", "นางรับ", *when) == 0
    capsys.readouterr()
    assert run("list", "--from", "20/11/2569", "--to", "20/11/2569", "--json") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["to"], line["received_at"]) for line in lines] == [
        ("เขต ๑", "10.30"),
        ("เขต ๒", ""),
    ]
