"""Deadlines as a calendar, read back by a parser of the test's own that forgives nothing."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from office.office import Office
from office.permissions import operator
from office.procedures.errors import UnknownCalendar
from office.procedures.ics import LONGEST, Day, written
from office.procedures.planning import Situation
from tests.conftest import NOON, Browser
from tests.test_office_evaluation import begun
from tests.test_office_papers import MEETING

Event = dict[str, str]


def read(data: bytes) -> list[Event]:
    """Read a calendar; anything that RFC 5545 does not allow fails."""
    assert data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    lines = data.split(b"\r\n")[:-1]
    assert all(0 < len(piece) <= LONGEST for piece in lines)
    for piece in lines:
        piece.decode()  # no letter is cut in two
    whole = data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
    assert (whole[0], whole[1], whole[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    found: list[Event] = []
    inside: Event | None = None
    for line in whole[1:-1]:
        name, colon, value = line.partition(":")
        assert colon and re.fullmatch(r"[A-Z-]+(;[A-Z]+=[A-Z]+)*", name), line
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value)
        if line == "BEGIN:VEVENT":
            assert inside is None
            inside = {}
        elif line == "END:VEVENT":
            assert inside is not None and {"UID", "DTSTAMP", "SUMMARY"} <= set(inside)
            found.append(inside)
            inside = None
        elif inside is not None:
            assert name not in inside
            inside[name] = _plain(value) if name in ("SUMMARY", "DESCRIPTION") else value
    assert inside is None and len({event["UID"] for event in found}) == len(found)
    return found


def _plain(text: str) -> str:
    assert not re.search(r"(?<!\\)(\\\\)*[;,]", text)
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "N": "\n"}.get(m[1], m[1]), text)


WORDS = st.text(st.sampled_from("กำหน้ด ประชุม;,\\\n๑a😀"), max_size=120)


DAYS = st.tuples(WORDS, WORDS, st.dates(date(2000, 1, 1), date(2100, 1, 1)))


@given(st.lists(DAYS, max_size=4))
def test_any_words_come_back_as_they_were(told: list[tuple[str, str, date]]) -> None:
    days = [
        Day(f"row-{n}@x", on, title, note, "http://x/1") for n, (title, note, on) in enumerate(told)
    ]
    events = read(written("กำหนดงาน", days, NOON))
    assert [event["SUMMARY"] for event in events] == [
        "\n".join(title.splitlines()) for title, _, _ in told
    ]
    days_read = [event["DTSTART;VALUE=DATE"] for event in events]
    assert days_read == [f"{on:%Y%m%d}" for _, _, on in told]


def subscribed(browser: Browser) -> str:
    page = browser.post("/work/calendar", do="give").text
    found = re.search(r"http://[^<]+(/calendar/[^<]+\.ics)", page)
    assert found
    return found[1]


def test_a_link_shows_what_waits_and_keeps_its_names_when_days_move(
    browser: Browser, office: Office
) -> None:
    case = office.cases.begin("meeting", MEETING, operator())
    link = subscribed(browser.come_in("p15"))
    stranger = Browser(browser.app)
    events = {event["UID"]: event for event in read(stranger.get(link).data)}
    assert events
    agenda = next(event for event in events.values() if "จัดทำระเบียบวาระ" in event["SUMMARY"])
    assert case.title in agenda["SUMMARY"] and agenda["URL"].endswith("#step-agenda")
    later = Situation(MEETING.texts, {"meeting_date": date(2026, 12, 25)}, MEETING.targets)
    office.cases.change(case.id, 1, later, "เลื่อน", operator())
    after = {event["UID"]: event for event in read(stranger.get(link).data)}
    assert set(after) == set(events)
    assert after[agenda["UID"]]["DTSTART;VALUE=DATE"] > agenda["DTSTART;VALUE=DATE"]


def test_a_calendar_program_that_is_not_ours_reads_every_day_of_an_evaluation(
    browser: Browser, office: Office
) -> None:
    begun(office)
    link = subscribed(browser.come_in("p17"))
    read_by_another: Any = Calendar.from_ical(Browser(browser.app).get(link).data)
    events = read_by_another.walk("VEVENT")
    days = {str(event["SUMMARY"]): event["DTSTART"].dt for event in events}
    round = next(title for title in days if title.startswith("รายงานผลรอบ ๖ ๙ ๑๒ เดือน ๖ เดือน"))
    assert days[round] == date(2027, 4, 7)  # the province is earlier
    (told,) = [event for event in events if str(event["SUMMARY"]) == round]
    assert "อ่านออกเขียนได้" in str(told["DESCRIPTION"]) and told["DTEND"].dt == date(2027, 4, 8)
    assert not read_by_another.errors and all(not event.errors for event in events)


def test_a_link_ends_when_a_new_one_is_made_or_it_is_taken_back(
    browser: Browser, office: Office
) -> None:
    first = subscribed(browser.come_in("p15"))
    second = subscribed(browser)
    assert browser.get(first).status_code == 404 and browser.get(second).status_code == 200
    assert second.split("/")[-1] not in browser.get("/work/calendar").text
    assert browser.post("/work/calendar", do="end").status_code == 303
    assert browser.get(second).status_code == 404
    with pytest.raises(UnknownCalendar):
        office.calendars.shown("", "x", lambda case, step: "")
