"""What is filed, in four views: list, cards, the tree of the file plan, charts; by either year."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from archive.catalogue import Filters, Order
from archive.records import Description
from office.office import Office, operator
from tests.conftest import NOON, Browser, prepared

FILED = (  # the day, the category, the title
    (date(2025, 9, 30), "3", "ขอเชิญประชุมปลายปีงบประมาณ"),
    (date(2025, 10, 1), "3", "แผนปฏิบัติราชการต้นปีงบประมาณ"),
    (date(2026, 2, 2), "5", "รายงานการพัฒนาคุณภาพ"),
)


def file(office: Office, on: date, category: str, title: str) -> None:
    about = Description(type="memo", title=title, dated=on, filed_at=NOON, category=category)
    with office.db.writing() as conn:
        id = office.archive.next_id(conn, on.year + 543, "memo")
    record = office.archive.accession(id, about, [], "p15", "นำเข้า")
    with office.db.writing() as conn:
        office.archive.enter(conn, record)


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with three memos around the end of a fiscal year."""
    with prepared(new_office, tmp_path_factory) as office:
        for one in FILED:
            file(office, *one)
        return office.folder.path


@pytest.fixture
def reader(browser: Browser) -> Browser:
    return browser.come_in("p15")


def titles(page: str) -> set[str]:
    return {title for *_, title in FILED if title in page}


def test_the_last_day_of_september_is_of_one_fiscal_year_and_october_of_the_next(
    reader: Browser,
) -> None:
    assert titles(reader.get("/browse?fiscal=2568").text) == {FILED[0][2]}
    assert titles(reader.get("/browse?fiscal=2569").text) == {FILED[1][2], FILED[2][2]}
    assert titles(reader.get("/browse?year=2568").text) == {FILED[0][2], FILED[1][2]}
    by_fiscal = reader.get("/browse?by=fiscal").text
    assert re.search(r'fiscal=2569[^>]*">๒๕๖๙</a><span>๒<', by_fiscal)


def test_cards_hold_what_the_list_holds(reader: Browser) -> None:
    cards = reader.get("/browse?view=cards").text
    assert titles(cards) == {title for *_, title in FILED}
    assert cards.count('form="picking"') == 3
    assert "<table" not in cards


def test_the_tree_counts_what_lies_in_and_below_each_category(reader: Browser) -> None:
    tree = reader.get("/browse?view=tree&by=fiscal").text
    summaries = [
        re.sub(r"<[^>]+>", "", one) for one in re.findall("<summary>(.*?)</summary>", tree)
    ]
    assert len(summaries) == 7
    assert summaries[2].endswith("๒ ฉบับ")
    assert summaries[0].endswith("๐ ฉบับ")
    link = re.search(r'href="([^"]+)"><span class="unseen">[^<]+</span>ปีงบประมาณ ๒๕๖๘', tree)
    assert link
    assert titles(reader.get(link[1].replace("&amp;", "&")).text) == {FILED[0][2]}


def test_what_a_chart_shows_stands_in_the_table_beside_it(reader: Browser) -> None:
    page = reader.get("/browse?view=charts&fiscal=2569").text
    pictures = re.findall('aria-label="แผนภูมิแท่งจำนวนเอกสารตาม([^ ]+)', page)
    tables = re.findall('aria-label="จำนวนเอกสารตาม([^"]+)"', page)
    assert pictures == tables and pictures[:2] == ["เดือน", "หมวด"]
    assert re.search(r"ต\.ค\.</th><td[^>]*>๑</td><td[^>]*>๕๐\.๐", page)
    assert "style=" not in page


def test_a_title_or_an_odd_link_never_breaks_a_view(reader: Browser) -> None:
    for view in "list", "cards", "tree", "charts", "<script>":
        page = reader.get(f"/browse?view={view}&year=๒๕๖๙&title=ไม่มีคำนี้&by=<b>&cabinet=%22")
        assert page.status_code == 200
        assert "<script>" not in page.text


@pytest.mark.parametrize("order", get_args(Order))
def test_pages_hold_together_what_the_whole_list_holds_in_its_order(
    office: Office, order: Order
) -> None:
    for told in Filters(order=order), Filters(order=order, title="งบประมาณ"):
        whole = office.browse(told, operator()).rows
        assert len(whole) == (2 if told.title else 3)
        pages = [office.browse(replace(told, limit=1, offset=n), operator()) for n in range(4)]
        assert [row for page in pages for row in page.rows] == list(whole)
        assert {page.total for page in pages} == {len(whole)}
