"""Letters that arrive: filed by the office's rules, undone, confirmed, and learnt from."""

from datetime import date

import pytest

from archive.records import Description, RecordId
from indexer.recognition.recognise import recognise
from office.arrival_fields import Confirmed, confirmed_faults
from office.arrival_rule import Rule
from office.arrival_spots import spots_of
from office.arrivals import CONFIRM, FILED, Arrival
from office.errors import NothingToRetry, TellingInvalid, UnknownArrival
from office.inbox import Inbox
from office.office import Office, operator
from office.people_errors import NotPermitted
from office.receiving import Letter
from office.restricting import Kept
from office.rule_errors import NothingToUndo
from tests.pages import page

pytestmark = pytest.mark.slow
HEAD = "บันทึกข้อความ\nส่วนราชการ  กลุ่มบริหารการเงิน\nที่  ศธ ๐๔๙๙๙.๑/{n}  วันที่  ๑ มิถุนายน ๒๕๖๙\n"
REST = "เรื่อง  {subject}\nเรียน  ผู้อำนวยการ\nด้วยกลุ่มขอแจ้ง{subject}เพื่อโปรดพิจารณา"
MONEY = Rule("3", sender="การเงิน", word="โอนเงิน", retention="finance", by_itself=True)


@pytest.fixture
def inbox(office: Office, monkeypatch: pytest.MonkeyPatch) -> Inbox:
    monkeypatch.setattr("office.inbox.QUIET", 0.01)
    return Inbox(office.intake, office.arrivals, office.clock)


def arrived(office: Office, inbox: Inbox, n: int, subject: str, year: str = "๒๕๖๙") -> Arrival:
    text = (HEAD + REST).format(n=n, subject=subject).replace("๒๕๖๙", year)
    (office.folder.place("inbox") / f"{n}.txt").write_text(text, encoding="utf-8")
    inbox.scan()
    return next(one for one in office.arrivals.all(operator()) if one.source == f"{n}.txt")


def about(office: Office, file: Arrival) -> Description:
    return office.archive.record(RecordId.parse(file.record)).description


def confirm(office: Office, file: Arrival, subject: str, category: str) -> Arrival:
    seen = office.archive.record(RecordId.parse(file.record)).version
    told = Confirmed(subject=subject, category=category, sender="กลุ่มบริหารการเงิน")
    return office.confirming.confirm(file.id, seen, told, operator())


def test_a_rule_files_by_itself_and_says_so(office: Office, inbox: Inbox) -> None:
    rule = office.arrival_rules.put(MONEY, operator())
    office.arrival_rules.switch_on(rule.id, (0, 0), operator())
    file = arrived(office, inbox, 1, "แจ้งการโอนเงินงบดำเนินงาน")
    told = about(office, file)
    assert (file.state, file.rule, told.category, told.retention) == (
        FILED,
        rule.id,
        "3",
        "finance",
    )
    assert "เก็บตามกฎ" in file.reason
    assert told.facts[-1].what == "filed-by-rule"
    assert "โอนเงิน" in told.facts[-1].note
    other = arrived(office, inbox, 2, "ขอซ่อมเครื่องสูบน้ำ")
    assert (other.state, other.rule) == (CONFIRM, "")


def test_a_rule_is_not_tried_on_letters_whose_category_nobody_has_chosen_yet(
    office: Office, inbox: Inbox
) -> None:
    rule = office.arrival_rules.put(MONEY, operator())
    file = arrived(office, inbox, 1, "แจ้งการโอนเงินงบดำเนินงาน")
    assert file.state == CONFIRM and office.arrival_rules.tried(rule, operator()).looked == 0
    confirm(office, file, "แจ้งการโอนเงินงบดำเนินงาน", "3")
    tried = office.arrival_rules.tried(rule, operator())
    assert [str(one.id) for one in tried.same] == [file.record]


def test_what_a_rule_did_is_undone_and_asked_for(office: Office, inbox: Inbox) -> None:
    rule = office.arrival_rules.put(MONEY, operator())
    office.arrival_rules.switch_on(rule.id, (0, 0), operator())
    file = arrived(office, inbox, 1, "แจ้งการโอนเงินงบดำเนินงาน")
    again = office.confirming.undo(file.id, operator())
    assert (again.state, again.rule) == (CONFIRM, "")
    assert "category" in office.confirming.letter(file.id, operator()).asked
    told = about(office, file)
    assert (told.category, told.facts[-1].what) == ("1", "rule-undone")
    assert told.retain_until is not None
    with pytest.raises(NothingToUndo):
        office.confirming.undo(file.id, operator())
    acts = [event.act for event in office.journal.about(file.record)]
    assert "rule-undone" in acts


def test_a_rule_that_only_proposes_files_nothing(office: Office, inbox: Inbox) -> None:
    rule = office.arrival_rules.put(Rule("5", word="ย้าย", group="hr"), operator())
    office.arrival_rules.switch_on(rule.id, (0, 0), operator())
    file = arrived(office, inbox, 1, "การย้ายข้าราชการครู")
    assert (file.state, about(office, file).category) == (CONFIRM, "1")
    proposed = office.confirming.proposed(file, operator())
    assert proposed.rule is not None
    assert proposed.rule.category == "5"


