"""The desk as a clerk uses it without JavaScript: pages are read, changed and posted back."""

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from archive.errors import DiskFull
from office.answers import load as answers
from office.first_start import try_as
from office.office import Office, operator
from office.permissions import Actor
from templates.fill import fill
from templates.shelf import Shelf
from tests.conftest import DOCUMENTS, SAMPLES, Browser, pages_of
from tests.test_web_questions import printed

pytestmark = pytest.mark.slow

MEMO = {
    "a-agency": "กลุ่มอำนวยการ  สพป.ตัวอย่าง เขต ๑",
    "a-date": "๒๒ พ.ย. ๖๙",
    "a-subject": "ขอความเห็นชอบแผนนิเทศโรงเรียนขนาดเล็ก",
    "a-to": "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาตัวอย่าง เขต ๑",
    "a-style": "plain",
    "a-body-0": "ด้วยกลุ่มนิเทศได้จัดทำแผนไว้ จึงเรียนมาเพื่อโปรดพิจารณา",
    "a-signer": "นางประดิษฐ์ ร่างเรียบ",
}


class Controls(HTMLParser):
    """What a browser would post for one form of a page, were its first button pressed."""

    def __init__(self, page: str, form: str = "draft") -> None:
        super().__init__()
        self.pairs: list[tuple[str, str]] = []
        self._form, self._in, self._area, self._select = form, False, "", ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._in = told.get("id") == self._form
        if not self._in:
            return
        if tag == "input" and (told.get("type") not in ("radio", "checkbox") or "checked" in told):
            self.pairs.append((told["name"], told.get("value", "")))
        elif tag == "textarea":
            self._area = told["name"]
            self.pairs.append((self._area, ""))
        elif tag == "select":
            self._select = told["name"]
        elif tag == "option" and "selected" in told:
            self.pairs.append((self._select, told["value"]))

    def handle_data(self, data: str) -> None:
        if self._area:
            name, text = self.pairs[-1]
            self.pairs[-1] = name, text + data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            name, text = self.pairs[-1]
            self.pairs[-1] = name, text.removeprefix("\n")
            self._area = ""
        elif tag == "form":
            self._in = False


@pytest.fixture
def clerk(browser: Browser) -> Browser:
    return browser.come_in("p15")


@pytest.fixture
def who(office: Office) -> Callable[[str], Actor]:
    def come_in(person: str) -> Actor:
        try_as(office, person, browser="")
        return office.actor(person)

    return come_in


def begin(browser: Browser, form: str = "memo", **more: str) -> str:
    return str(browser.post("/new", form=form, **more).headers["Location"])


def write(browser: Browser, address: str, **changes: str) -> str:
    """Save a draft with the memo's answers; returns where the pressed button leads."""
    controls = dict(Controls(browser.get(address).text).pairs)
    done = browser.post(address, controls | MEMO | changes)
    assert done.status_code == 303, done.text
    return str(done.headers["Location"])


QUICK = {("memo", "memo-01"), ("order", "order-01"), ("minutes", "meeting-03"), ("certificate", "")}


@pytest.mark.parametrize(
    ("code", "sample"),
    [pytest.param(*each, marks=[] if each in QUICK else pytest.mark.slow) for each in DOCUMENTS],
)
def test_every_sample_survives_the_form_page(
    office: Office, clerk: Browser, who: Callable[[str], Actor], code: str, sample: str
) -> None:
    form = Shelf().form(code)
    given = answers(SAMPLES / f"{sample}.yaml") if sample else form.example()
    draft = office.drafting.begin(code, who("p15"))
    office.drafting.save(draft, 1, given, who("p15"))
    page = clerk.get(f"/drafts/{draft}").text
    assert clerk.post(f"/drafts/{draft}", dict(Controls(page).pairs)).status_code == 303
    back = office.drafting.open(draft, who("p15")).draft.answers
    known: dict[str, Any] = {
        "people": office.profile.directory,
        "groups": office.profile.group_names,
    }
    told = printed(fill(form, back, **known).values)
    assert told == printed(fill(form, given, **known).values)


def test_a_memo_is_written_checked_signed_on_paper_and_numbered(clerk: Browser) -> None:
    address = begin(clerk)
    assert write(clerk, address, do="check").endswith("?check=1")
    assert "กรอกครบแล้ว" in clerk.get(f"{address}?check=1").text
    signed = {"do": "sign", "paper": "1", "decider": "p05", "day": "๒๒ พ.ย. ๖๙"}
    assert clerk.post(f"{address}/line", signed).status_code == 303
    foreseen = clerk.get(f"{address}/issue").text
    assert "ศธ ๐๔๙๙๙.๑/๑" in foreseen and "ทะเบียนหนังสือส่ง กลุ่มอำนวยการ" in foreseen
    assert "ผู้ที่ลงนามในร่าง" not in foreseen  # who signed is who the memo names
    done = clerk.post(f"{address}/issue", revision="2")
    again = clerk.post(f"{address}/issue", revision="2")
    assert done.headers["Location"] == again.headers["Location"] == "/issued/2569/memo/0001"
    assert "ศธ ๐๔๙๙๙.๑/๑" in clerk.get("/issued/2569/memo/0001").text
    assert "ไม่มีร่างค้าง" in clerk.get("/desk").text


