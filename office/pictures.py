"""Pictures of filed pages, drawn when somebody first looks and kept in the cache.

A picture is named by the hash of the file it shows, so it never goes stale and may be deleted.
Drawing is done in bounded children; a file that outlasted one is not tried again until Saraban is
started anew, or its pages would keep all of them busy.
"""

import io
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePath
from typing import TypeVar

from PIL import Image, ImageOps

from archive.records import FileEntry
from indexer import pdfium
from indexer.bounded import bounded
from indexer.errors import FileDamaged, Unreadable
from indexer.scan_errors import PageTooSlow

WIDTH = 1_000  # pixels: 120 to the inch of an A4 page
SECONDS = 15  # for a page
MOST, DAYS, HOUR = 512 * 2**20, 180, 3_600.0  # bytes, days, seconds
SHEETS = (".tif", ".tiff")  # of many pages
PICTURES = (".png", ".jpg", ".jpeg", *SHEETS)

T = TypeVar("T")


@dataclass(frozen=True)
class Pictures:
    """Draws filed PDFs and scans page by page into the folder ``cache``."""

    cache: Path
    _left: set[str] = field(default_factory=set)
    _turns: tuple[threading.Lock, ...] = field(
        default_factory=lambda: tuple(threading.Lock() for _ in range(256))
    )

    def pages(self, file: FileEntry, path: Path) -> int:
        """Return how many pages can be shown; 0 for what has none or cannot be opened."""
        suffix = PurePath(file.name).suffix.lower()
        if not (suffix in SHEETS or (suffix == ".pdf" and pdfium.AVAILABLE)):
            return 1 if suffix in PICTURES else 0
        try:
            return self._once(file, lambda: _counted(file.sha512, path))
        except Unreadable:
            return 0

    def page(self, file: FileEntry, path: Path, page: int) -> Path:
        """Return the PNG of a page (the first is 0); raises FileDamaged, ReadersBusy."""
        place = self.cache / "pages" / file.sha512[:2] / f"{file.sha512[:40]}-{page}.png"
        if not place.exists():
            drawn = self._once(file, lambda: _asked(_drawn, file.name, path, page))
            place.parent.mkdir(parents=True, exist_ok=True)
            unfinished = place.with_suffix(f".{secrets.token_hex(4)}")
            unfinished.write_bytes(drawn)
            unfinished.replace(place)
        else:
            place.touch()  # what was looked at last is kept longest
        return place

    def forget(self, file: FileEntry) -> None:
        """Delete every picture of a file."""
        for path in (self.cache / "pages" / file.sha512[:2]).glob(f"{file.sha512[:40]}-*"):
            path.unlink(missing_ok=True)

    def trim(self, most: int = MOST, days: int = DAYS) -> int:
        """Delete what nobody looked at for ``days``, then the oldest until ``most`` bytes are left.

        Looks through the folder once an hour at the most; returns how many pictures went.
        """
        folder, now = self.cache / "pages", time.time()
        looked = folder / ".looked"
        if not folder.exists() or (looked.exists() and now - looked.stat().st_mtime < HOUR):
            return 0
        looked.touch()
        held = sorted(_sized(folder), key=lambda each: each[1])
        left, gone = sum(size for _, _, size in held), 0
        for path, used, size in held:
            if left <= most and now - used < days * 24 * HOUR:
                break
            with suppress(OSError):  # somebody is looking at it just now (Windows)
                path.unlink()
                left, gone = left - size, gone + 1
        return gone

    def _once(self, file: FileEntry, act: Callable[[], T]) -> T:
        """Do what opens a file, unless it outlasted a child before; raises FileDamaged."""
        with self._turns[int(file.sha512[:2], 16)]:  # its pages one by one
            if file.sha512 in self._left:
                raise FileDamaged(name=file.name)
            try:
                return act()
            except PageTooSlow as slow:
                self._left.add(file.sha512)
                raise FileDamaged(name=file.name) from slow


def _sized(folder: Path) -> Iterator[tuple[Path, float, int]]:
    """Yield each picture with when it was last looked at and its size."""
    for path in folder.glob("*/*"):
        with suppress(OSError):
            told = path.stat()
            yield path, told.st_mtime, told.st_size


@lru_cache(maxsize=4_096)
def _counted(sha512: str, path: Path) -> int:
    """Count pages once for each content; ``path`` only says where it lies."""
    return _asked(_count, path.name, path)


def _asked(work: Callable[..., T], name: str, *given: object) -> T:
    return bounded(name, work, name, *given, seconds=SECONDS)


def _count(name: str, path: Path) -> int:
    if name.lower().endswith(".pdf"):
        return pdfium.count(path.read_bytes())
    with Image.open(path, formats=("TIFF",)) as picture:
        return int(getattr(picture, "n_frames", 1))


def _drawn(name: str, path: Path, page: int) -> bytes:
    if name.lower().endswith(".pdf"):
        return pdfium.picture(path.read_bytes(), page, WIDTH)
    return _scaled(name, path.read_bytes(), page)


def _scaled(name: str, data: bytes, page: int) -> bytes:
    """Draw a page of a picture file, standing as its camera says."""
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as picture:
            picture.seek(page)
            grey = picture.mode == "1"  # two tones would be made smaller without the greys between
            small = ImageOps.exif_transpose(picture).convert("L") if grey else picture
            small.thumbnail((WIDTH, WIDTH * 3))
            upright = small if grey else ImageOps.exif_transpose(small)
            png = io.BytesIO()
            upright.convert("RGB").save(png, "PNG")
    except Exception as error:  # as above
        raise FileDamaged(name=name) from error
    return png.getvalue()