def test_what_a_clerk_chooses_changes_the_next_guess(office: Office, inbox: Inbox) -> None:
    subject = "โครงการอาหารกลางวันนักเรียน"
    first, second, third, last = (arrived(office, inbox, n, subject) for n in range(1, 5))
    assert office.confirming.proposed(first, operator()).guesses.category is None
    confirm(office, first, subject, "3")
    guess = office.confirming.proposed(second, operator()).guesses.category
    assert guess is not None
    assert (guess.label, guess.like) == ("3", (first.record,))
    assert guess.sure <= 2 / 3  # one letter like it is little
    for file in (second, third):
        confirm(office, file, subject, "6")
    guess = office.confirming.proposed(last, operator()).guesses.category
    assert guess is not None
    assert (guess.label, guess.like) == ("6", (third.record, second.record))


def test_a_category_must_be_said_before_a_letter_is_confirmed(office: Office, inbox: Inbox) -> None:
    file = arrived(office, inbox, 1, "ขอซ่อมเครื่องสูบน้ำ")
    with pytest.raises(TellingInvalid) as refused:
        confirm(office, file, "ขอซ่อมเครื่องสูบน้ำ", "")
    assert [problem.path for problem in refused.value.problems] == ["category"]
    assert confirm(office, file, "ขอซ่อมเครื่องสูบน้ำ", "4").state == FILED


def test_a_day_to_come_is_asked_for_whatever_a_rule_says(office: Office, inbox: Inbox) -> None:
    rule = office.arrival_rules.put(MONEY, operator())
    office.arrival_rules.switch_on(rule.id, (0, 0), operator())
    file = arrived(office, inbox, 1, "แจ้งการโอนเงินงบดำเนินงาน", year="๒๕๙๙")
    letter = office.confirming.letter(file.id, operator())
    assert file.state == CONFIRM
    assert "date" in letter.asked
    assert about(office, file).dated is None


def test_an_unsure_digit_is_asked_for_and_never_guessed() -> None:
    rows = ((90.0, "ที่ ศธ ๐๔๙๙๙/๑๒๗"), (330.0, "สำนักงานคลังจังหวัดตัวอย่าง"))
    rest = ((300.0, "๒๐ มกราคม ๒๕๖๙"), (90.0, "เรื่อง แจ้งผล"), (90.0, "เรียน ผู้อำนวยการ"))
    sheet = page(rows, *rest, unsure="๗")
    spot = spots_of(recognise([sheet]), [sheet])["number"]
    assert spot.text == "ศธ ๐๔๙๙๙/๑๒_"
    left, top, right, bottom = spot.box
    assert 0.15 < left < right < 0.5
    assert 0 < top < bottom < 0.2
    asked = {"number": spot}
    wrong = confirmed_faults(Confirmed(spot.text, subject="แจ้งผล"), date(2026, 2, 1), asked)
    assert "พิมพ์ตัวเลขแทน _" in wrong[0].message
    right_one = Confirmed("ศธ ๐๔๙๙๙/๑๒๗", subject="แบบ_๑")
    assert confirmed_faults(right_one, date(2026, 2, 1), asked) == []


def test_a_letter_kept_to_a_few_neither_shows_nor_holds_up_the_others(
    office: Office, inbox: Inbox
) -> None:
    kept = arrived(office, inbox, 1, "ร้องเรียนเรื่องมังคุดกวน")
    other = arrived(office, inbox, 2, "ขอซ่อมเครื่องสูบน้ำ")
    for person in ("p15", "p16"):
        office.people.add(person, person, operator())
    clerk, named = office.actor("p15"), office.actor("p16")
    assert office.confirming.next(clerk) == kept
    why = Kept(("p16",), None, "", "เรื่องส่วนตัวของบุคคล")
    office.restricting.restrict(RecordId.parse(kept.record), 1, why, operator())
    assert office.confirming.next(clerk) == other
    assert office.arrivals.all(clerk, order="name") == [other]
    assert office.arrivals.counts(clerk) == {CONFIRM: 1}
    assert office.arrivals.counts(named) == {CONFIRM: 2}
    with pytest.raises(UnknownArrival):
        office.arrivals.one(kept.id, clerk)
    with pytest.raises(UnknownArrival):
        office.arrivals.retry(kept.id, clerk)
    with pytest.raises(NothingToRetry):
        office.arrivals.retry(kept.id, operator())


def test_a_letter_kept_to_a_few_is_kept_to_them_when_it_is_received(
    office: Office, inbox: Inbox
) -> None:
    for person in ("p15", "p16"):
        office.people.add(person, person, operator())
    file = arrived(office, inbox, 1, "ร้องเรียนเรื่องมังคุดกวน")
    letter = Letter("ร้องเรียนเรื่องมังคุดกวน", "ผู้ร้องเรียน", date(2026, 11, 20), category="3")
    clerk, named = office.actor("p15"), office.actor("p16")
    assert office.receiving.kept_as(file.id, letter, clerk) == letter
    why = Kept(("p16",), None, "", "เรื่องส่วนตัวของบุคคล")
    office.restricting.restrict(RecordId.parse(file.record), 1, why, operator())
    with pytest.raises(UnknownArrival):
        office.receiving.kept_as(file.id, letter, clerk)
    kept = office.receiving.kept_as(file.id, letter, named)
    done = office.receiving.receive(kept, named)
    told = office.restricting.in_force(office.show(done.id, named).record.description)
    assert told
    assert (told.readers, told.why) == (("p16",), "เรื่องส่วนตัวของบุคคล")
    with pytest.raises(NotPermitted):
        office.show(done.id, clerk)
