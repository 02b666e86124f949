"""The first start: an empty folder becomes an office in the browser."""

import re
import time
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import Client

from office.first_start import FirstStart, has_accounts
from office.office import Office
from tests.conftest import NOON
from web import first_start
from web.app import create
from web.first_account import KEY
from web.serving import Door

pytestmark = pytest.mark.slow

FACTS = {"name_full": "โรงเรียนบ้านทดลอง", "book_code": "ศธ ๐๔๑๒๓", "id": "ban-thotlong"}
GROUPS = {"name-0": "กลุ่มวิชาการ", "short-0": "", "code-0": "๒", "id-0": ""}
PERSON = {"position_short-0": "", "duty-0": "", "group-0": "g01", "role-0": "registrar", "id-0": ""}
PEOPLE = PERSON | {"name-0": "นางสาวใจดี มีสุข", "position-0": "ครูชำนาญการ"}
PASSWORD = "ข้าวเหนียวมะม่วง"


@pytest.fixture
def founded() -> list[Office]:
    """The offices that the pages opened."""
    return []


@pytest.fixture
def client(tmp_path: Path, founded: list[Office]) -> FlaskClient:
    pages = first_start.create(FirstStart(tmp_path / "data", lambda: NOON), "key", founded.append)
    return pages.test_client()


def up_to_registers(client: FlaskClient) -> None:
    client.post("/first/key/office", data=FACTS)
    client.post("/first/key/groups", data=GROUPS | {"act": "save"})
    done = client.post("/first/key/people", data=PEOPLE | {"act": "save"})
    assert done.location == "/first/key/registers"


def test_an_office_is_founded_with_its_people_groups_and_next_numbers(
    client: FlaskClient, founded: list[Office]
) -> None:
    up_to_registers(client)
    page = client.get("/first/key/registers")
    assert "ทะเบียนหนังสือส่ง กลุ่มวิชาการ" in page.text
    done = client.post("/first/key/registers", data={"letters": "๑๒๓", "emblem": "preprinted"})
    assert done.location == "/first/key/account"
    (office,) = founded
    assert {book.code: n for book, n in office.standing(2569)}["letters"] == 123
    assert office.profile.emblem["letter"] == "preprinted"
    assert office.profile.people[0].name.full == "นางสาวใจดี  มีสุข"
    assert not list(office.folder.path.glob("first-start*"))


def test_the_first_account_administers_and_nobody_can_make_a_second_that_way(
    client: FlaskClient, founded: list[Office]
) -> None:
    up_to_registers(client)
    client.post("/first/key/registers", data={"emblem": "none"})
    app = create(founded[0])
    app.extensions[KEY] = "key"
    browser = app.test_client()
    secret = re.search(r'name="csrf" value="([^"]+)"', browser.get("/first/key/account").text)
    assert secret
    account = {"person": "p01", "user": "jaidee", "password": PASSWORD, "again": PASSWORD}
    done = browser.post("/first/key/account", data=account | {"csrf": secret[1]})
    assert done.location == "/"
    assert browser.get("/people").status_code == 200
    assert browser.get("/find").status_code == 200
    assert app.test_client().get("/first/key/account").location == "/enter"


def test_every_fault_of_the_first_account_is_told_at_once(
    client: FlaskClient, founded: list[Office]
) -> None:
    up_to_registers(client)
    client.post("/first/key/registers", data={"emblem": "none"})
    app = create(founded[0])
    app.extensions[KEY] = "key"
    browser = app.test_client()
    secret = re.search(r'name="csrf" value="([^"]+)"', browser.get("/first/key/account").text)
    assert secret
    account = {"person": "p01", "user": "ใจดี", "password": "สั้น", "again": "อื่น"}
    page = browser.post("/first/key/account", data=account | {"csrf": secret[1]})
    assert page.status_code == 422
    for words in "ใช้ได้เฉพาะ a-z", "ต้องยาวอย่างน้อย", "สองช่องไม่ตรงกัน":
        assert words in page.text


def test_the_address_that_was_not_told_leads_nowhere(client: FlaskClient) -> None:
    for path in "/", "/first/other", "/first/other/office", "/enter":
        page = client.get(path)
        assert page.status_code == 404
        assert "ยังไม่ได้ตั้งสำนักงาน" in page.text


def test_what_was_typed_survives_a_restart(
    client: FlaskClient, tmp_path: Path, founded: list[Office]
) -> None:
    client.post("/first/key/office", data=FACTS)
    again = first_start.create(FirstStart(tmp_path / "data"), "new", founded.append).test_client()
    assert "โรงเรียนบ้านทดลอง" in again.get("/first/new/office").text
    assert "ทำต่อจากที่ค้างไว้" in again.get("/first/new").text


WRONG = {"book_code": "๑๒๓", "id": "ไทย", "phone": "๐ ๒", "fax": "xx", "email_saraban": "ไม่ใช่อีเมล"}


def test_wrong_facts_are_told_together_and_stay_in_their_fields(client: FlaskClient) -> None:
    page = client.post("/first/key/office", data=WRONG)
    for words in "โปรดใส่ชื่อเต็ม", "ตามด้วยเลข", "เช่น tuayang-esa1", 'value="๑๒๓"', 'value="๐ ๒"':
        assert words in page.text
    for field in WRONG | {"name_full": ""}:
        assert f'href="#{field}"' in page.text
    assert '<a href="#name_full">ชื่อเต็มของสำนักงาน: ' in page.text


