"""Digits that Tesseract cannot know are put right, and what is unsure is named."""

import numpy as np
import pytest
from PIL import Image

from indexer import digit_net, ocr, scanning
from indexer.digit_net import Sign
from indexer.digits import Mended, mended
from indexer.ocr import Letter, spaced
from indexer.straight import Turn

WIDE = 20.0


def read(text: str, sure: float = 0.99) -> list[Letter]:
    """What Tesseract read, each letter as wide, the spaces between them."""
    return [Letter(t, WIDE * n, WIDE * (n + 1), sure) for n, t in enumerate(text)]


def seen(text: str, sure: float = 0.99) -> list[Sign]:
    """What the net saw of the same line: the core of each digit, nothing of the letters."""
    return [
        Sign(t, WIDE * (n + 0.2), WIDE * (n + 0.8), sure)
        for n, t in enumerate(text)
        if t.isdigit() or t == "/"
    ]


def text(letters: list[Letter], signs: list[Sign]) -> tuple[str, tuple[int, ...]]:
    found = mended(letters, signs)
    return "".join(letter.text for letter in found.letters), found.unsure


def test_a_number_is_taken_from_the_net_and_its_words_from_tesseract() -> None:
    assert text(read("ที่ ศธ ๐๕๕๕๕/๒๕๕๘"), seen("ที่ ศธ ๐๔๙๙๙/๒๙๔๘")) == ("ที่ ศธ ๐๔๙๙๙/๒๙๔๘", ())


def test_what_tesseract_took_for_letters_becomes_digits_again() -> None:
    assert text(read("หมู่ ฒ ตำบล", 0.6), seen("หมู่ ๙ ตำบล"))[0] == "หมู่ ๙ ตำบล"


def test_a_letter_that_tesseract_is_sure_of_in_a_word_stays() -> None:
    assert text(read("ประถมศึกษา"), seen("ประ๓มศึกษา", 0.98)) == ("ประถมศึกษา", ())


def test_a_digit_of_which_the_net_is_unsure_is_named() -> None:
    doubtful = [*seen("๑๘ กันยายน")[:1], Sign("๙", 24, 36, 0.7)]
    assert text(read("๑๕ กันยายน"), doubtful) == ("๑๙ กันยายน", (1,))


def test_a_digit_that_only_tesseract_saw_is_unsure() -> None:
    assert text(read("วันที่ ๕ มีนาคม"), []) == ("วันที่ ๕ มีนาคม", (7,))


def test_the_plain_text_tells_where_the_places_have_spaces() -> None:
    letters = [Letter(t, 10 * n, 10 * n + 8, 1) for n, t in enumerate("ที่ศธ")]
    assert "".join(each.text for each in spaced("ที่ ศธ", letters)) == "ที่ ศธ"


@pytest.mark.parametrize("size", [(1, 1), (3_000, 40), (40, 900)])
def test_an_empty_line_of_any_size_has_no_digits(size: tuple[int, int]) -> None:
    assert digit_net.signs(Image.new("L", size, 255)) == []


def test_the_net_answers_for_every_second_pixel() -> None:
    told = digit_net.answers(np.zeros((1, digit_net.HEIGHT, 200), np.float32))
    assert told.shape == (len(digit_net.SIGNS) + 1, 100)
    assert told.sum(axis=0) == pytest.approx(np.ones(100), abs=1e-4)


def test_letters_stay_in_their_order_though_their_places_are_only_about_right() -> None:
    month = [
        Letter(t, left, left + 20, 0.99) for t, left in zip("พคาม", (40, 75, 60, 95), strict=True)
    ]
    assert text(month, [Sign("๙", 4, 16, 0.99)])[0] == "๙ พคาม"


def test_a_stroke_between_digits_is_seen_where_tesseract_lost_it() -> None:
    assert text(read("ครั้งที่ ๖๒๒๕๗๐", 0.7), seen("ครั้งที่ ๖/๒๕๗๐"))[0].startswith("ครั้งที่ ๖/๒๕๗๐")


@pytest.mark.parametrize("read_as", ["ตย ๐๐๑๘๑/๙", "ตย ๐๐๑๘.๑/๙"])
def test_a_point_between_digits_that_tesseract_lost_is_put_back_once(read_as: str) -> None:
    printed = "ตย ๐๐๑๘.๑/๙"
    places = [n + ("." not in read_as and n > 6) for n in range(len(read_as))]
    letters = [
        Letter(t, WIDE * at, WIDE * (at + 1), 0.99) for t, at in zip(read_as, places, strict=True)
    ]
    point = Sign(".", WIDE * 7.4, WIDE * 7.6, 0.8)
    signs = sorted([*seen(printed), point], key=lambda sign: sign.left)
    assert text(letters, signs)[0] == printed


def test_a_letter_that_tesseract_doubts_is_named() -> None:
    doubtful = [Letter("บ", 20, 40, 0.5), Letter("ั", 20, 40, 0.5)]
    assert text([*read("ส"), *doubtful, *read("ก")], []) == ("สบัก", (1, 2))


def test_a_letter_is_as_sure_as_its_word_in_hocr() -> None:
    word = (
        "<span class='ocrx_word' title='bbox 0 0 9 9; x_wconf {sure}'><span class='ocrx_cinfo' "
        "title='x_bboxes 16 0 26 9; x_conf 99.1'>{text}</span></span>"
    )
    page = word.format(sure=48, text="บ") + word.format(sure=97, text="ก")
    assert [(each.text, each.sure) for each in ocr._letters(page)] == [("บ", 0.5), ("ก", 1.0)]


@pytest.mark.parametrize(
    "line", ["ที่ AT 04999/12", "26 N.W. 2569", "๒๐ กันยายน W.A. ๒๕๖๙", "i จล ๐๖๑๘"]
)
def test_a_line_whose_thai_became_latin_is_read_again(line: str) -> None:
    assert scanning._is_mistaken(line, 3)


@pytest.mark.parametrize("line", ["ไฟล์ PDF ขนาด A4 จำนวน 12 แผ่น", "ระบบ AMSS 12 โรงเรียน"])
def test_latin_words_are_left_as_they_are(line: str) -> None:
    assert not scanning._is_mistaken(line, 3)


def test_a_digit_as_wide_as_two_is_asked_for() -> None:
    double = Sign("1", WIDE * 1.2, WIDE * 2.8, 0.99)
    found = mended(read("311/2569"), [*seen("3"), double, *seen("   /2569")])
    assert [found.letters[at].text for at in found.unsure] == ["1"]


def test_a_lost_sara_am_is_put_right_in_words_that_have_one() -> None:
    cut = scanning._Cut(Image.new("L", (400, 40), 255), 0, 0)
    found = Mended(tuple(read("จ้านวน ๓ ข้าง")), ())
    line = scanning._line(cut, found, Turn(0, 400, 40), 0.24)
    assert line.text == "จำนวน ๓ ข้าง"
    assert len(line.lefts) == len(line.text)
