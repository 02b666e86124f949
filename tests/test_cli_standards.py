"""The work standards on the command line: my work, indicators, evidence, procedures."""

import json
from datetime import date
from pathlib import Path

import docx
import pytest

from office.office import Office
from office.permissions import operator
from office.procedures.planning import Situation, Target
from tests.conftest import NOON, SAMPLES
from tests.test_cli import Clerk, clerk

pytestmark = pytest.mark.slow

__all__ = ["clerk"]
ME = operator()


@pytest.fixture
def case(clerk: Clerk) -> str:
    """The number of an evaluation without any sheet."""
    here = Office.open(clerk.data, lambda: NOON)
    days = {"briefing": date(2026, 11, 2), "m6": date(2027, 4, 9)}
    one = (Target("indicator", "x", "ยังไม่มีรายละเอียด"),)
    begun = here.cases.begin("evaluation", Situation({"year": "๒๕๗๐"}, days, one), ME)
    here.close()
    return str(begun.id)


def test_indicators_are_taken_told_and_scored(clerk: Clerk, case: str) -> None:
    assert clerk("indicators", "take", case, SAMPLES / "kpi-2570.yaml")[0] == 0
    assert "๕ ตัวชี้วัด" in clerk.said
    code, out = clerk("indicators", "tell", case, "ตชว-๐๑", "m6", "๘๑.๓๗")
    assert code == 0 and "คะแนน ๔.๒๗๔๐" in out and "รวมถ่วงน้ำหนักรอบ ๖ เดือน" in out
    _, out = clerk("indicators", "list", case, "--json")
    told = [json.loads(line) for line in out.splitlines()]
    assert told[0]["scores"] == {"m6": "4.2740"} and told[-1] == {"totals": {"m6": "4.2740"}}
    assert clerk("indicators", "tell", case, "ตชว-๙๙", "m6", "1")[0] == 1
    assert "ไม่พบตัวชี้วัด" in clerk.said


def test_the_evidence_book_is_laid_where_it_is_wanted(
    clerk: Clerk, case: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    made = clerk.json("evidence", case, "--out", out)["file"]
    cells = [cell.text for row in docx.Document(made).tables[0].rows for cell in row.cells]
    assert any("ชี้แจงกรอบการประเมิน" in cell for cell in cells)
    period = ("--from", "1/11/2569", "--to", "30/11/2569")
    assert clerk("evidence", *period, "--out", out)[0] == 0
    assert clerk("evidence")[0] == 1 and "โปรดระบุเลขงาน" in clerk.said


def test_a_procedure_is_shown_changed_and_set_back(clerk: Clerk, tmp_path: Path) -> None:
    assert "การประชุม" in clerk("procedure")[1]
    _, text = clerk("procedure", "director")
    own = tmp_path / "own.toml"
    own.write_text(text.replace("กำหนดแผนงาน", "วางแผนงาน"), encoding="utf-8")
    assert clerk("procedure", "director", own, "--why", "คำของเรา")[0] == 0
    assert "วางแผนงาน" in clerk("procedure", "director")[1]
    own.write_text(text.replace("begins + 1m", "someday"), encoding="utf-8")
    assert clerk("procedure", "director", own)[0] == 1 and "someday" in clerk.said
    assert clerk("procedure", "director", "--shipped")[0] == 0
    assert clerk("procedure", "director")[1] == text


def test_my_work_is_told_to_who_acts(clerk: Clerk, case: str) -> None:
    assert clerk("my-work")[0] == 0
    here = Office.open(clerk.data, lambda: NOON)
    here.people.add("kpi", "p17", ME)
    here.close()
    code, out = clerk("--as", "kpi", "my-work", "--json")
    assert code == 0
    assert "รับฟังกรอบการประเมิน" in [json.loads(line)["title"] for line in out.splitlines()]
