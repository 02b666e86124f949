"""The result page: tiers, ways to narrow, pages, files, kept searches; and nobody sees too much."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from archive.passages import Passage, Text
from archive.records import Description, NewFile, RecordId, Signer
from office.office import Office
from tests.conftest import NOON, Browser, pages_of, prepared

pytestmark = pytest.mark.slow

SECRET = RecordId(2569, "minutes", 2)
RESOLVED = "มติที่ประชุม  ที่ประชุมเห็นชอบให้ซ่อมหอถังประปาภายในเดือนธันวาคม"


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with 23 memos of three years, minutes, and minutes that only personnel may read."""
    with prepared(new_office, tmp_path_factory) as office:
        for number in range(23):
            on = date(2024 + number % 3, 3, 1 + number)
            file(office, "memo", f"สำรวจหอถังประปา แห่งที่ {number}", on, "พบรอยร้าว")
        minutes = f"ช่างรายงานเรื่องหอถังประปา\n{RESOLVED}"
        file(office, "minutes", "รายงานการประชุมช่าง", date(2026, 4, 1), minutes)
        private = f"สอบวินัยเรื่องหอถังประปา นายลับ ปกปิด\n{RESOLVED}ลับเฉพาะ"
        file(office, "minutes", "รายงานการประชุมลับ", date(2026, 5, 1), private, access="hr")
        office.index.catch_up()
        return office.folder.path


def file(  # noqa: PLR0917
    office: Office, kind: str, title: str, on: date, said: str, access: str = "office"
) -> None:
    about = Description(
        type=kind,
        title=title,
        dated=on,
        filed_at=NOON,
        category="3" if kind == "memo" else "1",
        access=access,
        group="hr" if access == "hr" else "",
        signer=Signer("นายลับ  ปกปิด" if access == "hr" else "นายช่าง  ประปา", "ช่าง"),
    )
    with office.db.writing() as conn:
        id = office.archive.next_id(conn, on.year + 543, kind)
    new = [NewFile("text.json", Text((Passage("ระเบียบวาระที่ ๔.๑  หอถังประปา", said),)).to_json())]
    record = office.archive.accession(id, about, new, who="p05", why="จัดเก็บ")
    with office.db.writing() as conn:
        office.archive.enter(conn, record)
        office.journal.add(conn, "p05", "issued", str(id), {}, NOON)


@pytest.fixture(scope="module")
def office(begun: Path) -> Iterator[Office]:
    """One office for all: they look, and whoever keeps a search deletes it again."""
    opened = Office.open(begun, lambda: NOON)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def clerk(office: Office) -> Browser:
    return Browser(pages_of(office)).come_in("p15")


@pytest.fixture(scope="module")
def director(clerk: Browser) -> Browser:
    return Browser(clerk.app).come_in("p01")


def test_results_are_told_in_pages_that_lead_to_each_other(clerk: Browser) -> None:
    first = clerk.get("/find?q=หอถังประปา").text
    assert "พบ ๒๔ ฉบับ" in first
    assert "หน้า ๑ จาก ๓" in first
    assert first.count("<li><h3>") == 10
    last = clerk.get("/find?q=หอถังประปา&page=3").text
    assert last.count("<li><h3>") == 4
    assert 'rel="prev"' in last
    assert 'rel="next"' not in last


def test_what_was_asked_is_marked_in_titles_and_headings(clerk: Browser) -> None:
    page = clerk.get("/find?q=หอถังประปา").text
    assert "สำรวจ<mark>หอถังประปา</mark> แห่งที่" in page
    assert "๔.๑  <mark>หอถังประปา</mark></p>" in page


def test_all_results_stand_on_one_page_to_be_printed(clerk: Browser) -> None:
    assert clerk.get("/find?q=หอถังประปา&all=1").text.count("<li><h3>") == 24


def test_a_count_leads_to_as_many_documents(clerk: Browser) -> None:
    page = clerk.get("/find?q=หอถังประปา").text
    assert "year=2567" in page
    narrowed = clerk.get("/find?q=หอถังประปา&year=2567").text
    assert "พบ ๘ ฉบับ" in narrowed
    assert "เอาออก<span" in narrowed


def test_a_person_who_signed_narrows_too(clerk: Browser) -> None:
    found = clerk.get("/find", query_string={"q": "หอถังประปา", "person": "นายช่าง  ประปา"}).text
    assert "พบ ๒๔ ฉบับ" in found


def test_only_resolutions_leave_the_minutes(clerk: Browser) -> None:
    page = clerk.get("/find?q=หอถังประปา&mati=1").text
    assert "พบ ๑ ฉบับ" in page
    assert 'class="resolved"' in page


