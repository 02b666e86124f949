"""The check in the office: against its registers and people, on the command line, as a page."""

import csv
import html
import io
import json
import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl import load_workbook

import saraban
from office import answers
from office.check_errors import CheckForgotten
from office.checking import Given
from office.first_start import try_as
from office.office import Office, operator
from office.plans import Wish
from office.profile import SAMPLE
from templates.errors import PackageRefused
from templates.package import pack, unpack_to_read
from templates.proof.proof import Proof
from tests.conftest import NOON, Browser, pages_of
from web.app import create

pytestmark = pytest.mark.slow

WORD_ONLY = Wish(pdf=False)


def memo(office: Office, day: int = 20) -> bytes:
    """A memo issued on a day of November."""
    told = answers.load(SAMPLE.parent / "memo-02.yaml")
    given = told | {"book_no": "", "date": date(2026, 11, day)}
    record = office.archive.record(office.issue("memo", given, operator(), WORD_ONLY).id)
    name = next(file.name for file in record.files if file.name.endswith(".docx"))
    return office.file(record.id, name, operator()).read_bytes()


def rewritten(data: bytes, old: str, new: str) -> bytes:
    document = docx.Document(io.BytesIO(data))
    runs = [run for line in document.paragraphs for run in line.runs if old in run.text]
    assert runs
    for run in runs:
        run.text = run.text.replace(old, new)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def said(proof: Proof, code: str) -> list[str]:
    return [f"{one.found} {one.wanted}" for one in proof.findings if one.rule.code == code]


def test_an_issued_memo_agrees_with_the_office(office: Office) -> None:
    proof = office.checking.check(memo(office), operator())
    assert proof.kind == "memo"
    assert [one.rule.code for one in proof.findings] == []


def test_another_day_than_the_registers_is_found_and_a_number_out_of_its_order(
    office: Office,
) -> None:
    first, second = memo(office, 18), memo(office, 20)
    moved = rewritten(first, "๑๘ พฤศจิกายน", "๑๙ พฤศจิกายน")
    (told,) = said(office.checking.check(moved, operator()), "number.register")
    assert "๑๘ พฤศจิกายน ๒๕๖๙" in told
    unknown = rewritten(rewritten(second, "/๒", "/๙"), "๒๐ พฤศจิกายน", "๑ พฤศจิกายน")
    (told,) = said(office.checking.check(unknown, operator()), "number.order")
    assert "ไม่ก่อนเลข ศธ ๐๔๙๙๙.๑/๒" in told


def test_a_name_of_the_directory_a_letter_off_is_found(office: Office) -> None:
    wrong = rewritten(memo(office), "ประดิษฐ์", "ประดิษฐ")
    assert said(office.checking.check(wrong, operator()), "people.misspelt")


def test_a_kept_file_is_its_givers_and_is_forgotten_after_an_hour(office: Office) -> None:
    clerk, other = office.actor(None), office.people
    given = Given("หนังสือ.docx", memo(office))
    token = office.checking.keep(given, clerk)
    assert office.checking.kept(token, clerk) == given
    other.add("clerk", "p15", clerk)
    with pytest.raises(CheckForgotten):
        office.checking.kept(token, office.actor("clerk"))
    with pytest.raises(CheckForgotten):
        office.checking.kept("../../saraban", clerk)
    for path in office.checking.folder.iterdir():
        long_ago = NOON.timestamp() - 3601
        os.utime(path, (long_ago, long_ago))
    with pytest.raises(CheckForgotten):
        office.checking.kept(token, clerk)
    assert list(office.checking.folder.iterdir()) == []


