"""The commands scans, sign and signature: papers that come back signed, without a browser."""

import io
import json
from pathlib import Path

import pytest

from archive.records import RecordId
from office.office import Office
from office.qr_codes import SheetCodes
from office.signatures import SIGNED
from saraban import main
from tests.scanning import letter_on_paper, pile, sheet
from tests.signing_keys import PASSPHRASE, key_of

pytestmark = pytest.mark.slow

LETTER = RecordId(2569, "letter", 1)


@pytest.fixture(autouse=True)
def code(office: Office) -> str:
    """What stands in the code of the office's only letter."""
    return SheetCodes(office.filing).of_record(letter_on_paper(office))


def run(office: Office, *words: object) -> int:
    return main(["--data", str(office.folder.path), *map(str, words)])


def test_scans_are_told_and_attached_as_far_as_they_match(
    office: Office, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day, broken = tmp_path / "day.pdf", tmp_path / "broken.png"
    day.write_bytes(pile([("", 0.0), (code, 2.0)]))
    broken.write_bytes(b"x")
    assert run(office, "scans", day, broken) == 1
    said = capsys.readouterr()
    assert str(LETTER) in said.out and "ไม่พบ QR" in said.out and "broken.png เปิดไม่ได้" in said.err
    assert run(office, "scans", "--attach") == 1
    assert "โปรดระบุผู้ตรวจเทียบ" in capsys.readouterr().err
    assert run(office, "scans", "--attach", "--by", "นางสาวตรวจเทียบ", "--json") == 0
    attached, left = map(json.loads, capsys.readouterr().out.splitlines())
    assert (attached["record"], attached["fault"]) == (str(LETTER), "")
    assert (left["first"], left["last"], left["record"]) == (1, 1, "")
    assert office.archive.record(LETTER).description.facts[-1].by == "นางสาวตรวจเทียบ"


def test_a_record_is_signed_and_the_signature_looked_at(
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(type(office.filing.press), "marks", lambda *_: sheet())
    key = key_of("นายสมมติ ตัวอย่างดี")
    (tmp_path / "key.p12").write_bytes(key.data)
    monkeypatch.setattr("sys.stdin", io.StringIO("ผิด\n"))
    assert run(office, "sign", LETTER, tmp_path / "key.p12") == 1
    assert "รหัสผ่านของใบรับรองไม่ถูกต้อง" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSPHRASE}\n"))
    assert run(office, "sign", LETTER, tmp_path / "key.p12") == 0
    signed = office.archive.file_path(LETTER, SIGNED)
    assert run(office, "signature", signed) == 0
    said = capsys.readouterr()
    assert "ตรงกับที่ลงนามไว้" in said.out and "ไม่รู้จักผู้ออกใบรับรอง" in said.out
    assert "ไม่ได้ตรวจ" in said.err
    (tmp_path / "plain.pdf").write_bytes(sheet())
    assert run(office, "signature", tmp_path / "plain.pdf", "--json") == 1
