"""What an index answers: tiers, hints, counts, passages, suggestions, the like, a topic."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.archive import Archive
from archive.database import Database
from archive.journal import Journal
from archive.passages import Passage, Text
from archive.records import Description, NewFile, RecordId, Signer
from indexer import scoring
from indexer.asked import Known
from indexer.engines import DEFAULT, ENGINES
from indexer.errors import QueryEmpty
from indexer.hit import Hint, Results
from indexer.index import Index
from indexer.query import Query

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
TODAY = date(2026, 11, 22)
LUNCH = Passage(
    "ระเบียบวาระที่ ๔.๒  งบประมาณโครงการอาหารกลางวัน",
    "รายงานว่างบไม่เพียงพอ จำนวน ๑๔ โรงเรียน\nมติที่ประชุม  ที่ประชุมเห็นชอบให้เกลี่ยงบเพิ่มวันละ ๖ บาท",
)
CARS = Passage("ระเบียบวาระที่ ๕.๑  การใช้รถยนต์ส่วนกลาง", "ให้จองล่วงหน้า\nมติที่ประชุม  รับทราบ")
CALL = Passage("ระเบียบวาระที่ ๔  เรื่องเสนอเพื่อทราบ", "๔.๒ งบประมาณโครงการอาหารกลางวัน")


class World:
    """An archive with some records, and its index."""

    def __init__(self, folder: Path, engine: str = DEFAULT) -> None:
        self.database = Database.create(folder / "saraban.db")
        self.archive = Archive.create(self.database, folder / "archive", "demo", lambda: NOON)
        self.journal = Journal(self.database)
        self.index = Index(folder / "index", self.archive, self.journal, engine)

    def file(self, type: str, title: str, *passages: Passage, **told: Any) -> RecordId:
        about = replace(Description(type=type, title=title, dated=date(2026, 11, 2)), **told)
        with self.database.writing() as connection:
            id = self.archive.next_id(connection, 2569, type)
        files = [NewFile("text.json", Text(passages).to_json())]
        self.archive.accession(id, about, files, "p05", "ออกเลข")
        with self.database.writing() as connection:
            self.archive.enter(connection, self.archive.record(id))
            self.journal.add(connection, "p05", "filed", str(id), {}, NOON)
        return id

    def ask(self, text: str, **limits: Any) -> Results:
        return self.index.search(Query.from_text(text, today=TODAY, **limits))

    def ids(self, text: str, **limits: Any) -> list[RecordId]:
        return [hit.id for hit in self.ask(text, **limits).strict]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    world = World(tmp_path_factory.mktemp("asking"))
    signed = Signer("นางประดิษฐ์  ร่างเรียบ")
    world.file("agenda", "ระเบียบวาระการประชุม ครั้งที่ ๗/๒๕๖๘", CALL, dated=date(2025, 7, 1))
    world.file(
        "minutes", "รายงานการประชุม ครั้งที่ ๗/๒๕๖๘", LUNCH, CARS, dated=date(2025, 7, 9), signer=signed
    )
    world.file("minutes", "รายงานการประชุม ครั้งที่ ๘/๒๕๖๙", CARS, LUNCH, number="๘/๒๕๖๙")
    told = {"number": "ศธ ๐๔๙๙๙.๑/ว ๑๔๕", "sender": "กลุ่มอำนวยการ", "group": "adm"}
    world.file("memo", "แจ้งปฏิทินอาหารกลางวัน", Passage("", "ตามหนังสือที่ ๘๘๘/๒๕๖๙ ข้อ ๑๔๕"), **told)
    world.file("memo", "ข้อ ๑๔๕ ของระเบียบ ๑๔๕", Passage("", "๑๔๕ นางประดิษฐ์ ร่างเรียบ"))
    world.file("memo", "เรื่องลับของอาหาร", Passage("", "งบลับ"), access="secret", group="law")
    yield world
    world.index.close()
    world.database.close()


OPEN = frozenset({"office"})


def test_an_amount_is_found_however_its_thousands_are_parted(tmp_path: Path) -> None:
    world = World(tmp_path)
    parted = world.file("memo", "ขอซื้อวัสดุ", Passage("", "วงเงินไม่เกิน ๖,๐๐๐ บาท"))
    bare = world.file("memo", "ขอจ้างซ่อม", Passage("", "วงเงินไม่เกิน 6000 บาท"))
    for typed in "6000", "๖,๐๐๐", "“ไม่เกิน 6,000 บาท”":
        assert set(world.ids(typed)) == {parted, bare}


def test_minutes_with_what_was_resolved_stand_before_the_agenda(world: World) -> None:
    found = world.ask("งบประมาณโครงการอาหารกลางวัน")
    assert [hit.id.series for hit in found.strict] == ["minutes", "minutes", "agenda"]
    best = found.hits[0].passages[0]
    assert best.heading == LUNCH.heading
    assert best.resolution
    assert best.text[slice(*best.resolution)].startswith("มติที่ประชุม  ที่ประชุมเห็นชอบ")


def test_a_sentence_that_asks_for_a_resolution_finds_resolutions(world: World) -> None:
    """Not the sentence's own words, unless some record says that very sentence."""
    for typed in (
        "ที่ประชุมมีมติเรื่องอาหารกลางวัน",
        "มติที่ประชุมเรื่อง อาหารกลางวัน",
        "ในที่ประชุมมีมติเกี่ยวกับอาหารกลางวันว่าอย่างไร",
    ):
        found = world.ask(typed)
        assert [hit.id.series for hit in found.strict] == ["minutes", "minutes"], typed
        assert all(hit.passages[0].heading == LUNCH.heading for hit in found.strict)
        told = world.index.topic(Query.from_text(typed, today=TODAY))
        assert [one.passage.heading for one in told] == [LUNCH.heading] * 2
    assert world.ask("ที่ประชุมมีมติเรื่อง").total == 0  # says no topic


