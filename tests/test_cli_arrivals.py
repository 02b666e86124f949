"""What came to the inbox, and the office's rules, from the command line."""

import json

import pytest

from office.inbox import Inbox
from office.office import Office, operator
from saraban import main
from tests.test_office_intake_kinds import LETTER

pytestmark = pytest.mark.slow
UNDATED = LETTER.replace("๑ มิถุนายน ๒๕๖๖", "")


def run(office: Office, *words: str) -> int:
    return main(["--data", str(office.folder.path), *words])


@pytest.fixture(autouse=True)
def laid(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("office.inbox.QUIET", 0.01)
    (office.folder.place("inbox") / "ก.txt").write_text(UNDATED, encoding="utf-8")
    (office.folder.place("inbox") / "ข.gif").write_bytes(b"GIF89a")
    Inbox(office.intake, office.arrivals, office.clock).scan()


def test_a_letter_that_waits_is_shown_and_confirmed(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(office, "arrivals", "--state", "confirm", "--json") == 0
    waiting = json.loads(capsys.readouterr().out)
    assert run(office, "arrivals", "show", str(waiting["id"])) == 0
    shown = capsys.readouterr().out
    assert "ลงวันที่\t\tไม่พบ  โปรดตรวจ" in shown
    assert "ศธ 04999.1/7\tแน่ใจ ๙๗%" in shown
    day = ("--dated", "๑ มิ.ย. ๖๖")
    assert run(office, "arrivals", "confirm", str(waiting["id"]), *day) == 1
    assert "โปรดเลือกหมวดแฟ้ม" in capsys.readouterr().err
    assert run(office, "arrivals", "confirm", str(waiting["id"]), *day, "--category", "4") == 0
    assert "เก็บแล้ว" in capsys.readouterr().out


def test_a_missing_sender_may_be_one_who_wrote_before(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    without = UNDATED.replace("ส่วนราชการ  กลุ่มอำนวยการ\n", "")
    (office.folder.place("inbox") / "ค.txt").write_text(without, encoding="utf-8")
    Inbox(office.intake, office.arrivals, office.clock).scan()
    newest = next(one for one in office.arrivals.all(operator()) if one.source == "ค.txt")
    assert run(office, "arrivals", "show", str(newest.id)) == 0
    assert "\tอาจเป็น กลุ่มอำนวยการ" in capsys.readouterr().out


def test_what_was_set_aside_is_dismissed_and_tried_again(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    run(office, "arrivals", "--state", "aside", "--json")
    aside = str(json.loads(capsys.readouterr().out)["id"])
    assert run(office, "arrivals", "dismiss", aside, "--reason", "ส่งผิดที่") == 0
    assert "ส่งผิดที่" in capsys.readouterr().out
    assert run(office, "arrivals", "retry", aside) == 0
    assert (office.folder.place("inbox") / "ข.gif").exists()
    assert run(office, "arrivals", "undo", aside) == 1
    assert "ไม่ได้เก็บตามกฎ" in capsys.readouterr().err


def test_a_rule_is_added_tried_and_switched_on(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(office, "rules", "add", "--category", "4") == 1
    assert "อย่างน้อยหนึ่งอย่าง" in capsys.readouterr().err
    run(office, "arrivals", "--state", "confirm", "--json")
    waiting = str(json.loads(capsys.readouterr().out)["id"])
    chosen = ("--dated", "๑ มิ.ย. ๖๖", "--category", "5")
    assert run(office, "arrivals", "confirm", waiting, *chosen) == 0
    capsys.readouterr()
    added = ("rules", "add", "--sender", "อำนวยการ", "--category", "4", "--by-itself")
    assert run(office, *added) == 0
    told = capsys.readouterr().out
    rule = told.split()[0]
    assert "ตรงแต่ต่างหมวด ๑ ฉบับ" in told
    assert run(office, "rules", "on", rule, "--same", "1", "--other", "0") == 1
    assert run(office, "rules", "on", rule, "--same", "0", "--other", "1") == 0
    assert "เปิดใช้\tเก็บเอง" in capsys.readouterr().out
    assert run(office, "rules", "remove", rule) == 0
    assert office.profile.arrival_rules == ()
