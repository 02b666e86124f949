"""A code that a scan misread is known by the codes that its sender's letters bear."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from archive.passages import Text
from indexer.apart import Apart
from indexer.arriving import Arrived
from indexer.pages import Page
from indexer.places import Box
from indexer.recognition.field import Field, Name, Recognised
from indexer.recognition.filed_codes import as_filed
from indexer.recognition.recognise import recognise
from indexer.scan_errors import PageWaited
from office import arrival_way
from office.filed_codes import Filed, codes_like, compared, counted, skeleton
from office.intake import Taken
from office.letter_reading import LetterReading
from office.office import Office, operator
from office.receiving import Letter
from tests.pages import page

SENDER = "สำนักงานศึกษาธิการจังหวัดสมมติ"


def number(printed: str, unsure: str = "") -> Field:
    """A number as it was recognised on a scan, digits of ``unsure`` doubtful."""
    scan = page((85, f"ที่ {printed}"), (85, "เรื่อง การรายงานข้อมูล"), (85, "เรียน นายอำเภอ"))
    lines = tuple(
        replace(line, sure=0.98, unsure=tuple(n for n, x in enumerate(line.text) if x in unsure))
        for line in scan.lines
    )
    return recognise([replace(scan, lines=lines, scanned=True)]).fields["number"]


@pytest.mark.parametrize(
    ("read", "unsure"),
    [
        ("ศจ ๐๔๙๙๙/๑๒", ""),
        ("ศถจี ๐๔๙๙๙/๑๒", ""),
        ("ศ5 ๐๔๙๙๙/๑๒", "5"),
        ("ศธ ๐๕๙๙๙/๑๒", "๕"),
        ("ศธ ๐๔๙๙๙/๑๒", "ธ"),
    ],
)
def test_a_code_one_confusable_letter_or_an_unsure_digit_away_is_taken(
    read: str, unsure: str
) -> None:
    found = as_filed(number(read, unsure), ["ศธ 04999", "ตย 0018.1"])
    assert (found.value, found.text, found.asked) == ("ศธ 04999/12", "ศธ ๐๔๙๙๙/๑๒", False)
    assert "ที่ผู้ส่งนี้เคยใช้" in found.because


def test_a_point_that_was_lost_is_put_back() -> None:
    found = as_filed(number("ตย ๐๐๑๘๑/๙"), ["ตย 0018.1"])
    assert (found.value, found.asked) == ("ตย 0018.1/9", False)


def test_what_is_unsure_behind_the_stroke_stays_asked_for_at_its_new_place() -> None:
    found = as_filed(number("ศถจ ๐๔๙๙๙/๑๗๒", "๗"), ["ศธ 04999"])
    assert (found.value, found.asked) == ("ศธ 04999/172", True)
    assert [found.text[at] for at in found.unsure] == ["๗"]


@pytest.mark.parametrize("codes", [["ศธ 04999.1", "ศธ 0499.91"], ["ศธ 04888"]])
def test_a_code_near_two_or_none_is_asked_for_with_those_that_are_known(codes: list[str]) -> None:
    found = as_filed(number("ศธ ๐๔๙๙๙๑/๑๒"), codes)
    assert found.asked
    assert "ผู้ส่งนี้เคยใช้รหัส ศธ ๐๔" in found.because


def test_a_figure_that_was_read_for_certain_is_never_changed() -> None:
    found = as_filed(number("ศธ ๐๔๙๙๘/๑๒"), ["ศธ 04999"])
    assert (found.value, found.asked) == ("ศธ 04998/12", True)


@pytest.mark.parametrize("codes", [[], ["ศธ 04999"], ["ศธ 04999", "ศธ 04998"]])
def test_a_known_code_and_a_sender_without_codes_change_nothing(codes: Iterable[str]) -> None:
    read = number("ศธ ๐๔๙๙๙/๑๒")
    assert as_filed(read, tuple(codes)) == read


def test_what_only_machines_read_counts_from_the_second_letter_on() -> None:
    letters = [Filed(SENDER, "ศธ ๐๔๙๙๙/๑", True), Filed(SENDER, "กค ๐๙๐๓/๑", False)]
    assert counted(letters) == {skeleton(SENDER): {"ศธ 04999"}}
    twice = counted([*letters, Filed(SENDER, "กค ๐๙๐๓/ว ๗", False)])
    assert twice[skeleton(SENDER)] == {"ศธ 04999", "กค 0903"}


def test_a_misread_sender_is_known_but_not_one_of_another_number() -> None:
    filed = counted([Filed(f"{SENDER} เขต ๑", "ศธ ๐๔๙๙๙/๑", True)])
    assert codes_like(skeleton(f"{SENDER.replace('ธิ', 'จิ')} เขต ๑"), filed) == {"ศธ 04999"}
    assert not codes_like(skeleton(f"{SENDER} เขต ๒"), filed)


@pytest.mark.parametrize(
    ("read", "asked"),
    [
        (SENDER.replace("ธิ", "จิ"), True),
        (SENDER.replace("สมมติ", "สมมต"), True),
        (SENDER, False),
        ("องค์การบริหารส่วนตำบลแบบอย่าง", False),
    ],
)
def test_a_sender_who_is_nearly_one_that_is_filed_is_asked_for(read: str, asked: bool) -> None:
    found = compared(Field(read, read, 1, None, 0.9), {SENDER, "เทศบาลเมืองสมมติ"})
    assert (found.value, found.asked) == (read, asked)
    assert (SENDER in found.because) == asked


def arrived(printed: str, sender: str, *, scanned: bool) -> Arrived:
    said = Field(sender, sender, 1, Box(0, 0, 9, 9), 0.9)
    fields: dict[Name, Field] = {"number": number(printed), "from": said}
    sheet = Page(1, 595, 842, (), scanned=scanned)
    return Arrived(Text(()), "", "pdf", (sheet,), Recognised("external", 0.9, fields))


@pytest.mark.slow
def test_the_office_compares_scans_with_what_it_received_and_with_its_own_codes(
    office: Office,
) -> None:
    told = Letter("การรายงาน", SENDER, number="ตย ๐๐๑๘.๑/๔๔", received_on=office.clock().date())
    office.receiving.receive(told, operator())
    check = office.letters.codes.checked
    scan = check(arrived("ตย ๐๐๑๘๑/๙", SENDER, scanned=True))
    assert scan.letter.value("number") == "ตย 0018.1/9"
    with office.db.writing() as conn:
        arrival_way.put_letter(conn, 1, Taken("สแกน.pdf", None, letter=scan.letter), office.clock())
        assert "ตย ๐๐๑๘.๑ ที่ผู้ส่งนี้เคยใช้" in arrival_way.of(conn, 1)[-1].note
    born = arrived("ตย ๐๐๑๘๑/๙", SENDER, scanned=False)
    assert check(born) == born
    own = f"กลุ่มอำนวยการ {office.profile.name_full}"
    assert (
        check(arrived("ศจ ๐๔๙๙๙.๑/๗", own, scanned=True)).letter.value("number") == "ศธ 04999.1/7"
    )


class Busy(Apart):
    """Children who get no turn for so many times."""

    def __init__(self, times: int) -> None:
        super().__init__(1)
        self.left = times

    def do(self, *given: Any, **more: Any) -> Any:
        self.left -= 1
        if self.left >= 0:
            raise PageWaited(name="สแกน.png", seconds=240)
        return arrived("ศธ ๐๔๙๙๙/๑", SENDER, scanned=False)


@pytest.mark.slow
def test_what_only_waited_for_its_turn_is_tried_once_more_by_itself(office: Office) -> None:
    codes = office.letters.codes
    once = Busy(1)
    assert LetterReading(lambda: once, codes).read("สแกน.png", b"").kind == "pdf"
    busy = Busy(2)
    with pytest.raises(PageWaited, match="เมื่อเครื่องว่าง"):
        LetterReading(lambda: busy, codes).read("สแกน.png", b"")
    assert busy.left == 0
