"""The index follows the journal and finds records, with a real archive on a real disk."""

import multiprocessing
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.archive import Archive
from archive.database import Database
from archive.journal import Journal
from archive.passages import Passage, Text
from archive.records import Description, NewFile, RecordId
from indexer.errors import IndexUnusable
from indexer.hit import Hit, Results
from indexer.index import Index
from indexer.kept import Kept, Row
from indexer.query import Query
from thai.errors import Refused
from thai.text import normal

pytestmark = pytest.mark.slow

MEETING = Passage(
    "ระเบียบวาระที่ ๓ เรื่องเพื่อทราบ",
    "ประธานแจ้งว่าสำนักงานได้รับจัดสรรงบประมาณโครงการอาหารกลางวัน จํานวน ๑๘,๗๓๔,๒๕๐ บาท\n"
    "มติที่ประชุม รับทราบ และให้กลุ่มนโยบายและแผนกำกับติดตามทุกไตรมาส",
)
EXAM = Passage("", "ขออนุมัติจัดสอบวัดความรู้ ตามหนังสือที่ ศธ ๐๔๙๙๙/ว ๑๔๕ ลงวันที่ ๒๒ พ.ย. ๖๙")


NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)


def noon() -> datetime:
    return NOON


class Office:
    """An archive with its journal, into which the test files records, and its index."""

    def __init__(self, archive: Archive, folder: Path, engine: str = "whoosh") -> None:
        self.archive = archive
        self.journal = Journal(archive.database)
        self.folder = folder
        self.index = Index(folder, archive, self.journal, engine)

    def file(self, title: str, *passages: Passage, **told: Any) -> RecordId:
        """File a record and write it into the journal."""
        about = replace(Description(type="memo", title=title, dated=date(2026, 11, 2)), **told)
        with self.archive.database.writing() as connection:
            id = self.archive.next_id(connection, 2569, "memo")
        files = [NewFile("text.json", Text(passages).to_json())]
        self.archive.accession(id, about, files, "p05", "ออกเลข")
        return self.tell(id)

    def correct(self, id: RecordId, *passages: Passage) -> None:
        """Add a version with another text."""
        files = [NewFile("text.json", Text(passages).to_json())]
        self.archive.add_version(id, 1, None, files, "p05", "แก้ไข")
        self.tell(id)

    def tell(self, id: RecordId) -> RecordId:
        with self.archive.database.writing() as connection:
            self.archive.enter(connection, self.archive.record(id))
            self.journal.add(connection, "p05", "filed", str(id), {}, NOON)
        return id

    def ask(self, text: str, **limits: Any) -> Results:
        return self.index.search(Query.from_text(text, **limits))

    def ids(self, text: str, **limits: Any) -> list[RecordId]:
        return [hit.id for hit in self.ask(text, **limits).hits]


@pytest.fixture
def office(archive: Archive, tmp_path: Path) -> Iterator[Office]:
    office = Office(archive, tmp_path / "index")
    yield office
    office.index.close()


def marked(hit: Hit) -> list[str]:
    return [hit.passage[start:end] for start, end in hit.spans]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("โครงการอาหารกลางวัน", "โครงการอาหารกลางวัน"),  # in the middle of a sentence
        ("18,734,250", "๑๘,๗๓๔,๒๕๐"),  # Thai digits
        ("จำนวน", "จํานวน"),  # ำ written as two letters
        ("เเจ้งว่า", "แจ้งว่า"),  # แ typed as two เ
        ("ที่ประชุม", "ที่ประชุม"),
        ("ประชุม", "ประชุม"),  # a word inside a longer one
        ("กลางว", "กลางว"),  # a piece that is no word
    ],
)
def test_a_word_is_found_however_it_is_written(office: Office, typed: str, found: str) -> None:
    wanted = office.file("รายงาน", MEETING)
    office.file("บันทึก", EXAM)
    results = office.ask(typed)
    assert [(hit.id, hit.tier) for hit in results.hits] == [(wanted, "strict")]
    assert set(marked(results.hits[0])) == {found}
    assert results.total == 1
    assert results.caught_up


