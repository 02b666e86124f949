"""A program keeps the archive: paper and loans, holds, redacted copies, the yearly lists."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from archive.records import RecordId
from office import answers
from office.loans import Lending
from office.office import Office, operator
from office.plans import Wish
from office.redacting import COPY
from office.restricting import Kept
from office.veiling import HIDDEN
from tests.conftest import SAMPLES, Browser, prepared
from tests.test_cli import Clerk
from tests.test_office_redacting import file_list
from tests.test_web_api import Program

pytestmark = pytest.mark.slow
OLD, OLDER, LIST = RecordId(2567, "memo", 1), RecordId(2549, "memo", 1), RecordId(2569, "list", 1)


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a memo that need not be kept, one of twenty years ago, and a list of names."""
    with prepared(new_office, tmp_path_factory) as office:
        memo = answers.load(SAMPLES / "memo-01.yaml")
        for year, kept in ((2567, "routine"), (2549, "history")):
            given = memo | {"book_no": "ศธ ๐๔๙๙๙/๑", "date": f"๑ มีนาคม {year}"}
            office.issue("memo", given, operator(), Wish(pdf=False, retention=kept))
        file_list(office)
        return office.folder.path


@pytest.fixture
def registrar(browser: Browser, office: Office) -> Program:
    return Program(browser, office, "p16")


def told(program: Program, method: str, path: str, body: Any, status: int = 200) -> Any:
    answer = program.ask(method, path, body)
    assert answer.status_code == status, answer.text
    return answer.json


def test_paper_is_found_in_its_folder_lent_and_brought_back(registrar: Program) -> None:
    at = f"/records/{OLD}"
    told(registrar, "PUT", f"{at}/paper", {"version": 1, "folder": "เวียน", "cabinet": "๒"})
    (folder,) = (one for one in registrar.got("/folders")["folders"] if one["folder"])
    assert (folder["folder"], folder["cabinet"], folder["records"]) == ("เวียน", "2", 1)
    late = {"version": 2, "borrower": "กลุ่มแผน", "on": "2026-11-01", "due": "2026-11-10"}
    assert told(registrar, "POST", f"{at}/loan", late) == {"id": str(OLD), "version": 3}
    (lent,) = registrar.got("/loans?late=true")["loans"]
    assert (lent["id"], lent["lent_to"], lent["due"]) == (str(OLD), "กลุ่มแผน", "2026-11-10")
    (lying,) = registrar.got("/folders/contents?folder=เวียน&cabinet=๒")["records"]
    assert lying["late"]
    twice = told(registrar, "POST", f"{at}/loan", late | {"version": 3}, 422)
    assert "ยืมอยู่" in twice["problems"][0]["message"]
    told(registrar, "POST", f"{at}/loan/back", {"version": 3, "on": "2026-11-20"})
    assert registrar.got("/loans")["loans"] == []


def test_a_record_is_held_released_and_kept_longer(registrar: Program) -> None:
    at = f"/records/{OLD}"
    held = told(registrar, "POST", f"{at}/hold", {"version": 1, "why": "มีเรื่องร้องเรียน"})
    assert (held["held"], held["retention"]) == ("มีเรื่องร้องเรียน", "routine")
    told(registrar, "POST", f"{at}/hold", {"version": 1, "why": "อีกครั้ง"}, 422)
    free = told(registrar, "POST", f"{at}/hold/release", {"version": 2, "why": "ยุติแล้ว"})
    assert free["held"] == ""
    longer = {"version": 3, "retention": "history", "why": "มีคุณค่า"}
    assert told(registrar, "PUT", f"{at}/retention", longer)["until"] == ""


def test_of_a_record_kept_to_others_neither_borrower_nor_hold_is_told(
    browser: Browser, office: Office
) -> None:
    lent = Lending("นายสมหมาย", date(2026, 11, 1), date(2026, 11, 10))
    office.loans.lend(OLD, 1, lent, operator())
    office.restricting.restrict(OLD, 2, Kept(("p05",), None, "", "ลับ"), operator())
    clerk, again = Program(browser, office, "p15"), {"borrower": "ใครก็ได้", "due": "2026-12-01"}
    for act, body in (("loan", again), ("loan/back", {}), ("hold/release", {"why": "ดู"})):
        program = Program(browser, office, "p16") if act == "hold/release" else clerk
        refused = told(program, "POST", f"/records/{OLD}/{act}", {"version": 3, **body}, 403)
        assert refused.keys() == {"error"}