def test_no_more_than_a_few_hundred_files_are_kept(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("office.checking.MOST_KEPT", 4)
    given = Given("หนังสือ.docx", memo(office))
    tokens = []
    for second in range(5):
        tokens.append(office.checking.keep(given, operator()))
        for path in office.checking.folder.glob(f"{tokens[-1]}.*"):
            os.utime(path, (NOON.timestamp() - 60 + second, NOON.timestamp() - 60 + second))
    assert office.checking.kept(tokens[-1], operator()) == given
    assert office.checking.kept(tokens[-2], operator()) == given
    with pytest.raises(CheckForgotten):
        office.checking.kept(tokens[0], operator())
    assert len(list(office.checking.folder.iterdir())) == 4


# --- on the command line


def run(*words: object) -> int:
    return saraban.main([*map(str, words)])


@pytest.fixture
def papers(office: Office, tmp_path: Path) -> Path:
    """A folder with a right memo, a broken one, and what is no document."""
    folder = tmp_path / "papers"
    folder.mkdir()
    right = memo(office)
    (folder / "ถูก.docx").write_bytes(right)
    wrong = rewritten(right, "สำนักงาน", "สํานักงาน")
    (folder / "ผิด.docx").write_bytes(rewritten(wrong, "วันพุธที่ ๔", "วันจันทร์ที่ ๔"))
    (folder / "~$ถูก.docx").write_bytes(b"lock")
    return folder


def test_the_command_tells_findings_and_ends_with_one_where_something_is_wrong(
    office: Office, papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = office.folder.path
    assert run("--data", data, "check", papers / "ถูก.docx") == 0
    assert "ผิด 0" in capsys.readouterr().out
    assert run("--data", data, "check", papers) == 1
    told = capsys.readouterr().out
    assert "วันจันทร์ → วันพุธที่ ๔ พฤศจิกายน ๒๕๖๙" in told
    assert "~$" not in told


def test_the_command_speaks_json_and_writes_corrected_copies_but_over_none(
    office: Office, papers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, out = office.folder.path, tmp_path / "out"
    arguments = ("--data", data, "check", papers / "ผิด.docx", "--json", "--out", out)
    assert run(*arguments) == 1
    told = json.loads(capsys.readouterr().out)
    rules = {one["rule"]: one for one in told["findings"]}
    assert told["counts"]["wrong"] == 1
    assert rules["date.weekday"]["places"][0]["paragraph"] > 1
    assert (rules["text.sara_am"]["fixable"], rules["date.weekday"]["fixable"]) == (True, False)
    (copy,) = out.iterdir()
    text = "\n".join(line.text for line in docx.Document(str(copy)).paragraphs)
    assert "สํานักงาน" not in text
    before = copy.read_bytes()
    assert run(*arguments) == 1
    assert "มีไฟล์" in capsys.readouterr().out
    assert copy.read_bytes() == before


def test_without_an_office_the_command_checks_what_it_can(
    papers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--data", tmp_path / "none", "check", papers / "ผิด.docx") == 1
    spoken = capsys.readouterr()
    assert "ไม่เทียบทะเบียน" in spoken.err
    assert "date.weekday" in spoken.out


def test_a_file_that_is_none_does_not_stop_the_others(
    office: Office, papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (papers / "ก.docx").write_bytes(b"%PDF-1.7")
    assert run("--data", office.folder.path, "check", papers) == 1
    spoken = capsys.readouterr()
    assert "ก.docx: ไม่รับไฟล์ Word นี้" in spoken.err
    assert "ผิด.docx: บันทึกข้อความ" in spoken.out


def test_a_folder_becomes_one_table_that_is_not_written_over(
    office: Office, papers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (papers / "ลึก").mkdir()
    (papers / "ลึก" / "เสีย.docx").write_bytes(b"%PDF-1.7")
    (papers / "สแกน.pdf").write_bytes(b"%PDF-1.7")
    command = ("--data", office.folder.path, "check", papers, "--table", tmp_path / "ผล.csv")
    assert run(*command) == 1
    assert "ไม่ได้ตรวจ 1 ไฟล์" in capsys.readouterr().err
    head, *rows = csv.reader((tmp_path / "ผล.csv").read_text("utf-8-sig").splitlines())
    of = {name: [row for row in rows if row[0].endswith(name)] for name in ("ผิด.docx", "เสีย.docx")}
    assert any("วันพุธที่ ๔ พฤศจิกายน ๒๕๖๙" in row[head.index("ควรเป็น")] for row in of["ผิด.docx"])
    assert [row[2] for row in of["เสีย.docx"]] == ["ตรวจไม่ได้"]
    assert {Path(row[0]).name for row in rows} == {"ถูก.docx", "ผิด.docx", "เสีย.docx"}
    assert run(*command) == 1
    assert "มีไฟล์ชื่อนี้อยู่แล้ว" in capsys.readouterr().err


# --- as a page


@pytest.fixture
def clerk(office: Office) -> Browser:
    return Browser(pages_of(office)).come_in("p15")


def drop(browser: Browser, data: bytes, name: str = "บันทึก.docx") -> Any:
    return browser.post("/check", {"file": (io.BytesIO(data), name)})


def test_a_dropped_file_is_told_in_findings_and_its_copy_is_one_click_away(
    office: Office, clerk: Browser
) -> None:
    wrong = rewritten(memo(office), "วันพุธที่ ๔", "วันจันทร์ที่ ๔")
    wrong = rewritten(wrong, "สำนักงาน", "สํานักงาน")
    answer = drop(clerk, wrong)
    assert answer.status_code == 303
    page = clerk.get(answer.location).text
    assert "ผิด ๑ ข้อ" in page
    assert "วันพุธที่ ๔ พฤศจิกายน ๒๕๖๙" in page
    link = re.search(r'href="(/check/[^"]+/copy[^"]*)"', page)
    assert link
    copy = clerk.get(link[1].replace("&amp;", "&"))
    assert "สำนักงาน" in docx.Document(io.BytesIO(copy.data)).paragraphs[1].text
    assert "ผิด ๑ ข้อ" in clerk.get(answer.location + "?copy=1").text


def test_several_files_are_told_in_one_table_that_can_be_kept(
    office: Office, clerk: Browser, papers: Path
) -> None:
    files = [(io.BytesIO(p.read_bytes()), p.name) for p in (papers / "ถูก.docx", papers / "ผิด.docx")]
    page = clerk.post("/check", {"file": [*files, (io.BytesIO(b"%PDF-1.7"), "ก.docx")]}).text
    assert page.count('<a href="/check/') == 3 and page.count("ตรวจไม่ได้") == 1
    link = re.search(r'href="(/check/findings.xlsx[^"]+)"', page)
    assert link
    sheet = load_workbook(io.BytesIO(clerk.get(html.unescape(link[1])).data)).worksheets[0]
    assert {"ถูก.docx", "ผิด.docx"} == {row[0] for row in list(sheet.values)[1:]}
    other = Browser(pages_of(office)).come_in("p16")
    assert other.get(html.unescape(link[1])).status_code == 404


def test_another_kind_may_be_told_than_the_words_tell(office: Office, clerk: Browser) -> None:
    where = drop(clerk, memo(office)).location
    assert "ไม่พบสิ่งที่ต้องแก้" in clerk.get(where).text
    assert "คำลงท้าย" in clerk.get(where + "?kind=external").text


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04"])
def test_what_is_no_document_is_refused_on_the_page(clerk: Browser, data: bytes) -> None:
    answer = drop(clerk, data)
    assert answer.status_code == 422
    assert "ไม่รับไฟล์ Word นี้" in answer.text


def test_a_secret_file_is_refused_and_not_kept(office: Office, clerk: Browser) -> None:
    parts = unpack_to_read(memo(office))
    secret = parts["word/document.xml"].replace(">ด่วน<".encode(), ">ลับมาก<".encode())
    answer = drop(clerk, pack(parts | {"word/document.xml": secret}))
    assert answer.status_code == 422
    assert "ชั้นความลับ “ลับมาก”" in answer.text
    assert not office.checking.folder.exists()


def test_a_checked_file_is_shown_to_nobody_else(office: Office, clerk: Browser) -> None:
    where = drop(clerk, memo(office)).location
    other = Browser(clerk.app).come_in("p16")
    assert other.get(where).status_code == 404
    assert other.get(where + "/copy").status_code == 404


def test_a_draft_and_a_filed_document_lead_to_their_check(office: Office, clerk: Browser) -> None:
    draft = office.drafting.begin("memo", office.actor("p15"))
    saved = clerk.post(f"/drafts/{draft}", {"do": "proof", "revision": "1"})
    assert saved.location == f"/drafts/{draft}/check"
    report = clerk.get(saved.location, follow_redirects=True).text
    assert "ช่องที่ยังไม่ได้กรอก" in report
    assert f'href="/drafts/{draft}">กลับไปแก้ร่าง' in report
    memo(office)
    page = clerk.get("/records/2569/memo/0001").text
    link = re.search(r'href="(/records/check/[^"]+)"', page)
    assert link
    assert "ไม่พบสิ่งที่ต้องแก้" in clerk.get(link[1], follow_redirects=True).text


def test_a_file_with_macros_is_looked_at_but_not_given_back(office: Office, clerk: Browser) -> None:
    parts = unpack_to_read(memo(office)) | {"word/vbaProject.bin": b"macro"}
    answer = drop(clerk, pack(parts))
    assert "มีแมโคร" in clerk.get(answer.location).text
    assert clerk.get(answer.location + "/copy").status_code == 422
    with pytest.raises(PackageRefused):
        office.checking.mend(pack(parts), operator())


# --- for programs


def test_a_program_gets_findings_and_the_corrected_copy(office: Office) -> None:
    wrong = rewritten(memo(office), "สำนักงาน", "สํานักงาน")
    try_as(office, "p16", browser="")
    key = {"Authorization": f"Bearer {office.tokens.give('ตรวจ', office.actor('p16'))}"}
    client = create(office).test_client()

    def ask(path: str, **more: str) -> Any:
        given = {"file": (io.BytesIO(wrong), "บันทึก.docx"), **more}
        return client.post(f"/api/v1{path}", data=given, headers=key)

    told = ask("/check").get_json()
    assert told["kind"] == "memo"
    assert [one["rule"] for one in told["findings"]] == ["text.sara_am"]
    assert ask("/check", kind="external").get_json()["counts"]["wrong"] > 0
    assert ask("/check", kind="poem").status_code == 422
    copy = ask("/check/copy").data
    assert "สํานักงาน" not in docx.Document(io.BytesIO(copy)).paragraphs[1].text
