"""A type of the office's own, proposed from a Word file with words in braces, without code."""

import io
import json
from pathlib import Path

import docx
import pytest

from office.errors import ReasonMissing
from office.office import Office, operator
from office.own_template_errors import NoSuchProposal, TypeRetired, TypeUntitled
from office.plans import Wish
from saraban import main
from templates import limited_check
from templates.errors import PackageRefused, TemplateBroken
from templates.proposal import propose
from tests.conftest import Browser

pytestmark = pytest.mark.slow

LINES = (
    "แบบขอใช้ห้องประชุม",
    "ที่ {{ เลขที่ }}",
    "เรื่อง {{ เรื่อง }} วันที่ {{ วันที่ }}",
    "{{ รายละเอียดการใช้ }}",
    "{{ รายการอุปกรณ์ }}",
    "ค่าใช้จ่าย {{ จำนวนเงิน }} บาท ผู้ประสาน {{ helper }}",
    "({{ ผู้ลงนาม }})",
)
ANSWERS = {
    "subject": "ขอใช้ห้องประชุมใหญ่",
    "date": "๒๐ พ.ย. ๖๙",
    "word_4": "ประชุมครู\nทั้งโรงเรียน",
    "word_5": ["เครื่องฉาย", "ไมโครโฟน"],
    "word_6": "1250",
    "helper": "นายสมชาย",
    "signer": {"prefix": "นาย", "first": "สมมติ", "last": "ตัวอย่าง", "position": "ครู"},
}


