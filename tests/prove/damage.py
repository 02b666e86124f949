"""Damages objects in every way that a disk, a program or a person does."""

from collections.abc import Callable, Sequence
from itertools import cycle
from pathlib import Path

from archive import inventory

Damage = Callable[[Path], set[str]]
"""Damages the object in a folder; returns where in it an audit must find faults, and nowhere else.
"""


def spoil(root: Path, names: Sequence[str]) -> dict[str, set[str]]:
    """Damage these objects of a storage root, each in the next way; return where, by object."""
    return {
        name: {f"{name}/{where}" for where in damage(root / name)}
        for name, damage in zip(names, cycle(WAYS), strict=False)
    }


def _content(folder: Path) -> list[Path]:
    """Return the files of the first version, the longest last."""
    return sorted((folder / "v1" / "content").iterdir(), key=lambda path: path.stat().st_size)


def _told(folder: Path, *paths: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in paths}


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def flip_a_bit(folder: Path) -> set[str]:
    """One bit of a file."""
    path = _content(folder)[-1]
    _flip(path)
    return _told(folder, path)


def delete(folder: Path) -> set[str]:
    """A file is gone."""
    path = _content(folder)[0]
    path.unlink()
    return _told(folder, path)


def swap(folder: Path) -> set[str]:
    """Two files have each other's content (a kept register has one file: it is emptied)."""
    one, other = _content(folder)[0], _content(folder)[-1]
    mine, its = one.read_bytes(), other.read_bytes()
    one.write_bytes(its if one != other else b"")
    if one != other:
        other.write_bytes(mine)
    return _told(folder, one, other)


def add(folder: Path) -> set[str]:
    """A file lies there that belongs nowhere."""
    path = folder / "v1" / "content" / "แปลกปลอม.txt"
    path.write_text("?", encoding="utf-8")
    return _told(folder, path)


def cut(folder: Path) -> set[str]:
    """The end of a file is missing."""
    path = _content(folder)[-1]
    path.write_bytes(path.read_bytes()[:-1])
    return _told(folder, path)


def flip_a_sidecar(folder: Path) -> set[str]:
    """One bit of what vouches for the inventory."""
    path = folder / inventory.SIDECAR
    _flip(path)
    return _told(folder, path)


WAYS: tuple[Damage, ...] = (flip_a_bit, delete, swap, add, cut, flip_a_sidecar)
