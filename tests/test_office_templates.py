"""The office's own templates: every fault at once, hostile ones refused, versions, upgrades."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest

import saraban
from office.office import Office, operator
from office.own_template_errors import NoSuchVersion, NothingShipped
from office.plans import Wish
from templates import limited_check
from templates.errors import PackageRefused, TemplateBroken, TemplateRefused, TemplateTooSlow
from templates.shelf import SHIPPED
from tests.conftest import Browser

pytestmark = pytest.mark.slow

FILE = "template.docx"
SHIPPED_NOTE = (SHIPPED / "note" / FILE).read_bytes()
OURS = "แบบของเราเอง"


def with_lines(*texts: str, data: bytes = SHIPPED_NOTE) -> bytes:
    """The shipped template with paragraphs before its last."""
    opened = docx.Document(io.BytesIO(data))
    for text in texts:
        opened.paragraphs[-1].insert_paragraph_before(text)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def near(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Check without a child process, which takes seconds to start; the slow tests keep it."""
    if "slow" not in request.keywords:
        monkeypatch.setattr(limited_check, "apart", lambda work, given, seconds: work(given))


def issued_text(office: Office) -> str:
    form = office.shelf.form("note")
    done = office.issue("note", form.example(), operator(), Wish(pdf=False))
    return "\n".join(one.text for one in office.show(done.id, operator()).text.passages)


def test_an_own_template_counts_only_when_it_is_used(office: Office) -> None:
    number, _ = office.own_templates.put("note", FILE, with_lines(OURS), operator())
    assert OURS not in issued_text(office)
    office.own_templates.use("note", FILE, number, operator())
    assert OURS in issued_text(office)
    office.own_templates.back("note", FILE, operator())
    assert OURS not in issued_text(office)


def test_all_faults_are_told_at_their_words_and_nothing_is_kept(office: Office) -> None:
    wrong = with_lines("ที่ {{ plase }}", "{{ body|uper }}", "ก {%p if body %}", "{%p endif %}")
    with pytest.raises(TemplateBroken) as told:
        office.own_templates.put("minutes", FILE, wrong, operator())
    said = {fault.message: fault.place for fault in told.value.faults}
    assert any("“plase” หมายถึง “place” หรือไม่" in one for one in said)
    assert "ที่ {{ plase }}" in said.values() and len(said) >= 3
    assert office.own_templates.of(office.shelf.form("minutes"))[0].versions == ()


def test_a_template_with_code_or_objects_is_refused(office: Office) -> None:
    with pytest.raises(TemplateBroken, match="__class__"):
        office.own_templates.put("note", FILE, with_lines("{{ ''.__class__ }}"), operator())
    with pytest.raises(PackageRefused):
        office.own_templates.put("note", FILE, b"no document", operator())


@pytest.mark.slow
def test_a_template_that_would_not_end_is_stopped(office: Office, tmp_path: Path) -> None:
    deep = with_lines("{{ " + "(" * 20_000 + "1" + ")" * 20_000 + " }}")
    with pytest.raises((TemplateBroken, TemplateRefused, TemplateTooSlow)):
        office.own_templates.put("note", FILE, deep, operator())
    loops = "{% for a in office.name %}" * 12 + "x" + "{% endfor %}" * 12
    (tmp_path / FILE).write_bytes(with_lines(loops))
    form = office.shelf.form("note")
    endless = replace(form, files={**form.files, FILE: tmp_path / FILE}, own=frozenset({FILE}))
    with pytest.raises(TemplateTooSlow):
        limited_check.checked(endless, seconds=5)


def test_versions_are_kept_and_one_can_go_back(office: Office) -> None:
    acts = office.own_templates
    same = with_lines("รุ่นแรก")  # a package made again a moment later has other bytes
    first, _ = acts.put("note", FILE, same, operator())
    second, _ = acts.put("note", FILE, with_lines("รุ่นสอง"), operator())
    assert acts.put("note", FILE, same, operator())[0] == first
    acts.use("note", FILE, second, operator())
    acts.use("note", FILE, first, operator())
    told = acts.of(office.shelf.form("note"))[0]
    assert (told.origin, told.version) == ("own", first)
    assert [one.number for one in told.versions] == [second, first]
    assert "รุ่นแรก" in issued_text(office)
    with pytest.raises(NoSuchVersion):
        acts.docx("note", FILE, 9)


