"""Every rule of the check: a right document passes it, and the same one broken is found out."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import pytest
from lxml import etree

from office.press import facts_of
from office.profile import SAMPLE, load
from templates.docx import render
from templates.errors import PackageRefused
from templates.fill import fill
from templates.form import at
from templates.office import Emblem
from templates.package import pack, unpack_to_read
from templates.proof.case import Known, Numbered
from templates.proof.findings import Severity, rules
from templates.proof.proof import judged, mended
from templates.shelf import Shelf
from tests.conftest import Made, as_given
from thai.digits import to_arabic

pytestmark = pytest.mark.slow

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"
Change = Callable[[Any], None]


@cache
def whole(code: str, sample: str = "") -> bytes:
    """A right document of the sample office."""
    office, form = load(SAMPLE), Shelf().form(code)
    answers = fill(form, as_given(code, sample), people=office.directory, groups=office.group_names)
    told = at(answers.values, form.number_field)
    number = f"{told['seq']}/{told['year_be']}" if isinstance(told, dict) else told
    return render(
        form,
        answers,
        office=facts_of(office),
        emblem=Emblem("preprinted"),
        number=str(number or ("๗/๒๕๖๙" if form.register == "order" else "ศธ ๐๔๙๙๙/๓๓")),
        dated=at(answers.values, form.date_field),
        final=True,
    )


LETTER, MEMO = ("letter", "letter-01"), ("memo", "memo-01")
ORDER, MINUTES = ("order", "order-02"), ("minutes", "meeting-01")
AGENDA, ANNOUNCEMENT = ("agenda", "meeting-01"), ("announcement", "announcement-01")


def changed(docx: bytes, change: Change, part: str = BODY) -> bytes:
    """The document with one of its parts altered."""
    parts = unpack_to_read(docx)
    root = etree.fromstring(parts[part])
    change(root)
    return pack(parts | {part: etree.tostring(root)})


def paragraph(root: Any, words: str) -> Any:
    """The paragraph in which some words stand, spaces aside."""
    squeezed = words.replace(" ", "")
    for one in root.iter(f"{W}p"):
        if squeezed in "".join("".join(one.itertext()).split()):
            return one
    raise AssertionError(words)


def told(one: Any, name: str, **values: str) -> None:
    """Set a property in every place of an element that has it, or in the paragraph's own."""
    found = list(one.iter(W + name))
    if not found:
        own = one.find(f"{W}pPr") if one.tag == f"{W}p" else one
        found = [etree.SubElement(own, W + name)]
    for each in found:
        for key, value in values.items():
            each.set(W + key, value)


def words(old: str, new: str) -> Change:
    """Write other words; they must stand in one run."""

    def change(root: Any) -> None:
        found = [t for t in root.iter(f"{W}t") if old in (t.text or "")]
        assert found, old
        for one in found:
            one.text = one.text.replace(old, new)
            one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    return change


def without(text: str) -> Change:
    """Take a paragraph out."""

    def change(root: Any) -> None:
        one = paragraph(root, text)
        one.getparent().remove(one)

    return change


def having(text: str, name: str, **values: str) -> Change:
    """Give the paragraph with some words another property."""
    return lambda root: told(paragraph(root, text), name, **values)


def everywhere(name: str, **values: str) -> Change:
    """Give every element of a name other attributes."""

    def change(root: Any) -> None:
        for one in root.iter(W + name):
            for key, told in values.items():
                one.set(W + key, told)

    return change


def added(text: str, above: str) -> Change:
    """Put a copy of the paragraph with words ``above``, saying something else, below it."""

    def change(root: Any) -> None:
        one = paragraph(root, above)
        copy = etree.fromstring(etree.tostring(one))
        runs = list(copy.iter(f"{W}t"))
        for each in runs[1:]:
            each.text = ""
        runs[0].text = text
        one.addnext(copy)

    return change


def emblem(change: Callable[[Any], None]) -> Change:
    def act(root: Any) -> None:
        wp = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
        change(next(root.iter(f"{wp}anchor")))

    return act


def _moved(anchor: Any) -> None:
    anchor.find("{*}positionV/{*}posOffset").text = "1080000"


def _left(anchor: Any) -> None:
    anchor.find("{*}positionH/{*}align").text = "left"


def _small(anchor: Any) -> None:
    anchor.find("{*}extent").set("cy", "720000")


def _gone(anchor: Any) -> None:
    anchor.getparent().remove(anchor)


def _blanks_gone(root: Any) -> None:
    name = paragraph(root, "(นายสมมติ")
    for _ in range(2):
        name.getparent().remove(name.getprevious())


def _no_title_page(root: Any) -> None:
    mark = next(root.iter(f"{W}titlePg"))
    mark.getparent().remove(mark)


