"""The query language: what each piece asks for; what is not understood is taken as words."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.asked import Known
from indexer.errors import QueryEmpty, QueryTooLong
from indexer.language import FIELDS
from indexer.query import Query

TODAY = date(2026, 11, 22)
KNOWN = Known(
    types={"order": ("คำสั่ง",), "minutes": ("รายงานการประชุม",)},
    categories={"3": ("งานบุคคล",)},
    groups={"adm": ("กลุ่มอำนวยการ",)},
)


def ask(text: str) -> Query:
    return Query.from_text(text, today=TODAY, known=KNOWN)


def texts(query: Query) -> list[list[str]]:
    return [[phrase.text for phrase in clause.phrases] for clause in query.clauses]


def test_either_of_two_and_without_a_third() -> None:
    query = ask('โลหิต หรือ "ทัศน ศึกษา" นักเรียน -รถยนต์ -"สอง ชั้น"')
    assert texts(query) == [["โลหิต", "ทัศน ศึกษา"], ["นักเรียน"]]
    assert [clause.phrases[0].text for clause in query.unwanted] == ["รถยนต์", "สอง ชั้น"]
    assert "ไม่เอา" in query.notes[0].says


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("ปี:๒๕๖๙", "2026-01-01", "2026-12-31"),
        ("ปี: 2567-2569", "2024-01-01", "2026-12-31"),
        ("ปีงบ:69", "2025-10-01", "2026-09-30"),
        ("ปีงบ ๖๙", "2025-10-01", "2026-09-30"),
        ("ต.ค. ๖๘ - ก.ย. ๖๙", "2025-10-01", "2026-09-30"),
        ("วันที่:ต.ค. 69", "2026-10-01", "2026-10-31"),
        ("ปีที่แล้ว", "2025-01-01", "2025-12-31"),
        ("วันที่:1-15 ต.ค. 69", "2026-10-01", "2026-10-15"),
    ],
)
def test_a_time_limits_and_says_so(typed: str, first: str, last: str) -> None:
    query = ask(f"คณะทำงาน {typed}")
    assert texts(query) == [["คณะทำงาน"]]
    assert query.date_from == date.fromisoformat(first)
    assert query.date_to == date.fromisoformat(last)
    assert [note.kind for note in query.notes] == ["understood"]


@pytest.mark.parametrize("typed", ["ผลงานปีที่แล้ว", "แผนปี 2566-2570", '"ปีที่แล้ว"', "ปีงบประมาณ 2569"])
def test_a_time_inside_other_words_is_words(typed: str) -> None:
    query = ask(typed)
    assert query.clauses
    assert (query.date_from, query.notes) == (None, ())


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("จาก:สพฐ.", "sender"),
        ("ถึง: โรงเรียน", "receiver"),
        ("ผู้ลงนาม:สมมติ", "signer"),
        ("เลขที่:ว ๑๔๕", "number"),
        ("ที่:๓๒/๒๕๖๙", "number"),
        ("เรื่อง:ปฏิทิน", "title"),
        ("มติ:อาหารกลางวัน", "resolution"),
    ],
)
def test_a_field_asks_of_one_part_of_the_record(typed: str, place: str) -> None:
    query = ask(typed)
    assert [clause.place for clause in query.clauses] == [place]
    assert not query.phrases


def test_types_categories_and_groups_are_called_by_their_names_or_codes() -> None:
    assert ask("ประเภท:คำสั่ง").types == frozenset({"order"})
    assert ask("ประเภท:ประชุม").types == frozenset({"minutes"})
    assert ask("ประเภท:memo").types == frozenset({"memo"})
    assert ask("หมวด:งานบุคคล").categories == frozenset({"3"})
    assert ask("กลุ่ม:อำนวยการ").groups == frozenset({"adm"})
    assert ask("เฉพาะ:มติ งบ").only_resolutions
    assert ask("มติ: ").only_resolutions


@pytest.mark.parametrize(
    ("typed", "words", "says"),
    [
        ("บาร์:ฟู", ["บาร์:ฟู"], "ไม่รู้จัก"),
        ("ประเภท:สุนัข", ["สุนัข"], "ไม่เข้าใจ"),
        ("ปี:แรก", ["แรก"], "เขียนเช่น ปี:๒๕๖๙"),
        ("วันที่:๓๒", ["32"], "เขียนเช่น วันที่:๒๒/๑๑/๖๙"),
        ("จาก: ", ["จาก:"], "ไม่ได้บอก"),
        ("-งบ", ["งบ"], "ไม่เอา"),
    ],
)
def test_what_makes_no_sense_is_a_word_with_a_note(typed: str, words: list[str], says: str) -> None:
    query = ask(typed)
    assert texts(query) == [words]
    assert any(says in note.says for note in query.notes)


def test_a_beginning_stands_where_a_syllable_or_word_begins() -> None:
    (thai,), (latin,) = ask("งบ*").phrases, ask("kr*").phrases
    assert thai.bordered("งบ") != "งบ"
    assert latin.before == "0-9a-z"


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            ["หรือ", "OR", "-", '"', "“", ":", "*", "/", "ว ", "ว", "๑๔๕", "2569", "69", " ", " - ",
             "ศธ ๐๔๙๙๙.๑/ว ๑๔๕", "ต.ค. 68", "ก.ย. ๖๙", "22/11/69", "ปีที่แล้ว", "ปีงบ", "ถึง", "วันที่",
             "เมื่อวาน", "คำสั่ง", "๓๒/๒๕๖๙", "a", "งบ", "!", "\n"]
        ),
        st.sampled_from([f"{word}:" for word in FIELDS]),
        st.text(max_size=3),
    ),
    max_size=14,
)  # fmt: skip


@given(PIECES)
@settings(max_examples=200, deadline=None)
def test_any_text_is_a_query_whose_own_spelling_asks_the_same(pieces: list[str]) -> None:
    try:
        query = ask("".join(pieces))
    except (QueryEmpty, QueryTooLong):
        return
    again = ask(query.canonical)
    assert again.canonical == query.canonical
    assert [c.phrases for c in again.clauses] == [c.phrases for c in query.clauses]
    assert (again.date_from, again.date_to) == (query.date_from, query.date_to)
    assert (again.types, again.only_resolutions) == (query.types, query.only_resolutions)
