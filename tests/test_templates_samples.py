"""Every sample as it is, and every form's own example, becomes a right document."""

import html
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree

from indexer.reading import read
from templates.build.__main__ import FORMS, TEMPLATES
from templates.check import faults, left_over
from templates.docx import render
from templates.fill import fill
from templates.office import Emblem, OfficeFacts
from templates.pdf import Converter
from templates.people import Person
from templates.shelf import Shelf
from tests.conftest import made_where
from thai.text import normal

pytestmark = pytest.mark.slow

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VALIDATOR = shutil.which(
    "ooxml-validator", path=Path(__file__).parent.parent / ".tools/ooxml/node_modules/.bin"
)
UNPRINTED = {
    "series", "cancels", "resolution_type", "actions", "enclosures_in_text", "style", "circular",
    "doc_type", "drafter", "typist", "reviewer", "no", "sign_mode", "acting_for", "acting_order",
}  # fmt: skip
"""Kept with the record, steering, or (the acting lines) printed with something between."""
KEPT_ONLY = {
    "minutes": {"owner"}, "invitation": {"title", "start_planned", "place"},
    "stamped-letter": {"subject", "signer"},
}  # fmt: skip
ELSEWHERE = re.compile(
    r"id|schema|doc_type|num|status|mode|timeline|replies|agenda_call|circulation|reply_slip|"
    r"source_resolution|when|produces|repeat|chair|secretary|fiscal_year_be|ref_meeting|"
    r"start_planned|start_actual|end_actual|attendance|invitation|minutes|agenda|recorder|checker|"
    r"references|year_be|period|order|evidence"
)
"""What the sample files tell for other documents than the one at hand."""
FORM_CODES = [form.code for form in Shelf().forms()]
OFFICE = OfficeFacts("สำนักงานสมมติ", "", "ศธ ๐๔๙๙๙", ("ถนนสมมติ",), "", "", "", None)


def template_named(code: str, given: Mapping[str, Any]) -> str:
    return Shelf().form(code).template_name(given)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", normal(text))


def paragraphs(docx: bytes) -> Iterator[str]:
    with ZipFile(BytesIO(docx)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    for one in root.iter(f"{W}p"):
        own = (t for t in one.iter(f"{W}t") if next(t.iterancestors(f"{W}p")) is one)
        yield squeezed("".join(t.text or "" for t in own))


def pieces(docx: bytes) -> Iterator[str]:
    """The paragraphs, cut at tabs, where the dots of a memo's head lines stand in the PDF."""
    with ZipFile(BytesIO(docx)) as archive:
        xml = archive.read("word/document.xml").decode()
    for paragraph in re.split("</?w:p[ >]|<w:tab/>", xml):
        yield squeezed(
            html.unescape("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", paragraph)))
        )


def repeated_heads(docx: bytes) -> str:
    """The heads of tables, which the PDF has again on a table's second page."""
    with ZipFile(BytesIO(docx)) as archive:
        xml = archive.read("word/document.xml").decode()
    rows = [row for row in re.findall("<w:tr>.*?</w:tr>", xml) if "<w:tblHeader/>" in row]
    return squeezed("".join("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", r)) for r in rows))


def told(value: Any, unprinted: set[str]) -> Iterator[str]:
    if isinstance(value, Person):
        yield value.name.full
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in unprinted:
                yield from told(inner, unprinted)
    elif isinstance(value, list):
        for inner in value:
            yield from told(inner, unprinted)
    elif isinstance(value, str):
        yield from value.split("\n")


@pytest.mark.slow
def test_every_answer_of_a_sample_is_understood(made: Any) -> None:
    strange = [path for path in made.answers.unused if not ELSEWHERE.fullmatch(path.split(".")[-1])]
    assert strange == []


def test_every_answer_stands_in_the_document(made: Any) -> None:
    text = "".join(paragraphs(made.docx))
    unprinted = UNPRINTED | KEPT_ONLY.get(made.form.code, set())
    if made.form.template_name(made.answers.values) == "template.docx":
        unprinted |= {"enclosures"}  # a memo tells them in its text
    answers = [squeezed(one) for one in told(made.answers.values, unprinted)]
    assert [one for one in answers if one.replace(",", "") not in text.replace(",", "")] == []


def test_no_tag_is_left_over(made: Any) -> None:
    assert list(left_over(made.docx)) == []