def _deleted(root: Any) -> None:
    etree.SubElement(paragraph(root, "จึงเรียนมา"), f"{W}del").set(f"{W}author", "ผู้แก้")


def _undotted(root: Any) -> None:
    for tab in paragraph(root, "ส่วนราชการ").iter(f"{W}tab"):
        tab.attrib.pop(f"{W}leader", None)


def _grey_stamp(root: Any) -> None:
    for box in root.iter(f"{W}txbxContent"):
        for one in box.iter(f"{W}color"):
            one.set(f"{W}val", "808080")


def _without_enclosures(root: Any) -> None:
    without("สิ่งที่ส่งมาด้วย  ๑.")(root)
    without("๒.  แบบรายงานผล")(root)


BROKEN: list[tuple[str, tuple[str, str], Change]] = [
    ("page.paper", LETTER, everywhere("pgSz", w="12240", h="15840")),
    ("page.sides", MEMO, everywhere("pgMar", left="1440")),
    ("page.ends", LETTER, everywhere("pgMar", top="1134")),
    ("number.first", MINUTES, _no_title_page),
    ("file.changes", LETTER, _deleted),
    ("font.thai", LETTER, everywhere("rFonts", cs="Angsana New")),
    ("font.latin", LETTER, everywhere("rFonts", ascii="Calibri")),
    ("font.digits", LETTER, everywhere("rFonts", cs="TH SarabunIT๙")),
    ("font.size", LETTER, having("จึงเรียนมา", "szCs", val="28")),
    ("font.small", ("order", "order-01"), having("๑.๒", "szCs", val="28")),
    ("mark.speed", LETTER, _grey_stamp),
    ("mark.secret", LETTER, words("ด่วนมาก", "ลับมาก")),
    ("memo.title", MEMO, having("บันทึกข้อความ", "szCs", val="40")),
    ("memo.line", MEMO, having("บันทึกข้อความ", "spacing", line="240", lineRule="auto")),
    ("memo.labels", MEMO, having("ส่วนราชการ", "szCs", val="32")),
    ("memo.dots", MEMO, _undotted),
    ("emblem.missing", LETTER, emblem(_gone)),
    ("emblem.height", LETTER, emblem(_small)),
    ("emblem.place", LETTER, emblem(_moved)),
    ("emblem.across", LETTER, emblem(_left)),
    ("line.spacing", LETTER, having("จึงเรียนมา", "spacing", line="360")),
    ("air.head", LETTER, having("อ้างถึง  หนังสือ", "spacing", before="0")),
    ("air.body", LETTER, having("จึงเรียนมา", "spacing", before="0")),
    ("air.closing", LETTER, having("ขอแสดงความนับถือ", "spacing", before="120")),
    ("indent.body", LETTER, having("จึงเรียนมา", "ind", firstLine="720")),
    ("indent.axis", LETTER, having("ขอแสดงความนับถือ", "ind", left="2835")),
    ("pen.room", LETTER, _blanks_gone),
    ("parts.missing", LETTER, without("เรื่อง  ขอความร่วมมือ")),
    ("parts.unfilled", LETTER, words("จำนวน ๗ คน", "จำนวน ……… คน")),
    ("words.salutation", LETTER, words("เรียน  ปลัดจังหวัดตัวอย่าง", "เรียน  นายกรัฐมนตรี")),
    ("words.closing", LETTER, words("ขอแสดงความนับถือ", "ขอแสดงความนับถืออย่างยิ่ง")),
    ("words.memo_closing", MEMO, added("ขอแสดงความนับถือ", "จึงเรียนมา")),
    ("words.memo_heads", MEMO, added("อ้างถึง  หนังสือที่ ๑", "เรียน  ผู้อำนวยการ")),
    ("words.cause", LETTER, words(" ความแจ้งแล้ว นั้น", "")),
    ("words.reference", LETTER, without("อ้างถึง  หนังสือ")),
    ("words.enclosure", LETTER, _without_enclosures),
    ("words.unmentioned", LETTER, words("ตามสิ่งที่ส่งมาด้วย ๒", "")),
    ("words.sent", LETTER, words("รายละเอียดตาม", "รายละเอียดที่แนบมา ตาม")),
    ("words.date", LETTER, words("๑๑ พฤศจิกายน ๒๕๖๙", "วันที่ ๑๑ พฤศจิกายน ๒๕๖๙")),
    ("sign.name", LETTER, words("(นายสมมติ  ", "(นายสมมติ ")),
    ("minutes.words", MINUTES, words("เลิกประชุมเวลา", "ปิดประชุมเวลา")),
    ("minutes.heads", MINUTES, without("เริ่มประชุมเวลา")),
    ("minutes.order", MINUTES, added("ผู้เข้าร่วมประชุม", "ครั้งที่ ๑๐/๒๕๖๙")),
    ("digits.mixed", LETTER, words("จำนวน ๗ คน", "จำนวน 7 คน")),
    ("text.sara_am", LETTER, words("สำนักงาน", "สํานักงาน")),
    ("text.sara_ae", LETTER, words("และ", "เเละ")),
    ("text.unseen", LETTER, words("นักเรียน", "นัก\u200bเรียน")),
    ("text.marks", LETTER, words("ที่อยู่", "ทีี่อยู่")),
    ("text.spaces", LETTER, words("ตามสิ่งที่ส่งมาด้วย ๑", "ตามสิ่งที่ส่งมาด้วย    ๑")),
    ("text.inside", LETTER, words("จำนวน ๗ คน", "จำนวน  ๗  คน")),
    ("text.repeat", LETTER, words("ให้ความร่วมมือ", "ให้ความร่วมมืออื่นๆ")),
    ("text.time", ("invitation", "meeting-01"), words("๐๙.๐๐ น.", "๐๙:๐๐ น.")),
    ("date.weekday", LETTER, words("วันศุกร์ที่ ๒๗", "วันพุธที่ ๒๗")),
    ("date.impossible", LETTER, words("๑๕ มิถุนายน ๒๕๖๙", "๓๑ มิถุนายน ๒๕๖๙")),
    ("date.era", LETTER, words("๑๕ มิถุนายน ๒๕๖๙", "๑๕ มิถุนายน ๒๐๒๖")),
    ("date.reference", LETTER, words("๑๕ มิถุนายน ๒๕๖๙", "๑๕ ธันวาคม ๒๕๖๙")),
    ("number.year", ORDER, words("/๒๕๖๙", "/๒๕๗๐")),
]
"""A rule, a right document, and the one change that breaks it."""