def test_what_is_missing_is_told_at_once_and_each_line_leads_to_its_place(clerk: Browser) -> None:
    address = begin(clerk)
    write(clerk, address, do="check", **{"a-date": "๓๒ พ.ย. ๖๙", "a-signer": ""})
    answer = clerk.get(f"{address}?check=1")
    assert answer.status_code == 422 and "โปรดแก้ ๒ แห่ง" in answer.text
    for place in ("a-date", "a-signer"):
        assert f'href="#{place}"' in answer.text and f'id="{place}"' in answer.text
    assert "๓๒ พ.ย. ๖๙" in answer.text
    for onward in ("print", "issue"):
        assert clerk.get(f"{address}/{onward}").headers["Location"] == f"{address}?check=1"


def test_rows_are_added_moved_and_removed_by_plain_buttons(clerk: Browser) -> None:
    address = begin(clerk)
    assert write(clerk, address, do="add:body").endswith("#a-body")
    controls = dict(Controls(clerk.get(address).text).pairs)
    assert controls["a-body-1"] == ""
    clerk.post(address, controls | {"a-body-1": "ย่อหน้าที่สอง", "do": "up:body-1"})
    controls = dict(Controls(clerk.get(address).text).pairs)
    assert controls["a-body-0"] == "ย่อหน้าที่สอง"
    clerk.post(address, controls | {"do": "remove:body-1"})
    assert "a-body-1" not in dict(Controls(clerk.get(address).text).pairs)


def test_two_people_on_one_draft_both_keep_their_text(office: Office, clerk: Browser) -> None:
    address = begin(clerk)
    write(clerk, address)
    stale = dict(Controls(clerk.get(address).text).pairs)
    clerk.post(f"{address}/line", do="propose", to="p05")
    head = Browser(pages_of(office)).come_in("p05")
    write(head, address, **{"a-subject": "เรื่องที่หัวหน้าแก้"})
    clash = clerk.post(address, stale | {"a-subject": "เรื่องที่เจ้าหน้าที่แก้"})
    assert clash.status_code == 409
    assert "เรื่องที่หัวหน้าแก้" in clash.text and "เรื่องที่เจ้าหน้าที่แก้" in clash.text
    assert "ประดิษฐ์" in clash.text and "ที่ต่างกัน ๑ แห่ง" in clash.text
    kept = dict(Controls(clash.text.replace("<form", '<form id="draft"')).pairs)
    head_text = {"a-subject": "เรื่องที่หัวหน้าแก้", "do": "save"}
    assert clerk.post(address, kept | head_text).status_code == 303
    both = dict(Controls(clerk.get(address).text).pairs)
    assert (both["a-subject"], both["a-body-0"]) == ("เรื่องที่หัวหน้าแก้", MEMO["a-body-0"])


def test_the_page_of_a_script_that_comes_second_is_told_so(clerk: Browser) -> None:
    address = begin(clerk)
    asked = {"headers": {"Accept": "application/json"}}
    first = clerk.client.post(
        address, data={"csrf": clerk.secret(), "revision": "1", **MEMO}, **asked
    )
    assert first.json == {"revision": 2}
    late = {"csrf": clerk.secret(), "revision": "1", **MEMO, "a-subject": "อื่น"}
    second = clerk.client.post(address, data=late, **asked)
    assert second.status_code == 409 and second.json and "ถูกแก้ไข" in second.json["error"]


def test_a_draft_goes_up_comes_back_with_a_remark_and_is_signed(
    office: Office, clerk: Browser
) -> None:
    address = begin(clerk)
    write(clerk, address)
    clerk.post(f"{address}/line", do="propose", to="p05", note="โปรดตรวจ")
    head = Browser(pages_of(office)).come_in("p05")
    assert "รอท่านพิจารณา (๑)" in head.get("/desk").text
    empty = head.post(f"{address}/line", do="return", remark=" ")
    assert empty.status_code == 422 and "ข้อสังเกต" in empty.text
    head.post(f"{address}/line", do="return", remark="เพิ่มจำนวนโรงเรียน")
    assert "เพิ่มจำนวนโรงเรียน" in clerk.get("/desk").text
    assert "เพิ่มจำนวนโรงเรียน" in clerk.get(address).text
    clerk.post(f"{address}/line", do="propose", to="role:director")
    director = Browser(pages_of(office)).come_in("p01")
    director.post(f"{address}/line", do="sign", remark="อนุมัติ")
    way = clerk.get(f"{address}/line").text
    assert "ลงนามแล้ว รอออกเลข" in way and "นายสมมติ" in way and "อนุมัติ" in way
    foreseen = clerk.get(f"{address}/issue").text  # the memo names the head, the director signed
    assert "<dt>ผู้ที่ลงนามในร่าง</dt><dd>นายสมมติ ตัวอย่างดี</dd>" in foreseen


