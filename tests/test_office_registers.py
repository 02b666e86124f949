"""Registers: numbers ascend with dates, are never given twice, and every gap is explained."""

import multiprocessing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from archive.database import Database
from office.books import letter_book, standing_books
from office.errors import (
    AlreadyVoid,
    DateBeforeLastEntry,
    ForeignNumber,
    NumberTaken,
    PrintedBefore,
    ProfileBroken,
    ReasonMissing,
    SettingsInvalid,
    SpanOverlaps,
)
from office.numbering import BEFORE_SARABAN, Span, Standing, decide_wanted, unexplained
from office.profile import SAMPLE, from_document, load, to_document
from office.register_errors import AnotherYear, ReservedTooShort, YearNotBegun
from office.registers import Claim, Entry, Registers, Stamp
from office.setting_up import empty_profile, with_groups
from thai.digits import to_thai

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
BOOKS = {book.code: book for book in standing_books(load(SAMPLE))}
ORDERS, LETTERS = BOOKS["orders"], BOOKS["letters"]
REGISTERS = Registers()
STAMP = Stamp("ผู้ทดสอบ", NOW)


@pytest.fixture
def db(tmp_path: Path) -> Database:
    db = Database.create(tmp_path / "saraban.db")
    with db.writing() as conn:
        for book in BOOKS.values():
            REGISTERS.ensure(conn, book)
    return db


def claim(db: Database, on: date, number: int | None = None) -> int:
    with db.writing() as conn:
        return REGISTERS.claim(conn, ORDERS, Claim(on, number=number), STAMP).number


def reserve(conn: Connection, on: date, purpose: str, until: date | None) -> Entry:
    return REGISTERS.reserve(conn, ORDERS, Claim(on), purpose=purpose, expires=until, stamp=STAMP)


def test_numbers_run_from_one_and_begin_again_with_the_buddhist_year(db: Database) -> None:
    days = [date(2026, 1, 5), date(2026, 12, 31), date(2027, 1, 1)]
    assert [claim(db, day) for day in days] == [1, 2, 1]


def test_a_number_of_another_year_is_reserved_only_for_who_says_that_year(db: Database) -> None:
    def kept(on: date, year: int | None) -> int:
        asked = Claim(on, year=year)
        with db.writing() as conn:
            return REGISTERS.reserve(
                conn, ORDERS, asked, purpose="คำสั่งปีใหม่", expires=None, stamp=STAMP
            ).year

    for on, wrong in ((date(2027, 1, 4), None), (date(2027, 1, 4), 2569), (date(2026, 5, 1), 2570)):
        with pytest.raises(AnotherYear, match=r"๑/๒๕(๗๐|๖๙)"):
            kept(on, wrong)
    with pytest.raises(YearNotBegun, match="ไม่เกินปี ๒๕๗๐"):
        kept(date(2028, 1, 4), 2571)
    assert kept(date(2027, 1, 4), 2570) == 2570
    assert kept(date(2026, 11, 23), None) == 2569


def test_two_books_never_print_the_same_number(db: Database) -> None:
    mine, other = BOOKS["letters-adm"], BOOKS["letters-plan"]
    changed = replace(other, letter_code=mine.letter_code)
    on = Claim(date(2026, 11, 13))
    with db.writing() as conn:
        REGISTERS.claim(conn, mine, on, STAMP)
        with pytest.raises(PrintedBefore, match="ออกไปแล้วในทะเบียนหนังสือส่ง"):
            REGISTERS.claim(conn, changed, on, STAMP)
        REGISTERS.begin_at(conn, changed, 2569, 2, STAMP)
        assert REGISTERS.claim(conn, changed, on, STAMP).number == 2


def test_two_groups_with_one_code_are_refused_at_the_field_and_in_the_file() -> None:
    rows = [{"name": "กลุ่มอำนวยการ", "code": "1"}, {}, {"name": "กลุ่มนโยบาย", "code": "๑"}]
    with pytest.raises(SettingsInvalid) as refused:
        with_groups(empty_profile("new-1"), rows)
    said = [one for one in refused.value.problems if "เลขที่หนังสือจะซ้ำกัน" in one.message]
    assert [one.path for one in said] == ["code-2"]
    document = to_document(load(SAMPLE))
    document["groups"][2]["code"] = to_thai(document["groups"][1]["code"])
    with pytest.raises(ProfileBroken, match="เลขที่หนังสือจะซ้ำกัน"):
        from_document(document)
    free = with_groups(
        replace(empty_profile("new-1"), name_full="สำนักงาน"),
        [*rows[:1], {"name": "ก"}, {"name": "ข"}],
    )
    assert [group.code for group in free.groups] == ["1", "", ""]


