"""Checksums of an engine's files, so that damage is found when an index is opened.

Both engines write their files once and never change them, save the ones in ``_REWRITTEN``, which
are text that no longer reads when it is damaged. A file that stands in no list was written just
before a crash; one that is missing is the engine's own matter.
"""

import zlib
from collections.abc import Mapping
from pathlib import Path

from indexer.engine import EngineBroken

Sums = dict[str, list[int]]
"""Size and CRC-32 of each file."""

_REWRITTEN = ("meta.json", ".managed.json")
_LOCKS = ("LOCK", ".lock")


def summed(folder: Path, known: Mapping[str, list[int]]) -> Sums:
    """Return the sums of the files in a folder; those that are known are not read again."""
    names = (path.name for path in folder.iterdir())
    lasting = (name for name in names if name not in _REWRITTEN and not name.endswith(_LOCKS))
    sums = {name: known.get(name) or _sum(folder / name) for name in sorted(lasting)}
    return {name: sum_ for name, sum_ in sums.items() if sum_}


def check(folder: Path, known: Mapping[str, list[int]]) -> None:
    """Raise ``EngineBroken`` when a file is not as it was written."""
    for name, expected in known.items():
        if (found := _sum(folder / name)) and found != expected:
            raise EngineBroken(f"{name} is damaged")


def _sum(path: Path) -> list[int]:
    """Return size and checksum, or nothing when the file is gone: its engine has merged it."""
    crc = size = 0
    try:
        with path.open("rb") as file:
            while some := file.read(1 << 20):
                crc, size = zlib.crc32(some, crc), size + len(some)
    except FileNotFoundError:
        return []
    return [size, crc]
