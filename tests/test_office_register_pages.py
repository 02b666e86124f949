"""A register a page at a time: no row, gap or span is lost between two pages or shown twice."""

from datetime import date

import pytest

from office.office import Office, operator
from office.people_errors import NotPermitted
from office.permissions import Actor
from office.register_pages import Asked, RegisterPage
from office.register_tables import entries
from office.registers import Claim

pytestmark = pytest.mark.slow

DAYS = [date(2026, month, 1 + n) for month in (1, 2, 4) for n in range(3)]


@pytest.fixture
def register(office: Office) -> Office:
    """Orders 11 to 19 of three months; 1–10 lie in the old book, and 13 was lost."""
    book = office.register("orders")
    office.begin_register(book, 2569, 11, operator())
    for day in DAYS:
        office.reserve(book, Claim(day), f"จองวันที่ {day}", None, operator())
    with office.db.writing() as conn:
        conn.execute(entries.delete().where(entries.c.number == 13))
    return office


def told(page: RegisterPage) -> list[int]:
    return sorted(
        [row.number for row in page.entries]
        + [span.first for span in page.spans]
        + list(page.unexplained)
    )


@pytest.mark.parametrize("newest", [False, True])
@pytest.mark.parametrize("limit", [1, 3, 4, 100])
def test_the_pages_of_a_year_hold_everything_once(
    register: Office, limit: int, newest: bool
) -> None:
    pages = [
        register.register_pages.page("orders", 2569, Asked(None, newest, limit, start), operator())
        for start in range(0, 8, limit)
    ]
    assert sorted(line for page in pages for line in told(page)) == [1, *range(11, 20)]
    assert {(page.total, page.lost, page.next_number) for page in pages} == {(8, 1, 20)}


def test_a_month_has_the_gaps_before_its_own_rows_only(register: Office) -> None:
    pages = register.register_pages
    assert pages.months("orders", 2569) == (1, 2, 4)
    assert told(pages.page("orders", 2569, Asked(1), operator())) == [1, 11, 12]
    assert told(pages.page("orders", 2569, Asked(2), operator())) == [13, 14, 15, 16]


def test_a_year_without_numbers_still_tells_which_lie_in_the_old_book(office: Office) -> None:
    office.begin_register(office.register("orders"), 2569, 11, operator())
    page = office.register_pages.page("orders", 2569, Asked(), operator())
    assert (told(page), page.next_number) == ([1], 11)


def test_only_who_may_read_sees_a_register(office: Office) -> None:
    with pytest.raises(NotPermitted):
        office.register_pages.page("orders", 2569, Asked(), Actor("x", "x"))