@pytest.mark.parametrize("typed", ["tuayang-esa1", "tuayang-esa๑"])
def test_the_id_of_the_pages_own_example_is_taken(client: FlaskClient, typed: str) -> None:
    assert client.post("/first/key/office", data=FACTS | {"id": typed}).status_code == 302
    assert 'value="tuayang-esa1"' in client.get("/first/key/office").text


def test_a_number_that_is_none_is_told_under_its_registers_title(client: FlaskClient) -> None:
    up_to_registers(client)
    page = client.post("/first/key/registers", data={"letters": "หนึ่ง", "emblem": "none"}).text
    assert '<a href="#letters">ทะเบียนหนังสือส่ง: ใส่เลขถัดไป' in page
    assert "letters:" not in page


def test_people_are_pasted_out_of_a_spreadsheet(client: FlaskClient) -> None:
    client.post("/first/key/office", data=FACTS)
    client.post("/first/key/groups", data=GROUPS | {"act": "save"})
    pasted = "นายสมชาย เก่งกาจ\tครู\tหัวหน้างาน\tกลุ่มวิชาการ\nนางสมศรี ดีงาม"
    page = client.post("/first/key/people", data=PEOPLE | {"act": "paste", "paste": pasted})
    assert 'value="นางสาวใจดี มีสุข"' in page.text
    assert 'value="นายสมชาย เก่งกาจ"' in page.text
    assert page.text.count('value="g01" selected') == 2


def test_an_old_letter_tells_name_code_and_address(client: FlaskClient) -> None:
    letter = Path("templates/forms/letter/template.docx").read_bytes()
    done = client.post("/first/key", data={"letter": (BytesIO(letter), "เดิม.docx"), "way": "own"})
    assert done.location == "/first/key/office"


def test_a_file_that_is_no_word_letter_is_refused_in_words(client: FlaskClient) -> None:
    page = client.post("/first/key", data={"letter": (BytesIO(b"%PDF-1.7"), "a.docx")})
    assert "อ่านหนังสือเดิมไม่ได้" in page.text


def ask_for_the_sample(client: FlaskClient) -> None:
    """Ask for the sample office and look again and again until it is ready."""
    assert client.post("/first/key", data={"way": "sample"}).location == "/first/key/sample"
    seen = []
    while (page := client.get("/first/key/sample")).status_code == 200:
        assert "กำลังสร้างสำนักงานตัวอย่าง" in page.text
        told = client.get("/first/key/sample", headers={"Accept": "application/json"})
        seen.append(told.json["done"] if told.is_json else 0)  # type: ignore[index]
        time.sleep(0.1)
    assert page.location == "/first/key/account"
    assert len(set(seen)) > 1


def test_the_sample_office_is_stopped_and_leaves_nothing(
    client: FlaskClient, founded: list[Office], tmp_path: Path
) -> None:
    client.post("/first/key", data={"way": "sample"})
    page = client.post("/first/key/sample")
    assert "หยุดแล้ว ยังไม่ได้สร้าง" in page.text
    assert set(re.findall(r'<form method="post" action="([^"]+)"', page.text)) == {"/first/key"}
    assert list((tmp_path / "data").iterdir()) == []
    assert founded == []
    assert client.post("/first/key/office", data=FACTS).location == "/first/key/groups"


def test_a_sample_office_that_fails_says_why_and_may_be_asked_for_again(
    client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.files.RESERVE", 2**60)
    client.post("/first/key", data={"way": "sample"})
    while "กำลังสร้าง" in (page := client.get("/first/key/sample")).text:
        time.sleep(0.05)
    assert "พื้นที่ดิสก์ไม่พอ" in page.text
    assert "ลองกับสำนักงานตัวอย่าง" in page.text
    assert list((tmp_path / "data").iterdir()) == []


@pytest.mark.slow
def test_the_sample_office_is_tried_without_a_password_but_only_by_the_told_address(
    client: FlaskClient, founded: list[Office]
) -> None:
    ask_for_the_sample(client)
    (office,) = founded
    assert not (office.folder.path / "unfinished").exists()
    app = create(office)
    app.extensions[KEY] = "key"
    browser = app.test_client()
    assert browser.get("/first/guessed").status_code == 404
    secret = re.search(r'name="csrf" value="([^"]+)"', browser.get("/first/key").text)
    assert secret
    data = {"csrf": secret[1], "person": "p15"}
    assert browser.post("/first/key", data=data).location == "/"
    assert not has_accounts(office)
    assert browser.get("/find?q=ประชุม").text.count("<mark>") > 3


@pytest.mark.slow
def test_one_door_leads_from_the_empty_folder_into_the_office(tmp_path: Path) -> None:
    with ExitStack() as stack:
        door = Door(tmp_path / "data", (), stack)
        client = Client(door)
        base = f"/first/{door.key}"
        client.post(f"{base}/office", data=FACTS)
        client.post(f"{base}/groups", data=GROUPS | {"act": "save"})
        client.post(f"{base}/people", data=PEOPLE | {"act": "save"})
        done = client.post(f"{base}/registers", data={"emblem": "none"})
        page = client.get(done.location)
        assert "เหลือบัญชีของท่าน" in page.text
        assert client.get("/").location.startswith("/enter")
        assert client.get("/health").json == {"ok": True}
    again = ExitStack()
    with again:
        assert Door(tmp_path / "data", (), again).leads  # nobody can log in yet: told anew
