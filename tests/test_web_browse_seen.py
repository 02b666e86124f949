"""The views of what is filed, and the pages of paper, as people meet them in Chromium."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from archive.records import Paper, RecordId
from office.loans import Lending
from office.office import operator
from tests.conftest import prepared
from tests.seeing import AXE, come_in, faults
from tests.test_web_browse import file

pytestmark = pytest.mark.slow

VIEWS = (
    *(f"/browse?view={view}" for view in ("list", "cards", "tree", "charts")),
    "/browse?view=charts&fiscal=2569",
    "/folders",
    "/loans",
    "/records/2569/memo/0001",
)


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a memo whose paper lies somewhere and is lent."""
    with prepared(new_office, tmp_path_factory) as office:
        file(office, date(2026, 2, 5), "3", "หนังสือเวียนเรื่องการประชุม")
        id, paper = RecordId(2569, "memo", 1), Paper("หนังสือเวียน", "2", "1", "4")
        office.amendments.place_paper(id, 1, paper, operator())
        lending = Lending("นางสาวมาลี  ใจดี", date(2026, 11, 1), date(2026, 11, 15))
        office.loans.lend(id, 2, lending, operator())
        return office.folder.path


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed")
def test_every_view_is_fit_for_all_and_for_a_telephone(url: str, page: Page) -> None:
    come_in(page, url, "p16")
    page.set_viewport_size({"width": 360, "height": 740})
    found, wide = list[str](), list[str]()
    for path in VIEWS:
        page.goto(url + path)
        found += faults(page)
        if page.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(path)
    assert found == [] and wide == []


def test_the_tree_opens_by_keyboard_and_leads_to_the_documents(url: str, page: Page) -> None:
    come_in(page, url, "p16")
    page.goto(f"{url}/browse?view=tree")
    branch = page.locator("ul.tree > li").nth(2)
    expect(branch.get_by_role("link")).to_have_count(0)
    branch.locator("summary").focus()
    page.keyboard.press("Enter")
    branch.get_by_role("link", name="ปี ๒๕๖๙").click()
    expect(page.get_by_role("heading", level=2, name="รายการ ๑ ฉบับ")).to_be_visible()
    expect(page.get_by_role("link", name="หนังสือเวียนเรื่องการประชุม")).to_be_visible()
