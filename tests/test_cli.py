"""The command line: what a person and a program read, and with which code it ends."""

import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

import saraban
from commands import grammar
from office.profile import SAMPLE, load
from thai.digits import to_arabic

pytestmark = pytest.mark.slow

SAMPLES = SAMPLE.parent


class Clerk:
    """Types commands into one data folder and reads what comes out."""

    def __init__(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data = data
        self._capsys = capsys
        self.said = ""

    def __call__(self, *words: object) -> tuple[int, str]:
        try:
            code = saraban.main(["--data", str(self.data), *map(str, words)])
        except SystemExit as ended:
            code = int(str(ended.code))
        out, self.said = self._capsys.readouterr()
        return code, out

    def json(self, *words: object) -> Any:
        code, out = self(*words, "--json")
        assert code == 0, self.said
        return json.loads(out)


@pytest.fixture
def clerk(new_office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Clerk:
    return Clerk(shutil.copytree(new_office, tmp_path / "data"), capsys)


def memo(tmp_path: Path, **changed: object) -> Path:
    given = {
        "agency": "กลุ่มอำนวยการ  สพป.ตัวอย่าง เขต ๑",
        "date": "2026-11-20",
        "subject": "ขอความร่วมมือประหยัดพลังงาน",
        "salutation": "เรียน",
        "to": "ผู้อำนวยการกลุ่มทุกกลุ่ม",
        "body": ["ด้วยค่าไฟฟ้าเดือนตุลาคมสูงขึ้นมาก", "จึงเรียนมาเพื่อทราบ"],
        "signer": "p05",
    }
    path = tmp_path / "memo.json"
    path.write_text(json.dumps(given | changed, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_new_office_says_loudly_that_it_is_a_fictional_one(clerk: Clerk, tmp_path: Path) -> None:
    other = Clerk(tmp_path / "other", clerk._capsys)
    assert other("init")[0] == 0
    assert "สำนักงานสมมติ" in other.said
    assert "--office" in other.said
    assert other("init")[0] == 1
    assert "มีสำนักงานอยู่แล้ว" in other.said


def test_a_memo_goes_from_answers_to_found(clerk: Clerk) -> None:
    done = clerk.json("issue", "memo", "--answers", SAMPLES / "memo-01.yaml", "--no-pdf")
    assert done["id"] == "2569/memo/0001"
    assert done["number"] == "ศธ ๐๔๙๙๙.๑/ว ๑๔๕"
    assert [Path(file).suffix for file in done["files"]] == [".docx"]
    assert all(Path(file).is_file() for file in done["files"])
    found = clerk.json("search", "ขับเคลื่อนและรายงานผลตัวชี้วัด")
    assert found["total"] == 1
    hit = found["hits"][0]
    assert set(hit) >= {"id", "title", "heading", "passage", "spans", "score", "source"}
    start, end = hit["spans"][0]
    assert hit["passage"][start:end] == "ขับเคลื่อนและรายงานผลตัวชี้วัด"


def test_many_queries_are_answered_a_line_each(clerk: Clerk, tmp_path: Path) -> None:
    clerk.json("issue", "order", "--answers", SAMPLES / "order-02.yaml", "--no-pdf")
    queries = tmp_path / "queries.txt"
    queries.write_text("ลงทะเบียนรับและส่ง\n\nไม่มีคำนี้ในเอกสารใด\n", encoding="utf-8")
    code, out = clerk("search", "--queries", queries, "--limit", "1")
    answers = [json.loads(line) for line in out.splitlines()]
    assert (code, [answer["total"] for answer in answers]) == (0, [1, 0, 0])


def test_copies_are_laid_where_they_are_wanted(clerk: Clerk, tmp_path: Path) -> None:
    out = tmp_path / "ออกมา"
    done = clerk.json("issue", "memo", "--answers", memo(tmp_path), "--no-pdf", "--out", out)
    assert [Path(file).parent for file in done["files"]] == [out]
    assert Path(done["files"][0]).read_bytes()[:2] == b"PK"


@pytest.mark.slow
@pytest.mark.parametrize("form", ["memo", "letter", "invitation", "agenda", "minutes", "order"])
def test_every_type_can_be_tried_with_its_own_example(clerk: Clerk, form: str) -> None:
    assert clerk.json("issue", form, "--example", "--no-pdf")["number"]
    assert clerk.json("make", form, "--example", "--no-pdf", "--out", clerk.data)["draft"] == 1


def test_a_document_signed_first_is_numbered_afterwards(clerk: Clerk, tmp_path: Path) -> None:
    wanted = ("make", "memo", "--answers", memo(tmp_path), "--for-signature", "--no-pdf")
    made = clerk.json(*wanted, "--out", tmp_path)
    done = clerk.json("issue", "--draft", made["draft"], "--no-pdf")
    assert done["number"] == "ศธ ๐๔๙๙๙.๑/๑"
    assert clerk("note", done["id"], "signed", "--on", "20/11/69", "--by", "นางประดิษฐ์")[0] == 0
    facts = clerk.json("show", done["id"])["facts"]
    assert [fact["what"] for fact in facts] == ["printed", "numbered", "signed"]


def test_registers_begin_reserve_and_void(clerk: Clerk, tmp_path: Path) -> None:
    assert clerk("register", "first", "letters-adm", "๖๒๔", "--year", "2569")[0] == 0
    kept = clerk.json("register", "reserve", "letters-adm", "--purpose", "หนังสือด่วน",
                      "--date", "20 พ.ย. 2569")  # fmt: skip
    assert kept["printed"] == "ศธ ๐๔๙๙๙.๑/๖๒๔"
    done = clerk.json("issue", "memo", "--answers", memo(tmp_path), "--no-pdf")
    assert done["number"] == "ศธ ๐๔๙๙๙.๑/๖๒๕"
    assert clerk("void", done["id"], "--reason", "พิมพ์ผิด")[0] == 0
    code, out = clerk("register", "show", "letters-adm", "--year", "2569")
    assert code == 0
    assert [line.split("\t")[0] for line in out.splitlines()] == [
        "๑–๖๒๓", "ศธ ๐๔๙๙๙.๑/๖๒๔", "ศธ ๐๔๙๙๙.๑/๖๒๕",
    ]  # fmt: skip
    assert "ยกเลิก: พิมพ์ผิด" in out


def test_an_empty_register_tells_its_next_number(clerk: Clerk) -> None:
    clerk("register", "first", "letters", "๒๙๕๐", "--year", "2569")
    assert "อยู่ในสมุดเดิม" in clerk("register", "show", "letters", "--year", "2569")[1]
    code, out = clerk("register", "show", "letters", "--year", "2568")
    assert (code, "ยังไม่มีเลข เลขถัดไปคือ ๑" in out) == (0, True)
    assert clerk("register", "letters", "--year", "2568")[0] == saraban.EXIT["usage"]
    assert "saraban register show" in clerk.said


def test_a_record_is_void_once_and_says_so_everywhere(clerk: Clerk, tmp_path: Path) -> None:
    id = clerk.json("issue", "memo", "--answers", memo(tmp_path), "--no-pdf")["id"]
    clerk.json("issue", "memo", "--answers", memo(tmp_path), "--no-pdf")
    assert clerk("void", id, "--reason", "พิมพ์ผิด")[0] == 0
    assert clerk("void", id, "--reason", "อีกครั้ง") == (saraban.EXIT["refused"], "")
    assert "ยกเลิกไปแล้ว เหตุผล: พิมพ์ผิด" in clerk.said
    (line,) = clerk("browse", "--state", "void")[1].splitlines()
    assert line.startswith(id)
    assert line.endswith("[ยกเลิก]")
    assert "[ยกเลิก]" in clerk("search", "ค่าไฟฟ้า")[1]
    states = {hit["id"]: hit["state"] for hit in clerk.json("search", "ค่าไฟฟ้า")["hits"]}
    assert sorted(states.values()) == ["filed", "void"]
    assert states[id] == "void"


@pytest.mark.parametrize("words", [(), ("--register", "orders"), ("--number", "3")])
def test_a_void_of_nothing_says_what_to_name(clerk: Clerk, words: tuple[str, ...]) -> None:
    assert clerk("void", "--reason", "พิมพ์ผิด", *words)[0] == saraban.EXIT["usage"]
    assert "saraban void 2569/memo/0001" in clerk.said
    assert "None" not in clerk.said


def test_a_person_reads_days_and_words_not_codes(clerk: Clerk, tmp_path: Path) -> None:
    id = clerk.json("issue", "memo", "--answers", memo(tmp_path), "--no-pdf")["id"]
    shown, listed = clerk("show", id)[1], clerk("browse")[1]
    assert "ลงวันที่: ๒๐ พ.ย. ๒๕๖๙" in shown
    assert "(ถึง ๓๑ ธ.ค. ๒๕๗๙)" in shown
    assert "๒๐ พ.ย. ๒๕๖๙" in listed
    category = clerk.json("show", id)["category"]
    title = load(SAMPLE).file_plan.category(category).title
    assert f"หมวด: {category} {title}" in shown
    assert title in listed
    assert title in clerk("browse", "--count", "category")[1]


def test_a_form_tells_its_inner_fields_too(clerk: Clerk) -> None:
    lines = clerk("forms", "memo")[1].splitlines()
    assert any(line.startswith("  route[].person") for line in lines)
    assert any(line.startswith("speed ") and "| ด่วนมาก |" in line for line in lines)
    told = [json.loads(line) for line in clerk("forms", "order", "--json")[1].splitlines()]
    assert {"number.seq", "cancels[].number.year_be"} <= {field["path"] for field in told}


def test_verify_is_clean_until_one_byte_is_flipped(clerk: Clerk, tmp_path: Path) -> None:
    done = clerk.json("issue", "memo", "--answers", memo(tmp_path), "--no-pdf")
    assert clerk.json("verify")["faults"] == []
    file = Path(done["files"][0])
    data = bytearray(file.read_bytes())
    data[99] ^= 1
    file.write_bytes(data)
    code, out = clerk("verify", "--json")
    assert code == saraban.EXIT["refused"]
    assert [fault["code"] for fault in json.loads(out)["faults"]] == ["file-changed"]


def test_a_lost_database_is_rebuilt_by_a_command(clerk: Clerk, tmp_path: Path) -> None:
    done = clerk.json("issue", "memo", "--answers", memo(tmp_path), "--no-pdf")
    for file in clerk.data.glob("saraban.db*"):
        file.unlink()
    assert clerk("browse")[0] == saraban.EXIT["missing part"]
    assert clerk("rebuild")[0] == 0
    assert clerk.json("search", "ค่าไฟฟ้า")["hits"][0]["id"] == done["id"]


def test_a_folder_is_imported_once_and_the_unreadable_is_named(
    clerk: Clerk, tmp_path: Path
) -> None:
    folder = tmp_path / "เก่า"
    folder.mkdir()
    (folder / "ก.txt").write_text("รายงานการสำรวจหอถังประปา\nชำรุดสองแห่ง", encoding="utf-8")
    (folder / "ข.docx").write_bytes(b"not a word file")
    (folder / "ค.xls").write_bytes(b"a table")
    wanted = ("import", folder, "--year", "2567", "--category", "4", "--json")
    code, out = clerk(*wanted)
    first, second = map(json.loads, out.splitlines())
    assert code == saraban.EXIT["refused"]
    assert (first["file"], first["id"]) == ("ก.txt", "2567/import/0001")
    assert second["id"] is None
    assert "ข.docx" in clerk.said
    assert "ข้าม ๑ ไฟล์" in clerk.said
    assert "ค.xls" in clerk.said
    again = json.loads(clerk(*wanted)[1].splitlines()[0])
    assert (again["id"], again["known"]) == ("2567/import/0001", True)
    hit = clerk.json("search", "ถังประปา", "--year", "2567", "--category", "4")["hits"][0]
    assert (hit["title"], hit["source"]) == ("รายงานการสำรวจหอถังประปา", "ก.txt")


BAD: dict[str, tuple[dict[str, object], list[str]]] = {
    "every fault at once": ({"subject": "", "to": ""}, ["เรื่อง: ยังไม่ได้กรอก", "ถึง: ยังไม่ได้กรอก"]),
    "an impossible date": ({"date": "31 เมษายน 2569"}, ["๓๐"]),
    "a common-era year": ({"date": "20/11/2026"}, ["๒๕๖๙"]),
    "a wrong weekday": ({"body": ["ในวันจันทร์ที่ ๒๐ พฤศจิกายน ๒๕๖๙"]}, ["วันศุกร์"]),
    "a title of 10,000 letters": ({"subject": "ก" * 10_000}, ["๑๐,๐๐๐", "๓๐๐"]),
    "an emoji": ({"subject": "เชิญประชุม 🎉"}, ["🎉"]),
    "an unknown person": ({"signer": "p99"}, ["p99"]),
    "a secret document": ({"secrecy": "ลับ"}, ["ลับ"]),
    "another office's number": ({"book_no": "ศธ ๐๔๑๒๓/๑"}, ["ศธ ๐๔๑๒๓/๑"]),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_answers_are_refused_in_thai_and_cost_no_number(
    clerk: Clerk, tmp_path: Path, case: str
) -> None:
    changed, words = BAD[case]
    code, out = clerk("issue", "memo", "--answers", memo(tmp_path, **changed), "--no-pdf")
    assert (code, out) == (saraban.EXIT["refused"], "")
    said = clerk.said + to_arabic(clerk.said)
    assert all(word in said or to_arabic(word) in said for word in words), clerk.said
    assert "Traceback" not in clerk.said
    done = clerk.json("issue", "memo", "--answers", memo(tmp_path), "--no-pdf")
    assert done["number"].endswith("/๑")


def test_broken_marks_and_hidden_letters_are_mended_on_the_way_in(
    clerk: Clerk, tmp_path: Path
) -> None:
    pasted = "ขอเเจ้งกําหนด\u200bการ\x0bประชุม\u00a0นํ้าประปา"
    done = clerk.json("issue", "memo", "--answers", memo(tmp_path, subject=pasted), "--no-pdf")
    title = clerk.json("show", done["id"])["title"]
    assert title == "ขอแจ้งกำหนดการ ประชุม น้ำประปา"


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.yaml", "subject: [ไม่ปิด"), ("a.toml", "= 1"), ("a.json", "[1]"), ("a.yaml", "\x00")],
)
def test_an_answer_file_that_cannot_be_read_is_named(
    clerk: Clerk, tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert clerk("issue", "memo", "--answers", tmp_path / name)[0] == saraban.EXIT["refused"]
    assert f"อ่านไฟล์ “{name}” ไม่ได้" in clerk.said
    said = clerk.said.replace(name, "").replace("YAML", "").replace("TOML", "")
    assert not re.search("[A-Za-z]", said)


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.yaml", "b: 1\nc: [1\nd: 2"), ("a.toml", 'b = 1\n\nc = "\n'), ("a.json", '{"b":\n1,\n}')],
)
def test_the_line_of_a_mistake_in_an_answer_file_is_told(
    clerk: Clerk, tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    clerk("issue", "memo", "--answers", tmp_path / name)
    assert "ที่บรรทัด ๓" in clerk.said


def test_an_office_file_that_is_not_there_is_named_in_thai(clerk: Clerk, tmp_path: Path) -> None:
    other = Clerk(tmp_path / "other", clerk._capsys)
    assert other("init", "--office", "ไม่มี.yaml")[0] == saraban.EXIT["refused"]
    assert "ไม่พบไฟล์" in other.said
    assert "Error" not in other.said


def test_wrong_commands_end_with_two_and_thai_words(clerk: Clerk) -> None:
    for words in (["isue"], ["issue"], ["issue", "memo"], ["void"], ["browse", "--year", "2026"]):
        assert clerk(*words)[0] == saraban.EXIT["usage"], words
        assert any("ก" <= letter <= "๛" for letter in clerk.said)
    assert "2569" in clerk.said


def test_without_an_office_a_command_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nobody = Clerk(tmp_path / "nothing", capsys)
    assert nobody("search", "ประชุม")[0] == saraban.EXIT["missing part"]
    assert "saraban init" in nobody.said


def test_a_fault_of_ours_gives_a_reference_and_no_traceback(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(saraban.RUN, "browse", lambda _: 1 / 0)
    assert clerk("browse")[0] == saraban.EXIT["fault of ours"]
    assert "อ้างอิง" in clerk.said
    assert "ZeroDivisionError" not in clerk.said
    log = (clerk.data / "work" / "saraban-error.log").read_text("utf-8")
    assert "ZeroDivisionError" in log


def test_an_account_acts_within_its_roles(clerk: Clerk, tmp_path: Path) -> None:
    code, out = clerk("account", "add", "tua", "--person", "p20")
    assert (code, out[:30]) == (0, "http://localhost:8765/welcome/")
    assert "saraban serve" in clerk.said
    wanted = ("issue", "memo", "--answers", memo(tmp_path), "--no-pdf")
    assert clerk("--as", "tua", *wanted)[0] == saraban.EXIT["refused"]
    assert "ไม่มีสิทธิ์" in clerk.said
    code, out = clerk("account", "grant", "p20", "clerk")
    assert (code, "ให้บทบาท" in out, "รวบรวม" in out) == (0, True, True)
    assert clerk("--as", "tua", *wanted)[0] == 0


def test_what_an_account_loses_is_said(clerk: Clerk) -> None:
    clerk("account", "add", "tua", "--person", "p20")
    clerk("account", "grant", "p20", "clerk")
    assert "ถอนบทบาท" in clerk("account", "revoke", "p20", "clerk")[1]
    assert clerk("account", "revoke", "p20", "clerk") == (saraban.EXIT["refused"], "")
    assert "ไม่ได้เปลี่ยนสิ่งใด" in clerk.said
    assert "ปิดบัญชี tua แล้ว" in clerk("account", "close", "tua")[1]
    assert "[ปิดแล้ว]" in clerk("account", "list")[1]


def test_settings_of_the_office_are_shown_and_changed(clerk: Clerk) -> None:
    assert clerk("office", "set", "phone=๐ ๐๐๐๐ ๙๙๙๙", "book_code=ศธ ๐๔๘๘๘")[0] == 0
    shown = clerk.json("office", "show")
    assert shown["office"]["phone"] == "๐ ๐๐๐๐ ๙๙๙๙"
    assert "ศธ ๐๔๘๘๘.๑/๑๒" in clerk("register")[1]
    assert clerk("office", "set", "colour=แดง")[0] == saraban.EXIT["refused"]


@pytest.mark.parametrize("command", saraban.RUN)
def test_every_command_has_help_in_thai(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        grammar.parser().parse_args([command, "--help"])
    out = capsys.readouterr().out
    assert ended.value.code == 0
    assert sum("ก" <= letter <= "๛" for letter in out) > 10


@pytest.mark.slow
def test_a_demonstration_repeats_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def titles(folder: str) -> list[str]:
        clerk = Clerk(tmp_path / folder, capsys)
        assert clerk("demo", "--records", "12", "--no-pdf")[0] == 0
        assert clerk.json("verify")["faults"] == []
        return clerk("browse", "--limit", "99")[1].splitlines()

    first = titles("one")
    assert len(first) == 29
    assert titles("two") == first


def test_today_numbers_what_has_no_date_of_its_own(clerk: Clerk, tmp_path: Path) -> None:
    done = clerk.json("issue", "memo", "--answers", memo(tmp_path), "--no-pdf", "--date", "วันนี้")
    assert date.fromisoformat(clerk.json("show", done["id"])["dated"]) >= date(2026, 1, 1)


BAD_TEMPLATES = {
    "ช่องที่ไม่มี": "เรื่อง {{ subjekt }}",
    "แท็กผิดไวยากรณ์": "เรื่อง {{ subject ",
    "โค้ด": "{{ ''.__class__.__mro__ }}",
}


@pytest.mark.slow
@pytest.mark.parametrize("case", BAD_TEMPLATES)
def test_a_bad_template_of_the_office_is_named_and_costs_no_number(
    clerk: Clerk, tmp_path: Path, case: str
) -> None:
    own = clerk.data / "forms" / "memo"
    own.mkdir(parents=True)
    document = docx.Document()
    document.add_paragraph(BAD_TEMPLATES[case])
    document.save(str(own / "template.docx"))
    code, out = clerk("issue", "memo", "--answers", memo(tmp_path), "--no-pdf")
    assert (code, out) == (saraban.EXIT["refused"], "")
    assert "template.docx" in clerk.said
    assert clerk("forms", "memo", "--check")[0] == saraban.EXIT["refused"]
    (own / "template.docx").unlink()
    done = clerk.json("issue", "memo", "--answers", memo(tmp_path), "--no-pdf")
    assert done["number"].endswith("/๑")
