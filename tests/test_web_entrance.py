"""Who comes in: by link, password and PIN; and what keeps others out."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copytree

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from office.accounts import accounts
from office.attempts import MOST_PER_ACCOUNT
from office.office import Office, operator
from tests.conftest import NOON, Browser, prepared
from web.app import create

pytestmark = pytest.mark.slow

PASSWORD = "ข้าวเหนียวมะม่วง"


class Clock:
    """A clock that a test turns forward."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **units: float) -> None:
        self.now += timedelta(**units)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with two accounts."""
    with prepared(new_office, tmp_path_factory) as office:
        for user, person in ("clerk", "p15"), ("head", "p05"):
            office.people.set_password(office.people.add(user, person, operator()), PASSWORD)
        return office.folder.path


@pytest.fixture
def office(begun: Path, tmp_path: Path, clock: Clock) -> Iterator[Office]:
    opened = Office.open(copytree(begun, tmp_path / "data"), clock)
    yield opened
    opened.close()


def log_in(browser: Browser, user: str = "clerk", **more: str) -> int:
    return browser.post("/enter", name=user, password=PASSWORD, **more).status_code


def who(browser: Browser) -> str:
    found = re.search(r'class="person">\s*<p><a [^>]*>([^<]+)', browser.get("/enter").text)
    return found[1] if found else ""


def test_a_one_time_link_sets_a_password_and_is_spent(browser: Browser, office: Office) -> None:
    link = office.people.add("director", "p01", operator())
    done = browser.post(f"/welcome/{link}", password=PASSWORD, again=PASSWORD)
    assert done.status_code == 302
    assert "ตัวอย่างดี" in who(browser)
    assert "ขอลิงก์ใหม่จากผู้ดูแลระบบ" in browser.get(f"/welcome/{link}").text


def test_a_password_is_kept_as_costly_as_rfc_9106_advises(
    browser: Browser, office: Office, costly: PasswordHasher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("office.hashing._HASHER", costly)
    office.people.set_password(office.people.add("director", "p01", operator()), PASSWORD)
    with office.db.reading() as conn:
        kept = conn.scalar(select(accounts.c.password).where(accounts.c.user == "director"))
    assert str(kept).startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert log_in(browser, "director") == 302


def test_looking_at_a_link_does_not_spend_it(browser: Browser, office: Office) -> None:
    link = office.people.add("director", "p01", operator())
    assert browser.get(f"/welcome/{link}").status_code == 200
    short = browser.post(f"/welcome/{link}", password="สั้น", again="สั้น")
    assert "อย่างน้อย ๑๐ ตัวอักษร" in short.text
    assert browser.get(f"/welcome/{link}").status_code == 200


def test_a_wrong_password_does_not_tell_whether_the_user_exists(browser: Browser) -> None:
    one = browser.post("/enter", name="clerk", password="ไม่ใช่รหัสนี้แน่")
    other = browser.post("/enter", name="nobody", password="ไม่ใช่รหัสนี้แน่")
    for page in one, other:
        assert "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง" in page.text
    assert one.status_code == other.status_code


def test_guessing_is_stopped_for_a_while_even_with_the_right_password(
    browser: Browser, clock: Clock
) -> None:
    for _ in range(MOST_PER_ACCOUNT):
        browser.post("/enter", name="clerk", password="เดารหัสผ่านไปเรื่อย")
    assert log_in(browser) == 429
    assert log_in(browser, "head") == 302
    clock.forward(minutes=16)
    assert log_in(browser) == 302


def test_one_address_cannot_try_every_account(browser: Browser, office: Office) -> None:
    for n in range(40):
        with office.db.writing() as conn:
            office.entrance.attempts.count(conn, f"user{n}", "127.0.0.1", office.clock())
    assert log_in(browser) == 429


def test_a_cookie_planted_before_log_in_is_worth_nothing(browser: Browser) -> None:
    browser.get("/enter")
    planted = browser.client.get_cookie("saraban")
    assert planted
    log_in(browser)
    thief = Browser(browser.app)
    thief.client.set_cookie("saraban", planted.value)
    assert who(thief) == ""
    assert "ร่างเรียบ" not in thief.get("/switch").text


def test_logging_out_ends_the_session_also_for_a_copied_cookie(browser: Browser) -> None:
    log_in(browser)
    copied = browser.client.get_cookie("saraban")
    assert copied
    browser.post("/leave")
    thief = Browser(browser.app)
    thief.client.set_cookie("saraban", copied.value)
    assert who(thief) == ""


@pytest.mark.parametrize(
    "target",
    ["//host.example", "/\\host.example", "https://host.example", "\t//host.example", "/\n/x"],
)
def test_log_in_leads_to_no_other_host(browser: Browser, target: str) -> None:
    done = browser.post("/enter", name="clerk", password=PASSWORD, next=target)
    assert done.location == "/"
    browser.post("/account/pin", pin="2580")
    assert browser.post("/switch", user="clerk", pin="2580", next=target).location == "/"
    assert browser.post("/letters", next=target).location == "/"


def test_log_in_goes_on_to_the_page_that_was_asked_for(browser: Browser) -> None:
    asked = browser.get("/find?q=ประชุม")
    assert asked.location.startswith("/enter?next=/find")
    done = browser.post("/enter", name="clerk", password=PASSWORD, next="/find?q=ประชุม")
    assert done.location.startswith("/find?q=")


def test_a_form_without_its_secret_changes_nothing_and_shows_what_was_typed(
    browser: Browser, office: Office
) -> None:
    log_in(browser)
    done = browser.client.post("/account/pin", data={"pin": "2580", "note": "ข้อความที่พิมพ์ไว้นาน"})
    assert done.status_code == 400
    assert "ข้อความที่พิมพ์ไว้นาน" in done.text
    assert "2580" not in done.text
    assert not office.entrance.has_pin("clerk")


def test_the_secret_of_another_person_is_refused(browser: Browser) -> None:
    log_in(browser)
    foreign = browser.secret()
    other = Browser(browser.app)
    log_in(other, "head")
    assert other.client.post("/leave", data={"csrf": foreign}).status_code == 400


@pytest.mark.parametrize("hours", [1, 16])
def test_text_posted_after_an_idle_hour_or_a_night_comes_back_after_log_in(
    browser: Browser, clock: Clock, hours: int
) -> None:
    log_in(browser)
    typed = {"csrf": browser.secret(), "note": "บันทึกการประชุมยาวมาก"}
    clock.forward(hours=hours)
    log_in(Browser(browser.app), "head")  # who logs in elsewhere clears nothing away
    late = browser.client.post("/letters", data=typed)
    assert late.status_code == 302  # public: nobody needs to be logged in for it
    late = browser.client.post("/account/pin", data=typed)
    assert late.status_code == 401
    held = re.search(r'name="held" value="([^"]+)"', late.text)
    assert held
    back = browser.post("/enter", name="clerk", password=PASSWORD, held=held[1])
    assert "บันทึกการประชุมยาวมาก" in back.text
    assert 'action="/account/pin"' in back.text


def test_held_text_of_another_person_is_not_sent_in_ones_own_name(
    browser: Browser, clock: Clock
) -> None:
    log_in(browser)
    typed = {"csrf": browser.secret(), "note": "ข้อความของเจ้าหน้าที่"}
    clock.forward(hours=1)
    late = browser.client.post("/account/pin", data=typed)
    held = re.search(r'name="held" value="([^"]+)"', late.text)
    assert held
    back = browser.post("/enter", name="head", password=PASSWORD, held=held[1])
    assert 'action="/account/pin"' not in back.text


def test_a_session_whose_day_is_over_lets_nobody_act(browser: Browser, clock: Clock) -> None:
    log_in(browser)
    for _ in range(24):  # never idle, but for twelve hours
        clock.forward(minutes=29)
        assert browser.get("/account").status_code == 200
    clock.forward(minutes=29)
    assert browser.get("/account").location.startswith("/enter")
    assert who(browser) == ""
    assert "จดจำ" not in browser.get("/switch").text


def test_an_idle_person_is_asked_again_who_it_is(browser: Browser, clock: Clock) -> None:
    log_in(browser)
    clock.forward(minutes=29)
    assert browser.get("/account").status_code == 200
    clock.forward(minutes=29)
    assert browser.get("/account").status_code == 200
    clock.forward(minutes=31)
    assert browser.get("/account").location.startswith("/enter")


def test_another_person_takes_over_by_pin(browser: Browser) -> None:
    log_in(browser)
    browser.post("/account/pin", pin="๒๕๘๐")
    log_in(browser, "head")
    assert "ร่างเรียบ" in who(browser)
    assert browser.post("/switch", user="clerk", pin="2580").status_code == 302
    assert "จดจำ" in who(browser)


def test_a_pin_is_no_good_where_the_password_was_not_given_today(
    browser: Browser, clock: Clock
) -> None:
    log_in(browser)
    browser.post("/account/pin", pin="2580")
    elsewhere = Browser(browser.app)
    assert "โปรดใช้รหัสผ่าน" in elsewhere.post("/switch", user="clerk", pin="2580").text
    clock.forward(hours=13)
    assert "โปรดใช้รหัสผ่าน" in browser.post("/switch", user="clerk", pin="2580").text


def test_five_wrong_pins_ask_for_the_password(browser: Browser) -> None:
    log_in(browser)
    browser.post("/account/pin", pin="2580")
    for _ in range(5):
        assert "PIN ไม่ถูกต้อง" in browser.post("/switch", user="clerk", pin="9999").text
    assert "โปรดใช้รหัสผ่าน" in browser.post("/switch", user="clerk", pin="2580").text
    log_in(browser)
    assert browser.post("/switch", user="clerk", pin="2580").status_code == 302


@pytest.mark.parametrize("pin", ["1234", "0000", "98765", "12", "ab12", "1234567"])
def test_a_pin_that_anybody_guesses_is_refused(browser: Browser, pin: str) -> None:
    log_in(browser)
    assert "ไม่ใช่เลขเดียวกันทั้งหมด" in browser.post("/account/pin", pin=pin).text


def test_a_new_password_ends_the_sessions_on_other_machines(browser: Browser) -> None:
    log_in(browser)
    elsewhere = Browser(browser.app)
    log_in(elsewhere)
    new = "ฝนตกที่หน้าต่าง"
    browser.post("/account/password", old=PASSWORD, password=new, again=new)
    assert "จดจำ" in who(browser)
    assert who(elsewhere) == ""


def test_a_closed_account_is_out_at_once(browser: Browser, office: Office) -> None:
    log_in(browser)
    office.people.close("clerk", operator())
    assert browser.get("/account").location.startswith("/enter")


def test_cookies_are_for_the_server_alone_and_secure_over_https(browser: Browser) -> None:
    plain = browser.get("/enter").headers["Set-Cookie"]
    assert "HttpOnly" in plain
    assert "SameSite=Lax" in plain
    assert "Secure" not in plain
    secure = Browser(browser.app).get("/enter", base_url="https://localhost")
    assert "Secure" in secure.headers["Set-Cookie"]


def test_the_key_that_signs_cookies_is_kept_from_other_users(office: Office) -> None:
    create(office)
    key = office.folder.place("work") / "secret.key"
    assert key.stat().st_mode & 0o077 == 0
    assert create(office).secret_key == key.read_text()


def test_pages_bring_no_script_or_style_of_their_own(browser: Browser) -> None:
    log_in(browser)
    page = browser.get("/account")
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=", page.text)


def test_a_name_that_is_not_ours_is_not_answered(office: Office) -> None:
    app = create(office, ("localhost",))
    assert Browser(app).get("/enter").status_code == 200
    borrowed = Browser(app).get("/enter", base_url="http://attacker.example")
    assert borrowed.status_code == 400
    assert "เข้าระบบ" not in borrowed.text


def test_faults_of_ours_are_logged_by_place_and_never_by_what_was_typed(
    browser: Browser, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = "ความลับในเอกสาร"

    def broken() -> str:
        raise ValueError(typed)

    monkeypatch.setitem(browser.app.view_functions, "help", broken)
    page = browser.get("/help")
    assert page.status_code == 500
    mark = re.search(r"อ้างอิง (\S+)", page.text)
    assert mark
    assert "ValueError" in caplog.text
    assert typed not in caplog.text + page.text


def test_a_locked_database_is_told_and_passes(browser: Browser, office: Office) -> None:
    log_in(browser)
    with office.db.writing():
        assert browser.get("/account").status_code == 200
    assert browser.get("/health").json["ok"] is True  # type: ignore[index]
