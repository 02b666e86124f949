"""A recording is kept as it came, heard in pieces by few; its transcript is a text."""

import io
from datetime import date
from typing import Any
from unittest.mock import Mock

import pytest

from archive.catalogue import Filters
from office.meeting import recording
from office.meeting.recording import kind_of
from office.meeting.recording_errors import (
    RecordingDamaged,
    RecordingRefused,
    TranscriptRefused,
    UnknownRecording,
)
from office.meeting.transcript import MOST_CUES, Cue, read
from office.office import Office
from office.people_errors import NotPermitted
from office.permissions import operator
from tests.conftest import Browser
from tests.test_minutes_day import MEETING

ME = operator()
SOUND = b"ID3\x04" + bytes(range(256)) * 8


@pytest.fixture
def case(office: Office) -> int:
    return office.cases.begin("meeting", MEETING, ME).id


def kept(office: Office, case: int) -> int:
    return office.recordings.take(case, "เสียง.mp3", io.BytesIO(SOUND), ME).id


def test_a_recording_is_kept_once_under_its_hash_and_a_changed_one_is_noticed(
    office: Office, case: int
) -> None:
    id = kept(office, case)
    assert kept(office, case) == id
    found, path = office.recordings.file(case, id, ME)
    assert path.read_bytes() == SOUND and path.name == found.sha512
    assert not list(path.parent.parent.glob("recording.*"))
    path.write_bytes(SOUND[:-1])
    with pytest.raises(RecordingDamaged, match="ขนาดไม่ตรง"):
        office.recordings.file(case, id, ME)


def test_a_filed_case_has_its_recording_in_the_archive_where_a_changed_byte_is_found(
    office: Office, case: int
) -> None:
    id = kept(office, case)
    office.recordings.transcribe(case, id, "ถอด.txt", "ขอให้ซ่อมหลังคาก่อนฝน".encode(), ME)
    outside = office.recordings.file(case, id, ME)[1]
    (record,) = office.recordings_filed.file(case, ME)
    assert office.recordings_filed.file(case, ME) == () and not outside.exists()
    _, path = office.recordings_filed.lies(case, id, ME)
    assert path.read_bytes() == SOUND and office.folder.archive in path.parents
    told = office.archive.record(record).description
    assert (told.case, told.dated) == (office.cases.get(case, ME).title, date(2026, 11, 20))
    assert office.verify(ME).faults == ()
    path.chmod(0o600)
    path.write_bytes(SOUND[:-1] + b"!")
    assert {str(record) in fault.where for fault in office.verify(ME).faults} == {True}


def test_a_filed_recording_is_read_by_its_group_and_found_by_its_transcript(
    office: Office, case: int, browser: Browser
) -> None:
    id = kept(office, case)
    office.recordings.transcribe(case, id, "ถอด.txt", "ขอให้ซ่อมหลังคาก่อนฝน".encode(), ME)
    clerk = browser.come_in("p15")
    clerk.post(f"/work/{case}/end", {"seen": "1", "state": "closed"})
    (record,) = office.recordings_filed.records(case).values()
    assert clerk.get(f"/work/{case}/day/recording/{id}").data == SOUND
    assert clerk.get(f"/records/{record}").status_code == 200
    assert "ซ่อมหลังคา" in clerk.get("/find?q=ซ่อมหลังคาก่อนฝน").text
    assert browser.come_in("p12").get(f"/records/{record}").status_code in (403, 404)


def test_a_recording_whose_filing_broke_off_is_filed_once(office: Office, case: int) -> None:
    id = kept(office, case)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(office.archive, "enter", broken := Mock(side_effect=OSError("ไฟดับ")))
        with pytest.raises(OSError):
            office.recordings_filed.file(case, ME)
    assert broken.called and office.recordings.file(case, id, ME)[1].exists()
    office.recover()
    (record,) = office.recordings_filed.file(case, ME)
    assert office.recordings_filed.records(case) == {id: record}
    assert len(office.browse(Filters(case=office.cases.get(case, ME).title), ME).rows) == 1


