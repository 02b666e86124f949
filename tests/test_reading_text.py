"""Text layers are read letter by letter and space by space, whoever made the file."""

import io

import pypdf
import pytest

from indexer import pdf_lines
from indexer.actual_text import needs_repair
from indexer.pdf_lines import _Letter, _once
from indexer.pdfium import opened
from indexer.places import Box
from tests.pages import line
from tests.pdfs import HEIGHT, pdf


def letters(*told: tuple[str, float, float, float]) -> list[_Letter]:
    """Letters as pdfium tells them: text, left, right, height of the box."""
    return [
        _Letter(text, Box(left, 100 - high, right, 100), False) for text, left, right, high in told
    ]


@pytest.mark.parametrize(
    ("where", "maker", "mended"),
    [
        ("/Creator", "Typst 0.15.1", True),
        ("/Producer", "LibreOffice 25.2", True),
        ("/Producer", "Skia/PDF m140", False),
    ],
)
def test_the_makers_that_need_mending_are_known(where: str, maker: str, mended: bool) -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.metadata = {where: maker}
    held = io.BytesIO()
    writer.write(held)
    assert needs_repair(pypdf.PdfReader(held)) is mended


def test_a_cluster_named_again_at_its_raised_mark_is_left_out() -> None:
    told = letters(("ท", 10, 12, 6), ("ำ", 12, 14, 6), ("ท", 12.5, 15, 9), ("ำ", 15, 18, 9))
    assert "".join(each.text for each in _once(told, 20)) == "ทำ"


def test_a_cluster_written_twice_stays() -> None:
    told = letters(("ท", 10, 12, 6), ("ี่", 12, 14, 6), ("ท", 14, 16, 6), ("ี่", 16, 18, 6))
    assert "".join(each.text for each in _once(told, 20)) == "ที่ที่"


def test_lines_have_their_words_and_a_wide_gap_parts_them() -> None:
    with opened(pdf([(50, 700, "No 12/2569"), (350, 700, "Office of Examples")])) as document:
        page = pdf_lines.page_of(document[0], 1)
    assert [line.text for line in page.lines] == ["No 12/2569", "Office of Examples"]
    place = page.lines[1].place(10, 18)
    assert 390 < place.left < place.right < 560
    assert place.top < HEIGHT - 700 < place.bottom


def test_a_part_of_a_line_keeps_its_places_and_what_is_unsure_in_it() -> None:
    part = line(85, 100, "ที่ ศธ ๐๔๙๙๙", unsure="๔").part(3, 12)
    assert (part.text, part.unsure) == ("ศธ ๐๔๙๙๙", (4,))
    assert part.box.left == pytest.approx(85 + 4 * 5.5)
