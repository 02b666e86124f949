"""Pages as people meet them: an office served, Chromium, and axe-core's rules."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import waitress  # type: ignore[import-untyped]
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect, sync_playwright
from waitress import wasyncore

from office.office import Office
from web.app import create
from web.first_account import KEY

AXE = Path(".tools/axe/node_modules/axe-core/axe.min.js")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
LONG = 120_000  # milliseconds; a loaded machine is no fault
expect.set_options(timeout=LONG)


@contextmanager
def opened_chromium() -> Iterator[Chromium]:
    """Keep a Chromium open; while it is, no event loop of asyncio can run in this thread."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield chromium
        chromium.close()


@contextmanager
def served(app: Callable[..., Any]) -> Iterator[str]:
    """Serve an application on a port of its own, and give its address.

    Its threads end before its sockets are closed: a thread that answers late would write into
    whatever has got the number of the closed socket, the next test's database for one. The sockets,
    also those that a browser keeps open, are closed by the thread that listens to them.
    """
    server = waitress.create_server(app, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.task_dispatcher.shutdown(timeout=LONG / 1000)
    server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map, ignore_all=True))
    thread.join(timeout=LONG / 1000)


@contextmanager
def served_office(office: Office) -> Iterator[str]:
    """Serve the pages of an office in which ``come_in`` needs no password."""
    app = create(office)
    app.extensions[KEY] = "key"
    with served(app) as url:
        yield url


def come_in(page: Page, url: str, person: str) -> None:
    """Act as somebody of the sample office."""
    page.goto(f"{url}/first/key")
    page.click(f"form:has(input[value={person}]) button")
    page.wait_for_url(lambda where: "/first/" not in where)


def until(page: Page, address: str, says: str) -> None:
    """Open the page again and again until it says this: the index comes by itself."""
    for _ in range(LONG // 500):
        page.goto(address)
        if says in page.inner_text("main"):
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"{address} never says “{says}”, but: {page.inner_text('main')}")


def faults(page: Page) -> list[str]:
    """Run axe-core's rules of WCAG 2.2 AA on the page."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
    return [
        f"{page.url}: {each['id']} {node['html'][:120]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]
