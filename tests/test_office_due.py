"""What is due: rules on a day, and the list that everybody gets of what concerns them."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from archive.records import Fact, RecordId
from office import answers, due
from office.acting import Authority
from office.due import Due, Patience, acting_ends, ends_soon, lies_long, sorted_as
from office.due_list import Asked
from office.first_start import try_as
from office.loans import Bringing, Lending
from office.office import Office, operator
from office.permissions import Actor, Grant
from office.plans import Wish
from office.received_store import Task
from office.receiving import Letter
from office.registers import Claim
from office.sendings import NewSending, Taking
from office.submission import To
from tests.conftest import SAMPLES, Browser, prepared

ON = date(2026, 11, 22)
LETTER, MEMO = RecordId(2569, "letter", 1), RecordId(2569, "memo", 1)


def test_a_draft_lies_long_after_three_days_counted_in_bangkok() -> None:
    late_evening = datetime(2026, 11, 18, 18, 0, tzinfo=UTC)  # the 19th in Bangkok
    assert lies_long(late_evening, ON, Patience())
    assert not lies_long(late_evening, ON - timedelta(days=1), Patience())


def test_an_end_is_near_for_thirty_days_and_not_once_it_has_passed() -> None:
    assert ends_soon(ON, ON, Patience())
    assert ends_soon(ON + timedelta(days=30), ON, Patience())
    assert not ends_soon(ON + timedelta(days=31), ON, Patience())
    assert not ends_soon(ON - timedelta(days=1), ON, Patience())
    assert not ends_soon(None, ON, Patience())


def test_an_order_that_another_one_carries_on_is_not_due() -> None:
    first = Authority(1, "p02", "รักษาราชการแทน", "คำสั่งที่ ๑", date(2026, 1, 1), date(2026, 12, 1))
    other = Authority(2, "p03", "รักษาราชการแทน", "คำสั่งที่ ๒", date(2026, 1, 1), date(2026, 12, 2))
    later = Authority(3, "p02", "รักษาราชการแทน", "คำสั่งที่ ๓", date(2026, 11, 1), date(2027, 9, 30))
    assert [each.title for each in acting_ends([first, other], {}, ON, Patience())] == [
        "คำสั่งที่ ๑",
        "คำสั่งที่ ๒",
    ]
    assert [each.who for each in acting_ends([first, other, later], {}, ON, Patience())] == ["p03"]


def test_the_longest_waiting_comes_first_and_what_has_no_day_last() -> None:
    old, new = Due("", "ก", "ข", ON - timedelta(days=9)), Due("", "ข", "ก", ON)
    without = Due("", "ค", "ค")
    assert sorted_as([without, new, old], "longest") == [old, new, without]
    assert sorted_as([without, new, old], "newest") == [new, old, without]
    assert sorted_as([without, new, old], "who") == [new, old, without]
    assert (old.days(ON), without.days(ON)) == (9, 0)


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a letter and a memo of October, and a reserved number."""
    with prepared(new_office, tmp_path_factory) as office:
        for form, sample in (("letter", "letter-01"), ("memo", "memo-01")):
            given = answers.load(SAMPLES / f"{sample}.yaml")
            office.issue(form, given, operator(), Wish(pdf=False, dated=date(2026, 10, 20)))
        claim = Claim(ON)
        office.reserve(office.register("orders"), claim, "รอคำสั่ง", date(2026, 11, 30), operator())
        return office.folder.path


def titles(office: Office, kind: str, actor: Actor | None = None) -> list[str]:
    return [str(row.record) for row in office.due.of(kind, actor or operator(), Asked()).rows]


def test_a_letter_is_due_for_signature_then_for_sending_then_for_its_receiver(
    office: Office,
) -> None:
    assert titles(office, due.UNSIGNED) == ["2569/letter/0001", "2569/memo/0001"]
    office.note(LETTER, Fact("signed", on=date(2026, 10, 21)), operator())
    assert titles(office, due.UNSIGNED) == ["2569/memo/0001"]
    assert titles(office, due.UNSENT) == ["2569/letter/0001"]
    by_hand = NewSending("hand", date(2026, 10, 22), "สพป. ตัวอย่าง เขต ๒")
    office.sendings.send(LETTER, 2, by_hand, operator())
    assert titles(office, due.UNSENT) == []
    assert titles(office, due.UNRECEIVED) == ["2569/letter/0001"]
    received = Taking("นายสมชาย", on=date(2026, 10, 23))
    office.sendings.take(LETTER, 3, 1, received, operator())
    assert titles(office, due.UNRECEIVED) == []


