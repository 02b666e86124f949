"""Files leave the inbox one by one: none in place of another, none out of sight after a crash."""

from datetime import date
from pathlib import Path

import pytest

from office.arrivals import ASIDE, Arrivals
from office.inbox import Inbox
from office.office import Office, operator
from office.receiving import Letter

pytestmark = pytest.mark.slow


@pytest.fixture
def inbox(office: Office, monkeypatch: pytest.MonkeyPatch) -> Inbox:
    monkeypatch.setattr("office.inbox.QUIET", 0.01)
    return Inbox(office.intake, office.arrivals, office.clock)


def lay(office: Office, name: str, data: bytes) -> Path:
    path = office.folder.place("inbox") / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


def test_files_of_one_name_from_many_folders_are_all_kept(office: Office, inbox: Inbox) -> None:
    for n in range(12):
        lay(office, f"กล่อง {n}/สแกน.pdf", b"no pdf %d" % n)
    assert len(inbox.scan()) == 12
    aside = office.folder.place("inbox/set-aside")
    kept = {path.read_bytes() for path in aside.iterdir() if path.suffix == ".pdf"}
    assert kept == {b"no pdf %d" % n for n in range(12)}


def test_a_crash_between_move_and_row_leaves_each_row_its_own_file(
    office: Office, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(office, "สแกน.pdf", b"first")
    inbox.scan()
    lay(office, "สแกน.pdf", b"second")
    with monkeypatch.context() as patch:
        patch.setattr(Arrivals, "left", _killed)
        with pytest.raises(KeyboardInterrupt):
            inbox.scan()
    assert Inbox(office.intake, office.arrivals, office.clock).scan() == []
    newer, older = office.arrivals.all(operator(), ASIDE)
    name = office.arrivals.retry(newer.id, operator()).name
    assert (office.folder.place("inbox") / name).read_bytes() == b"second"
    assert (office.folder.place("inbox/set-aside") / older.name).read_bytes() == b"first"


def test_a_note_never_takes_the_place_of_a_file(office: Office, inbox: Inbox) -> None:
    aside = office.folder.place("inbox/set-aside")
    (aside / "สแกน.pdf.txt").write_bytes(b"a letter of that name")
    lay(office, "สแกน.pdf", b"no pdf")
    inbox.scan()
    assert (aside / "สแกน.pdf.txt").read_bytes() == b"a letter of that name"
    assert (aside / "สแกน (2).pdf.txt").exists()


def test_the_same_number_in_other_digits_is_told(office: Office, inbox: Inbox) -> None:
    letter = Letter("ขอซ่อมปั๊มน้ำ", "อำนวยการ", date(2026, 11, 20), "ศธ ๐๔๙๙๙/๗", date(2026, 6, 1))
    received = office.receiving.receive(letter, operator())
    head = "บันทึกข้อความ\nส่วนราชการ  กลุ่มอำนวยการ\nที่  ศธ 04999/7  วันที่  1 มิ.ย. 2569"
    text = f"{head}\nเรื่อง  ขอซ่อมเครื่องสูบน้ำของหอประชุม\nเรียน  ผู้อำนวยการ"
    lay(office, "ก.txt", text.encode())
    (taken,) = inbox.scan()
    assert taken.alike == received.id
    assert "เลขที่และวันที่เดียวกับ" in taken.note


def _killed(*_: object) -> None:
    raise KeyboardInterrupt
