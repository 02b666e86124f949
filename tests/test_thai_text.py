"""The normal form, the cleaning of input, and cutting at whole letters."""

from hypothesis import given
from hypothesis import strategies as st

from thai.text import Normal, clean, clusters, cut_bytes, normal

PIECES = [
    *"กขคงนมรวสห เแโใไะาำัิีึืฺุู็่้๊๋์ํๆฯ๐๙09AzÉİΣß-/.\n\t\xa0\u3000\u200b\ufeff\xad\x0b\x00\x1f\r",
    "\u0301", "e\u0301", "\u0344", "\u212b", "\uf70a", "\uf70f", "\uf88b", "\U0001f600", "\ud800",
    "ํ่า", "ำ่", "่ิ", "เเ", "กกกก", " ่", "  ", "\r\n",
]  # fmt: skip
messy = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=30)


@given(messy)
def test_normal_form_is_reached_in_one_step(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@given(messy)
def test_text_with_offsets_is_the_same_normal_form(text: str) -> None:
    assert Normal.of(text).text == normal(text)


@given(messy)
def test_offsets_never_fall_and_stay_inside_the_original(text: str) -> None:
    form = Normal.of(text)
    assert len(form.offsets) == len(form.text) + 1
    assert list(form.offsets) == sorted(form.offsets)
    assert all(0 <= offset <= len(text) for offset in form.offsets)


@given(messy, st.data())
def test_each_span_of_the_form_has_letters_in_the_original(text: str, data: st.DataObject) -> None:
    form = Normal.of(text)
    start = data.draw(st.integers(0, len(form.text)))
    end = data.draw(st.integers(start, len(form.text)))
    begins, ends = form.original_span(start, end)
    assert 0 <= begins <= ends <= len(text)
    assert (begins < ends) == (start < end)


def test_span_of_a_found_word_is_the_word_as_it_was_written() -> None:
    original = "ตาม\u200bคํา\u200bสั่ง ที่  ๔๑๒/๒๕๖๙ ลงวันที่"
    form = Normal.of(original)
    start = form.text.index("คำสั่ง ที่ 412/2569")
    begins, ends = form.original_span(start, start + len("คำสั่ง ที่ 412/2569"))
    assert original[begins:ends] == "คํา\u200bสั่ง ที่  ๔๑๒/๒๕๖๙"


@given(st.text(alphabet="กขคงาี่้ ", max_size=40))
def test_offsets_of_clean_thai_point_at_the_same_letter(text: str) -> None:
    form = Normal.of(text)
    same = [text[offset] == letter for offset, letter in zip(form.offsets, form.text, strict=False)]
    assert all(same) or normal(text) != " ".join(text.split())


def test_the_same_word_typed_wrongly_has_the_same_normal_form() -> None:
    assert normal("กําหนด") == normal("กำหนด")
    assert normal("น้ํา") == normal("นํ้า") == normal("นำ้") == normal("น้ำ")
    assert normal("เเผนงาน") == normal("แผนงาน")
    assert normal("ท่ี") == normal("ที่") == normal("ที่่") == normal("ที\uf70a") == normal("ที ่")
    assert normal("พันธ์ุ") == normal("พันธุ์")
    assert normal("ศธ\xa0๐๔๙๙๙/ว  ๑๒") == "ศธ 04999/ว 12"
    assert normal("มากกกกกก") == normal("มาก")


def test_sara_am_is_never_decomposed() -> None:
    assert normal("กำหนดทำน้ำ") == clean("กำหนดทำน้ำ") == "กำหนดทำน้ำ"


@given(messy)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean(clean(text, lines=True), lines=True) == clean(text, lines=True)


@given(messy)
def test_cleaned_input_is_one_line_that_can_be_stored(text: str) -> None:
    assert "\n" not in clean(text)
    assert clean(text).encode().decode() == clean(text)


@given(st.text("กขน่้ิุํำาเแ \u200b\n\xa0๑A", max_size=30))
def test_cleaned_input_says_the_same(text: str) -> None:
    assert normal(clean(text)) == normal(text)


def test_cleaning_keeps_digits_case_and_two_typed_spaces() -> None:
    assert clean(" นายก ข  KPI\tข้อ ๑\xa0A4\x0b") == "นายก ข  KPI ข้อ ๑ A4"


def test_lines_survive_cleaning_only_when_asked_for() -> None:
    pasted = "ย่อหน้าหนึ่ง \r\n\r\n\r\n  ย่อหน้าสอง\x0bบรรทัดใหม่"
    assert clean(pasted) == "ย่อหน้าหนึ่ง ย่อหน้าสอง บรรทัดใหม่"
    assert clean(pasted, lines=True) == "ย่อหน้าหนึ่ง\n\nย่อหน้าสอง\nบรรทัดใหม่"


def test_heaps_of_marks_fall_together_however_high() -> None:
    heaps = {"่": "ก่", "่ิ": "กิ่", "ำ่": "ก่ำ", "ํ่า": "ก่ำ", " ่": "ก่", "ำา": "กำ"}
    assert {heap: normal("ก" + heap * 20_000) for heap in heaps} == heaps


@given(messy)
def test_clusters_joined_are_the_text(text: str) -> None:
    assert "".join(clusters(text)) == text


def test_a_cluster_is_a_letter_with_its_marks() -> None:
    assert clusters("ที่น้ำเก่า") == ["ที่", "น้ำ", "เ", "ก่", "า"]


@given(messy, st.integers(0, 60))
def test_cut_text_fits_and_ends_at_a_whole_letter(text: str, limit: int) -> None:
    cut = cut_bytes(text, limit)
    assert len(cut.encode("utf-8", "surrogatepass")) <= limit
    assert clusters(cut) == clusters(text)[: len(clusters(cut))]


def test_no_vowel_is_left_before_the_cut() -> None:
    assert cut_bytes("บันทึกเชิญ", len("บันทึกเ".encode())) == "บันทึก"
