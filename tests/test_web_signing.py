"""The signature folder as a clerk meets it: a page to print, rows to tick, one press."""

import re
from collections.abc import Iterator

import pytest

from archive.errors import DiskFull
from archive.records import RecordId
from office import answers
from office.office import Office, operator
from office.plans import Wish
from office.profile import SAMPLE
from tests.conftest import Browser

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def no_pdfs(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """What happens to the rows is tried here; LibreOffice would take seconds for each paper."""
    monkeypatch.setattr(type(office.filing.press), "pdf", lambda *_: (None, ""))


@pytest.fixture
def clerk(browser: Browser, office: Office) -> Iterator[Browser]:
    """A clerk with two memos printed for the head of the group, and one that is being written."""
    browser.come_in("p15")
    actor = office.actor("p15")
    told = answers.load(SAMPLE.parent / "memo-02.yaml") | {"date": "๒๐ พ.ย. ๒๕๖๙", "book_no": ""}
    for subject in "ขออนุมัติจัดซื้อ <กระดาษ>", "ขออนุมัติเดินทางไปราชการ", "ยังเขียนไม่เสร็จ":
        draft = office.drafting.begin("memo", actor)
        office.drafting.save(draft, 1, told | {"subject": subject, "route": []}, actor)
        if draft < 3:
            office.print_set.word_of_draft(draft, actor)
    yield browser


def keys(page: str) -> list[str]:
    return re.findall(r'name="tick" value="([^"]+)"', page)


def test_the_page_names_each_paper_under_its_signer_with_the_day_to_come(clerk: Browser) -> None:
    page = clerk.get("/signing").text
    assert keys(page) == ["draft-1-2", "draft-2-2"]
    assert "เสนอ นางประดิษฐ์  ร่างเรียบ (๒ ฉบับ)" in page
    assert "ขออนุมัติจัดซื้อ &lt;กระดาษ&gt;" in page and "ยังเขียนไม่เสร็จ" not in page
    assert page.count('value="๒๒ พ.ย. ๒๕๖๙"') == 2
    assert len(re.findall("checked", clerk.get("/signing?tick=all").text)) == 2
    assert "ไม่มีหนังสือรอลงนาม" in clerk.get("/signing?signer=ผู้อื่น").text
    assert "/signing" in clerk.get("/desk").text


def test_one_press_gives_numbers_and_days_and_shows_them(clerk: Browser, office: Office) -> None:
    days = {"dated:draft-1-2": "๒๑ พ.ย. ๖๙", "dated:draft-2-2": ""}
    given = {"tick": ["draft-1-2", "draft-2-2"], "on": "22/11/2569", **days}
    answer = clerk.post("/signing", given)
    assert answer.status_code == 303
    page = clerk.get(answer.location).text
    assert "๒๑ พ.ย. ๒๕๖๙" in page and "๒๒ พ.ย. ๒๕๖๙" in page
    assert re.findall(r"ศธ ๐๔๙๙๙.๑/[๐-๙]+", page) == ["ศธ ๐๔๙๙๙.๑/๑", "ศธ ๐๔๙๙๙.๑/๒"]
    found = office.find("ขออนุมัติเดินทางไปราชการ", operator()).hits[0]
    said = "".join(part.text for part in office.show(found.id, operator()).text.passages)
    assert "๒๒ พฤศจิกายน ๒๕๖๙" in said and "ศธ ๐๔๙๙๙.๑/๒" in said
    again = clerk.post("/signing", given)
    assert again.status_code == 422 and again.text.count("ออกเลขแล้วเป็นเอกสาร") == 2


def test_a_wrong_row_is_told_in_its_place_and_ticks_and_days_stay(
    clerk: Browser, office: Office
) -> None:
    days = {"dated:draft-1-2": "๓๑ พ.ย. ๖๙", "dated:draft-2-2": "๒๑ พ.ย. ๖๙"}
    before = office.journal.last()
    answer = clerk.post("/signing", {"tick": ["draft-1-2", "draft-2-2"], "on": "", **days})
    assert answer.status_code == 422 and "ไม่มีวันที่" in answer.text
    assert 'value="๓๑ พ.ย. ๖๙"' in answer.text and 'value="๒๑ พ.ย. ๖๙"' in answer.text
    assert len(re.findall(" checked", answer.text)) == 2
    gone = clerk.post("/signing", {"tick": ["draft-1-2", "draft-1-9", "2569/memo/0001"]})
    assert gone.status_code == 422 and "ร่าง 1 ถูกแก้ไข" in gone.text.replace("๑", "1")
    assert "โปรดเลือกอย่างน้อยหนึ่งฉบับ" in clerk.post("/signing", {}).text
    assert office.journal.last() == before


def test_a_full_disk_half_way_is_told_in_its_row_and_the_rest_is_shown(
    clerk: Browser, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, whole = RecordId(2569, "memo", 1), office.archive.check_room

    def full(size: int) -> None:
        if office.archive.has(first):
            raise DiskFull()
        whole(size)

    monkeypatch.setattr(office.archive, "check_room", full)
    answer = clerk.post("/signing", {"tick": ["draft-1-2", "draft-2-2"], "on": ""})
    assert answer.status_code == 422
    assert "บันทึกแล้วบางฉบับ" in answer.text and "ลงนามแล้ว รอออกเลข" in answer.text
    assert 'href="/records/2569/memo/0001"' in answer.text


def test_a_paper_with_its_number_stands_in_the_folder_until_it_is_signed(
    browser: Browser, office: Office
) -> None:
    told = answers.load(SAMPLE.parent / "memo-02.yaml") | {"date": "22/11/2569", "book_no": ""}
    done = office.issue("memo", told, operator(), Wish(pdf=False))
    browser.come_in("p16")
    page = browser.get("/signing").text
    assert keys(page) == [str(done.id)] and "ออกเลขแล้ว รอลงนาม" in page
    answer = browser.post("/signing", {"tick": [str(done.id)], "on": ""})
    assert done.number in browser.get(answer.location).text
    assert "ไม่มีหนังสือรอลงนาม" in browser.get("/signing").text


def test_whoever_may_not_give_numbers_does_not_come_here(browser: Browser) -> None:
    browser.come_in("p25")
    assert browser.get("/signing").status_code == 403
    assert "แฟ้มเสนอลงนาม" not in browser.get("/desk").text