def test_digits_are_thai_except_in_addresses_of_the_internet(made: Any) -> None:
    with ZipFile(BytesIO(made.docx)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    words = " ".join(t.text or "" for t in root.iter(f"{W}t")).split()
    assert [
        word for word in words if re.search("[0-9]", word) and not re.search("[@/]", word)
    ] == []


@pytest.mark.skipif(VALIDATOR is None, reason="the OpenXML validator is not installed")
@pytest.mark.slow
def test_the_document_is_valid_open_xml(made: Any, tmp_path: Path) -> None:
    path = tmp_path / "made.docx"
    path.write_bytes(made.docx)
    assert VALIDATOR is not None
    run = subprocess.run([VALIDATOR, path], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


@pytest.fixture(scope="session")
def pages(made: Any, converter: Converter, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The text of each page of the document's PDF: no page number, the stamp of speed first."""
    path = tmp_path_factory.mktemp("pdf") / "made.pdf"
    path.write_bytes(converter.convert(made.docx).data)
    shown = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
    texts = shown.stdout.decode().removesuffix("\f").split("\f")
    stamped = re.sub(r"(.*)^(ด่วน[^\n]*)\s*\Z", r"\2\n\1", texts[0], flags=re.DOTALL | re.MULTILINE)
    return [re.sub(r"\A\s*- \d+ -\s", "", text) for text in (stamped, *texts[1:])]


@pytest.mark.slow
def test_the_pdf_says_exactly_what_the_document_says(made: Any, pages: list[str]) -> None:
    printed = squeezed("".join(pages))
    written = list(pieces(made.docx))
    assert [one for one in written if one not in printed] == []
    letters, right = (Counter(text.replace(".", "")) for text in (printed, "".join(written)))
    assert not right - letters
    assert letters - right in (Counter(), Counter(repeated_heads(made.docx)))


@pytest.mark.slow
def test_no_page_ends_with_a_heading(made: Any, pages: list[str]) -> None:
    last = [squeezed(page.strip().split("\n")[-1]) for page in pages[:-1]]
    with ZipFile(BytesIO(made.docx)) as archive:
        xml = archive.read("word/document.xml").decode()
    headings = [
        squeezed("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", paragraph)))
        for paragraph in re.split("</?w:p[ >]", xml)
        if re.search("Saraban(?:Subh|H)eading", paragraph)
    ]
    alone = [line for line in last if len(line) > 12 and any(h.endswith(line) for h in headings)]
    assert alone == []


@pytest.mark.slow
@made_where(lambda code, given: code == "letter" or "external" in template_named(code, given))
def test_two_lines_of_text_stand_above_a_closing_on_its_page(made: Any, pages: list[str]) -> None:
    told = made.answers.values.get("invitation") or made.answers.values
    (page,) = (page for page in pages if told["closing"] in page.splitlines())
    above = page.strip().splitlines()
    assert above.index(told["closing"]) >= 2
    assert f"({normal(told['signer'].name.plain)})" in map(normal, above)


PAGES = {"minutes-meeting-01": 6, "minutes-meeting-02": 5, "minutes-meeting-03": 5,
         "memo-memo-01": 1, "memo-memo-02": 2, "announcement-announcement-01": 1,
         "letter-letter-01": 2, "order-order-01": 3, "order-order-02": 2}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    "made",
    [tuple(name.split("-", 1)) for name in PAGES],
    indirect=True,
    scope="session",
    ids=list(PAGES),
)
def test_the_samples_have_as_many_pages_as_in_th_sarabun_new(made: Any, pages: list[str]) -> None:
    assert len(pages) == PAGES[f"{made.form.code}-{made.sample}"]


@made_where(lambda code, _: code == "minutes")
def test_each_agenda_item_of_the_minutes_is_a_passage(made: Any) -> None:
    passages = read("minutes.docx", made.docx).text.passages
    heads = [normal(passage.heading) for passage in passages]
    item = next(n for n, head in enumerate(heads) if "ระเบียบวาระที่ 5.1" in head)
    assert "ที่ประชุมเห็นชอบ" in passages[item].text


@pytest.mark.parametrize("code", FORM_CODES)
def test_a_form_and_its_templates_agree(code: str) -> None:
    assert faults(Shelf().form(code)) == ()


@pytest.mark.slow
@pytest.mark.parametrize("code", FORM_CODES)
def test_a_draft_without_answers_shows_dots(code: str) -> None:
    form = Shelf().form(code)
    answers = fill(form, {}, people={}, groups={}, final=False)
    draft = render(
        form, answers, office=OFFICE, emblem=Emblem(), number=None, dated=None, final=False
    )
    assert any("………" in text for text in paragraphs(draft))


@pytest.mark.parametrize("code", ["memo", "letter", "order", "announcement"])
def test_a_document_printed_for_signature_leaves_number_and_day_to_the_pen(code: str) -> None:
    form = Shelf().form(code)
    answers = fill(form, form.example(), people={}, groups={})
    made = render(
        form, answers, office=OFFICE, emblem=Emblem(), number=None, dated=None, final=True
    )
    text = "".join(paragraphs(made))
    day = str(answers.values["date"].day)
    month = {1: "มกราคม", 2: "กุมภาพันธ์", 3: "มีนาคม", 4: "เมษายน"}[answers.values["date"].month]
    assert month in text
    assert f"วันที่{day}{month}" not in text


def test_an_invitation_keeps_the_number_of_its_meeting() -> None:
    form = Shelf().form("invitation")
    answers = fill(form, form.example(), people={}, groups={})
    made = render(
        form,
        answers,
        office=OFFICE,
        emblem=Emblem(),
        number="ศธ ๐๔๙๙๙/ว ๓๓",
        dated=answers.values["invitation"]["date"],
        final=True,
    )
    assert any(text.startswith("ที่ศธ04999/ว33") for text in paragraphs(made))
    assert form.title_of(answers.values) == answers.values["invitation"]["subject"]


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_shipped_template_is_what_its_source_makes(name: str) -> None:
    assert (FORMS / name).read_bytes() == TEMPLATES[name]()
