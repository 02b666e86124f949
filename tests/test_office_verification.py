"""What a paper's code tells a stranger, and what it does not."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from hashlib import sha512
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from archive.errors import ArchiveNotMounted
from archive.records import NewFile, RecordId
from office import answers, verification
from office.office import Office, operator
from office.people_errors import TooManyAttempts
from office.plans import Wish
from office.profile import SAMPLE
from office.verification import Verification
from office.verification_errors import CodeUnknown
from tests.conftest import Browser

pytestmark = pytest.mark.slow

HERE = "192.0.2.1"


def letter(office: Office, **changed: Any) -> RecordId:
    given = answers.load(SAMPLE.parent / "letter-01.yaml") | {"book_no": ""} | changed
    return office.issue("letter", given, operator(), Wish(pdf=False)).id


def code_of(office: Office, id: RecordId) -> str:
    return Verification(office).code(id, office.archive.history(id))


def restricted(office: Office, id: RecordId, **told: str) -> None:
    record = office.archive.record(id)
    about = replace(record.description, **(told or {"access": "adm"}))  # type: ignore[arg-type]
    office.archive.add_version(id, record.version, about, (), who="p16", why="จำกัดผู้อ่าน")


def test_a_code_shows_number_day_subject_and_that_it_counts(office: Office) -> None:
    id = letter(office)
    code = code_of(office, id)
    assert code.startswith(f"{id}/") and len(code.rpartition("/")[2]) == 19
    found = Verification(office).look(code, HERE)
    assert (found.number, found.title) == (
        "ศธ ๐๔๙๙๙/๑",
        office.archive.record(id).description.title,
    )
    assert found.is_open and not found.is_void and found.replaced_by == ()
    assert [file.ending for file in found.files] == ["DOCX"]


def test_a_code_is_understood_however_it_is_typed_and_outlives_versions_and_the_database(
    office: Office, tmp_path: Path
) -> None:
    id = letter(office)
    code = code_of(office, id)
    restricted(office, id, access="office")
    assert code_of(office, id) == code
    mark = code.rpartition("/")[2]
    for typed in mark.upper(), mark.replace("-", ""), f" {mark.replace('o', '0')} ":
        assert Verification(office).look(f"{id}/{typed}", HERE).code == code
    office.close()
    (tmp_path / "data" / "saraban.db").unlink()
    restored, _ = Office.restore(tmp_path / "data")
    with closing(restored):
        assert Verification(restored).look(code, HERE).code == code


@pytest.mark.parametrize("told", [{"access": "adm"}, {"secrecy": "ลับ"}])
def test_of_a_paper_for_few_it_says_only_that_it_exists(
    office: Office, told: dict[str, str]
) -> None:
    id, later = letter(office), letter(office)
    record = office.archive.record(later)
    office.amendments.relate(later, record.version, "replaces", str(id), operator())
    restricted(office, id, **told)
    found = Verification(office).look(code_of(office, id), HERE)
    assert (found.number, found.dated, found.title) == ("", None, "")
    assert found.replaced_by == ("",) and found.files[0].sha512


def test_guesses_learn_nothing_not_even_whether_the_record_exists(office: Office) -> None:
    id, other = letter(office), letter(office)
    foreign = code_of(office, other).rpartition("/")[2]
    said = set()
    for guess in f"{id}/{foreign}", f"{id}/", f"{id}", f"2569/letter/0999/{foreign}", "ก" * 9000:
        with pytest.raises(CodeUnknown) as refused:
            Verification(office).look(guess, HERE)
        said.add((str(refused.value), str(refused.value.facts)))
    assert len(said) == 1


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> int:
    """How many questions one address may ask here."""
    monkeypatch.setattr(verification, "MOST_ASKED", 4)
    return verification.MOST_ASKED


def test_questions_are_counted_by_address_and_apart_from_the_log_in(
    office: Office, few: int
) -> None:
    code = code_of(office, letter(office))
    for _ in range(few):
        Verification(office).look(code, HERE)
    with pytest.raises(TooManyAttempts, match="บ่อยเกินไป โปรดรอ 15 นาที"):
        Verification(office).look(code, HERE)
    assert Verification(office).look(code, "192.0.2.2").code == code
    user = office.people.add("clerk", "p15", operator())
    office.people.set_password(user, "ข้าวเหนียวมะม่วง")
    assert office.entrance.enter("clerk", "ข้าวเหนียวมะม่วง", address=HERE, browser="")


def test_without_the_archives_disk_nobody_is_told_that_a_paper_does_not_exist(
    office: Office,
) -> None:
    code = code_of(office, letter(office))
    office.folder.archive.rename(office.folder.archive.with_name("away"))
    with pytest.raises(ArchiveNotMounted):
        Verification(office).look(code, HERE)


def test_void_and_replaced_papers_say_so(office: Office) -> None:
    first, second, third = letter(office), letter(office), letter(office)
    for later in second, third:
        office.amendments.relate(later, 1, "replaces", str(first), operator())
    office.void(third, "พิมพ์ผิด", operator())
    found = Verification(office).look(code_of(office, first), HERE)
    assert found.replaced_by == ("ศธ ๐๔๙๙๙/๒",) and not found.is_void
    assert Verification(office).look(code_of(office, third), HERE).is_void


def test_a_file_is_the_same_only_byte_by_byte_and_old_versions_are_known(office: Office) -> None:
    id = letter(office)
    name = next(f.name for f in office.archive.record(id).files if f.name.endswith(".docx"))
    old, code = office.archive.file_path(id, name).read_bytes(), code_of(office, id)
    new = NewFile(name, old + b"\0")
    office.archive.add_version(id, 1, None, [new], who="p16", why="แก้ไข")
    told = {}
    for data in old, new.data, old[:-1]:
        told[data] = Verification(office).look(code, HERE, sha512(data).hexdigest()).same
    assert told[old[:-1]] is None
    same, newest = told[old], told[new.data]
    assert same is not None and (same.version, same.newest) == (1, False)
    assert newest is not None and (newest.version, newest.newest) == (2, True)
    own = sha512(office.archive.file_path(id, "record.json").read_bytes()).hexdigest()
    assert Verification(office).look(code, HERE, own).same is None


@pytest.fixture
def stranger(browser: Browser) -> Iterator[Browser]:
    """Somebody who has no account."""
    yield browser


def test_a_stranger_follows_the_link_of_the_records_page_and_compares_a_file(
    stranger: Browser, office: Office
) -> None:
    id = letter(office)
    clerk = Browser(stranger.app).come_in("p16")
    code = code_of(office, id)
    assert f'value="http://localhost/verify/{code}"' in clerk.get(f"/records/{id}").text
    page = stranger.get(f"/verify/{code}")
    assert "มีเอกสารนี้ในคลังเอกสาร" in page.text and "ศธ ๐๔๙๙๙/๑" in page.text
    assert page.headers["X-Robots-Tag"] == "noindex" and "เข้าระบบ" not in page.text
    path = next(f for f in office.archive.record(id).files if f.name.endswith(".docx")).name
    data = office.archive.file_path(id, path).read_bytes()
    same = stranger.post(f"/verify/{code}", file=(BytesIO(data), "ก.docx"))
    assert "ตรงกับที่สำนักงานเก็บไว้ทุกไบต์" in same.text
    large = BytesIO(data + bytes(1_000_000))
    answer = stranger.post(f"/verify/{code}", file=(large, "ข.docx"))
    assert "ไฟล์ไม่ตรงกับที่สำนักงานเก็บไว้" in answer.text and answer.status_code == 200
    none = stranger.post(f"/verify/{code}")
    assert none.status_code == 422 and "โปรดเลือกไฟล์" in none.text


def test_the_page_keeps_the_subject_and_the_names_of_files_of_a_paper_for_few(
    stranger: Browser, office: Office
) -> None:
    id = letter(office, subject="ขอความร่วมมือเรื่องที่ไม่ควรรู้กัน")
    restricted(office, id)
    page = stranger.get(f"/verify/{code_of(office, id)}").text
    assert "เปิดให้อ่านเฉพาะผู้เกี่ยวข้อง" in page and "SHA-512" in page
    assert "ไม่ควรรู้กัน" not in page and "๐๔๙๙๙" not in page


def test_a_typed_code_leads_to_its_page_and_a_wrong_one_is_told_kindly(
    stranger: Browser, office: Office, few: int
) -> None:
    code = code_of(office, letter(office))
    answer = stranger.get(f"/verify?code=+{code}+")
    assert answer.status_code == 302 and answer.location.endswith(f"/verify/{code}")
    wrong = stranger.get("/verify/2569/letter/0001/aaaa-%3Cb%3E")
    assert wrong.status_code == 404 and "ไม่พบเอกสารตามรหัสนี้" in wrong.text
    assert "aaaa-&lt;b&gt;" in wrong.text
    for _ in range(few - 1):
        stranger.get(f"/verify/{code}")
    assert stranger.get(f"/verify/{code}").status_code == 429
