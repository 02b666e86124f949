"""Letters are confirmed by keyboard alone, as a clerk does it in a browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

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
READ, WHY = "_ มิถุนายน ๒๕๖๖", "ผู้ส่งนี้เคยใช้"
RIGHT, MISREAD = "กลุ่มอำนวยการ", "กลุ่มอำบวยการ"


@pytest.fixture
def url(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an office in which three letters wait.

    Of the first a digit is not sure; the others have no day, the second's sender is misread.
    """
    monkeypatch.setattr("office.inbox.QUIET", 0.01)
    for name, sender in (("ก.txt", RIGHT), ("ข.txt", MISREAD), ("ค.txt", RIGHT)):
        text = LETTER.replace(RIGHT, sender).replace("๑ มิถุนายน ๒๕๖๖", "") + name
        (office.folder.place("inbox") / name).write_text(text, encoding="utf-8")
    Inbox(office.intake, office.arrivals, office.clock).scan()
    day = Field("2023-06-01", "๑ มิถุนายน ๒๕๖๖", 1, None, 0.9, (0,))
    sure = Field("ศธ 04999.1/7", "ศธ ๐๔๙๙๙.๑/๗", 1, None, 0.9)
    fields = {"number": sure, "date": day, "from": sure, "subject": sure}
    letter = Recognised("memo", 0.9, fields)  # type: ignore[arg-type]
    taken = Taken(
        "ก.txt", None, letter=letter, spots={"date": Spot(0.9, READ, because=WHY)}, told=False
    )
    with office.db.writing() as conn:
        put_letter(conn, waiting(office)[0].id, taken, office.clock())
    with served_office(office) as url:
        yield url


def waiting(office: Office) -> list[Arrival]:
    return office.arrivals.all(operator(), CONFIRM, 9, 0, "name")


def clerks_page(chromium: Chromium, url: str, file: Arrival) -> Page:
    page = chromium.new_page()
    page.set_default_timeout(LONG)
    come_in(page, url, "p15")
    page.goto(f"{url}/inbox/{file.id}/confirm")
    return page


def test_digits_and_enter_alone_lead_through_what_is_asked_to_the_next_letter(
    url: str, office: Office, chromium: Chromium
) -> None:
    first, second, _ = waiting(office)
    page = clerks_page(chromium, url, first)
    day, category = page.locator("#dated"), page.locator("#category")
    expect(day).to_be_focused()
    expect(day).to_have_value(READ)
    expect(page.locator("#dated-because")).to_have_text(WHY)
    page.keyboard.type("๑")
    expect(day).to_have_value("๑ มิถุนายน ๒๕๖๖")
    page.keyboard.press("Enter")
    expect(category).to_be_focused()
    page.keyboard.press("4")
    expect(category).to_have_value("4")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}/inbox/{second.id}/confirm")
    expect(page.locator("#dated")).to_be_focused()
    page.close()
    assert office.arrivals.one(first.id, operator()).state == FILED


def test_a_misread_name_becomes_the_known_one_by_a_chord_and_a_digit_and_the_asked_field_is_next(
    url: str, office: Office, chromium: Chromium
) -> None:
    _, second, _ = waiting(office)
    page = clerks_page(chromium, url, second)
    expect(page.locator("#dated")).to_be_focused()
    page.keyboard.press("Alt+3")
    expect(page.locator("#sender")).to_be_focused()
    expect(page.locator("#sender")).to_have_value(MISREAD)
    page.keyboard.press("1")
    expect(page.locator("#sender")).to_have_value(RIGHT)
    page.keyboard.press("Enter")
    expect(page.locator("#dated")).to_be_focused()
    page.close()


def test_a_refused_field_has_the_cursor_and_a_narrow_screen_shows_the_letter_beside_it(
    url: str, office: Office, chromium: Chromium
) -> None:
    _, second, _ = waiting(office)
    page = clerks_page(chromium, url, second)
    page.set_viewport_size({"width": 360, "height": 740})
    expect(page.locator("#dated")).to_be_focused()
    page.keyboard.type("31/2/66")
    page.locator("button[value=confirm]").press("Enter")
    expect(page.locator("#dated-says")).to_be_visible()
    expect(page.locator("#dated")).to_be_focused()
    page.keyboard.press("Alt+1")
    expect(page.locator("#number")).to_be_focused()
    expect(page.locator(".seen")).to_be_in_viewport()
    page.close()