@pytest.mark.parametrize(
    "typed", ["ศธ 04999/ว145", "ศธ๐๔๙๙๙/ว ๑๔๕", "22/11/2569", "๒๒ พฤศจิกายน ๒๕๖๙"]
)
def test_a_number_and_a_day_are_found_in_any_spelling(office: Office, typed: str) -> None:
    wanted = office.file("บันทึก", EXAM)
    office.file("บันทึก", Passage("", "ตามหนังสือที่ ศธ ๐๔๙๙๙/ว ๑๔๕๖ ลงวันที่ ๒ พ.ย. ๖๙"))
    assert office.ids(typed) == [wanted]


def test_a_record_is_found_by_its_title_number_and_day(office: Office) -> None:
    told = {"number": "ศธ ๐๔๙๙๙/๓๑", "dated": date(2026, 5, 4)}
    wanted = office.file("ขอความอนุเคราะห์วิทยากร", Passage("", "ข้อความ"), **told)
    office.file("อื่น", EXAM)
    for typed in ("อนุเคราะห์วิทยากร", "ศธ 04999/31", "4 พ.ค. 69"):
        assert office.ids(typed) == [wanted], typed


def test_the_passage_that_holds_most_of_the_question_is_shown(office: Office) -> None:
    office.file("รายงาน", Passage("วาระที่ ๑", "เปิดประชุม"), MEETING, Passage("", "ปิดประชุม"))
    hit = office.ask("งบประมาณ ติดตาม").hits[0]
    assert (hit.heading, marked(hit)) == (MEETING.heading, ["งบประมาณ", "ติดตาม"])


def test_a_question_finds_what_is_near_and_says_so(office: Office) -> None:
    wanted = office.file("รายงาน", MEETING)
    office.file("บันทึก", EXAM)
    results = office.ask("โครงการอาหารกลางวันได้รับงบประมาณเท่าไร")
    assert (results.total, results.hits[0].id, results.hits[0].tier) == (0, wanted, "related")
    assert "ใกล้เคียง" in results.hits[0].why
    assert "งบประมาณ" in "".join(marked(results.hits[0]))


def test_what_has_most_of_the_words_stands_behind_what_has_all(office: Office) -> None:
    wanted = office.file("รายงาน", MEETING)
    most = office.file("บันทึก", Passage("", "งบประมาณ ค่าอาหารกลางวัน"))
    office.file("บันทึก", Passage("", "งบลงทุน"))
    found = office.ask("งบประมาณโครงการอาหารกลางวัน")
    assert [(hit.id, hit.tier) for hit in found.hits] == [(wanted, "strict"), (most, "related")]
    assert office.ask("งบประมาณ").related == ()  # one word that is found brings nothing else


def test_an_abbreviation_brings_its_full_form_behind(office: Office) -> None:
    full = office.file("คำสั่ง", Passage("", "แต่งตั้งผู้อำนวยการกลุ่ม"))
    short = office.file("บันทึก", Passage("", "เรียน ผอ.กลุ่ม"))
    hits = office.ask("ผอ.").hits
    assert [(hit.id, hit.tier) for hit in hits] == [(short, "strict"), (full, "related")]
    assert "ผู้อำนวยการ" in hits[1].why


def test_limits_count_in_the_total(office: Office) -> None:
    for number in range(6):
        told = {"category": f"{number % 2}", "access": ("office", "secret")[number % 3 == 0]}
        office.file("รายงาน", MEETING, **told)
    assert office.ask("งบประมาณ").total == 6
    assert office.ask("งบประมาณ", category="1").total == 3
    assert office.ask("งบประมาณ", access=frozenset({"office"})).total == 4
    assert office.ask("งบประมาณ", year=2568).total == 0
    assert office.ask("งบประมาณ", date_from=date(2026, 11, 2), date_to=date(2026, 11, 2)).total == 6
    assert office.ask("งบประมาณ", date_to=date(2026, 11, 1)).total == 0
    assert office.ask("อาหารใคร", access=frozenset()).hits == ()


