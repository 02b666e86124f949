"""People of the sample office who walk through its pages in Chromium, each logged in by itself."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Locator, Page, expect

from office.office import Office, operator
from tests.seeing import LONG, served_office

PASSWORD = "ข้าวเหนียวมะม่วง"


@dataclass
class Clock:
    """The office's clock, which the walk sets on from day to day."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Walk:
    """An office that is served, the browser in which its people sit, and the clock on its wall."""

    office: Office
    url: str
    chromium: Chromium
    clock: Clock
    people: dict[str, "Person"] = field(default_factory=dict)
    logged_in: dict[str, datetime] = field(default_factory=dict)

    @contextmanager
    def person(self, id: str) -> Iterator["Person"]:
        """Sit down at somebody's browser; who was away for long logs in again."""
        one = self.people.get(id) or Person(self._page(), self.url)
        if self.logged_in.get(id) != self.clock.now:
            one.open("/enter")
            one.page.fill("#name", id)
            one.page.fill("#password", PASSWORD)
            one.press("เข้าระบบ")
            one.page.wait_for_url(lambda where: "/enter" not in where)
        self.people[id], self.logged_in[id] = one, self.clock.now
        yield one

    def _page(self) -> Page:
        """Open a browser of its own, which does not ask for pictures of every draft it meets."""
        context = self.chromium.new_context()
        context.set_default_timeout(LONG)
        context.route("**/drafts/*/preview*", lambda route: route.abort())
        return context.new_page()

    @contextmanager
    def stranger(self, address: str) -> Iterator["Person"]:
        """Open an address on a telephone that knows nobody."""
        context = self.chromium.new_context(viewport={"width": 360, "height": 740})
        context.set_default_timeout(LONG)
        one = Person(context.new_page(), "")
        one.open(address)
        yield one
        context.close()


@dataclass(frozen=True)
class Person:
    """Somebody at a screen."""

    page: Page
    url: str

    def open(self, path: str) -> None:
        """Go to a page of the office."""
        self.page.goto(f"{self.url}{path}")

    def click(self, what: Locator) -> None:
        """Click something that leads to a page, and wait until that is there."""
        with self.page.expect_navigation(timeout=LONG):
            what.click()

    def press(self, name: str, within: str = "main") -> None:
        """Press the first button of this very name, which sends a form."""
        self.click(self.page.locator(within).get_by_role("button", name=name, exact=True).first)

    def follow(self, name: str, within: str = "main") -> None:
        """Follow the first link of this very name."""
        self.click(self.page.locator(within).get_by_role("link", name=name, exact=True).first)

    def sees(self, *words: str) -> None:
        """Expect words on the page."""
        for one in words:
            expect(self.page.locator("main")).to_contain_text(one, timeout=LONG)

    def heading(self, words: str) -> None:
        """Expect to be on the page of this heading."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(words, timeout=LONG)

    def part(self, id: str) -> Locator:
        """Return a part of the page, opened where it folds."""
        shut = self.page.locator(f"details#{id}:not([open]) > summary")
        if shut.count():
            shut.click()
        return self.page.locator(f"#{id}")


@contextmanager
def walked(
    folder: Path, clock: Clock, chromium: Chromium, people: tuple[str, ...]
) -> Iterator[Walk]:
    """Serve an office in which these people have a password, with a LibreOffice at hand."""
    office = Office.open(folder, clock)
    for one in people:
        office.people.set_password(office.people.add(one, one, operator()), PASSWORD)
    with ExitStack() as stack:
        stack.callback(office.close)
        if office.converter.available():
            stack.enter_context(office.converter.warm())
        walk = Walk(office, stack.enter_context(served_office(office)), chromium, clock)
        yield walk
        for person in walk.people.values():
            person.page.context.close()
