"""Terms, holds, and the yearly destruction: in its order, by people, and never what is on hold."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from archive.destruction import FILES
from archive.errors import AlreadyDestroyed
from archive.journal import Journal
from archive.records import RecordId
from office import answers
from office.disposal import deadlines
from office.disposal_errors import DisposalChanged, DisposalOpen, NothingExpired, NotTheTime
from office.disposal_store import DECISIONS, DESTROY, DONE, FOREVER, KEEP
from office.errors import TellingInvalid
from office.first_start import try_as
from office.keeping import hold_on
from office.office import Office, operator
from office.people_errors import NotPermitted
from office.plans import Wish
from office.yearly_lists import Verdict
from saraban import main
from tests.conftest import SAMPLES, prepared

pytestmark = pytest.mark.slow

FIRST, SECOND, THIRD = (RecordId(2567, "memo", n) for n in (1, 2, 3))
DAY = date(2026, 11, 2)
COMMITTEE = {
    "chair": "นายธงชัย มั่นคง",
    "members": ["นางสมศรี ดีงาม", "นายวิชัย ใจดี"],
    "order": "คำสั่งที่ ๑๒/๒๕๖๙",
    "on": DAY,
}
HEAD = {"by": "นายสมชาย เก่งกาจ", "on": DAY, "archives_on": None}
END = {"on": DAY, "way": "shred", "witnesses": ["นายธงชัย มั่นคง"]}


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An office with three memos of 2567 that need not be kept beyond 2568, and a letter."""
    with prepared(new_office, tmp_path_factory) as office:
        memo = answers.load(SAMPLES / "memo-01.yaml")
        for n in (1, 2, 3):
            given = memo | {"book_no": f"ศธ ๐๔๙๙๙/{n}", "date": f"{n} มีนาคม ๒๕๖๗"}
            office.issue("memo", given, operator(), Wish(pdf=False, retention="routine"))
        letter = answers.load(SAMPLES / "letter-01.yaml")
        office.issue("letter", letter, operator(), Wish(pdf=False))
        yield office.folder.path


def approved(office: Office, *decisions: Verdict) -> int:
    """A list of 2569 on which everything is decided and approved."""
    clerk, id = operator(), office.disposals.survey(2569, operator())
    office.disposals.name_committee(id, 1, COMMITTEE, clerk)
    office.disposals.decide(id, 2, dict(enumerate(decisions, 1)), clerk)
    office.disposals.approve(id, 3, HEAD, clerk)
    return id


def test_the_survey_is_due_on_the_sixtieth_day_of_the_year() -> None:
    assert deadlines(2570).ends == date(2027, 3, 1)
    assert deadlines(2571).ends == date(2028, 2, 29)  # a leap year


