"""Offices that benches need: made once and kept, with a browser in which somebody has come in."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from flask.testing import FlaskClient

from office.first_start import try_as
from office.office import Office
from web.app import create


def kept(name: str, count: int, world: Callable[[Path, int], None]) -> Path:
    """Return the data folder of an office of ``count`` records, by ``world`` if it is not there.

    It lies in ``$SARABAN_BENCH``, else in the user's cache folder.
    """
    root = Path(os.environ.get("SARABAN_BENCH") or Path.home() / ".cache" / "saraban-bench")
    data = root / f"{name}-{count}"
    if not data.exists():
        begun, new = time.perf_counter(), data.with_name(f"{data.name}.new")
        shutil.rmtree(new, ignore_errors=True)
        world(new, count)
        new.rename(data)
        print(f"{count} records made in {time.perf_counter() - begun:.0f} s", flush=True)
    return data


def come_in(office: Office, person: str) -> FlaskClient:
    """Return a browser in which somebody of the sample office has come in."""
    client, given = create(office).test_client(), try_as(office, person, browser="")
    with client.session_transaction() as session:
        seen = int(office.clock().timestamp())
        session.update(browser=given.browser, token=given.token, seen=seen)
    return client
