"""The desk: what is checked before a number is given, what is filed, and how it is undone."""

import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from archive.errors import ArchiveNotMounted
from archive.records import Fact, RecordId
from office import answers
from office.draft_errors import DraftIssued
from office.errors import (
    DateBeforeLastEntry,
    DateLongAgo,
    ForeignNumber,
    MeetingDateDiffers,
    MeetingFiled,
    NoLetterCode,
    NumberTaken,
)
from office.filing import Issued
from office.office import Office, operator
from office.people_errors import NotPermitted
from office.plans import Wish
from office.profile import SAMPLE
from templates.errors import FormInvalid

WORD_ONLY = Wish(pdf=False)


def sample(name: str, **changed: Any) -> dict[str, Any]:
    return answers.load(SAMPLE.parent / f"{name}.yaml") | changed


def memo(**changed: Any) -> dict[str, Any]:
    return sample("memo-02", book_no="", date=date(2026, 11, 20), **changed)


def issue(office: Office, form: str, given: dict[str, Any], wish: Wish = WORD_ONLY) -> Issued:
    return office.issue(form, given, operator(), wish)


def numbers(office: Office) -> list[str]:
    with office.db.reading() as conn:
        held = office.registers.years(conn)
        return [row.printed for code, y in held for row in office.registers.entries(conn, code, y)]


def test_a_sample_is_issued_with_its_own_number_and_found_by_a_word_inside(office: Office) -> None:
    done = issue(office, "memo", sample("memo-01"))
    assert (str(done.id), done.number) == ("2569/memo/0001", "ศธ ๐๔๙๙๙.๑/ว ๑๔๕")
    found = office.find("ขับเคลื่อนและรายงานผล", operator())
    assert [hit.id for hit in found.hits] == [done.id]


def test_the_record_tells_everything_about_its_document(office: Office) -> None:
    told = office.show(issue(office, "letter", sample("letter-01")).id, operator()).record
    about = told.description
    assert (about.register, about.register_year, about.register_number) == ("letters", 2569, 2948)
    assert about.receiver == "ปลัดจังหวัดตัวอย่าง"
    assert about.signer is not None
    assert about.signer.name == "นายสมมติ  ตัวอย่างดี"
    assert (about.speed, about.retain_until) == ("ด่วนมาก", date(2036, 12, 31))
    assert "ที่ทำการปกครองจังหวัดตัวอย่าง" in about.references[0]
    assert [fact.what for fact in about.facts] == ["numbered"]
    assert {Path(file.name).suffix for file in told.files} == {".json", ".docx"}


def test_an_acting_signature_says_for_whom(office: Office) -> None:
    done = issue(office, "memo", sample("memo-01"))
    signer = office.archive.record(done.id).description.signer
    assert signer is not None
    assert signer.acting_for.startswith("รักษาราชการแทนผู้อำนวยการสำนักงานเขตพื้นที่")
    assert any("ยังไม่ได้บันทึกคำสั่งที่ให้นางสาวจำลอง" in told for told in done.warnings)


def test_the_record_names_the_post_that_was_answered_as_replaced(office: Office) -> None:
    given = sample("memo-01") | {"acting_for": "ผู้อำนวยการกลุ่มอำนวยการ"}
    signer = office.archive.record(issue(office, "memo", given).id).description.signer
    assert signer is not None and signer.acting_for == "รักษาราชการแทนผู้อำนวยการกลุ่มอำนวยการ"


def test_an_order_named_in_the_answers_authorises_and_wins_over_the_dated_row(
    office: Office,
) -> None:
    order, since = "คำสั่งที่ ๓๘๐/๒๕๖๙", date(2026, 11, 1)
    office.acting.add("p02", "รักษาราชการแทน", order, operator(), since=since, until=None)
    told = sample("memo-01", book_no="", date="20/11/2569")
    by_row, by_answer = (
        issue(office, "memo", told | named) for named in ({}, {"acting_order": "คำสั่งที่ ๔๑๒/๒๕๖๙"})
    )
    for done, named in ((by_row, order), (by_answer, "คำสั่งที่ ๔๑๒/๒๕๖๙")):
        signer = office.archive.record(done.id).description.signer
        assert signer is not None and signer.order == named
        assert not any("คำสั่งที่ให้" in told for told in done.warnings)


def test_the_order_of_an_invitation_stands_beside_its_signer(office: Office) -> None:
    given = sample("meeting-03")
    inner = given["invitation"] | {"acting_order": "คำสั่งที่ ๔๑๒/๒๕๖๙"}
    done = issue(office, "invitation", given | {"invitation": inner})
    signer = office.archive.record(done.id).description.signer
    assert signer is not None and signer.order == "คำสั่งที่ ๔๑๒/๒๕๖๙"
    assert not any("คำสั่งที่ให้" in told for told in done.warnings)


