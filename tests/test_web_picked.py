"""Records ticked in a list: listed, kept as a file, bound in a volume, put in envelopes."""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from office import answers
from office.first_start import try_as
from office.office import Office, operator
from office.plans import Wish
from tests.conftest import SAMPLES, Browser, pages_of, prepared

pytestmark = pytest.mark.slow

LETTER, MEMO = "2569/letter/0001", "2569/memo/0001"


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An office with a letter, a memo that few may read, and an order."""
    with prepared(new_office, tmp_path_factory) as office:
        for code, sample in (("letter", "letter-01"), ("memo", "memo-01"), ("order", "order-01")):
            given = answers.load(SAMPLES / f"{sample}.yaml")
            office.issue(code, given, operator(), Wish(pdf=False))
        yield office.folder.path


@pytest.fixture
def clerk(browser: Browser) -> Browser:
    return browser.come_in("p15")


def pick(clerk: Browser, do: str, *ids: str) -> str:
    return clerk.post("/picked", {"do": do, "id": list(ids)}).text


def test_the_lists_offer_a_box_for_each_record_and_one_set_of_buttons(clerk: Browser) -> None:
    for path in ("/browse?year=2569", "/find?q=นักเรียน"):
        page = clerk.get(path).text
        assert page.count('form="picking"') == page.count('name="id"') > 0
        assert page.count('id="picking"') == 1


def test_the_picked_ones_are_listed_in_their_order_and_no_others(clerk: Browser) -> None:
    page = pick(clerk, "list", MEMO, LETTER, MEMO, "2569/memo/0099", "../etc")
    assert re.findall(r'name="id" value="([^"]+)"', page) == [MEMO, LETTER]
    assert "๒ ฉบับ" in page


def test_nothing_picked_says_what_to_do(clerk: Browser) -> None:
    for do in ("list", "pack", "envelopes", ""):
        assert "ยังไม่ได้เลือกเอกสาร" in pick(clerk, do)


def test_from_nothing_picked_a_link_leads_back_to_the_list_but_to_no_other_site(
    clerk: Browser,
) -> None:
    for list_of, leads in (("http://localhost/browse?year=2569", True), ("http://else/", False)):
        told = {"csrf": clerk.secret(), "do": "list"}
        page = clerk.client.post("/picked", data=told, headers={"Referer": list_of}).text
        assert (f'<a href="{list_of}">กลับไปเลือก</a>' in page) == leads


def test_the_picked_ones_are_kept_as_a_sheet(clerk: Browser) -> None:
    sent = clerk.post("/picked", {"do": "xlsx", "id": [LETTER]})
    rows = list(load_workbook(BytesIO(sent.data)).worksheets[0].values)
    assert [row[0] for row in rows] == ["เลขแฟ้ม", LETTER]


def test_the_picked_ones_are_proposed_for_a_volume_numbered(clerk: Browser) -> None:
    page = pick(clerk, "pack", LETTER, MEMO)
    assert f'action="/pack/{LETTER}"' in page
    assert re.findall(r'name="record" value="([^"]+)"', page) == [LETTER, MEMO]
    assert "เอกสารประกอบที่ ๒" in page


def test_the_receivers_of_the_picked_ones_stand_ready_for_envelopes(clerk: Browser) -> None:
    assert "ปลัดจังหวัดตัวอย่าง" in pick(clerk, "envelopes", LETTER)


def test_what_one_may_not_read_is_not_among_the_picked(office: Office, clerk: Browser) -> None:
    assert pick(clerk, "list", "2569/order/0001").count('name="id"') == 1
    assert Browser(pages_of(office)).post("/picked", {"id": [LETTER]}).status_code != 200


def test_a_program_gets_what_a_volume_would_have_and_all_that_is_wrong(office: Office) -> None:
    try_as(office, "p16", browser="")
    key = {"Authorization": f"Bearer {office.tokens.give('เล่ม', office.actor('p16'))}"}
    client = pages_of(office).test_client()
    told = json.loads(client.get(f"/api/v1/records/{LETTER}/pack", headers=key).data)
    assert [one["record"] for one in told["papers"]] == [LETTER]
    wrong = client.post("/api/v1/packs", headers=key, json={"papers": [{"record": "x", "y": 1}]})
    assert wrong.status_code == 422
    assert len(json.loads(wrong.data)["problems"]) == 2
