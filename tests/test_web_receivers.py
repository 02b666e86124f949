"""The directory of receivers: kept, taken from a table, doubles made one; chosen in a form."""

import re

import pytest

from office.first_start import try_as
from office.office import Office
from office.permissions import Actor
from office.receiver_errors import ClosingUnknown, ReceiverChanged, ReceiverKnown, ReceiverUnnamed
from office.receiver_list import Known
from templates.salutations import salutation_of
from tests.conftest import Browser
from tests.test_web_desk import Controls

USUAL, HIGH, MONK = "ขอแสดงความนับถือ", "ขอแสดงความนับถืออย่างยิ่ง", "ขอนมัสการด้วยความเคารพ"
TABLE = f"""ผู้รับ,ที่อยู่,คำลงท้าย
นายกรัฐมนตรี,ทำเนียบรัฐบาล,
นายอำเภอเมืองตัวอย่าง,,
พระครูตัวอย่าง,วัดตัวอย่าง,
พระมหาสมมติ,วัดสมมติ,{MONK}
นายอำเภอเมือง ตัวอย่าง,,
""".encode()


@pytest.fixture
def clerk(office: Office) -> Actor:
    try_as(office, "p15", browser="")
    return office.actor("p15")


def names(office: Office) -> list[str]:
    return [one.name for one in office.receivers.all()]


def draft_of(browser: Browser, form: str = "letter") -> str:
    browser.come_in("p15")
    return str(browser.post("/new", form=form).headers["Location"])


def typed(browser: Browser, page: str) -> dict[str, str]:
    return dict(Controls(browser.get(page).text).pairs)


@pytest.mark.parametrize(
    ("post", "closing"),
    [("นายกรัฐมนตรี", HIGH), ("รองนายกรัฐมนตรี", USUAL), ("ผู้ว่าราชการจังหวัดตัวอย่าง", USUAL)],
)
def test_words_go_with_the_post(post: str, closing: str) -> None:
    row = salutation_of(post)
    assert row and row.closing == closing


def test_no_words_are_guessed_for_a_rank() -> None:
    assert salutation_of("พระราชาคณะรูปหนึ่ง") is None


def test_a_table_is_taken_in_and_what_cannot_be_is_told_by_row(
    office: Office, clerk: Actor
) -> None:
    taken = office.receivers.take_in("รายชื่อ.csv", TABLE, clerk)
    assert (taken.new, taken.known, len(taken.faults)) == (3, 1, 1)
    assert "แถวที่ 4" in taken.faults[0]
    assert "พระครูตัวอย่าง" in taken.faults[0]
    words = {one.name: (one.salutation, one.closing) for one in office.receivers.all()}
    assert words["นายกรัฐมนตรี"] == ("กราบเรียน", HIGH)
    assert words["พระมหาสมมติ"] == ("นมัสการ", MONK)
    assert office.receivers.take_in("รายชื่อ.csv", TABLE, clerk).new == 0


def test_what_cannot_be_kept_is_refused(office: Office, clerk: Actor) -> None:
    kept = office.receivers.put(Known("ปลัดจังหวัด  ตัวอย่าง", USUAL), clerk)
    with pytest.raises(ReceiverKnown):
        office.receivers.put(Known("ปลัดจังหวัดตัวอย่าง", USUAL), clerk)
    with pytest.raises(ReceiverUnnamed):
        office.receivers.put(Known("  "), clerk)
    with pytest.raises(ClosingUnknown):
        office.receivers.put(Known("ใครก็ได้", "ด้วยรัก"), clerk)
    with pytest.raises(ReceiverChanged):
        office.receivers.put(Known("ปลัดจังหวัดอื่น", USUAL, "", kept, 9), clerk)


def test_doubles_are_found_through_abbreviations_and_become_one(
    office: Office, clerk: Actor
) -> None:
    first = office.receivers.put(Known("ผอ.สพป.สมมติ เขต 1", USUAL), clerk)
    full = "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาสมมติ เขต ๑"
    second = office.receivers.put(Known(full, USUAL, "ถนนตัวอย่าง"), clerk)
    office.receivers.put(Known("ผอ.สพป.สมมติ เขต 2", USUAL), clerk)
    assert [{one.id for one in run} for run in office.receivers.doubles()] == [{first, second}]
    left = office.receivers.merge([first, second], first, clerk)
    assert (left.name, left.address) == ("ผอ.สพป.สมมติ เขต 1", "ถนนตัวอย่าง")
    assert len(names(office)) == 2


def test_a_receiver_is_kept_changed_and_removed_on_pages(browser: Browser, office: Office) -> None:
    browser.come_in("p15")
    assert browser.post("/receivers/new", name="ประธานศาลฎีกา", closing="auto").status_code == 303
    one = office.receivers.all()[0]
    assert one.salutation == "กราบเรียน"
    page = f"/receivers/{one.id}"
    told = {"name": "ปลัดกระทรวง", "closing": USUAL, "version": "1", "address": "กรุงเทพฯ"}
    assert browser.post(page, told).status_code == 303
    again = browser.post(page, told)
    assert again.status_code == 409
    assert "ปลัดกระทรวง" in again.text
    assert "ปลัดกระทรวง" in browser.get("/receivers?q=กรุงเทพ").text
    assert "ปลัดกระทรวง" in browser.get("/receivers.csv").text
    assert browser.post(page, do="remove").status_code == 303
    assert browser.get(page).status_code == 404


def test_choosing_a_receiver_fills_the_words_that_go_with_it(
    browser: Browser, office: Office, clerk: Actor
) -> None:
    office.receivers.put(Known("นายกรัฐมนตรี", HIGH), clerk)
    page = draft_of(browser)
    told = typed(browser, page) | {"a-subject": "ขอเชิญเป็นเกียรติ", "do": "receiver:to"}
    chooser = str(browser.post(page, told).headers["Location"])
    revision = re.search('name="revision" value="([0-9]+)"', browser.get(chooser).text)
    assert revision
    chosen = {"at": "to", "chosen": "นายกรัฐมนตรี", "revision": revision[1]}
    assert browser.post(chooser, chosen).headers["Location"].endswith("#a-to")
    now = typed(browser, page)
    assert (now["a-salutation"], now["a-closing"]) == ("กราบเรียน", HIGH)
    assert (now["a-to"], now["a-subject"]) == ("นายกรัฐมนตรี", "ขอเชิญเป็นเกียรติ")


def test_schools_and_groups_may_be_chosen_too(browser: Browser, office: Office) -> None:
    page = draft_of(browser, "memo")
    school = office.profile.schools[0].name
    found = browser.get(f"{page}/receiver", query_string={"at": "to", "q": school})
    assert f"ผู้อำนวยการ{school}" in found.text
    assert browser.get(f"{page}/receiver?at=subject").status_code == 404
    assert browser.post(f"{page}/receiver", at="to", chosen="ใครไม่รู้").status_code == 404


def test_numbers_longer_than_any_there_is_are_unknown(browser: Browser) -> None:
    clerk, longest = browser.come_in("p15"), "9" * 20
    chosen = {"chosen": [longest, longest[1:] + "8"]}
    assert clerk.post("/receivers/merge", chosen).status_code == 404
    assert clerk.get(f"/work/begin/meeting?after={longest}").status_code == 200
