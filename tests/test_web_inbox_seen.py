"""Letters are confirmed by keyboard alone, as a clerk does it in a browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from indexer.recognition.field import Field, Recognised
from office.arrival_spots import Spot
from office.arrival_way import put_letter
from office.arrivals import CONFIRM, FILED, Arrival
from office.inbox import Inbox
from office.intake import Taken
from office.office import Office, operator
from tests.seeing import LONG, come_in, served_office
from tests.test_office_intake_kinds import LETTER

pytestmark = pytest.mark.slow
READ = "_ มิถุนายน ๒๕๖๖"


@pytest.fixture
def url(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an office in which two letters wait; of the first a digit is not sure."""
    monkeypatch.setattr("office.inbox.QUIET", 0.01)
    for name in ("ก.txt", "ข.txt"):
        text = LETTER.replace("๑ มิถุนายน ๒๕๖๖", "") + name
        (office.folder.place("inbox") / name).write_text(text, encoding="utf-8")
    Inbox(office.intake, office.arrivals, office.clock).scan()
    day = Field("2023-06-01", "๑ มิถุนายน ๒๕๖๖", 1, None, 0.9, (0,))
    sure = Field("ศธ 04999.1/7", "ศธ ๐๔๙๙๙.๑/๗", 1, None, 0.9)
    fields = {"number": sure, "date": day, "from": sure, "subject": sure}
    letter = Recognised("memo", 0.9, fields)  # type: ignore[arg-type]
    taken = Taken("ก.txt", None, letter=letter, spots={"date": Spot(0.9, READ)}, told=False)
    with office.db.writing() as conn:
        put_letter(conn, waiting(office)[0].id, taken, office.clock())
    with served_office(office) as url:
        yield url


def waiting(office: Office) -> list[Arrival]:
    return office.arrivals.all(operator(), CONFIRM, 9, 0, "name")


def test_the_unsure_digit_and_the_category_are_typed_and_enter_brings_the_next(
    url: str, office: Office, chromium: Chromium
) -> None:
    first, second = waiting(office)
    page = chromium.new_page()
    page.set_default_timeout(LONG)
    come_in(page, url, "p15")
    page.goto(f"{url}/inbox/{first.id}/confirm")
    day = page.locator("#dated")
    expect(day).to_be_focused(timeout=LONG)
    expect(day).to_have_value(READ)
    page.keyboard.type("๑")
    expect(day).to_have_value("๑ มิถุนายน ๒๕๖๖")
    page.locator("#category").focus()
    page.locator("#category").select_option("4")
    page.locator("#category").press("Enter")
    page.wait_for_url(f"{url}/inbox/{second.id}/confirm")
    expect(page.locator("#dated")).to_be_focused(timeout=LONG)
    page.close()
    assert office.arrivals.one(first.id, operator()).state == FILED
