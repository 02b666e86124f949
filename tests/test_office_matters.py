"""A matter is told as a chain, with what came of it; answers that are awaited are listed."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from archive.passages import Passage, Text
from archive.records import Description, NewFile, Record, RecordId
from office import answers
from office.citing import cited
from office.due import UNANSWERED
from office.due_list import Asked
from office.errors import TellingInvalid
from office.office import Office, operator
from office.plans import Wish
from office.received_store import Task
from office.receiving import Letter
from office.restricting import Kept
from office.story import Stories, Story, labels
from tests.conftest import NOON, SAMPLES, Browser, prepared

DAY = date(2026, 10, 5)
OUT = RecordId(2569, "letter", 1)
NUMBER = "ศธ ๐๔๐๐๙/ว ๑๒๓"


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a letter that came, and one of its own that refers to it by number and day."""
    with prepared(new_office, tmp_path_factory) as office:
        letter = Letter(
            received_on=date(2026, 10, 7),
            subject="ขอข้อมูลนักเรียนพิการเรียนรวม",
            sender="สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน",
            number="ศธ 04009/ว123",
            dated=DAY,
            receiver="ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา",
        )
        office.receiving.receive(letter, operator())
        told = answers.load(SAMPLES / "letter-01.yaml")
        told["references"] = [f"หนังสือสำนักงานเขตพื้นที่ ที่ {NUMBER} ลงวันที่ ๕ ตุลาคม ๒๕๖๙"]
        office.issue("letter", told, operator(), Wish(pdf=False))
        return office.folder.path


CAME = RecordId(2569, "received", 1)


def told(office: Office, id: RecordId) -> Story:
    return Stories(office).of(id, operator())


def ids(story: Story) -> list[RecordId]:
    return [step.row.id for step in story.steps]


def minutes(office: Office, says: str) -> Record:
    about = Description(type="minutes", title="รายงานการประชุม", dated=date(2026, 11, 15))
    text = NewFile("text.json", Text((Passage("๓.๑ เรื่องเพื่อทราบ", says),)).to_json())
    with office.db.writing() as conn:
        id = office.archive.next_id(conn, 2569, "minutes")
    record = office.archive.accession(id, about, [NewFile("a.txt", b"a"), text], "p05", "เก็บ")
    with office.db.writing() as conn:
        office.archive.enter(conn, record)
        office.journal.add(conn, "p05", "imported", str(id), {}, office.clock())
    return record


@pytest.mark.parametrize(
    ("line", "number", "day"),
    [
        (f"หนังสือสำนักงานเขตพื้นที่การศึกษา ที่ {NUMBER} ลงวันที่ ๕ ตุลาคม ๒๕๖๙", "ศธ04009/ว123", DAY),
        ("คำสั่งสำนักงาน ที่ 32/2569 ลงวันที่ 5 ต.ค. 69", "32/2569", DAY),
        ("บันทึกข้อความกลุ่มอำนวยการ ที่ อน ๗", "อน7", None),
    ],
)
def test_a_line_of_reference_is_read(line: str, number: str, day: date | None) -> None:
    found = cited(line)
    assert found
    assert (found.number, found.dated) == (number, day)


@pytest.mark.parametrize("line", ["หนังสือสำนักงานเขตพื้นที่การศึกษา", "", "ระเบียบฯ พ.ศ. ๒๕๒๖", "ที่ ประชุม"])
def test_a_line_without_a_number_means_no_paper(line: str) -> None:
    assert cited(line) is None


def test_a_reference_by_number_and_day_leads_both_ways(office: Office) -> None:
    story = told(office, OUT)
    assert ids(story) == [CAME, OUT] == ids(told(office, CAME))
    places = {id: place for place, id in enumerate(ids(story), 1)}
    assert list(labels(story.steps[1].links, places)) == [("อ้างถึง", 1)]