def test_the_command_tells_state_and_decisions_in_thai(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    id = approved(office, Verdict(DESTROY), Verdict(KEEP, 2575), Verdict(FOREVER))
    assert main(["--data", str(office.folder.path), "disposal", str(id)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].endswith("รอทำลาย")
    assert [line.split("\t")[-1] for line in said[1:]] == list(DECISIONS.values())


def test_what_was_decided_is_carried_out_and_written_down(office: Office) -> None:
    id = approved(office, Verdict(DESTROY), Verdict(KEEP, 2575), Verdict(FOREVER))
    office.disposals.tell_destruction(id, 4, END, operator())
    ended = office.destruction.carry_out(id, operator())
    assert ended.state == DONE
    assert [line.ended for line in ended.lines] == ["destroyed", "kept", "kept"]
    stub = office.archive.record(FIRST)
    assert stub.state == "destroyed"
    assert [file.name for file in stub.files] == ["record.json"]
    assert any(row["name"].endswith(".docx") for row in stub.description.other[FILES])
    assert office.archive.record(SECOND).description.retain_until == date(2032, 12, 31)
    forever = office.archive.record(THIRD).description
    assert (forever.retention, forever.retain_until) == ("history", None)
    kept = office.archive.kept(f"2569/register/disposal-{id}")
    assert kept
    assert json.loads(kept.files[0].data)["told"]["committee"]["chair"] == COMMITTEE["chair"]
    assert office.verify(operator()).faults == ()


def test_the_word_of_a_destroyed_paper_is_found_no_more_but_its_number_stays(
    office: Office,
) -> None:
    word = '"แนวทางในการดำเนินงาน"'
    office.index.catch_up()
    strict = [hit.id for hit in office.find(word, operator()).hits if hit.tier == "strict"]
    assert FIRST in strict
    id = approved(office, *[Verdict(DESTROY)] * 3)
    office.disposals.tell_destruction(id, 4, END, operator())
    office.destruction.carry_out(id, operator())
    office.index.catch_up()
    strict = [hit.id for hit in office.find(word, operator()).hits if hit.tier == "strict"]
    assert FIRST not in strict
    assert office.show(FIRST, operator()).row
    with pytest.raises(AlreadyDestroyed):
        office.keeping.hold(FIRST, 1, "คดี", operator())


def test_a_step_dated_before_the_one_it_follows_is_refused(office: Office) -> None:
    id, before = approved(office, *[Verdict(DESTROY)] * 3), date(2017, 1, 1)
    with pytest.raises(TellingInvalid) as refused:
        head = HEAD | {"on": before, "archives_on": before}
        office.disposals.approve(id, 4, head, operator())
    assert [fault.path for fault in refused.value.problems] == ["on", "archives_on"]
    assert "อยู่ก่อนวันที่ของขั้นก่อนหน้า" in refused.value.problems[0].message
    with pytest.raises(TellingInvalid):
        office.disposals.tell_destruction(id, 4, END | {"on": before}, operator())


def test_a_hold_told_after_the_decision_wins(office: Office) -> None:
    id = approved(office, *[Verdict(DESTROY)] * 3)
    office.keeping.hold(SECOND, 1, "อยู่ระหว่างการสอบข้อเท็จจริง", operator())
    longer = office.keeping.reclass(THIRD, 1, "normal", "สำคัญกว่าที่คิด", operator())
    assert longer.description.retain_until == date(2034, 12, 31)
    office.disposals.tell_destruction(id, 4, END, operator())
    ended = office.destruction.carry_out(id, operator())
    assert [line.ended for line in ended.lines] == ["destroyed", "spared", "spared"]
    assert "สอบข้อเท็จจริง" in ended.lines[1].note
    assert office.archive.record(SECOND).state == "filed"
    released = office.keeping.release(SECOND, 2, "สอบเสร็จแล้ว", operator())
    assert hold_on(released.description) is None


def test_broken_off_it_goes_on_and_destroys_nothing_twice(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    id, real = approved(office, *[Verdict(DESTROY)] * 3), Journal.add
    office.disposals.tell_destruction(id, 4, END, operator())

    def failing(self: Journal, connection: object, who: str, act: str, *told: object) -> object:
        if act == "destroyed":
            raise KeyboardInterrupt
        return real(self, connection, who, act, *told)  # type: ignore[arg-type]

    with monkeypatch.context() as broken:
        broken.setattr(Journal, "add", failing)
        with pytest.raises(KeyboardInterrupt):
            office.destruction.carry_out(id, operator())
    assert office.archive.record(FIRST).state == "destroyed"
    ended = office.destruction.carry_out(id, operator())
    assert {line.ended for line in ended.lines} == {"destroyed"}
    assert office.verify(operator()).faults == ()


def test_no_step_comes_before_its_time(office: Office) -> None:
    here, clerk = office.disposals, operator()
    with pytest.raises(NothingExpired, match="2567"):
        here.survey(2568, clerk)
    id = here.survey(2569, clerk)
    with pytest.raises(DisposalOpen):
        here.survey(2569, clerk)
    with pytest.raises(NotTheTime, match="คณะกรรมการ"):
        here.approve(id, 1, HEAD, clerk)
    with pytest.raises(TellingInvalid) as refused:
        here.name_committee(id, 1, COMMITTEE | {"chair": "", "members": ["หนึ่งเดียว"]}, clerk)
    assert {each.path for each in refused.value.problems} == {"chair", "member1"}
    alone = {"chair": "นายเดียว  ดาย", "members": ["นายเดียว ดาย", "นายสอง คน"]}
    with pytest.raises(TellingInvalid) as refused:
        here.name_committee(id, 1, COMMITTEE | alone, clerk)
    assert "ชื่อซ้ำ" in str(refused.value.problems[0])
    here.name_committee(id, 1, COMMITTEE, clerk)
    with pytest.raises(NotTheTime, match="3 รายการ"):
        here.approve(id, 2, HEAD, clerk)
    with pytest.raises(DisposalChanged):
        here.decide(id, 1, {1: Verdict(DESTROY)}, clerk)
    with pytest.raises(NotTheTime, match="อนุมัติ"):
        here.tell_destruction(id, 2, END, clerk)
    with pytest.raises(NotTheTime, match="ผู้ควบคุม"):
        office.destruction.carry_out(id, clerk)
    assert office.archive.record(FIRST).state == "filed"


def test_the_national_archives_have_sixty_days_to_answer(office: Office) -> None:
    id, clerk = office.disposals.survey(2569, operator()), operator()
    office.disposals.name_committee(id, 1, COMMITTEE, clerk)
    office.disposals.decide(id, 2, {n: Verdict(DESTROY) for n in (1, 2, 3)}, clerk)
    office.disposals.approve(id, 3, HEAD | {"archives_on": DAY}, clerk)
    with pytest.raises(NotTheTime, match="๖๐ วัน"):
        office.disposals.tell_destruction(id, 4, END, clerk)
    office.disposals.answered(id, 4, {"on": DAY, "answer": "ไม่ขอสงวน"}, clerk)
    office.disposals.tell_destruction(id, 5, END, clerk)


def test_the_term_counts_from_the_closing_of_the_case(office: Office) -> None:
    for id in (FIRST, SECOND):
        office.amendments.join_case(id, 1, "โครงการค่ายภาษา", operator())
    assert office.keeping.close_case("โครงการค่ายภาษา", date(2026, 5, 1), operator()) == 2
    assert office.archive.record(FIRST).description.retain_until == date(2027, 12, 31)
    assert office.keeping.close_case("โครงการค่ายภาษา", date(2026, 5, 1), operator()) == 0
    assert {row.id for row in office.disposals.expired(2569)} == {THIRD}


def test_only_who_keeps_the_terms_may_change_them(office: Office) -> None:
    try_as(office, "p15", browser="")
    clerk = office.actor("p15")
    for act in (
        lambda: office.keeping.hold(FIRST, 1, "คดี", clerk),
        lambda: office.disposals.survey(2569, clerk),
        lambda: office.disposals.every(clerk),
    ):
        with pytest.raises(NotPermitted):
            act()
    with pytest.raises(TellingInvalid):
        office.keeping.reclass(FIRST, 1, "nonsense", " ", operator())
