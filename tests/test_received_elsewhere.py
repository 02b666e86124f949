"""Received letters whose numbers another system gives: typed, checked; gaps are no faults."""

from dataclasses import replace
from datetime import date

import pytest

import saraban
from office.errors import TellingInvalid
from office.office import Office, operator
from office.receiving import Letter
from office.register_import import RegisterImport
from office.register_proof import OTHERS, RegisterProofs
from office.register_source import RegisterSources
from tests.conftest import Browser

DAY = date(2026, 11, 20)
LETTER = Letter("ขอเชิญประชุมชี้แจงงบประมาณอาหารกลางวัน", "สพฐ.", DAY, register_number="๕๐๑")
TYPED = {"subject": "ขอเชิญประชุม", "sender": "สพฐ.", "received_on": "๒๐ พ.ย. ๖๙", "category": "3"}


@pytest.fixture
def amss(office: Office) -> Office:
    """The sample office, whose received letters get their numbers from AMSS++."""
    RegisterSources(office).tell("received", "AMSS++", operator())
    return office


def why(office: Office, number: str) -> str:
    with pytest.raises(TellingInvalid) as refused:
        office.receiving.receive(replace(LETTER, register_number=number), operator())
    (problem,) = refused.value.problems
    assert problem.path == "register_number"
    return problem.message


@pytest.mark.slow
def test_its_number_is_typed_in_any_order_and_its_gaps_are_no_faults(amss: Office) -> None:
    for number, wanted in (("๕๐๑", 501), ("498", 498), ("๔๙๙/๒๕๖๙", 499)):
        given = replace(LETTER, register_number=number)
        assert amss.receiving.receive(given, operator()).number == wanted
    assert amss.unexplained() == []
    (gap,) = RegisterProofs(amss).one("received", 2569, operator()).of(OTHERS)[:1]
    assert (gap.first, gap.last, gap.reason) == (1, 497, "เลขของ AMSS++")
    amss.rebuild(operator())
    assert amss.register("received").source == "AMSS++"
    assert [row.number for row in amss.registers_of("received", 2569).entries] == [498, 499, 501]


def test_a_number_that_is_none_or_stands_already_is_refused_at_its_field(amss: Office) -> None:
    amss.receiving.receive(LETTER, operator())
    assert "AMSS++" in why(amss, "")
    assert "๕๐๑" in why(amss, "501")
    for wrong in ("ศธ", "-3", "0", "๕๐๒/๒๕๖๘", "1" * 8):
        assert wrong in why(amss, wrong)
    assert len(amss.registers_of("received", 2569).entries) == 1


def test_where_the_office_gives_the_numbers_none_is_taken(office: Office) -> None:
    assert "ออกที่นี่" in why(office, "๕๐๑")
    assert office.receiving.receive(replace(LETTER, register_number=""), operator()).number == 1


def test_the_page_asks_for_it_beside_all_other_faults(browser: Browser, amss: Office) -> None:
    browser.come_in("p16")
    assert "เลขที่ได้จาก AMSS++" in browser.get("/receive").text
    wrong = browser.post("/receive", TYPED, sender="", register_number="ก")
    assert 'href="#register_number"' in wrong.text and 'href="#sender"' in wrong.text
    assert browser.post("/receive", TYPED, register_number="๕๐๑").status_code == 303
    assert "เลขทะเบียนรับเมื่อรับหนังสือ" in browser.get("/registers/received/2569").text
    assert "เลขของระบบอื่น" in browser.get("/registers/received/2569/proof").text


def test_an_old_table_of_the_other_system_enters_without_its_gaps(amss: Office) -> None:
    table = "เลขทะเบียนรับ,ที่,ลงวันที่,จาก,ถึง,เรื่อง\n7,ศธ ๑/๒,๒๐ พ.ย. ๒๕๖๙,สพฐ.,เรา,ขอความร่วมมือ\n"
    done = RegisterImport(amss).take("received", 2569, ("amss.csv", table.encode()), {}, operator())
    assert len(done.new) == 1
    held = amss.registers_of("received", 2569)
    assert ([row.number for row in held.entries], held.spans, held.unexplained) == ([7], (), ())


def test_the_command_line_takes_it(amss: Office, capsys: pytest.CaptureFixture[str]) -> None:
    told = ("receive", "--subject", "ขอเชิญประชุม", "--sender", "สพฐ.", "--on", "20/11/2569")
    assert saraban.main(["--data", str(amss.folder.path), *told]) == 1
    assert "เลขทะเบียนรับที่ได้จาก AMSS++" in capsys.readouterr().err
    assert saraban.main(["--data", str(amss.folder.path), *told, "--register-number", "501"]) == 0
    assert "๕๐๑/๒๕๖๙" in capsys.readouterr().out