def test_paper_that_is_not_back_in_time_is_due_to_who_keeps_the_registers(office: Office) -> None:
    for id, last in (LETTER, 21), (MEMO, 22):
        told = Lending("กลุ่มนโยบายและแผน", date(2026, 11, 1), date(2026, 11, last))
        office.loans.lend(id, 1, told, operator())
    assert titles(office, due.OVERDUE) == [str(LETTER)]
    assert titles(office, due.OVERDUE, Actor("x", "x", (Grant("clerk"),))) == []
    try_as(office, "p16", browser="")
    registrar = office.actor("p16")
    assert office.due.of(due.OVERDUE, registrar, Asked()).rows[0].who == "กลุ่มนโยบายและแผน"
    work = office.standards.my_work.of(registrar)
    assert "ต้นฉบับที่ยืมเกินกำหนดส่งคืน" in [one.title for one in work]
    office.loans.bring(LETTER, 2, Bringing("", date(2026, 11, 22)), registrar)
    assert titles(office, due.OVERDUE) == []


def test_what_is_due_survives_a_rebuild(office: Office) -> None:
    office.note(LETTER, Fact("signed", on=date(2026, 10, 21)), operator())
    before = office.due.counts(operator())
    assert before == {due.UNSIGNED: 1, due.UNSENT: 1, due.RESERVED: 1}
    office.rebuild(operator())
    assert office.due.counts(operator()) == before


def test_a_head_sees_only_what_the_own_group_has_to_do(office: Office) -> None:
    group = office.archive.record(MEMO).description.group
    own = Actor("x", "x", (Grant("head", group),))
    assert titles(office, due.UNSIGNED, own) == [str(MEMO)]
    other = Actor("x", "x", (Grant("head", "law"),))
    assert titles(office, due.UNSIGNED, other) == []
    assert office.due.counts(Actor("x", "x")) == {}


def test_a_draft_that_lies_too_long_is_told_to_its_owner(office: Office) -> None:
    office.people.add("somsri", "p15", operator())
    clerk = office.actor("somsri")
    draft = office.drafting.begin("memo", clerk)
    office.submission.propose(draft, To("p01"), clerk)
    assert office.due.of(due.LYING, clerk, Asked()).total == 0
    later = Office.open(office.folder.path, lambda: datetime(2026, 11, 26, 3, tzinfo=UTC))
    (lying,) = later.due.of(due.LYING, clerk, Asked()).rows
    assert (lying.draft, lying.who) == (draft, office.profile.directory["p01"].name.full)
    assert lying.days(date(2026, 11, 26)) == 4
    assert later.due.of(due.LYING, clerk, Asked(who="somebody else")).total == 0
    later.close()


def test_each_kind_is_a_list_that_sorts_filters_and_is_kept(browser: Browser) -> None:
    clerk = browser.come_in("p16")
    assert 'href="/due?kind=unsigned"' in clerk.get("/desk").text
    page = clerk.get("/due?kind=unsigned").text
    assert page.index("/records/2569/letter/0001") < page.index("/records/2569/memo/0001")
    assert "/records/2569/memo" not in clerk.get("/due?kind=unsigned&who=nobody").text
    rows = clerk.get("/due/list.csv?kind=reserved").text.splitlines()
    assert "รอคำสั่ง" in rows[1]
    assert "อีก ๘ วัน" in rows[1]
    assert clerk.get("/due/list.xlsx?kind=unsigned").status_code == 200


def test_everybody_may_look_at_what_is_due_and_nobody_sees_more_than_concerns_them(
    browser: Browser, office: Office
) -> None:
    try_as(office, "p09", browser="")
    reader = browser.come_in("p09")
    assert reader.get("/due").status_code == 200
    assert "รอคำสั่ง" not in reader.get("/due?kind=reserved").text


def test_a_received_letter_is_due_until_somebody_has_it_and_says_which_one_it_is(
    office: Office,
) -> None:
    letter = Letter("ขอเชิญประชุมผู้ปกครอง", "โรงเรียนบ้านตัวอย่าง", ON, number="ตย ๑/๑๒", dated=ON)
    id = office.receiving.receive(letter, operator()).id
    [row] = office.due.of(due.ARRIVED, operator(), Asked()).rows
    assert (row.who, row.note, row.day) == ("ยังไม่มอบหมาย", "ตย ๑/๑๒", ON)
    task = Task(to="p16", what="พิจารณาดำเนินการ", due=date(2099, 11, 30))
    office.receiving.hand(id, 1, task, operator())
    [row] = office.due.of(due.ARRIVED, operator(), Asked()).rows
    assert (row.note, row.day) == ("พิจารณาดำเนินการ", task.due)
    assert row.who not in ("", "ยังไม่มอบหมาย")
