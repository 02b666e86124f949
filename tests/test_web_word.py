"""The pages, the API and the command on which a draft goes on in Word."""

import io
import json
from pathlib import Path

import pytest

import saraban
from office import answers
from office.office import Office, operator
from office.profile import SAMPLE
from tests.conftest import Browser
from tests.test_office_word import OWN_WORDS, edited, text_of, without

pytestmark = pytest.mark.slow


@pytest.fixture
def clerk(browser: Browser) -> Browser:
    return browser.come_in("p15")


@pytest.fixture
def draft(office: Office, clerk: Browser) -> int:
    """A complete memo of the clerk that has no number."""
    told = answers.load(SAMPLE.parent / "memo-02.yaml") | {"book_no": "", "date": "๒๐ พ.ย. ๖๙"}
    begun = office.drafting.begin("memo", office.actor("p15"))
    office.drafting.save(begun, 1, told, office.actor("p15"))
    return begun


def put(clerk: Browser, draft: int, data: bytes, seen: int = 2) -> str:
    file = (io.BytesIO(data), "บันทึก แก้แล้ว.docx")
    answer = clerk.post(f"/drafts/{draft}/word", revision=str(seen), file=file)
    return clerk.get(answer.location).text if answer.status_code == 303 else answer.text


def fetched(clerk: Browser, draft: int) -> bytes:
    answer = clerk.get(f"/drafts/{draft}/word.docx")
    assert answer.status_code == 200
    return bytes(answer.data)


def test_an_edited_file_is_checked_compared_and_announced_on_the_draft(
    clerk: Browser, draft: int
) -> None:
    assert "แบบฟอร์มจะไม่พิมพ์ทับอีก" in clerk.get(f"/drafts/{draft}/word").text
    page = put(clerk, draft, edited(fetched(clerk, draft)))
    assert OWN_WORDS in page and "ตรวจรูปแบบ:" in page and "รุ่นที่ ๑" in page
    assert "ข้อความที่จะพิมพ์และออกเลขคือไฟล์ Word" in clerk.get(f"/drafts/{draft}").text
    assert "พิมพ์จากไฟล์ Word" in clerk.get(f"/drafts/{draft}/print").text
    assert "จะออกจากไฟล์ Word" in clerk.get(f"/drafts/{draft}/issue").text


def test_a_refused_file_is_told_at_the_field_and_leaves_the_draft(
    clerk: Browser, draft: int
) -> None:
    page = put(clerk, draft, without("number")(fetched(clerk, draft)))
    assert '<a href="#file">' in page and "ไม่มีช่องสำหรับเติมเลขที่แล้ว" in page
    assert "<strong>แบบฟอร์ม</strong>" in clerk.get(f"/drafts/{draft}/word").text
    assert "โปรดเลือกไฟล์" in clerk.post(f"/drafts/{draft}/word", revision="2").text


def test_going_back_to_the_form_is_asked_once_more(clerk: Browser, draft: int) -> None:
    came = edited(fetched(clerk, draft))
    put(clerk, draft, came)
    back = f"/drafts/{draft}/word/back"
    assert "ยังดาวน์โหลดได้" in clerk.post(back, revision="3").text
    assert clerk.post(back, revision="3", sure="1").status_code == 303
    assert "<strong>แบบฟอร์ม</strong>" in clerk.get(f"/drafts/{draft}/word").text
    assert clerk.get(f"/drafts/{draft}/word/1.docx").data == came
    assert clerk.get(f"/drafts/{draft}/word/2.docx").status_code == 404


def test_an_unfinished_draft_leads_to_what_is_missing(office: Office, clerk: Browser) -> None:
    begun = office.drafting.begin("memo", office.actor("p15"))
    assert "check=1" in clerk.get(f"/drafts/{begun}/word.docx").location


def test_programs_fetch_and_put_the_file(office: Office, clerk: Browser, draft: int) -> None:
    token = office.tokens.give("ทดสอบ", office.actor("p15"))
    told = {"Authorization": f"Bearer {token}"}
    url = f"/api/v1/drafts/{draft}/word"
    came = edited(clerk.get(url, headers=told).data)
    data = {"revision": "2", "file": (io.BytesIO(came), "ก.docx")}
    answer = clerk.client.post(url, data=data, headers=told).get_json()
    assert (answer["revision"], answer["counts"]) == (3, True)
    assert [one["after"] for one in answer["differences"]] == [OWN_WORDS]
    back = clerk.client.post(f"{url}/back", json={"revision": 3}, headers=told).get_json()
    assert (back["revision"], back["counts"]) == (4, False)


def test_the_command_fetches_and_puts_the_file(
    office: Office, draft: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = ["--data", str(office.folder.path), "draft", str(draft)]
    assert saraban.main([*here, "--out", str(tmp_path), "--json"]) == 0
    path = Path(json.loads(capsys.readouterr().out)["files"][0])
    path.write_bytes(edited(path.read_bytes()))
    assert saraban.main([*here, str(path)]) == 0
    assert f"เพิ่ม: {OWN_WORDS}" in capsys.readouterr().out
    assert OWN_WORDS in text_of(office.word.download(draft, operator()).data)
    assert saraban.main([*here, "--form"]) == 0
    assert not office.word.counts(draft)
