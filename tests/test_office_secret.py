"""The register of classified papers: rows only, named people only, found nowhere else."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from indexer.query import Query
from office.errors import AlreadyVoid, ReasonMissing, TellingInvalid
from office.office import Office, operator
from office.people_errors import NotPermitted, UnknownPerson
from office.permissions import Actor, Grant
from office.secret_register import Paper, SecretRegister
from tests.conftest import Browser

PAPER = Paper(
    "received", "ลับมาก", date(2026, 11, 20), "กรมสมมติ", "ผู้อำนวยการ", "ตู้นิรภัย", subject="แผนปกปิด"
)


def keeper(office: Office, browser: Browser) -> Actor:
    """p16, with an account, named for the register by the operator."""
    browser.come_in("p16")
    SecretRegister(office).name("p16", operator())
    return office.actor("p16")


def test_rows_are_numbered_within_their_year_each_way(office: Office, browser: Browser) -> None:
    book, actor = SecretRegister(office), keeper(office, browser)
    days = (date(2025, 5, 1), date(2026, 1, 5), date(2026, 11, 20))
    received = [book.enter(replace(PAPER, dated=on), actor).printed for on in days]
    sent = book.enter(replace(PAPER, way="sent"), actor).printed
    assert (received, sent) == (["รับ ๑/๒๕๖๘", "รับ ๑/๒๕๖๙", "รับ ๒/๒๕๖๙"], "ส่ง ๑/๒๕๖๙")
    assert len(book.year(2569, actor)) == 3


def test_no_role_opens_the_register_not_even_the_operators(office: Office) -> None:
    book = SecretRegister(office)
    everything = tuple(
        Grant(role) for role in ("director", "registrar", "administrator", "auditor")
    )
    for actor in (operator(), Actor("boss", "หัวหน้า", everything)):
        with pytest.raises(NotPermitted, match="ทะเบียนหนังสือลับ"):
            book.year(2569, actor)
        with pytest.raises(NotPermitted):
            book.enter(PAPER, actor)


def test_a_name_taken_away_shuts_the_register_again(office: Office, browser: Browser) -> None:
    book, actor = SecretRegister(office), keeper(office, browser)
    book.enter(PAPER, actor)
    book.unname("p16", operator())
    with pytest.raises(NotPermitted):
        book.year(2569, actor)
    assert book.readers(operator()) == ()


def test_only_who_administers_names_people_and_only_known_ones(
    office: Office, browser: Browser
) -> None:
    book, actor = SecretRegister(office), keeper(office, browser)
    with pytest.raises(NotPermitted):
        book.name("p15", actor)
    with pytest.raises(UnknownPerson):
        book.name("p99", operator())


def test_every_fault_of_a_row_is_told_at_once(office: Office, browser: Browser) -> None:
    book, actor = SecretRegister(office), keeper(office, browser)
    with pytest.raises(TellingInvalid) as refused:
        book.enter(Paper("x", "ปกติ", None, "", " ", "ก" * 400), actor)
    told = {problem.path for problem in refused.value.problems}
    assert told == {"way", "secrecy", "dated", "sender", "receiver", "place"}


def test_a_void_row_stays_and_its_number_is_not_given_again(
    office: Office, browser: Browser
) -> None:
    book, actor = SecretRegister(office), keeper(office, browser)
    book.enter(PAPER, actor)
    with pytest.raises(ReasonMissing):
        book.void("received", 2569, 1, " ", actor)
    book.void("received", 2569, 1, "ลงผิดชั้น", actor)
    with pytest.raises(AlreadyVoid):
        book.void("received", 2569, 1, "อีกครั้ง", actor)
    book.enter(PAPER, actor)
    assert [(row.number, row.void) for row in book.year(2569, actor)] == [(1, "ลงผิดชั้น"), (2, "")]


def test_a_row_is_found_by_no_search_and_told_by_no_journal(
    office: Office, browser: Browser
) -> None:
    book, actor = SecretRegister(office), keeper(office, browser)
    book.enter(PAPER, actor)
    office.index.catch_up()
    assert office.index.search(Query.from_text("แผนปกปิด")).total == 0
    told = str(office.journal.since(0, 1000))
    assert "secret-entered" in told
    assert not any(word in told for word in ("แผนปกปิด", "กรมสมมติ", "ตู้นิรภัย"))
    filed = [path.read_bytes() for path in Path(office.folder.archive).rglob("*") if path.is_file()]
    assert not any("แผนปกปิด".encode() in data for data in filed)


def test_the_pages_open_for_the_named_and_nobody_else(office: Office, browser: Browser) -> None:
    browser.come_in("p16")
    assert browser.get("/secret").status_code == 403
    keeper(office, browser)
    typed = {"way": "received", "secrecy": "ลับ", "dated": "๒๐ พ.ย. ๒๕๖๙", "sender": "กรมสมมติ",
             "receiver": "ผู้อำนวยการ", "place": "ตู้นิรภัย"}  # fmt: skip
    refused = browser.post("/secret/enter", {**typed, "place": ""})
    assert refused.status_code == 422 and "กรมสมมติ" in refused.text
    assert browser.post("/secret/enter", typed).status_code == 303
    assert "รับ ๑/๒๕๖๙" in browser.get("/secret").text
    assert browser.post("/secret/received/2569/1/void", reason="ลงผิด").status_code == 303
    assert "ลงผิด" in browser.get("/secret").text
    browser.come_in("p15")
    assert browser.get("/secret").status_code == 403
    assert browser.get("/secret/enter").status_code == 403


def test_an_administrator_names_people_on_a_page(office: Office, browser: Browser) -> None:
    browser.come_in("p07")
    assert browser.post("/secret/readers", person="p16").status_code == 303
    assert "นายสารบรรณ" in browser.get("/secret/readers").text
    assert browser.get("/secret").status_code == 403
    assert browser.post("/secret/readers", person="p16", act="unname").status_code == 303
    assert SecretRegister(office).readers(operator()) == ()
