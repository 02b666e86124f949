"""A draft goes on in Word and is issued as it came back: only number and date are filled in."""

import io
import zipfile
from collections.abc import Callable
from datetime import date

import docx
import pytest

from office import answers
from office.check_errors import SecretGiven
from office.compare import Line, compare
from office.draft_errors import DraftChanged, DraftSigned
from office.office import Office, operator
from office.plans import Wish
from office.profile import SAMPLE
from office.submission import OnPaper
from office.word_copy_errors import ChangesPending, PlacesGone
from templates.errors import FormInvalid, PackageRefused
from templates.marked_places import W, kinds
from templates.package import pack, parse, serialized, unpack

pytestmark = pytest.mark.slow

BODY = "word/document.xml"
WORD_ONLY = Wish(pdf=False)
OWN_WORDS = "ข้อความนี้พิมพ์เพิ่มในโปรแกรม Word เท่านั้น"


@pytest.fixture
def draft(office: Office) -> int:
    """A complete memo that has no number."""
    told = answers.load(SAMPLE.parent / "memo-02.yaml") | {"book_no": "", "date": "๒๐ พ.ย. ๖๙"}
    begun = office.drafting.begin("memo", operator())
    office.drafting.save(begun, 1, told, operator())
    return begun


def edited(data: bytes, added: str = OWN_WORDS) -> bytes:
    """Add a paragraph before the last, as somebody does in Word."""
    opened = docx.Document(io.BytesIO(data))
    opened.paragraphs[-4].insert_paragraph_before(added)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def with_xml(data: bytes, change: Callable[[str], str]) -> bytes:
    parts = unpack(data)
    return pack(parts | {BODY: change(parts[BODY].decode()).encode()})


def put(office: Office, draft: int, change: Callable[[bytes], bytes] = edited) -> bytes:
    """Download the Word file, change it, drop it back in."""
    came = change(office.word.download(draft, operator()).data)
    seen = office.drafting.open(draft, operator()).draft.revision
    office.word.put(draft, seen, "แก้แล้ว.docx", came, operator())
    return came


def text_of(data: bytes) -> str:
    return "\n".join(line.text for line in docx.Document(io.BytesIO(data)).paragraphs)


def filed(office: Office, draft: int) -> tuple[str, str, str]:
    """Issue a draft; its number, the text of its Word file, what is indexed of it."""
    issued = office.issue_draft(draft, operator(), WORD_ONLY)
    name = next(name for name in issued.files if name.endswith(".docx"))
    data = office.file(issued.id, name, operator()).read_bytes()
    said = "\n".join(one.text for one in office.show(issued.id, operator()).text.passages)
    return issued.number, text_of(data), said


def test_what_was_edited_in_word_is_issued_with_its_number_and_day(
    office: Office, draft: int
) -> None:
    put(office, draft)
    number, written, said = filed(office, draft)
    assert OWN_WORDS in written and OWN_WORDS in said
    assert number in written and "๒๐ พฤศจิกายน ๒๕๖๙" in written


def test_the_record_tells_that_its_text_comes_from_word(office: Office, draft: int) -> None:
    put(office, draft)
    issued = office.issue_draft(draft, operator(), WORD_ONLY)
    record = office.archive.record(issued.id)
    edits = [fact for fact in record.description.facts if fact.what == "edited"]
    assert [fact.note for fact in edits] == ["แก้ต่อใน Word"]
    assert not office.print_set.is_drawn(record)


def test_nothing_but_the_places_is_changed_at_issue(office: Office, draft: int) -> None:
    before = put(office, draft)
    issued = office.issue_draft(draft, operator(), WORD_ONLY)
    name = next(name for name in issued.files if name.endswith(".docx"))
    after = unpack(office.file(issued.id, name, operator()).read_bytes())
    same = unpack(before)
    assert {part for part in same if same[part] != after[part]} <= {BODY}
    old, new = text_of(before).split("\n"), text_of(pack(after)).split("\n")
    assert [b for a, b in zip(old, new, strict=True) if a != b] == [
        line for line in new if line.startswith("ที่ ")
    ]
    assert kinds(before) == {"number", "date"} and not kinds(pack(after))


def test_facts_of_the_form_stay_editable_and_a_stale_one_is_told(
    office: Office, draft: int
) -> None:
    put(office, draft)
    now = office.drafting.open(draft, operator()).draft
    told = {**now.answers, "subject": "เรื่องใหม่ที่ไม่มีใน Word", "date": "๒๑ พ.ย. ๖๙"}
    office.drafting.save(draft, now.revision, told, operator())
    seen = office.drafting.foresee(draft, operator(), WORD_ONLY)
    assert any("เรื่องใหม่ที่ไม่มีใน Word" in one for one in seen.warnings)
    _, written, _ = filed(office, draft)
    assert "๒๑ พฤศจิกายน ๒๕๖๙" in written and "เรื่องใหม่" not in written


def without(kind: str) -> Callable[[bytes], bytes]:
    """Take the frames of a kind away, as who rewrites the line does."""

    def take(data: bytes) -> bytes:
        parts = unpack(data)
        root = parse(parts[BODY])
        for tag in list(root.iter(f"{W}tag")):
            if kind in tag.get(f"{W}val"):
                frame = tag.getparent().getparent()
                frame.getparent().remove(frame)
        return pack(parts | {BODY: serialized(root)})

    return take


@pytest.mark.parametrize(("kind", "said"), [("number", "เลขที่"), ("date", "วันที่")])
def test_a_file_without_its_places_is_refused_by_name(
    office: Office, draft: int, kind: str, said: str
) -> None:
    with pytest.raises(PlacesGone, match=f"เติม{said}แล้ว"):
        put(office, draft, without(kind))
    assert not office.word.state(draft, operator()).counts