def test_an_earlier_date_than_the_last_entry_is_refused_and_says_why(db: Database) -> None:
    claim(db, date(2026, 11, 13))
    with pytest.raises(DateBeforeLastEntry, match=r"ลงวันที่ ๑๓ พ\.ย\. ๒๕๖๙"):
        claim(db, date(2026, 11, 12))


def test_the_first_number_explains_those_in_the_old_book(db: Database) -> None:
    with db.writing() as conn:
        REGISTERS.begin_at(conn, ORDERS, 2569, 377, STAMP)
    assert claim(db, date(2026, 10, 1)) == 377
    with db.reading() as conn:
        assert REGISTERS.spans(conn, "orders", 2569) == [Span(1, 376, BEFORE_SARABAN)]
        assert REGISTERS.faults(conn, "orders", 2569) == ()


def test_a_first_number_that_was_mistyped_can_be_set_again_until_one_is_given(db: Database) -> None:
    claim(db, date(2026, 10, 1))
    with db.writing() as conn:
        REGISTERS.begin_at(conn, ORDERS, 2569, 3770, STAMP)
        REGISTERS.begin_at(conn, ORDERS, 2569, 377, STAMP)
    assert claim(db, date(2026, 10, 2)) == 377
    with db.writing() as conn, pytest.raises(SpanOverlaps):
        REGISTERS.begin_at(conn, ORDERS, 2569, 300, STAMP)
    with db.reading() as conn:
        assert REGISTERS.spans(conn, "orders", 2569) == [Span(2, 376, BEFORE_SARABAN)]


def test_a_first_number_below_one_in_use_is_refused(db: Database) -> None:
    claim(db, date(2026, 10, 1), number=377)
    with db.writing() as conn, pytest.raises(SpanOverlaps, match="ใช้ถึงเลข ๓๗๗"):
        REGISTERS.begin_at(conn, ORDERS, 2569, 100, STAMP)


def test_back_filling_explains_what_it_skips_and_later_numbers_follow(db: Database) -> None:
    assert claim(db, date(2026, 10, 1), number=377) == 377
    assert claim(db, date(2026, 11, 2), number=412) == 412
    assert claim(db, date(2026, 11, 3)) == 413
    with db.reading() as conn:
        first, second = REGISTERS.spans(conn, "orders", 2569)
        assert (first.first, first.last, first.reason) == (1, 376, BEFORE_SARABAN)
        assert (second.first, second.last) == (378, 411)
        assert "เลข ๔๑๒" in second.reason
        assert REGISTERS.faults(conn, "orders", 2569) == ()


def test_the_old_book_may_be_transcribed_into_its_span(db: Database) -> None:
    claim(db, date(2026, 11, 2), number=412)
    assert claim(db, date(2026, 3, 9), number=57) == 57
    assert claim(db, date(2026, 11, 2)) == 413


def test_a_number_that_stands_in_the_register_is_not_given_again(db: Database) -> None:
    claim(db, date(2026, 11, 2), number=412)
    with pytest.raises(NumberTaken, match="เลข ๔๑๒ ในทะเบียนคำสั่ง ปี ๒๕๖๙"):
        claim(db, date(2026, 11, 2), number=412)


def test_a_void_number_keeps_its_row_and_its_reason(db: Database) -> None:
    claim(db, date(2026, 11, 2))
    with db.writing() as conn:
        REGISTERS.void(conn, ORDERS, 2569, 1, reason="ออกเลขซ้ำกับฉบับก่อน", stamp=STAMP)
    assert claim(db, date(2026, 11, 2)) == 2
    with db.reading() as conn:
        row = REGISTERS.entry(conn, ORDERS, 2569, 1)
        assert (row.state, row.reason) == ("void", "ออกเลขซ้ำกับฉบับก่อน")


