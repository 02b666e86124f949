"""The cache of page pictures stays small, and what is looked at stays longest."""

import io
import os
import time
from pathlib import Path

import pytest
from PIL import Image

from archive.records import FileEntry
from indexer.errors import FileDamaged
from indexer.pdfium import AVAILABLE
from indexer.scan_errors import PageTooSlow
from office.pictures import HOUR, Pictures
from tests.hostile import endless_page, pdf

DAY = 24 * HOUR


@pytest.fixture
def pictures(tmp_path: Path) -> Pictures:
    return Pictures(tmp_path)


def drawn(pictures: Pictures, name: str, days_ago: float) -> Path:
    """A page that was looked at some days ago."""
    png = io.BytesIO()
    Image.effect_noise((200, 200), 50).save(png, "PNG")
    scan = pictures.cache / f"{name}.png"
    scan.write_bytes(png.getvalue())
    place = pictures.page(FileEntry(scan.name, 1, name * 40), scan, 0)
    then = time.time() - days_ago * DAY
    os.utime(place, (then, then))
    return place


def test_what_nobody_looked_at_for_long_goes(pictures: Pictures) -> None:
    old, new = drawn(pictures, "a", 181), drawn(pictures, "b", 1)
    assert pictures.trim() == 1
    assert (old.exists(), new.exists()) == (False, True)


def test_the_longest_unseen_go_until_the_rest_is_small(pictures: Pictures) -> None:
    places = [drawn(pictures, name, days) for name, days in (("a", 3), ("b", 1), ("c", 2))]
    most = places[1].stat().st_size + places[2].stat().st_size
    assert pictures.trim(most=most) == 1
    assert [place.exists() for place in places] == [False, True, True]


def test_looking_at_a_page_keeps_it(pictures: Pictures) -> None:
    place = drawn(pictures, "a", 400)
    pictures.page(FileEntry("a.png", 1, "a" * 40), pictures.cache / "a.png", 0)
    assert pictures.trim() == 0
    assert place.exists()


def test_the_folder_is_looked_through_once_an_hour(pictures: Pictures) -> None:
    drawn(pictures, "a", 1)
    assert pictures.trim(most=0) == 1
    place = drawn(pictures, "b", 400)
    assert pictures.trim(most=0) == 0
    looked = pictures.cache / "pages" / ".looked"
    then = time.time() - 2 * HOUR
    os.utime(looked, (then, then))
    assert pictures.trim(most=0) == 1
    assert not place.exists()


def test_each_sheet_of_a_scanned_tiff_is_shown(pictures: Pictures) -> None:
    sheets = [Image.new("1", (300, 400), paper) for paper in (1, 0)]
    scan = pictures.cache / "สแกน.tif"
    sheets[0].save(scan, "TIFF", save_all=True, append_images=sheets[1:])
    file = FileEntry(scan.name, 1, "c" * 40)
    assert pictures.pages(file, scan) == 2
    with Image.open(pictures.page(file, scan, 1)) as second:
        assert second.convert("L").getextrema() == (0, 0)
    with pytest.raises(FileDamaged):
        pictures.page(file, scan, 2)


def test_a_picture_stands_as_its_camera_says(pictures: Pictures) -> None:
    photo, lies = pictures.cache / "ภาพ.jpg", Image.Exif()
    lies[0x0112] = 6  # the camera was held on its side
    Image.new("RGB", (400, 300)).save(photo, "JPEG", exif=lies)
    with Image.open(pictures.page(FileEntry(photo.name, 1, "d" * 40), photo, 0)) as shown:
        assert shown.size == (300, 400)


@pytest.mark.skipif(not AVAILABLE, reason="pdfium is not installed")
def test_a_page_that_would_never_be_drawn_is_given_up_once(
    pictures: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless, good = pictures.cache / "วน.pdf", pictures.cache / "ดี.pdf"
    endless.write_bytes(endless_page())
    good.write_bytes(pdf())
    file = FileEntry(endless.name, 1, "e" * 40)
    assert pictures.pages(file, endless) == 1
    monkeypatch.setattr("office.pictures.SECONDS", 0.3)
    with pytest.raises(FileDamaged) as refused:
        pictures.page(file, endless, 0)
    assert isinstance(refused.value.__cause__, PageTooSlow)
    monkeypatch.setattr("office.pictures.SECONDS", 900)
    with pytest.raises(FileDamaged):
        pictures.page(file, endless, 0)
    assert pictures.pages(file, endless) == 0
    assert pictures.page(FileEntry(good.name, 1, "f" * 40), good, 0).exists()