def field(name: str) -> Callable[[str], str]:
    """Put a field into the last paragraph, its name cut over two runs."""
    made = "".join(
        f"<w:r>{inner}</w:r>"
        for inner in (
            '<w:fldChar w:fldCharType="begin"/>',
            f"<w:instrText>{name[:4]}</w:instrText>",
            f'<w:instrText>{name[4:]} "file:///etc/passwd"</w:instrText>',
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return lambda xml: xml.replace("</w:p>", f"{made}</w:p>", 1)


TRACKED = '<w:ins w:id="9" w:author="ก"><w:r><w:t>แทรก</w:t></w:r></w:ins></w:p>'


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (lambda data: b"no document", PackageRefused),
        (lambda data: with_xml(data, field("INCLUDETEXT")), PackageRefused),
        (lambda data: with_xml(data, field("DDEAUTO")), PackageRefused),
        (lambda data: with_xml(data, lambda x: x.replace("</w:p>", TRACKED, 1)), ChangesPending),
        (lambda data: edited(data, "ลับที่สุด"), SecretGiven),
        (lambda data: pack(unpack(data) | {"word/vbaProject.bin": b"x"}), PackageRefused),
    ],
    ids=["no document", "outside text", "dde", "tracked", "secret", "macro"],
)
def test_a_file_that_acts_or_is_not_finished_is_refused_and_nothing_kept(
    office: Office, draft: int, change: Callable[[bytes], bytes], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        put(office, draft, change)
    assert office.word.state(draft, operator()).versions == ()


def test_an_embedded_object_is_refused(office: Office, draft: int) -> None:
    def embed(data: bytes) -> bytes:
        parts = unpack(data)
        rels = "word/_rels/document.xml.rels"
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/oleObject"
        one = f'<Relationship Id="rId99" Type="{kind}" Target="embeddings/a.bin"/></Relationships>'
        return pack(parts | {rels: parts[rels].replace(b"</Relationships>", one.encode())})

    with pytest.raises(PackageRefused, match="OLE"):
        put(office, draft, embed)


def test_going_back_to_the_form_keeps_the_file_to_be_downloaded(office: Office, draft: int) -> None:
    came = put(office, draft)
    seen = office.drafting.open(draft, operator()).draft
    assert [fact.what for fact in seen.facts] == ["edited"]
    office.word.back_to_form(draft, seen.revision, operator())
    state = office.word.state(draft, operator())
    assert (state.counts, [one.number for one in state.versions]) == (False, [1])
    assert office.word.version(draft, 1, operator()).data == came
    assert OWN_WORDS not in filed(office, draft)[1]


def test_each_version_is_compared_with_the_one_before(office: Office, draft: int) -> None:
    put(office, draft)
    first = office.word.state(draft, operator()).differences
    assert [(one.kind, one.after) for one in first] == [("added", OWN_WORDS)]
    put(office, draft, lambda data: edited(data, "ย่อหน้าที่สองซึ่งเพิ่มภายหลัง"))
    second = office.word.state(draft, operator()).differences
    assert [(one.kind, one.after) for one in second] == [("added", "ย่อหน้าที่สองซึ่งเพิ่มภายหลัง")]


def test_paragraphs_are_paired_with_what_they_were() -> None:
    before = ["เรียน ผู้อำนวยการ", "ตามที่ได้กำหนดประชุมวันจันทร์ นั้น", "จึงเรียนมาเพื่อโปรดทราบ"]
    after = ["เรียน ผู้อำนวยการ", "แทรกใหม่", "ตามที่ได้กำหนดประชุมวันอังคาร นั้น"]
    old, new = ([Line("", text) for text in version] for version in (before, after))
    found = [(one.kind, one.before, one.after) for one in compare(old, new)]
    assert found == [
        ("same", before[0], after[0]),
        ("added", "", "แทรกใหม่"),
        ("changed", before[1], after[2]),
        ("removed", before[2], ""),
    ]


def test_a_file_for_a_text_that_changed_meanwhile_is_refused(office: Office, draft: int) -> None:
    came = edited(office.word.download(draft, operator()).data)
    seen = office.drafting.open(draft, operator()).draft
    office.drafting.save(draft, seen.revision, {**seen.answers, "to": "คนอื่น"}, operator())
    with pytest.raises(DraftChanged):
        office.word.put(draft, seen.revision, "ก.docx", came, operator())
    assert office.word.state(draft, operator()).versions == ()


def test_a_signed_text_is_shut_for_word_too(office: Office, draft: int) -> None:
    office.submission.sign(draft, "", operator(), paper=OnPaper("p01", date(2026, 11, 20)))
    with pytest.raises(DraftSigned):
        put(office, draft)


def test_an_unfinished_form_tells_what_is_missing_before_word(office: Office) -> None:
    begun = office.drafting.begin("memo", operator())
    with pytest.raises(FormInvalid):
        office.word.download(begun, operator())


def test_a_discarded_draft_leaves_no_word_file(office: Office, draft: int) -> None:
    put(office, draft)
    office.drafting.discard(draft, operator())
    again = office.drafting.begin("memo", operator())
    assert office.word.state(again, operator()).versions == ()


def test_the_print_is_what_came_back_with_number_and_day_left_blank(
    office: Office, draft: int
) -> None:
    put(office, draft)
    printed = office.print_set.word_of_draft(draft, operator()).data
    assert OWN_WORDS in text_of(printed) and not kinds(printed)
    assert "๒๐ พฤศจิกายน" not in text_of(printed)
    assert zipfile.is_zipfile(io.BytesIO(printed))
    assert OWN_WORDS in text_of(office.checking.of_draft(draft, operator()).docx)