def test_a_sentence_that_a_record_says_is_found_as_it_stands(tmp_path: Path) -> None:
    world = World(tmp_path)
    memo = world.file("memo", "ขอหารือ", Passage("", "ตามที่ประชุมมีมติเรื่องอาหารกลางวัน นั้น"))
    world.file("minutes", "รายงานการประชุม", LUNCH)
    assert world.ids("ที่ประชุมมีมติเรื่องอาหารกลางวัน") == [memo]


def test_a_record_is_found_first_by_its_number_or_the_end_of_it(world: World) -> None:
    for typed in ("145", "ว ๑๔๕", "๐๔๙๙๙.๑/ว๑๔๕", "ศธ 04999.1/ว 145", "เลขที่:145"):
        assert str(world.ids(typed)[0]) == "2569/memo/0001", typed
    assert world.ids("8/69") == world.ids("ครั้งที่ ๘/๒๕๖๙") == [RecordId(2569, "minutes", 2)]


def test_half_a_number_finds_its_document_behind_the_number_itself(tmp_path: Path) -> None:
    world = World(tmp_path)
    told = {
        "ว ๑๒๑": "เล่าถึงอาหาร",
        "ว ๙๑๒": "อื่น",
        "ว ๑๒": "ถึงโรงเรียน",
        "ว ๑๓": "ตามหนังสือ ว ๑๒ และ ว ๑๒",
    }
    named = {
        number: world.file("memo", text, Passage("", text), number=f"ศธ ๐๔๙๙๙/{number}")
        for number, text in told.items()
    }
    for typed in ("ว ๑๒", "ว12", "ศธ 04999/ว ๑๒"):
        assert world.ids(typed)[:2] == [named["ว ๑๒"], named["ว ๑๒๑"]], typed
    assert set(world.ids("ว ๑๒")) == {named["ว ๑๒"], named["ว ๑๒๑"], named["ว ๑๓"]}


def test_another_number_is_never_offered_as_a_spelling(world: World) -> None:
    for typed in ("ศธ ๐๔๙๙๙.๑/ว ๑๔๖", "ว ๑๔๕๖", "๙/๒๕๖๙", "อาหาร ๑๘/๒๕๖๙"):
        assert {hint.kind for hint in world.ask(typed).hints} <= {"fewer_words"}, typed