def test_an_upgrade_underneath_an_own_template_is_told_until_it_is_compared(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts = office.own_templates
    number, _ = acts.put("note", FILE, with_lines(OURS), operator())
    acts.use("note", FILE, number, operator())
    assert acts.renewed() == ()
    newer = tmp_path / "note"
    newer.mkdir()
    (newer / FILE).write_bytes(with_lines("ของใหม่จากโปรแกรม"))
    monkeypatch.setattr("office.own_templates.SHIPPED", tmp_path)
    assert [form.code for form in acts.renewed()] == ["note"]
    assert acts.of(office.shelf.form("note"))[0].renewed
    acts.keep("note", FILE, operator())
    assert acts.renewed() == ()
    assert OURS in issued_text(office)


def test_a_file_laid_by_hand_is_told_as_such(office: Office) -> None:
    folder = office.folder.place("forms") / "note"
    folder.mkdir(parents=True)
    (folder / FILE).write_bytes(with_lines("วางเอง"))
    assert office.own_templates.of(office.shelf.form("note"))[0].origin == "by hand"


def test_a_type_of_the_office_alone_has_nothing_to_go_back_to(office: Office) -> None:
    folder = office.folder.place("forms") / "ours"
    folder.mkdir(parents=True)
    for name in ("form.toml", "example.toml", FILE):
        data = (SHIPPED / "note" / name).read_bytes().replace(b'"note"', b'"ours"')
        (folder / name).write_bytes(data)
    with pytest.raises(NothingShipped):
        office.own_templates.back("ours", FILE, operator())


@pytest.fixture
def administrator(browser: Browser) -> Browser:
    return browser.come_in("p07")


def upload(browser: Browser, data: bytes, code: str = "note") -> Callable[[], str]:
    answer = browser.post(f"/office/templates/{code}/{FILE}", file=(io.BytesIO(data), "ก.docx"))
    place = answer.location
    return lambda: place if answer.status_code == 303 else answer.text


def test_the_page_tells_faults_and_uses_what_was_looked_at(
    office: Office, administrator: Browser
) -> None:
    assert "แม่แบบหนังสือของสำนักงาน" in administrator.get("/office").text
    said = upload(administrator, with_lines("{{ plase }}"), "minutes")()
    assert "หมายถึง “place” หรือไม่" in said and "ในย่อหน้า “{{ plase }}" in said
    look = upload(administrator, with_lines(OURS))()
    assert administrator.post(look).status_code == 303
    assert OURS in issued_text(office)
    page = administrator.get("/office/templates/note").text
    assert "ของสำนักงาน รุ่นที่ ๑" in page
    for which in ("now", "shipped", "1"):
        sent = administrator.get(f"/office/templates/note/{FILE}/{which}.docx")
        assert sent.data.startswith(b"PK")
    back = administrator.post(f"/office/templates/note/{FILE}", do="back")
    assert back.status_code == 303
    assert "ที่มากับโปรแกรม</strong>" in administrator.get("/office/templates/note").text


def test_every_type_has_its_page_of_templates(office: Office, administrator: Browser) -> None:
    listed = administrator.get("/office/templates").text
    for code in ("memo", "letter", "invitation"):
        assert f"/office/templates/{code}" in listed
        assert "คำที่ใช้ในแม่แบบนี้ได้" in administrator.get(f"/office/templates/{code}").text


def test_the_command_puts_and_uses_a_template(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ก.docx"
    path.write_bytes(with_lines(OURS))
    here = ["--data", str(office.folder.path), "template", "note"]
    assert saraban.main([*here, str(path)]) == 0
    assert OURS not in issued_text(office)
    assert saraban.main([*here, "--use", "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (told["origin"], told["version"], told["versions"]) == ("own", 1, [1])
    assert OURS in issued_text(office)
    path.write_bytes(with_lines("{{ plase }}"))
    assert saraban.main([*here, str(path)]) == 1
    assert saraban.main([*here, "--shipped"]) == 0
    assert OURS not in issued_text(office)