@pytest.mark.parametrize(("order", "year"), [("newest", "2569"), ("oldest", "2567")])
def test_results_are_sorted_by_day_when_asked(clerk: Browser, order: str, year: str) -> None:
    page = clerk.get(f"/find?q=หอถังประปา&order={order}").text
    assert page.index(f"/records/{year}") == page.index("/records/2")


def test_a_link_of_nonsense_is_answered_all_the_same(clerk: Browser) -> None:
    wrong = "year=ก&category=%00&order=sideways&mati=x&page=-3&person=%27%22%3C"
    assert clerk.get(f"/find?q=หอถังประปา&{wrong}").status_code == 200
    assert clerk.get("/find?q=%22-:*%22").status_code == 200
    assert clerk.get("/find", query_string={"q": "ก" * 2_000}).status_code == 200


def test_nothing_found_offers_what_is_spelt_alike(clerk: Browser) -> None:
    page = clerk.get("/find?q=หอถังปะปา").text
    assert "ลองค้นด้วยคำเหล่านี้" in page or "หอถังประปา" in page


def test_results_go_into_a_spreadsheet(clerk: Browser) -> None:
    told = clerk.get("/find/list.csv?q=หอถังประปา&order=oldest")
    rows = list(csv.reader(io.StringIO(told.data.decode("utf-8-sig"))))
    assert len(rows) == 25
    assert rows[1][1].startswith("2567/memo/")
    book = load_workbook(io.BytesIO(clerk.get("/find/list.xlsx?q=หอถังประปา").data))
    assert book.worksheets[0].max_row == 25
    assert clerk.get("/find/list.exe?q=หอถังประปา").status_code == 404


def test_results_go_to_a_program(clerk: Browser) -> None:
    answer = clerk.get("/find/list.json?q=หอถังประปา&year=2568")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    told = answer.get_json()
    assert told["total"] == len(told["hits"]) == 8


def test_a_search_is_kept_under_a_name_by_its_person_alone(
    clerk: Browser, director: Browser
) -> None:
    clerk.post("/find/keep", name="หอถังปีก่อน", asked="q=หอถังประปา&year=2568&page=7&x=<script>")
    page = clerk.get("/find").text
    assert "หอถังปีก่อน" in page
    assert "year=2568" in page
    assert "script%3E" not in page
    assert "หอถังปีก่อน" not in director.get("/find").text
    assert director.post("/find/forget/1").status_code == 404
    clerk.post("/find/forget/1")
    assert "หอถังปีก่อน" not in clerk.get("/find").text


def test_a_search_without_a_name_is_not_kept(clerk: Browser) -> None:
    answer = clerk.post("/find/keep", name=" ", asked="q=หอถังประปา")
    assert "ตั้งชื่อ" in clerk.get(answer.headers["Location"]).text


def test_what_one_may_not_read_appears_nowhere(clerk: Browser, director: Browser) -> None:
    everywhere = (
        "/find?q=หอถังประปา&all=1",
        "/find?q=สอบวินัย",
        "/find?q=หอถังประปา&person=นายลับ++ปกปิด",
        "/find/list.csv?q=หอถังประปา",
        "/find/list.json?q=หอถังประปา",
        "/find/suggest?q=รายงานการประชุม",
        "/find/suggest?q=นายลับ",
        "/find/like/2569/minutes/0001",
        "/topic?q=หอถังประปา",
    )
    for path in everywhere:
        said = clerk.get(path).text.replace("person=", "")
        assert "การประชุมลับ" not in said, path
        assert "ลับเฉพาะ" not in said, path
        assert str(SECRET) not in said, path
    assert "ปกปิด" not in clerk.get("/find?q=หอถังประปา").text
    assert "พบ ๒๕ ฉบับ" in director.get("/find?q=หอถังประปา").text
    assert "ลับเฉพาะ" in director.get("/topic?q=หอถังประปา").text


def test_a_record_that_one_may_not_read_is_like_nothing(clerk: Browser) -> None:
    assert clerk.get(f"/find/like/{SECRET}").status_code in (403, 404)
    assert clerk.get(f"/records/marks/{SECRET}/1/x.pdf?q=หอถัง").status_code in (403, 404)


def test_a_topic_is_told_by_year_with_what_was_resolved(clerk: Browser) -> None:
    page = clerk.get("/topic?q=หอถังประปา").text
    assert "ปี ๒๕๖๙" in page
    assert "ภายในเดือนธันวาคม" in page
    assert "ไม่พบการประชุม" in clerk.get("/topic?q=ไม่เคยพูดถึงเลยสักครั้ง").text


def test_suggestions_come_out_of_what_is_filed(clerk: Browser) -> None:
    told = clerk.get("/find/suggest?q=สำรวจหอ").get_json()
    assert told
    assert all({"text", "kind", "ask"} == set(one) for one in told)
    assert clerk.get("/find/suggest?q=").get_json() == []