def test_what_came_of_a_letter_is_open_until_it_is_answered(office: Office) -> None:
    version = office.archive.record(CAME).version
    task = Task(to="adm", what="รวบรวมข้อมูล", due=date(2026, 11, 30))
    handed = office.receiving.hand(CAME, version, task, operator())
    (open_,) = told(office, CAME).open
    assert "มอบหมายแล้ว ยังไม่เสร็จ ภายใน ๓๐ พ.ย. ๒๕๖๙" in open_.stands
    office.receiving.answered(CAME, handed.version, OUT, operator())
    story = told(office, CAME)
    assert story.open == ()
    assert {step.stands for step in story.steps} >= {"ตอบแล้ว"}
    assert [link.kind for link in story.steps[1].links] == ["replies-to"]


def test_what_a_meeting_resolved_on_a_letter_belongs_to_its_story(office: Office) -> None:
    record = minutes(office, f"ประธานแจ้งหนังสือ ที่ {NUMBER}\nมติที่ประชุม รับทราบและให้ทุกกลุ่มส่งข้อมูล")
    steps = {step.row.id: step for step in told(office, OUT).steps}
    assert "ให้ทุกกลุ่มส่งข้อมูล" in steps[record.id].resolution


def test_the_story_leaves_out_what_its_reader_may_not_see(office: Office) -> None:
    office.people.add("p25", "p25", operator())
    office.people.grant("p25", "registrar", "", operator())
    kept = Kept(("p05",), None, "", "ส่วนบุคคล")
    version = office.archive.record(CAME).version
    office.restricting.restrict(CAME, version, kept, operator())
    story = Stories(office).of(OUT, office.actor("p25"))
    assert ids(story) == [OUT]


@pytest.fixture
def later(office: Office, tmp_path: Path) -> Iterator[Office]:
    """The same office ten days later, with a letter that asked for an answer in a week."""
    office.replies.ask(OUT, 1, date(2026, 11, 29), operator())
    office.close()
    with closing(Office.open(tmp_path / "data", lambda: NOON + timedelta(days=10))) as opened:
        yield opened


def test_an_answer_that_is_overdue_is_due_until_it_comes(later: Office) -> None:
    (one,) = later.replies.open(operator())
    assert (one.row.id, one.late(date(2026, 12, 2))) == (OUT, 3)
    assert later.due.counts(operator())[UNANSWERED] == 1
    (due,) = later.due.of(UNANSWERED, operator(), Asked()).rows
    assert (due.record, due.day) == (OUT, date(2026, 11, 29))
    later.replies.came(OUT, 2, "ตอบทางโทรศัพท์", operator())
    assert later.replies.open(operator()) == ()


def test_a_letter_that_replies_ends_the_wait_and_a_rebuild_knows_it(later: Office) -> None:
    later.rebuild(operator())
    assert len(later.replies.open(operator())) == 1
    version = later.archive.record(CAME).version
    later.amendments.relate(CAME, version, "replies-to", str(OUT), operator())
    assert later.replies.open(operator()) == ()


def test_the_day_must_be_told(office: Office) -> None:
    with pytest.raises(TellingInvalid):
        office.replies.ask(OUT, 1, None, operator())
    with pytest.raises(TellingInvalid):
        office.replies.came(OUT, 1, " ", operator())


@pytest.mark.slow
def test_its_pages_tell_the_chain_and_the_days(browser: Browser, office: Office) -> None:
    browser.come_in("p16")
    asked = browser.post(f"/records/answer-by/{OUT}", seen="1", due="๓๐ พ.ย. ๒๕๖๙")
    assert asked.status_code == 303
    page = browser.get(f"/records/story/{CAME}").text
    for words in ("ยังค้าง ๒ เรื่อง", "รอคำตอบภายใน ๓๐ พ.ย. ๒๕๖๙", "อ้างถึง", "ลำดับ ๑"):
        assert words in page
    assert "อีก ๘ วัน" in browser.get("/replies").text
    assert "ขอคำตอบภายใน ๓๐ พ.ย. ๒๕๖๙" in browser.get(f"/records/{OUT}").text
    done = browser.post(f"/records/answer-by/{OUT}", seen="2", note="ตอบทางโทรศัพท์")
    assert done.status_code == 303
    assert office.replies.open(operator()) == ()
