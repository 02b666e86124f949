"""A long paragraph that must stay with the next one is parted over two pages, as Word does it."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from indexer import pdfium
from templates import soffice
from templates.conversion import conversion_copy
from templates.docx import render
from templates.fill import fill
from templates.office import Emblem, OfficeFacts
from templates.package import unpack
from templates.page_breaks import loosened, parted
from templates.pdf import Converter
from templates.shelf import Shelf
from thai.text import normal

SENTENCE = "และขอได้โปรดแจ้งผลการตรวจสอบตามสิ่งที่ส่งมาด้วยภายในวันศุกร์ที่ ๒๗ พฤศจิกายน ๒๕๖๙ "
LAST = "จึงเรียนมาเพื่อโปรดพิจารณา"
OFFICE = OfficeFacts("สำนักงานสมมติ", "", "ศธ ๐๔๙๙๙", ("ถนนสมมติ",), "", "", "", None)
LINES = [line * 4 for line in ("หนึ่งสองสาม ", "สี่ห้าหกเจ็ด ", "แปดเก้าสิบร้อย ", "พันหมื่นแสนล้าน ")]


def letter(text: str, last: str = LAST) -> bytes:
    """A letter whose text is one paragraph and a short last one."""
    form = Shelf().form("letter")
    given = form.example() | {"speed": "", "body": list(filter(None, [text.strip(), last]))}
    return render(
        form,
        fill(form, given, people={}, groups={}),
        office=OFFICE,
        emblem=Emblem(),
        number="ศธ ๐๔๙๙๙/๑",
        dated=date(2026, 11, 22),
        final=True,
    )


def body(copy: bytes) -> str:
    return unpack(copy)["word/document.xml"].decode()


def test_a_short_paragraph_keeps_its_mark() -> None:
    copy = conversion_copy(letter(SENTENCE), "Digits")
    assert loosened(copy) is copy
    assert parted(copy, ["", ""]) is None


def test_a_long_paragraph_is_parted_where_its_last_two_lines_begin() -> None:
    copy = conversion_copy(letter("".join(LINES) * 2), "Digits")
    assert body(loosened(copy)).count("<w:keepNext/>") == body(copy).count("<w:keepNext/>") - 1
    made = parted(copy, ["เรื่อง\n" + "\n".join(LINES * 2), f"- 2 -\n{LAST}"])
    assert made is not None
    texts = re.findall("<w:t[^>]*>([^<]+)</w:t>", body(made))
    first = texts.index("".join(LINES * 2)[: -len(LINES[2] + LINES[3])].strip())
    assert texts[first + 1 : first + 3] == [(LINES[2] + LINES[3]).strip(), LAST]


def test_a_paragraph_whose_lines_are_not_found_again_moves_whole() -> None:
    copy = conversion_copy(letter(SENTENCE * 5), "Digits")
    assert parted(copy, ["อ่านไม่ออก", LAST]) is copy


@pytest.fixture(scope="module")
def converter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Converter]:
    if soffice.program() is None:
        pytest.skip("no LibreOffice")
    folder = tmp_path_factory.mktemp("converter")
    one = Converter(folder / "work", folder / "cache", texts=pdfium.texts)
    with one.warm():
        yield one


@pytest.mark.slow
@pytest.mark.parametrize("last", [LAST, ""])
def test_no_length_of_a_letter_leaves_its_closing_or_a_line_alone(
    converter: Converter, last: str
) -> None:
    for sentences in range(3, 36, 4):
        data = converter.convert(letter(SENTENCE * sentences, last)).data
        pages = [re.sub(r"\A- \d+ -\s+", "", page).splitlines() for page in pdfium.texts(data)]
        text = re.sub(r"\s", "", normal("".join("".join(page) for page in pages)))
        assert re.sub(r"\s", "", normal(SENTENCE * sentences + last)) in text
        (closing,) = (page for page in pages if "ขอแสดงความนับถือ" in page)
        assert closing.index("ขอแสดงความนับถือ") >= 2
        assert "(นางชี้ขาด รอบคอบ)" in closing
        assert len(pages) == 1 or sum(normal("ตรวจสอบ") in line for line in pages[0]) >= 2
