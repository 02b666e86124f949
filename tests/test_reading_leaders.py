"""Rows of dots and bold labels on a scanned form: out of the picture, and apart from the value."""

from dataclasses import replace

from PIL import Image, ImageDraw

from indexer.bold_labels import apart
from indexer.leaders import without_leaders
from indexer.print_lines import Strip, ink, strips
from indexer.recognition.field import Field
from indexer.recognition.recognise import recognise
from tests.pages import line, page


def dotted(places: tuple[tuple[int, int], ...]) -> Image.Image:
    """A page of A4 at 300 dots to the inch with a row of strokes and dots (left, top) behind it."""
    sheet = Image.new("L", (2480, 700), 250)
    pen = ImageDraw.Draw(sheet)
    for left in range(300, 700, 30):
        pen.rectangle((left, 200, left + 5, 240), fill=0)
    for left, top in places:
        pen.rectangle((left, top, left + 4, top + 4), fill=40)
    return sheet


def inked(sheet: Image.Image) -> int:
    return int(ink(sheet).sum())


def test_a_leader_of_dots_is_taken_out_and_the_line_ends_with_its_print() -> None:
    sheet = dotted(tuple((720 + 12 * n + n % 2, 236) for n in range(60)))
    bare = without_leaders(sheet)
    assert inked(bare) == inked(dotted(()))
    small = bare.resize((1240, 350), Image.Resampling.BOX)
    assert [strip.right for strip in strips(ink(small))] == [348]


def test_dots_that_are_print_stay() -> None:
    ellipsis = tuple((720 + 12 * n, 236) for n in range(3))
    below = tuple((300 + 30 * n, 250) for n in range(14))  # ฺ under each letter
    uneven = tuple((left, 300) for left in (300, 309, 334, 341, 366, 373, 398))
    stepped = tuple((900 + 12 * n, 200 + 5 * n) for n in range(9))
    sheet = dotted((*ellipsis, *below, *uneven, *stepped))
    assert inked(sheet) - inked(dotted(())) == 25 * (3 + 14 + 7 + 9)
    assert inked(without_leaders(sheet)) == inked(sheet)


def labelled(wide: int) -> Image.Image:
    """A line of five tall strokes so wide, a gap, and twenty strokes of four pixels."""
    sheet = Image.new("L", (2480, 300), 250)
    pen = ImageDraw.Draw(sheet)
    for left in range(100, 200, 20):
        pen.rectangle((left, 100, left + wide - 1, 159), fill=0)
    for left in range(240, 640, 20):
        pen.rectangle((left, 120, left + 3, 159), fill=0)
    return sheet


def test_a_bold_label_is_cut_off_the_value_whose_height_is_its_own() -> None:
    line_of_print = Strip(50, 50, 320, 80)
    assert apart(labelled(7), line_of_print) == [Strip(50, 50, 94, 80), Strip(120, 60, 320, 80)]
    assert apart(labelled(4), line_of_print) == [line_of_print]


def number_of(text: str) -> Field:
    """What is recognised as the number of a scanned letter whose first row says it."""
    read = replace(line(100, 60, text), sure=0.98)
    below = page((100, ""), (100, "เรื่อง ขอความร่วมมือ"), (100, "เรียน ปลัดจังหวัดตัวอย่าง"))
    return recognise([replace(below, lines=(read, *below.lines[1:]))]).fields["number"]


def test_what_scans_make_of_the_commonest_code_is_proposed_and_asked_for() -> None:
    for read in ("ศจ", "ศีจิ", "ศถจ", "ศถธิ", "ศิ5", "ศจ5"):
        number = number_of(f"ที่ {read} ๐๔๙๙๙/ว ๑๔๕")
        assert (read, number.value, number.asked) == (read, "ศธ 04999/ว 145", True)
    other = number_of("ที่ ศป ๐๐๐๑/๑๒")
    assert (other.value, other.asked) == ("ศป 0001/12", False)


def test_the_point_that_a_scan_lost_within_a_code_is_proposed_and_asked_for() -> None:
    number = number_of("ที่ ศธ ๐๔๙๙๙๑/๖๒๓")
    assert (number.value, number.asked) == ("ศธ 04999.1/623", True)


def test_a_memos_heading_of_what_was_before_is_no_subject() -> None:
    memo = page((100, "บันทึกข้อความ"), (100, "เรื่องเดิม"), (140, "ที่ประชุมผู้บริหารมีมติมอบกลุ่มอำนวยการ"))
    assert "subject" not in recognise([memo]).fields
