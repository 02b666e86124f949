"""The cache of page pictures stays small, and what is looked at stays longest."""

import io
import os
import time
from pathlib import Path

import pytest
from PIL import Image

from archive.records import FileEntry
from office.pictures import HOUR, Pictures

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