def test_the_line_offers_others_and_names_nobodys_account(office: Office, clerk: Browser) -> None:
    address = begin(clerk)
    write(clerk, address)
    offered = clerk.get(f"{address}/line").text.partition('name="to"')[2].partition("</select>")[0]
    assert 'value="p05"' in offered and 'value="p15"' not in offered
    clerk.post(f"{address}/line", do="propose", to="p05", note="โปรดตรวจ")
    head = Browser(pages_of(office)).come_in("p05")
    way = head.get(f"{address}/line").text
    onward = way.partition('name="to"')[2].partition("</select>")[0]
    assert 'value="p05"' not in onward and 'value="p15"' not in onward and 'value="p01"' in onward
    assert "เสนอโดย" in way and "(p15)" not in way


def test_a_returned_draft_is_told_once_on_the_desk(office: Office, clerk: Browser) -> None:
    address = begin(clerk)
    write(clerk, address)
    clerk.post(f"{address}/line", do="propose", to="p05")
    Browser(pages_of(office)).come_in("p05").post(f"{address}/line", do="return", remark="แก้")
    desk = clerk.get("/desk").text
    assert "ส่งกลับมาให้แก้ไข (๑)" in desk
    assert "ร่างที่ส่งกลับมาให้แก้ไข" not in desk


def test_another_persons_draft_stays_shut(office: Office, clerk: Browser) -> None:
    address = begin(clerk)
    write(clerk, address)
    stranger = Browser(pages_of(office)).come_in("p06")
    for path in ("", "/preview", "/line", "/print", "/issue", "/preview/x/1.png"):
        answer = stranger.get(f"{address}{path}")
        assert answer.status_code == 403 and "โรงเรียนขนาดเล็ก" not in answer.text


@pytest.mark.slow
def test_a_new_document_may_begin_like_the_last_one(clerk: Browser) -> None:
    address = begin(clerk)
    write(clerk, address)
    assert "เหมือนครั้งก่อน" not in clerk.get("/new").text
    clerk.post(f"{address}/issue", revision="2")
    assert clerk.get("/new").text.count(">เหมือนครั้งก่อน<") == 1
    again = dict(Controls(clerk.get(begin(clerk, like="last")).text).pairs)
    assert again["a-body-0"] == MEMO["a-body-0"] and again["a-signer"] == MEMO["a-signer"]
    assert again["a-date"] == ""


def test_where_there_is_no_last_document_it_is_said(clerk: Browser) -> None:
    told = "ยังไม่มีฉบับก่อนของหนังสือชนิดนี้"
    assert told in clerk.get(begin(clerk, "announcement", like="last")).text
    assert told not in clerk.get(begin(clerk, "announcement")).text


def test_a_draft_is_thrown_away_only_when_asked_twice(clerk: Browser) -> None:
    address = begin(clerk)
    write(clerk, address)
    assert "เรียกคืนไม่ได้" in clerk.post(f"{address}/discard").text
    assert "โรงเรียนขนาดเล็ก" in clerk.get("/desk").text
    clerk.post(f"{address}/discard", sure="1")
    assert "โรงเรียนขนาดเล็ก" not in clerk.get("/desk").text


