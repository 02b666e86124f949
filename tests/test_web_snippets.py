"""Text snippets: one's own and the office's, kept on pages, put into a place of a draft."""

import pytest

from office.first_start import try_as
from office.office import Office
from office.permissions import Actor
from office.snippet_errors import SnippetChanged, SnippetEmpty, SnippetNotYours, UnknownSnippet
from office.snippets import OFFICE, Snippet
from tests.conftest import Browser
from tests.test_web_desk import MEMO, Controls

CLOSE = "จึงเรียนมาเพื่อโปรดพิจารณา"


def come(office: Office, person: str) -> Actor:
    try_as(office, person, browser="")
    return office.actor(person)


def titles(office: Office, actor: Actor) -> list[str]:
    return [one.title for one in office.snippets.all(actor)]


def test_ones_own_texts_are_seen_by_nobody_else_and_the_offices_by_all(office: Office) -> None:
    clerk, registrar = come(office, "p15"), come(office, "p16")
    mine = office.snippets.put(Snippet("ปิดท้าย", CLOSE, "p15"), clerk)
    office.snippets.put(Snippet("อ้างระเบียบ", "ตามระเบียบ…", OFFICE), registrar)
    assert titles(office, clerk) == ["ปิดท้าย", "อ้างระเบียบ"]
    assert titles(office, registrar) == ["อ้างระเบียบ"]
    with pytest.raises(UnknownSnippet):
        office.snippets.remove(mine, registrar)


def test_what_may_not_be_kept_is_refused(office: Office) -> None:
    clerk, registrar = come(office, "p15"), come(office, "p16")
    with pytest.raises(SnippetNotYours):
        office.snippets.put(Snippet("ของสำนักงาน", CLOSE, OFFICE), clerk)
    with pytest.raises(SnippetNotYours):
        office.snippets.put(Snippet("ของคนอื่น", CLOSE, "p16"), clerk)
    with pytest.raises(SnippetEmpty):
        office.snippets.put(Snippet(" ", CLOSE, "p15"), clerk)
    kept = office.snippets.put(Snippet("ปิดท้าย", CLOSE, OFFICE), registrar)
    with pytest.raises(SnippetNotYours):
        office.snippets.put(Snippet("ปิดท้าย", CLOSE, "p15", kept, 1), clerk)
    with pytest.raises(SnippetChanged):
        office.snippets.put(Snippet("ปิดท้าย", CLOSE, OFFICE, kept, 7), registrar)


def test_a_text_is_kept_changed_and_thrown_away_on_pages(browser: Browser, office: Office) -> None:
    browser.come_in("p15")
    told = {"title": "ปิดท้าย", "text": CLOSE, "whose": "mine"}
    assert browser.post("/snippets/new", told).status_code == 303
    one = office.snippets.all(office.actor("p15"))[0]
    assert (one.text, one.owner) == (CLOSE, "p15")
    page = f"/snippets/{one.id}"
    assert browser.post(page, told, text="ข้อความใหม่", version="1").status_code == 303
    assert browser.post(page, told, version="1").status_code == 409
    assert browser.post(page, told, version="2", whose="office").status_code == 403
    assert "ข้อความใหม่" in browser.get("/snippets").text
    browser.come_in("p16")
    assert browser.get(page).status_code == 404
    browser.come_in("p15")
    assert browser.post(page, do="remove").status_code == 303
    assert browser.get(page).status_code == 404


@pytest.mark.parametrize(
    ("caret", "after"), [("", f"{MEMO['a-body-0']}\n{CLOSE}"), ("3", f"ด้ว{CLOSE}ยกลุ่ม")]
)
def test_a_text_is_put_where_the_caret_stood_or_behind(
    browser: Browser, office: Office, caret: str, after: str
) -> None:
    browser.come_in("p15")
    kept = office.snippets.put(Snippet("ปิดท้าย", CLOSE, "p15"), office.actor("p15"))
    page = str(browser.post("/new", form="memo").headers["Location"])
    place = f"snippet:body-0:{caret}" if caret else "snippet:body-0"
    chooser = str(browser.post(page, MEMO, revision="1", do=place).headers["Location"])
    assert CLOSE in browser.get(chooser).text
    told = {"at": "body-0", "caret": caret, "revision": "2", "chosen": str(kept)}
    assert browser.post(chooser, told).headers["Location"].endswith("#a-body-0")
    body = dict(Controls(browser.get(page).text).pairs)["a-body-0"]
    assert body.startswith(after)
    assert browser.get(f"{page}/snippet?at=subject").status_code == 404
