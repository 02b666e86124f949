"""How people walk through a procedure in Chromium: a clock that goes on, log-in, steps, papers."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from office.office import Office
from office.permissions import operator
from tests.seeing import LONG, served_office
from tests.test_web_seen import PASSWORD

ME = operator()


@dataclass
class Days:
    """The office's clock: noon of a day that the walk sets."""

    now: datetime = datetime(2026, 11, 23, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, year: int, month: int, day: int) -> None:
        """Let it be another day."""
        self.now = datetime(year, month, day, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Walk:
    """Somebody before the pages of an office."""

    office: Office
    days: Days
    url: str
    page: Page
    keys: dict[tuple[str, datetime], Any] = field(default_factory=dict)

    def be(self, person: str) -> None:
        """Log in as a person of the sample office, by name and password; once a day."""
        people, today = self.office.people, (person, self.days.now)
        if person not in {holder.account.person for holder in people.holders(ME)}:
            people.set_password(people.add(person, person, ME), PASSWORD)
        self.page.context.clear_cookies()
        if kept := self.keys.get(today):
            self.page.context.add_cookies(kept)
            return
        self.page.goto(f"{self.url}/enter")
        self.page.fill("#name", person)
        self.page.fill("#password", PASSWORD)
        self.press("เข้าระบบ")
        expect(self.page.get_by_role("button", name="ออกจากระบบ")).to_be_visible()
        self.keys[today] = self.page.context.cookies()

    def press(self, name: str) -> None:
        """Press the first button of the page's own part whose name has these words."""
        self.page.locator("main").get_by_role("button", name=name).first.click()

    def done(self, says: str) -> None:
        """Wait for the sentence that tells what was done."""
        expect(self.page.locator("p.done").first).to_contain_text(says)

    def mine(self, title: str) -> None:
        """Open what waits for me."""
        self.page.goto(f"{self.url}/my-work")
        self.page.locator("main").get_by_role("link", name=title).first.click()
        expect(self.page.locator("h1")).not_to_have_text("งานของฉัน")

    def begin(self, procedure: str, told: dict[str, str]) -> str:
        """Begin a case, and return its address."""
        self.page.goto(f"{self.url}/work/begin/{procedure}")
        self.fill(told)
        self.press("เริ่มงาน")
        self.done("เริ่มงานแล้ว")
        return self.page.url

    def fill(self, told: dict[str, str]) -> None:
        """Fill fields by their ids."""
        for id, value in told.items():
            self.page.fill(f"#{id}", value)

    def step(self, work: str, id: str) -> None:
        """Open a step on the page of its case."""
        self.page.goto(work)
        step = self.page.locator(f"#step-{id}")
        if step.get_attribute("open") is None:
            step.locator("summary").first.click()
        expect(step).to_have_attribute("open", "")

    def paper(self, work: str, step: str, title: str) -> str:
        """Begin a paper of a step, and return the draft's address."""
        self.step(work, step)
        self.page.locator(f"#step-{step}").get_by_role("button", name=f"ทำ{title}").click()
        expect(self.page.locator("main")).to_contain_text("ร่างที่")
        return self.page.url.split("?")[0]

    def issue(self, draft: str) -> None:
        """Number a draft."""
        self.page.goto(f"{draft}/issue")
        self.press("ออกเลข")
        expect(self.page.locator("h1")).to_have_text(re.compile("^(ออกเลข|เก็บเข้าแฟ้ม)แล้ว$"))

    def line(self, draft: str, act: str, to: str = "", remark: str = "") -> None:
        """Do something with a draft on its line: propose it, agree, return, sign."""
        self.page.goto(f"{draft}/line")
        if to:
            self.page.select_option("#to", to)
        if remark:
            self.page.fill("#remark", remark)
        before = self.page.locator("ol.way > li").count()
        self.press(act)
        expect(self.page.locator("ol.way > li")).to_have_count(before + bool(to))


@contextmanager
def walking(folder: Path, chromium: Chromium, **settings: Any) -> Iterator[Walk]:
    """Open an office on a folder, serve it, and stand before its pages."""
    days = Days()
    office = Office.open(folder, days)
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, **settings)
    context.set_default_timeout(LONG)
    with served_office(office) as url:
        yield Walk(office, days, url, context.new_page())
        context.close()
    office.close()
