"""Tesseract, behind this one module: lines of print in, letters with their places out.

Each line is given as a picture of its own (``--psm 7``), all lines of a page to one process. hOCR
tells where letters stand but cuts Thai into words by chance (tesseract #2702), the plain text
tells the spaces but no places; so both are written in one run and laid over each other.
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path

from PIL import Image

from indexer.errors import FileDamaged
from indexer.scan_errors import NoTesseract, PageTooSlow, PageWaited

PROCESSOR = 60  # seconds of a core for the lines of one page; a full page takes three
SECONDS = 240  # of the clock for them: at the lowest priority on a busy machine work waits long
LANGUAGES = ("tha", "eng")
PAPER = 16  # pixels of white around a line, without which its first letters are lost
MOST_SURE = 96  # is what Tesseract says of clear print; right letters have 87 and more
_LETTER = re.compile(
    r"x_wconf (?P<sure>\d+)|"
    r"<span class='ocrx_cinfo' title='x_bboxes (?P<left>\d+) \d+ (?P<right>\d+) \d+; "
    r"x_conf [\d.]+'>(?P<text>[^<]*)</span>"
)
_PAGE_END = "\f"
_USED_UP = getattr(
    signal, "SIGXCPU", 1_000
)  # ends what used its processor's time up; not on Windows


@dataclass(frozen=True)
class Letter:
    """A letter, or a space, of a line: where, in pixels of its picture, and how sure (0 to 1)."""

    text: str
    left: float
    right: float
    sure: float


@cache
def version() -> str:
    """Return Tesseract's version, "" where it or one of its ``LANGUAGES`` is missing."""
    program = shutil.which("tesseract")
    if program is None:
        return ""
    try:
        known = _run([program, "--list-langs"]).split()
        told = _run([program, "--version"]).split()
    except (OSError, subprocess.SubprocessError):
        return ""
    return told[1] if set(LANGUAGES) <= set(known) and len(told) > 1 else ""


def read(
    lines: Sequence[Image.Image],
    seconds: float = SECONDS,
    languages: tuple[str, ...] = LANGUAGES,
) -> list[list[Letter]]:
    """Read lines of print, grey pictures at 300 dots to the inch.

    Raises NoTesseract, PageTooSlow, PageWaited, or FileDamaged where Tesseract fails.
    """
    if not version():
        raise NoTesseract()
    if not lines:
        return []
    with tempfile.TemporaryDirectory(prefix="saraban-ocr-") as folder:
        pages, out = Path(folder, "lines.tif"), Path(folder, "out")
        edged = [_on_paper(line) for line in lines]
        edged[0].save(pages, save_all=True, append_images=edged[1:], dpi=(300, 300))
        try:
            _run(_command(pages, out, languages), seconds)
        except subprocess.TimeoutExpired as error:
            raise PageWaited(name="", seconds=round(seconds)) from error
        except subprocess.CalledProcessError as error:
            if error.returncode == -_USED_UP:
                raise PageTooSlow(name="", seconds=PROCESSOR) from error
            raise FileDamaged(name="") from error
        said = out.with_suffix(".txt").read_text(encoding="utf-8").split(_PAGE_END)
        placed = out.with_suffix(".hocr").read_text(encoding="utf-8")
    letters = placed.split("<div class='ocr_page'")[1:]
    return [spaced(text, _letters(page)) for text, page in zip(said, letters, strict=False)]


def spaced(text: str, letters: list[Letter]) -> list[Letter]:
    """Put the spaces of the plain text between the letters that have places."""
    found, at = list[Letter](), 0
    for letter in letters:
        while text[at : at + 1].isspace():
            if found and found[-1].text != " ":
                found.append(Letter(" ", found[-1].right, letter.left, 1.0))
            at += 1
        if text.startswith(letter.text, at):
            at += len(letter.text)
        found.append(letter)
    return found


def _letters(page: str) -> list[Letter]:
    """Read hOCR; a letter is as sure as its "word", in Thai itself with its marks.

    (x_conf, of the letter alone, is above 90 for right and wrong alike.)
    """
    found, sure = list[Letter](), 0.0
    for part in _LETTER.finditer(page):
        if part["sure"]:
            sure = min(1.0, int(part["sure"]) / MOST_SURE)
        else:
            left, right = int(part["left"]) - PAPER, int(part["right"]) - PAPER
            found.append(Letter(unescape(part["text"]), left, right, sure))
    return found


def _on_paper(line: Image.Image) -> Image.Image:
    sheet = Image.new("L", (line.width + 2 * PAPER, line.height + 2 * PAPER), 255)
    sheet.paste(line, (PAPER, PAPER))
    return sheet


def _command(pages: Path, out: Path, languages: tuple[str, ...]) -> list[str]:
    program = shutil.which("tesseract") or "tesseract"
    options = ["-l", "+".join(languages), "--psm", "7", "-c", "hocr_char_boxes=1"]
    return [
        program,
        str(pages),
        str(out),
        *options,
        "-c",
        f"page_separator={_PAGE_END}",
        "hocr",
        "txt",
    ]


def _run(command: list[str], seconds: float = SECONDS) -> str:
    """Run one thread of it, for there are as many at once as the machine has cores."""
    with subprocess.Popen(
        command,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as program:
        _bound(program.pid)
        try:
            said, _ = program.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            program.kill()
            raise
    if program.returncode:
        raise subprocess.CalledProcessError(program.returncode, command)
    return said.decode("utf-8", "replace")


def _bound(pid: int) -> None:
    """Bound a program's time of the processor where the system can; elsewhere the clock does."""
    with suppress(ImportError, AttributeError, OSError):  # Windows, macOS, or it has ended already
        import resource

        resource.prlimit(pid, resource.RLIMIT_CPU, (PROCESSOR, PROCESSOR + 2))