def test_without_libreoffice_the_preview_is_the_text_with_the_reason(
    clerk: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("templates.soffice.program", lambda: None)
    address = begin(clerk)
    write(clerk, address)
    page = clerk.get(f"{address}/preview").text
    assert "LibreOffice" in page and "แผนนิเทศโรงเรียนขนาดเล็ก" in page
    offered = clerk.get(f"{address}/print").text
    assert "ไฟล์ Word" in offered and "ไฟล์ PDF)" not in offered
    word = clerk.post(f"{address}/print", {"as": "docx"})
    assert word.data[:2] == b"PK" and "filename*=UTF-8''" in word.headers["Content-Disposition"]


def test_acting_signers_are_written_down_by_the_registrar(office: Office, clerk: Browser) -> None:
    row = {
        "person": "p02",
        "mode": "รักษาราชการแทน",
        "order": "คำสั่งที่ ๓๘๐/๒๕๖๙",
        "since": "๑ พ.ย. ๖๙",
    }
    assert clerk.post("/acting", row).status_code == 403
    registrar = Browser(pages_of(office)).come_in("p16")
    assert registrar.post("/acting", row | {"order": ""}).status_code == 422
    assert registrar.post("/acting", row | {"until": "๑ ต.ค. ๖๙"}).status_code == 422
    registrar.post("/acting", row)
    assert "คำสั่งที่ ๓๘๐/๒๕๖๙" in clerk.get("/acting").text
    registrar.post("/acting/1/end")
    assert "สิ้นสุดวันนี้" not in registrar.get("/acting").text


def test_the_ruler_is_one_sheet_of_a4(clerk: Browser) -> None:
    sheet = clerk.get("/ruler.pdf")
    assert sheet.mimetype == "application/pdf" and b"[0 0 595.28 841.89]" in sheet.data
    assert "PrintScaling /None" in sheet.data.decode()
    assert "๑๖ ซม." in clerk.get("/ruler").text


def test_a_save_that_fails_gives_the_typed_text_back(
    clerk: Browser, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> int:
        raise DiskFull

    address = begin(clerk)
    monkeypatch.setattr(office.desk.drafts, "save", full)
    answer = clerk.post(address, {**MEMO, "revision": "1", "do": "save"})
    assert answer.status_code == 507 and "ข้อความของท่านยังอยู่ในหน้านี้" in answer.text
    assert dict(Controls(answer.text).pairs)["a-subject"] == MEMO["a-subject"]


def test_what_was_typed_outlives_a_log_in_that_ran_out(clerk: Browser, office: Office) -> None:
    address = begin(clerk)
    office.people.set_password(office.people.link("p15", operator()), "ข้าวเหนียวมะม่วง")
    clerk.come_in("p15")
    controls = dict(Controls(clerk.get(address).text).pairs)
    with clerk.client.session_transaction() as kept:
        kept["seen"] -= 3600
    late = clerk.client.post(address, data=controls | MEMO | {"do": "save"})
    assert late.status_code == 401
    held = re.findall(r'name="held" value="([^"]+)"', late.text)[0]
    again = clerk.post("/enter", name="p15", password="ข้าวเหนียวมะม่วง", held=held).text
    offered = dict(Controls(again.replace("<form", '<form id="draft"')).pairs)
    assert clerk.post(address, {**offered, "csrf": clerk.secret()}).status_code == 303
    assert dict(Controls(clerk.get(address).text).pairs)["a-subject"] == MEMO["a-subject"]


def test_a_subject_of_any_length_leaves_room_for_the_form(clerk: Browser) -> None:
    address = begin(clerk)
    write(clerk, address, do="save", **{"a-subject": "ขออนุมัติ" * 1_100})
    for path in address, f"{address}/line", "/desk":
        headings = re.findall(r"<(?:h1|h3|title)>(.*?)</(?:h1|h3|title)>", clerk.get(path).text)
        assert any("ขออนุมัติ" in heading and heading.count("…") for heading in headings)
        assert max(map(len, headings)) < 300


def test_a_new_memo_knows_whose_it_is(clerk: Browser, office: Office) -> None:
    office.change_profile(replace(office.profile, phone="๐ ๕๖๐๐ ๑๑๑๑"), operator(), "โทรศัพท์")
    told = dict(Controls(clerk.get(begin(clerk)).text).pairs)
    agency = f"กลุ่มอำนวยการ  {office.profile.name_full}  โทร. ๐ ๕๖๐๐ ๑๑๑๑"
    assert told["a-agency"] == agency
    invited = dict(Controls(clerk.get(begin(clerk, "invitation")).text).pairs)
    assert invited["a-invitation-agency"] == agency


def test_what_the_office_does_not_know_falls_out(browser: Browser, office: Office) -> None:
    office.change_profile(replace(office.profile, phone=""), operator(), "โทรศัพท์")
    director = browser.come_in("p02")
    told = dict(Controls(director.get(begin(director)).text).pairs)
    assert told["a-agency"] == office.profile.name_full


@pytest.mark.slow
def test_a_missing_emblem_is_said_once_where_it_matters(browser: Browser, office: Office) -> None:
    clerk = browser.come_in("p16")
    address = begin(clerk)
    write(clerk, address, do="save")
    pages = [clerk.get(address).text, clerk.get(f"{address}/issue").text]
    pages.append(clerk.get(clerk.post(f"{address}/issue", revision="2").headers["Location"]).text)
    assert [page.count("ตราครุฑ") for page in pages] == [1, 1, 1]
    assert all("โปรดแจ้งผู้ดูแลระบบ" in page for page in pages)
    administrator = browser.come_in("p07")
    assert 'href="/office/emblem">ใส่ภาพตรา' in administrator.get(begin(administrator)).text
    office.set_emblem("preprinted", None, (), operator())
    assert "ตราครุฑ" not in administrator.get(begin(administrator)).text
    assert "ตราครุฑ" not in browser.come_in("p16").get("/issued/2569/memo/0001").text