def test_boxes_go_in_and_a_redacted_copy_comes_out(registrar: Program) -> None:
    at = f"/records/{LIST}"
    proposed = registrar.got(f"{at}/redaction")
    found = [one for sheet in proposed["sheets"] for one in sheet["numbers"]]
    assert [one["kind"] for one in found] == ["citizen", "citizen"]
    assert "12345" not in str(found).replace("-", "")
    box = {"page": 1, "left": 30, "top": 40, "width": 60, "height": 8}
    body = {"version": 1, "boxes": [box], "numbers": True, "why": "มีผู้ขอข้อมูล"}
    wide = told(registrar, "POST", f"{at}/redaction", body | {"words": ["ไม่มีคำนี้"]}, 422)
    assert "ไม่มีคำนี้" in wide["problems"][0]["label"]
    made = told(registrar, "POST", f"{at}/redaction", body)
    assert (made["file"], made["version"], made["boxes"]) == (COPY, 2, 3)
    assert registrar.ask("GET", f"{at}/files/{COPY}").data.startswith(b"%PDF")


def test_the_yearly_list_is_begun_decided_and_sent_out(registrar: Program) -> None:
    begun = told(registrar, "POST", "/disposals", {}, 201)
    id, (line,) = begun["list"]["id"], begun["lines"]
    assert (line["record"], line["decision"]) == (str(OLD), "")
    verdict = {"version": 1, "lines": [{"place": 1, "decision": "keep", "until": 2575}]}
    strange = {"version": 1, "lines": [{"place": 7, "decision": "keep"}]}
    assert told(registrar, "PUT", f"/disposals/{id}/lines", strange, 422)
    done = told(registrar, "PUT", f"/disposals/{id}/lines", verdict)
    assert (done["lines"][0]["decision"], done["lines"][0]["until"]) == ("keep", 2575)
    told(registrar, "PUT", f"/disposals/{id}/lines", verdict, 409)
    assert registrar.ask("GET", f"/disposals/{id}/file").data.startswith(b"PK")


def test_what_is_twenty_years_old_is_decided_with_a_reason(registrar: Program) -> None:
    begun = told(registrar, "POST", "/transfers", {"year": 2569}, 201)
    at = f"/transfers/{begun['list']['id']}"
    verdict = {"version": 1, "lines": [{"place": 1, "decision": "own"}]}
    assert "เหตุผล" in told(registrar, "PUT", f"{at}/lines", verdict, 422)["problems"][0]["message"]
    verdict["lines"] = [{"place": 1, "decision": "own", "note": "ยังใช้อ้างอิง"}]
    assert told(registrar, "PUT", f"{at}/lines", verdict)["lines"][0]["note"] == "ยังใช้อ้างอิง"
    assert registrar.ask("GET", f"{at}/file?decision=own").data.startswith(b"PK")
    assert len(registrar.got("/transfers")["lists"]) == 1


def test_of_a_line_that_is_kept_to_others_neither_title_nor_hold_is_told(
    registrar: Program, office: Office
) -> None:
    office.keeping.hold(OLD, 1, "สอบวินัยนายสมหมาย", operator())
    office.restricting.restrict(OLD, 2, Kept(("p05",), None, "", "ลับ"), operator())
    (line,) = told(registrar, "POST", "/disposals", {}, 201)["lines"]
    assert (line["title"], line["held"]) == (HIDDEN, HIDDEN)


def test_the_yearly_list_is_decided_and_printed_on_the_command_line(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clerk = Clerk(office.folder.path, capsys)
    assert clerk("disposal", "--survey")[0] == 0
    for wrong, says in (("1", "อ่านผลการพิจารณา"), ("1=burn", "ผลการพิจารณา"), ("9=keep", "ไม่มีใน")):
        assert clerk("disposal", "1", "--decide", wrong)[0] == 1
        assert says in clerk.said
    told = clerk.json("disposal", "1", "--decide", "๑=keep:๒๕๗๕", "--note", "ยังใช้อยู่")
    assert (told["lines"][0]["record"], told["lines"][0]["until"]) == (str(OLD), 2575)
    _, path = clerk("disposal", "1", "--print", "list", "--out", tmp_path)
    rows = Document(path.strip()).tables[0].rows
    assert any("ยังใช้อยู่" in cell.text for row in rows for cell in row.cells)