def test_voiding_needs_a_reason_and_happens_once(db: Database) -> None:
    claim(db, date(2026, 11, 2))
    with db.writing() as conn, pytest.raises(ReasonMissing):
        REGISTERS.void(conn, ORDERS, 2569, 1, reason=" ", stamp=STAMP)
    with db.writing() as conn:
        REGISTERS.void(conn, ORDERS, 2569, 1, reason="พิมพ์ผิด", stamp=STAMP)
    with db.writing() as conn, pytest.raises(AlreadyVoid, match="พิมพ์ผิด"):
        REGISTERS.void(conn, ORDERS, 2569, 1, reason="อีกครั้ง", stamp=STAMP)


def test_a_reserved_number_waits_for_its_document_and_is_skipped_by_others(db: Database) -> None:
    with db.writing() as conn:
        kept = reserve(conn, date(2026, 11, 2), "คำสั่งด่วน", None)
    assert claim(db, date(2026, 11, 5)) == kept.number + 1
    assert claim(db, date(2026, 11, 6), number=kept.number) == kept.number
    with db.reading() as conn:
        assert REGISTERS.entry(conn, ORDERS, 2569, kept.number).state == "pending"


def test_an_expired_reservation_becomes_void_and_is_never_reused(db: Database) -> None:
    until = date(2026, 11, 28)
    with db.writing() as conn:
        kept = reserve(conn, date(2026, 11, 11), "สำรองเลข", until)
        assert REGISTERS.expire(conn, until, STAMP) == []
        assert [e.number for e in REGISTERS.expire(conn, date(2026, 11, 29), STAMP)] == [1]
    assert claim(db, date(2026, 11, 29)) == kept.number + 1
    with db.reading() as conn:
        assert "สำรองเลข" in REGISTERS.entry(conn, ORDERS, 2569, 1).reason


@pytest.mark.parametrize(("on", "until"), [((11, 11), (11, 18)), ((11, 30), (11, 29))])
def test_a_number_is_not_reserved_until_a_day_that_makes_it_void_at_once(
    db: Database, on: tuple[int, int], until: tuple[int, int]
) -> None:
    with db.writing() as conn, pytest.raises(ReservedTooShort, match="พ้นกำหนดทันที"):
        reserve(conn, date(2026, *on), "สำรองเลข", date(2026, *until))


def test_a_letter_number_finds_its_register_by_code_and_circular_mark() -> None:
    books = tuple(BOOKS.values())
    assert letter_book("ศธ ๐๔๙๙๙.๑/ว ๑๔๕", books).code == "letters-adm-circular"
    assert letter_book("ศธ 04999/2948", books).code == "letters"
    with pytest.raises(ForeignNumber, match="ศธ ๐๔๙๙๙"):
        letter_book("ศธ ๐๔๑๖๐/๑", books)


def test_a_register_comes_back_from_its_document(db: Database, tmp_path: Path) -> None:
    claim(db, date(2026, 11, 2), number=412)
    with db.reading() as conn:
        kept = REGISTERS.year(conn, "orders", 2569).document
    other = Database.create(tmp_path / "other.db")
    with other.writing() as conn:
        REGISTERS.restore(conn, kept)
        REGISTERS.restore(conn, kept)
        assert REGISTERS.year(conn, "orders", 2569).document == kept


@given(st.lists(st.integers(1, 60), unique=True, max_size=20))
def test_back_filling_in_any_order_never_leaves_an_unexplained_number(numbers: list[int]) -> None:
    spans: list[Span] = []
    entered: list[int] = []
    for number in numbers:
        highest = max([*entered, *(span.last for span in spans)], default=0)
        standing = Standing("ทะเบียน", 2569, highest, own=bool(entered))
        decision = decide_wanted(standing, number, None)
        spans += [decision.span] if decision.span else []
        entered.append(decision.number)
    assert unexplained(entered, spans) == ()


def _claim_many(path: Path, count: int, out: "multiprocessing.Queue[int]") -> None:
    db = Database(path)
    for _ in range(count):
        out.put(claim(db, date(2026, 11, 22)))


@pytest.mark.slow
def test_two_hundred_claims_from_eight_processes_give_one_to_two_hundred(db: Database) -> None:
    context = multiprocessing.get_context("spawn")
    out: multiprocessing.Queue[int] = context.Queue()
    people = [context.Process(target=_claim_many, args=(db.path, 25, out)) for _ in range(8)]
    for person in people:
        person.start()
    numbers = sorted(out.get(timeout=120) for _ in range(200))
    for person in people:
        person.join()
    assert numbers == list(range(1, 201))
