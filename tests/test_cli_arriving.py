"""Letters received, terms and the yearly list from the command line."""

import json
from pathlib import Path

import pytest

from office.office import Office
from saraban import main


def run(office: Office, *words: str) -> int:
    return main(["--data", str(office.folder.path), *words])


@pytest.mark.slow
def test_a_letter_is_received_with_what_its_file_says(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "เข้า.txt"
    file.write_text("ขอความร่วมมือสำรวจครุภัณฑ์", encoding="utf-8")
    told = ("--sender", "สพฐ.", "--subject", "สำรวจครุภัณฑ์", "--number", "ศธ ๐๔๐๐๑/๑๒")
    days = ("--dated", "๑๘ พ.ย. ๖๙", "--on", "๒๐ พ.ย. ๖๙", "--at", "๙.๓๐")
    assert run(office, "receive", str(file), *told, *days, "--json") == 0
    got = json.loads(capsys.readouterr().out)
    assert (got["id"], got["number"]) == ("2569/received/0001", 1)
    assert run(office, "receive", *told, *days) == 0
    said = capsys.readouterr().err
    assert "2569/received/0001" in said  # the same number and day is there
    assert "จึงเก็บในหมวด ๑" in said
    assert run(office, "receive", "--open") == 0
    assert capsys.readouterr().out.count("ยังไม่มอบหมาย") == 2


def test_faults_are_told_one_by_one(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(office, "receive") == 1
    told = capsys.readouterr().err
    assert "โปรดระบุเรื่อง" in told
    assert "โปรดระบุผู้ส่ง" in told


@pytest.mark.slow
def test_a_record_is_held_and_released(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    run(office, "receive", "--sender", "ก", "--subject", "ข", "--on", "๒๐ พ.ย. ๖๙")
    record = "2569/received/0001"
    assert run(office, "keep", record, "--hold", "--reason", "คดี") == 0
    assert run(office, "keep", record, "--hold", "--reason", "คดี") == 1
    assert run(office, "keep", record, "--class", "routine", "--reason", "ธรรมดา") == 0
    assert "๓๑ ธ.ค. ๒๕๗๐" in capsys.readouterr().out


def test_nothing_expired_is_said(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(office, "disposal", "--survey") == 1
    assert "ไม่มีหนังสือที่ครบอายุการเก็บ" in capsys.readouterr().err
    assert run(office, "disposal", "๙") == 1