def codes(docx: bytes, known: Known | None = None) -> set[str]:
    return {one.rule.code for one in judged(docx, known=known).findings}


@cache
def codes_of(right: tuple[str, str]) -> set[str]:
    return codes(whole(*right))


@pytest.mark.parametrize(("code", "of", "change"), BROKEN, ids=[row[0] for row in BROKEN])
def test_a_rule_is_silent_on_the_right_document_and_speaks_on_the_broken(
    code: str, of: tuple[str, str], change: Change
) -> None:
    assert code not in codes_of(of)
    assert code in codes(changed(whole(*of), change))


HEADER = "word/header1.xml"  # of the second page and the following


def _headless(root: Any) -> None:
    for one in list(root):
        root.remove(one)
    etree.SubElement(root, f"{W}p")


def _arabic_number(root: Any) -> None:
    for code in root.iter(f"{W}instrText"):
        code.text = "PAGE"


def test_the_second_page_has_its_number_between_hyphens_at_the_top() -> None:
    right = whole(*MINUTES)
    bare = changed(right, words("- ", ""), HEADER)
    assert {"number.place", "number.format"} & codes(right) == set()
    assert "number.place" in codes(changed(right, _headless, HEADER))
    assert "number.format" in codes(changed(bare, words(" -", ""), HEADER))
    assert "number.format" in codes(changed(right, _arabic_number, HEADER))


def test_a_whole_document_in_arabic_digits_is_told_once_and_only_noted() -> None:
    def arabic(root: Any) -> None:
        for one in root.iter(f"{W}t"):
            one.text = to_arabic(one.text or "")

    found = judged(changed(whole(*LETTER), arabic)).findings
    (said,) = (one for one in found if one.rule.code.startswith("digits."))
    assert (said.rule.code, said.severity) == ("digits.arabic", Severity.NOTE)
    assert said.count > 5


def test_a_picture_on_minutes_is_noted() -> None:
    """Minutes bear no emblem."""
    letter = whole(*LETTER)
    as_minutes = changed(letter, words("เรื่อง  ขอความร่วมมือ", "รายงานการประชุม"))
    assert "emblem.none" in {one.rule.code for one in judged(as_minutes, "minutes").findings}
    assert "emblem.none" not in codes(letter)


def test_macros_are_told_and_nobody_gets_such_a_file_from_here() -> None:
    letter = whole(*LETTER)
    with_macro = pack(unpack_to_read(letter) | {"word/vbaProject.bin": b"Sub AutoOpen()"})
    assert "file.macro" in codes(with_macro) - codes(letter)
    with pytest.raises(PackageRefused, match="แมโคร"):
        mended(with_macro)


@pytest.mark.parametrize(("form", "sample"), [("memo", "memo-01"), ("invitation", "meeting-03")])
def test_who_signs_for_another_without_naming_the_order_is_noted(form: str, sample: str) -> None:
    docx = whole(form, sample)
    acts = "รักษาราชการแทน" if sample == "memo-01" else "ปฏิบัติราชการแทน"
    named = changed(docx, words(acts, f"{acts} ตามคำสั่งสำนักงาน ที่ ๑๒/๒๕๖๙"))
    assert "sign.acting" in codes(docx)
    assert "sign.acting" not in codes(named)