def word(*lines: str) -> bytes:
    """A Word file whose tags are cut over several runs, as Word likes to do."""
    made = docx.Document()
    for line in lines:
        paragraph = made.add_paragraph()
        for part in range(0, len(line), 7):
            paragraph.add_run(line[part : part + 7])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def near(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Check without a child process, which takes seconds to start."""
    monkeypatch.setattr(limited_check, "apart", lambda work, given, seconds: work(given))


def test_words_become_fields_with_guessed_types() -> None:
    told = [(one.name, one.label, one.type) for one in propose(word(*LINES)).fields]
    assert told == [
        ("subject", "เรื่อง", "text"),
        ("date", "วันที่", "date"),
        ("word_4", "รายละเอียดการใช้", "lines"),
        ("word_5", "รายการอุปกรณ์", "list"),
        ("word_6", "จำนวนเงิน", "money"),
        ("helper", "helper", "text"),
        ("signer", "ผู้ลงนาม", "person"),
    ]


def test_loops_and_filters_of_a_template_are_understood() -> None:
    lines = (
        "{{ due|letter }}",
        "{{ due_date }}",
        "{%p for x in items %}",
        "{{ x }}",
        "{%p endfor %}",
    )
    told = [(one.name, one.type) for one in propose(word(*lines, "{{ signer.name }}")).fields]
    assert told == [("due", "text"), ("due_date", "date"), ("items", "list"), ("signer", "person")]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("ไม่มีคำ",), "ไม่พบคำในวงเล็บปีกกาคู่"),
        (("{{ contact }}",), "“contact” มีความหมายในโปรแกรมอยู่แล้ว"),
        (("{{ ''.__class__ }}",), "อ่านคำในวงเล็บปีกกา"),
        (("{%tr for x in rows %}", "{{ x.name }}", "{%tr endfor %}"), "ตารางหลายช่อง"),
    ],
)
def test_what_is_not_understood_is_told_at_its_words(lines: tuple[str, ...], said: str) -> None:
    with pytest.raises(TemplateBroken, match=said):
        propose(word(*lines))


def begun(office: Office, register: str = "certificate") -> str:
    """Propose the type, arrange it, begin it; returns its code."""
    acts = office.proposed_forms
    id = acts.put("แบบขอใช้ห้องประชุม", word(*LINES), operator())
    rows = [
        {"name": one.name, "label": one.label, "type": one.type, "required": "1", "order": str(n)}
        for n, one in enumerate(acts.draft(id).fields, 1)
    ]
    rows[5] |= {"label": "ผู้ประสานงาน", "required": "", "order": "1"}
    acts.save(id, "แบบขอใช้ห้องประชุม", register, rows, operator())
    return acts.begin(id, operator())


def test_an_own_type_is_filled_numbered_and_filed(office: Office) -> None:
    form = office.shelf.form(begun(office))
    assert form.code == "own-1"
    assert {one.name: one.label for one in form.fields}["helper"] == "ผู้ประสานงาน"
    assert not next(one for one in form.fields if one.name == "helper").required
    done = office.issue(form.code, ANSWERS, operator(), Wish(pdf=False))
    said = "\n".join(one.text for one in office.show(done.id, operator()).text.passages)
    for expected in (
        f"ที่ {done.number}", "ขอใช้ห้องประชุมใหญ่ วันที่ ๒๐ พฤศจิกายน ๒๕๖๙", "ประชุมครู\nทั้งโรงเรียน",
        "เครื่องฉาย\nไมโครโฟน", "๑,๒๕๐.๐๐ บาท ผู้ประสาน นายสมชาย", "(นายสมมติ  ตัวอย่าง)",
    ):  # fmt: skip
        assert expected in said
    shown = office.show(done.id, operator()).record
    assert (shown.description.title, shown.id.series) == ("ขอใช้ห้องประชุมใหญ่", "own-1")


def test_what_was_begun_is_no_longer_in_the_making(office: Office) -> None:
    assert begun(office) == "own-1"
    assert begun(office) == "own-2"
    assert office.proposed_forms.every() == ()
    with pytest.raises(NoSuchProposal):
        office.proposed_forms.draft(1)


def test_a_nameless_type_or_no_document_is_refused(office: Office) -> None:
    with pytest.raises(TypeUntitled):
        office.proposed_forms.put("  ", word(*LINES), operator())
    with pytest.raises(PackageRefused):
        office.proposed_forms.put("แบบ", b"no document", operator())


def test_a_word_that_the_template_uses_otherwise_is_told_before_it_begins(office: Office) -> None:
    acts = office.proposed_forms
    id = acts.put("แบบ", word("{{ signer.name }}"), operator())
    row = {"name": "signer", "label": "ผู้ลงนาม", "type": "text", "required": "1", "order": "1"}
    acts.save(id, "แบบ", "none", [row], operator())
    with pytest.raises(TemplateBroken, match="“signer"):
        acts.begin(id, operator())
    assert not list(Path(office.folder.place("forms")).glob("own-*"))


def test_the_pages_lead_from_a_file_to_a_type(office: Office, browser: Browser) -> None:
    page = browser.come_in("p07")
    file = (io.BytesIO(word("เรื่อง {{ เรื่อง }}", "{{ ''.x }}")), "ก.docx")
    said = page.post("/office/types", title="แบบใหม่", file=file).text
    assert "อ่านคำในวงเล็บปีกกา" in said and "ในย่อหน้า" in said
    file = (io.BytesIO(word(*LINES)), "ก.docx")
    place = page.post("/office/types", title="แบบขอใช้ห้อง", file=file).location
    shown = page.get(place).text
    assert 'value="รายละเอียดการใช้"' in shown and "แบบขอใช้ห้อง" in page.get("/office/types").text
    rows = {
        "count": "2",
        "name-0": "subject",
        "label-0": "หัวเรื่อง",
        "type-0": "text",
        "order-0": "2",
    }
    rows |= {"name-1": "helper", "label-1": "ผู้ประสาน", "type-1": "person", "order-1": "1"}
    told = {"title": "แบบขอใช้ห้อง", "register": "none", "do": "begin"}
    answer = page.post(place, {**rows, **told})
    assert answer.status_code == 303 and answer.location.endswith("/own-1")
    form = office.shelf.form("own-1")
    assert [(one.name, one.label) for one in form.fields][:2] == [
        ("helper", "ผู้ประสาน"),
        ("subject", "หัวเรื่อง"),
    ]
    assert "แบบขอใช้ห้อง" in page.come_in("p15").get("/new").text


def test_a_retired_type_is_begun_no_more_and_everything_of_it_stays(
    office: Office, browser: Browser
) -> None:
    code = begun(office)
    done = office.issue(code, ANSWERS, operator(), Wish(pdf=False))
    draft = office.drafting.begin(code, operator())
    with pytest.raises(ReasonMissing):
        office.retired_types.retire(code, " ", operator())
    office.retired_types.retire(code, "ใช้แบบของเขตแทน", operator())
    with pytest.raises(TypeRetired, match="ใช้แบบของเขตแทน"):
        office.drafting.begin(code, operator())
    assert "แบบขอใช้ห้องประชุม" not in browser.come_in("p15").get("/new").text
    assert "แบบขอใช้ห้องประชุม" in browser.get(f"/records/{done.id}").text
    assert office.drafting.open(draft, operator()).form.code == code
    office.retired_types.take_back(code, operator())
    assert "แบบขอใช้ห้องประชุม" in browser.get("/new").text


def test_a_type_is_retired_and_taken_back_on_its_page(office: Office, browser: Browser) -> None:
    browser.come_in("p07")
    page = "/office/templates/news"
    refused = browser.post(page, do="retire", reason="")
    assert refused.status_code == 422 and "โปรดระบุเหตุผล" in refused.text
    browser.post(page, do="retire", reason="ไม่เคยใช้")
    assert "ไม่เคยใช้" in browser.get(page).text
    assert "news" not in [form.code for form in office.retired_types.offered()]
    browser.post(page, do="back")
    assert office.retired_types.every() == {}


def test_the_command_proposes_arranges_begins_and_retires(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "แบบ.docx").write_bytes(word("{{ ชื่อผู้รับ }}", "{{ วันที่ }}"))
    command = ["--data", str(office.folder.path), "type"]
    told = [str(tmp_path / "แบบ.docx"), "--title", "แบบยืมของ", "--json"]
    assert main([*command, "propose", *told]) == 0
    proposed = json.loads(capsys.readouterr().out)
    proposed["fields"][0]["label"] = "ผู้ยืม"
    (tmp_path / "แบบ.json").write_text(json.dumps(proposed), "utf-8")
    assert main([*command, "arrange", "1", str(tmp_path / "แบบ.json")]) == 0
    assert "ผู้ยืม" in capsys.readouterr().out
    (tmp_path / "แบบ.json").write_text('{"fields": [1]}', "utf-8")
    assert main([*command, "arrange", "1", str(tmp_path / "แบบ.json")]) == 1
    assert main([*command, "begin", "1"]) == 0
    assert main([*command, "retire", "own-1", "--reason", "เลิกยืม"]) == 0
    capsys.readouterr()
    main([*command, "list"])
    assert "own-1" in (said := capsys.readouterr().out) and "เลิกยืม" in said
    assert main([*command, "back", "own-1"]) == 0
    assert office.retired_types.every() == {}
