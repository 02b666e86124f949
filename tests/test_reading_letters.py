"""What a letter says of itself is recognised, by its kind and its layout."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.pages import Page
from indexer.recognition.recognise import recognise
from tests.pages import Row, page

OFFICE = "สำนักงานศึกษาธิการจังหวัดสมมติ"
LETTER: tuple[Row, ...] = (
    (85, "ด่วนที่สุด"),
    ((85, "ที่ ศธ ๐๔๙๙๙/ว ๑๒๓"), (346, OFFICE)),
    (346, "ถนนสมมติ จังหวัดตัวอย่าง ๙๙๐๐๐"),
    (329, "๒๒ พฤศจิกายน ๒๕๖๙"),
    (85, "เรื่อง ขอความร่วมมือตรวจสอบข้อมูลนักเรียนที่ออกกลางคัน"),
    (85, "เรียน ปลัดจังหวัดตัวอย่าง"),
    (85, "อ้างถึง หนังสือที่ทำการปกครองจังหวัด ที่ ตย ๐๐๑๘.๑/๑๒๓๔ ลงวันที่ ๑๕ มิถุนายน ๒๕๖๙"),
    (85, "สิ่งที่ส่งมาด้วย ๑. บัญชีรายชื่อ จำนวน ๑ ฉบับ"),
    (175, "๒. แบบรายงาน จำนวน ๑ ฉบับ"),
    (156, "ตามหนังสือที่อ้างถึง ขอเรียนว่ามีนักเรียนออกกลางคัน จำนวน ๗ คน นั้น"),
    (260, "ขอแสดงความนับถือ"),
    (270, "(นายสมมติ  ตัวอย่างดี)"),
    (265, "ศึกษาธิการจังหวัดสมมติ"),
)


def test_an_external_letter_tells_all_its_parts() -> None:
    found = recognise([page(*LETTER)])
    assert found.kind == "external"
    assert {name: found.value(name) for name in found.fields} == {
        "number": "ศธ 04999/ว 123",
        "date": "2026-11-22",
        "from": OFFICE,
        "to": "ปลัดจังหวัดตัวอย่าง",
        "subject": "ขอความร่วมมือตรวจสอบข้อมูลนักเรียนที่ออกกลางคัน",
        "references": "หนังสือที่ทำการปกครองจังหวัด ที่ ตย ๐๐๑๘.๑/๑๒๓๔ ลงวันที่ ๑๕ มิถุนายน ๒๕๖๙",
        "enclosures": "บัญชีรายชื่อ จำนวน ๑ ฉบับ\nแบบรายงาน จำนวน ๑ ฉบับ",
        "speed": "ด่วนที่สุด",
        "signer": "นายสมมติ ตัวอย่างดี",
        "post": "ศึกษาธิการจังหวัดสมมติ",
    }


def test_a_field_knows_its_place_on_the_page() -> None:
    number = recognise([page(*LETTER)]).fields["number"]
    assert number.box is not None
    assert number.text == "ศธ ๐๔๙๙๙/ว ๑๒๓"
    assert (number.page, round(number.box.top)) == (1, 82)
    assert 85 + 4 * 5.5 <= number.box.left < number.box.right < 346


def test_a_memo_has_number_and_date_in_one_row_between_dots() -> None:
    found = recognise(
        [
            page(
                (254, "บันทึกข้อความ"),
                (85, "ส่วนราชการ กลุ่มนโยบายและแผน สพป.ตัวอย่าง เขต ๑ โทร. ๐ ๐๐๐๐ ๐๐๑๒"),
                (85, "ที่ ศธ ๐๔๙๙๙/๗๗........................วันที่ ๙ ก.พ. ๒๕๗๐........."),
                (85, "เรื่อง ขออนุมัติจัดประชุมทบทวนแผน................"),
                (85, "เรียน ผู้อำนวยการสำนักงานเขตพื้นที่"),
                (156, "ตามที่ประกาศใช้แผนพัฒนาการศึกษา นั้น"),
            )
        ]
    )
    assert (found.kind, found.value("number"), found.value("date")) == (
        "memo", "ศธ 04999/77", "2027-02-09",
    )  # fmt: skip
    assert found.value("from") == "กลุ่มนโยบายและแผน สพป.ตัวอย่าง เขต ๑"
    assert found.value("subject") == "ขออนุมัติจัดประชุมทบทวนแผน"


def test_a_stamped_letter_names_its_office_above_the_date() -> None:
    found = recognise(
        [
            page(
                (85, "ที่ ศธ ๐๔๙๙๙/๑๒"),
                (85, "ถึง โรงเรียนในสังกัดทุกโรงเรียน"),
                (156, "ตามที่ได้ขอให้ส่งแบบสำรวจภายในวันศุกร์ที่ ๑๒ มีนาคม ๒๕๗๐ นั้น"),
                (223, OFFICE),
                (325, "๑๕ มีนาคม ๒๕๗๐"),
            )
        ]
    )
    assert (found.kind, found.value("to")) == ("stamped", "โรงเรียนในสังกัดทุกโรงเรียน")
    assert (found.value("from"), found.value("date")) == (OFFICE, "2027-03-15")


@pytest.mark.parametrize(
    ("word", "given", "kind"),
    [("คำสั่ง", "สั่ง", "order"), ("ประกาศ", "ประกาศ", "announcement")],
)
def test_an_order_and_an_announcement_are_dated_at_their_end(
    word: str, given: str, kind: str
) -> None:
    found = recognise(
        [
            page(
                (200, f"{word}{OFFICE}"),
                (280, "ที่ ๔๑๒/๒๕๖๙"),
                (190, "เรื่อง แต่งตั้งคณะทำงานขับเคลื่อนตัวชี้วัด"),
                (156, "ด้วยสำนักงานกำหนดกรอบการประเมิน เมื่อวันที่ ๑ ตุลาคม ๒๕๖๙"),
                (230, f"{given} ณ วันที่ ๒ พฤศจิกายน พ.ศ. ๒๕๖๙"),
            )
        ]
    )
    assert (found.kind, found.value("from")) == (kind, OFFICE)
    assert (found.value("number"), found.value("date")) == ("412/2569", "2026-11-02")
    assert found.value("subject") == "แต่งตั้งคณะทำงานขับเคลื่อนตัวชี้วัด"


def test_minutes_have_the_meetings_number_and_day() -> None:
    found = recognise(
        [
            page(
                (200, "รายงานการประชุมคณะทำงานทบทวนแผน"),
                (280, "ครั้งที่ ๒/๒๕๗๐"),
                (220, "เมื่อวันพฤหัสบดีที่ ๒๕ กุมภาพันธ์ ๒๕๗๐"),
                (85, "ผู้มาประชุม"),
            )
        ]
    )
    assert (found.kind, found.value("number"), found.value("date")) == (
        "minutes", "2/2570", "2027-02-25",
    )  # fmt: skip
    assert found.value("from") == "คณะทำงานทบทวนแผน"


def test_labels_are_known_when_a_scan_lost_their_marks() -> None:
    found = recognise(
        [page((85, "ที ศธ ๐๔๙๙๙/๑"), (85, "เรือง การจัดสรรงบประมาณ"), (85, "เรียน ผู้ว่าราชการ"))]
    )
    assert (found.value("number"), found.value("subject")) == ("ศธ 04999/1", "การจัดสรรงบประมาณ")


def test_a_subject_over_two_rows_is_joined_and_the_text_is_left_out() -> None:
    subject = "ขอให้ตรวจสอบและปรับปรุงข้อมูลสิ่งก่อสร้างของสถานศึกษาในสังกัดผ่านระบบข้อมูลกลาง"
    found = recognise(
        [
            page(
                (85, f"เรื่อง {subject}"),
                (118, "วันที่กำหนดส่งตามแนบ"),
                (85, "เรียน ผู้อำนวยการโรงเรียน"),
                (156, "ด้วยหน่วยงานกำหนดดำเนินการ"),
            )
        ]
    )
    assert found.value("subject") == f"{subject}วันที่กำหนดส่งตามแนบ"
    assert found.value("to") == "ผู้อำนวยการโรงเรียน"


def test_a_receiver_whose_first_row_ends_early_keeps_the_blank_between_the_rows() -> None:
    first, rest = "ผู้อำนวยการกลุ่มทุกกลุ่ม", "และผู้อำนวยการหน่วยตรวจสอบภายในของสำนักงาน"
    rows = (*LETTER[:5], (85, f"เรียน {first}"), (85 + 6 * 5.5, rest), *LETTER[9:])
    assert recognise([page(*rows)]).value("to") == f"{first} {rest}"


def test_an_unsure_digit_makes_its_field_asked_for() -> None:
    found = recognise([page(*LETTER, unsure="๓")])
    assert found.fields["number"].asked
    assert found.fields["number"].unsure == (13,)
    assert not found.fields["date"].asked


def test_a_day_that_the_calendar_does_not_have_is_asked_for_and_not_guessed() -> None:
    rows = [row if row[0] != 329 else (329, "๓๑ พฤศจิกายน ๒๕๖๙") for row in LETTER]
    found = recognise([page(*rows)]).fields["date"]
    assert (found.value, found.text, found.asked) == ("", "๓๑ พฤศจิกายน ๒๕๖๙", True)


def test_a_paper_without_any_label_is_other() -> None:
    found = recognise([page((85, "บทความเรื่องการจัดการเรียนรู้"), (85, "โดย คณะผู้จัดทำ"))])
    assert (found.kind, dict(found.fields)) == ("other", {})


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 500), st.text("ที่เรื่องน๐๑๔/.()วันศธ พ.ศ.25ณคำสั่ง", max_size=40)))
)
def test_any_rows_at_all_are_recognised_without_a_fault(rows: list[tuple[float, str]]) -> None:
    found = recognise([page(*rows, unsure="๑")])
    assert 0 <= found.sure <= 1
    assert all(0 <= field.sure <= 1 for field in found.fields.values())
    assert all(at < len(field.text) for field in found.fields.values() for at in field.unsure)


def test_a_code_too_long_for_one_is_asked_for() -> None:
    found = recognise([page((85, "ที่ อว ๐๖๔๒๑๕/ว ๗"), (85, "เรียน ผู้ว่าราชการ"))])
    assert found.fields["number"].asked


def test_a_speck_behind_the_stroke_of_a_number_is_passed_over() -> None:
    found = recognise([page((85, "ที่ กค ๐๙๐๓/, ๗๖"), (85, "เรียน ผู้ว่าราชการ"))])
    assert found.value("number") == "กค 0903/76"


def test_a_reference_that_fills_its_row_does_not_take_in_the_text() -> None:
    long = "หนังสือสำนักงานคลังจังหวัดตัวอย่าง ที่ ตย ๐๐๑๘.๑/ว ๙๑๗ ลงวันที่ ๕ มกราคม ๒๕๖๙"
    body = "ด้วยหน่วยงานกำหนดดำเนินการตามแผน"
    found = recognise([page((85, "เรียน ผู้ว่าราชการ"), (85, f"อ้างถึง {long}"), (156, body))])
    assert found.value("references") == long


def test_a_mark_that_a_scan_saw_in_a_letter_code_is_left_out_and_asked_for() -> None:
    head = ((90.0, "ที่ ศีจิ ๐๔๙๙๙/๘๙๔"), (330.0, "สำนักงานคลังจังหวัดตัวอย่าง"))
    rest = ((300.0, "๒๐ มกราคม ๒๕๖๙"), (90.0, "เรื่อง แจ้งผล"), (90.0, "เรียน ผู้อำนวยการ"))
    number = recognise([page(head, *rest)]).fields["number"]
    assert (number.value, number.asked) == ("ศธ 04999/894", True)


def test_a_letter_code_of_three_letters_is_believed_in_print_and_asked_for_on_a_scan() -> None:
    printed = page((90.0, "ที่ กฟภ ๐๔๙๙๙/๘๙๔"), (90.0, "เรื่อง แจ้งผล"), (90.0, "เรียน ผู้อำนวยการ"))
    assert not recognise([printed]).fields["number"].asked
    scan = replace(printed, lines=tuple(replace(line, sure=0.97) for line in printed.lines))
    assert recognise([scan]).fields["number"].asked


@pytest.mark.parametrize("jumble", ["2262666666๐๑", "2660ร5556รรระ5แล5", ""])
def test_a_leader_of_dots_that_a_scan_read_as_a_jumble_is_left_out(jumble: str) -> None:
    head = ((60.0, "บันทึกข้อความ"), (60.0, "ส่วนราชการ กลุ่มอำนวยการ"))
    rest = ((60.0, f"เรื่อง ขอความเห็นชอบปี ๒๕๗๐ {jumble}"), (60.0, "เรียน ผู้อำนวยการ"))
    made = page(*head, *rest)
    scan = replace(made, lines=tuple(replace(line, sure=0.97) for line in made.lines))
    assert recognise([scan]).value("subject") == "ขอความเห็นชอบปี ๒๕๗๐"


STAMP: Row = (440, "วันที่ ๑ ธ.ค. ๒๕๖๙")


def test_a_receiving_stamps_day_is_not_the_letters() -> None:
    head: tuple[Row, ...] = ((440, "เลขรับ ๑๒๓๔"), STAMP, (440, "เวลา ๑๐.๓๐ น."))
    letter = recognise([page(*head, *LETTER[1:])])
    assert (letter.value("date"), letter.value("from")) == ("2026-11-22", OFFICE)
    memo = recognise(
        [
            page(
                *head,
                (254, "บันทึกข้อความ"),
                (85, "ส่วนราชการ กลุ่มนโยบายและแผน"),
                ((85, "ที่ ศธ ๐๔๙๙๙/๗๗"), (300, "วันที่ ๙ ก.พ. ๒๕๗๐")),
                (85, "เรื่อง ขออนุมัติจัดประชุม"),
            )
        ]
    )
    assert memo.value("date") == "2027-02-09"


@pytest.mark.parametrize("day", ["วันที่ ๒๒ เดือน พฤศจิกายน พ.ศ. ๒๕๖๙", "๒๒ พ.ย. ๖๙"])
def test_a_letters_day_may_have_its_label_and_be_long_or_short(day: str) -> None:
    found = recognise([page(*LETTER[:3], (329, day), *LETTER[4:])])
    assert found.value("date") == "2026-11-22"


def test_a_word_broken_under_a_subject_is_no_label() -> None:
    found = recognise(
        [
            page(
                (85, "ที่ ศธ ๐๔๙๙๙/๑"),
                ((85, "เรื่อง"), (120, "ซักซ้อมแนวทางป้องกันโรคไข้หวัดใหญ่ในสถานศึกษาก่อนเปิดภาค")),
                (120, "เรียนที่ ๒ และการรายงานผู้ป่วย"),
                (85, "เรียน ผู้อำนวยการโรงเรียน"),
            )
        ]
    )
    assert found.value("subject").endswith("ก่อนเปิดภาคเรียนที่ ๒ และการรายงานผู้ป่วย")
    assert found.value("to") == "ผู้อำนวยการโรงเรียน"


def scan(text: str) -> Page:
    """A letter whose first row, of the number, was read from a picture."""
    letter = page((85, text), (85, "เรื่อง การรายงาน"), (85, "เรียน นายอำเภอ"))
    return replace(letter, lines=tuple(replace(line, sure=0.98) for line in letter.lines))


@pytest.mark.parametrize(
    ("read", "value"),
    [
        ("ที่ ศธ 0208.3/ว4323", "ศธ 0208.3/ว 4323"),
        ("i จล ๐๖๑๘/๖๘๗๙", "จล 0618/6879"),
        ("ที่มท0891.2/16", "มท 0891.2/16"),
    ],
)
def test_a_number_without_spaces_or_label_is_found_on_a_scan(read: str, value: str) -> None:
    found = recognise([scan(read)]).fields["number"]
    assert (found.value, found.asked) == (value, False)


@pytest.mark.parametrize(
    "read",
    ["ที่ ตย ๐๐๑๘๑/๙", "ที่ ธ ๕๑๐๒.๑/๓๔๘๙", "ที่ จล ๕๑๐๐๘/ว ๗ ๔๕๔", "ที่ มท ๐๘๙๑๒๕/๑๖"],
)
def test_a_number_that_nobody_has_or_that_goes_on_is_asked_for(read: str) -> None:
    assert recognise([scan(read)]).fields["number"].asked


def test_a_stroke_that_lost_its_digit_is_asked_for() -> None:
    found = recognise([scan("เรื่อง ขอเชิญประชุม ครั้งที่ /๒๕๖๙")]).fields["subject"]
    assert found.asked
    assert [found.text[at] for at in found.unsure] == ["/"]


def test_a_stamps_day_alone_is_none_of_the_letter() -> None:
    found = recognise([page(STAMP, *LETTER[1:3], (329, "๒๒ พฤษจิกาขน ๒๕๖๙"), *LETTER[4:])])
    assert "date" not in found.fields


def test_a_sender_whose_name_ends_with_its_province_in_the_next_row_is_whole() -> None:
    rows: tuple[Row, ...] = (
        ((85, "ที่ พม ๐๒๙๘/๑"), (346, "สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์")),
        (346, "จังหวัดสมมติ"),
        (346, "ถนนสมมติ จังหวัดสมมติ ๙๙๐๐๐"),
    )
    found = recognise([page(*rows, *LETTER[3:])])
    assert found.value("from") == "สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดสมมติ"
