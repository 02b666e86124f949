"""What a person types becomes phrases; words and letters as the index sees them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import QueryEmpty, QueryTooLong
from indexer.letters import folded
from indexer.query import Query
from indexer.showing import spans
from indexer.words import analysis, cluster_trigrams, inner_words, words
from thai.text import normal


def texts(query: str) -> list[str]:
    return [phrase.text for phrase in Query.from_text(query).phrases]


@pytest.mark.parametrize(
    ("typed", "phrases"),
    [
        ("งบประมาณ  อาหารกลางวัน", ["งบประมาณ", "อาหารกลางวัน"]),
        ("“สมชาย  ใจดี” ครู", ["สมชาย ใจดี", "ครู"]),
        ("งบประมาณ งบประมาณ", ["งบประมาณ"]),
        ("ที่ ศธ ๐๔๙๙๙.๑/ว ๑๔๕ เรื่องสอบ", ["ที่", "ศธ 04999.1/ว 145", "เรื่องสอบ"]),
        ("ประชุม ๒๕ มิ.ย. ๖๘", ["ประชุม", "25 มิ.ย. 68"]),
        ("31 เมษายน 2569", ["31", "เมษายน", "2569"]),  # no such day: words like others
        ("ด่วน ว ๑๔๕", ["ด่วน", "ว 145"]),
        ("ว145/2569 แถว ๓", ["ว145/2569", "แถว", "3"]),
        ("ครั้งที่ ๑๑/๒๕๖๙", ["ครั้งที่", "11/2569"]),
        ('" " ก', ["ก"]),
    ],
)
def test_white_space_divides_what_belongs_together_stays(typed: str, phrases: list[str]) -> None:
    assert texts(typed) == phrases


def test_a_day_stands_for_every_way_of_writing_it() -> None:
    (day,) = Query.from_text("๒๒/๑๑/๒๕๖๙").phrases
    assert day.on == date(2026, 11, 22)
    assert {"22 พฤศจิกายน 2569", "22 พ.ย. 69", "22 พฤศจิกายน พ.ศ. 2569"} <= set(day.forms)
    assert all(needle in form for needle in day.needles for form in day.forms)
    assert Query.from_text("22/11/2026").phrases[0].on == day.on  # a year of the common era


@pytest.mark.parametrize(
    ("typed", "before"),
    [("๖๐๐๐", ""), ("6,000", ""), ("วงเงิน6000", "วงเงิน"), ("“ปี 2569 6,000”", "ปี 2569 ")],
)
def test_an_amount_is_the_same_with_its_commas_and_without(typed: str, before: str) -> None:
    (amount,) = Query.from_text(typed).phrases
    assert set(amount.forms) == {f"{before}6000", f"{before}6,000"}
    assert all(needle in form for needle in amount.needles for form in amount.forms)


@pytest.mark.parametrize("typed", ["2569", "04999", "0512345678", "6000/2569", "abc1234", "600"])
def test_a_year_or_a_number_is_no_amount(typed: str) -> None:
    assert all("," not in form for form in Query.from_text(typed).phrases[0].forms)


@pytest.mark.parametrize("typed", ["ว ๑๔๕", "ว145", "ว.๑๔๕"])
def test_a_circulars_mark_and_number_are_found_together(typed: str) -> None:
    phrases = Query.from_text(typed).phrases
    text = "ว่าด้วย ว ๑๔๕๖ แถว ๑๔๕ ที่ ศธ ๐๔๙๙๙.๑/ว ๑๔๕ และ ว๑๔๕"
    assert [text[start:end] for start, end in spans(text, phrases)] == ["ว ๑๔๕", "ว๑๔๕"]


def test_one_letter_is_marked_only_where_nothing_longer_was_asked_for() -> None:
    text = "วาระ ก งานการเงิน"
    assert spans(text, Query.from_text("ก การเงิน").phrases) == ((10, 17),)
    assert spans(text, Query.from_text("ก").phrases) == ((5, 6), (10, 11))


@pytest.mark.parametrize("empty", ["", "  \n", "*", "?!", '""', "\u200b", "…"])
def test_an_empty_query_is_asked_for_a_condition(empty: str) -> None:
    with pytest.raises(QueryEmpty, match="โปรดพิมพ์คำ"):
        Query.from_text(empty)


def test_a_page_is_no_query() -> None:
    with pytest.raises(QueryTooLong, match=r"ยาวเกินไป.*๖,๐๐๐.*๑,๐๐๐"):
        Query.from_text("ประชุม" * 1000)


@pytest.mark.parametrize(
    ("typed", "is_description"),
    [
        ("งบประมาณ", False),
        ("เกี่ยวกับ งบประมาณ", False),  # กี่ stands in เกี่ยว
        ("ประชุม ครั้งที่เท่าไร", True),
        ("มติ งบประมาณ อาหาร", True),
    ],
)
def test_a_question_is_told_from_a_keyword(typed: str, is_description: bool) -> None:
    assert Query.from_text(typed).is_description is is_description


def test_words_hold_the_words_inside_them() -> None:
    assert words("การประชุม เรื่องงบประมาณ 2569!") == ["การประชุม", "เรื่อง", "งบประมาณ", "2569"]
    assert "ประชุม" in inner_words("การประชุม")
    assert inner_words("ครู") == ()
    assert words("เรียน ผอ. สพป.") == ["เรียน", "ผอ.", "สพป."]
    assert "pythainlp" in analysis()


def test_letter_clusters_keep_a_consonant_with_its_vowels_and_marks() -> None:
    assert cluster_trigrams("เรื่องนี้") == ["เรื่อง", "องนี้"]
    assert cluster_trigrams("เรื่อ") == []
    assert cluster_trigrams("น้ำดื่ม") == ["น้ำดื่ม"]


@given(st.text(), st.text())
def test_containment_in_letters_is_containment_in_text(text: str, piece: str) -> None:
    text, piece = normal(text), normal(piece)
    assert (folded(piece) in folded(text)) is (piece in text)
    assert folded(piece) in folded(f"{text}{piece}{text}")
    assert b"\n" not in folded(text)


@given(st.text(st.sampled_from("กขคงจำเแ์่ ๑2a–😀é"), max_size=60))
def test_words_lose_no_letter_but_punctuation(text: str) -> None:
    kept = [letter for letter in normal(text) if letter.isalnum()]
    assert [letter for word in words(normal(text)) for letter in word if letter.isalnum()] == kept
