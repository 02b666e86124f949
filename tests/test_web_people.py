"""What an administrator does: accounts, roles, the office's own facts."""

import re
from io import BytesIO

import pytest
from PIL import Image

from office.office import Office, operator
from office.permissions import may
from tests.conftest import Browser

pytestmark = pytest.mark.slow

PASSWORD = "ข้าวเหนียวมะม่วง"


@pytest.fixture
def admin(browser: Browser) -> Browser:
    return browser.come_in("p07")


def test_a_new_account_comes_with_a_link_that_is_shown_once(admin: Browser) -> None:
    page = admin.post("/people/add", user="Director", person="p01", role="", group="")
    link = re.search(r"<code>http://localhost(/welcome/[^<]+)", page.text)
    assert link
    assert link[1] not in admin.get("/people").text
    guest = Browser(admin.app)
    assert "ตัวอย่างดี" in guest.get(link[1]).text
    assert guest.post(link[1], password=PASSWORD, again=PASSWORD).status_code == 302
    assert guest.get("/account").status_code == 200


def test_a_user_name_that_cannot_be_is_told_beside_the_field(admin: Browser) -> None:
    page = admin.post("/people/add", user="ผู้อำนวยการ", person="p01")
    assert page.status_code == 422
    assert 'href="#user"' in page.text
    assert 'value="ผู้อำนวยการ"' in page.text


def test_a_role_is_given_and_taken_from_today(admin: Browser, office: Office) -> None:
    office.people.add("guest", "p25", operator())
    admin.post("/people/p25/grant", role="registrar", group="")
    assert may(office.actor("guest"), "void")
    admin.post("/people/p25/revoke", role="registrar", group="")
    assert not may(office.actor("guest"), "void")
    told = [each.detail for each in office.journal.about("p25")]
    assert told[-1] == {"role": "registrar", "group": ""}


def test_closing_an_account_asks_once_and_is_at_once(admin: Browser, office: Office) -> None:
    other = Browser(admin.app).come_in("p15")
    asked = admin.post("/people/p15/close")
    assert "ปิดบัญชีของ นางสาวบันทึก" in asked.text
    assert other.get("/account").status_code == 200
    admin.post("/people/p15/close", sure="1")
    assert other.get("/account").status_code == 302


def test_somebody_new_in_the_directory_has_the_role_named_there(
    admin: Browser, office: Office
) -> None:
    people = admin.get("/office/people").text
    typed = dict(re.findall(r'name="((?:name|id|position|duty)-\d+)" value="([^"]*)"', people))
    groups = re.findall(r'name="group-(\d+)">(.*?)</select>', people, re.S)
    for n, options in groups:
        chosen = re.search(r'value="([^"]*)" selected', options)
        typed[f"group-{n}"] = chosen[1] if chosen else ""
    last = str(max(int(n) for n, _ in groups))
    new = {f"name-{last}": "นายมาใหม่ วันนี้", f"position-{last}": "นักวิชาการ"}
    role = {f"role-{last}": "registrar", f"group-{last}": "adm", "act": "save"}
    done = admin.post("/office/people", typed | new | role)
    assert done.location == "/office"
    added = office.profile.people[-1]
    assert added.name.full == "นายมาใหม่  วันนี้"
    assert len(office.profile.people) == 26
    office.people.add("newone", added.id, operator())
    assert may(office.actor("newone"), "reserve")


def test_a_group_in_which_people_are_cannot_be_left_out(admin: Browser, office: Office) -> None:
    done = admin.post("/office/groups", {"name-0": "กลุ่มใหม่", "id-0": "", "act": "save"})
    assert "โปรดย้ายก่อน" in done.text
    assert len(office.profile.groups) == 11


def test_facts_are_changed_but_never_the_id(admin: Browser, office: Office) -> None:
    admin.post("/office/facts", name_full="สำนักงานชื่อใหม่", id="other", book_code="ศธ ๐๑๒๓๔")
    assert office.profile.name_full == "สำนักงานชื่อใหม่"
    assert office.profile.id == "demo-esa1"


def test_the_emblem_is_a_picture_or_is_refused(admin: Browser, office: Office) -> None:
    drawn = BytesIO()
    Image.new("RGB", (60, 60), "white").save(drawn, "JPEG")
    broken = (BytesIO(b"<svg onload=alert(1)>"), "ตรา.png")
    assert "โปรดใช้ภาพชนิด PNG" in admin.post("/office/emblem", emblem="picture", picture=broken).text
    assert admin.get("/office/emblem.png").status_code == 404
    good = (BytesIO(drawn.getvalue()), "ตรา.jpg")
    assert admin.post("/office/emblem", emblem="picture", picture=good).status_code == 302
    assert admin.get("/office/emblem.png").data.startswith(b"\x89PNG")


def test_health_tells_strangers_one_word_and_people_every_part(
    browser: Browser, office: Office
) -> None:
    assert browser.get("/health").json == {"ok": True}
    (office.folder.archive / "saraban-archive").unlink()
    away = browser.get("/health")
    assert (away.status_code, away.json) == (503, {"ok": False})
    browser.come_in("p15")
    assert browser.get("/health").json["parts"]["archive"]["ok"] is False  # type: ignore[index]
    assert "ต้องแก้ไข" in browser.get("/status").text


def test_a_role_in_a_group_that_is_not_there_is_refused(admin: Browser, office: Office) -> None:
    refused = admin.post("/people/p15/grant", role="head", group="nowhere")
    assert refused.status_code == 422
    assert "ไม่มีกลุ่ม “nowhere”" in refused.text
    assert not any(grant.group == "nowhere" for grant in office.people.actor("p07").grants)
