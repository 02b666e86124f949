"""Fixity: is everything that was filed still there, byte for byte, and nothing else?

Faults are values. What looks faulty is looked at again under the root's lock, so that a filing
under way is never reported.
"""

import dataclasses
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from archive import files, inventory
from archive.faults import Fault
from archive.inventory import Inventory
from archive.ocfl import DECLARATION, DECLARED, StorageRoot, is_object


@dataclass(frozen=True)
class Checked:
    """One object as found: how many files and bytes were read, and what is wrong."""

    name: str
    files: int
    size: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Report:
    """An audit: ``checked`` files (``size`` bytes) of ``objects`` objects, and every fault."""

    checked: int
    objects: int
    size: int
    faults: tuple[Fault, ...]


def audit(root: StorageRoot, progress: Callable[[int], None] | None = None) -> Report:
    """Read every file below the root and compare it with its inventory."""
    paths = list(root.walk())
    names = [root.name(path) for path in paths if is_object(path)]
    found = list[Checked]()
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as readers:
        for checked in readers.map(lambda name: examine(root, name), names):
            found.append(again(root, checked) if checked.faults else checked)
            if progress:
                progress(len(found))
    astray = set(strays(root, paths))
    if astray:
        with root.writing():
            astray = set(strays(root, root.walk()))
    faults = {fault for each in found for fault in each.faults} | astray
    return Report(
        sum(each.files for each in found),
        len(found),
        sum(each.size for each in found),
        tuple(sorted(faults)),
    )


def examine(root: StorageRoot, name: str) -> Checked:
    """Check one object: declaration, inventories, sidecars, every file, and nothing besides."""
    top, sizes = f"{root.folder / name}/", dict[str, int]()
    try:
        present, odd = _listing(top)
        faults = [*odd, *_object_faults(top, root.urn + name, present, sizes)]
    except OSError as error:
        present, faults = set(), [Fault("object-unreadable", "", error.strerror or str(error))]
    placed = tuple(
        dataclasses.replace(fault, where=f"{name}/{fault.where}".rstrip("/")) for fault in faults
    )
    return Checked(name, len(present), sum(sizes.values()), placed)


def again(root: StorageRoot, checked: Checked) -> Checked:
    """Look once more at what seemed faulty, while nobody writes."""
    with root.writing():
        return examine(root, checked.name)


def strays(root: StorageRoot, paths: Iterable[Path]) -> Iterator[Fault]:
    """Yield what is wrong with the root itself and between its objects, of what ``walk`` found."""
    if files.read_or_empty(root.folder / DECLARATION) != DECLARED:
        yield Fault("root-declaration", DECLARATION)
    for path in paths:
        if path.is_file():
            yield Fault("file-stray", root.name(path))
        elif not is_object(path):
            yield from _folder_fault(path, root.name(path))


def _folder_fault(path: Path, name: str) -> Iterator[Fault]:
    try:
        if not any(path.iterdir()):
            yield Fault("folder-empty", name)
    except OSError as error:
        yield Fault("object-unreadable", name, error.strerror or str(error))


def _listing(top: str) -> tuple[set[str], list[Fault]]:
    """Return every plain file by its path below ``top``, and what does not belong."""
    present, odd, waiting = set[str](), list[Fault](), [""]
    while waiting:
        prefix = waiting.pop()
        with os.scandir(top + prefix) as entries:
            inside = list(entries)
        if not inside:
            odd.append(Fault("folder-empty", prefix.rstrip("/")))
        for entry in inside:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{prefix}{entry.name}/")
            elif entry.is_file(follow_symlinks=False):
                present.add(prefix + entry.name)
            else:
                odd.append(Fault("file-extra", prefix + entry.name, "no plain file"))
    return present, odd


def _object_faults(top: str, id: str, present: set[str], sizes: dict[str, int]) -> Iterator[Fault]:
    """Yield what is wrong in the folder ``top`` (with its last /); note sizes."""

    def read(path: str) -> bytes:
        data = files.read_or_empty(top + path) if path in present else b""
        sizes[path] = len(data)
        return data

    if read(inventory.DECLARATION) != inventory.DECLARED:
        yield Fault("object-declaration", inventory.DECLARATION)
    try:
        data = files.read(top + inventory.NAME)
        sizes[inventory.NAME] = len(data)
        held = inventory.from_json(data)
    except inventory.UNREADABLE as error:
        yield Fault("object-unreadable", inventory.NAME, type(error).__name__)
        return
    if held.id != id:
        yield Fault("object-misplaced", "", held.id)
    side = inventory.sidecar(data)
    if read(inventory.SIDECAR) != side:
        yield Fault("sidecar-mismatch", inventory.SIDECAR)
    expected = {inventory.DECLARATION, inventory.NAME, inventory.SIDECAR}
    for number in range(1, held.head + 1):
        expected |= {f"v{number}/{inventory.NAME}", f"v{number}/{inventory.SIDECAR}"}
        yield from _version_faults(number, held, data, side, read)
    for digest, path in held.manifest.items():
        yield from _content_faults(top, path, digest, present, sizes)
    for path in present - expected - set(held.manifest.values()):
        yield Fault("file-extra", path)


def _version_faults(
    number: int, held: Inventory, head: bytes, side: bytes, read: Callable[[str], bytes]
) -> Iterator[Fault]:
    """Each version folder keeps the inventory as it was then; the newest is the head itself."""
    path = f"v{number}/{inventory.NAME}"
    data = read(path)
    if number == held.head:
        same = data == head
    else:
        side = inventory.sidecar(data)
        try:
            same = inventory.from_json(data) == held.upto(number)
        except inventory.UNREADABLE:
            same = False
    if not same:
        yield Fault("inventory-mismatch", path)
        side = inventory.sidecar(data)
    if read(f"v{number}/{inventory.SIDECAR}") != side:
        yield Fault("sidecar-mismatch", f"v{number}/{inventory.SIDECAR}")


def _content_faults(
    top: str, path: str, digest: str, present: set[str], sizes: dict[str, int]
) -> Iterator[Fault]:
    if path not in present:
        yield Fault("file-missing", path)
        return
    try:
        found, sizes[path] = files.digest_of(top + path)
        if found != digest:
            yield Fault("file-changed", path)
    except OSError as error:
        yield Fault("file-unreadable", path, error.strerror or "")
