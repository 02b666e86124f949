"""The day's scans: split by their codes, matched, attached by a person; nothing is lost."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from archive.records import Record, RecordId
from indexer.bounded import bounded
from indexer.scan_errors import PageTooSlow
from office import answers, scan_reading
from office.first_start import try_as
from office.office import Office, operator
from office.permissions import Actor
from office.plans import Wish
from office.profile import SAMPLE, YES
from office.qr_codes import SheetCodes
from office.scan_errors import AttachRefused, NothingBefore, ScanKnown, ScanUnreadable, UnknownScan
from office.scan_store import ASIDE, ScanStore
from office.scans import CHANGED, HAS_SCAN, NOT_NUMBERED, Chosen, Scans, split
from tests.scanning import locked, pile, scanned, sheet

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 22)
BY = "นางสาวตรวจเทียบ ตัวอย่าง"


@pytest.fixture(autouse=True)
def codes(office: Office) -> SheetCodes:
    """The office prints codes and has no address on the web."""
    office.change_profile(replace(office.profile, sheet_codes=YES), operator(), "QR")
    return SheetCodes(office.filing)


@pytest.fixture
def registrar(office: Office) -> Actor:
    return person(office, "p16")


def person(office: Office, who: str) -> Actor:
    try_as(office, who, browser="")
    return office.actor(who)


def letter(office: Office) -> Record:
    given = answers.load(SAMPLE.parent / "letter-01.yaml") | {"book_no": ""}
    done = office.issue("letter", given, operator(), Wish(pdf=False))
    return office.show(done.id, operator()).record


def memo(office: Office, actor: Actor) -> int:
    given = answers.load(SAMPLE.parent / "memo-02.yaml") | {"date": "22/11/2569", "book_no": ""}
    draft = office.drafting.begin("memo", actor)
    office.drafting.save(draft, 1, given | {"route": []}, actor)
    return draft


def now(office: Office, id: RecordId) -> Record:
    return office.show(id, operator()).record


def test_a_pile_is_split_at_the_first_sheets_whichever_way_they_lie(
    office: Office, codes: SheetCodes, registrar: Actor
) -> None:
    record, draft = letter(office), memo(office, registrar)
    lost, told = "", codes.of_record(record)
    foreign = "https://www.example.com/pay?ref=1"
    drafted = codes.of_draft(draft, 2)
    sheets = [(lost, 0.0), (told, 180.0), (foreign, 0.0), (drafted, -2.5), (lost, 1.0)]
    assert Scans(office).take(r"C:\สแกน\วันนี้.PDF", pile(sheets), registrar) == 3
    found = Scans(office).waiting(registrar)
    assert [(one.sheets.first, one.sheets.last) for one in found] == [(1, 1), (2, 3), (4, 5)]
    assert {one.sheets.name for one in found} == {"วันนี้.PDF"}
    assert [one.record and one.record.id for one in found] == [None, record.id, None]
    assert [one.draft for one in found] == [None, None, draft]
    assert [one.says for one in found] == ["", "", NOT_NUMBERED]
    assert [one.is_ready for one in found] == [False, True, False]


def test_sheets_are_attached_as_a_version_with_who_compared_them_and_when(
    office: Office, codes: SheetCodes, registrar: Actor
) -> None:
    first, second = letter(office), letter(office)
    code = codes.of_record(first)
    Scans(office).take("ก.pdf", pile([(code, 3.0), ("", 0.0)]), registrar)
    Scans(office).take("ข.pdf", pile([("", 0.0)]), registrar)
    chosen = [
        Chosen(1, str(first.id)),
        Chosen(2, second.description.number),
    ]
    done = Scans(office).attach(chosen, BY, TODAY, registrar)
    assert [(one.record, one.fault) for one in done] == [(first.id, ""), (second.id, "")]
    record = now(office, first.id)
    fact = record.description.facts[-1]
    assert (fact.what, fact.by, fact.on) == ("scanned", BY, TODAY)
    path = office.archive.file_path(first.id, "ฉบับลงนาม.pdf")
    assert len(PdfReader(path).pages) == 2
    assert [file.name for file in first.files if file not in record.files] == ["record.json"]
    assert Scans(office).waiting(registrar) == ()


def test_all_that_is_wrong_is_told_and_nothing_is_attached(
    office: Office, codes: SheetCodes, registrar: Actor
) -> None:
    record = letter(office)
    Scans(office).take("ก.pdf", pile([(codes.of_record(record), 0.0)]), registrar)
    chosen = [Chosen(1, str(record.id)), Chosen(7, str(record.id)), Chosen(1, "ศธ ๐๔๙๙๙/๙๙")]
    with pytest.raises(AttachRefused) as refused:
        Scans(office).attach([*chosen, Chosen(1, " ")], "", date(2026, 11, 23), registrar)
    told = [(one.path, one.message) for one in refused.value.problems]
    assert {path for path, _ in told} == {"target-1", "target-7", "compared_by", "compared_on"}
    assert sum("ศธ ๐๔๙๙๙/๙๙" in message for _, message in told) == 1
    assert now(office, record.id).version == record.version
    with pytest.raises(AttachRefused, match="ยังไม่ได้แนบสักฉบับ"):
        Scans(office).attach([], BY, TODAY, registrar)


@pytest.mark.parametrize(("dpi", "turn"), [(150, 7.0), (300, 90.0)])
def test_a_picture_of_a_sheet_is_matched(
    office: Office, codes: SheetCodes, registrar: Actor, dpi: int, turn: float
) -> None:
    record, out = letter(office), io.BytesIO()
    scanned(sheet(codes.of_record(record)), dpi, turn)[0].save(out, "JPEG", quality=70)
    Scans(office).take("scan0001.JPG", out.getvalue(), registrar)
    (found,) = Scans(office).waiting(registrar)
    assert found.record is not None and found.record.id == record.id


UNREADABLE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "locked": ("ก.pdf", locked),
    "text": ("ก.pdf", "ไม่ใช่พีดีเอฟ".encode),
    "cut short": ("ก.png", lambda: b"\x89PNG\r\n\x1a\n" + bytes(40)),
    "program": ("ก.exe", lambda: b"MZ"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_opened_is_refused_by_name_and_not_kept(
    office: Office, registrar: Actor, name: str
) -> None:
    called, data = UNREADABLE[name]
    with pytest.raises(ScanUnreadable, match=f"ไฟล์ {called}"):
        Scans(office).take(called, data(), registrar)
    assert list((office.folder.path / "scans").iterdir()) == []
    assert Scans(office).waiting(registrar) == ()


def test_pages_that_cannot_be_read_in_time_are_kept_each_for_itself(
    office: Office, codes: SheetCodes, registrar: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, late, whole = codes.of_record(letter(office)), [], bounded

    def slow(name: str, work: Callable[[Any], Any], given: Any, seconds: float) -> Any:
        if given[1] == 2:
            late.append(given)
            raise PageTooSlow(name=name, seconds=seconds)
        return whole(name, work, given, seconds=seconds)

    monkeypatch.setattr(scan_reading, "AT_ONCE", 2)
    monkeypatch.setattr(scan_reading, "bounded", slow)
    Scans(office).take("ก.pdf", pile([(code, 0.0), ("", 0.0), ("", 0.0), ("", 0.0)]), registrar)
    found = [(one.sheets.first, one.sheets.last) for one in Scans(office).waiting(registrar)]
    assert late and found == [(1, 2), (3, 3), (4, 4)]


def test_the_same_file_is_taken_once_and_belongs_to_who_gave_it_in(
    office: Office, codes: SheetCodes, registrar: Actor
) -> None:
    clerk, other = person(office, "p15"), person(office, "p17")
    data = pile([("", 0.0)])
    Scans(office).take("ก.pdf", data, clerk)
    with pytest.raises(ScanKnown, match="รับไว้แล้ว"):
        Scans(office).take("ข.pdf", data, registrar)
    assert [one.sheets.user for one in Scans(office).waiting(registrar)] == ["p15"]
    assert Scans(office).waiting(other) == ()
    for act in Scans(office).set_aside, Scans(office).join:
        with pytest.raises(UnknownScan):
            act(1, other)


def test_sheets_are_put_behind_others_set_aside_and_brought_back(
    office: Office, codes: SheetCodes, registrar: Actor
) -> None:
    one, two = (codes.of_record(letter(office)) for _ in range(2))
    here = Scans(office)
    here.take("ก.pdf", pile([(one, 0.0), (two, 0.0), ("", 0.0)]), registrar)
    first, second = here.waiting(registrar)
    with pytest.raises(NothingBefore):
        here.join(first.sheets.id, registrar)
    here.join(second.sheets.id, registrar)
    (whole,) = here.waiting(registrar)
    assert whole.sheets.are_all and whole.record == first.record
    here.set_aside(whole.sheets.id, registrar)
    assert here.waiting(registrar) == () and len(here.waiting(registrar, ASIDE)) == 1
    here.set_aside(whole.sheets.id, registrar, back=True)
    assert here.waiting(registrar) == (whole,)
    assert here.picture(whole.sheets.id, 3, registrar).read_bytes().startswith(b"\x89PNG")
    with pytest.raises(UnknownScan):
        here.picture(whole.sheets.id, 4, registrar)


def test_a_crash_after_filing_attaches_no_second_time(
    office: Office, codes: SheetCodes, registrar: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, crashed = letter(office), []

    def crash(*_: object, **__: object) -> None:
        crashed.append(True)
        raise KeyboardInterrupt

    Scans(office).take("ก.pdf", pile([(codes.of_record(record), 0.0), ("", 0.0)]), registrar)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(ScanStore, "tell", crash)
        Scans(office).attach([Chosen(1, str(record.id))], BY, TODAY, registrar)
    assert crashed and now(office, record.id).version == 2
    (found,) = Scans(office).waiting(registrar)
    assert found.says == HAS_SCAN
    Scans(office).attach([Chosen(1, str(record.id))], BY, TODAY, registrar)
    assert now(office, record.id).version == 2 and Scans(office).waiting(registrar) == ()


def test_a_draft_that_was_changed_after_printing_is_to_be_compared_line_by_line(
    office: Office, codes: SheetCodes, registrar: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(office.filing.press), "pdf", lambda *_: (None, ""))
    draft = memo(office, registrar)
    code = codes.of_draft(draft, 2)
    given: dict[str, Any] = dict(office.drafting.open(draft, registrar).draft.answers)
    office.drafting.save(draft, 2, given | {"subject": "เรื่องที่แก้แล้ว"}, registrar)
    office.issue_draft(draft, registrar)
    Scans(office).take("ก.pdf", pile([(code, 0.0)]), registrar)
    (found,) = Scans(office).waiting(registrar)
    assert found.record is not None and (found.draft, found.says) == (draft, CHANGED)
    assert codes.of_draft(draft, 2) == code != codes.of_draft(draft, 3)


@pytest.mark.parametrize(
    ("pages", "runs"),
    [
        ("a", [(1, 1, "a")]),
        ("..a.b", [(1, 2, ""), (3, 4, "a"), (5, 5, "b")]),
        ("aa", [(1, 1, "a"), (2, 2, "a")]),
        ("a.?.?b", [(1, 2, "a"), (3, 4, ""), (5, 5, ""), (6, 6, "b")]),
    ],
)
def test_each_page_is_in_exactly_one_run(pages: str, runs: list[tuple[int, int, str]]) -> None:
    told = {".": "", "?": None}
    assert list(split([told.get(page, page) for page in pages])) == runs