def test_numbers_follow_the_back_filled_one_in_the_signers_own_register(office: Office) -> None:
    issue(office, "memo", sample("memo-02"))
    assert issue(office, "memo", memo()).number == "ศธ ๐๔๙๙๙.๑/๖๒๔"
    assert issue(office, "memo", memo(circular=True)).number == "ศธ ๐๔๙๙๙.๑/ว ๑"


def test_a_wrong_answer_gives_no_number_and_leaves_nothing_behind(office: Office) -> None:
    before = office.journal.last()
    with pytest.raises(FormInvalid) as refused:
        issue(office, "memo", memo(subject="", to="", signer="p99"))
    assert len(refused.value.problems) == 3
    assert (numbers(office), office.journal.last()) == ([], before)


def test_a_number_in_use_is_refused_with_the_record_that_has_it(office: Office) -> None:
    issue(office, "memo", sample("memo-01"))
    with pytest.raises(NumberTaken, match="2569/memo/0001"):
        issue(office, "memo", sample("memo-01", subject="เรื่องอื่น"))


@pytest.mark.slow
def test_an_earlier_date_is_refused_unless_the_document_brings_its_number(office: Office) -> None:
    issue(office, "memo", memo())
    with pytest.raises(DateBeforeLastEntry):
        issue(office, "memo", memo() | {"date": date(2026, 11, 19)})
    late = memo() | {"date": date(2026, 11, 19), "book_no": "ศธ ๐๔๙๙๙.๑/๗"}
    assert issue(office, "memo", late).number == "ศธ ๐๔๙๙๙.๑/๗"


def test_another_offices_number_is_refused(office: Office) -> None:
    with pytest.raises(ForeignNumber, match="ศธ ๐๔๙๙๙"):
        issue(office, "memo", sample("memo-02", book_no="ศธ ๐๔๑๒๓/๑"))


def test_without_a_letter_code_nothing_is_numbered(office: Office) -> None:
    office.change_profile(office.profile.with_setting("book_code", ""), operator(), "ลบรหัส")
    with pytest.raises(NoLetterCode):
        issue(office, "memo", memo())


@pytest.mark.slow
def test_one_meeting_file_serves_agenda_invitation_and_minutes(office: Office) -> None:
    given = sample("meeting-01")
    done = [issue(office, form, given) for form in ("agenda", "invitation", "minutes")]
    assert [each.number for each in done] == ["๑๐/๒๕๖๙", "ศธ ๐๔๙๙๙.๑/ว ๑๒๘", "๑๐/๒๕๖๙"]
    meetings = [office.archive.record(each.id).description.meeting for each in done]
    assert {(m.series, m.number, m.year) for m in meetings if m} == {("exec-monthly", 10, 2569)}


def test_minutes_are_filed_once_and_on_the_day_of_their_meeting(office: Office) -> None:
    given = sample("meeting-03")
    issue(office, "agenda", given)
    with pytest.raises(MeetingDateDiffers, match=r"๖ พ\.ย\. ๒๕๖๙"):
        issue(office, "minutes", given | {"date": date(2026, 11, 9)})
    issue(office, "minutes", given)
    with pytest.raises(MeetingFiled, match="2569/minutes/0001"):
        issue(office, "minutes", given)


def test_a_meeting_without_a_number_gets_the_next_of_its_series(office: Office) -> None:
    given = sample("meeting-01")
    issue(office, "agenda", given)
    later = given | {"number": None, "date": date(2026, 11, 25)}
    done = issue(office, "agenda", later)
    assert done.number == "๑๑/๒๕๖๙"
    assert office.archive.record(done.id).description.title.endswith("ครั้งที่ ๑๑/๒๕๖๙")


def test_a_draft_is_printed_signed_and_numbered_afterwards(office: Office) -> None:
    made = office.make("memo", memo(), operator(), for_signature=True)
    assert numbers(office) == []
    done = office.issue_draft(made.draft, operator(), WORD_ONLY)
    facts = office.archive.record(done.id).description.facts
    assert [fact.what for fact in facts] == ["printed", "numbered"]
    with pytest.raises(DraftIssued, match=str(done.id)):
        office.issue_draft(made.draft, operator(), WORD_ONLY)


def test_a_draft_may_lack_what_a_final_needs(office: Office) -> None:
    assert office.make("memo", {"subject": "เรื่องที่ยังเขียนไม่เสร็จ"}, operator()).docx[:2] == b"PK"


def test_signing_and_sending_are_facts_of_their_own(office: Office) -> None:
    done = issue(office, "memo", memo())
    office.note(done.id, Fact("signed", on=date(2026, 11, 20), by="ผอ."), operator())
    office.note(done.id, Fact("sent", on=date(2026, 11, 21), note="ส่งทางระบบ"), operator())
    record = office.archive.record(done.id)
    assert [fact.what for fact in record.description.facts] == ["numbered", "signed", "sent"]
    assert record.versions == 3


