"""Words: nothing is lost in the cut, and the native segmenter cuts as newmm does."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import words
from thai.text import normal

SAID = (
    "ประธานแจ้งว่าสำนักงานเขตพื้นที่การศึกษาได้รับจัดสรรงบประมาณโครงการอาหารกลางวัน จำนวน 18,734,250 บาท",
    "มติที่ประชุมรับทราบ และมอบหมายให้กลุ่มนโยบายและแผนกำกับติดตามทุกไตรมาส",
    "คณะกรรมการบริหารกองทุนหมู่บ้านพิจารณาให้ความเห็นชอบแผนปฏิบัติราชการประจำปี",
    "ให้ ผอ.สพป. รายงานตาม พ.ร.บ.การศึกษาแห่งชาติ ต่อ ศธ. ภายในวันที่ 22 พ.ย. 69",
    "ขออนุญาตไปราชการเพื่อเข้าร่วมอบรมเชิงปฏิบัติการการพัฒนาหลักสูตรสถานศึกษา",
)
THAI = st.text(st.sampled_from("กขคงจชตนบปมยรลวสหอะาิีุูเแโใไ่้์ัำ็ๆฯ."), min_size=1, max_size=60)


@pytest.mark.skipif(not words.NATIVE, reason="no native segmenter on this machine")
@pytest.mark.parametrize("text", SAID)
def test_the_native_cut_is_that_of_newmm(text: str) -> None:
    ours = list(words._words(text, words.native()))
    assert ours == list(words._words(text, words.plain()))
    assert len(ours) > 8


@pytest.mark.parametrize("cut", [words.plain, words.native])
@given(text=THAI)
def test_no_letter_is_lost_in_the_cut(cut: Callable[[], words.Cut], text: str) -> None:
    if cut is words.native and not words.NATIVE:
        pytest.skip("no native segmenter on this machine")
    assert "".join(cut()(text)) == text


@given(st.text(max_size=120))
def test_every_letter_and_figure_stands_in_some_word(text: str) -> None:
    told = normal(text)
    letters = re.sub(r"[\W_]", "", "".join(words.words(told)))
    assert letters == re.sub(r"[\W_]", "", told)


def test_figures_and_latin_words_are_words_as_they_stand() -> None:
    cut = words.words(normal("รุ่นที่ ๑๒/๒๕๖๙ (EEC) จำนวน ๑๘,๗๓๔.๕๐ บาท ห้อง 5G"))
    assert {"12", "2569", "eec", "18,734.50", "5", "g"} <= set(cut)


def test_a_full_stop_belongs_to_an_abbreviation_only() -> None:
    assert "พ.ร.บ." in words.words("ตาม พ.ร.บ. นี้.")
    assert words.words("จบ.")[-1] == "จบ"


def test_a_compound_holds_the_words_inside_it() -> None:
    assert "ประชุม" in words.inner_words("รายงานการประชุม")
    assert words.inner_words("ครู") == ()
    assert "การ" not in words.inner_words("การ")


def test_text_without_a_space_is_cut_as_well() -> None:
    assert "".join(words.words("ตากลม" * 2_000)) == "ตากลม" * 2_000


def test_the_cut_says_by_which_dictionary_and_segmenter_it_is_made() -> None:
    assert "pythainlp" in words.analysis()
    assert ("nlpo3" in words.analysis()) is words.NATIVE