def test_pages_of_results_neither_repeat_nor_skip(office: Office) -> None:
    filed = {office.file("รายงาน", MEETING) for _ in range(5)}
    pages = [office.ids("งบประมาณ", limit=2, offset=offset) for offset in (0, 2, 4, 6)]
    assert [len(page) for page in pages] == [2, 2, 1, 0]
    assert {id for page in pages for id in page} == filed


def test_a_new_version_takes_the_place_of_the_old(office: Office) -> None:
    id = office.file("รายงาน", MEETING)
    assert office.ids("อาหารกลางวัน") == [id]
    office.correct(id, EXAM)
    assert office.ids("อาหารกลางวัน") == []
    assert office.ids("วัดความรู้") == [id]
    assert office.index.state().records == 1


def test_the_index_folder_may_be_deleted_at_any_time(office: Office) -> None:
    id = office.file("รายงาน", MEETING)
    assert office.ids("อาหารกลางวัน") == [id]
    shutil.rmtree(office.folder)
    assert office.ids("อาหารกลางวัน") == [id]
    other = Index(office.folder, office.archive, office.journal)
    shutil.rmtree(office.folder)
    assert other.search(Query.from_text("อาหารกลางวัน")).total == 1


def test_catching_up_mends_a_damaged_index(office: Office) -> None:
    office.file("รายงาน", MEETING)
    office.index.catch_up()
    office.index.close()
    next(office.folder.glob("*/kept.db")).write_bytes(b"no database")
    again = Index(office.folder, office.archive, office.journal)
    again.catch_up()
    assert (again.state().records, again.state().behind) == (1, 0)


