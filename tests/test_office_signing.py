"""Signature day: what waits for whom, and what happens to the papers that come back signed."""

from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.records import Record, RecordId
from office import answers
from office.first_start import try_as
from office.office import Office, operator
from office.permissions import Actor
from office.plans import Wish
from office.profile import SAMPLE
from office.signing_day import DAY, MOST_TICKED, SigningDay, Ticked, Waiting
from office.signing_errors import SigningRefused
from office.submission import OnPaper, To

pytestmark = pytest.mark.slow

CLERK, REGISTRAR, HEAD, DIRECTOR = "p15", "p16", "p05", "p01"
TODAY = date(2026, 11, 22)
WORD_ONLY = Wish(pdf=False)


@pytest.fixture
def who(office: Office) -> Callable[[str], Actor]:
    def come_in(person: str) -> Actor:
        try_as(office, person, browser="")
        return office.actor(person)

    return come_in


@pytest.fixture(autouse=True)
def no_pdfs(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signing is what is tried here; LibreOffice would take seconds for each paper."""
    reason = (None, "")
    monkeypatch.setattr(type(office.filing.press), "pdf", lambda *_: reason)


def draft(office: Office, actor: Actor, **changed: Any) -> int:
    given = answers.load(SAMPLE.parent / "memo-02.yaml") | {"date": "๒๐ พ.ย. ๒๕๖๙"}
    given = {name: told for name, told in given.items() if name not in ("book_no", "route")}
    given |= changed
    begun = office.drafting.begin("memo", actor)
    office.drafting.save(begun, 1, given, actor)
    return begun


def printed(office: Office, actor: Actor, **changed: Any) -> int:
    begun = draft(office, actor, **changed)
    office.print_set.word_of_draft(begun, actor)
    return begun


def waiting(office: Office, actor: Actor) -> tuple[Waiting, ...]:
    return SigningDay(office).waiting(actor)


def record(office: Office, id: RecordId | None) -> Record:
    assert id is not None
    return office.show(id, operator()).record


def test_a_draft_waits_once_it_is_printed_or_lies_before_its_signer(
    office: Office, who: Callable[[str], Actor]
) -> None:
    clerk = who(CLERK)
    _writing, laid, elsewhere = (draft(office, clerk) for _ in range(3))
    signer = office.drafting.open(laid, clerk).draft.answers["signer"]
    office.submission.propose(laid, To(signer), clerk)
    office.submission.propose(elsewhere, To(REGISTRAR), clerk)
    paper = printed(office, clerk)
    assert [row.draft for row in waiting(office, clerk)] == [laid, paper]
    assert waiting(office, who(REGISTRAR)) == waiting(office, clerk)
    assert waiting(office, who("p17")) == ()


def test_a_draft_before_whoever_holds_the_signers_role_waits(
    office: Office, who: Callable[[str], Actor]
) -> None:
    clerk = who(CLERK)
    laid, passed_by = draft(office, clerk, signer=DIRECTOR), draft(office, clerk, signer=HEAD)
    for one in laid, passed_by:
        office.submission.propose(one, To(role="director"), clerk)
    assert [row.draft for row in waiting(office, clerk)] == [laid]


def test_several_papers_are_signed_dated_numbered_and_filed_in_one_press(
    office: Office, who: Callable[[str], Actor]
) -> None:
    clerk = who(CLERK)
    drafts = [printed(office, clerk, subject=f"ขออนุมัติโครงการที่ {n}") for n in (1, 2, 3)]
    rows = waiting(office, clerk)
    assert [row.dated for row in rows] == [TODAY] * 3
    days = [TODAY, date(2026, 11, 20), TODAY]
    ticked = [Ticked(row.key, day) for row, day in zip(rows, days, strict=True)]
    done = SigningDay(office).sign(ticked, date(2026, 11, 21), clerk)
    told = {row.key: record(office, row.record).description for row in done}
    assert [told[row.key].dated for row in rows] == days
    numbers = [told[row.key].register_number for row in rows]
    assert numbers == [2, 1, 3]  # the earlier day first
    facts = [(fact.what, fact.on) for fact in told[rows[0].key].facts]
    assert facts[-2:] == [("signed", date(2026, 11, 21)), ("numbered", TODAY)]
    assert "บันทึกจากเอกสารโดย นางสาวบันทึก" in told[rows[0].key].facts[-2].note
    assert waiting(office, clerk) == () and len(drafts) == 3


def test_one_wrong_row_keeps_every_row_from_being_told_and_all_faults_are_named(
    office: Office, who: Callable[[str], Actor]
) -> None:
    clerk = who(CLERK)
    good, changed, unsigned = (printed(office, clerk) for _ in range(3))
    rows = {row.draft: row for row in waiting(office, clerk)}
    for one, told in (changed, {"subject": "เรื่องใหม่"}), (unsigned, {"signer": ""}):
        seen = office.drafting.open(one, clerk).draft
        office.drafting.save(one, seen.revision, {**seen.answers, **told}, clerk)
    fresh = {row.draft: row for row in waiting(office, clerk)}
    ticked = [Ticked(rows[good].key), Ticked(rows[changed].key), Ticked(fresh[unsigned].key)]
    before = office.journal.last()
    with pytest.raises(SigningRefused) as refused:
        SigningDay(office).sign(ticked, date(2026, 11, 23), clerk)
    told = {problem.path: problem.message for problem in refused.value.problems}
    assert "ยังมาไม่ถึง" in told[DAY] and rows[good].key not in told
    assert "แก้ไขโดยผู้อื่น" in told[rows[changed].key]
    assert "ผู้ลงนาม" in told[fresh[unsigned].key]
    assert office.journal.last() == before
    assert fresh[changed].signer == rows[changed].signer


def test_two_ticked_papers_with_the_same_number_of_their_own_are_refused_before_any_is_issued(
    office: Office, who: Callable[[str], Actor]
) -> None:
    registrar, own = who(REGISTRAR), "ศธ ๐๔๙๙๙.๑/๗"
    same = [printed(office, registrar, book_no=number) for number in (own, "ศธ 04999.1/7")]
    free = printed(office, registrar)
    rows = {row.draft: row for row in waiting(office, registrar)}
    with pytest.raises(SigningRefused) as refused:
        SigningDay(office).sign([Ticked(row.key, TODAY) for row in rows.values()], TODAY, registrar)
    told = {problem.path: problem.message for problem in refused.value.problems}
    assert told.keys() == {rows[draft].key for draft in same} and rows[free].key not in told
    assert all(f"เลข {own} ซ้ำกับอีกฉบับ" in message for message in told.values())
    assert all(not office.drafting.open(one, registrar).draft.record for one in same)


def test_an_own_number_that_another_ticked_paper_would_get_is_refused(
    office: Office, who: Callable[[str], Actor]
) -> None:
    registrar = who(REGISTRAR)
    own = printed(office, registrar, book_no="ศธ ๐๔๙๙๙.๑/๒")
    printed(office, registrar), printed(office, registrar)
    rows = waiting(office, registrar)
    key = next(row.key for row in rows if row.draft == own)
    with pytest.raises(SigningRefused) as refused:
        SigningDay(office).sign([Ticked(row.key, TODAY) for row in rows], TODAY, registrar)
    assert [problem.path for problem in refused.value.problems] == [key]
    done = SigningDay(office).sign([Ticked(key, TODAY)], TODAY, registrar)
    assert record(office, done[0].record).description.register_number == 2


def test_a_paper_numbered_first_is_told_as_signed_once(
    office: Office, who: Callable[[str], Actor]
) -> None:
    given = answers.load(SAMPLE.parent / "letter-01.yaml") | {"book_no": "", "date": TODAY}
    done = office.issue("letter", given, operator(), WORD_ONLY)
    registrar = who(REGISTRAR)
    row = next(row for row in waiting(office, registrar) if row.record == done.id)
    assert (row.number, row.signer, row.dated) == (done.number, "นายสมมติ  ตัวอย่างดี", None)
    SigningDay(office).sign([Ticked(row.key)], TODAY, registrar)
    fact = record(office, done.id).description.facts[-1]
    assert (fact.what, fact.on, fact.by) == ("signed", TODAY, "นายสมมติ  ตัวอย่างดี")
    assert fact.note.startswith("บันทึกจากเอกสารโดย")
    with pytest.raises(SigningRefused, match="ยังไม่ได้บันทึกสักฉบับ") as refused:
        SigningDay(office).sign([Ticked(row.key)], TODAY, registrar)
    assert "ไม่ได้รอลงนามแล้ว" in refused.value.problems[0].message


def test_a_signed_draft_waits_for_its_number_and_is_not_signed_again(
    office: Office, who: Callable[[str], Actor]
) -> None:
    clerk = who(CLERK)
    signed = draft(office, clerk)
    paper = OnPaper(DIRECTOR, date(2026, 11, 20))
    office.submission.sign(signed, "", clerk, paper=paper)
    row = waiting(office, clerk)[0]
    assert row.signed
    done = SigningDay(office).sign([Ticked(row.key, TODAY)], TODAY, clerk)
    facts = record(office, done[0].record).description.facts
    assert [(fact.what, fact.on) for fact in facts] == [
        ("signed", date(2026, 11, 20)),
        ("numbered", TODAY),
    ]


def test_nobody_tells_of_papers_that_are_not_theirs_to_tell(
    office: Office, who: Callable[[str], Actor]
) -> None:
    given = answers.load(SAMPLE.parent / "letter-01.yaml") | {"book_no": "", "date": TODAY}
    issued = office.issue("letter", given, operator(), WORD_ONLY)
    printed(office, who(CLERK))
    keys = [waiting(office, who(CLERK))[0].key, str(issued.id), "2569/memo/0999", "draft-9", ""]
    with pytest.raises(SigningRefused) as refused:
        SigningDay(office).sign([Ticked(key) for key in keys], TODAY, who("p25"))
    assert {problem.path for problem in refused.value.problems} == set(keys)
    assert "signed" not in [fact.what for fact in record(office, issued.id).description.facts]


@pytest.mark.parametrize("count", [0, MOST_TICKED + 1])
def test_none_and_too_many_are_refused(office: Office, count: int) -> None:
    ticked = [Ticked(f"draft-{n}-1") for n in range(count)]
    with pytest.raises(SigningRefused) as refused:
        SigningDay(office).sign(ticked, TODAY, operator())
    assert refused.value.problems[0].message.startswith(("โปรดเลือก", "เลือกได้"))


def test_a_text_changed_after_it_was_printed_is_marked(
    office: Office, who: Callable[[str], Actor], tmp_path: Path
) -> None:
    clerk = who(CLERK)
    one = printed(office, clerk)
    assert not waiting(office, clerk)[0].changed
    later = office.clock() + timedelta(hours=1)
    with closing(Office.open(tmp_path / "data", lambda: later)) as afterwards:
        seen = afterwards.drafting.open(one, clerk).draft
        changed = {**seen.answers, "subject": "เปลี่ยนชื่อเรื่อง"}
        afterwards.drafting.save(one, seen.revision, changed, clerk)
    assert waiting(office, clerk)[0].changed
