"""Tesseract is bounded by what it works, so that a busy machine refuses no good page."""

import sys

import pytest
from PIL import Image

from indexer import ocr
from indexer.scan_errors import PageTooSlow, PageWaited

pytestmark = pytest.mark.slow
LINE = Image.new("L", (60, 40), 255)


def stands_in(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Let a Python program stand in for Tesseract."""
    monkeypatch.setattr(ocr, "version", lambda: "5")
    command = [sys.executable, "-c", program]
    monkeypatch.setattr(ocr, "_command", lambda *_: command)


@pytest.mark.skipif(sys.platform != "linux", reason="the system bounds no processor's time")
def test_a_page_that_is_worked_at_too_long_is_ended_by_its_work_and_not_by_the_clock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stands_in(monkeypatch, "while True: pass")
    monkeypatch.setattr(ocr, "PROCESSOR", 1)
    with pytest.raises(PageTooSlow, match="1 วินาที") as refused:
        ocr.read([LINE])
    assert not isinstance(refused.value, PageWaited)


def test_a_page_that_only_waits_is_ended_by_the_clock_and_the_machine_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stands_in(monkeypatch, "import time; time.sleep(600)")
    with pytest.raises(PageWaited, match="เครื่องกำลังทำงานอื่นมาก"):
        ocr.read([LINE], seconds=0.3)
