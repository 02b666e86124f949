"""Handing over on pages: what is ticked or chosen is shown first, then comes as one .zip."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import bagit  # type: ignore[import-untyped]
import pytest

from office import answers
from office.office import Office, operator
from office.plans import Wish
from tests.conftest import SAMPLES, Browser, prepared

LETTER, MEMO = "2569/letter/0001", "2569/memo/0001"


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An office with a letter, and a memo in which a citizen id stands."""
    with prepared(new_office, tmp_path_factory) as office:
        letter = answers.load(SAMPLES / "letter-01.yaml")
        office.issue("letter", letter, operator(), Wish(pdf=False))
        memo = dict(answers.load(SAMPLES / "memo-01.yaml"))
        memo["body"] = ["นายสมชาย เลขประจำตัว ๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑ ขอลาพัก", "จึงเรียนมาเพื่อทราบ"]
        office.issue("memo", memo, operator(), Wish(pdf=False))
        yield office.folder.path


@pytest.fixture
def clerk(browser: Browser) -> Browser:
    return browser.come_in("p15")


def test_what_is_ticked_is_shown_with_the_personal_numbers_in_it(clerk: Browser) -> None:
    page = clerk.post("/picked", {"do": "handover", "id": [LETTER, MEMO]}).text
    assert "พบข้อมูลส่วนบุคคลใน ๑ ฉบับ" in page
    assert "๐๑๒๑" in page
    assert "๑๒๓๔๕๖" not in page
    alone = clerk.post("/picked", {"do": "handover", "id": [LETTER]}).text
    assert "ไม่พบเลขประจำตัวประชาชน" in alone


def test_a_chosen_list_leads_to_its_handover(clerk: Browser) -> None:
    assert "/handover?year=2569" in clerk.get("/browse?year=2569").text
    assert "๒ ฉบับ" in clerk.get("/handover?year=2569").text
    assert "ยังไม่ได้เลือกเอกสาร" in clerk.get("/handover?year=2500").text


def test_the_zip_is_a_valid_bag_of_what_stayed_ticked(
    clerk: Browser, office: Office, tmp_path: Path
) -> None:
    sent = clerk.post("/handover/zip", {"id": [LETTER, "../etc"]})
    assert sent.headers["Content-Disposition"].endswith("handover-2026-11-22.zip")
    with zipfile.ZipFile(BytesIO(sent.data)) as archive:
        archive.extractall(tmp_path / "out")
    (bag,) = (tmp_path / "out").iterdir()
    bagit.Bag(str(bag)).validate()
    assert (bag / "data" / LETTER / "record.json").is_file()
    assert not (bag / "data" / MEMO).exists()
    sent.close()
    assert not list(office.folder.place("work").glob("tmp*"))


def test_who_notes_a_sending_is_told_of_personal_numbers(clerk: Browser) -> None:
    assert "มีเลขประจำตัวประชาชน ๑ หมายเลข" in clerk.get(f"/records/sent/{MEMO}").text
    assert "ตรวจก่อนส่ง" not in clerk.get(f"/records/sent/{LETTER}").text


@pytest.mark.slow
def test_nothing_ticked_and_too_much_are_told(
    clerk: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert clerk.post("/handover/zip").status_code == 422
    monkeypatch.setattr("office.handover.MOST_BYTES", 10)
    much = clerk.post("/handover/zip", {"id": [LETTER]})
    assert much.status_code == 422
    assert "โปรดเลือกให้น้อยลง" in much.text
    monkeypatch.setattr("web.handover.MOST_ZIPPED", 1)
    assert "saraban handover" in clerk.get("/handover?year=2569").text
