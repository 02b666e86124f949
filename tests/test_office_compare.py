"""Two versions set side by side, word by word, and the versions that a draft keeps."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.cutting import pieces
from office.compare import IN, OUT, Compared, Line, compare, words_between
from office.draft_errors import DraftChanged, DraftOfAnother, UnknownVersion
from office.draft_versions import MOST
from office.first_start import try_as
from office.office import Office
from office.permissions import Actor
from office.submission import To
from tests.conftest import NOON
from thai.text import clusters

pytestmark = pytest.mark.slow

THAI = st.text(st.sampled_from("กขเแไาำะัิี่้์็ ๑2ab\n.ฯๆ"), max_size=60)


def told(compared: tuple[Compared, ...]) -> list[str]:
    signs = {"same": "{}", "out": "-{}-", "in": "+{}+"}
    return ["".join(signs[p.act].format(p.text) for p in one.pieces) for one in compared]


@given(THAI)
def test_cut_text_joins_to_the_same_text_and_no_mark_leaves_its_letter(text: str) -> None:
    found = pieces(text)
    assert "".join(found) == text
    ends = {len("".join(clusters(text)[: n + 1])) for n in range(len(clusters(text)))}
    assert {len("".join(found[: n + 1])) for n in range(len(found))} <= ends


@settings(max_examples=50)
@given(*(st.lists(THAI.filter(bool), max_size=6) for _ in (OUT, IN)))
def test_each_version_can_be_read_out_of_the_comparison(old: list[str], new: list[str]) -> None:
    compared = compare([Line("", text) for text in old], [Line("", text) for text in new])
    for lines, other in ((old, IN), (new, OUT)):
        read = [
            "".join(p.text for p in one.pieces if p.act != other)
            for one in compared
            if any(p.act != other for p in one.pieces)
        ]
        assert read == lines


def test_changed_words_are_shown_whole() -> None:
    old = [Line("เนื้อความ", "กำหนดประชุมวันศุกร์ ณ ห้องประชุมภูพานทอง จำนวน ๑๒ คน")]
    new = [Line("เนื้อความ", "กำหนดประชุมวันพุธ ณ ห้องประชุมภูพานทอง จำนวน ๑๔ คน")]
    assert told(compare(old, new)) == ["กำหนดประชุมวัน-ศุกร์-+พุธ+ ณ ห้องประชุมภูพานทอง จำนวน -๑๒-+๑๔+ คน"]


def test_a_paragraph_put_between_others_changes_none_of_them() -> None:
    old = [Line("", "ด้วยมีการประชุม"), Line("", "จึงเรียนมาเพื่อโปรดทราบ")]
    new = [old[0], Line("", "ในการนี้ขอเชิญผู้แทนเข้าร่วม"), Line("", "จึงเรียนมาเพื่อโปรดพิจารณา")]
    assert [one.kind for one in compare(old, new)] == ["same", "added", "changed"]


def test_the_only_answer_of_a_question_is_changed_however_unlike_it_is() -> None:
    compared = compare([Line("ถึง", "ผู้อำนวยการ")], [Line("ถึง", "สพฐ.")])
    assert [one.kind for one in compared] == ["changed"]


def test_a_line_too_long_to_compare_is_replaced() -> None:
    pieces = words_between(Line("", "ก ข " * 800), Line("", "ก ค " * 800))
    assert [piece.act for piece in pieces] == [OUT, IN]


class Day:
    """An office's clock that a test moves on."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def later(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture
def desk(new_office: Path, tmp_path: Path, day: Day) -> Iterator[Office]:
    opened = Office.open(shutil.copytree(new_office, tmp_path / "data"), day)
    yield opened
    opened.close()


def come(office: Office, person: str) -> Actor:
    try_as(office, person, browser="")
    return office.actor(person)


def write(office: Office, draft: int, actor: Actor, subject: str) -> int:
    seen = office.drafting.open(draft, actor).draft.revision
    given: dict[str, Any] = {"subject": subject}
    return office.drafting.save(draft, seen, given, actor)


def subjects(office: Office, draft: int, actor: Actor) -> list[Any]:
    return [one.answers.get("subject") for one in office.comparing.versions(draft, actor)]


def test_a_version_is_kept_of_each_sitting_and_not_of_each_save(desk: Office, day: Day) -> None:
    clerk = come(desk, "p15")
    draft = desk.drafting.begin("memo", clerk)
    for subject in ("ข", "ขอ", "ขออนุมัติ"):
        write(desk, draft, clerk, subject)
        day.later(1)
    assert subjects(desk, draft, clerk) == ["ขออนุมัติ"]
    day.later(15)
    write(desk, draft, clerk, "ขอความเห็นชอบ")
    assert subjects(desk, draft, clerk) == ["ขอความเห็นชอบ", "ขออนุมัติ"]


def test_a_version_is_kept_in_the_midst_of_long_typing(desk: Office, day: Day) -> None:
    clerk = come(desk, "p15")
    draft = desk.drafting.begin("memo", clerk)
    for minute in range(35):
        write(desk, draft, clerk, f"นาทีที่ {minute}")
        day.later(1)
    assert subjects(desk, draft, clerk) == [f"นาทีที่ {minute}" for minute in (34, 30, 20, 10)]


def test_what_was_decided_about_is_kept_and_what_another_wrote_over(desk: Office) -> None:
    clerk, head = come(desk, "p15"), come(desk, "p05")
    draft = desk.drafting.begin("memo", clerk)
    write(desk, draft, clerk, "ฉบับเสนอ")
    desk.submission.propose(draft, To("p05"), clerk)
    write(desk, draft, head, "ฉบับที่หัวหน้าแก้")
    desk.submission.give_back(draft, "แก้วันที่", head)
    write(desk, draft, head, "ฉบับหลังส่งกลับ")
    assert subjects(desk, draft, clerk) == ["ฉบับหลังส่งกลับ", "ฉบับที่หัวหน้าแก้", "ฉบับเสนอ"]


def test_going_back_keeps_what_was_written_over(desk: Office, day: Day) -> None:
    clerk = come(desk, "p15")
    draft = desk.drafting.begin("memo", clerk)
    first = write(desk, draft, clerk, "ฉบับแรก")
    day.later(20)
    seen = write(desk, draft, clerk, "ฉบับสอง")
    with pytest.raises(DraftChanged):
        desk.comparing.go_back(draft, first, first, clerk)
    with pytest.raises(UnknownVersion):
        desk.comparing.go_back(draft, 99, seen, clerk)
    desk.comparing.go_back(draft, first, seen, clerk)
    assert subjects(desk, draft, clerk) == ["ฉบับแรก", "ฉบับสอง", "ฉบับแรก"]


def test_only_so_many_versions_are_kept_and_only_for_whom_they_concern(
    desk: Office, day: Day
) -> None:
    clerk = come(desk, "p15")
    draft = desk.drafting.begin("memo", clerk)
    for number in range(MOST + 5):
        write(desk, draft, clerk, f"ครั้งที่ {number}")
        day.later(20)
    assert len(desk.comparing.versions(draft, clerk)) == MOST + 1
    with pytest.raises(DraftOfAnother):
        desk.comparing.versions(draft, come(desk, "p25"))
    desk.drafting.discard(draft, clerk)
    with desk.db.reading() as conn:
        assert desk.desk.drafts.versions.of(conn, draft) == ()
