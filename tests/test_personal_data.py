"""Personal numbers are found in the words around them, and figures that are none are let be."""

import re
from datetime import date
from html import unescape

import pytest

from office.office import Office, operator
from office.personal_numbers import is_citizen_id, masked, personal
from office.receiving import Letter
from tests.conftest import Browser


def kinds(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.digits) for one in personal(text)]


@pytest.mark.parametrize(
    "written", ["1234567890121", "๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑", "1 2345 67890 12 1", "1–2345–67890–12–1"]
)
def test_a_citizen_id_is_found_however_it_is_written(written: str) -> None:
    assert kinds(f"นายสมชาย ใจดี เลขประจำตัว {written} อยู่บ้านเลขที่ ๙") == [("citizen", "1234567890121")]


def test_thirteen_digits_without_their_check_digit_are_no_citizen_id() -> None:
    assert is_citizen_id("1234567890121")
    assert [n for n in range(10) if is_citizen_id(f"123456789012{n}")] == [1]
    assert kinds("รหัสพัสดุ 1234567890122 ชำรุด") == []


def test_a_mobile_telephone_is_found_and_the_offices_own_is_not() -> None:
    text = "ติดต่อนางสาวมาลี โทร. ๐๘๑-๒๓๔ ๕๖๗๘ หรือ 0912345678"
    assert kinds(text) == [("phone", "0812345678"), ("phone", "0912345678")]
    assert [one.digits for one in personal(text, frozenset({"0812345678"}))] == ["0912345678"]


def test_an_account_is_known_by_its_form_or_by_the_word_before_it() -> None:
    assert kinds("โอนเข้า 123-4-56789-0 ธนาคาร") == [("account", "1234567890")]
    assert kinds("บัญชีออมทรัพย์ เลขที่ ๐๒๐๑๒๓๔๕๖๗๘๙ ชื่อบัญชี") == [("account", "020123456789")]
    assert kinds("เลขที่บัญชี 0812345678") == [("account", "0812345678")]


@pytest.mark.parametrize(
    "text",
    [
        "ที่ ศธ ๐๔๙๙๙/๒๙๔๘ ลงวันที่ ๑๑ พฤศจิกายน ๒๕๖๙",
        "โทร. ๐ ๒๒๘๘ ๕๕๑๑",
        "งบประมาณ ๑๒,๓๔๕,๖๗๘.๙๐ บาท",
        "ปี ๒๕๖๙ ๒๕๗๐ ๒๕๗๑",
        "รหัสงบประมาณ 20004310001003110001",
    ],
)
def test_numbers_of_letters_money_and_years_are_let_be(text: str) -> None:
    assert kinds(text) == []


def test_a_found_number_is_told_by_its_end_and_knows_its_place() -> None:
    text = "โทร ๐๘๑๒๓๔๕๖๗๘ ครับ"
    (found,) = personal(text)
    assert text[found.start : found.end] == "๐๘๑๒๓๔๕๖๗๘"
    assert masked(found.digits) == "××××××5678"


@pytest.fixture
def told(office: Office, browser: Browser) -> Browser:
    """A clerk in an office of two letters, whose first names a person by number."""
    for title in ("ขอแก้เลขบัตร 1-2345-67890-12-1 ของนายสมชาย", "ขอเชิญประชุมผู้บริหาร"):
        office.receiving.receive(Letter(title, "สพฐ.", date(2026, 11, 20)), operator())
    return browser.come_in("p15")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_list_with_personal_numbers_is_sent_once_they_were_seen(
    told: Browser, ending: str
) -> None:
    asked = told.client.get(
        f"/registers/received/2569/list.{ending}?month=11",
        headers={"Referer": "http://x/registers"},
    )
    assert "แถวที่ ๑ ช่อง เรื่อง" in asked.text and "๐๑๒๑" in asked.text
    assert "67890" not in asked.text and 'href="/registers"' in asked.text
    (link,) = re.findall(r'class="button" href="([^"]+)"', asked.text)
    sent = told.get(unescape(link))
    assert sent.headers["Content-Disposition"].endswith(f".{ending}")


def test_what_was_ticked_for_a_list_stays_ticked_behind_the_warning(told: Browser) -> None:
    ticked = {"do": "csv", "id": ["2569/received/0001", "2569/received/0002"]}
    asked = told.post("/picked", ticked).text
    assert asked.count('name="id"') == 2 and 'name="sure" value="1"' in asked
    sent = told.post("/picked", ticked, sure="1")
    assert "67890" in sent.data.decode("utf-8-sig")
    alone = told.post("/picked", {"do": "csv", "id": ["2569/received/0002"]})
    assert "ขอเชิญประชุมผู้บริหาร" in alone.data.decode("utf-8-sig")
