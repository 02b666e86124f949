"""An office's own procedures: a copy is changed, everything wrong is told, running cases stay."""

from datetime import date

import pytest

from office.office import Office
from office.permissions import operator
from office.procedures.editing import mark
from office.procedures.errors import ProcedureBroken, ProcedureChanged, ProcedureNameless
from office.procedures.planning import Situation, Target
from tests.conftest import Browser

ME = operator()
STAFF = (Target("person", "p15", "นางสาวบันทึก"),)
YEAR = Situation({"year": "๒๕๗๐"}, {"begins": date(2026, 10, 1)}, STAFF)
AT = "/settings/procedures"


def test_a_changed_copy_counts_for_new_cases_and_not_for_running_ones(office: Office) -> None:
    editing = office.standards.editing
    running = office.cases.begin("director", YEAR, ME)
    old = editing.text("director")
    editing.put("director", old.replace("กำหนดแผนงาน", "วางแผนงาน"), mark(old), "คำของเรา", ME)
    fresh = office.cases.begin("director", YEAR, ME)
    assert fresh.procedure.step("plan").short == "วางแผนงาน"
    kept = office.cases.get(running.id, ME).procedure
    assert kept.step("plan").short == "กำหนดแผนงาน"
    assert [one.why for one in editing.of("director", ME)] == ["คำของเรา"]
    editing.back("director", ME)
    assert editing.text("director") == old
    assert len(editing.of("director", ME)) == 1


def test_every_fault_is_told_and_the_old_text_goes_on_counting(office: Office) -> None:
    editing = office.standards.editing
    old = editing.text("meeting")
    wrong = old.replace('"meeting_date - 6wd"', '"someday"').replace(
        'kind = "send"', 'kind = "fly"'
    )
    with pytest.raises(ProcedureBroken) as refused:
        editing.put("meeting", wrong, mark(old), "", ME)
    assert len(refused.value.faults) == 3
    with pytest.raises(ProcedureBroken, match="ไม่มีแบบเอกสาร “agendas”"):
        editing.put(
            "meeting",
            old.replace('evidence = ["agenda"]', 'evidence = ["agendas"]'),
            mark(old),
            "",
            ME,
        )
    assert (editing.text("meeting"), editing.of("meeting", ME)) == (old, ())


def test_two_writers_do_not_overwrite_each_other(office: Office) -> None:
    editing = office.standards.editing
    old = editing.text("director")
    editing.put("director", old + "# ของคนแรก\n", mark(old), "", ME)
    with pytest.raises(ProcedureChanged):
        editing.put("director", old + "# ของคนที่สอง\n", mark(old), "", ME)
    assert "ของคนแรก" in editing.text("director")


@pytest.mark.parametrize("id", ["", "../../evil", "Budget", "งบ", "a/b"])
def test_an_id_that_is_no_files_name_is_refused(office: Office, id: str) -> None:
    with pytest.raises(ProcedureNameless):
        office.standards.editing.put(id, "id = 'x'", "", "", ME)


def test_the_page_copies_checks_and_keeps_what_was_typed(browser: Browser) -> None:
    admin = browser.come_in("p07")
    assert "วงจร ๑๒ ขั้นตอน" in admin.get(AT).text
    assert admin.post(AT, id="meeting", like="director").status_code == 422
    new = admin.post(AT, id="budget", like="director").location
    page = admin.get(new).text
    assert "id = &#34;budget&#34;" in page and "ผู้อำนวยการกลุ่มอำนวยการ" in page
    wrong = admin.post(f"{AT}/budget", text='id = "budget"\ntitle = "งบ"', seen="")
    assert wrong.status_code == 422 and "ไม่มีขั้น" in wrong.text and "title = &#34;งบ" in wrong.text
    text = 'id = "budget"\ntitle = "คำของบ"\ncase_title = "คำของบ"\n[[step]]\nid = "ask"\n'
    text += 'kind = "task"\ntitle = "รวบรวมคำขอ"\nresponsible = "clerk"\n'
    assert admin.post(f"{AT}/budget", text=text, seen="", why="เริ่มใช้").status_code == 303
    assert "คำของบ" in admin.get(AT).text
    assert "เริ่มใช้" in admin.get(f"{AT}/budget").text
    assert "คำของบ" in browser.come_in("p15").get("/work/begin").text
    assert browser.get(AT).status_code == 403
