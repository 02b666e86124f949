"""Words are found on the pages of a PDF, where somebody sees them."""

import pytest

from indexer import pdfium
from indexer.errors import FileDamaged
from indexer.places import bare, letters, marks
from tests.pdfs import HEIGHT, WIDTH, pdf

pytestmark = pytest.mark.skipif(not pdfium.AVAILABLE, reason="pdfium is not installed")


def test_a_word_is_found_on_its_page_in_any_case_and_digits() -> None:
    said = letters(pdf([(50, 700, "Budget 2570")], [(50, 700, "Nothing")]))
    assert [bare("budget ๒๕๗๐") in page for page in said] == [True, False]


def test_a_box_stands_around_the_word_as_it_is_seen() -> None:
    found = marks(pdf([(100, 700, "the Budget of KRS")]), 0, ["budget"])
    assert (found.width, found.height) == (WIDTH, HEIGHT)
    (box,) = found.boxes
    assert 130 < box.left < box.right < 205
    assert box.top < HEIGHT - 700 < box.bottom
    assert box.bottom - box.top < 40


def test_a_word_over_two_lines_has_a_box_in_each() -> None:
    found = marks(pdf([(400, 700, "Bud"), (50, 670, "get")]), 0, ["budget"])
    upper, lower = found.boxes
    assert upper.bottom <= lower.top + 5
    assert upper.left > lower.left


@pytest.mark.parametrize(("turned", "wide"), [(90, True), (180, False), (270, True)])
def test_a_turned_page_is_marked_as_it_is_shown(turned: int, wide: bool) -> None:
    found = marks(pdf([(100, 700, "Budget")], turned=turned), 0, ["budget"])
    assert (found.width > found.height) is wide
    box = found.boxes[0].joined(found.boxes[-1])
    assert 0 <= box.left < box.right <= found.width
    assert 0 <= box.top < box.bottom <= found.height
    standing = box.bottom - box.top > box.right - box.left
    assert standing is wide


def test_a_cropped_page_is_marked_as_it_is_shown() -> None:
    whole = marks(pdf([(100, 700, "Budget")]), 0, ["budget"]).boxes[0]
    (box,) = marks(pdf([(100, 700, "Budget")], cropped=40), 0, ["budget"]).boxes
    assert box.left == pytest.approx(whole.left - 40, abs=1)
    assert box.top == pytest.approx(whole.top - 40, abs=1)


def test_a_single_letter_or_an_absent_word_is_marked_nowhere() -> None:
    assert marks(pdf([(100, 700, "Budget")]), 0, ["b", "absent", ""]).boxes == ()


@pytest.mark.parametrize(("data", "page"), [(b"%PDF-1.7 broken", 0), (pdf([]), 3)])
def test_what_cannot_be_opened_is_refused(data: bytes, page: int) -> None:
    with pytest.raises(FileDamaged):
        marks(data, page, ["budget"])
