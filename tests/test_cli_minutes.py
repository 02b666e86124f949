"""The command minutes: a meeting's day and its draft without a browser."""

import json
from pathlib import Path

import pytest

from office.office import Office
from office.permissions import operator
from saraban import main
from tests.test_minutes_after import issued, next_one
from tests.test_minutes_day import AGENDA, MEETING, answers, saved

pytestmark = pytest.mark.slow

ME = operator()


@pytest.fixture
def folder(office: Office) -> Path:
    """The data folder of an office whose first case is a meeting with an agenda."""
    case = office.cases.begin("meeting", MEETING, ME).id
    draft = office.papers.begin(case, "agenda", "agenda", ME)
    saved(office, draft, answers(office, draft) | {"agenda": AGENDA})
    return office.folder.path


def run(folder: Path, *words: object) -> int:
    return main(["--data", str(folder), "minutes", *map(str, words)])


def test_a_day_is_told_and_the_draft_made_on_the_command_line(
    folder: Path, office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "times", 1, "9.05", "11.30") == 0
    assert run(folder, "came", 1, "p05", "absent", "--reason", "ไปราชการ") == 0
    assert run(folder, "rest", 1) == 0
    task = ("--task", "พิมพ์แผน", "--owner", "plan", "--due", "4/12/2569")
    assert run(folder, "note", 1, "๓.๑", "--kind", "เห็นชอบ", *task) == 0
    assert run(folder, "note", 1, "3.1", "--reasons", "กลุ่มแผนเสนอ") == 0
    capsys.readouterr()
    assert run(folder, "show", 1, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["items"][2]["note"]["kind"] == "เห็นชอบ"
    assert told["items"][2]["note"]["reasons"] == "กลุ่มแผนเสนอ"
    assert run(folder, "write", 1, "--json") == 0
    made = json.loads(capsys.readouterr().out)
    assert made["kept"] == []
    assert answers(office, made["draft"])["attendance"]["absent"][0]["reason"] == "ไปราชการ"


def test_what_cannot_be_told_is_refused_in_thai_and_a_recording_kept(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "note", 1, "9.9", "--reasons", "ก") != 0
    assert "ไม่พบเรื่องนี้ในระเบียบวาระ" in capsys.readouterr().err
    assert run(folder, "came", 1, "p99", "present") != 0
    assert run(folder, "recording", 1, tmp_path / "ไม่มี.mp3") != 0
    sound, said = tmp_path / "ก.mp3", tmp_path / "ก.txt"
    sound.write_bytes(b"ID3\x04" + bytes(400))
    said.write_text("[0:05] เปิดประชุม", encoding="utf-8")
    assert run(folder, "recording", 1, sound, "--transcript", said) == 0
    assert "SHA-512" in capsys.readouterr().err


def test_a_draft_is_reviewed_on_the_command_line(
    folder: Path, office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    run(folder, "note", 1, "3.1", "--reasons", "กลุ่มแผนเสนอ")
    run(folder, "write", 1)
    assert run(folder, "send", 1, "30/11/2569") == 0
    capsys.readouterr()
    run(folder, "review", 1, "--json")
    passage = json.loads(capsys.readouterr().out)["passages"][0]["key"]
    assert run(folder, "propose", 1, passage, "--new", "กลุ่มนโยบายเสนอ", "--by", "นายวางแผน") == 0
    assert run(folder, "decide", 1, 1, "accepted") == 0
    assert run(folder, "decide", 1, 1, "refused") != 0
    capsys.readouterr()
    assert run(folder, "review", 1) == 0
    assert "กลุ่มนโยบายเสนอ  [รับ]" in capsys.readouterr().out


def test_last_minutes_are_corrected_and_their_folder_is_told_on_the_command_line(
    folder: Path, office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = issued(office, 1, {"task": "จัดทำแผน", "owner_group": "plan"})
    office.papers.settle()
    case = next_one(office, 1)
    told = ("--wrong", "๔๐,๐๐๐", "--right", "๖๐,๐๐๐", "--resolution", 1, "--due", "25/12/2569")
    assert run(folder, "correct", case, *told) == 0
    assert run(folder, "correct", case, "--json") == 0
    shown = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (shown["record"], shown["resolutions"][0]["due"]) == (str(first), "2026-12-25")
    assert run(folder, "correct", case, "--strike", 1) == 0
    sound = tmp_path / "ก.mp3"
    sound.write_bytes(b"ID3\x04" + bytes(400))
    run(folder, "recording", 1, sound)
    assert run(folder, "folder", 1, "--folder", "แฟ้มประชุม ๒๕๖๙") == 0
    assert "เก็บเสียงเข้าคลัง ๑ ไฟล์" in capsys.readouterr().err
    assert run(folder, "folder", 1) == 0 and "แฟ้มประชุม ๒๕๖๙" in capsys.readouterr().out
    assert run(folder, "folder", 1, "--folder", " ") != 0