def test_either_word_without_another_in_one_field_and_year(world: World) -> None:
    assert len(world.ids("ปฏิทิน หรือ รถยนต์")) == 3
    assert world.ids("อาหาร -มติที่ประชุม -ลับ -วาระ") == [RecordId(2569, "memo", 1)]
    assert world.ids("จาก:อำนวยการ อาหาร") == [RecordId(2569, "memo", 1)]
    assert world.ids("อาหาร ปี:2568 ผู้ลงนาม:ประดิษฐ์") == [RecordId(2569, "minutes", 1)]
    assert len(world.ids("รถยนต์ ปีงบ 69")) == 0
    assert world.ids("ประเภท:agenda") == [RecordId(2569, "agenda", 1)]


def test_only_resolutions_means_an_item_with_all_that_is_asked(world: World) -> None:
    assert len(world.ids("งบ รถยนต์")) == 2
    assert world.ids("งบ รถยนต์", only_resolutions=True) == []
    assert len(world.ids("เฉพาะ:มติ อาหารกลางวัน")) == 2
    assert len(world.ids("มติ:วันละ")) == 2


def test_results_come_in_the_order_asked_for(world: World) -> None:
    days = [world.ids("อาหาร", order=order) for order in ("newest", "oldest")]
    assert days[0][-1] == days[1][0] == RecordId(2569, "agenda", 1)
    assert len(world.ids("อาหาร", order="number")) == len(days[0])


def test_counts_tell_of_what_the_reader_may_see(world: World) -> None:
    counts = world.ask("อาหาร", limit=1).counts
    assert counts["year"] == {"2569": 3, "2568": 2}
    assert counts["group"] == {"adm": 1, "law": 1}
    seen = world.ask("อาหาร", access=OPEN).counts
    assert (seen["year"], seen["group"]) == ({"2568": 2, "2569": 2}, {"adm": 1})
    assert seen["person"] == {"นางประดิษฐ์  ร่างเรียบ": 1}


def test_a_misspelt_word_brings_what_is_spelt_nearly_so(world: World) -> None:
    found = world.ask("อาหรากลางวัน")  # two letters swapped
    assert (found.total, found.related[0].tier) == (0, "related")
    assert "สะกดใกล้เคียง “อาหารกลางวัน”" in found.related[0].why
    assert ("spelling", "อาหารกลางวัน") in [(hint.kind, hint.query_text) for hint in found.hints]


@pytest.mark.parametrize(
    ("typed", "kind", "offered"),
    [
        ("vkskid]k';yo", "layout", "อาหารกลางวัน"),
        ("ประดิสถ์", "sound", "ประดิษฐ์"),
        ("ประดิด", "spelling", "ประดิษฐ์"),
        ("อาหารกลางวน", "spelling", "อาหารกลางวัน"),
        ("รถยนต์ ปี:2567", "other_year", "รถยนต์"),
        ("รถยนต์ ช้างเผือก", "fewer_words", "รถยนต์"),
    ],
)
def test_where_nothing_is_found_it_is_said_what_would_be(
    world: World, typed: str, kind: str, offered: str
) -> None:
    found = world.ask(typed)
    hints: dict[str, Hint] = {hint.kind: hint for hint in found.hints}
    assert found.total == 0
    assert hints[kind].query_text == offered
    assert hints[kind].total == world.ask(offered).total > 0


def test_a_key_held_down_is_no_other_layout(world: World) -> None:
    assert world.ask("a" * 500).hints == ()


@pytest.mark.parametrize("typed", ["อาหารกลางวน", "อาหารกลางวั", "อาหารกลางวันน"])
def test_a_near_spelling_is_never_cut_inside_a_syllable(world: World, typed: str) -> None:
    texts = {hint.query_text for hint in world.ask(typed).hints if hint.kind == "spelling"}
    assert texts <= {"อาหารกลางวัน"}


@pytest.mark.parametrize("engine", ENGINES)
def test_of_too_many_to_score_the_best_stand_first_and_all_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    monkeypatch.setattr(scoring, "MANY", 5)
    monkeypatch.setattr(scoring, "PROPOSED", 2)
    world = World(tmp_path, engine)
    titled = world.file("memo", "การจัดซื้อรถยนต์", Passage("", "ตามที่เสนอ"))
    often = world.file("memo", "บันทึก", Passage("", "รถยนต์ " * 9))
    others = [world.file("memo", f"บันทึก {n}", Passage("", "ขอใช้รถยนต์")) for n in range(6)]
    found = [id for page in range(3) for id in world.ids("รถยนต์", limit=3, offset=3 * page)]
    world.index.close()
    assert set(found[:3]) >= {titled, often}
    assert sorted(found, key=str) == sorted([titled, often, *others], key=str)


