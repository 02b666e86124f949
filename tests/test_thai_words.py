"""Digits in prose, names, amounts, numbers of documents, abbreviations and sorting."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.abbreviations import expansions, shorts, table
from thai.booknumber import BookNumber, YearNumber, parse_book_number, parse_year_number
from thai.collate import sort_key
from thai.digits import to_arabic, to_thai, to_thai_in_prose
from thai.errors import (
    AmountNotUnderstood,
    BookNumberNotUnderstood,
    NameNotUnderstood,
    YearNumberNotUnderstood,
)
from thai.money import baht_text, format_amount, parse_amount
from thai.names import PersonName, parse_name


@given(st.text())
def test_digits_change_script_and_nothing_else(text: str) -> None:
    assert to_arabic(to_thai(text)) == to_arabic(text)
    assert to_arabic(to_thai_in_prose(text)) == to_arabic(text)


@pytest.mark.parametrize(
    "kept",
    [
        "https://esa1.example.go.th/meeting/6-2569", "www.esa1.go.th/a?b=1",
        "esa1.example.go.th/meeting/6",
        "saraban@esa1.example.go.th", "A4", "COVID-19", "KRS 2.0", "ISO 9001:2015", "5G", "PM 2.5",
        "Meeting ID: 812 3456 7890", "รายงาน6-2569.pdf", "minutes-6.docx", "Windows 11", "e-GP 2.0",
    ],
)  # fmt: skip
def test_foreign_figures_keep_their_digits_in_prose(kept: str) -> None:
    assert (
        to_thai_in_prose(f"ภายใน 5 วัน ทาง {kept} จำนวน 3 ชุด") == f"ภายใน ๕ วัน ทาง {kept} จำนวน ๓ ชุด"
    )


@pytest.mark.parametrize(
    "turned",
    [
        "เขต 1",
        "09.30 น.",
        "18,734,250.50",
        "(1)",
        "ป.1",
        "6/2569",
        "0 0000 0001 ต่อ 101",
        "ก.ค.ศ.2",
        "1 - 3",
    ],
)
def test_thai_figures_turn_in_prose(turned: str) -> None:
    assert to_thai_in_prose(turned) == to_thai(turned)


def test_a_count_after_a_foreign_word_is_thai() -> None:
    counted = (
        "AMSS++ 12 โรงเรียน ทาง Zoom 4 พฤศจิกายน 2569 เวลา 09.30 น. ขนาด 2 x 3 เมตร KPI 1,250 คน"
    )
    assert to_thai_in_prose(counted) == to_thai(counted)
    assert to_thai_in_prose("ใช้ Windows 11.") == "ใช้ Windows 11."
    assert to_thai_in_prose("ระบบ e-GP 2.0 วันที่ 5") == "ระบบ e-GP 2.0 วันที่ ๕"


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("นางสาวใจดี  มีสุข", ("นางสาว", "ใจดี", "มีสุข")),
        ("ว่าที่ร้อยตรีหญิง ก้าวหน้า มานะ", ("ว่าที่ร้อยตรีหญิง", "ก้าวหน้า", "มานะ")),
        ("พันจ่าเอกสมบัติ มีทรัพย์", ("พันจ่าเอก", "สมบัติ", "มีทรัพย์")),
        ("ผู้ช่วยศาสตราจารย์สมศรี ณ อยุธยา", ("ผู้ช่วยศาสตราจารย์", "สมศรี", "ณ อยุธยา")),
        ("นายนายก ดีงาม", ("นาย", "นายก", "ดีงาม")),
        ("นายิกา ดีงาม", ("", "นายิกา", "ดีงาม")),
        ("คุณากร ดีงาม", ("", "คุณากร", "ดีงาม")),
    ],
)
def test_the_longest_title_is_taken_off_a_name(typed: str, parts: tuple[str, str, str]) -> None:
    assert parse_name(typed) == PersonName(*parts)


def test_official_letters_put_two_spaces_before_the_surname() -> None:
    name = PersonName("ว่าที่ร้อยตรี", "ก้าวหน้า", "มานะ")
    assert (name.full, name.plain) == ("ว่าที่ร้อยตรีก้าวหน้า  มานะ", "ว่าที่ร้อยตรีก้าวหน้า มานะ")
    assert PersonName("นาย", "เอก", "").full == "นายเอก"


@pytest.mark.parametrize("typed", ["", "  ", "นาย", "ว่าที่ร้อยตรี", "นาย1", "a@b.c"])
def test_what_is_no_name_is_refused(typed: str) -> None:
    with pytest.raises(NameNotUnderstood, match="โปรดเขียนคำนำหน้า"):
        parse_name(typed)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "ศูนย์บาทถ้วน"), ("1", "หนึ่งบาทถ้วน"), ("10", "สิบบาทถ้วน"), ("11", "สิบเอ็ดบาทถ้วน"),
        ("20", "ยี่สิบบาทถ้วน"), ("21.21", "ยี่สิบเอ็ดบาทยี่สิบเอ็ดสตางค์"), ("101", "หนึ่งร้อยเอ็ดบาทถ้วน"),
        ("1000000", "หนึ่งล้านบาทถ้วน"), ("11000001", "สิบเอ็ดล้านเอ็ดบาทถ้วน"), ("1E12", "หนึ่งล้านล้านบาทถ้วน"),
        ("612000.00", "หกแสนหนึ่งหมื่นสองพันบาทถ้วน"), ("0.25", "ยี่สิบห้าสตางค์"), ("-5", "ลบห้าบาทถ้วน"),
        ("18734250.50", "สิบแปดล้านเจ็ดแสนสามหมื่นสี่พันสองร้อยห้าสิบบาทห้าสิบสตางค์"),
        ("0.005", "หนึ่งสตางค์"), ("-0.001", "ศูนย์บาทถ้วน"),
    ],
)  # fmt: skip
def test_amounts_in_words(amount: str, words: str) -> None:
    assert baht_text(Decimal(amount)) == words


@given(st.decimals(0, 10**14, places=2))
def test_a_printed_amount_is_read_back(amount: Decimal) -> None:
    assert parse_amount(format_amount(amount)) == amount
    assert parse_amount(f"{format_amount(amount, 'arabic')} บาท") == amount


@pytest.mark.parametrize("typed", ["", "1,23", "12.345", "หนึ่งบาท", "1 000", "1e5", "--1"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(AmountNotUnderstood, match="ทศนิยมไม่เกินสองตำแหน่ง"):
        parse_amount(typed)


def test_infinite_amounts_have_no_words() -> None:
    for amount in ("NaN", "Infinity", "1E30"):
        with pytest.raises(AmountNotUnderstood, match="จำนวนเงิน"):
            baht_text(Decimal(amount))


@pytest.mark.parametrize(
    "typed", ["ศธ ๐๔๙๙๙.๑/ว ๑๔๕", "ศธ04999.1/ว145", "ที่ ศธ 04999.1/ ว 145", "ศธ ๐๔๙๙๙.๑/ว.๑๔๕"]
)
def test_a_letter_number_is_one_however_it_is_typed(typed: str) -> None:
    number = parse_book_number(typed)
    assert number == BookNumber("ศธ 04999.1", circular=True, number=145)
    assert (str(number), number.thai) == ("ศธ 04999.1/ว 145", "ศธ ๐๔๙๙๙.๑/ว ๑๔๕")


def test_codes_of_other_offices_are_read_too() -> None:
    assert parse_book_number("กค (กวจ) ๐๔๐๕.๒/ว ๑๑๙").code == "กค (กวจ) 0405.2"
    assert str(parse_book_number("ก.ค.ศ. 0206.4/9")) == "ก.ค.ศ. 0206.4/9"
    for wrong in ("", "ศธ ๐๔๙๙๙", "ว 12", "ศธ 04999/0", "12/2569"):
        with pytest.raises(BookNumberNotUnderstood, match="เครื่องหมายทับ"):
            parse_book_number(wrong)


def test_a_number_of_the_year_is_read_with_its_buddhist_year() -> None:
    for typed in ("๓๒/๒๕๖๙", "ที่ 32 / 2569", "ครั้งที่ ๓๒/๒๕๖๙", "32/69"):
        assert parse_year_number(typed) == YearNumber(32, 2569)
    assert YearNumber(32, 2569).thai == "๓๒/๒๕๖๙"
    for wrong in ("32/2026", "0/2569", "32", "32/256"):
        with pytest.raises(YearNumberNotUnderstood, match="ทับปี"):
            parse_year_number(wrong)


def test_abbreviations_open_in_both_directions() -> None:
    assert expansions("สพฐ") == expansions("สพฐ.") == ("สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน",)
    assert "กุมภาพันธ์" in expansions("ก.พ.") and "สำนักงาน ก.พ." in expansions("ก.พ.")
    assert "ระบบรายงานผลตัวชี้วัด" in expansions("krs")
    assert set(shorts("กระทรวงศึกษาธิการ")) == {"ศธ.", "ศธ"}
    assert expansions("ไม่มีคำย่อนี้") == shorts("ไม่มีคำนี้") == ()


def test_the_list_of_abbreviations_is_whole() -> None:
    assert len(table()) == 151
    assert all(entry.expansions and all(entry.expansions) for entry in table())
    assert {entry.status for entry in table()} == {"manual", "public", "unverified"}


def test_the_dictionary_sorts_by_consonant_first() -> None:
    assert sorted(["ไก่", "กา", "เขา", "ขา", "แก้ว"], key=sort_key) == [
        "กา",
        "แก้ว",
        "ไก่",
        "ขา",
        "เขา",
    ]
    assert sorted(["ข้า", "ขา", "ข่า", "ขาว"], key=sort_key) == ["ขา", "ข่า", "ข้า", "ขาว"]
    assert sorted(["เขต ๑๐", "เขต 2", "เขต ๑"], key=sort_key) == ["เขต ๑", "เขต 2", "เขต ๑๐"]


@given(st.lists(st.text(max_size=8) | st.text("กขเแา่้๑๒12 ", max_size=8), max_size=6))
def test_sorting_does_not_depend_on_the_order_before(texts: list[str]) -> None:
    assert sorted(texts, key=sort_key) == sorted(texts[1:] + texts[:1], key=sort_key)
