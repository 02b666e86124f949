"""A number without a document: the search says what became of it."""

from datetime import date

import pytest

from office.office import Office, operator
from office.registers import Claim
from tests.conftest import Browser

pytestmark = pytest.mark.slow


@pytest.fixture
def numbers(office: Office, browser: Browser) -> Browser:
    """Somebody before an office with one void and one reserved number of orders."""
    book = office.register("orders")
    for purpose in "เตรียมคำสั่งเวร", "รอคำสั่งแต่งตั้ง":
        row = office.reserve(book, Claim(date(2026, 11, 22)), purpose, None, operator())
    office.void_number(book, row.year, row.number, "เปลี่ยนเป็นประกาศ", operator())
    return browser.come_in("p15")


def test_a_number_without_a_document_is_told_from_the_register(
    numbers: Browser, office: Office
) -> None:
    book = office.register("orders")
    kept, void = office.registers_of("orders", 2569).entries[-2:]
    told = numbers.get(f"/find?q={void.number}").text
    assert f"เลข {void.printed} ยกเลิกแล้ว (เปลี่ยนเป็นประกาศ)" in told
    assert f"/registers/{book.code}/2569?month=all" in told
    assert "จองไว้ ยังไม่มีเอกสาร (เตรียมคำสั่งเวร)" in numbers.get(f"/find?q={kept.printed}").text


@pytest.mark.parametrize("typed", ["อาหารกลางวัน", "ว", "/", "0", "9" * 400, "๑/๒๕๐๐"])
def test_other_questions_are_told_nothing_of_it(numbers: Browser, typed: str) -> None:
    page = numbers.get("/find", query_string={"q": typed})
    assert page.status_code == 200
    assert "ดูในทะเบียน" not in page.text