def test_a_void_record_keeps_its_files_and_its_number_is_not_given_again(office: Office) -> None:
    done = issue(office, "memo", memo())
    voided = office.void(done.id, "พิมพ์ผิดเรื่อง", operator())
    assert (voided.state, voided.state_reason) == ("void", "พิมพ์ผิดเรื่อง")
    assert office.show(done.id, operator()).row.state == "void"  # type: ignore[union-attr]
    assert issue(office, "memo", memo()).number == "ศธ ๐๔๙๙๙.๑/๒"


def test_an_absent_archive_gives_no_number_and_takes_nothing_in(office: Office) -> None:
    away = office.folder.archive.rename(office.folder.archive.with_name("away"))
    office.folder.archive.mkdir()
    with pytest.raises(ArchiveNotMounted):
        issue(office, "memo", memo())
    assert list(office.folder.archive.iterdir()) == []
    office.folder.archive.rmdir()
    away.rename(office.folder.archive)
    assert issue(office, "memo", memo()).number == "ศธ ๐๔๙๙๙.๑/๑"


def test_an_account_may_do_only_what_its_roles_say(office: Office) -> None:
    office.people.add("tua", "p20", operator())
    collector = office.actor("tua")
    with pytest.raises(NotPermitted, match="ออกเลข"):
        office.issue("memo", memo(), collector, WORD_ONLY)
    office.people.grant("p20", "clerk", "", operator())
    assert office.issue("memo", memo(), office.actor("tua"), WORD_ONLY).number


def test_two_issues_at_the_same_moment_get_two_numbers(office: Office) -> None:
    done: list[Issued] = []
    both = [
        threading.Thread(target=lambda: done.append(issue(office, "memo", memo())))
        for _ in range(2)
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(each.number for each in done) == ["ศธ ๐๔๙๙๙.๑/๑", "ศธ ๐๔๙๙๙.๑/๒"]


@pytest.mark.slow
def test_everything_comes_back_from_the_archive_alone(office: Office) -> None:
    done = issue(office, "memo", sample("memo-01"))
    issue(office, "agenda", sample("meeting-01"))
    office.void(done.id, "พิมพ์ผิด", operator())
    before = snapshot(office)
    office.close()
    for file in office.folder.path.glob("saraban.db*"):
        file.unlink()
    restored, rebuilt = Office.restore(office.folder.path, office.clock)
    assert rebuilt.faults == ()
    assert snapshot(restored) == before
    wish = Wish(group="adm", circular=True, pdf=False)
    assert issue(restored, "memo", sample("memo-01", book_no=""), wish).number.endswith("/ว ๑๔๖")
    restored.close()


def snapshot(office: Office) -> list[object]:
    from archive import catalogue

    with office.db.reading() as conn:
        books = office.registers.years(conn)
        kept = [office.registers.year(conn, code, year) for code, year in books]
        rows = catalogue.export(conn)
    hits = office.find("ประชุม", operator()).hits
    return [rows, kept, [(hit.id, hit.spans) for hit in hits], office.profile]


def test_the_profile_is_kept_version_by_version(office: Office) -> None:
    office.change_profile(office.profile.with_setting("phone", "๐ ๐๐๐๐ ๙๙๙๙"), operator(), "โทร.")
    kept = office.archive.kept("office/profile")
    assert kept is not None
    assert kept.version == 2
    assert "๐ ๐๐๐๐ ๙๙๙๙" in kept.files[0].data.decode()


def test_a_record_id_of_nothing_is_refused_in_thai(office: Office) -> None:
    with pytest.raises(Exception, match="ไม่พบเอกสารรหัส 2569/memo/0099"):
        office.show(RecordId.parse("2569/memo/0099"), operator())


@pytest.mark.parametrize(
    ("dated", "doubt"),
    [
        ("20/11/2567", "เอกสารลงวันพุธที่ ๒๐ พฤศจิกายน ๒๕๖๗ ซึ่งก่อนวันนี้เกินหนึ่งปี"),
        ("24/11/2568", ""),
        ("20/12/2569", ""),
        ("20/1/2570", "เอกสารลงวันพุธที่ ๒๐ มกราคม ๒๕๗๐ ซึ่งหลังวันนี้เกินหนึ่งเดือน"),
    ],
)
def test_a_day_far_from_today_is_issued_with_a_warning(
    office: Office, dated: str, doubt: str
) -> None:
    done = issue(office, "memo", sample("memo-02", book_no="", date=dated))
    doubts = [told for told in done.warnings if told.startswith("เอกสารลง")]
    assert [told.partition(" โปรด")[0] for told in doubts] == [doubt] * bool(doubt)


def test_a_year_of_two_digits_that_goes_back_too_far_is_refused(office: Office) -> None:
    with pytest.raises(DateLongAgo, match=r"วันอังคารที่ ๒๒ พฤศจิกายน ๒๕๒๖.*ครบสี่หลัก"):
        issue(office, "memo", sample("memo-02", book_no="", date="22/11/26"))
    assert numbers(office) == []
