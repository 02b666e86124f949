"""A scan that was received without its text is read afterwards, once, and found by its words."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest

from archive.archive import Archive
from archive.passages import Passage, Text
from archive.records import RecordId
from indexer import ocr
from indexer.errors import NoTextInside
from indexer.pages import Page
from indexer.scan_errors import NoTesseract, PageWaited, ReadersBusy
from office.arrival_errors import SecretArrived
from office.arrival_reading import NO_TEXT, ArrivalReading, Said
from office.awaited_texts import TEXT_LATER
from office.later_texts import NOTHING_SEEN
from office.office import Office, operator
from office.received_store import Task
from office.text_reader import TextReader
from templates.pdf import Converter
from tests.conftest import Browser
from tests.pages import page
from tests.scanning import as_pdf, scanned
from tests.test_cli_arriving import run
from tests.test_office_intake_named import picture
from tests.test_office_receiving import LETTER
from thai.errors import Refused

WORDS = "ด้วยเครื่องสูบน้ำของหอประชุมชำรุด"
FIRST = RecordId(2569, "received", 1)


def reading(monkeypatch: pytest.MonkeyPatch, *answers: Said | BaseException) -> list[str]:
    """Let the next files say what is told, without Tesseract; returns the names that were read."""
    left, names = list(answers), list[str]()

    def said(_: ArrivalReading, name: str, data: bytes) -> Said:
        names.append(name)
        answer = left.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    monkeypatch.setattr(ArrivalReading, "said", said)
    return names


def seen() -> Said:
    lines: Page = replace(page((90.0, WORDS)), scanned=True)
    return Said(Text((Passage("", WORDS, 1),)), "", pages=(lines,))


def received(office: Office) -> RecordId:
    scan = replace(LETTER, name="สแกน.png", data=picture("PNG"))
    return office.receiving.receive(scan, operator()).id


def steps(office: Office, most: int = 9) -> int:
    """Read until nothing waits; returns how often something was tried."""
    return next(n for n in range(most) if office.later_texts.step(lambda: False) is None)


def test_its_text_and_places_become_a_version_once_and_a_word_of_its_middle_is_found(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = reading(monkeypatch, seen())
    id = received(office)
    before = office.archive.record(id)
    assert (steps(office), len(names), office.later_texts.of(id)) == (1, 1, None)
    record = office.archive.record(id)
    assert {file.name for file in set(before.files) ^ set(record.files)} == {
        "text.json",
        "places.json",
    }
    assert [one.why for one in office.archive.history(id)] == ["รับหนังสือ", TEXT_LATER]
    assert record.description == before.description
    office.index.catch_up()
    assert [hit.id for hit in office.find("เครื่องสูบน้ำ", operator()).hits] == [id]
    assert office.later_texts.ask_all(operator()) == ()
    assert office.verify(operator()).faults == ()


def test_who_saw_the_record_before_its_text_came_hands_it_on_all_the_same(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading(monkeypatch, seen())
    id = received(office)
    steps(office)
    task = Task(to=office.profile.groups[0].id, what="เพื่อทราบ")
    assert office.receiving.hand(id, 1, task, operator()).version == 3
    with pytest.raises(Refused, match="แก้"):
        office.receiving.hand(id, 2, task, operator())
    assert WORDS in office.archive.text(id).passages[-1].text


@pytest.mark.parametrize("act", ["add_version", "enter"])
def test_a_crash_before_or_after_its_version_leaves_it_read_once(
    office: Office, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    reading(monkeypatch, seen(), seen())
    id, fired = received(office), []

    def gone(*_: object, **__: object) -> None:
        fired.append(act)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Archive, act, gone)
        with pytest.raises(KeyboardInterrupt):
            office.later_texts.step(lambda: False)
    again = Office.open(office.folder.path, office.clock)
    again.recover()
    assert (steps(again), fired) == (1, [act])
    assert [one.why for one in again.archive.history(id)].count(TEXT_LATER) == 1
    again.index.catch_up()
    assert [hit.id for hit in again.find("เครื่องสูบน้ำ", operator()).hits] == [id]
    assert again.verify(operator()).faults == ()
    again.close()


def test_what_ends_the_program_each_time_is_given_up_and_said(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading(monkeypatch, *[KeyboardInterrupt() for _ in range(3)])
    id = received(office)
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            office.later_texts.step(lambda: False)
    assert steps(office) == 0
    awaited = office.later_texts.of(id)
    assert awaited and awaited.given_up and "ตัดกลางคัน" in awaited.reason


@pytest.mark.parametrize(
    ("refused", "tries"),
    [
        (NoTextInside(name="ก.pdf"), 1),
        (SecretArrived(name="ก.pdf", secrecy="ลับ"), 1),
        (PageWaited(name="ก.pdf", seconds=9), 3),
    ],
)
def test_a_file_that_cannot_be_read_is_not_tried_for_ever_until_somebody_asks(
    office: Office, monkeypatch: pytest.MonkeyPatch, refused: Refused, tries: int
) -> None:
    reading(monkeypatch, *[refused] * tries, seen())
    id = received(office)
    assert steps(office) == tries
    assert (one := office.later_texts.of(id)) and (one.given_up, one.reason) == (True, str(refused))
    assert office.archive.record(id).versions == 1
    office.later_texts.ask(id, operator())
    assert (steps(office), office.later_texts.of(id)) == (1, None)


def test_a_sheet_without_print_and_a_machine_without_tesseract_say_what_to_do(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    blind = f"{NO_TEXT} ({NoTesseract()})"
    reading(monkeypatch, Said(Text(()), "", note=NO_TEXT), Said(Text(()), "", note=blind))
    id, reasons = received(office), []
    for _ in range(2):
        steps(office)
        reasons += [one.reason for one in [office.later_texts.of(id)] if one and one.given_up]
        office.later_texts.ask(id, operator())
    assert reasons == [NOTHING_SEEN, str(NoTesseract())]


def test_a_busy_machine_and_the_end_of_the_work_count_as_no_try(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading(monkeypatch, *[ReadersBusy()] * 4, NoTextInside(name="ก.pdf"), seen())
    id = received(office)
    for _ in range(4):
        with pytest.raises(ReadersBusy):
            office.later_texts.step(lambda: False)
    office.later_texts.step(lambda: True)
    assert (steps(office), office.later_texts.of(id)) == (1, None)


def test_what_lacks_its_text_is_known_again_from_the_records_alone(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading(monkeypatch, seen())
    id = received(office)
    office.receiving.receive(LETTER, operator())  # has no file: nothing is to be read
    office.rebuild(operator())
    assert steps(office) == 1
    assert office.archive.record(id).versions == 2


def test_its_page_says_that_it_is_read_then_why_not_and_reads_again(
    browser: Browser, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading(monkeypatch, NoTextInside(name="สแกน.png"), seen())
    path = f"/records/{received(office)}"
    browser.come_in("p15")
    assert "กำลังอ่านข้อความจากภาพ" in browser.get(path).text
    steps(office)
    assert "ยังค้นจากเนื้อความของไฟล์ไม่ได้" in browser.get(path).text
    assert browser.post(f"/records/read/{FIRST}").status_code == 303
    assert "กำลังอ่านข้อความจากภาพ" in browser.get(path).text
    steps(office)
    assert 'id="awaited"' not in browser.get(path).text


def test_a_command_reads_what_was_filed_without_its_text(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reading(monkeypatch, seen())
    id = received(office)
    assert run(office, "read-texts") == 0
    assert "ไม่มีข้อความ ๑ ฉบับ อ่านไม่ได้ ๐ ฉบับ" in capsys.readouterr().out
    assert WORDS in office.archive.text(id).passages[-1].text


@pytest.mark.slow
@pytest.mark.skipif(not ocr.version(), reason="no Tesseract with Thai")
def test_a_new_scan_is_read_by_the_worker_and_found_by_a_word_of_its_middle(
    office: Office, converter: Converter
) -> None:
    document = docx.Document()
    document.add_paragraph("เรื่อง ขอความร่วมมือ")
    document.add_paragraph("ด้วยสำนักงานเขตพื้นที่การศึกษากำหนดสำรวจข้อมูลนักเรียนที่ออกกลางคันประจำปี")
    document.save(made := BytesIO())
    [sheet] = scanned(converter.shown(made.getvalue(), "docx"), dpi=200)
    scan = replace(LETTER, name="สแกน.pdf", data=as_pdf([sheet], dpi=200), access="office")
    id = office.receiving.receive(scan, operator()).id
    TextReader(office).once()
    assert office.later_texts.of(id) is None
    office.index.catch_up()
    assert [hit.id for hit in office.find("นักเรียนที่ออกกลางคัน", operator()).hits] == [id]
    assert "places.json" in {file.name for file in office.archive.record(id).files}