def test_a_crash_before_the_bookmark_means_reading_twice(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = office.file("รายงาน", MEETING)
    office.index.catch_up()
    second = office.file("บันทึก", EXAM)
    with monkeypatch.context() as patched:
        patched.setattr("indexer.kept.Kept.write", _power_cut)
        with pytest.raises(KeyboardInterrupt):
            office.index.catch_up()
    assert Index(office.folder, office.archive, office.journal).catch_up() == 1
    assert office.ids("วัดความรู้") == [second]
    near = office.ids("ใครจัดสอบวัดความรู้ ได้รับงบประมาณ อาหารกลางวัน")
    assert sorted(near) == [first, second]


def _power_cut(*_: object) -> None:
    raise KeyboardInterrupt


def test_the_journal_of_another_office_means_a_new_index(office: Office, tmp_path: Path) -> None:
    office.file("รายงาน", MEETING)
    office.index.catch_up()
    office.index.close()
    database = Database.create(tmp_path / "other.db")
    other = Archive.create(database, tmp_path / "other", "other", noon)
    index = Index(office.folder, other, Journal(database))
    assert index.search(Query.from_text("อาหารกลางวัน")).total == 0
    database.close()


def test_another_way_of_cutting_words_means_a_new_index(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.file("รายงาน", MEETING)
    assert office.index.catch_up() == 1
    monkeypatch.setattr("indexer.following.analysis", lambda: "2 another")
    assert office.index.catch_up() == 1
    assert office.index.catch_up() == 0


def test_a_record_that_cannot_be_read_hinders_no_other(office: Office) -> None:
    damaged = office.file("รายงาน", MEETING)
    id = office.file("บันทึก", EXAM)
    office.archive.file_path(damaged, "text.json").write_bytes(b"{")
    assert office.ids("วัดความรู้") == [id]
    assert list(office.index.state().unread) == [str(damaged)]


def test_a_search_does_not_wait_long_for_another_writer(office: Office) -> None:
    id = office.file("รายงาน", MEETING)
    office.index.catch_up()
    office.file("บันทึก", EXAM)
    with FileLock(office.folder / "writer.lock"):
        results = office.ask("อาหารกลางวัน")
    assert ([hit.id for hit in results.hits], results.caught_up) == ([id], False)
    assert office.ask("อาหารกลางวัน").caught_up


def test_no_index_can_be_made_where_a_file_stands(office: Office) -> None:
    office.folder.write_text("a file")
    with pytest.raises(IndexUnusable, match="ยังอยู่ครบ"):
        office.ask("อาหาร")


def test_a_warm_index_has_everything_in_memory(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.file("รายงานการประชุม", MEETING)
    office.index.catch_up()
    read = list[int]()
    rows = Kept.rows

    def counted(kept: Kept, after: int) -> list[Row]:
        read.append(after)
        return rows(kept, after)

    monkeypatch.setattr(Kept, "rows", counted)
    office.index.warm()
    assert len(read) == 1
    assert office.ask("รายงานการประชุม").total == 1
    assert len(read) == 1


def test_a_rebuilt_index_answers_the_same(office: Office) -> None:
    for passage in (MEETING, EXAM, MEETING):
        office.file("รายงาน", passage)
    questions = ("งบประมาณ", "ใครจัดสอบวัดความรู้", "ผอ.")
    before = [office.ask(text) for text in questions]
    counted = list[tuple[int, int]]()
    assert office.index.rebuild(lambda *count: counted.append(count)) == 3
    assert [office.ask(text) for text in questions] == before
    assert counted == [(3, 3)]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("fuzz")
    database = Database.create(folder / "saraban.db")
    archive = Archive.create(database, folder / "archive", "demo", noon)
    office = Office(archive, folder / "index")
    office.file("รายงาน", MEETING)
    office.file("บันทึก", EXAM)
    yield office
    office.index.close()
    database.close()


@given(
    st.text(st.one_of(st.characters(), st.sampled_from('กำำเเ๑๒/ว ศธ.-"()*?น้ํา\u200b')), max_size=80)
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_typed_is_answered_or_politely_refused(filled: Office, text: str) -> None:
    try:
        results = filled.ask(text)
    except Refused as refusal:
        assert "โปรด" in str(refusal)
        return
    for hit in results.hits:
        assert all(0 <= start < end <= len(hit.passage) for start, end in hit.spans)


@given(st.integers(0, 200), st.integers(1, 40))
@settings(max_examples=100, deadline=None)
def test_every_piece_of_a_filed_text_finds_it(filled: Office, start: int, length: int) -> None:
    piece = normal(MEETING.text)[start : start + length].strip()
    if any(letter.isalnum() for letter in piece):
        hits = filled.ask(f'"{piece}"').hits
        assert MEETING.text in [hit.passage for hit in hits if hit.tier == "strict"]


def _search_from_another_process(folder: Path, answers: "multiprocessing.Queue[int]") -> None:
    database = Database(folder / "saraban.db")
    archive = Archive(database, folder / "archive", "demo-esa1", noon)
    index = Index(folder / "index", archive, Journal(database))
    for _ in range(10):
        answers.put(index.search(Query.from_text("งบประมาณ")).total)
    index.close()


@pytest.mark.slow
def test_several_processes_search_and_follow_at_once(office: Office, tmp_path: Path) -> None:
    office.file("รายงาน", MEETING)
    context = multiprocessing.get_context("spawn")
    answers: multiprocessing.Queue[int] = context.Queue()
    told = (tmp_path, answers)
    searching = [context.Process(target=_search_from_another_process, args=told) for _ in range(3)]
    for process in searching:
        process.start()
    for _ in range(10):
        office.file("รายงาน", MEETING)
        office.ask("งบประมาณ")
    seen = [answers.get(timeout=60) for _ in range(30)]
    for process in searching:
        process.join(60)
    assert [process.exitcode for process in searching] == [0, 0, 0]
    assert set(seen) <= set(range(1, 12))
    office.index.catch_up()
    assert office.ask("งบประมาณ", limit=20).total == 11
