"""Killed at a durable step, the office opens again with nothing lost, doubled or half done."""

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from archive.archive import Archive
from archive.records import RecordId
from office import answers
from office.errors import IssueUnfinished
from office.office import Office, operator
from office.plans import Wish
from office.profile import SAMPLE
from templates.errors import ConverterMissing

ROOT = Path(__file__).parent.parent
MEMO = answers.load(SAMPLE.parent / "memo-02.yaml") | {"book_no": "", "date": date(2026, 11, 20)}
FAKE_SOFFICE = {
    "hanging": "#!/bin/sh\nsleep 600\n",
    "dying": "#!/bin/sh\nexit 7\n",
}


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_an_office_killed_again_and_again_keeps_its_word(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.prove.kill_issue", "--kills", "12"]
    told = [*command, "--into", str(tmp_path / "killed")]
    done = subprocess.run(told, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.endswith("12 kills: 0 lost, 0 doubled, 0 half, 0 unexplained numbers\n")


class DiskGoneError(Exception):
    """What a disk that vanishes in the middle looks like here."""


def fail_once(office: Office, monkeypatch: pytest.MonkeyPatch, act: str) -> None:
    """Let one act of the archive fail as if the process had died in front of it."""

    def gone(*_: object, **__: object) -> None:
        raise DiskGoneError

    with monkeypatch.context() as patch:
        patch.setattr(Archive, act, gone)
        with pytest.raises(DiskGoneError):
            office.issue("memo", MEMO, operator(), Wish(pdf=False))


@pytest.mark.parametrize("act", ["accession", "enter"])
def test_an_interrupted_issue_is_finished_with_its_own_number_at_the_next_start(
    office: Office, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    fail_once(office, monkeypatch, act)
    assert office.issue("memo", MEMO, operator(), Wish(pdf=False)).number.endswith("/๒")
    again = Office.open(office.folder.path, office.clock)
    assert [str(id) for id in again.recover().records] == ["2569/memo/0001"]
    shown = again.show(RecordId.parse("2569/memo/0001"), operator())
    assert shown.record.description.number == "ศธ ๐๔๙๙๙.๑/๑"
    assert again.recover().records == ()
    assert again.unexplained() == []
    assert again.verify(operator()).faults == ()
    again.close()


def test_an_interrupted_issue_may_be_given_up_by_a_person(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_once(office, monkeypatch, "accession")
    book = office.register("letters-adm")
    office.void_number(book, 2569, 1, "เครื่องดับระหว่างออกเลข", operator())
    assert office.recover().records == ()
    assert office.registers_of("letters-adm", 2569).entries[0].reason == "เครื่องดับระหว่างออกเลข"
    assert office.unexplained() == []


def test_a_refusal_after_the_number_says_that_the_number_is_kept(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ConverterMissing

    with monkeypatch.context() as patch:
        patch.setattr(Archive, "accession", refuse)
        with pytest.raises(IssueUnfinished, match=r"ศธ ๐๔๙๙๙\.๑/๑ แล้ว แต่ยังเก็บเอกสารไม่เสร็จ"):
            office.issue("memo", MEMO, operator(), Wish(pdf=False))
    assert len(office.recover().records) == 1


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="shell scripts")
@pytest.mark.parametrize("kind", FAKE_SOFFICE)
def test_a_bad_libreoffice_leaves_a_filed_document_and_the_pdf_follows(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    fake = tmp_path / "bin" / "soffice"
    fake.parent.mkdir()
    fake.write_text(FAKE_SOFFICE[kind])
    fake.chmod(0o755)
    with monkeypatch.context() as patch:
        patch.setenv("PATH", str(fake.parent), prepend=os.pathsep)
        patch.setattr("templates.soffice.program", lambda: fake)
        office.converter._seconds = 3.0
        done = office.issue("memo", MEMO, operator())
    assert done.number
    assert any("PDF" in warning for warning in done.warnings)
    office.converter._seconds = 60.0
    assert office.filing.make_pdfs() == [done.id]
    names = [file.name for file in office.archive.record(done.id).files]
    assert [name for name in names if name.endswith(".pdf")]
    assert office.archive.record(done.id).versions == 2


def test_without_libreoffice_the_word_file_is_filed_and_the_reason_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("templates.soffice.program", lambda: None)
    done = office.issue("memo", MEMO, operator())
    assert any("LibreOffice" in warning for warning in done.warnings)
    assert [name for name in done.files if name.endswith(".docx")]


def test_a_deleted_index_comes_back_by_itself(office: Office) -> None:
    done = office.issue("memo", MEMO, operator(), Wish(pdf=False))
    office.find("ครบกำหนดรายงาน", operator())
    office.index.close()
    shutil.rmtree(office.folder.place("index"))
    assert [hit.id for hit in office.find("ครบกำหนดรายงาน", operator()).hits] == [done.id]
