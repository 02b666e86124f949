"""The quick way to where letters stood gives the same places as keeping account of each."""

from hypothesis import given
from hypothesis import strategies as st

from indexer.letters import folded, unfolded
from indexer.marking import Alike, aligned
from thai.text import Normal, normal

LETTERS = st.text(st.sampled_from("กขานำ่้๑๒7AbZ \n\t.เแ\u200bİ🙂"), max_size=40)


@given(LETTERS)
def test_every_stretch_is_where_careful_account_says(text: str) -> None:
    quick, careful = aligned(text, normal(text)), Normal.of(text)
    assert quick.text == careful.text
    for start in range(len(quick.text)):
        for end in range(start + 1, len(quick.text) + 1):
            assert quick.original_span(start, end) == careful.original_span(start, end)


def test_an_ordinary_text_takes_the_quick_way() -> None:
    text = "เรียน  ผู้อำนวยการ\n\nตามหนังสือที่ ศธ ๐๔๙๙๙/ว ๑๔๕ (EEC) "
    assert isinstance(aligned(text, normal(text)), Alike)
    assert isinstance(aligned("จํานวน", normal("จํานวน")), Normal)


@given(st.text(max_size=40))
def test_kept_letters_tell_the_normal_text_or_nothing(text: str) -> None:
    assert unfolded(folded(normal(text))) in {None, normal(text)}
