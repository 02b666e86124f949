"""A meeting's day in Chromium: two people write at once, the recording obeys keys in the text."""

import io

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from office.office import Office
from office.permissions import operator
from tests.seeing import AXE, LONG, come_in, faults
from tests.test_minutes_day import AGENDA, MEETING, answers, day, held, key, saved

pytestmark = pytest.mark.slow

ME = operator()


@pytest.fixture
def case(office: Office) -> int:
    id = office.cases.begin("meeting", MEETING, ME).id
    draft = office.papers.begin(id, "agenda", "agenda", ME)
    saved(office, draft, answers(office, draft) | {"agenda": AGENDA})
    return id


def test_two_people_write_at_once_and_the_second_sees_both_texts(
    office: Office, url: str, page: Page, chromium: Chromium, case: int
) -> None:
    item = key(office, case, "ข้อราชการ")
    context = chromium.new_context()
    context.set_default_timeout(LONG)
    other = context.new_page()
    for each, person in ((page, "p15"), (other, "p05")):
        come_in(each, url, person)
        each.goto(f"{url}/work/{case}/day")
    form = f"#item-{item}"
    page.fill(f"#reasons-{item}", "คำของคนแรก")
    expect(page.locator(f"{form} [data-saved]")).to_have_text("บันทึกแล้ว", timeout=LONG)
    other.fill(f"#reasons-{item}", "คำของคนที่สอง")
    expect(other.locator(f"{form} [data-clash]")).to_be_visible(timeout=LONG)
    assert day(office, case).notes[item].note.reasons == "คำของคนแรก"
    other.click(f"{form} [data-clash] button")
    expect(other.locator(f"{form} .remark")).to_contain_text("คำของคนแรก", timeout=LONG)
    expect(other.locator(f"#reasons-{item}")).to_have_value("คำของคนที่สอง", timeout=LONG)
    context.close()


def test_the_time_of_the_recording_is_written_without_leaving_the_text(
    office: Office, url: str, page: Page, case: int
) -> None:
    head = b"RIFF\x24\x3e\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00"
    sound = head + b"\x40\x1f\x00\x00\x01\x00\x08\x00data\x00\x3e\x00\x00" + b"\x80" * 15872
    office.recordings.take(case, "เสียง.wav", io.BytesIO(sound), ME)
    come_in(page, url, "p15")
    page.goto(f"{url}/work/{case}/day")
    field = page.locator(f"#reasons-{key(office, case, 'ข้อราชการ')}")
    field.fill("ประธาน ")
    page.keyboard.press("F2")
    expect(field).to_have_value("ประธาน [0:00] ", timeout=LONG)
    expect(field).to_be_focused()
    page.keyboard.press("F4")
    expect(page.locator("[data-rate]")).to_have_text("๐.๗๕", timeout=LONG)


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed")
def test_axe_finds_nothing_on_the_day_and_nothing_is_wider_than_a_telephone(
    office: Office, url: str, page: Page, case: int
) -> None:
    held(office, case)
    come_in(page, url, "p15")
    page.set_viewport_size({"width": 360, "height": 740})
    found, wide = [], []
    for path in ("day", "day/people", "review", "folder"):
        page.goto(f"{url}/work/{case}/{path}")
        wide += [path] if page.evaluate("document.documentElement.scrollWidth") > 360 else []
        found += faults(page)
    assert (found, wide) == ([], [])