PEOPLE = tuple(person.name for person in load(SAMPLE).directory.values())
HEADS = tuple(person.name for person in load(SAMPLE).people if person.role == "head")


def test_a_name_a_letter_off_is_set_right_and_a_strange_one_is_noted() -> None:
    right, known = whole(*MINUTES), Known(people=PEOPLE)
    nearly = changed(right, words("นางบัญชี  ตรงยอด", "นางบัญชี  ตรงยอต"))
    strange = changed(right, words("นางบัญชี  ตรงยอด", "นางพเนจร  มาจากไกล"))
    assert {"people.misspelt", "people.unknown"} & codes(right, known) == set()
    (said,) = (f for f in judged(nearly, known=known).findings if f.rule.code == "people.misspelt")
    assert said.wanted == "นางบัญชี ตรงยอด"
    assert "people.unknown" in codes(strange, known)


def test_a_head_of_a_group_in_neither_list_of_the_minutes_is_noted() -> None:
    known = Known(people=PEOPLE, heads=HEADS)
    found = judged(whole("minutes", "meeting-02"), known=known).findings
    missed = [one.found for one in found if one.rule.code == "minutes.unlisted"]
    assert len(missed) == 2
    assert "นายยุติธรรม เที่ยงตรง" in missed[0]
    assert "นางสาวละเอียด สอบทาน" in missed[1]
    assert "minutes.unlisted" not in codes(whole(*MINUTES), known)


def row(number: int, day: int, state: str = "issued") -> Numbered:
    return Numbered(f"ศธ ๐๔๙๙๙/{number}", number, date(2026, 11, day), state)


LETTERS = "ทะเบียนหนังสือส่ง"


@pytest.mark.parametrize(
    ("code", "known"),
    [
        ("number.register", Known(register=LETTERS, own=row(2948, 12))),
        ("number.register", Known(register=LETTERS, own=row(2948, 11, "void"))),
        ("number.order", Known(register=LETTERS, before=row(2947, 12))),
        ("number.order", Known(register=LETTERS, after=row(2949, 10))),
        ("number.unknown", Known(register=LETTERS, before=row(2947, 11))),
    ],
)
def test_number_and_day_agree_with_the_register(code: str, known: Known) -> None:
    right = Known(register=LETTERS, own=row(2948, 11), before=row(2947, 11), after=row(2949, 11))
    assert code not in codes(whole(*LETTER), right)
    assert code in codes(whole(*LETTER), known)


ELSEWHERE = {
    "number.place", "number.format", "digits.arabic", "emblem.none", "file.macro", "sign.acting",
    "people.misspelt", "people.unknown", "minutes.unlisted", "number.register", "number.order",
    "number.unknown",
}  # fmt: skip
"""Rules that have a test of their own above."""


def test_every_rule_has_a_right_and_a_broken_specimen() -> None:
    assert {code for code, _, _ in BROKEN} | ELSEWHERE == set(rules())


def test_no_rule_names_a_clause_that_nobody_confirmed() -> None:
    for rule in rules().values():
        assert not re.search(r"ข้อ\s*[0-9๐-๙]|มาตรา", rule.title + rule.source)


@pytest.mark.parametrize("of", [LETTER, MEMO, ORDER, MINUTES, AGENDA, ANNOUNCEMENT])
def test_what_can_be_mended_is_gone_from_the_copy_and_the_words_stay(of: tuple[str, str]) -> None:
    right = whole(*of)
    broken = changed(right, everywhere("pgMar", left="1440"))
    broken = changed(broken, everywhere("rFonts", cs="Angsana New"))
    broken = changed(broken, words("สำนักงาน", "สํานักงาน"))
    copy = mended(broken)
    assert len(judged(broken).findings) >= 3
    assert [one.rule.code for one in copy.proof.findings if one.fixable] == []
    assert squeezed(copy.docx) == squeezed(right)


def squeezed(docx: bytes) -> str:
    root = etree.fromstring(unpack_to_read(docx)[BODY])
    return "".join("".join(t.text or "" for t in root.iter(f"{W}t")).split())


@pytest.mark.slow
def test_our_own_documents_pass(made: Made) -> None:
    """Each sample and each example: nothing wrong, and what should be better is truly so."""
    found = judged(made.docx).findings
    assert [one.rule.code for one in found if one.severity is Severity.WRONG] == []
    better = {one.rule.code for one in found if one.severity is Severity.SHOULD}
    unmentioned = {"words.unmentioned"} if made.sample == "meeting-02" else set[str]()
    assert better <= unmentioned
