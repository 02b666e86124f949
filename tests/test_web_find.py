"""Searching from a page: passages with their matches, narrowed, and nobody sees too much."""

from pathlib import Path

import pytest

from indexer.hit import FoundPassage
from office import answers
from office.office import Office, operator
from office.plans import Wish
from office.profile import SAMPLE
from tests.conftest import Browser, prepared
from web.filters import PIECE, marked


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with one memo."""
    with prepared(new_office, tmp_path_factory) as office:
        memo = answers.load(SAMPLE.parent / "memo-01.yaml")
        office.issue("memo", memo, operator(), Wish(pdf=False))
        return office.folder.path


@pytest.fixture
def clerk(browser: Browser) -> Browser:
    return browser.come_in("p15")


def found(text: str, *spans: tuple[int, int]) -> FoundPassage:
    return FoundPassage(0, "", text, spans)


def test_a_word_from_the_middle_of_a_sentence_is_found_and_marked(clerk: Browser) -> None:
    page = clerk.get("/find?q=รายงานผลตัวชี้วัด").text
    assert "<mark>รายงานผลตัวชี้วัด</mark>" in page
    assert "พบ ๑ ฉบับ" in page
    assert "พ.ย. ๒๕๖๙" in page or "ต.ค. ๒๕๖๙" in page


def test_a_year_without_the_word_finds_nothing_and_says_so(clerk: Browser) -> None:
    page = clerk.get("/find?q=รายงานผลตัวชี้วัด&year=๒๕๖๑").text
    assert "ไม่พบเอกสาร" in page


@pytest.mark.slow
@pytest.mark.parametrize("page", ["0", "-1", "ก", "99999999999"])
def test_a_page_number_that_is_none_does_no_harm(clerk: Browser, page: str) -> None:
    assert clerk.get(f"/find?q=ตัวชี้วัด&page={page}").status_code == 200


def test_an_administrator_who_may_not_read_may_not_search(clerk: Browser, office: Office) -> None:
    person = "p25"
    office.people.revoke(person, "reader", "hr", operator())
    office.people.grant(person, "administrator", "", operator())
    assert Browser(clerk.app).come_in(person).get("/find?q=ตัวชี้วัด").status_code == 403


def test_a_long_passage_is_cut_around_its_match_on_whole_letters() -> None:
    passage = "กู้" * 300 + " ประชุม " + "กี่" * 300
    match = passage.index("ประชุม")
    shown = marked(found(passage, (match, match + 6)))
    assert "<mark>ประชุม</mark>" in shown
    assert len(shown) < PIECE + 60
    pieces = shown.split()
    assert pieces[0] == pieces[-1] == "…"
    assert pieces[1].startswith("กู้")


def test_what_a_document_says_is_never_taken_for_markup() -> None:
    shown = marked(found("<script>ลอง</script>", (8, 11)))
    assert shown == "&lt;script&gt;<mark>ลอง</mark>&lt;/script&gt;"