def test_what_is_no_sound_or_too_large_is_refused_and_leaves_nothing(
    office: Office, case: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for data in (b"<html><script>alert(1)</script>", b"%PDF-1.7", b"", b"MZ\x90\x00"):
        with pytest.raises(RecordingRefused, match="ไม่ใช่ไฟล์เสียง"):
            office.recordings.take(case, "เสียง.mp3", io.BytesIO(data), ME)
    monkeypatch.setattr(recording, "MOST_BYTES", 1000)
    with pytest.raises(RecordingRefused, match="ใหญ่เกิน"):
        kept(office, case)
    folder = office.folder.place("meetings")
    assert not [path for path in folder.rglob("*") if path.is_file()]
    assert not office.recordings.of(case, ME)


def test_sound_is_told_by_its_first_bytes() -> None:
    assert kind_of(b"\x00\x00\x00\x20ftypM4A ") == "audio/mp4"
    assert kind_of(b"RIFF\x00\x00\x00\x00WAVEfmt ") == "audio/wav"
    assert kind_of(b"OggS\x00") == "audio/ogg"
    with pytest.raises(RecordingRefused):
        kind_of(b"RIFF\x00\x00\x00\x00AVI LIST")


def test_a_removed_recording_needs_a_reason_and_belongs_to_its_own_meeting(
    office: Office, case: int
) -> None:
    id = kept(office, case)
    other = office.cases.begin("meeting", MEETING, ME).id
    with pytest.raises(UnknownRecording):
        office.recordings.file(other, id, ME)
    with pytest.raises(RecordingRefused, match="เหตุผล"):
        office.recordings.remove(case, id, " ", ME)
    office.recordings.remove(case, id, "ไฟล์ของการประชุมอื่น", ME)
    assert not office.recordings.of(case, ME)


SRT = (
    "1\r\n00:00:01,000 --> 00:00:04,500\r\n<i>ประธาน</i>เปิดประชุม\r\n\r\n"
    "2\n01:02:03,000 --> 01:02:04,000\nก\nข\n"
)
VTT = (
    "WEBVTT\n\nNOTE ไม่อ่าน\nบรรทัดนี้ด้วย\n\nSTYLE\n::cue{}\n\n"
    "id\n00:05.000 --> 00:07.000 align:start\n<v นายก>รับทราบ\n"
)


def test_transcripts_of_three_kinds_are_read_with_their_times() -> None:
    assert read("ก.srt", SRT.encode()) == (Cue("ประธานเปิดประชุม", 1), Cue("ก ข", 3723))
    assert read("ก.vtt", VTT.encode()) == (Cue("รับทราบ", 5),)
    text = "[12:05] เริ่มวาระ\n\nไม่มีเวลา\n1:00:01 ปิด"
    assert read("ก.TXT", text.encode("cp874")) == (
        Cue("เริ่มวาระ", 725),
        Cue("ไม่มีเวลา"),
        Cue("ปิด", 3601),
    )


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("ก.exe", b"x", "รับเฉพาะไฟล์"),
        ("ก.txt", b"a\x00b", "ไม่ใช่ไฟล์ข้อความ"),
        ("ก.srt", b"hello", "ไม่มีข้อความ"),
        ("ก.txt", b"\n" * 10, "ไม่มีข้อความ"),
        ("ก.txt", b"a\n" * (MOST_CUES + 1), "มากเกิน"),
        ("ก.txt", b"a" * (5 * 2**20 + 1), "ใหญ่เกิน"),
        ("ก.txt", b"\xff\xfea", "อ่านรหัสอักษรไม่ได้"),
    ],
)
def test_what_is_no_transcript_is_refused_with_the_reason(name: str, data: bytes, why: str) -> None:
    with pytest.raises(TranscriptRefused, match=why):
        read(name, data)


def test_a_hostile_transcript_stays_a_text_on_the_page(
    browser: Browser, office: Office, case: int
) -> None:
    id = kept(office, case)
    said = "<img src=x onerror=alert(1)>สวัสดี<script>alert(2)</script> & {{ 7*7 }} <<b>x"
    evil = f"WEBVTT\n\n00:01.000 --> 00:02.000\n{said}"
    path = f"/work/{case}/day/recording/{id}"
    browser.come_in("p15")
    assert (
        browser.post(path, {"transcript": (io.BytesIO(evil.encode()), "ก.vtt")}).status_code == 303
    )
    text = browser.get(f"/work/{case}/day").text
    assert "สวัสดี" in text and "{{ 7*7 }}" in text and 'data-jump="1"' in text
    assert "<img src=x" not in text and "<script>alert" not in text
    long = b"00:01 --> 00:02\n" + b"<" * 400_000 + b"\n\n"
    assert read("ก.srt", long)[0].at == 1


def test_sound_is_given_in_pieces_as_sound_and_only_to_whom_it_concerns(
    browser: Browser, office: Office, case: int
) -> None:
    path = f"/work/{case}/day/recording"
    browser.come_in("p15")
    upload: dict[str, Any] = {"recording": (io.BytesIO(SOUND), "../../บันทึก.html")}
    assert browser.post(path, upload).status_code == 303
    (one,) = office.recordings.of(case, ME)
    assert one.name == "บันทึก.html"
    answer = browser.get(f"{path}/{one.id}", headers={"Range": "bytes=4-7"})
    assert answer.status_code == 206 and answer.data == SOUND[4:8]
    assert answer.headers["Content-Type"] == "audio/mpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    page = browser.get(f"/work/{case}/day")
    assert "media-src 'self'" in page.headers["Content-Security-Policy"]
    assert "<audio" in page.text
    browser.come_in("p06")
    assert browser.get(f"{path}/{one.id}").status_code == 403
    assert "<audio" not in browser.get(f"/work/{case}/day").text
    with pytest.raises(NotPermitted):
        office.recordings.of(case, office.actor("p06"))


def test_a_file_that_is_no_sound_is_told_at_its_field(
    browser: Browser, office: Office, case: int
) -> None:
    browser.come_in("p15")
    path = f"/work/{case}/day/recording"
    sent = browser.post(path, {"recording": (io.BytesIO(b"GIF89a"), "ก.mp3")})
    assert sent.status_code == 422 and 'href="#recording"' in sent.text
    assert browser.post(path).status_code == 422
