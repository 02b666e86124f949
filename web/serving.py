"""Serving the pages: one process, with the worker beside it."""

import errno
import logging
import secrets
import signal
import socket
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import waitress  # type: ignore[import-untyped]

from office.errors import NoOfficeHere
from office.first_start import FirstStart, has_accounts
from office.office import Office
from office.worker import Worker
from web import first_start
from web.app import create
from web.bare import MOST_BYTES
from web.errors import PortTaken
from web.first_account import KEY

HERE = ("127.0.0.1", "localhost", "[::1]")
THREADS = 8


class Door:
    """The application that is served: the set-up of an empty folder, then the office."""

    def __init__(self, data: Path, hosts: tuple[str, ...], stack: ExitStack) -> None:
        self.key = secrets.token_urlsafe(12)
        self._hosts = hosts
        self._stack = stack
        try:
            office = Office.open(data)
        except NoOfficeHere:
            self.leads = True
            start = FirstStart(data)
            self.pages = first_start.create(start, self.key, self.open)
        else:
            self.open(office)
            self.leads = office.profile.is_sample or not has_accounts(office)

    def open(self, office: Office) -> None:
        """Finish what a crash left, and let people in; the worker starts beside."""
        office.recover()
        pages = create(office, self._hosts)
        pages.extensions[KEY] = self.key
        self._stack.enter_context(Worker(office).beside())
        self.pages = pages

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request (WSGI)."""
        return self.pages(environ, start_response)


def serve(
    data: Path,
    host: str,
    port: int,
    *,
    names: tuple[str, ...] = (),
    lan: bool = False,
    tell: Callable[[str], None],
) -> None:
    """Serve until stopped; raises PortTaken.

    ``lan`` also answers other machines; ``names`` are further names that it answers to, such as
    that of a proxy in front.
    """
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a short wait is no news
    with ExitStack() as stack:
        door = Door(data, () if lan else (*HERE, host, *names), stack)
        server = _listening(door, "0.0.0.0" if lan else host, port)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # a service stops; all is closed
        for line in _greeting(door, host, port, lan):
            tell(line)
        server.run()


def _listening(door: Door, host: str, port: int) -> Any:
    try:
        return waitress.create_server(
            door,
            host=host,
            port=port,
            threads=THREADS,
            ident="saraban",
            max_request_body_size=MOST_BYTES,
            trusted_proxy="127.0.0.1",
            trusted_proxy_headers={"x-forwarded-for", "x-forwarded-proto"},
            clear_untrusted_proxy_headers=True,
        )
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL):
            raise
        raise PortTaken(host=host, port=port) from error


def _greeting(door: Door, host: str, port: int, lan: bool) -> list[str]:
    here = "localhost" if host in HERE or lan else host
    lines = [f"เปิดใช้งานแล้วที่ http://{here}:{port} (หยุดด้วย Ctrl+C)"]
    if lan:
        lines += [f"เครื่องอื่นในสำนักงานเปิด http://{address}:{port}" for address in addresses()]
        lines.append(
            "คำเตือน: ไม่มีการเข้ารหัส ผู้ที่ดักข้อมูลในเครือข่ายเดียวกันอาจเห็นรหัสผ่านและเอกสารได้ "
            "ใช้เฉพาะเครือข่ายที่ไว้ใจได้ วิธีเปิดแบบเข้ารหัสอยู่ใน docs/running.md"
        )
    if door.leads:
        lines.append(f"เริ่มที่นี่: http://{here}:{port}/first/{door.key}")
    return lines


def addresses() -> list[str]:
    """Return the addresses of this machine in its networks; asks nobody, sends nothing."""
    found = set()
    for family, far in (socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((far, 9))
                name = probe.getsockname()[0]
                found.add(f"[{name}]" if family == socket.AF_INET6 else name)
        except OSError:
            continue
    return sorted(found) or [socket.gethostname()]
