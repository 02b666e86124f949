"""The stamp of a received letter: at the top right, moved only as far as the letter makes it."""

from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader

from indexer import pdfium
from office.mark_errors import NoPdfToCopy
from office.office import Office, operator
from office.receiving_stamp import ReceivingStamps
from templates import soffice
from templates.stamping import GAP, HEIGHT, WIDTH, corner, free_place
from tests.test_office_receiving import FIRST, LETTER

HAS_OFFICE = soffice.program() is not None
CM = 20  # dots


def page(*inked: tuple[float, float, float, float]) -> np.ndarray:
    """An A4 page with ink in some rectangles: left, top, right, bottom in cm."""
    ink = np.zeros((round(29.7 * CM), 21 * CM), dtype=bool)
    for left, top, right, bottom in inked:
        ink[round(top * CM) : round(bottom * CM), round(left * CM) : round(right * CM)] = True
    return ink


def test_on_an_empty_page_it_stands_in_the_corner() -> None:
    place = free_place(page(), 21.0)
    assert (place.left, place.top) == pytest.approx((corner().left, corner().top), abs=0.1)


def test_it_moves_only_as_far_as_needed() -> None:
    below = free_place(page((15, 0, 21, 1.5)), 21.0)
    assert (below.left, below.top) == pytest.approx((corner().left, 1.5), abs=0.15)
    aside = free_place(page((19, 0, 21, 20)), 21.0)
    assert (aside.left, aside.top) == pytest.approx((19 - WIDTH, GAP), abs=0.15)


def test_where_all_is_full_it_covers_the_least() -> None:
    ink = page((0, 0, 21, 29.7))
    ink[round(5 * CM) : round((5 + HEIGHT + 0.2) * CM), : 10 * CM] = False
    place = free_place(ink, 21.0)
    assert 4.8 <= place.top <= 5.4
    assert place.left + WIDTH <= 10.1


@pytest.mark.slow
@pytest.mark.skipif(not HAS_OFFICE, reason="LibreOffice is not installed")
def test_the_copy_and_the_page_alone_bear_number_day_and_hour(office: Office) -> None:
    scan = Image.new("L", (1654, 2339), 255)
    scan.save(kept := BytesIO(), "PNG", dpi=(200, 200))
    office.receiving.receive(replace(LETTER, name="ก.png", data=kept.getvalue()), operator())
    stamps = ReceivingStamps(office)
    for printed in (stamps.stamped(FIRST, operator()), stamps.alone(FIRST, operator())):
        [text] = pdfium.texts(printed.data)
        for told in ("เลขรับ", "๑", "๒๐ พ.ย. ๒๕๖๙", "๐๙.๓๐ น."):
            assert told in text
        box = PdfReader(BytesIO(printed.data)).pages[0].mediabox
        assert (float(box.width), float(box.height)) == pytest.approx((595.3, 841.9), abs=1.5)


def test_a_letter_that_came_as_paper_alone_has_nothing_to_copy(office: Office) -> None:
    office.receiving.receive(LETTER, operator())
    with pytest.raises(NoPdfToCopy):
        ReceivingStamps(office).stamped(FIRST, operator())