def test_what_may_not_be_seen_is_hinted_at_nowhere(world: World) -> None:
    for typed in ("งบลัป", "งบลับ ปี:2567", "เรื่องลับของอาหาร", "เรื่องรับของอาหาร"):
        found = world.ask(typed, access=OPEN)
        assert not any("ลับ" in hit.title for hit in found.hits), typed
        assert not any("ลับ" in hint.query_text for hint in found.hints), typed
    assert world.index.suggest("เรื่องลับ", access=OPEN) == ()
    assert world.index.like(RecordId(2569, "memo", 3), access=OPEN) == ()


def test_suggestions_are_phrases_people_groups_and_titles(world: World) -> None:
    known = Known(groups={"adm": ("กลุ่มอำนวยการ",), "law": ("กลุ่มกฎหมาย",)})
    offered = world.index.suggest("รายงาน")
    assert (offered[0].text, offered[0].kind, offered[0].count) == (
        "รายงานการประชุม ครั้งที่",
        "phrase",
        2,
    )
    assert [one.kind for one in offered[1:]] == ["title", "title"]
    assert [one.text for one in world.index.suggest("ประดิษ")] == ["นางประดิษฐ์  ร่างเรียบ"]
    assert [one.text for one in world.index.suggest("กลุ่ม", access=OPEN, known=known)] == [
        "กลุ่มอำนวยการ"
    ]
    assert world.index.suggest(" ก") == ()


def test_more_like_this_leaves_itself_out_and_says_why(world: World) -> None:
    like = world.index.like(RecordId(2569, "minutes", 1), access=OPEN)
    assert like[0].id == RecordId(2569, "minutes", 2)
    assert RecordId(2569, "minutes", 1) not in [hit.id for hit in like]
    assert "เหมือนกัน" in like[0].why
    assert world.index.like(RecordId(2569, "memo", 99)) == ()


def test_a_topic_is_followed_through_the_meetings_in_order(world: World) -> None:
    told = world.index.topic(Query.from_text("อาหารกลางวัน", access=OPEN))
    assert [(one.id.sequence, one.day.year) for one in told] == [(1, 2025), (2, 2026)]
    assert all(one.passage.heading == LUNCH.heading for one in told)
    assert "เกลี่ยงบเพิ่ม" in told[0].resolution
    near = world.index.topic(Query.from_text("มีมติเรื่องอาหารกลางวันว่าอย่างไร"))
    assert [one.passage.heading for one in near] == [LUNCH.heading, LUNCH.heading]


@given(
    st.lists(
        st.sampled_from(
            [
                "หรือ",
                "-",
                '"',
                ":",
                "*",
                "/",
                "ว ",
                "145",
                " ",
                "ปี:",
                "มติ:",
                "จาก:",
                "เลขที่:",
                "เฉพาะ:มติ",
                "อาหาร",
                "กลางวัน",
                "ปีที่แล้ว",
                "ผอ.",
                "ประดิด",
                "ต.ค. 68 - ก.ย. 69",
                "๘/๖๙",
                "l;ylfu",
                "น้ำ",
                "😀",
                "\u200b",
            ]
        ),
        max_size=8,
    ).map("".join)
)
@settings(max_examples=50, deadline=None)
def test_any_operators_are_answered_and_nothing_hidden_is_told(world: World, text: str) -> None:
    world.index.suggest(text, access=OPEN)
    try:
        query = Query.from_text(text, today=TODAY, access=OPEN)
    except QueryEmpty:
        return
    found = world.index.search(query)
    hidden = RecordId(2569, "memo", 3)
    assert hidden not in [hit.id for hit in found.hits]
    assert "law" not in found.counts["group"]
    assert len(found.strict) == min(found.total, query.limit) == sum(found.counts["year"].values())
    for hit in found.hits:
        for passage in hit.passages:
            assert all(0 <= start < end <= len(passage.text) for start, end in passage.spans)
    assert hidden not in [told.id for told in world.index.topic(query)]
